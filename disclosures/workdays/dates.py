"""Strict dates: ISO 8601 for commands, day/month/year for people; nothing is ever guessed.

parse_date("2025-02-05")     parse_written("5/2/2025")     parse_boxes("05", "02", "2025")    # all 5 February
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import Final

from disclosures.errors import DateError

_ISO: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_WRITTEN: Final = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})", re.ASCII)
FIRST_DAY: Final = date(1900, 1, 1)
LAST_DAY: Final = date(2100, 12, 31)
"""Days beyond these are taken for mistakes."""
_MONTHS: Final = 12


def parse_date(text: str) -> date:
    """Read a command's date, ``YYYY-MM-DD``; raises ``DateError`` (``date.malformed``)."""
    try:
        if _ISO.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise DateError("date.malformed", f"not a date: {text!r}", text=text)


def parse_judged(text: str) -> date:
    """Read a day on which a command shall judge; also ``date.year`` for one that no duty could be counted to."""
    day = parse_date(text)
    if not FIRST_DAY <= day <= LAST_DAY:
        raise _unlikely(day.year)
    return day


def parse_written(text: str) -> date:
    """Read a date as people write it, ``dd/mm/yyyy``; raises ``DateError`` that says which part is wrong."""
    found = _WRITTEN.fullmatch(text.strip())
    if not found:
        raise DateError("date.unwritten", f"not dd/mm/yyyy: {text!r}", text=text)
    return _from_parts(*map(int, found.groups()))


def parse_boxes(day: str, month: str, year: str) -> date:
    """Read the three boxes of a form; raises ``DateError`` that says which box is wrong."""
    return parse_written("/".join(part.strip() for part in (day, month, year)))


def _unlikely(year: int) -> DateError:
    first, last = FIRST_DAY.year, LAST_DAY.year
    return DateError("date.year", f"no likely year: {year}", year=year, first=first, last=last)


def _from_parts(day: int, month: int, year: int) -> date:
    if not 1 <= month <= _MONTHS:
        raise DateError("date.month", f"no month {month}", month=month)
    if not FIRST_DAY.year <= year <= LAST_DAY.year:
        raise _unlikely(year)
    days = monthrange(year, month)[1]
    if not 1 <= day <= days:
        raise DateError("date.day", f"no day {day} in {year}-{month:02}", day=day, month=month, year=year, days=days)
    return date(year, month, day)

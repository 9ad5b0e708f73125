"""Periods that duties report on: ``2025``, ``2025-H1``, ``2025-Q1``, ``2025-03``, ``2025-W07``.

period_of("quarter", date(2025, 2, 14)).name    # "2025-Q1"
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from disclosures.errors import DateError

if TYPE_CHECKING:
    from disclosures.workdays.calendar import Calendar

MONTHS: Final = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
KINDS: Final = ("week", *MONTHS)
_DAY: Final = timedelta(days=1)
_NAME: Final = re.compile(
    r"(?P<y>[0-9]{4})(?:-(?:H(?P<h>[12])|Q(?P<q>[1-4])|(?P<m>0[1-9]|1[0-2])|W(?P<w>[0-5][0-9])))?", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Period:
    """A week, month, quarter, half-year or year, with its first and its last day.

    The first and the last that there are have themselves beside them.
    """

    kind: str
    name: str
    first: date
    last: date

    def next(self) -> Period:
        """Give the period that begins when this one has ended."""
        return period_of(self.kind, self.last + _DAY) if self.last < date.max else self

    def previous(self) -> Period:
        """Give the period that ended when this one began."""
        return period_of(self.kind, self.first - _DAY) if self.first > date.min else self

    @property
    def middle(self) -> date:
        """Give the day that tells in which longer period it lies: a week's Thursday, by ISO 8601."""
        return self.first + (self.last - self.first) // 2

    def has_working_day(self, calendar: Calendar) -> bool:
        """Tell whether any of its days is worked."""
        length = (self.last - self.first).days
        return any(calendar.is_working(self.first + timedelta(days=n)) for n in range(length + 1))


def period_of(kind: str, day: date) -> Period:
    """Give the period of one kind that holds ``day``."""
    if kind == "week":
        year, week, weekday = day.isocalendar()
        first = day - timedelta(days=weekday - 1)
        return Period(kind, f"{year:04}-W{week:02}", first, first + min(timedelta(days=6), date.max - first))
    months = MONTHS[kind]
    number = (day.month - 1) // months + 1
    first, last = (date(day.year, month, 1) for month in (number * months - months + 1, number * months))
    suffix = {"month": f"-{number:02}", "quarter": f"-Q{number}", "half-year": f"-H{number}", "year": ""}[kind]
    return Period(kind, f"{day.year:04}{suffix}", first, last.replace(day=monthrange(last.year, last.month)[1]))


def parse_period(text: str) -> Period:
    """Read the name of a period; raises ``DateError`` (``date.period``)."""
    found = _NAME.fullmatch(text)
    try:
        period = _named(found) if found else None
    except (ValueError, OverflowError):
        period = None
    if not period:
        raise DateError("date.period", f"not a period: {text!r}", text=text)
    return period


def _named(found: re.Match[str]) -> Period:
    year = int(found["y"])
    if found["w"]:
        return period_of("week", date.fromisocalendar(year, int(found["w"]), 1))
    for kind, letter in (("month", "m"), ("quarter", "q"), ("half-year", "h")):
        if found[letter]:
            return period_of(kind, date(year, int(found[letter]) * MONTHS[kind], 1))
    return period_of("year", date(year, 1, 1))

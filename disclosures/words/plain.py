"""Data of the catalogue and of records, made plain for people; the data itself stays as it is.

duty_title("Kế hoạch hoạt động (ND 59 Art 14)")    # "Kế hoạch hoạt động (Điều 14 Nghị định 59/2023/NĐ-CP)"
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from disclosures.words import dates, law, screen

if TYPE_CHECKING:
    from collections.abc import Mapping

_DECREE: Final = re.compile(r"\bND (\d+)(?:/(\d{4}))? Art (\d+)")
_YEARS: Final[Mapping[str, str]] = {"59": "2023", "61": "2023"}
_OLD: Final = "(cũ) "
_COUNTS_OF: Final[Mapping[tuple[str, str], str]] = {("reception.held", "present"): "số người được tiếp"}


def duty_title(title: str, until: date | None = None) -> str:
    """A duty's title, with decrees cited in full; a decree whose year is not known stays as it is.

    What the catalogue calls old is told by ``until``, the last day on which that law is in force.
    """
    named = title if until is None or not title.startswith(_OLD) else f"{title.removeprefix(_OLD)} {_until(until)}"
    return _DECREE.sub(_cited, named)


def _until(day: date) -> str:
    return f"(theo luật áp dụng đến {screen.tie(f'ngày {dates.day(day)}')})"


def village(kind: str, called: str) -> str:
    """A village's full name: thôn Đông."""
    return f"{screen.name(screen.VILLAGES, kind)} {called}"


def _cited(found: re.Match[str]) -> str:
    number, year, article = found.group(1), found.group(2) or _YEARS.get(found.group(1)), found.group(3)
    return law.basis(f"{number}/{year}/NĐ-CP", article) if year else found.group()


def count_name(key: str, topic: str) -> str:
    """What a count is called on a record of a topic: those present at a reception are those who were received."""
    return _COUNTS_OF.get((topic, key)) or screen.name(screen.COUNTS, key)


def edition(version: str) -> str:
    """Which edition of a catalogue: an edition named by a day was drawn up on that day."""
    day = edition_day(version)
    return f"bản soạn {screen.tie(f'ngày {dates.day(day)}')}" if day else f"bản {version}"


def edition_day(version: str) -> date | None:
    """The day that names an edition; None where it is named otherwise."""
    try:
        return date.fromisoformat(version)
    except ValueError:
        return None

"""The calendar of working days: weekends, days off and swapped days, each with its official document.

Beyond its years there is no answer, never a guess: ``DateError`` ``date.beyond-calendar``.

    calendar = load()
    calendar.add(date(2025, 12, 31), 5)    # (date(2026, 1, 9), [1, 2, 3 and 4 January as days off])
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from disclosures.errors import DataError, DateError

if TYPE_CHECKING:
    from collections.abc import Iterator

ONE_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5


class _Part(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")


class _Day(_Part):
    date: date
    why: str = Field(min_length=1)


class _Weekend(_Part):
    source: str = Field(min_length=1)
    why: str = Field(min_length=1)


class _Year(_Part):
    confidence: str
    documents: list[str] = Field(min_length=1)
    off: list[_Day]
    worked: list[_Day]
    year: int = Field(ge=1900, le=2100)


class _File(_Part):
    version: str = Field(min_length=1)
    weekend: _Weekend
    year: list[_Year] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class DayOff:
    """A day that is not worked: why, the document that says so, and whether it is a mere weekend."""

    date: date
    why: str
    source: str
    weekend: bool


class Calendar:
    """Which days are worked, from ``first`` through ``last``; ``version`` names the data."""

    def __init__(self, content: _File) -> None:
        self._content = content
        years = content.year
        self.version: str = content.version
        self.first: date = date(years[0].year, 1, 1)
        self.last: date = date(years[-1].year, 12, 31)
        self._weekend = content.weekend
        self._worked = {day.date: day.why for year in years for day in year.worked}
        self._off = {
            day.date: DayOff(day.date, day.why, "; ".join(year.documents), weekend=False)
            for year in years
            for day in year.off
        }

    def followed_by(self, later: Calendar) -> Calendar:
        """Give this calendar, and after its last year what a later one knows; its own days stay as they are."""
        more = [year for year in later._content.year if year.year > self.last.year]
        if not more or more[0].year > self.last.year + 1:
            return self
        return Calendar(self._content.model_copy(update={"year": [*self._content.year, *more]}))

    def covers(self, day: date) -> bool:
        """Tell whether the calendar knows this day."""
        return self.first <= day <= self.last

    def check(self, day: date) -> None:
        """Raise ``DateError`` when the calendar does not know this day."""
        if not self.covers(day):
            raise DateError("date.beyond-calendar", f"{day}", date=day, first=self.first, last=self.last)

    def why_off(self, day: date) -> DayOff | None:
        """Say why a day is not worked; None for a working day."""
        self.check(day)
        if day in self._worked:
            return None
        if day.weekday() >= _SATURDAY and day not in self._off:
            return DayOff(day, self._weekend.why, self._weekend.source, weekend=True)
        return self._off.get(day)

    def is_working(self, day: date) -> bool:
        """Tell whether State offices work on this day."""
        return self.why_off(day) is None

    def add(self, start: date, count: int) -> tuple[date, tuple[DayOff, ...]]:
        """Go ``count`` working days forward (back when negative), day 0 not counted; also the days off passed."""
        step = ONE_DAY if count >= 0 else -ONE_DAY
        day, left, skipped = start, abs(count), []
        while left:
            day += step
            off = self.why_off(day)
            if off:
                skipped.append(off)
            else:
                left -= 1
        return day, tuple(sorted(skipped, key=lambda off: off.date))

    def on_or_after(self, day: date) -> tuple[date, tuple[DayOff, ...]]:
        """Move to the first working day that is not earlier; also the days off passed."""
        skipped = []
        while off := self.why_off(day):
            skipped.append(off)
            day += ONE_DAY
        return day, tuple(skipped)

    def count(self, after: date, through: date) -> int:
        """Count the working days later than ``after``, ``through`` included; 0 when there are none."""
        days = (through - after).days
        return sum(self.is_working(after + timedelta(days=n)) for n in range(1, days + 1))


def parse(content: bytes, name: str = "calendar.toml") -> Calendar:
    """Read a calendar; raises ``DataError`` that names file, row and field."""
    try:
        read = _File.model_validate(tomllib.loads(content.decode()))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        row, field = _place(first["loc"])
        raise DataError.misfit(name, row, field, first) from error
    except (ValueError, RecursionError) as error:
        raise DataError.no_toml(name, error) from error
    for number, field, problem in _faults(read.year):
        raise DataError.in_field(name, str(number), field, problem)
    return Calendar(read)


def _place(loc: tuple[int | str, ...]) -> tuple[str, str]:
    numbers = [str(part + 1) for part in loc if isinstance(part, int)]
    names = [part for part in loc if isinstance(part, str)]
    return ", ".join(numbers) or "1", ".".join(names)


def _faults(years: list[_Year]) -> Iterator[tuple[int, str, str]]:
    for row, year in enumerate(years, start=1):
        days = [day.date for day in (*year.off, *year.worked)]
        if year.year != years[0].year + row - 1:
            yield row, "year", "sequence"
        if len(set(days)) < len(days):
            yield row, "date", "duplicate"
        if any(day.year != year.year for day in days):
            yield row, "date", "value"
        if any(day.date.weekday() >= _SATURDAY for day in year.off):
            yield row, "off", "value"
        if any(day.date.weekday() < _SATURDAY for day in year.worked):
            yield row, "worked", "value"


def data() -> bytes:
    """Give the bytes of the calendar that this version carries, as a ledger adopts them."""
    return files("disclosures.workdays").joinpath("calendar.toml").read_bytes()


@cache
def load(version: str | None = None) -> Calendar:
    """Give the calendar that this version carries; another ``version`` is a ``DataError`` (``calendar.unknown``)."""
    carried = parse(data())
    if version not in {None, carried.version}:
        raise DataError("calendar.unknown", f"{version}", version=version, carried=carried.version)
    return carried

"""Rules of time, parsed: the grammar of ``deadline`` in the catalogue, and the last day in time.

    parse("P5WD after issued").due(date(2025, 12, 31), calendar).due    # date(2026, 1, 9)

Only ``P<n>D after`` moves off days off; fixed dates, counts back from an event and hours do not.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, Literal, cast

from disclosures.errors import DataError
from disclosures.words import deadline as words
from disclosures.workdays import DayOff, period_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from disclosures.workdays import Calendar

Unit = Literal["D", "WD", "H"]
_HOURS: Final = 24
_LEAP_YEAR: Final = 2000
_MONTHS: Final = 12
_PERIODS: Final = {(1, "W"): "week", (1, "M"): "month", (3, "M"): "quarter", (6, "M"): "half-year", (1, "Y"): "year"}


@dataclass(frozen=True, slots=True)
class Due:
    """The last day in time (None where the law gives none), its unit, the days off passed, and the working-out."""

    due: date | None
    unit: Unit | None
    skipped: tuple[DayOff, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class Deadline(ABC):
    """A rule of time; ``rule`` is how the catalogue writes it."""

    rule: str

    def due(self, trigger: date, calendar: Calendar, *, past: bool = False) -> Due:
        """Work out the last day in time from the day that the anchor names.

        ``past`` marks an act about the period that ends on ``trigger``. Raises ``DateError`` beyond the calendar.
        """
        calendar.check(trigger)
        return self._due(trigger, calendar, past=past)

    @abstractmethod
    def _due(self, trigger: date, calendar: Calendar, *, past: bool) -> Due: ...


@dataclass(frozen=True, slots=True)
class Open(Deadline):
    """No date can be given: the law sets none, or another text or body does."""

    why: str

    def _due(self, _trigger: date, _calendar: Calendar, *, past: bool) -> Due:  # noqa: ARG002 (one signature for all)
        return Due(None, None, (), words.WITHOUT_DATE[self.why])


@dataclass(frozen=True, slots=True)
class SameDay(Deadline):
    """At once, or together with the event."""

    def _due(self, trigger: date, _calendar: Calendar, *, past: bool) -> Due:  # noqa: ARG002 (one signature for all)
        return Due(trigger, "D", (), words.same_day(trigger, trigger))


@dataclass(frozen=True, slots=True)
class After(Deadline):
    """So many days, working days or hours after the event; day 0 is not counted."""

    count: int
    unit: Unit

    def _due(self, trigger: date, calendar: Calendar, *, past: bool) -> Due:  # noqa: ARG002 (one signature for all)
        last, skipped = self._last(trigger, calendar)
        flags = [(off.date, off.weekend) for off in skipped]
        return Due(last, self.unit, skipped, words.counted_after(self.count, self.unit, trigger, last, flags))

    def _last(self, trigger: date, calendar: Calendar) -> tuple[date, tuple[DayOff, ...]]:
        if self.unit == "WD":
            return calendar.add(trigger, self.count)
        nominal = trigger + timedelta(days=_days(self.count, self.unit))
        return calendar.on_or_after(nominal) if self.unit == "D" else (nominal, ())


@dataclass(frozen=True, slots=True)
class Before(Deadline):
    """So many days, working days or hours before the announced event, whose own day is not counted."""

    count: int
    unit: Unit

    def _due(self, trigger: date, calendar: Calendar, *, past: bool) -> Due:  # noqa: ARG002 (one signature for all)
        last, skipped = trigger - timedelta(days=_days(self.count, self.unit)), tuple[DayOff, ...]()
        if self.unit == "WD":
            last, skipped = calendar.add(trigger, -self.count)
        flags = [(off.date, off.weekend) for off in skipped]
        return Due(last, self.unit, skipped, words.counted_before(self.count, self.unit, trigger, last, flags))


@dataclass(frozen=True, slots=True)
class Fixed(Deadline):
    """A date of the year: the first one from the trigger on, and for ``before`` the day ahead of it."""

    word: str
    month: int
    day: int

    def _due(self, trigger: date, _calendar: Calendar, *, past: bool) -> Due:  # noqa: ARG002 (one signature for all)
        early = timedelta(days=1 if self.word == "before" else 0)
        this_year = date(trigger.year, self.month, self.day) - early
        last = this_year if this_year >= trigger else date(trigger.year + 1, self.month, self.day) - early
        return Due(last, "D", (), words.fixed(self.word, self.month, self.day, trigger, last))


@dataclass(frozen=True, slots=True)
class Every(Deadline):
    """Once in every calendar period (or ISO week), or once in so many years from the last time."""

    count: int
    unit: str

    def _due(self, trigger: date, _calendar: Calendar, *, past: bool) -> Due:
        kind = _PERIODS.get((self.count, self.unit))
        if kind is None:
            last = _later(trigger, self.count, self.unit)
            return Due(last, "D", (), words.each_length(self.count, self.unit, trigger, last))
        period = period_of(kind, trigger)
        last = period.next().last if past else period.last
        return Due(last, "D", (), words.every(kind, trigger, last, past=past))


def _days(count: int, unit: Unit) -> int:
    return -(-count // _HOURS) if unit == "H" else count


def _later(day: date, count: int, unit: str) -> date:
    if unit == "W":
        return day + timedelta(weeks=count)
    months = day.month - 1 + count * (_MONTHS if unit == "Y" else 1)
    first = date(day.year + months // _MONTHS, months % _MONTHS + 1, 1)
    return min(first + timedelta(days=day.day - 1), period_of("month", first).last)


_NAME: Final = r"[a-z]+(?:-[a-z]+)*"
_FORMS: Final[tuple[tuple[str, Callable[[str, re.Match[str]], Deadline]], ...]] = (
    (r"(none|standing|prompt)", lambda rule, part: Open(rule, part[1])),
    (rf"per-{_NAME}", lambda rule, _: Open(rule, "per")),
    (rf"(?:before|by|on) (?:\d\d)-(?:\d\d) or {_NAME}", lambda rule, _: Open(rule, "or")),
    (rf"at-once|with {_NAME}", lambda rule, _: SameDay(rule)),
    (rf"P(\d{{1,4}})(D|WD|H) after {_NAME}", lambda rule, part: After(rule, int(part[1]), cast("Unit", part[2]))),
    (rf"P(\d{{1,4}})(D|WD|H) before {_NAME}", lambda rule, part: Before(rule, int(part[1]), cast("Unit", part[2]))),
    (r"(before|by|on) (\d\d)-(\d\d)", lambda rule, part: _fixed(rule, part[1], int(part[2]), int(part[3]))),
    (r"every P([1-9]\d?)(W|M|Y)", lambda rule, part: Every(rule, int(part[1]), part[2])),
)
_PATTERNS: Final = tuple((re.compile(pattern, re.ASCII), make) for pattern, make in _FORMS)


def _fixed(rule: str, word: str, month: int, day: int) -> Fixed:
    if (month, day) == (2, 29):
        raise ValueError("29 February does not come every year")
    date(_LEAP_YEAR, month, day)
    return Fixed(rule, word, month, day)


def parse(rule: str) -> Deadline:
    """Read one rule of the grammar; raises ``DataError`` (``deadline.malformed``)."""
    for pattern, make in _PATTERNS:
        found = pattern.fullmatch(rule)
        if found:
            try:
                return make(rule, found)
            except ValueError as error:
                raise DataError("deadline.malformed", f"{rule!r}: {error}", rule=rule) from error
    raise DataError("deadline.malformed", f"no rule of the grammar: {rule!r}", rule=rule)

"""Every duty instance with its state: one rule for all of them (docs/formats/answers.md).

    instances(events, catalogue, calendar, on=date(2025, 2, 1), opened=date(2025, 1, 2), villages=["dong"])

An instance opens at each record of ``starts`` that names the duty, or at each period. One per matter is (duty, entity)
and is closed by the first record in log order of a topic in ``settles`` that names the duty and is of that entity or
lists it in ``about``. Met or late is judged by the claimed day. A row without an instance is listed once, ``not-due``;
so is one whose topics this version cannot record. Lengths (``posting``, ``loudspeaker``) are lines of their own.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from disclosures.catalogue import Due
from disclosures.errors import DateError
from disclosures.model import content, triggers
from disclosures.model.topics import MODELS
from disclosures.projections.dates import Cosigned
from disclosures.projections.instance import WORST_FIRST, Instance, State
from disclosures.projections.lengths import lengths
from disclosures.projections.records import Records, period_key, visible
from disclosures.words import due as words
from disclosures.words.codes import error_sentence
from disclosures.workdays import parse_period, period_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from disclosures.catalogue import Catalogue, Duty
    from disclosures.model.events import Event
    from disclosures.projections.dates import Seal
    from disclosures.workdays import Calendar, Period

__all__ = ["WORST_FIRST", "Instance", "State", "instances"]

SOON: Final = timedelta(days=7)
_LISTED: Final = frozenset({"act", "standing"})


class _Place(NamedTuple):
    """Which occurrence: of a matter or of a period and village, with the day that its clock counts from.

    ``record`` is the index of the one that started a matter: of two on a day, one may have come before a new law.
    """

    trigger: date | None
    matter: str | None = None
    period: str | None = None
    village: str | None = None
    record: int = sys.maxsize

    @property
    def key(self) -> str:
        return self.matter or (period_key(self.period, self.village) if self.period else "")


def instances(  # noqa: PLR0913 - the law and its span, the day, and what only a ledger knows, each by its name
    events: Iterable[Event],
    catalogue: Catalogue,
    calendar: Calendar,
    *,
    on: date,
    opened: date,
    villages: Sequence[str] = (),
    cosigned: Iterable[Seal] = (),
    since: tuple[date, int] = (date.min, -1),
    until: tuple[date, int] | None = None,
) -> list[Instance]:
    """Every instance as of the day ``on``, in the order of the catalogue, then by trigger.

    ``opened`` is the day of ``ledger.opened``; ``villages`` the ids of the unit's villages; ``cosigned`` the
    cosigned checkpoints. Acts drawn up after ``on`` are passed over. This law counts for triggers from ``since``, a day
    and an index, to before ``until``; None where no other follows it.
    """
    acts = visible(events, on)
    world = _World(Records(acts, catalogue), calendar, Cosigned(cosigned), on, opened, tuple(villages), since, until)
    return [line for duty in catalogue.duties.values() if duty.kind in _LISTED for line in world.lines(duty)]


class _World(NamedTuple):
    records: Records
    calendar: Calendar
    cosigned: Cosigned
    on: date
    opened: date
    villages: tuple[str, ...]
    since: tuple[date, int]
    until: tuple[date, int] | None

    def lines(self, duty: Duty) -> list[Instance]:
        """The instances of one duty, each followed by its lengths."""
        listed = self.until is None and duty.in_force(self.on)
        if not _recordable(duty):
            return [self._once(duty, words.NOT_RECORDABLE)] if listed else []
        found = (place for place in self._places(duty) if self._counts(place))
        places = sorted(found, key=lambda place: (str(place.trigger), place.key))
        if not places and listed:
            return [self._once(duty, words.NOT_BEGUN)]
        return [line for place in places for line in self._instance(duty, place)]

    def _counts(self, place: _Place) -> bool:
        """Whether a clock that begins there is this law's; one that has not begun is the newest law's."""
        if place.trigger is None:
            return self.until is None
        begun = (place.trigger, place.record)
        return self.since <= begun and (self.until is None or begun < self.until)

    def _places(self, duty: Duty) -> Iterator[_Place]:
        if duty.kind == "standing":
            if duty.in_force(self.on):
                yield _Place(None)
        elif duty.period:
            for period in self._periods(duty.period, duty):
                for village in self.villages if duty.per == "thon" else (None,):
                    yield _Place(triggers.period_trigger(duty, period), None, period.name, village)
        else:
            for entity, event in self.records.started(duty.id):
                trigger = triggers.started(duty, event.body)
                if duty.in_force(trigger or event.body.on):
                    yield _Place(trigger, entity, record=event.index)

    def _periods(self, kind: str, duty: Duty) -> Iterator[Period]:
        """From the last period that ended before the opening to the last that has begun its clock."""
        period = period_of(kind, max(self.opened, duty.valid_from)).previous()
        while (trigger := triggers.period_trigger(duty, period)) <= self.on:
            if duty.in_force(trigger) and self._worked(period):
                yield period
            if period == period.next() or (duty.valid_to and trigger > duty.valid_to):
                return
            period = period.next()

    def _worked(self, period: Period) -> bool:
        """Whether a week has a working day; longer periods have one, and beyond the calendar nothing denies it."""
        known = self.calendar.covers(period.first) and self.calendar.covers(period.last)
        return period.kind != "week" or not known or period.has_working_day(self.calendar)

    def _instance(self, duty: Duty, place: _Place) -> Iterator[Instance]:
        settled = self.records.settling(duty.id, place.key)
        day = parse_period(place.period).middle if place.period else place.trigger
        ground = self.records.ground(duty.id, place.matter, day, place.village)
        reckoned = self._due(duty, place)
        state, late = _state(reckoned, settled, self.on, self.calendar)
        sentence = reckoned.sentence
        if settled is None and ground:
            state, late, sentence = "not-applicable", None, words.set_aside(ground.basis, ground.on)
        line = replace(
            _line(duty, place),
            due=reckoned.due,
            state=state,
            days_late=late,
            sentence=sentence,
            unit="WD" if reckoned.unit == "WD" else "D",
            skipped=reckoned.skipped,
        )
        yield self._dated(line, settled)
        for one, event in lengths(duty, line, self.records, settled, self.on):
            yield self._dated(one, event)

    def _due(self, duty: Duty, place: _Place) -> Due:
        if place.trigger is None:
            return Due(None, None, (), words.NOT_ANNOUNCED if place.matter else words.STANDING)
        try:
            return duty.due(place.trigger, self.calendar)
        except DateError as beyond:
            return Due(None, None, (), error_sentence(beyond))

    def _dated(self, line: Instance, settled: Event | None) -> Instance:
        """The line with the three dates of its settling record."""
        if settled is None:
            return line
        made = self.cosigned.bounds(seen=settled.seen, index=settled.index)
        return replace(
            line,
            settled_by=settled.index,
            claimed=settled.body.on,
            recorded=settled.day,
            witnessed=made.witnessed,
            after=made.first_day,
        )

    def _once(self, duty: Duty, sentence: str) -> Instance:
        ground = self.records.ground(duty.id, None, None, None)
        line = _line(duty, _Place(None))
        if ground:
            return replace(line, state="not-applicable", sentence=words.set_aside(ground.basis, ground.on))
        return replace(line, state="not-due", sentence=sentence)


def _line(duty: Duty, place: _Place) -> Instance:
    return Instance(
        duty=duty.id,
        title=duty.title_vi,
        article=duty.basis_vi,
        actor=", ".join(duty.who),
        matter=place.matter,
        place=place.village,
        period=place.period,
        trigger=place.trigger,
        due=None,
        clock="start",
        state="not-due",
        until=duty.valid_to,
    )


def _recordable(duty: Duty) -> bool:
    """Whether this version has topics to start and to settle the row."""
    starts = duty.kind == "standing" or duty.period is not None or duty.starts in MODELS
    return starts and any(topic in MODELS for topic in duty.settles)


def _state(reckoned: Due, settled: Event | None, on: date, calendar: Calendar) -> tuple[State, int | None]:
    """The state and how late; met or late by the claimed day, all else by ``on``."""
    due = reckoned.due
    if settled:
        kept: State = "withheld" if content.left_out(settled) else "met"
        if due is None:
            return kept, None
        if settled.body.on <= due:
            return kept, 0
        return ("met-late" if kept == "met" else kept), _late(reckoned.unit, due, settled.body.on, calendar)
    if due is None:
        return "no-clock", None
    if on > due:
        return "overdue", _late(reckoned.unit, due, on, calendar)
    return ("due-soon" if due - on <= SOON else "not-due"), None


def _late(unit: str | None, due: date, day: date, calendar: Calendar) -> int | None:
    """How late, in the unit of the deadline; None where the calendar does not know."""
    if unit != "WD":
        return (day - due).days
    try:
        return calendar.count(due, day)
    except DateError:
        return None

"""What the records name: which starts which duty, and which is the first to settle it.

found = Records(events, catalogue)
found.settling("xa-ck-01", "document/2025-0001")    # the first record in log order that closes this instance
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from disclosures.model import triggers
from disclosures.model.bodies import DutySetAside
from disclosures.model.commune import Commune, fold
from disclosures.model.disclosure import Disclosure
from disclosures.workdays import parse_period

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from disclosures.catalogue import Catalogue, Duty
    from disclosures.model.events import Event


class Records:
    """An index over the acts, built in one pass."""

    def __init__(self, events: Sequence[Event], catalogue: Catalogue) -> None:
        self._events = {event.index: event for event in events}
        self._matters = fold(Commune(), events).matters
        self._started: dict[str, dict[str, Event]] = {}
        self._settled: dict[tuple[str, str], Event] = {}
        self._set_aside: dict[str, list[DutySetAside]] = {}
        for event in events:
            if isinstance(event.body, DutySetAside):
                self._set_aside.setdefault(event.body.duty, []).append(event.body)
            for name in event.body.duties:
                if name in catalogue.duties:
                    self._note(catalogue.duties[name], event)

    def _note(self, duty: Duty, event: Event) -> None:
        if event.topic == duty.starts:
            self._started.setdefault(duty.id, {}).setdefault(event.entity, event)
        if event.topic in duty.settles:
            for key in _settles(duty, event):
                self._settled.setdefault((duty.id, key), event)

    def started(self, duty: str) -> Iterable[tuple[str, Event]]:
        """The entities that started this duty, with the first record of each that did."""
        return self._started.get(duty, {}).items()

    def settling(self, duty: str, key: str) -> Event | None:
        """The first record that settles (duty, entity), (duty, period and place), or a standing duty (``""``)."""
        return self._settled.get((duty, key))

    def ground(self, duty: str, matter: str | None, day: date | None, place: str | None) -> DutySetAside | None:
        """The ground on which this occurrence does not apply; ``day`` is one in its period, else its trigger."""
        for body in self._set_aside.get(duty, ()):
            span = parse_period(body.period) if body.period else None
            if (
                (span is None or (day is not None and span.first <= day <= span.last))
                and body.place in (None, place)
                and (not body.about or matter in body.about)
            ):
                return body
        return None

    def disclosure(self, event: Event | None) -> Disclosure | None:
        """The disclosure that this record is of, with its sheets and airings."""
        state = self._matters[event.entity].state if event else None
        return state if isinstance(state, Disclosure) else None

    def at(self, index: int) -> Event:
        """The act at this index."""
        return self._events[index]


def period_key(name: str, place: str | None) -> str:
    """The key of a periodic occurrence."""
    return f"{name} {place or ''}"


def _settles(duty: Duty, event: Event) -> list[str]:
    """The keys of the occurrences that this record would close."""
    if duty.period:
        period = triggers.period_settled(duty, event.body)
        place = event.body.place if duty.per == "thon" else None
        return [period_key(period.name, place)] if period and (place or duty.per != "thon") else []
    return [""] if duty.kind == "standing" else [event.entity, *event.body.about]


def visible(events: Iterable[Event], on: date) -> list[Event]:
    """The acts whose day of drawing up is not after ``on``, in log order."""
    return [event for event in events if event.day <= on]

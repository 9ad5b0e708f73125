"""The story of one matter: its records and those of the other side, each with its three dates (``danbiet timeline``).

[(line.claimed, line.topic, line.entity) for line in timeline(events, "recommendation/2025-0003", on=today)]
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from disclosures.projections.dates import Cosigned
from disclosures.projections.records import visible

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from disclosures.model.events import Event
    from disclosures.projections.dates import Seal


@dataclass(frozen=True, slots=True)
class Line:
    """One record in a story: what happened when, recorded when, proved when; ``other`` is that of a linked matter."""

    index: int
    topic: str
    entity: str
    claimed: date
    recorded: date
    after: date | None
    witnessed: date | None
    other: bool
    event: Event

    def as_json(self) -> dict[str, Any]:
        """The object of ``timeline --json``: dates in ISO 8601."""
        return {
            "index": self.index,
            "topic": self.topic,
            "entity": self.entity,
            "claimed": self.claimed.isoformat(),
            "recorded": self.recorded.isoformat(),
            "witnessed": self.witnessed.isoformat() if self.witnessed else None,
        }


def timeline(events: Iterable[Event], entity: str, *, on: date, cosigned: Iterable[Seal] = ()) -> list[Line]:
    """The records of the entity, of what it names and of what names it, in the order of the log."""
    acts = visible(events, on)
    named = {name for event in acts if event.entity == entity for name in event.body.about}
    times = Cosigned(cosigned)
    return [
        _line(event, entity, times)
        for event in acts
        if event.entity == entity or event.entity in named or entity in event.body.about
    ]


def _line(event: Event, entity: str, times: Cosigned) -> Line:
    made = times.bounds(seen=event.seen, index=event.index)
    return Line(
        index=event.index,
        topic=event.topic,
        entity=event.entity,
        claimed=event.body.on,
        recorded=event.day,
        after=made.first_day,
        witnessed=made.witnessed,
        other=event.entity != entity,
        event=event,
    )

"""What the folds are given: a sound record of house two, with its body read and its signers known.

    event = Event(index=1, topic="document.issued", entity="document/2025-0001", …)

``events`` turns the book's entries into them: void entries, invalid bodies, unknown topics and house one's own records
are passed over. A draft is the event that it would become (``drafted``), so that one rule judges both.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from disclosures.model.bodies import Body
from disclosures.model.topics import REGISTRY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from disclosures.model.bodies import Attachment
    from ledger.book import Entry
    from ledger.record import Record, Withheld
    from ledger.roster import Key


@dataclass(frozen=True, slots=True)
class Event:
    """One act; ``day`` is the day of ``recorded_at`` at UTC+7, ``seen`` the size that its author had verified."""

    index: int
    topic: str
    entity: str
    day: date
    body: Body
    signers: tuple[Key, ...]
    withheld: tuple[Withheld, ...] = ()
    seen: int = 0

    @property
    def family(self) -> str:
        """The noun of the topic, which is also the entity's prefix."""
        return self.topic.partition(".")[0]

    @property
    def roles(self) -> frozenset[str]:
        """The roles that signed."""
        return frozenset(signer.role for signer in self.signers)


def events(entries: Iterable[Entry]) -> list[Event]:
    """The acts among judged entries, in the order of the log."""
    return [
        _event(entry.record, entry.body, entry.signers, entry.index)
        for entry in entries
        if entry.sound and entry.record is not None and isinstance(entry.body, Body)
    ]


def attached(entries: Iterable[Entry]) -> Iterator[tuple[int, str, Attachment]]:
    """Every file that a sound record carries, with the record's index and entity, in the order of the log."""
    for entry in entries:
        if entry.sound and entry.record is not None and isinstance(entry.body, Body):
            for attachment in entry.body.attachments:
                yield entry.index, entry.record.entity, attachment


def drafted(record: Record, signers: Iterable[Key], index: int) -> Event:
    """The event that a draft becomes if it is appended at ``index``, signed by ``signers``.

    FormatError ``record.body-invalid`` or ``record.topic-unknown`` when the registry cannot read it.
    """
    body = REGISTRY.read(record)
    if not isinstance(body, Body):
        raise TypeError(record.topic)
    return _event(record, body, signers, index)


def _event(record: Record, body: Body, signers: Iterable[Key], index: int) -> Event:
    return Event(
        index=index,
        topic=record.topic,
        entity=record.entity,
        day=record.day,
        body=body,
        signers=tuple(signers),
        withheld=record.withheld,
        seen=record.seen.size if record.seen else 0,
    )

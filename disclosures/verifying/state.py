"""From verified entries to what people see: the duty instances of a day, and the view that the pages are made of."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from disclosures.model.events import events
from disclosures.model.opening import opened, unit_of
from disclosures.pages import Seal, View
from disclosures.projections.adopted import law_of
from disclosures.projections.due import instances

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from disclosures.model.bodies import Attachment
    from disclosures.projections.adopted import Law
    from disclosures.projections.due import Instance
    from ledger.audit import Audit, Cosigned
    from ledger.book import Entry
    from ledger.reader import Source


def from_source(source: Source) -> Callable[[Attachment], bytes | None]:
    """Reads attachments from a published folder."""
    return lambda attachment: source.read(attachment.path)


def instances_of(entries: Sequence[Entry], seals: Sequence[Seal], law: Law, on: date) -> list[Instance]:
    """Every duty instance on the day ``on``; an empty ledger counts from that day."""
    commune = opened(entries)
    return instances(
        events(entries),
        law.catalogue,
        law.calendar,
        on=on,
        opened=commune.opened or on,
        villages=[village.id for village in commune.villages],
        cosigned=[(seal.size, int(seal.first.timestamp())) for seal in seals],
    )


def seals_of(cosigned: Sequence[Cosigned], witnessed_size: int) -> list[Seal]:
    """The cosigned checkpoints up to ``witnessed_size``, with the times of their cosignatures."""
    return [
        Seal(one.size, _instant(min(one.times.values())), _instant(max(one.times.values())))
        for one in cosigned
        if one.size <= witnessed_size and one.times
    ]


def view_of(audited: Audit, source: Source, *, size: int, witnessed_size: int, on: date) -> View:
    """What the pages are a function of, at a size, a date and a witnessed size: those that a manifest names."""
    entries = audited.entries[:size]
    seals = seals_of(audited.cosigned, witnessed_size)
    law = law_of(entries, from_source(source), on)
    unit = unit_of(entries)
    return View(
        origin=audited.origin,
        fingerprint=audited.fingerprint,
        size=size,
        root=audited.root_at(size),
        on=on,
        witnessed_size=witnessed_size,
        seals=seals,
        trial=unit.trial if unit else False,
        policy=audited.roster.policy() if audited.roster else b"",
        entries=entries,
        instances=instances_of(entries, seals, law, on),
        catalogue=law.catalogue,
        calendar=law.calendar,
    )


def _instant(time: int) -> datetime:
    return datetime.fromtimestamp(time, UTC)

"""From verified entries to what people see: the duty instances of a day, and the view that the pages are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from disclosures.model.commune import opened
from disclosures.model.events import events
from disclosures.model.opening import unit_of
from disclosures.pages import View
from disclosures.projections.adopted import eras, known
from disclosures.projections.dates import Seal
from disclosures.projections.due import instances
from ledger.audit import lasting_proofs
from ledger.record import fingerprint, instant_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date, datetime

    from disclosures.model.bodies import Attachment
    from disclosures.projections.adopted import Law
    from disclosures.projections.due import Instance
    from ledger.audit import Audit, Cosigned
    from ledger.book import Entry
    from ledger.reader import Source


def from_source(source: Source) -> Callable[[Attachment], bytes | None]:
    """Reads attachments from a published folder."""
    return lambda attachment: source.read(attachment.path)


def instances_of(
    entries: Sequence[Entry], seals: Sequence[Seal], laws: Sequence[tuple[date, Law]], on: date
) -> list[Instance]:
    """Every duty instance on the day ``on``, each by the law of its trigger day; an empty ledger counts from ``on``.

    ``laws`` are what ``eras`` gives of the same entries and day. The newest lists a row that has no instance yet; one
    that has any under an older law is not listed so.
    """
    commune, acts = opened(entries), events(entries)
    begins = [(day, law.index) for day, law in laws]
    kept = [
        line
        for (_, law), since, until in zip(laws, begins, [*begins[1:], None], strict=True)
        for line in instances(
            acts,
            law.catalogue,
            law.calendar,
            on=on,
            opened=commune.opened or on,
            villages=[village.id for village in commune.villages],
            cosigned=seals,
            since=since,
            until=until,
        )
    ]
    if len(laws) == 1:
        return kept
    begun = {line.duty for line in kept if line.matter or line.period}
    kept = [line for line in kept if line.matter or line.period or line.duty not in begun]
    order = {duty: place for place, duty in enumerate(laws[-1][1].catalogue.duties)}
    return sorted(kept, key=lambda line: order.get(line.duty, len(order)))


def seals_of(cosigned: Sequence[Cosigned], witnessed_size: int) -> list[Seal]:
    """The cosigned checkpoints up to ``witnessed_size``, with the times of their cosignatures."""
    return [
        Seal(one.size, instant_of(min(one.times.values())), instant_of(max(one.times.values())))
        for one in cosigned
        if one.size <= witnessed_size and one.times
    ]


def view_of(audited: Audit, source: Source, *, size: int, witnessed_size: int, on: date) -> View:
    """What the pages are a function of, at a size, a date and a witnessed size: those that a manifest names."""
    now = audited.size == witnessed_size and audited.looked
    return view_on(
        on,
        audited.entries[:size],
        seals_of(audited.cosigned, witnessed_size),
        from_source(source),
        origin=audited.origin,
        root=audited.root_at(size),
        witnessed_size=witnessed_size,
        policy=audited.roster.policy() if audited.roster else b"",
        proofs=lasting_proofs(audited, witnessed_size),
        looked=instant_of(max(now.values())) if now else None,
    )


def view_on(  # noqa: PLR0913 - what follows from four things, and what is told besides, each by its name
    on: date,
    entries: Sequence[Entry],
    seals: Sequence[Seal],
    read: Callable[[Attachment], bytes | None],
    *,
    origin: str,
    root: bytes,
    witnessed_size: int,
    policy: bytes,
    proofs: Mapping[int, bytes] | None = None,
    unsigned: str = "",
    looked: datetime | None = None,
) -> View:
    """The view of a day, for what was published and for what may be; the names after ``*`` are those of ``View``."""
    laws, unit = eras(entries, read, on), unit_of(entries)
    return View(
        origin=origin,
        fingerprint=fingerprint(entries[0].raw) if entries else "",
        size=len(entries),
        root=root,
        on=on,
        witnessed_size=witnessed_size,
        seals=seals,
        trial=unit is not None and unit.trial,
        policy=policy,
        entries=entries,
        instances=instances_of(entries, seals, laws, on),
        catalogue=known(laws),
        proofs=proofs or {},
        unsigned=unsigned,
        looked=looked,
    )

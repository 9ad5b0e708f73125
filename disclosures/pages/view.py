"""What the pages are a function of: the verified log, its cosigned checkpoints, the catalogue and a day.

A page reads nothing else: no clock, no file, no network. Two views that are equal give the same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta, timezone
from functools import cached_property
from typing import TYPE_CHECKING

from disclosures.model.commune import fold, opened
from disclosures.model.events import events
from disclosures.pages.matters import Matter, clocks, dissents, gather, related
from disclosures.pages.yearly import Plan, plans
from disclosures.projections.plan import plans as plan_items
from disclosures.words import plain, screen
from ledger.record import code, day_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from disclosures.catalogue import Catalogue
    from disclosures.model.commune import Commune
    from disclosures.projections.dates import Seal
    from disclosures.projections.due import Instance
    from disclosures.projections.plan import ItemState
    from ledger.book import Entry


_VIETNAM = timezone(timedelta(hours=7))


@dataclass(frozen=True)
class View:
    """One verified state of the book on one day.

    ``entries`` is every entry of the log, void ones too, in log order; ``seals`` the cosigned checkpoints of size ≤
    ``witnessed_size``, ascending; ``policy`` the log's tlog-policy; ``instances`` every duty instance on ``on``;
    ``proofs`` a tlog-proof of each entry, by index, that a seal holds; ``unsigned`` stands for the code of a last entry
    that is still a draft.
    """

    origin: str
    fingerprint: str
    size: int
    root: bytes
    on: date
    witnessed_size: int
    seals: Sequence[Seal]
    trial: bool
    policy: bytes
    entries: Sequence[Entry]
    instances: Sequence[Instance]
    catalogue: Catalogue
    proofs: Mapping[int, bytes] = field(default_factory=dict)
    unsigned: str = ""

    @cached_property
    def matters(self) -> Mapping[str, Matter]:
        """Every matter that has a page, by entity, in order of its first record."""
        return gather(self.entries)

    def code(self, entry: Entry) -> str:
        """The code of an entry's record."""
        if self.unsigned and entry is self.entries[-1]:
            return self.unsigned
        return code(self.origin, entry.index, entry.leaf)

    @cached_property
    def related(self) -> Mapping[str, Sequence[Matter]]:
        """The matters that each one names or is named by, by entity."""
        return related(self.matters)

    @cached_property
    def dissents(self) -> Mapping[str, Sequence[tuple[Matter, Entry]]]:
        """What a Board recorded against each matter, by entity."""
        return dissents(self.matters)

    @cached_property
    def clocks(self) -> Mapping[str, Sequence[Instance]]:
        """The duty instances of each matter, by entity: those that it starts, and those that its records settle."""
        return clocks(self.instances, self.matters)

    @cached_property
    def plan_items(self) -> Mapping[str, Sequence[ItemState]]:
        """What stands behind every item of every plan, by the plan's entity."""
        return plan_items(events(self.entries), self.instances, on=self.on)

    @cached_property
    def plans(self) -> Sequence[Plan]:
        """Every plan, the newest year last."""
        return plans(self.matters)

    def matter_at(self, index: int) -> Matter | None:
        """The matter that the record at ``index`` belongs to; None for a void entry."""
        record = self.entries[index].record
        return self.matters.get(record.entity) if record else None

    @cached_property
    def newest(self) -> datetime | None:
        """When the newest record was drawn up, by its own claim, at UTC+7; None for an empty log."""
        times = [entry.record.time for entry in self.entries if entry.record and entry.sound]
        return max(times).astimezone(_VIETNAM) if times else None

    @cached_property
    def site(self) -> str:
        """The public address of the folder, as the origin promises it; ends in a slash."""
        return f"https://{self.origin.removesuffix('log')}"

    @cached_property
    def unit(self) -> str:
        """The unit's name today: xã Hương Sơn."""
        return self.unit_on(self.on)

    def unit_on(self, day: date) -> str:
        """The unit's name on a day: earlier records keep the old name."""
        return screen.unit(*self.commune.unit(day))

    @cached_property
    def commune(self) -> Commune:
        """The commune after every act."""
        return fold(opened(self.entries), events(self.entries))

    @cached_property
    def villages(self) -> Mapping[str, str]:
        """The names of villages by id: thôn Đông."""
        return {one.id: plain.village(one.kind, one.name) for one in self.commune.villages}

    @cached_property
    def offices(self) -> Mapping[str, str]:
        """The office of every key that was ever enrolled, by vkey; of a witness's, the body that it is of."""
        ours = {"ledger", "roster"}
        sound = (entry.record for entry in self.entries if entry.sound and entry.record)
        told = [record.body for record in sound if record.family in ours]
        keys = (key for body in told for key in (*body.get("keys", ()), body.get("key")) if key)
        witnesses = (key for body in told for key in body.get("witnesses", ()))
        named = {key["vkey"]: screen.name(screen.BODIES, key["body"]) for key in witnesses}
        return named | {key["vkey"]: screen.office(key["role"], key["body"]) for key in keys}

    @cached_property
    def sealed_on(self) -> date | None:
        """The day at UTC+7 of the newest cosignature that the pages know."""
        return day_of(self.seals[-1].last) if self.seals else None

"""What the desk knows at this moment: the verified log and the rows not yet published, folded as of today.

world = observe(recorder, office, today, seals)
world.view.instances    # every duty instance, those that unpublished records settle included
world.published         # how many records the published checkpoint covers
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from disclosures.desk.forms import FORMS
from disclosures.model.disclosure import Disclosure
from disclosures.model.topics import REGISTRY
from disclosures.verifying.state import seals_of, view_on
from ledger import storage
from ledger.audit import audit
from ledger.errors import LedgerError, RefusedError
from ledger.reader import open_source

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from disclosures.catalogue import Duty
    from disclosures.model.bodies import Attachment
    from disclosures.model.case import Matter
    from disclosures.model.commune import Commune
    from disclosures.office import Office
    from disclosures.pages import View
    from disclosures.projections.dates import Seal
    from disclosures.projections.due import Instance
    from disclosures.recording import Recorder
    from ledger.book import Entry
    from ledger.roster import Roster

OPEN: Final = frozenset({"overdue", "due-soon", "not-due", "no-clock"})


@dataclass(frozen=True)
class World:
    """One moment of the office; ``trouble`` says why the published log could not be read, if so."""

    commune: Commune
    roster: Roster
    view: View
    published: int
    trouble: LedgerError | None = None

    @property
    def today(self) -> date:
        """The day at UTC+7."""
        return self.view.on

    def duties(self, ids: Sequence[str]) -> list[Duty]:
        """The rows of these ids; an id that is no row is passed over."""
        rows = self.view.catalogue.duties
        return [rows[name] for name in dict.fromkeys(ids) if name in rows]

    @cached_property
    def awaited(self) -> list[Instance]:
        """What is still to be recorded and has begun, the earliest due first."""
        found = [
            one
            for one in self.view.instances
            if one.settled_by is None and one.state in OPEN and one.clock == "start" and (one.matter or one.period)
        ]
        return sorted(found, key=lambda one: (one.due is None, one.due, one.duty, str(one.period), str(one.place)))

    def settling(self, instance: Instance) -> str | None:
        """The topic by which this desk can record what an instance waits for; None where others must."""
        return next((topic for topic in self.view.catalogue.duties[instance.duty].settles if topic in FORMS), None)

    @cached_property
    def disclosures(self) -> Mapping[str, tuple[Matter, Disclosure]]:
        """Every disclosure that was published, by entity, the newest first."""
        found = [
            (matter, matter.state)
            for matter in reversed(list(self.commune.matters.values()))
            if isinstance(matter.state, Disclosure) and matter.state.published
        ]
        return {matter.entity: (matter, state) for matter, state in found}

    def open_to(self, topic: str) -> Mapping[str, tuple[Matter, Disclosure]]:
        """The disclosures that a record of this topic may still follow: of a replaced one, sheets alone come down."""
        if topic == "disclosure.taken-down":
            return self.disclosures
        return {entity: pair for entity, pair in self.disclosures.items() if not pair[1].superseded}

    @cached_property
    def unpublished(self) -> Sequence[Entry]:
        """The records that nobody outside can read yet."""
        return self.view.entries[self.published :]


def observe(recorder: Recorder, office: Office, today: date, seals: Sequence[Seal]) -> World:
    """Fold everything recorded, as of ``today``; RefusedError where nothing opened the ledger."""
    commune, roster = recorder.catch_up(), recorder.roster
    entries = tuple(recorder.entries)
    published, trouble = _published(recorder)
    return World(commune, roster, view(recorder, office, entries, seals, today), published, trouble)


def view(
    recorder: Recorder, office: Office, entries: Sequence[Entry], seals: Sequence[Seal], today: date, unsigned: str = ""
) -> View:
    """What the pages would be made of if ``entries`` were published now; ``unsigned`` as of ``View``."""
    return view_on(
        today,
        entries,
        seals,
        kept(office),
        origin=office.origin,
        root=recorder.root_at(min(len(entries), len(recorder.entries))),
        witnessed_size=seals[-1].size if seals else 0,
        policy=recorder.roster.policy(),
        unsigned=unsigned,
    )


def kept(office: Office) -> Callable[[Attachment], bytes | None]:
    """Reads attachments as the office keeps them."""
    return lambda attachment: storage.read(office.attachments / attachment.sha256)


def checkpoint(office: Office) -> bytes | None:
    """The published checkpoint as it lies there: another one means that somebody published."""
    return storage.read(office.public / "log" / "checkpoint")


def cosigned(office: Office) -> tuple[str, ...]:
    """The names of the cosigned checkpoints, which are never rewritten."""
    folder = office.public / "log" / "cosigned"
    return tuple(sorted(path.name for path in folder.iterdir())) if folder.is_dir() else ()


def seals_in(office: Office) -> list[Seal]:
    """The cosigned checkpoints of the published log, verified with the whole of it."""
    audited = audit(open_source(office.public), REGISTRY)
    return seals_of(audited.cosigned, audited.witnessed)


def _published(recorder: Recorder) -> tuple[int, LedgerError | None]:
    """How much is published; the reason where the checkpoint cannot be believed."""
    try:
        return recorder.newest_seen().size, None
    except RefusedError:
        return 0, None
    except LedgerError as error:
        return 0, error

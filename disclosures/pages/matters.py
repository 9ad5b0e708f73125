"""One page for each matter: its records in log order, its number, its plain name, what it is related to.

``<number>`` is the six-digit log index of the matter's first record, ``<year>`` the year of that record at UTC+7.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from disclosures.model import bodies
from disclosures.words import screen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from disclosures.projections.due import Instance
    from ledger.book import Entry
    from ledger.record import Record

B = TypeVar("B", bound=bodies.Body)


@dataclass(frozen=True)
class Matter:
    """One aggregate: every record that counts, in log order."""

    entity: str
    entries: Sequence[Entry]

    @property
    def family(self) -> str:
        """The family of its topics."""
        return self.entity.partition("/")[0]

    @property
    def number(self) -> int:
        """The log index of its first record."""
        return self.entries[0].index

    @property
    def last(self) -> int:
        """The log index of its newest record."""
        return self.entries[-1].index

    @cached_property
    def year(self) -> int:
        """The year, at UTC+7, of its first record."""
        return record_of(self.entries[0]).day.year

    @property
    def path(self) -> str:
        """The page of this matter in the published folder."""
        return f"ho-so/{self.year}/{self.number:06d}.html"

    @cached_property
    def naming(self) -> Entry:
        """The record whose words stand for it: the newest that names it, else the first."""
        return next((entry for entry in reversed(self.entries) if _name(entry)), self.entries[0])

    @cached_property
    def name(self) -> str:
        """Its plain name: what the newest record that names it says."""
        return self.name_at(self.last)

    def name_at(self, index: int) -> str:
        """Its name when the record at ``index`` was the newest: no record is told by a later one's title."""
        named = (_name(entry) for entry in reversed(self.entries) if entry.index <= index)
        return next(filter(None, named), self._unnamed)

    @property
    def on(self) -> date:
        """The day that its naming record claims: what tells matters of one name apart."""
        return claimed(self.naming)

    @cached_property
    def about(self) -> frozenset[str]:
        """Every entity that its records concern."""
        return frozenset(entity for body in self.bodies_of(bodies.Body) for entity in body.about)

    def bodies_of(self, kind: type[B]) -> Iterator[B]:
        """The bodies of one kind, in log order."""
        return (entry.body for entry in self.entries if isinstance(entry.body, kind))

    @property
    def _unnamed(self) -> str:
        return f"{screen.name(screen.FAMILIES, self.family)} {self.number:06d}"


def gather(entries: Iterable[Entry]) -> Mapping[str, Matter]:
    """Every matter by its entity, in order of its first record; void entries belong to none."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.record and not entry.voids:
            found.setdefault(entry.record.entity, []).append(entry)
    return {entity: Matter(entity, tuple(listed)) for entity, listed in found.items()}


def related(matters: Mapping[str, Matter]) -> Mapping[str, Sequence[Matter]]:
    """The matters that each one names or is named by, in order of their first record."""
    pairs: dict[str, set[str]] = {}
    for matter in matters.values():
        for other in matter.about & matters.keys() - {matter.entity}:
            pairs.setdefault(matter.entity, set()).add(other)
            pairs.setdefault(other, set()).add(matter.entity)
    return {
        entity: tuple(sorted((matters[other] for other in others), key=lambda matter: matter.number))
        for entity, others in pairs.items()
    }


def dissents(matters: Mapping[str, Matter]) -> Mapping[str, Sequence[tuple[Matter, Entry]]]:
    """What a Board recorded against each matter, by the entity that its record names, in log order."""
    found: dict[str, list[tuple[Matter, Entry]]] = {}
    for matter in matters.values():
        for entry in matter.entries:
            if record_of(entry).topic == "board.dissented" and isinstance(entry.body, bodies.Body):
                for entity in entry.body.about:
                    found.setdefault(entity, []).append((matter, entry))
    return found


def clocks(instances: Sequence[Instance], matters: Mapping[str, Matter]) -> Mapping[str, Sequence[Instance]]:
    """The duty instances of each matter: those that it starts, and those that its records settle."""
    homes = {entry.index: matter.entity for matter in matters.values() for entry in matter.entries}
    found: dict[str, dict[int, Instance]] = {}
    for number, one in enumerate(instances):
        for entity in (one.matter, homes.get(-1 if one.settled_by is None else one.settled_by)):
            if entity is not None:
                found.setdefault(entity, {})[number] = one
    return {entity: tuple(listed.values()) for entity, listed in found.items()}


def record_of(entry: Entry) -> Record:
    """The record of an entry of a matter, which has one."""
    if entry.record is None:
        raise ValueError(entry.index)
    return entry.record


def claimed(entry: Entry) -> date:
    """The day that a record claims; house one's own records have only the day they were drawn up."""
    return entry.body.on if isinstance(entry.body, bodies.Body) else record_of(entry).day


def _name(entry: Entry) -> str | None:
    body = entry.body
    if isinstance(body, bodies.DutySetAside):
        return body.reason
    if isinstance(body, bodies.UnitSucceeded):
        return f"Nay là {screen.unit(body.unit.kind, body.unit.name)}"
    title = getattr(body, "title", None)
    return title if isinstance(title, str) else _opened(entry)


def _opened(entry: Entry) -> str | None:
    record = record_of(entry)
    if record.topic == "ledger.opened":
        return str(record.body.get("title", "")) or None
    return screen.FAMILIES["roster"] if record.family == "roster" else None

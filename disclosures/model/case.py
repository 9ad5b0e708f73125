"""What a judge is given: the draft, the catalogue, and the matters as they stand.

Case(event, catalogue, matters, villages).law("cq-hn-thuong-nien")    # "khoản 1 Điều 51 Luật 10/2022/QH15"
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from disclosures.catalogue import Catalogue, Duty
    from disclosures.model.bodies import Body
    from disclosures.model.events import Event


@dataclass(frozen=True, slots=True)
class Matter:
    """One aggregate, and what its records name.

    ``first`` is the log index of its first record, ``on`` the day it happened; ``about`` the entities that its records
    name, ``cited`` those that name it; ``named`` each duty that a record of it names, with that record's topic and
    body; ``state`` its aggregate.
    """

    entity: str
    first: int
    on: date
    state: Any
    about: tuple[str, ...] = ()
    cited: tuple[str, ...] = ()
    named: tuple[tuple[str, str, Body], ...] = ()

    @property
    def family(self) -> str:
        """The noun that its entity begins with."""
        return self.entity.partition("/")[0]


@dataclass(frozen=True, slots=True)
class Case:
    """One draft before its judges; ``villages`` are the ids of the unit."""

    event: Event
    catalogue: Catalogue
    matters: Mapping[str, Matter]
    villages: frozenset[str] = frozenset()

    def duties(self, ids: Iterable[str] | None = None) -> list[Duty]:
        """The rows of these ids, or of those that the draft names; an id that is no row is passed over."""
        wanted = self.event.body.duties if ids is None else ids
        return [self.catalogue.duties[name] for name in wanted if name in self.catalogue.duties]

    def law(self, duty: str) -> str:
        """The article of a row, so that it is written once; empty where the catalogue lacks the row."""
        row = self.catalogue.duties.get(duty)
        return row.basis_vi if row else ""

    def about(self) -> Iterator[tuple[str, Any]]:
        """The entities that the draft names and the ledger has, with their states."""
        return ((name, self.matters[name].state) for name in self.event.body.about if name in self.matters)

"""What an aggregate is given to decide on: the draft, the catalogue, and the states of what the draft is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from disclosures.catalogue import Catalogue, Duty
    from disclosures.model.events import Event


@dataclass(frozen=True, slots=True)
class Case:
    """One draft before its judge; ``about`` holds the states of the entities that it names, by entity."""

    event: Event
    catalogue: Catalogue
    about: Mapping[str, Any]

    def duties(self, ids: Iterable[str] | None = None) -> list[Duty]:
        """The rows of these ids, or of those that the draft names; an id that is no row is passed over."""
        wanted = self.event.body.duties if ids is None else ids
        return [self.catalogue.duties[name] for name in wanted if name in self.catalogue.duties]

    def law(self, duty: str) -> str:
        """The article of a row, so that it is written once; empty where the catalogue lacks the row."""
        row = self.catalogue.duties.get(duty)
        return row.basis_vi if row else ""

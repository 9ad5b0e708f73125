"""A Board's inspection: planned, then what it found; only a Board's keys may write it.

given nothing, when the committee signs ``inspection.found``, then ``model.board-only``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from disclosures.errors import RefusalError
from disclosures.model.actors import BOARDS
from disclosures.model.bodies import InspectionFound, InspectionPlanned

if TYPE_CHECKING:
    from disclosures.model.case import Case
    from disclosures.model.events import Event


@dataclass(frozen=True, slots=True)
class Inspection:
    """One inspection; ``found`` may grow, nothing is taken back."""

    planned: InspectionPlanned | None = None
    found: tuple[InspectionFound, ...] = ()


def decide(inspection: Inspection | None, case: Case) -> None:
    """Refuse a signer outside the Boards, and a plan after the result."""
    event = case.event
    if any(signer.body not in BOARDS for signer in event.signers):
        raise RefusalError("model.board-only", entity=event.entity, topic=event.topic, law=case.law("ttnd-kien-nghi"))
    if inspection and isinstance(event.body, InspectionPlanned):
        raise RefusalError("model.already", entity=event.entity, topic=event.topic)


def evolve(inspection: Inspection | None, event: Event) -> Inspection:
    """The inspection after one more record."""
    now = inspection or Inspection()
    match event.body:
        case InspectionPlanned() as planned:
            return replace(now, planned=now.planned or planned)
        case InspectionFound() as found:
            return replace(now, found=(*now.found, found))
        case _:
            return now

"""Plain matters, driven by one table: filed → answered → closed.

    STEPS["dialogue.held"]    # "answered"

A matter may begin at any step (a reception is held without a schedule of its own) and never steps back; a step may
repeat until the matter is closed. Topics that are not here have an aggregate of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from disclosures.errors import RefusalError
from disclosures.model.actors import by_both
from disclosures.model.bodies import CatalogueAdopted, DutySetAside
from disclosures.workdays import KINDS, parse_period

if TYPE_CHECKING:
    from collections.abc import Mapping

    from disclosures.model.bodies import Body
    from disclosures.model.case import Case
    from disclosures.model.events import Event

Step = Literal["filed", "answered", "closed"]
_ORDER: Final[tuple[Step, ...]] = ("filed", "answered", "closed")
STEPS: Final[Mapping[str, Step]] = {
    "dialogue.scheduled": "filed",
    "dialogue.held": "answered",
    "dialogue.answered": "closed",
    "reception.scheduled": "filed",
    "reception.held": "answered",
    "register.published": "filed",
    "report.sent": "filed",
    "report.read": "answered",
    "law.disseminated": "filed",
    "convention.reviewed": "filed",
    "check.held": "filed",
    "steering.inspected": "filed",
    "front.confirmed": "filed",
    "front.supervised": "filed",
    "board.planned": "filed",
    "board.reported": "answered",
    "board.dissented": "filed",
    "unit.succeeded": "closed",
    "duty.set-aside": "closed",
    "catalogue.adopted": "closed",
}


@dataclass(frozen=True, slots=True)
class Plainly:
    """The records of a plain matter: topic and body, in the order of the log."""

    records: tuple[tuple[str, Body], ...] = ()

    @property
    def stage(self) -> Step:
        """The furthest step that was reached."""
        return max((STEPS[topic] for topic, _ in self.records), key=_ORDER.index, default="filed")


def decide(matter: Plainly | None, case: Case) -> None:
    """Refuse a step back, anything after the end, and what setting aside and adopting ask for."""
    event = case.event
    if matter and matter.stage == "closed":
        raise RefusalError("model.closed", entity=event.entity, topic=event.topic)
    if matter and _ORDER.index(STEPS[event.topic]) < _ORDER.index(matter.stage):
        raise RefusalError("model.step-back", entity=event.entity, topic=event.topic)
    match event.body:
        case DutySetAside() as set_aside:
            _set_aside(set_aside, case)
        case CatalogueAdopted() as adopted:
            if [one.media_type for one in adopted.attachments] != ["application/toml"]:
                raise RefusalError("model.catalogue-attachment", entity=event.entity, kind=adopted.kind)
            if not by_both(event.signers):
                raise RefusalError("model.catalogue-signers", entity=event.entity, kind=adopted.kind)
        case _:
            pass


def _set_aside(set_aside: DutySetAside, case: Case) -> None:
    """Executive and Board sign together, so that neither drops a duty alone; and there is something that it drops."""
    entity, duty = case.event.entity, set_aside.duty
    if duty not in case.catalogue.duties:
        raise RefusalError("model.duty-unknown", entity=entity, duty=duty)
    if not by_both(case.event.signers):
        raise RefusalError("model.set-aside-signers", entity=entity, duty=duty, law=case.law(duty))
    row = case.catalogue.duties[duty]
    span = parse_period(set_aside.period).kind if set_aside.period else None
    shorter = row.period and span and KINDS.index(span) < KINDS.index(row.period)
    if shorter or (set_aside.place and row.per != "thon"):
        raise RefusalError("model.set-aside-idle", entity=entity, duty=duty, law=case.law(duty))


def evolve(matter: Plainly | None, event: Event) -> Plainly:
    """The matter after one more record."""
    return Plainly((*(matter.records if matter else ()), (event.topic, event.body)))

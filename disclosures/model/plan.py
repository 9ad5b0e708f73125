"""The committee's plan of one year, and what was reported on its items.

given a plan without the item ``s-99``, when ``plan.item-reported`` names it, then ``model.plan-item-unknown``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from disclosures.errors import RefusalError
from disclosures.model.bodies import PlanAdopted, PlanItemReported

if TYPE_CHECKING:
    from datetime import date

    from disclosures.model.case import Case
    from disclosures.model.events import Event


@dataclass(frozen=True, slots=True)
class Report:
    """What was done on one item, on ``on``, recorded at ``index``; ``about`` are the matters that show it."""

    index: int
    item: str
    on: date
    text: str | None
    about: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan as adopted, with its reports in the order of the log."""

    adopted: PlanAdopted | None = None
    reports: tuple[Report, ...] = ()


def decide(plan: Plan | None, case: Case) -> None:
    """Refuse a second adoption, items or duties that do not exist, and ids that stand twice."""
    event = case.event
    match event.body:
        case PlanAdopted() as adopted:
            if plan:
                raise RefusalError("model.already", entity=event.entity, topic=event.topic)
            _items(adopted, case)
        case PlanItemReported() as report:
            if plan is None or plan.adopted is None:
                raise RefusalError("model.first-record", entity=event.entity, topic=event.topic)
            if report.item not in {item.id for item in plan.adopted.items}:
                raise RefusalError("model.plan-item-unknown", entity=event.entity, item=report.item)
        case _:
            pass


def _items(adopted: PlanAdopted, case: Case) -> None:
    seen: set[str] = set()
    for item in adopted.items:
        if item.id in seen:
            raise RefusalError("model.repeated", entity=case.event.entity, value=item.id)
        seen.add(item.id)
        for duty in item.duties:
            if duty not in case.catalogue.duties:
                raise RefusalError("model.duty-unknown", entity=case.event.entity, duty=duty)


def evolve(plan: Plan | None, event: Event) -> Plan:
    """The plan after one more record; the first adoption stands."""
    now = plan or Plan()
    match event.body:
        case PlanAdopted() as adopted:
            return now if now.adopted else replace(now, adopted=adopted)
        case PlanItemReported() as it:
            return replace(now, reports=(*now.reports, Report(event.index, it.item, it.on, it.text, it.about)))
        case _:
            return now

"""What stands behind each item of the yearly plan: its duties' instances in the plan's period, and its reports.

The law's clock and a stricter local one are different duties of one item: both instances are kept, so that the page
says which was met.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from disclosures.model.commune import Commune, fold
from disclosures.model.plan import Plan
from disclosures.projections.instance import WORST_FIRST
from disclosures.projections.records import visible
from disclosures.workdays import parse_period

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from disclosures.model.bodies import PlanItem
    from disclosures.model.events import Event
    from disclosures.model.plan import Report
    from disclosures.projections.instance import Instance
    from disclosures.workdays import Period


@dataclass(frozen=True, slots=True)
class ItemState:
    """One item: the instances behind it (worst first), and what was reported on it."""

    item: PlanItem
    instances: tuple[Instance, ...]
    reports: tuple[Report, ...]


def plans(events: Iterable[Event], instances: Sequence[Instance], *, on: date) -> dict[str, tuple[ItemState, ...]]:
    """The items of every plan, by its entity, as of the day ``on``; ``instances`` are those of the same day."""
    matters = fold(Commune(), visible(events, on)).matters.values()
    return {one.entity: tuple(_items(one.state, instances)) for one in matters if isinstance(one.state, Plan)}


def _items(plan: Plan, instances: Sequence[Instance]) -> Iterator[ItemState]:
    if plan.adopted is None:
        return
    period = parse_period(plan.adopted.period)
    ours: dict[str, list[Instance]] = {}
    for one in instances:
        if _within(one, period):
            ours.setdefault(one.duty, []).append(one)
    for item in plan.adopted.items:
        behind = [one for duty in item.duties for one in ours.get(duty, ())]
        behind.sort(key=lambda one: (WORST_FIRST.index(one.state), one.due or date.max))
        yield ItemState(item, tuple(behind), tuple(report for report in plan.reports if report.item == item.id))


def _within(instance: Instance, period: Period) -> bool:
    """A matter belongs to the plan in whose period it began, a periodic duty to that in which it falls due."""
    day = instance.trigger if instance.matter or instance.due is None else instance.due
    return day is None or period.first <= day <= period.last

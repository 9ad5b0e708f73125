"""The state of each item of the yearly plan (design §6): the worst state of its duties' instances in the plan's period.

An item without a duty reads "đã ghi n việc" (``recorded``) or "chưa ghi" (``not-recorded``). The law's clock and a
stricter local one are different duties of one item: both instances are kept, so that the page says which was met.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from disclosures.model.commune import Commune, fold
from disclosures.model.plan import Plan
from disclosures.projections.instance import WORST_FIRST, Instance, State
from disclosures.projections.records import visible
from disclosures.workdays import parse_period

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from disclosures.model.bodies import PlanItem
    from disclosures.model.events import Event
    from disclosures.model.plan import Report
    from disclosures.workdays import Period


@dataclass(frozen=True, slots=True)
class ItemState:
    """One item: its state, the instances behind it (worst first), and what was reported on it."""

    item: PlanItem
    state: State | Literal["recorded", "not-recorded"]
    instances: tuple[Instance, ...]
    reports: tuple[Report, ...]


@dataclass(frozen=True, slots=True)
class PlanState:
    """One plan; ``index`` is that of its adoption."""

    entity: str
    title: str
    period: str
    index: int
    items: tuple[ItemState, ...]


def plans(events: Iterable[Event], instances: Sequence[Instance], *, on: date) -> list[PlanState]:
    """Every plan as of the day ``on``, in the order of the log; ``instances`` are those of the same day."""
    matters = fold(Commune(), visible(events, on)).matters.values()
    return [_plan(one.entity, one.first, one.state, instances) for one in matters if isinstance(one.state, Plan)]


def _plan(entity: str, index: int, plan: Plan, instances: Sequence[Instance]) -> PlanState:
    adopted = plan.adopted
    if adopted is None:
        return PlanState(entity, plan.title, "", index, ())
    period = parse_period(adopted.period)
    ours: dict[str, list[Instance]] = {}
    for one in instances:
        if _within(one, period):
            ours.setdefault(one.duty, []).append(one)
    items = tuple(
        _item(item, plan, [one for duty in item.duties for one in ours.get(duty, ())]) for item in adopted.items
    )
    return PlanState(entity, adopted.title, adopted.period, index, items)


def _within(instance: Instance, period: Period) -> bool:
    """A matter belongs to the plan in whose period it began, a periodic duty to that in which it falls due."""
    day = instance.trigger if instance.matter or instance.due is None else instance.due
    return day is None or period.first <= day <= period.last


def _item(item: PlanItem, plan: Plan, instances: list[Instance]) -> ItemState:
    reports = tuple(report for report in plan.reports if report.item == item.id)
    ordered = tuple(sorted(instances, key=lambda one: (WORST_FIRST.index(one.state), one.due or date.max)))
    if ordered:
        return ItemState(item, ordered[0].state, ordered, reports)
    return ItemState(item, "recorded" if reports else "not-recorded", (), reports)

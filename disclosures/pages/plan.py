"""The page of a yearly plan: every item is one shape, with the worst state of its duties.

An item without a duty reads "đã ghi n việc" or "chưa ghi"; nothing on it is typed twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from disclosures.pages import due
from disclosures.words import dates, screen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from disclosures.model import bodies
    from disclosures.pages.matters import Matter
    from disclosures.pages.view import View
    from disclosures.pages.yearly import Plan
    from disclosures.projections.due import Instance
    from disclosures.projections.plan import ItemState
    from disclosures.words.screen import State

_KINDS = {
    "overdue": "late", "met-late": "done", "due-soon": "soon", "running": "run", "withheld": "held", "not-due": "soon",
    "met": "done", "not-applicable": "held", "recorded": "done", "not-recorded": "none", "not-begun": "idle",
}  # fmt: skip
_ORDER = ("late", "run", "soon", "held", "done", "none", "idle")
_FILTERS = (
    ("qua-han", "late", "Quá hạn"),
    ("sap-toi", "soon", "Sắp tới"),
    ("dang-chay", "run", "Đang chạy"),
    ("da-ghi", "done", "Đã ghi"),
    ("chua-ghi", "none", "Chưa ghi"),
    ("chua-phat-sinh", "idle", "Chưa phát sinh hạn"),
    ("khong-cong-khai", "held", "Không công khai, không áp dụng"),
)
_LEGEND = (
    ("overdue", ": hết ngày, chưa ghi"),
    ("met-late", ": đã ghi, sau hạn"),
    ("due-soon", ": còn 7\u00a0ngày hay ít hơn"),
    ("not-due", ""),
    ("not-begun", ": chưa có việc nào làm phát sinh hạn"),
    ("met", ""),
    ("running", ": đang niêm yết, đang phát"),
    ("recorded", ": luật không đặt hạn"),
    ("not-recorded", ": luật không đặt hạn"),
    ("withheld", ", có căn cứ"),
    ("not-applicable", ", có căn cứ"),
)
_MOST_NOTES = 3


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the plan and how far it is."""

    item: bodies.PlanItem
    badge: State
    kind: str
    notes: Sequence[str]
    matters: Sequence[Matter]


class Section(NamedTuple):
    """The items under one of the six names."""

    id: str
    name: str
    rows: Sequence[Item]

    @property
    def late(self) -> int:
        """How many are overdue."""
        return sum(item.kind == "late" for item in self.rows)


class Filter(NamedTuple):
    """A kind of items that the reader may see alone, and how many there are."""

    id: str
    name: str
    many: int


@dataclass(frozen=True)
class PlanPage:
    """What the page of a plan shows."""

    plan: Plan
    sections: Sequence[Section]
    others: Sequence[Plan]

    @cached_property
    def filters(self) -> Sequence[Filter]:
        """The kinds of items, each with how many there are."""
        kinds = [item.kind for section in self.sections for item in section.rows]
        return tuple(Filter(anchor, name, kinds.count(kind)) for anchor, kind, name in _FILTERS)

    def first_with(self, matters: Sequence[Matter]) -> Item:
        """The first item with these matters: it alone lists them where they are many."""
        rows = (row for section in self.sections for row in section.rows)
        return next(row for row in rows if row.matters == matters)

    @property
    def legend(self) -> Sequence[tuple[State, str]]:
        """What each shape means."""
        return tuple((screen.STATES[state], meaning) for state, meaning in _LEGEND)


def plan_page(view: View, plan: Plan) -> PlanPage:
    """The page of one plan."""
    rows = [_item(view, one) for one in view.plan_items.get(plan.matter.entity, ())]
    sections = tuple(
        Section(name, screen.SECTIONS[name], listed)
        for name in screen.SECTIONS
        if (listed := tuple(sorted((row for row in rows if row.item.section == name), key=_eye)))
    )
    return PlanPage(plan, sections, tuple(other for other in view.plans if other is not plan))


def _eye(row: Item) -> int:
    """What the reader should see first stands first; the plan's own order within."""
    return _ORDER.index(row.kind)


def _item(view: View, one: ItemState) -> Item:
    recorded = len({instance.settled_by for instance in one.instances} - {None}) + len(one.reports)
    matters = tuple(_matters(view, one.instances, [about for report in one.reports for about in report.about]))
    dated = [instance for instance in one.instances if instance.due or instance.state in {"withheld", "not-applicable"}]
    if dated:
        badge = due.badge(dated[0])
        return Item(one.item, badge, _KINDS[dated[0].state], tuple(_notes(view, dated)), matters)
    begun = not one.instances or any(instance.state == "no-clock" for instance in one.instances)
    state = "recorded" if recorded else "not-recorded" if begun else "not-begun"
    badge = screen.STATES[state]
    if recorded:
        badge = badge._replace(word=f"{badge.word} {screen.tie(f'{recorded} việc')}")
    return Item(one.item, badge, _KINDS[state], (), matters)


def _matters(view: View, instances: Sequence[Instance], about: Sequence[str]) -> Iterator[Matter]:
    found: dict[str, Matter] = {}
    for one in instances:
        settling = None if one.settled_by is None else view.matter_at(one.settled_by)
        for matter in (view.matters.get(one.matter or ""), settling):
            if matter:
                found[matter.entity] = matter
    found |= {entity: view.matters[entity] for entity in about if entity in view.matters}
    yield from sorted(found.values(), key=lambda matter: matter.number)


def _notes(view: View, worst_first: Sequence[Instance]) -> Iterator[str]:
    """The due dates behind a state; more than three are told by their number."""
    dated = [one for one in worst_first if one.due]
    for one in dated[:_MOST_NOTES]:
        local = view.catalogue.duties[one.duty].deadline_basis == "local"
        yield f"{'kế hoạch' if local else 'luật'}: {_note(one)}"
    if len(dated) > _MOST_NOTES:
        yield f"và {len(dated) - _MOST_NOTES}\u00a0hạn khác"


def _note(one: Instance) -> str:
    if one.clock == "length":
        return f"đến ngày\u00a0{dates.day(one.due)}" if one.due else ""
    ends = f"chậm nhất ngày\u00a0{dates.day(one.due)}" if one.due else ""
    return f"{ends}, làm ngày\u00a0{dates.day(one.claimed)}" if one.claimed else ends

"""A due date that can show its own working-out: the deadline's sentence and, for working days, the days as a strip.

bỏ 15–16/11 (cuối tuần); chậm nhất ngày 19/11/2025
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from disclosures.projections.dates import late_on_paper
from disclosures.words import screen

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from disclosures.pages.view import View
    from disclosures.projections.due import Instance
    from disclosures.words.screen import State
    from disclosures.workdays import DayOff

_LONGEST_STRIP = 16
_LASTING = {
    "posting": {"running": "posting", "met": "lasted", "overdue": "too-short"},
    "loudspeaker": {"running": "broadcasting", "met": "lasted", "overdue": "broadcast-short"},
}
_DAY = timedelta(days=1)


class Cell(NamedTuple):
    """One day of the strip: thin when counted, grey when off, thick when last."""

    date: date
    weekday: str
    note: str
    voice: str = ""


@dataclass(frozen=True, slots=True)
class Working:
    """How a due date comes about, and how sure the catalogue is of the rule."""

    due: date
    sentence: str
    sure: str
    days: Sequence[Cell] = ()


def working(instance: Instance, view: View) -> Working | None:
    """The working-out of an instance's due date; None where there is no date."""
    if instance.due is None or not instance.sentence:
        return None
    counted = instance.clock == "start" and instance.unit == "WD" and instance.trigger
    days = _strip(counted, instance.due, instance.skipped) if counted else ()
    duty = view.catalogue.duties[instance.duty]
    sure = f"{screen.DEADLINE_BASES[duty.deadline_basis]}; {screen.CONFIDENCE[duty.confidence]}"
    return Working(instance.due, instance.sentence, sure, days)


def _strip(trigger: date, due: date, skipped: Sequence[DayOff]) -> Sequence[Cell]:
    if not 0 < (due - trigger).days <= _LONGEST_STRIP:
        return ()
    off = {one.date: one.why for one in skipped}
    cells, day, count = [Cell(trigger, _weekday(trigger), "không tính")], trigger, 0
    while day < due:
        day += _DAY
        if day in off:
            cells.append(Cell(day, _weekday(day), off[day], "off"))
            continue
        count += 1
        note = screen.tie(f"ngày {count}")
        cells.append(Cell(day, _weekday(day), *((f"{note}, ngày cuối", "last") if day == due else (note, "count"))))
    return tuple(cells)


def _weekday(day: date) -> str:
    name = screen.weekday(day)
    return name[0].upper() + name[1:]


def badge(instance: Instance) -> State:
    """The state of an instance as a word and a shape, with how late it is."""
    if instance.clock == "length" and instance.due is None:
        return screen.STATES["not-begun"]
    if instance.clock == "length" and (told := _LASTING[instance.what].get(instance.state)):
        state = screen.STATES[told]
        return state._replace(word=state.word.format(screen.tie(f"{instance.short} ngày")))
    if instance.state == "met" and instance.due is None:
        return screen.STATES["recorded"]
    state = screen.STATES[instance.state]
    if instance.days_late and instance.state in {"overdue", "met-late"}:
        return state._replace(word=f"{state.word} {screen.late_by(instance.days_late, instance.unit)}")
    late = late_on_paper(instance.claimed, instance.recorded, instance.after, instance.due)
    return screen.STATES["claimed-in-time"] if instance.state == "met" and late else state

"""The three dates of a record as a drawing: shapes on a line of days, three labels, no number that is not in the list.

○ what the office claims, ◐ when the record was drawn up, ▬ the interval that cosignatures prove, ┆ the due date.
Labels that would touch share a place: each stands in its own row or on its own side.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from disclosures.projections.dates import late_on_paper
from disclosures.words import dates, screen

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

_LEFT, _RIGHT, _BASE, _TOP = 12.0, 308.0, 58, 40
_MOST_TICKS = 40
_CIRCLE = 16.0
_LABEL = 96.0
_WIDTH = 320.0


@dataclass(frozen=True, slots=True)
class Three:
    """The three dates of one record; ``due`` where it had one, ``after`` and ``before`` where they are proved.

    ``claimed`` is None where the record claims no day: one that opens the book or changes who may sign.
    """

    claimed: date | None
    drawn_up: date
    after: date | None = None
    before: date | None = None
    due: date | None = None

    @property
    def late_on_paper(self) -> bool:
        """Claimed in time, and drawn up after the due date, by its own word or provably."""
        return late_on_paper(self.claimed, self.drawn_up, self.after, self.due)


def drawing(three: Three) -> Markup:
    """The inline SVG of the three dates; its title says in words what it shows."""
    scale = _Scale(three)
    parts = [scale.ticks(), *_bar(three, scale), *_due(three, scale), *_circles(three, scale)]
    return Markup('<svg class="line" viewBox="0 0 320 84" role="img" aria-label="{title}">{parts}</svg>').format(
        title=_title(three, scale), parts=Markup("").join(parts)
    )


class _Scale:
    def __init__(self, three: Three) -> None:
        days = [day for day in (three.claimed, three.drawn_up, three.after, three.before, three.due) if day]
        self.first = min(days).toordinal() - 1
        self.span = max(days).toordinal() + 1 - self.first
        self.name = screen.short_day if min(days).year == max(days).year else dates.day
        """How a day is written: with its year where the line crosses one."""

    def at(self, day: date) -> float:
        return round(_LEFT + (day.toordinal() - self.first) * (_RIGHT - _LEFT) / self.span, 1)

    def ticks(self) -> Markup:
        step = -(-self.span // _MOST_TICKS)
        width = (_RIGHT - _LEFT) / self.span
        marks = (f"M{round(_LEFT + count * width, 1)} {_BASE}v6" for count in range(0, self.span + 1, step))
        return Markup('<path d="M{} {}H{}{}"/>').format(_LEFT, _BASE, _RIGHT, "".join(marks))


def _bar(three: Three, scale: _Scale) -> Iterable[Markup]:
    if three.after is None and three.before is None:
        return
    left = scale.at(three.after) if three.after else _LEFT
    right = scale.at(three.before) if three.before else _RIGHT
    if right - left < 1:
        left, right = left - 3, right + 3
    yield Markup('<path class="bar" d="M{} {}H{}"/>').format(left, _BASE, right)
    close = three.after and three.before and right - left < _LABEL
    if three.after:
        yield _label(left, 80, scale.name(three.after), at_end=bool(close))
    if three.before:
        yield _label(right, 80, scale.name(three.before), at_end=not close)


def _due(three: Three, scale: _Scale) -> Iterable[Markup]:
    if three.due is None:
        return
    at = scale.at(three.due)
    yield Markup('<path d="M{} 1V{}" stroke-dasharray="4 3"/>').format(at, _BASE)
    left = at > _WIDTH - _LABEL  # the label stands above both circles, so it meets neither on either side
    yield Markup('<text x="{}" y="12"{}>hạn {}</text>').format(
        at - 7 if left else at + 7, Markup(' text-anchor="end"') if left else "", scale.name(three.due)
    )


def _circles(three: Three, scale: _Scale) -> Iterable[Markup]:
    written = scale.at(three.drawn_up)
    if three.claimed:
        said = scale.at(three.claimed)
        apart = abs(said - written) >= _CIRCLE
        yield Markup('<circle class="out" cx="{}" cy="{}" r="7"/>').format(said, _TOP if apart else _TOP - 17)
    yield Markup(
        '<circle class="out" cx="{x}" cy="{y}" r="7"/><path class="on" d="M{x} {top}a7 7 0 0 0 0 14z"/>'
    ).format(x=written, y=_TOP, top=_TOP - 7)


def _label(at: float, y: int, day: str, *, at_end: bool) -> Markup:
    anchored = at_end and at > _LEFT + _LABEL / 2
    if not anchored and at > _RIGHT - _LABEL / 2:
        anchored = True
    anchor = Markup(' text-anchor="end"') if anchored else ""
    return Markup('<text x="{}" y="{}"{}>{}</text>').format(at, y, anchor, day)


def _title(three: Three, scale: _Scale) -> str:
    said = [f"khai {scale.name(three.claimed)}"] if three.claimed else []
    said.append(f"ngày lập {scale.name(three.drawn_up)}")
    if three.due:
        said.append(f"hạn {scale.name(three.due)}")
    if three.after:
        said.append(f"chắc chắn lập từ {scale.name(three.after)}")
    if three.before:
        said.append(f"chắc chắn lập trước hết {scale.name(three.before)}")
    return f"Đường ngày: {screen.joined(said)}."

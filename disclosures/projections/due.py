"""Every duty instance with its state: the one rule of design §6 and formats §7 ("duties --json")."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from datetime import date

State = Literal[
    "not-due",
    "due-soon",
    "met",
    "met-late",
    "overdue",
    "running",
    "withheld",
    "no-clock",
    "not-applicable",
]


@dataclass(frozen=True, slots=True)
class Instance:
    """One occurrence of a duty; the members of ``duties --json``, the working-out, and the interval that is proved.

    ``matter`` is the starting entity, ``place`` a village's id, ``clock`` ``start`` or ``length``; ``settled_by`` a log
    index; ``claimed``, ``recorded``, ``witnessed`` the settling record's three dates; ``after`` the earliest day that
    it can have been drawn up. ``what`` names the length (``posting``, ``loudspeaker``), else empty.
    """

    duty: str
    title: str
    article: str
    actor: str
    matter: str | None
    place: str | None
    period: str | None
    trigger: date | None
    due: date | None
    clock: Literal["start", "length"]
    state: State
    settled_by: int | None = None
    claimed: date | None = None
    recorded: date | None = None
    witnessed: date | None = None
    days_late: int | None = None
    after: date | None = None
    what: str = ""
    sentence: str = ""

    @property
    def drawn_late(self) -> bool:
        """Claimed in time and provably drawn up after the last day: "khai đúng hạn, lập sau hạn"."""
        if self.due is None or self.claimed is None or self.after is None:
            return False
        return self.claimed <= self.due < self.after

    def as_json(self) -> dict[str, Any]:
        """The object of ``duties --json``: dates in ISO 8601."""
        names = (
            "duty", "title", "article", "actor", "matter", "place", "period", "trigger", "due", "clock", "state",
            "settled_by", "claimed", "recorded", "witnessed", "days_late",
        )  # fmt: skip
        values = {name: getattr(self, name) for name in names}
        return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in values.items()}

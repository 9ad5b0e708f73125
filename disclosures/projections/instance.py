"""One occurrence of a duty with its state: the members of ``duties --json`` (docs/formats/answers.md).

instance.as_json()["state"]    # "overdue"
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

if TYPE_CHECKING:
    from datetime import date

    from disclosures.workdays import DayOff

State = Literal[
    "overdue", "met-late", "due-soon", "running", "not-due", "no-clock", "withheld", "met", "not-applicable"
]  # fmt: skip
WORST_FIRST: Final[tuple[State, ...]] = get_args(State)
MEMBERS: Final = (
    "duty", "title", "article", "actor", "matter", "place", "period", "trigger", "due", "clock", "state", "settled_by",
    "claimed", "recorded", "witnessed", "days_late",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Instance:
    """One occurrence of a duty, its working-out, and the interval that is proved.

    ``actor`` holds the row's actors, joined by ", "; ``matter`` is the starting entity, ``place`` a village's id;
    ``settled_by`` is a log index; ``claimed``, ``recorded``, ``witnessed`` are the settling record's three dates, and
    ``after`` the earliest day that it can have been drawn up. ``what`` names a length (``posting``, ``loudspeaker``);
    ``short`` is how many of a posting's days are missing, where it came down early. ``unit`` is that of its deadline,
    ``WD`` or ``D``; ``skipped`` the days off that were passed in counting. ``until`` is the last day on which its rule
    is in force.
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
    short: int = 0
    sentence: str = ""
    unit: str = "D"
    skipped: tuple[DayOff, ...] = ()
    until: date | None = None

    def as_json(self) -> dict[str, Any]:
        """The object of ``duties --json``: dates in ISO 8601."""
        values = {name: getattr(self, name) for name in MEMBERS}
        return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in values.items()}

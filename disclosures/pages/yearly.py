"""The yearly plans that a book holds, and where each has its page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from disclosures.model import bodies
from disclosures.words import screen

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from disclosures.pages.matters import Matter


@dataclass(frozen=True)
class Plan:
    """One year's plan."""

    adopted: bodies.PlanAdopted
    matter: Matter
    path: str

    @property
    def title(self) -> str:
        """The page's name."""
        return f"Kế hoạch dân chủ cơ sở {screen.period(self.period)}"

    @property
    def period(self) -> str:
        """The year that it plans."""
        return self.adopted.period or f"{self.adopted.on:%Y}"

    @property
    def on(self) -> date:
        """When it was adopted."""
        return self.adopted.on

    @property
    def count(self) -> int:
        """How many items it has."""
        return len(self.adopted.items)


def plans(matters: Mapping[str, Matter]) -> Sequence[Plan]:
    """Every plan, the newest year last; the newest one is ``ke-hoach.html``."""
    found = [(adopted, matter) for matter in matters.values() for adopted in matter.bodies_of(bodies.PlanAdopted)]
    found.sort(key=lambda pair: (pair[0].period or "", pair[1].number))
    last = len(found) - 1
    return tuple(
        Plan(adopted, matter, "ke-hoach.html" if place == last else f"ke-hoach-{matter.number:06d}.html")
        for place, (adopted, matter) in enumerate(found)
    )

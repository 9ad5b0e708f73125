"""The whole commune as a fold of its acts, and the one door of the law: ``decide``.

    commune = fold(begin(unit, opened), events)
    decide(commune, catalogue, draft)      # RefusalError, or nothing

``evolve`` never refuses and never reads a clock; ``judge`` tells as a notice what ``decide`` would have refused.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


def _nothing() -> Mapping[Any, Any]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Village:
    """A thôn or tổ dân phố of the unit."""

    id: str
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Matter:
    """One aggregate as pages show it.

    ``first`` and ``records`` are log indexes, ``day`` the day of the first ``recorded_at`` at UTC+7, ``on`` the day it
    happened; ``about`` the entities that its records name, ``cited`` those that name it; ``state`` its aggregate.
    """

    entity: str
    family: str
    title: str
    first: int
    day: date
    on: date
    records: tuple[int, ...]
    topics: tuple[str, ...]
    duties: tuple[str, ...]
    about: tuple[str, ...]
    cited: tuple[str, ...]
    state: Any

    @property
    def stage(self) -> str:
        """The code of its state, of which ``words`` has the name."""
        return str(self.state.stage)


@dataclass(frozen=True, slots=True)
class Adopted:
    """A catalogue or calendar adopted at a position of the log; ``sha256`` is that of the complete TOML."""

    index: int
    on: date
    kind: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Commune:
    """The fold of everything; ``size`` is one more than the index of the newest act."""

    title: str = ""
    opened: date | None = None
    names: tuple[tuple[date | None, str, str], ...] = ()
    villages: tuple[Village, ...] = ()
    matters: Mapping[str, Matter] = field(default_factory=_nothing)
    numbers: Mapping[tuple[str, str, int], str] = field(default_factory=_nothing)
    started: Mapping[tuple[str, str], date] = field(default_factory=_nothing)
    adopted: tuple[Adopted, ...] = ()
    size: int = 0

    def unit(self, on: date) -> tuple[str, str]:
        """Kind and name of the unit as it was called on that day."""
        named = [name for name in self.names if name[0] is None or name[0] <= on]
        return (named[-1][1], named[-1][2]) if named else ("", "")

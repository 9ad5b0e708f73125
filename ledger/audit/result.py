"""What an audit found, as values: the entries and what each counts for, who witnessed which size, and the findings."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from ledger.errors import Finding, Weight, weight
from ledger.tlog.merkle import Tree

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from ledger.book import Entry
    from ledger.roster import Roster

TrustBasis = Literal["checkpoint", "policy", "fingerprint", "none"]


@dataclass(frozen=True, slots=True)
class Cosigned:
    """A checkpoint that met the quorum: its size, its note, and each witness's time by name, in POSIX seconds."""

    size: int
    note: bytes
    times: dict[str, int]


@dataclass(frozen=True, slots=True)
class Audit:
    """The verdict's material. ``findings`` are worst first; ``entries`` end at the first that cannot be read.

    ``size`` and ``root`` are what the checkpoint says (0 and empty where there is none to read), ``tree`` is the tree
    of that root where one is proven, and of the entries otherwise. ``cosigned`` is ascending; ``looked`` tells by name
    when each witness cosigned last, the same tree again too; ``evidence`` are files that were written. Without anything
    it says that nothing was read.
    """

    origin: str = ""
    size: int = 0
    root: bytes = b""
    checkpoint: bytes | None = None
    fingerprint: str = ""
    entries: list[Entry] = field(default_factory=list)
    roster: Roster | None = None
    cosigned: list[Cosigned] = field(default_factory=list)
    looked: dict[str, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    trust_basis: TrustBasis = "none"
    tree: Tree = field(default_factory=Tree)
    proven: bool = False
    evidence: tuple[Path, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether nothing was found that makes the log invalid."""
        return all(weight(finding.code) is not Weight.INVALID for finding in self.findings)

    @property
    def witnessed(self) -> int:
        """The newest cosigned size; 0 where there is none."""
        return max((one.size for one in self.cosigned), default=0)

    def root_at(self, size: int) -> bytes:
        """The root of the first ``size`` entries. ValueError beyond the tree."""
        return self.tree.root(size)


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """In the order of their weight, another history before all; then what has no index, then by index; each once."""
    once = dict.fromkeys(findings)
    return sorted(once, key=lambda one: (weight(one.code), not one.code.startswith("log."), *_place(one)))


def _place(finding: Finding) -> tuple[int, str]:
    return (-1 if finding.index is None else finding.index, finding.path or "")

"""Every error of the ledger, drawn, and the codes of findings with their weight.

    LedgerError                      carries a stable code and a place: index, entity, path
    ├── FormatError                  their bytes: not what the format says
    ├── ProofError                   their claim: well formed, and it does not hold
    ├── RefusedError                 a command that the rules refuse; nothing was written
    │   └── ConflictError            somebody else recorded first
    ├── KeyFileError                 wrong passphrase, or a key file that is damaged or out of bounds
    └── StorageError                 a file missing, a disk full, a lock held

A programming mistake is none of these: it stays a ``ValueError`` or ``TypeError``.
The codes are those of ``docs/formats``; sentences for people are made elsewhere from code and place.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Self


class Weight(IntEnum):
    """What a finding does to the verdict, worst first."""

    INVALID = 0
    INCONCLUSIVE = 1
    NOTICE = 2


INCONCLUSIVE = frozenset(
    {
        "record.topic-unknown",
        "rights.key-type-unknown",
        "witness.quorum-missing",
        "witness.stale",
        "page.stale",
    }
)
UNREAD = frozenset({"source.network", "source.unreadable"})
"""Errors of the place, which are findings where they concern a file that the log can do without."""
NOTICE = frozenset(
    {
        "record.illegal",
        "record.lapsed",
        "record.time-suspect",
        "rights.suspect",
        "policy.changed",
        "page.unchecked",
        "page.age",
        "witness.awaited",
        "catalogue.differs",
    }
)


def weight(code: str) -> Weight:
    """What a finding with this code does to the verdict; ``storage.*`` is about the verifier's own memory."""
    if code in INCONCLUSIVE or code in UNREAD or code.startswith("storage."):
        return Weight.INCONCLUSIVE
    return Weight.NOTICE if code in NOTICE else Weight.INVALID


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a verifier reports and goes on: a code, its place, and a detail for developers."""

    code: str
    index: int | None = None
    entity: str | None = None
    path: str | None = None
    detail: str = ""


class LedgerError(Exception):
    """The root of all errors: a stable code, a detail in English, and the place it happened."""

    def __init__(
        self,
        code: str,
        detail: str = "",
        *,
        index: int | None = None,
        entity: str | None = None,
        path: str | None = None,
    ) -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail
        self.index = index
        self.entity = entity
        self.path = path

    def __str__(self) -> str:
        place = ", ".join(
            f"{name} {value}"
            for name, value in (("index", self.index), ("entity", self.entity), ("path", self.path))
            if value is not None
        )
        return ": ".join(part for part in (self.code, place, self.detail) if part)

    @classmethod
    def of(cls, finding: Finding) -> Self:
        """The error of a finding that allows nothing further."""
        return cls(finding.code, finding.detail, index=finding.index, entity=finding.entity, path=finding.path)

    def finding(self) -> Finding:
        """The same fact as a value that a verifier collects."""
        return Finding(self.code, self.index, self.entity, self.path, self.detail)


class FormatError(LedgerError):
    """Bytes that are not what the format says."""


class ProofError(LedgerError):
    """A well-formed claim that does not hold."""


class RefusedError(LedgerError):
    """A command that the rules refuse; nothing was written."""


class ConflictError(RefusedError):
    """The next place of this entity is taken by another record."""


class KeyFileError(LedgerError):
    """A wrong passphrase, or a key file that is damaged or out of bounds."""


class StorageError(LedgerError):
    """A file that is missing, a disk that is full, a lock that somebody holds."""

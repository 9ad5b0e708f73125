"""Where a log lies: its published folder, and what its office keeps apart from the database.

    <folder>/log/checkpoint tile/… policy cosigned/<size>     what everybody reads
    <memory>                    the highest checkpoint ever signed, a signed note: anti-rollback
    <memory>.awaiting/<size>    a signed checkpoint with the cosignatures it has so far
    <memory>.cosigned/<size>    the same when it first met the quorum, for good
    <memory>.lock               held by the one publisher
    <staging>/log/<size>/…      files of the log of this size, safe on the disk before its checkpoint is signed

A signed checkpoint is known to be so only by the memory: a file under ``<staging>`` of another size was never promised.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger import storage

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Places:
    """The paths of one log."""

    folder: Path
    memory: Path

    @property
    def log(self) -> Path:
        """The log's folder, whose URL is its prefix."""
        return self.folder / "log"

    @property
    def lock(self) -> Path:
        """Held by the one publisher."""
        return self._beside("lock")

    @property
    def checkpoint(self) -> Path:
        """The published checkpoint."""
        return self.log / "checkpoint"

    def awaiting(self, size: int) -> Path:
        """A signed checkpoint with the cosignatures so far."""
        return self._beside("awaiting") / str(size)

    def met(self, size: int) -> Path:
        """The office's own copy of a checkpoint that met the quorum."""
        return self._beside("cosigned") / str(size)

    def cosigned(self, size: int) -> Path:
        """The same, published."""
        return self.log / "cosigned" / str(size)

    def sizes_awaiting(self) -> list[int]:
        """The sizes of the checkpoints that wait for cosignatures, ascending."""
        return _sizes(self._beside("awaiting"))

    def sizes_met(self) -> list[int]:
        """The sizes of the checkpoints that met the quorum, ascending."""
        return _sizes(self._beside("cosigned"))

    def _beside(self, what: str) -> Path:
        return self.memory.with_name(f"{self.memory.name}.{what}")


def _sizes(folder: Path) -> list[int]:
    names = [path.name for path in storage.files(folder)]
    return sorted(int(name) for name in names if name.isascii() and name.isdigit())

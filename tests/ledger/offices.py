"""An office on the test's disk: a store, its published folder, memory and staging."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ledger import log
from ledger.audit import audit
from ledger.reader import open_source
from ledger.store import Store
from ledger.tlog import checkpoint, note
from tests.ledger.stored import REGISTRY, raws

if TYPE_CHECKING:
    from pathlib import Path

    from tests.simulator import Commune


NOW = datetime(2030, 1, 1, tzinfo=UTC)
"""Later than every cosignature of these tests."""


class Office:
    """With ``published``, that many records were published before the rest came."""

    def __init__(self, root: Path, made: Commune, *, published: int | None = None) -> None:
        self.root = root
        self.made = made
        self.store = Store(self.database, REGISTRY, create=True)
        if published is not None:
            self.take(published)
            self.publish()
        self.take()

    def take(self, size: int | None = None) -> None:
        """Take in what the commune wrote and the store lacks, up to a size; in one transaction, for speed."""
        self.store.insert_restored(raws(self.made)[self.store.size : size])

    @property
    def database(self) -> Path:
        return self.root / "office" / "ledger.sqlite"

    @property
    def folder(self) -> Path:
        return self.root / "public"

    @property
    def memory(self) -> Path:
        return self.root / "keys" / "memory"

    def publish(self) -> checkpoint.Checkpoint:
        return log.publish(self.store, self.folder, self.made.log, self.memory, self.root / "office" / "staging")

    def cosign(self, *lines: bytes) -> int:
        return log.add_cosignatures(self.store, self.folder, self.memory, lines, NOW)

    def exchange(self, made: Commune) -> None:
        """Put another database in the place of this one, as a restored backup does."""
        self.store.close()
        self.database.unlink()
        self.made = made
        self.store = Store(self.database, REGISTRY, create=True)
        self.take()

    def shown(self) -> checkpoint.Checkpoint:
        return checkpoint.parse(note.parse((self.folder / "log" / "checkpoint").read_bytes()).text)

    def files(self) -> set[str]:
        base = self.folder / "log"
        return {path.relative_to(base).as_posix() for path in base.rglob("*") if path.is_file()}

    def state(self) -> dict[str, bytes]:
        """Every file that publishing may write."""
        places = [self.folder, self.memory.parent]
        files = [path for place in places for path in place.rglob("*") if path.is_file() and path.suffix != ".lock"]
        return {path.relative_to(self.root).as_posix(): path.read_bytes() for path in files}

    def holds(self) -> bool:
        return audit(open_source(self.folder), REGISTRY).holds

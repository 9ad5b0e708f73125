"""The store from the published log: every entry at its place again, void ones too, compared to the byte.

    restore(open_source("/media/stick/public"), Path("office/ledger.sqlite"), registry)  ->  Restored(size=1834)

The new database grows under a name of its own, ``.ledger.sqlite.restoring``, and takes its real name when it is whole;
one that was cut off is thrown away by the next restore. What was recorded and never published is not in it: then the
log's memory of a larger size refuses to publish (``log.rollback``), as it should.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ledger import storage
from ledger.errors import FormatError, ProofError, StorageError
from ledger.reader import LogReader
from ledger.store import Store
from ledger.tlog import checkpoint, note

if TYPE_CHECKING:
    from pathlib import Path

    from ledger.reader import Source
    from ledger.record import Registry
    from ledger.tlog.checkpoint import Checkpoint
    from ledger.tlog.note import Note

_CHECKPOINT: Final = "log/checkpoint"


@dataclass(frozen=True, slots=True)
class Restored:
    """How many records the database has."""

    size: int


def restore(source: Source, path: Path, registry: Registry, origin: str | None = None) -> Restored:
    """Build a new database from a published folder, of the log ``origin`` where that is known.

    StorageError ``storage.differs`` where there is a database already; FormatError ``checkpoint.origin`` for the folder
    of another log, ``checkpoint.malformed``, ``tile.missing``, ``tile.mismatch`` with the path; ProofError
    ``tree.root-mismatch`` where the entries do not give the checkpoint's root, ``checkpoint.signature-missing`` where
    the log's key of the first record did not sign it.
    Whoever restores should have verified the folder before: here only what goes into the database is judged.
    """
    unfinished = path.with_name(f".{path.name}.restoring")
    with storage.lock(path.with_name(f".{path.name}.lock")):
        if path.exists():
            raise StorageError("storage.differs", "there is a database already", path=str(path))
        reader = LogReader(source)
        signed, head = _checkpoint(reader)
        if origin not in (None, head.origin):
            raise FormatError("checkpoint.origin", head.origin, path=_CHECKPOINT)
        _remove(unfinished)
        try:
            with Store(unfinished, registry, create=True) as store:
                store.insert_restored(reader.entries(head.size))
            _compare(unfinished, registry, reader, signed, head)
            if _beside(unfinished, "-wal").exists():
                raise StorageError("storage.failed", "the database is not in one file", path=str(unfinished))
            storage.adopt(unfinished, path)
        finally:
            _remove(unfinished)
    return Restored(head.size)


def _checkpoint(reader: LogReader) -> tuple[Note, Checkpoint]:
    data = reader.checkpoint_note()
    if data is None:
        raise FormatError("checkpoint.malformed", "there is none", path=_CHECKPOINT)
    try:
        signed = note.parse(data)
        return signed, checkpoint.parse(signed.text)
    except FormatError as error:
        raise FormatError(error.code, error.detail, path=_CHECKPOINT) from error


def _compare(unfinished: Path, registry: Registry, reader: LogReader, signed: Note, head: Checkpoint) -> None:
    """Open the database as tomorrow's desk will, and compare it with what is published, record by record."""
    with Store(unfinished, registry) as store:
        if store.size != head.size or store.book.root(head.size) != head.root:
            raise ProofError("tree.root-mismatch", "the entries do not give the checkpoint's root", path=_CHECKPOINT)
        roster = store.roster_at(head.size)
        if roster is not None and not any(roster.log.verify(signed.text, line) for line in signed.signatures):
            raise ProofError("checkpoint.signature-missing", "not signed by this log's key", path=_CHECKPOINT)
        for index, (row, entry) in enumerate(zip(store.entries(), reader.entries(head.size), strict=False)):
            if row != entry:
                raise StorageError("store.damaged", "not what is published", index=index, path=str(unfinished))


def _remove(unfinished: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        storage.remove(_beside(unfinished, suffix))


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)

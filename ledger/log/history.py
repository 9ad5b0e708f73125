"""What the log signed before: the highest checkpoint is remembered, and no other history is ever signed.

StorageError storage.damaged    the memory cannot be read: whoever guesses may sign a second history
RefusedError log.rollback       10 records were signed, the store has 7: restored from an old backup, say
RefusedError log.fork           10 records were signed, and those of the store are others
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger import storage
from ledger.errors import LedgerError, ProofError, RefusedError, StorageError
from ledger.tlog import checkpoint, note

if TYPE_CHECKING:
    from pathlib import Path

    from ledger.log.places import Places
    from ledger.store import Store
    from ledger.tlog.checkpoint import Checkpoint
    from ledger.tlog.note import Signature, VerifierKey


@dataclass(frozen=True, slots=True)
class Signed:
    """A checkpoint, with the line of the log's key."""

    checkpoint: Checkpoint
    line: Signature


def signed_before(places: Places, key: VerifierKey) -> list[Signed]:
    """The highest checkpoints that this key signed, by the memory and by the published folder; ascending.

    The folder speaks for itself where the memory was lost or is older: what is published was signed. StorageError
    ``storage.damaged`` for a memory that cannot be read; ProofError ``checkpoint.origin`` for another log's folder.
    """
    known = remembered(places.memory, key)
    try:
        shown = published(places, key)
    except LedgerError as error:
        # A checkpoint that rotted is written anew, if only somebody remembers what was signed.
        if known is None or error.code == "checkpoint.origin":
            raise
        shown = None
    return sorted(filter(None, (known, shown)), key=lambda signed: signed.checkpoint.size)


def published(places: Places, key: VerifierKey) -> Signed | None:
    """The checkpoint in the folder; None where there is none. FormatError or ProofError where it is not this log's."""
    data = storage.read(places.checkpoint)
    try:
        return None if data is None else read(data, key)
    except LedgerError as error:
        raise type(error)(error.code, error.detail, path=str(places.checkpoint)) from error


def read(data: bytes, key: VerifierKey) -> Signed:
    """A checkpoint from its bytes, signed by this key. FormatError or ProofError of the families note, checkpoint."""
    parsed = note.parse(data)
    found = checkpoint.parse(parsed.text)
    if found.origin != key.name:
        raise ProofError("checkpoint.origin", f"of the log {found.origin}")
    for line in parsed.signatures:
        if key.verify(parsed.text, line):
            return Signed(found, line)
    raise ProofError("checkpoint.signature-missing", "not signed by this log's key")


def remembered(path: Path, key: VerifierKey) -> Signed | None:
    """A checkpoint that the office keeps; None where there is none. StorageError ``storage.damaged``."""
    data = storage.read(path)
    try:
        return None if data is None else read(data, key)
    except LedgerError as error:
        raise StorageError("storage.damaged", error.detail, path=str(path)) from error


def check_history(store: Store, size: int, before: list[Signed]) -> None:
    """What was signed must begin the store's first ``size`` records. RefusedError ``log.rollback``, ``log.fork``."""
    for signed in (one.checkpoint for one in before):
        if size < signed.size:
            raise RefusedError("log.rollback", f"{signed.size} records were signed, the store has {size}")
        if store.book.root(signed.size) != signed.root:
            raise RefusedError("log.fork", f"the first {signed.size} records are not those that were signed")

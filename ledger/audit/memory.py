"""The newest checkpoint that a verifier itself verified, one file a log: what makes rollback and fork visible.

``DIR/<first 32 hex digits of SHA-256 of the origin>.checkpoint`` is the checkpoint's signed note as it was published,
``DIR/fork-<first 16 hex digits of its own SHA-256>.evidence`` what proves a fork to others (``ledger.tlog.evidence``).
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from ledger import storage
from ledger.errors import Finding, FormatError, LedgerError, StorageError
from ledger.tlog import checkpoint, evidence, note

if TYPE_CHECKING:
    from pathlib import Path

    from ledger.audit.result import Audit
    from ledger.tlog.checkpoint import Checkpoint
    from ledger.tlog.merkle import Tree
    from ledger.tlog.note import VerifierKey


class Remembered(NamedTuple):
    """A checkpoint that was verified before, and its note."""

    checkpoint: Checkpoint
    note: bytes


def recall(state: Path, origin: str) -> Remembered | None:
    """The newest checkpoint of this log that was remembered. StorageError ``storage.damaged`` where it is none."""
    path = _path(state, origin)
    data = storage.read(path)
    if data is None:
        return None
    try:
        remembered = checkpoint.parse(note.parse(data).text)
    except FormatError as error:
        raise StorageError("storage.damaged", error.detail, path=str(path)) from error
    if remembered.origin != origin:
        raise StorageError("storage.damaged", "a checkpoint of another log", path=str(path))
    return Remembered(remembered, data)


def remember(state: Path, verified: Audit) -> None:
    """Move on to this audit's checkpoint; to be called once the whole verdict is valid. Makes the folder.

    StorageError as of ``ledger.storage``; ValueError for an audit that does not hold.
    """
    if not verified.holds or verified.checkpoint is None:
        raise ValueError("only a log that holds is remembered")
    storage.make_folder(state)
    storage.replace(_path(state, verified.origin), verified.checkpoint)


def compare(remembered: Checkpoint, said: Checkpoint, tree: Tree | None) -> Finding | None:
    """``log.rollback`` or ``log.fork`` where a checkpoint does not continue the remembered one.

    ``tree`` is that of the checkpoint, where it is proven; without it only equal sizes can be compared.
    """
    if said.size < remembered.size:
        detail = f"size {said.size}; {remembered.size} was verified before"
        return Finding("log.rollback", path="log/checkpoint", detail=detail)
    root = said.root if said.size == remembered.size else tree and tree.root(remembered.size)
    if root is not None and root != remembered.root:
        detail = f"another root at size {remembered.size} than was verified before"
        return Finding("log.fork", path="log/checkpoint", detail=detail)
    return None


def keep_evidence(state: Path, key: VerifierKey, a: bytes, b: bytes, tree: Tree) -> Path | None:
    """Write what proves that note ``a`` is not of the history of note ``b``; None where that cannot be proved."""
    try:
        data = evidence.format(evidence.prove(key, a, b, tree))
    except LedgerError:
        return None
    path = state / f"fork-{hashlib.sha256(data).hexdigest()[:16]}.evidence"
    storage.create_immutable(path, data)
    return path


def _path(state: Path, origin: str) -> Path:
    return state / f"{hashlib.sha256(origin.encode()).hexdigest()[:32]}.checkpoint"

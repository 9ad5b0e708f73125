"""The log's pen: stage, sign, swap, apply; and the cosignatures that come back.

The order is that of Sunlight. Every file that the new checkpoint needs is made safe in the staging folder; the
checkpoint is signed; the memory takes it in place of the last one (from here on it is promised); the staged files move
into the published folder, and ``log/checkpoint`` follows when all are there:

    stage   <staging>/log/7/tile/0/000.p/7  …/tile/entries/000.p/7  …/policy
    sign    huongson.example/log, 7, root
    swap    <memory>
    apply   <folder>/log/tile/0/000.p/7  …  <folder>/log/policy  <folder>/log/checkpoint

A publisher that dies anywhere is followed by one that applies what was promised, through the same function, and drops
what was not. Before it signs it hashes every row again, and compares with the highest checkpoint that it ever signed.
"""

from __future__ import annotations

from contextlib import suppress
from itertools import chain, islice
from typing import TYPE_CHECKING, Final

from ledger import storage
from ledger.errors import FormatError, RefusedError, StorageError
from ledger.log.cosigning import add_cosignatures, forget, show
from ledger.log.history import Signed, check_history, signed_before
from ledger.log.places import Places
from ledger.tlog import note, tile
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.merkle import leaf_hash
from ledger.tlog.note import Note

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ledger.store import Store
    from ledger.tlog.note import Signer, VerifierKey
    from ledger.tlog.tile import Tile

__all__ = ["add_cosignatures", "check", "publish"]

_POLICY: Final = "policy"


def publish(store: Store, folder: Path, signer: Signer, memory: Path, staging: Path) -> Checkpoint:
    """Publish every record of the store; when nothing is new, put back what is missing.

    RefusedError ``log.empty``, ``note.signer-unknown`` (not the log's key), ``log.rollback`` or ``log.fork``
    where the store is not what was signed before; StorageError ``store.damaged`` with the index of a row that changed,
    ``storage.differs`` with the path of a published file that did, ``storage.locked`` while another publisher is at it.
    In all of these nothing is signed, and nothing is published but what an earlier call had signed.
    """
    places, staging = Places(folder, memory), staging / "log"
    with storage.lock(places.lock):
        head = _head(store, signer)
        remembered = storage.read(memory)
        before = signed_before(places, signer.key)
        for signed in before[-1:]:
            _apply(places, store, staging, signed)
        check_history(store, head.size, before)
        _stage(places, store, staging, head)
        done = bool(before) and before[-1].checkpoint == head
        signed = before[-1] if done else Signed(head, signer.sign(head.text))
        _swap(places, remembered, signed)
        _apply(places, store, staging, signed)
        return head


def check(store: Store, folder: Path, memory: Path, key: VerifierKey) -> None:
    """RefusedError ``log.rollback`` or ``log.fork`` where the store does not continue what a folder shows."""
    check_history(store, store.size, signed_before(Places(folder, memory), key))


def _head(store: Store, signer: Signer) -> Checkpoint:
    """What there is to sign: the log as of this moment, whatever others append meanwhile."""
    size = store.size
    if not size:
        raise RefusedError("log.empty", "there is no record to publish")
    roster = store.roster_at(size)
    if roster is None or roster.log != signer.key:
        raise RefusedError("note.signer-unknown", f"{signer.key.name} is not the key of this log")
    return Checkpoint(roster.origin, size, store.book.root(size))


def _stage(places: Places, store: Store, staging: Path, head: Checkpoint) -> None:
    """Make safe what the folder lacks. What it has must be right: StorageError ``storage.differs``."""
    storage.remove_folder(staging)
    staged = staging / str(head.size)
    for path, data in chain(_files(store, head.size), _older(places, store, head.size)):
        there = storage.read(places.log / path)
        if there is None:
            storage.create_immutable(staged / path, data)
        elif there != data:
            raise StorageError("storage.differs", "not what the records give", path=str(places.log / path))
    roster = store.roster_at(head.size)
    if roster is not None and storage.read(places.log / _POLICY) != roster.policy():
        storage.replace(staged / _POLICY, roster.policy())


def _files(store: Store, size: int) -> Iterator[tuple[str, bytes]]:
    """Every file of a log of this size, from the rows as they are now. StorageError ``store.damaged``."""
    tree, rows = store.book.tree, islice(store.entries(), size)
    for start in range(0, size, tile.WIDTH):
        part = list(islice(rows, tile.WIDTH))
        for index in range(start, min(start + tile.WIDTH, size)):
            if index - start >= len(part) or leaf_hash(part[index - start]) != tree.leaf(index):
                raise StorageError("store.damaged", "the row changed", index=index, path=str(store.path))
        yield tile.entries_path(start // tile.WIDTH, len(part)), tile.bundle(part)
    yield from tile.tiles(tree, size)


def _older(places: Places, store: Store, size: int) -> Iterator[tuple[str, bytes]]:
    """Partial tiles of earlier checkpoints that are still there, as they must be."""
    for path, old in _partials(places):
        start = old.index * tile.WIDTH
        if start + old.width <= size >> tile.HEIGHT * (old.level or 0):
            if old.level is None:
                yield path, tile.bundle(list(islice(store.entries(start), old.width)))
            else:
                yield path, store.book.tree.hashes(old.level * tile.HEIGHT, start, start + old.width)


def _partials(places: Places) -> list[tuple[str, Tile]]:
    found = []
    for path in storage.files(places.log / "tile"):
        name = path.relative_to(places.log).as_posix()
        with suppress(FormatError):
            found.append((name, tile.parse_path(name)))
    return [(name, one) for name, one in found if one.width < tile.WIDTH]


def _swap(places: Places, before: bytes | None, signed: Signed) -> None:
    """Promise a checkpoint. Under the lock, and compared all the same: on a strange disk a lock may be none."""
    data = note.format(Note(signed.checkpoint.text, (signed.line,)))
    if data == before:
        return
    if storage.read(places.memory) != before:
        raise StorageError("storage.locked", "another publisher signed in between", path=str(places.memory))
    storage.replace(places.memory, data)


def _apply(places: Places, store: Store, staging: Path, signed: Signed) -> None:
    """Show what is promised: any step may be done already. The checkpoint comes when all that it needs is there."""
    size = signed.checkpoint.size
    staged = staging / str(size)
    storage.sweep(staged)
    for path in storage.files(staged / "tile"):
        storage.create_immutable(places.log / path.relative_to(staged), storage.read(path) or b"")
    policy = storage.read(staged / _POLICY)
    if policy is not None:
        storage.replace(places.log / _POLICY, policy)
    if all((places.log / path).is_file() for path in tile.all_paths(size)):
        show(places, store, signed)
        _tidy(places, size)
        forget(places, size)
        storage.remove_folder(staging)


def _tidy(places: Places, size: int) -> None:
    """Take away what a killed publisher left, and partial tiles whose full tile is there (docs/decisions/0003)."""
    storage.sweep(places.log)
    for path, partial in _partials(places):
        if (partial.index + 1) * tile.WIDTH <= size >> tile.HEIGHT * (partial.level or 0):
            storage.remove(places.log / path)

"""Cosignatures that come back: onto the checkpoint that they are for, and kept for good once the quorum is met.

    — huongson.example/ban-thanh-tra-xac-nhan hRmZNgAAAABlc…      one line as ``danbiet witness cosign`` prints it

A checkpoint that the log signed waits in the office's folder; it may be an older one, for a witness's file may come
days later. Lines of anybody but the log and the roster's witnesses never enter a published checkpoint.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ledger import storage
from ledger.errors import FormatError, RefusedError
from ledger.log.history import Signed, check_history, published, remembered, signed_before
from ledger.log.places import Places
from ledger.tlog import cosignature, note
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.note import Note

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from pathlib import Path

    from ledger.roster import Roster, Witness
    from ledger.store import Store
    from ledger.tlog.note import Signature, VerifierKey

_DAY: Final = 24 * 3600


def add_cosignatures(store: Store, folder: Path, memory: Path, lines: Iterable[bytes], now: datetime) -> int:
    """Take in witnesses' signature lines; give back the size of the newest checkpoint that has its quorum, or 0.

    A line may be for any checkpoint that still waits; one that is kept already is passed over. FormatError
    ``note.malformed``; RefusedError ``note.signer-unknown`` for a key that is no witness of these checkpoints,
    ``witness.signature-bad`` for a line that is on none of them, ``witness.late`` where its checkpoint waits no longer,
    ``witness.future`` for one of more than a day after ``now`` (it would be kept for ever, and no later look of the
    witness could be newer), ``log.empty`` before the first is published; else as ``publish``. Then nothing changes.
    """
    places = Places(folder, memory)
    with storage.lock(places.lock):
        roster = store.roster_at(store.size)
        signed = None if roster is None else published(places, roster.log)
        if roster is None or signed is None:
            raise RefusedError("log.empty", "no checkpoint was published")
        check_history(store, store.size, signed_before(places, roster.log))
        waiting = [signed, *_waiting(places, roster.log, signed)]
        until = int(now.timestamp()) + _DAY
        new = [line for line in map(note.parse_line, lines) if not _is_kept(line, places)]
        taken = [(_cosigned_by(line, waiting, store, until), line) for line in new]
        for one in waiting[1:]:
            keep(places, store, one, [line for whose, line in taken if whose is one])
        show(places, store, signed, [line for whose, line in taken if whose is signed])
        return max(places.sizes_met(), default=0)


def show(places: Places, store: Store, signed: Signed, lines: Iterable[Signature] = ()) -> None:
    """Publish a checkpoint with every cosignature that it has, and older ones that have met their quorum."""
    size, text = signed.checkpoint.size, signed.checkpoint.text
    there = list(lines_of(places.checkpoint, text))
    if there and size > store.size:
        # Without its records nobody knows its witnesses: it stays as it was published.
        return
    data = keep(places, store, signed, [*there, *lines])
    for met in places.sizes_met():
        kept = storage.read(places.met(met))
        if kept is not None and met <= size and not places.cosigned(met).exists():
            storage.create_immutable(places.cosigned(met), kept)
    if storage.read(places.checkpoint) != data:
        storage.replace(places.checkpoint, data)


def keep(places: Places, store: Store, signed: Signed, lines: Iterable[Signature]) -> bytes:
    """Keep a checkpoint with its cosignatures, and for good when it first meets the quorum; give back its bytes."""
    size, text = signed.checkpoint.size, signed.checkpoint.text
    roster = store.roster_at(size) if size <= store.size else None
    cosigned = _in_order(roster, text, [*lines_of(places.awaiting(size), text), *lines])
    data = note.format(Note(text, (signed.line, *cosigned)))
    if storage.read(places.awaiting(size)) != data:
        storage.replace(places.awaiting(size), data)
    if roster is not None and len(cosigned) >= roster.quorum and not places.met(size).exists():
        # An office that was set up anew finds in its folder what was kept before.
        before = _in_order(roster, text, list(lines_of(places.cosigned(size), text)))
        kept = storage.read(places.cosigned(size)) if len(before) >= roster.quorum else None
        storage.create_immutable(places.met(size), kept or data)
    return data


def forget(places: Places, size: int) -> None:
    """Wait no longer for checkpoints that are older than one with its quorum."""
    newest = max(places.sizes_met(), default=0)
    for waiting in places.sizes_awaiting():
        if waiting < size and waiting <= newest:
            storage.remove(places.awaiting(waiting))


def lines_of(path: Path, text: bytes) -> Iterator[Signature]:
    """The signature lines that a file holds for this very text: none where it is missing, or of another text."""
    try:
        parsed = note.parse(storage.read(path) or b"")
    except FormatError:
        return
    if parsed.text == text:
        yield from parsed.signatures


def _waiting(places: Places, key: VerifierKey, newest: Signed) -> list[Signed]:
    """The older checkpoints that wait, newest first."""
    sizes = [size for size in places.sizes_awaiting() if size < newest.checkpoint.size]
    found = [remembered(places.awaiting(size), key) for size in reversed(sizes)]
    return [one for one in found if one is not None]


def _is_kept(line: Signature, places: Places) -> bool:
    """Whether a checkpoint that is kept for good, and waits no longer, has this line."""
    sizes = {*places.sizes_met()} - {*places.sizes_awaiting()}
    return any(line in note.parse(storage.read(places.met(size)) or b"").signatures for size in sizes)


def _cosigned_by(line: Signature, waiting: list[Signed], store: Store, until: int) -> Signed:
    """The checkpoint that a line cosigns."""
    known = False
    for signed in waiting:
        for witness in _witnesses(store.roster_at(signed.checkpoint.size)):
            known = known or witness.key.made(line)
            time = cosignature.verify(witness.key, signed.checkpoint.text, line)
            if time is not None and time > until:
                raise RefusedError("witness.future", f"{line.name} cosigned at {time}")
            if time is not None:
                return signed
    if known and _is_late(line, store):
        raise RefusedError("witness.late", f"{line.name} cosigned a checkpoint that waits no longer")
    if known:
        raise RefusedError("witness.signature-bad", f"{line.name} cosigned no checkpoint that waits for it")
    raise RefusedError("note.signer-unknown", f"{line.name} is no witness of this log")


def _is_late(line: Signature, store: Store) -> bool:
    """Whether a line cosigns some checkpoint that this log had, or could have had."""
    for size in range(1, store.size + 1):
        roster = store.roster_at(size)
        if roster is not None:
            text = Checkpoint(roster.origin, size, store.book.root(size)).text
            if any(cosignature.verify(one.key, text, line) is not None for one in _witnesses(roster)):
                return True
    return False


def _witnesses(roster: Roster | None) -> list[Witness]:
    return [] if roster is None else [one for one in roster.witnesses if one.active]


def _in_order(roster: Roster | None, text: bytes, lines: list[Signature]) -> list[Signature]:
    """The witnesses' lines in policy order, of each the newest; nothing else stays.

    A quiet office has the same tree for months: only a newer line on its checkpoint says that the witness looked again.
    """
    kept: list[Signature] = []
    for witness in _witnesses(roster):
        timed = [(cosignature.verify(witness.key, text, line), line) for line in lines]
        newest = max((time for time, _ in timed if time is not None), default=None)
        kept += [line for time, line in timed if time is not None and time == newest][:1]
    return kept

"""Evidence that a log signed two histories (docs/formats, "Evidence"): for years later, offline, without any clock.

    danbiet/evidence/v1
    kind fork
    log huongson.example/log
    vkey huongson.example/log+8a2b3c4d+AV…
    note-a <base64 of the full signed note, size N>
    note-b <base64 of the full signed note, size M ≥ N>
    proof <base64 hash>

For N = M the two roots differ and there are no proof lines. For N < M the proof gives the roots of the largest aligned
subtrees of [0, N), then of [N, M), left to right: together they give b's root, the first of them a root of size N other
than a's. This version knows the kind ``fork`` alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ledger.errors import FormatError, ProofError
from ledger.tlog import checkpoint, merkle, note

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ledger.tlog.checkpoint import Checkpoint
    from ledger.tlog.merkle import Tree
    from ledger.tlog.note import Note, VerifierKey

_FIRST: Final = "danbiet/evidence/v1"
_NAMES: Final = ("kind", "log", "vkey", "note-a", "note-b")
_MAX_HASHES: Final = 126


@dataclass(frozen=True, slots=True)
class Fork:
    """Two signed checkpoints of one log, a not larger than b, and the hashes that show them apart."""

    key: VerifierKey
    a: bytes
    b: bytes
    path: tuple[bytes, ...] = ()


def prove(key: VerifierKey, a: bytes, b: bytes, tree: Tree) -> Fork:
    """The evidence that note ``a`` is not of the history of note ``b``, whose tree is given.

    ProofError ``evidence.unproven`` where it is, or where the log did not sign both.
    """
    small, large = (_said(data)[1].size for data in (a, b))
    if not small <= large <= tree.size:
        raise ProofError("evidence.unproven", "the tree given does not hold both")
    pieces = _both(small, large)
    path = tuple(tree.hashes(height, start >> height, (start >> height) + 1) for start, height in pieces)
    fork = Fork(key, a, b, path)
    check(fork)
    return fork


def check(fork: Fork) -> None:
    """ProofError ``evidence.unproven`` unless the two notes are a fork; FormatError ``evidence.malformed``."""
    (signed_a, a), (signed_b, b) = _said(fork.a), _said(fork.b)
    if not a.size <= b.size or a.origin != fork.key.name or b.origin != fork.key.name:
        raise FormatError("evidence.malformed", "not two checkpoints of this log, the smaller first")
    if not _signed(fork.key, signed_a) or not _signed(fork.key, signed_b):
        raise ProofError("evidence.unproven", "the log did not sign both")
    pieces = _both(a.size, b.size)
    if len(fork.path) != len(pieces):
        raise FormatError("evidence.malformed", f"{len(fork.path)} hashes; these sizes need {len(pieces)}")
    if pieces and _root(b.size, pieces, fork.path) != b.root:
        raise ProofError("evidence.unproven", "the hashes do not give the larger root")
    if (_root(a.size, pieces, fork.path) if pieces else b.root) == a.root:
        raise ProofError("evidence.unproven", "one history: the smaller is the beginning of the larger")


def format(fork: Fork) -> bytes:  # noqa: A001 - the counterpart of parse, used as evidence.format
    """The bytes of an evidence file."""
    values = ("fork", fork.key.name, fork.key.vkey, note.b64encode(fork.a), note.b64encode(fork.b))
    lines = [f"{name} {value}" for name, value in zip(_NAMES, values, strict=True)]
    lines += [f"proof {note.b64encode(one)}" for one in fork.path]
    return "".join(f"{line}\n" for line in (_FIRST, *lines)).encode()


def parse(data: bytes) -> Fork:
    """What an evidence file claims; ``check`` says whether it is true. FormatError ``evidence.malformed``."""
    try:
        first, *lines, last = data.decode().split("\n")
        values = [line.removeprefix(f"{name} ") for name, line in zip(_NAMES, lines, strict=False)]
        _, _, vkey, a, b = values
        path = tuple(note.b64decode(line.removeprefix("proof ")) for line in lines[len(_NAMES) :])
        fork = Fork(note.parse_vkey(vkey), note.b64decode(a), note.b64decode(b), path)
    except (ValueError, FormatError) as error:
        raise FormatError("evidence.malformed", "not kind, log, vkey, two notes and hashes") from error
    if len(path) > _MAX_HASHES or any(len(one) != merkle.HASH for one in path) or first != _FIRST or last:
        raise FormatError("evidence.malformed", "another first line, or hashes too many or of another length")
    if format(fork) != data:
        raise FormatError("evidence.malformed", "another spelling, or a kind that this version does not know")
    return fork


def _said(data: bytes) -> tuple[Note, Checkpoint]:
    try:
        signed = note.parse(data)
        return signed, checkpoint.parse(signed.text)
    except FormatError as error:
        raise FormatError("evidence.malformed", f"a note that is no checkpoint: {error.detail}") from error


def _signed(key: VerifierKey, signed: Note) -> bool:
    lines = [line for line in signed.signatures if key.made(line)]
    return bool(lines) and all(key.verify(signed.text, line) for line in lines)


def _both(small: int, large: int) -> list[tuple[int, int]]:
    return [] if small == large else [*_pieces(0, small), *_pieces(small, large)]


def _pieces(start: int, stop: int) -> Iterator[tuple[int, int]]:
    """The largest aligned subtrees of [start, stop), left to right: where each begins, and its height."""
    while start < stop:
        height = (stop - start).bit_length() - 1
        if start:
            height = min(height, (start & -start).bit_length() - 1)
        yield start, height
        start += 1 << height


def _root(size: int, pieces: Sequence[tuple[int, int]], hashes: Sequence[bytes]) -> bytes:
    """The root over [0, size) from the hashes of pieces that fill it; further hashes are not looked at."""
    known = dict(zip(pieces, hashes, strict=False))

    def over(start: int, stop: int) -> bytes:
        height = (stop - start).bit_length() - 1
        if stop - start == 1 << height and (start, height) in known:
            return known[start, height]
        middle = start + (1 << ((stop - start - 1).bit_length() - 1))
        return merkle.node_hash(over(start, middle), over(middle, stop))

    return over(0, size) if size else merkle.EMPTY_ROOT

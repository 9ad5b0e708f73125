"""Proofs of inclusion (c2sp.org/tlog-proof): an index, the hashes, and the whole signed checkpoint, in one file.

    c2sp.org/tlog-proof@v1
    extra eyJmaWxlIjoiUUQtMTIucGRmIn0=
    index 777
    AlTS1LfJyclzm6x3Nq4ayPuO2ZrH4NZLEeDWq/M5GFo=
    ...

    minhbach.example/congkhai
    1000
    ...

``extra`` is authenticated by nothing. Who must have signed the checkpoint is asked of a ``policy``.
"""

from __future__ import annotations

from dataclasses import dataclass

from ledger.errors import FormatError
from ledger.tlog import merkle, note
from ledger.tlog.checkpoint import number

_FIRST = "c2sp.org/tlog-proof@v1"
_MAX_HASHES = 63


@dataclass(frozen=True, slots=True)
class Proof:
    """An entry's index, the hashes from its sibling up, the checkpoint's whole note, and data nobody vouches for."""

    index: int
    path: tuple[bytes, ...]
    checkpoint: bytes
    extra: bytes | None = None


def format(proof: Proof) -> bytes:  # noqa: A001 - the counterpart of parse, used as proof.format
    """The bytes of a proof file."""
    extra = [] if proof.extra is None else [f"extra {note.b64encode(proof.extra)}"]
    lines = [_FIRST, *extra, f"index {proof.index}", *map(note.b64encode, proof.path)]
    return "".join(f"{line}\n" for line in lines).encode() + b"\n" + proof.checkpoint


def parse(data: bytes) -> Proof:
    """A proof from its file. FormatError ``proof.malformed``, ``note.malformed`` for its checkpoint."""
    head, blank, checkpoint = data.partition(b"\n\n")
    try:
        _, *lines = head.decode("ascii").split("\n")
        extra = note.b64decode(lines.pop(0)[6:]) if lines and lines[0].startswith("extra ") else None
        index = number(lines.pop(0).removeprefix("index ")) if lines else -1
        proof = Proof(index, tuple(map(note.b64decode, lines)), checkpoint, extra)
    except (ValueError, FormatError) as error:
        raise FormatError("proof.malformed", "not extra, index and hashes") from error
    if len(proof.path) > _MAX_HASHES or any(len(value) != merkle.HASH for value in proof.path) or extra == b"":
        raise FormatError("proof.malformed", "an empty extra, or hashes that are too many or of another length")
    if not blank or format(proof) != data:
        raise FormatError("proof.malformed", "another spelling")
    note.parse(checkpoint)
    return proof

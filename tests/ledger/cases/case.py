from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ledger.tlog import checkpoint, cosignature, note
from ledger.tlog.note import Note
from tests.ledger.published import (
    LOG,
    ORIGIN,
    WITNESS,
    Office,
    office,
)

if TYPE_CHECKING:
    from collections.abc import Callable

Files = dict[str, bytes]


@dataclass(frozen=True)
class Case:
    """What was done to a log, the code it must give, and the places that the finding names."""

    code: str
    done: str
    make: Callable[[], Files]
    index: int | None = None
    path: str | None = None
    only: bool = True


def alter(change: Callable[[Files], Any], notes: int = 5) -> Callable[[], Files]:
    def made() -> Files:
        files = office(notes).files()
        change(files)
        return files

    return made


def grow(change: Callable[[Office], Any], notes: int = 5) -> Callable[[], Files]:
    """A log that was lawfully published, but for the last entry."""

    def made() -> Files:
        grown = office(notes)
        change(grown)
        return grown.cosign().files()

    return made


def signed(said: bytes, *more: note.Signature) -> bytes:
    return note.format(Note(said, (LOG.sign(said), *more)))


def line(said: bytes, who: note.Signer = WITNESS, time: int = 1_762_000_000) -> note.Signature:
    return cosignature.cosign(who, said, time)


def text(size: int = 6, *more: str) -> bytes:
    made = office(size - 1)
    return checkpoint.Checkpoint(ORIGIN, size, made.root()).text + "".join(f"{line}\n" for line in more).encode()


def forged(kind: note.Signer) -> note.Signature:
    """A signature line of a known key that did not sign this."""
    made = kind.sign(b"another text\n")
    return note.Signature(made.name, made.key_id, made.blob)

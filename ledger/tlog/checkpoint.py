"""Checkpoints (c2sp.org/tlog-checkpoint): what a log signs about itself, as the text of a signed note.

    example.com/behind-the-sofa
    20852163
    CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

Origin, size, root. Extension lines are refused with a code of their own, because nobody audits them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ledger.errors import FormatError
from ledger.tlog import merkle, note

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_SIZE = 2**63 - 1

_NUMBER = re.compile(r"0|[1-9][0-9]{0,18}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The state of a log: its origin, how many entries, and the root over them."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> bytes:
        """The text to be signed."""
        return f"{self.origin}\n{self.size}\n{note.b64encode(self.root)}\n".encode()

    def denied_by(self, size: int, root_at: Callable[[int], bytes]) -> Literal["log.rollback", "log.fork"] | None:
        """How a history of ``size`` entries denies this earlier checkpoint; None where it begins with it.

        ``root_at`` gives the root of its first so many entries.
        """
        if size < self.size:
            return "log.rollback"
        return None if root_at(self.size) == self.root else "log.fork"


def parse(text: bytes) -> Checkpoint:
    """A checkpoint from the text of a note. FormatError ``checkpoint.malformed`` or ``checkpoint.extension``."""
    try:
        origin, size, root, *more = text.decode().removesuffix("\n").split("\n")
        checkpoint = Checkpoint(origin, number(size), note.b64decode(root))
    except (ValueError, FormatError) as error:
        raise FormatError("checkpoint.malformed", "not origin, size and root") from error
    lines = (origin, *more)
    if not all(lines) or len(checkpoint.root) != merkle.HASH or not text.endswith(b"\n"):
        raise FormatError("checkpoint.malformed", "an empty line, or a root of another length")
    if more:
        raise FormatError("checkpoint.extension", f"{len(more)} extension lines")
    return checkpoint


def number(text: str) -> int:
    """A size or index in the one spelling of C2SP: ASCII decimal, no sign, no leading zero, at most 2**63 - 1."""
    if not _NUMBER.fullmatch(text) or int(text) > MAX_SIZE:
        raise FormatError("checkpoint.malformed", f"not a number: {text!r}")
    return int(text)

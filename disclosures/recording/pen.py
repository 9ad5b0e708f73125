"""One holder's pen: an opened key, and the highest checkpoint that it ever saw, which no smaller history may follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger import keyfile, storage
from ledger.errors import ProofError
from ledger.tlog import checkpoint

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from disclosures.recording.recorder import Draft
    from ledger.tlog.note import Signature


class Pen:
    """One holder's opened key, and the highest checkpoint that it ever saw, kept beside the key file."""

    def __init__(self, path: Path, passphrase: str) -> None:
        self.signer = keyfile.open_key(path, passphrase)
        self._memory = path.with_suffix(".seen")

    @property
    def name(self) -> str:
        """The key's name."""
        return self.signer.key.name

    def sign(self, draft: Draft, root_at: Callable[[int], bytes]) -> Signature:
        """This holder's line under ``draft``; a smaller or different history than ever seen is refused.

        ``ProofError`` ``log.rollback`` or ``log.fork``. ``root_at`` gives the root of the signer's own copy of the log.
        """
        seen = draft.record.seen
        if seen is not None:
            if self._memory.exists():
                highest = checkpoint.parse(self._memory.read_bytes())
                same_history(highest, seen.size, root_at)
            origin = draft.text.split(b"\n")[1].decode()
            storage.replace(self._memory, checkpoint.Checkpoint(origin, seen.size, seen.root).text)
        return self.signer.sign(draft.text)


def same_history(head: checkpoint.Checkpoint, size: int, root_at: Callable[[int], bytes]) -> None:
    """Whether a checkpoint seen before is of the history offered; ``ProofError`` ``log.rollback`` or ``log.fork``."""
    if head.size > size:
        raise ProofError("log.rollback", f"seen size {head.size}, offered {size}")
    if root_at(head.size) != head.root:
        raise ProofError("log.fork", f"another root at size {head.size}")

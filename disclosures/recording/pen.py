"""One holder's pen: an opened key, and the highest checkpoint that it ever saw, which no smaller history may follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger import keyfile, storage
from ledger.errors import FormatError, ProofError, RefusedError, StorageError
from ledger.tlog import checkpoint

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from disclosures.recording.recorder import Draft
    from ledger.record import Seen
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
        """This holder's line under ``draft``; what is not of the signer's own copy of the log is refused.

        ``root_at`` gives the root of that copy, ValueError beyond it. ``ProofError`` ``log.rollback`` or ``log.fork``
        where the copy does not continue the highest checkpoint ever seen; ``RefusedError`` ``record.seen-mismatch``
        for a draft that saw another history, ``note.signer-unknown`` for one that does not name this key; StorageError
        ``copy.behind`` for one that saw more than the copy has.
        A draft may have seen less than another that was signed before it: drafts wait for days.
        """
        if self.name not in draft.record.signers:
            raise RefusedError("note.signer-unknown", f"the text does not name {self.name}")
        if draft.record.seen is not None:
            self._look_back(draft.record.seen, draft.text.split(b"\n")[1].decode(), root_at)
        return self.signer.sign(draft.text)

    def _look_back(self, seen: Seen, origin: str, root_at: Callable[[int], bytes]) -> None:
        highest = self._highest()
        if highest is not None and (root := _root(root_at, highest.size)) != highest.root:
            raise ProofError("log.rollback" if root is None else "log.fork", f"seen before: size {highest.size}")
        root = _root(root_at, seen.size)
        if root is None:
            raise StorageError("copy.behind", f"the draft saw size {seen.size}")
        if root != seen.root:
            raise RefusedError("record.seen-mismatch", f"the signer's copy has no such root at size {seen.size}")
        if highest is None or highest.size < seen.size:
            storage.replace(self._memory, checkpoint.Checkpoint(origin, seen.size, seen.root).text)

    def _highest(self) -> checkpoint.Checkpoint | None:
        """The highest checkpoint that this key's holder ever saw; StorageError ``storage.damaged`` with its file."""
        data = storage.read(self._memory)
        try:
            return None if data is None else checkpoint.parse(data)
        except FormatError as error:
            raise StorageError("storage.damaged", error.detail, path=str(self._memory)) from error


def _root(root_at: Callable[[int], bytes], size: int) -> bytes | None:
    try:
        return root_at(size)
    except ValueError:
        return None

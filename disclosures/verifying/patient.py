"""A source of which a file cannot be read: what else lies there is verified all the same.

A host that refuses one page must not keep anybody from finding a fork. What the log itself needs is no such file: there
nothing can be decided, and the error passes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from disclosures.verifying import manifest as manifests
from ledger.errors import Finding, StorageError
from ledger.reader.source import LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ledger.reader import Source


MOST: Final = 8
"""After so many refusals no other file is asked for: a host that went away must not be waited for file by file."""


class Patient:
    """See ``Source``. A file outside the log that the system or the host refuses reads as none, and is remembered.

    ``unread`` holds every path that was not read.
    """

    def __init__(self, source: Source) -> None:
        self._source: Final = source
        self._refused: Final[dict[str, str]] = {}
        self.unread: Final[set[str]] = set()

    def read(self, path: str, limit: int = LIMIT) -> bytes | None:
        """See ``Source``. StorageError where a file of the log, or the manifest, cannot be read."""
        needed = path.startswith("log/") or path == manifests.PATH
        if not needed and len(self._refused) >= MOST:
            self.unread.add(path)
            return None
        try:
            return self._source.read(path, limit)
        except StorageError as error:
            if needed:
                raise
            self._refused[path] = error.code
            self.unread.add(path)
            return None

    def paths(self) -> set[str] | None:
        """See ``Source``."""
        return self._source.paths()

    def links(self) -> set[str]:
        """See ``Source``."""
        return self._source.links()

    def settled(self, findings: Iterable[Finding]) -> list[Finding]:
        """The findings; of what could not be read nothing is said but that."""
        sound = [finding for finding in findings if finding.path not in self.unread]
        return [*sound, *(Finding(code, path=path) for path, code in self._refused.items())]

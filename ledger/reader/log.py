"""How a log lies in a published folder: ``log/checkpoint``, ``log/policy``, ``log/cosigned/7``, tiles and bundles."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ledger.errors import FormatError, StorageError
from ledger.reader.source import FORBIDDEN
from ledger.tlog import tile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.reader.source import Source

NOTE_LIMIT: Final = 64 * 1024
"""The longest checkpoint, cosigned checkpoint or policy that is read, in bytes."""
BUNDLE_LIMIT: Final = tile.WIDTH * (2 + 65_535)
"""The longest bundle of entries there can be, in bytes."""

_COSIGNED: Final = re.compile(r"log/cosigned/([1-9][0-9]{0,15})")


class LogReader:
    """The files of the log in a source. What they say is proven elsewhere: ``ledger.audit``."""

    def __init__(self, source: Source) -> None:
        self.source = source

    def checkpoint_note(self) -> bytes | None:
        """The newest checkpoint's signed note."""
        return self.source.read("log/checkpoint", NOTE_LIMIT)

    def policy(self) -> bytes | None:
        """The policy file."""
        return self.source.read("log/policy", NOTE_LIMIT)

    def cosigned(self, sizes: frozenset[int] = frozenset()) -> list[tuple[int, bytes]]:
        """Each kept cosigned checkpoint by the size that its name says, ascending.

        Where the source cannot be listed, those of ``sizes`` that it gives.
        """
        paths = self.source.paths()
        if paths is not None:
            sizes = frozenset(int(found[1]) for path in paths if (found := _COSIGNED.fullmatch(path)))
        read = ((size, self._cosigned(size)) for size in sorted(sizes))
        return [(size, data) for size, data in read if data is not None]

    def _cosigned(self, size: int) -> bytes | None:
        try:
            return self.source.read(f"log/cosigned/{size}", NOTE_LIMIT)
        except StorageError as error:
            if error.detail != FORBIDDEN:
                raise
            return None  # who withholds it shows fewer cosignatures, and no more than by taking it away

    def tile(self, path: str) -> bytes | None:
        """A hash tile, by its path under ``log/``."""
        return self.source.read(f"log/{path}", tile.WIDTH * 32)

    def bundle(self, index: int, width: int) -> tuple[str, list[bytes]]:
        """The path of a bundle under ``log/`` and its first ``width`` entries.

        A full bundle stands in for a partial one that a grown log has dropped. FormatError ``tile.missing``, and
        ``tile.mismatch`` where the bytes are no bundle of that width.
        """
        path, wanted = tile.entries_path(index, width), width
        data = self.source.read(f"log/{path}", BUNDLE_LIMIT)
        full = tile.entries_path(index)
        if data is None and (data := self.source.read(f"log/{full}", BUNDLE_LIMIT)) is not None:
            path, wanted = full, tile.WIDTH
        if data is None:
            raise FormatError("tile.missing", path=f"log/{path}")
        try:
            entries = tile.parse_bundle(data)
        except FormatError as error:
            raise FormatError("tile.mismatch", error.detail, path=f"log/{path}") from error
        if len(entries) != wanted:
            raise FormatError("tile.mismatch", f"{len(entries)} entries, not {wanted}", path=f"log/{path}")
        return path, entries[:width]

    def entries(self, size: int, start: int = 0) -> Iterator[bytes]:
        """The entries from ``start`` up to ``size``, as they lie there. FormatError as for ``bundle``."""
        for index in range(start // tile.WIDTH, -(-size // tile.WIDTH)):
            first = index * tile.WIDTH
            _, entries = self.bundle(index, min(tile.WIDTH, size - first))
            yield from entries[max(0, start - first) :]

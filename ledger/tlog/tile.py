"""How a log lies in files (c2sp.org/tlog-tiles): hash tiles of height 8, and bundles of 256 entries.

tile/0/x001/067          the leaf hashes 273152 to 273407
tile/1/000.p/5           the first five hashes of complete level-0 tiles
tile/entries/x001/067    the entries themselves, each after its length as two bytes, big-endian
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ledger.errors import FormatError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ledger.tlog.merkle import Tree

HEIGHT = 8
WIDTH = 1 << HEIGHT
MAX_ENTRY = 65535

_PREFIX = 2
_PATH = re.compile(r"tile/(0|[1-9][0-9]?|entries)/((?:x[0-9]{3}/)*[0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Tile:
    """What a path names: a hash tile of a level, or with level None a bundle of entries."""

    level: int | None
    index: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        """The path relative to the log's prefix."""
        level = "entries" if self.level is None else str(self.level)
        thousands = f"{self.index:03d}"
        thousands = thousands.zfill(-(-len(thousands) // 3) * 3)
        parts = [thousands[place : place + 3] for place in range(0, len(thousands), 3)]
        partial = "" if self.width == WIDTH else f".p/{self.width}"
        return f"tile/{level}/{''.join(f'x{part}/' for part in parts[:-1])}{parts[-1]}{partial}"


def tile_path(level: int, index: int, width: int = WIDTH) -> str:
    """The path of a hash tile."""
    return Tile(level, index, width).path


def entries_path(index: int, width: int = WIDTH) -> str:
    """The path of a bundle of entries."""
    return Tile(None, index, width).path


def parse_path(path: str) -> Tile:
    """What a path names. FormatError ``tile.mismatch`` for any but the one spelling."""
    match = _PATH.fullmatch(path)
    if match:
        level, index, width = match.groups()
        tile = Tile(
            None if level == "entries" else int(level), int(re.sub("[x/]", "", index)), int(width) if width else WIDTH
        )
        if tile.path == path and (tile.level or 0) < 64 and (width is None or tile.width < WIDTH):  # noqa: PLR2004 - bits of a size
            return tile
    raise FormatError("tile.mismatch", "not the path of a tile", path=path)


def bundle(entries: Sequence[bytes]) -> bytes:
    """The bytes of a bundle of 1 to 256 entries. FormatError ``record.too-large`` for one over 65,535 bytes."""
    if not 1 <= len(entries) <= WIDTH:
        raise ValueError(f"a bundle of {len(entries)} entries")
    if any(len(entry) > MAX_ENTRY for entry in entries):
        raise FormatError("record.too-large", f"an entry has at most {MAX_ENTRY} bytes")
    return b"".join([part for entry in entries for part in (len(entry).to_bytes(_PREFIX, "big"), entry)])


def parse_bundle(data: bytes) -> list[bytes]:
    """The entries of a bundle. FormatError ``tile.mismatch`` unless they are 1 to 256 and fill it exactly."""
    entries, place = list[bytes](), 0
    while place < len(data) and len(entries) <= WIDTH:
        start = place + _PREFIX
        place = start + int.from_bytes(data[place:start], "big")
        entries.append(data[start:place])
    if place != len(data) or not 1 <= len(entries) <= WIDTH:
        raise FormatError("tile.mismatch", "a bundle that is cut off, empty or too long")
    return entries


def tiles(tree: Tree, size: int, since: int = 0) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each hash tile, full or partial, that a log of ``size`` has and one of ``since`` lacked."""
    for tile in _tiles(size, since):
        level, start = tile.level or 0, tile.index * WIDTH
        yield tile.path, tree.hashes(level * HEIGHT, start, start + tile.width)


def all_paths(size: int) -> set[str]:
    """The paths of every hash tile and bundle that a log of this size must have."""
    hashes = list(_tiles(size, 0))
    return {t.path for t in hashes} | {replace(t, level=None).path for t in hashes if t.level == 0}


def _tiles(size: int, since: int) -> Iterator[Tile]:
    level = 0
    while size:
        if size > since:
            for index in range(since // WIDTH, -(-size // WIDTH)):
                yield Tile(level, index, min(WIDTH, size - index * WIDTH))
        level, size, since = level + 1, size >> HEIGHT, since >> HEIGHT

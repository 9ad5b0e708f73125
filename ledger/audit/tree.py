"""Which tree the files give, and which file is to blame where they disagree (docs/formats, codes of family *tree*).

The entries and the hash tiles each tell the whole tree. Whichever gives the checkpoint's root is right, and shows where
the other is wrong: ``tile.mismatch`` names a file, ``entry.hash-mismatch`` an index. Where neither does, nothing can be
blamed: ``tree.root-mismatch``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ledger.errors import Finding, FormatError
from ledger.tlog import merkle, tile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ledger.reader import LogReader

ENOUGH = 100
"""After so many bad files of a kind no more are read: a checkpoint may claim any size, and must not cost as much."""


@dataclass(slots=True)
class Lying:
    """What lies in the files: the entries (None where they cannot be read), and the tree, if one is proven."""

    size: int
    raws: list[bytes | None]
    findings: list[Finding] = field(default_factory=list)
    proven: merkle.Tree | None = None

    @property
    def readable(self) -> list[bytes]:
        """The entries up to the first that cannot be read."""
        gap = next((index for index, raw in enumerate(self.raws) if raw is None), len(self.raws))
        return [raw for raw in self.raws[:gap] if raw is not None]


def read_tree(reader: LogReader, size: int, root: bytes) -> Lying:
    """Read every bundle and every hash tile that a log of this size has, and compare."""
    lying = Lying(size, [])
    _read_entries(reader, lying)
    complete = len(lying.raws) == size and None not in lying.raws
    if complete and (tree := _tree(map(merkle.leaf_hash, lying.readable))).root() == root:
        lying.proven = tree
    else:
        _ask_the_tiles(reader, lying, root, complete=complete)
    if lying.proven is not None:
        lying.findings += _wrong_tiles(reader, lying.proven, size)
    return lying


def stale_partials(reader: LogReader, paths: Sequence[str], proven: merkle.Tree) -> Iterator[Finding]:
    """Partial tiles and bundles of earlier sizes that are still there: they too must be the tree's."""
    for path in paths:
        shape = tile.parse_path(path)
        first, last = shape.index * tile.WIDTH, shape.index * tile.WIDTH + shape.width
        data = _leaves_of(reader, path) if shape.level is None else reader.tile(path) or b""
        if data != proven.hashes((shape.level or 0) * tile.HEIGHT, first, last):
            yield Finding("tile.mismatch", path=f"log/{path}")


def is_needed(shape: tile.Tile, size: int) -> bool:
    """Whether a log of this size has this tile or bundle."""
    whole, rest = divmod(size >> tile.HEIGHT * (shape.level or 0), tile.WIDTH)
    if shape.width == tile.WIDTH:
        return shape.index < whole
    return shape.index == whole and shape.width == rest


def is_past(shape: tile.Tile, size: int) -> bool:
    """Whether a smaller log, that this one grew from, had this partial tile or bundle."""
    count = size >> tile.HEIGHT * (shape.level or 0)
    return shape.width < tile.WIDTH and shape.index * tile.WIDTH + shape.width <= count


def _read_entries(reader: LogReader, lying: Lying) -> None:
    for index in range(-(-lying.size // tile.WIDTH)):
        width = min(tile.WIDTH, lying.size - index * tile.WIDTH)
        try:
            lying.raws += reader.bundle(index, width)[1]
        except FormatError as error:
            lying.findings.append(error.finding())
            lying.raws += [None] * width
            if len(lying.findings) >= ENOUGH:
                return


def _ask_the_tiles(reader: LogReader, lying: Lying, root: bytes, *, complete: bool) -> None:
    """The entries do not give the root: the leaf hashes in the tiles may."""
    leaves, missing = _read_leaves(reader, lying.size)
    tree = None if leaves is None else _tree(leaves)
    if tree is None or tree.root() != root:
        lying.findings += missing
        if complete or tree is not None:
            detail = "neither entries nor tiles give the root of the checkpoint"
            lying.findings.append(Finding("tree.root-mismatch", path="log/checkpoint", detail=detail))
        return
    lying.proven = tree
    for index, raw in enumerate(lying.raws):
        if raw is not None and merkle.leaf_hash(raw) != tree.leaf(index):
            width = min(tile.WIDTH, lying.size - index // tile.WIDTH * tile.WIDTH)
            path = f"log/{tile.entries_path(index // tile.WIDTH, width)}"
            lying.findings.append(Finding("entry.hash-mismatch", index, path=path))


def _read_leaves(reader: LogReader, size: int) -> tuple[list[bytes] | None, list[Finding]]:
    leaves: list[bytes] = []
    bad: list[Finding] = []
    for index in range(-(-size // tile.WIDTH)):
        width = min(tile.WIDTH, size - index * tile.WIDTH)
        path, data = _hash_tile(reader, tile.Tile(0, index, width))
        if data is None or len(data) != width * merkle.HASH:
            bad.append(Finding("tile.missing" if data is None else "tile.mismatch", path=f"log/{path}"))
            if len(bad) >= ENOUGH:
                break
            continue
        leaves += [data[at : at + merkle.HASH] for at in range(0, len(data), merkle.HASH)]
    return (None if bad else leaves), bad


def _hash_tile(reader: LogReader, shape: tile.Tile) -> tuple[str, bytes | None]:
    """A hash tile's path and bytes; a full one stands in for a partial one that a grown log has dropped."""
    data = reader.tile(shape.path)
    if data is None and shape.width < tile.WIDTH and shape.level is not None:
        full = tile.tile_path(shape.level, shape.index)
        if (whole := reader.tile(full)) is not None:
            return full, whole[: shape.width * merkle.HASH]
    return shape.path, data


def _wrong_tiles(reader: LogReader, proven: merkle.Tree, size: int) -> Iterator[Finding]:
    for wanted, expected in tile.tiles(proven, size):
        path, data = _hash_tile(reader, tile.parse_path(wanted))
        if data != expected:
            yield Finding("tile.missing" if data is None else "tile.mismatch", path=f"log/{path}")


def _leaves_of(reader: LogReader, path: str) -> bytes:
    try:
        entries = tile.parse_bundle(reader.source.read(f"log/{path}") or b"")
    except FormatError:
        return b""
    return b"".join(merkle.leaf_hash(entry) for entry in entries)


def _tree(leaves: Iterable[bytes]) -> merkle.Tree:
    tree = merkle.Tree()
    for leaf in leaves:
        tree.append(leaf)
    return tree

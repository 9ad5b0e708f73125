"""The Merkle tree of RFC 6962: roots of every size it ever had, and the proofs that people check.

A leaf is SHA-256(0x00 || entry), a node SHA-256(0x01 || left || right), so that no entry can pose as a node. The tree
keeps the hash of each complete subtree, 64 bytes a leaf: appending costs two hashes on average (one of them the
leaf's), a root or a proof of any past size about as many as the tree is high.

Example: ``EMPTY_ROOT`` is ``e3b0c442 98fc1c14 9afbf4c8 996fb924 27ae41e4 649b934c a495991b 7852b855``.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from ledger.errors import FormatError, ProofError

if TYPE_CHECKING:
    from collections.abc import Sequence

HASH = 32
EMPTY_ROOT = sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """The hash of an entry."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees."""
    return sha256(b"\x01" + left + right).digest()


class Tree:
    """A growing tree that still knows its past sizes."""

    __slots__ = ("_levels",)

    def __init__(self) -> None:
        self._levels = [bytearray()]

    @property
    def size(self) -> int:
        """How many leaves it has."""
        return len(self._levels[0]) // HASH

    def append(self, leaf: bytes) -> None:
        """Add one leaf hash."""
        if len(leaf) != HASH:
            raise ValueError("a leaf is given by its hash")
        height, place, node = 0, self.size, leaf
        self._levels[0] += node
        while place & 1:
            node = node_hash(self._at(height, place - 1), node)
            height, place = height + 1, place >> 1
            if height == len(self._levels):
                self._levels.append(bytearray())
            self._levels[height] += node

    def leaf(self, index: int) -> bytes:
        """The leaf hash at an index."""
        if not 0 <= index < self.size:
            raise ValueError(f"no leaf {index} in {self.size}")
        return self._at(0, index)

    def hashes(self, height: int, start: int, stop: int) -> bytes:
        """The hashes of complete subtrees of 2**height leaves, from the start-th up to the stop-th, joined."""
        level = self._levels[height] if height < len(self._levels) else b""
        if not 0 <= start <= stop <= len(level) // HASH:
            raise ValueError(f"no subtrees {start} to {stop} of height {height}")
        return bytes(level[start * HASH : stop * HASH])

    def root(self, size: int | None = None) -> bytes:
        """The root of the first ``size`` leaves; of all when None."""
        size = self._sized(size)
        return self._range(0, size) if size else EMPTY_ROOT

    def inclusion(self, index: int, size: int) -> list[bytes]:
        """The proof that leaf ``index`` is in the tree of ``size``: RFC 6962 §2.1.1, leaf's sibling first."""
        self._sized(size)
        if not 0 <= index < size:
            raise ValueError(f"no leaf {index} in {size}")
        start, stop, proof = 0, size, list[bytes]()
        while stop - start > 1:
            middle = _middle(start, stop)
            if index < middle:
                proof.append(self._range(middle, stop))
                stop = middle
            else:
                proof.append(self._range(start, middle))
                start = middle
        return proof[::-1]

    def consistency(self, old: int, new: int) -> list[bytes]:
        """The proof that the tree of ``old`` is the beginning of the tree of ``new``: RFC 6962 §2.1.2."""
        self._sized(new)
        if not 1 <= old <= new:
            raise ValueError(f"no proof from {old} to {new}")
        start, stop, proof = 0, new, list[bytes]()
        while stop != old:
            middle = _middle(start, stop)
            if old <= middle:
                proof.append(self._range(middle, stop))
                stop = middle
            else:
                proof.append(self._range(start, middle))
                start = middle
        if start:
            proof.append(self._range(start, stop))
        return proof[::-1]

    def _sized(self, size: int | None) -> int:
        if size is None:
            return self.size
        if not 0 <= size <= self.size:
            raise ValueError(f"the tree has {self.size} leaves, not {size}")
        return size

    def _at(self, height: int, place: int) -> bytes:
        return bytes(self._levels[height][place * HASH : place * HASH + HASH])

    def _range(self, start: int, stop: int) -> bytes:
        """The hash of the leaves from start to stop, where start begins a subtree that is at least that large."""
        parts = []
        while start < stop:
            height = (stop - start).bit_length() - 1
            parts.append(self._at(height, start >> height))
            start += 1 << height
        node = parts.pop()
        while parts:
            node = node_hash(parts.pop(), node)
        return node


def _middle(start: int, stop: int) -> int:
    """Where RFC 6962 cuts a range in two: after the largest power of two that leaves something."""
    return start + (1 << (stop - start - 1).bit_length() - 1)


def check_inclusion(index: int, size: int, leaf: bytes, root: bytes, proof: Sequence[bytes]) -> None:
    """That a leaf hash is at ``index`` in the tree of that size and root.

    ProofError ``proof.mismatch``; FormatError ``proof.malformed`` where no tree could have such a proof.
    """
    if not 0 <= index < size:
        raise FormatError("proof.malformed", f"no index {index} in a tree of {size}")
    inner = (index ^ (size - 1)).bit_length()
    border = (index >> inner).bit_count()
    _check_hashes(proof, inner + border, leaf)
    if _climb(leaf, index, inner, proof) != root:
        raise ProofError("proof.mismatch", f"the proof of index {index} does not give the root of size {size}")


def check_consistency(old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> None:
    """That the tree of ``new`` begins with the tree of ``old``, which is not empty: the empty tree proves nothing.

    ProofError ``proof.mismatch``; FormatError ``proof.malformed`` where no tree could have such a proof.
    """
    if not 1 <= old <= new:
        raise FormatError("proof.malformed", f"no proof that a tree of {new} begins with one of {old}")
    if old == new:
        _check_hashes(proof, 0)
        if old_root != new_root:
            raise ProofError("proof.mismatch", f"two roots of size {old}")
        return
    whole = (old & -old).bit_length() - 1
    inner = ((old - 1) ^ (new - 1)).bit_length() - whole
    border = ((old - 1) >> inner + whole).bit_count()
    alone = old == 1 << whole
    _check_hashes(proof, inner + border + (not alone), old_root)
    seed, rest = (old_root, proof) if alone else (proof[0], proof[1:])
    place = (old - 1) >> whole
    kept = [h for bit, h in enumerate(rest) if bit >= inner or place >> bit & 1]
    if _climb(seed, -1, len(kept), kept) != old_root or _climb(seed, place, inner, rest) != new_root:
        raise ProofError("proof.mismatch", f"the tree of {new} does not begin with that of {old}")


def _check_hashes(proof: Sequence[bytes], length: int, *hashes: bytes) -> None:
    if len(proof) != length or any(len(value) != HASH for value in (*proof, *hashes)):
        raise FormatError("proof.malformed", f"a proof of {len(proof)} hashes where {length} are needed")


def _climb(node: bytes, place: int, inner: int, proof: Sequence[bytes]) -> bytes:
    """Fold a proof upwards: for ``inner`` steps on the side that ``place`` says, then always from the left."""
    for bit, other in enumerate(proof):
        node = node_hash(node, other) if bit < inner and not place >> bit & 1 else node_hash(other, node)
    return node

from __future__ import annotations

import json
from base64 import b64decode
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.errors import FormatError, LedgerError, ProofError
from ledger.tlog import merkle
from tests.vectors import vectors

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LARGEST = 1025
LEAVES = [merkle.leaf_hash(b"%d" % place) for place in range(LARGEST)]
TREE = merkle.Tree()
ROOTS = [TREE.root()]
for _leaf in LEAVES:
    TREE.append(_leaf)
    ROOTS.append(TREE.root())


def split(n: int) -> int:
    """The largest power of two smaller than n, as RFC 6962 says it."""
    k = 1
    while k * 2 < n:
        k *= 2
    return k


def mth(leaves: Sequence[bytes]) -> bytes:
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = split(len(leaves))
    return sha256(b"\1" + mth(leaves[:k]) + mth(leaves[k:])).digest()


def path(m: int, leaves: Sequence[bytes]) -> list[bytes]:
    if len(leaves) == 1:
        return []
    k = split(len(leaves))
    return [*path(m, leaves[:k]), mth(leaves[k:])] if m < k else [*path(m - k, leaves[k:]), mth(leaves[:k])]


def subproof(m: int, leaves: Sequence[bytes], whole: bool) -> list[bytes]:  # noqa: FBT001 - the RFC's own signature
    if m == len(leaves):
        return [] if whole else [mth(leaves)]
    k = split(len(leaves))
    if m <= k:
        return [*subproof(m, leaves[:k], whole), mth(leaves[k:])]
    return [*subproof(m - k, leaves[k:], whole=False), mth(leaves[:k])]


def holds_inclusion(index: int, size: int, leaf: bytes, root: bytes, proof: Sequence[bytes]) -> bool:
    try:
        merkle.check_inclusion(index, size, leaf, root, proof)
    except (FormatError, ProofError):
        return False
    return True


def holds_consistency(old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> bool:
    try:
        merkle.check_consistency(old, new, old_root, new_root, proof)
    except (FormatError, ProofError):
        return False
    return True


def tampered(proof: list[bytes]) -> Iterator[list[bytes]]:
    """A proof with each of the things that somebody could do to it."""
    yield [*proof, bytes(32)]
    yield [bytes(32), *proof]
    yield [*proof, *proof[-1:]] if proof else [b""]
    for place, value in enumerate(proof):
        yield [*proof[:place], *proof[place + 1 :]]
        yield [*proof[:place], bytes([value[0] ^ 1]) + value[1:], *proof[place + 1 :]]
        yield [*proof[:place], value[:31], *proof[place + 1 :]]
        yield [*proof[:place], value + b"\0", *proof[place + 1 :]]
        if place and proof[place - 1] != value:
            yield [*proof[: place - 1], value, proof[place - 1], *proof[place + 1 :]]
    if len(proof) > 1:
        yield []


def some(size: int) -> list[int]:
    return sorted({0, 1, size // 3, size // 2, size - 2, size - 1, size * 7919 % 1031 % size} & set(range(size)))


def case_files(kind: str) -> list[dict[str, Any]]:
    return [json.loads(file.read_bytes()) for file in sorted(vectors("merkle", "testdata", kind).rglob("*.json"))]


def plain(case: dict[str, Any], *names: str) -> list[bytes]:
    return [b64decode(case[name] or "") for name in names]


def test_98_inclusion_proofs_are_judged_as_their_authors_say() -> None:
    found = case_files("inclusion")
    for case in found:
        leaf, root = plain(case, "leafHash", "root")
        proof = [b64decode(value) for value in case["proof"] or []]
        held = holds_inclusion(case["leafIdx"], case["treeSize"], leaf, root, proof)
        assert held is not case["wantErr"], case["desc"]
    assert (len(found), sum(case["wantErr"] for case in found)) == (98, 92)


def test_98_consistency_proofs_are_judged_as_their_authors_say() -> None:
    found = case_files("consistency")
    for case in found:
        first, second = plain(case, "root1", "root2")
        proof = [b64decode(value) for value in case["proof"] or []]
        held = holds_consistency(case["size1"], case["size2"], first, second, proof)
        assert held is not case["wantErr"], case["desc"]
    assert (len(found), sum(case["wantErr"] for case in found)) == (98, 92)


def test_hashes_are_those_of_rfc_6962() -> None:
    assert merkle.EMPTY_ROOT.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert merkle.leaf_hash(b"").hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert merkle.node_hash(b"", b"") != merkle.leaf_hash(b"")


def test_roots_and_proofs_of_small_trees_are_those_of_the_rfc_word_for_word() -> None:
    for size in range(1, 41):
        leaves = LEAVES[:size]
        assert TREE.root(size) == mth(leaves)
        for index in range(size):
            assert TREE.inclusion(index, size) == path(index, leaves)
            assert TREE.consistency(index + 1, size) == subproof(index + 1, leaves, whole=True)


def test_the_root_of_every_past_size_stays_known() -> None:
    assert [TREE.root(size) for size in range(LARGEST + 1)] == ROOTS
    assert ROOTS[0] == merkle.EMPTY_ROOT
    assert len(set(ROOTS)) == LARGEST + 1
    assert ROOTS[LARGEST] == mth(LEAVES)


def test_inclusion_proofs_of_every_size_hold_and_no_tampered_one_does() -> None:
    for size in range(1, LARGEST + 1):
        for index in some(size):
            proof = TREE.inclusion(index, size)
            assert holds_inclusion(index, size, LEAVES[index], ROOTS[size], proof)
            assert not holds_inclusion(index ^ 1, size, LEAVES[index], ROOTS[size], proof)
            assert not holds_inclusion(index, size, LEAVES[index], ROOTS[size - 1], proof)
            assert not holds_inclusion(index, size, merkle.leaf_hash(b"x"), ROOTS[size], proof)
        for other in tampered(proof):
            assert not holds_inclusion(index, size, LEAVES[index], ROOTS[size], other)


def test_consistency_proofs_of_every_size_hold_and_no_tampered_one_does() -> None:
    for new in range(1, LARGEST + 1):
        for old in (index + 1 for index in some(new)):
            proof = TREE.consistency(old, new)
            assert holds_consistency(old, new, ROOTS[old], ROOTS[new], proof)
            assert not holds_consistency(old, new, ROOTS[old - 1], ROOTS[new], proof)
            assert not holds_consistency(old, new, ROOTS[old], ROOTS[new - 1], proof)
            assert not holds_consistency(old - 1, new, ROOTS[old - 1], ROOTS[new], proof)
        old = new * 7919 % 1031 % new + 1
        for other in tampered(TREE.consistency(old, new)):
            assert not holds_consistency(old, new, ROOTS[old], ROOTS[new], other)


@pytest.mark.parametrize(("index", "size"), [(0, 0), (1, 1), (7, 7), (-1, 7), (2**63, 7), (0, -1)])
def test_an_index_outside_the_tree_has_no_proof(index: int, size: int) -> None:
    with pytest.raises(FormatError, match=r"proof\.malformed"):
        merkle.check_inclusion(index, size, LEAVES[0], ROOTS[7], [])


@pytest.mark.parametrize(("old", "new"), [(0, 0), (0, 7), (8, 7), (-1, 7), (1, 0)])
def test_sizes_in_the_wrong_order_have_no_proof_nor_has_the_empty_tree(old: int, new: int) -> None:
    with pytest.raises(FormatError, match=r"proof\.malformed"):
        merkle.check_consistency(old, new, ROOTS[0], ROOTS[7], [])


def test_impossible_and_untrue_proofs_have_different_codes() -> None:
    def code(index: int, size: int, proof: list[bytes]) -> str:
        with pytest.raises(LedgerError) as caught:
            merkle.check_inclusion(index, size, LEAVES[3], ROOTS[7], proof)
        return caught.value.code

    proof = TREE.inclusion(3, 7)
    assert code(2, 7, proof) == "proof.mismatch"
    assert code(3, 7, proof[:-1]) == "proof.malformed"
    assert code(3, 7, [value[:-1] for value in proof]) == "proof.malformed"


def test_two_roots_of_one_size_are_a_mismatch() -> None:
    merkle.check_consistency(7, 7, ROOTS[7], ROOTS[7], [])
    with pytest.raises(ProofError, match=r"proof\.mismatch"):
        merkle.check_consistency(7, 7, ROOTS[7], ROOTS[6], [])
    with pytest.raises(FormatError, match=r"proof\.malformed"):
        merkle.check_consistency(7, 7, ROOTS[7], ROOTS[7], [ROOTS[7]])


def test_proofs_at_the_end_of_the_range_are_judged_at_once() -> None:
    size = 2**63 - 1
    proof, node = [bytes([place]) * 32 for place in range(63)], LEAVES[0]
    for other in proof:
        node = merkle.node_hash(node, other)
    merkle.check_inclusion(0, size, LEAVES[0], node, proof)
    assert not holds_inclusion(2**62, size, LEAVES[0], node, proof)


def test_a_node_cannot_pose_as_an_entry() -> None:
    entry = LEAVES[0] + LEAVES[1]
    assert merkle.node_hash(*LEAVES[:2]) != merkle.leaf_hash(entry)
    assert not holds_inclusion(0, 1, merkle.leaf_hash(entry), ROOTS[2], [])


@given(entries=st.lists(st.binary(max_size=8), max_size=70), data=st.data())
def test_any_tree_is_the_rfc_s_tree(entries: list[bytes], data: st.DataObject) -> None:
    leaves, tree = list(map(merkle.leaf_hash, entries)), merkle.Tree()
    for leaf in leaves:
        tree.append(leaf)
    size = data.draw(st.integers(0, len(leaves)))
    assert tree.size == len(leaves)
    assert tree.root(size) == mth(leaves[:size])
    for index in range(size):
        assert tree.leaf(index) == leaves[index]
        assert tree.inclusion(index, size) == path(index, leaves[:size])


def test_subtree_hashes_are_roots_of_their_leaves() -> None:
    assert TREE.hashes(0, 3, 5) == LEAVES[3] + LEAVES[4]
    assert TREE.hashes(3, 1, 2) == mth(LEAVES[8:16])
    assert TREE.hashes(20, 0, 0) == b""


@pytest.mark.parametrize(
    "misuse",
    [
        lambda: TREE.root(LARGEST + 1),
        lambda: TREE.root(-1),
        lambda: TREE.leaf(LARGEST),
        lambda: TREE.leaf(-1),
        lambda: TREE.inclusion(7, 7),
        lambda: TREE.inclusion(-1, 7),
        lambda: TREE.inclusion(0, LARGEST + 1),
        lambda: TREE.consistency(0, 7),
        lambda: TREE.consistency(8, 7),
        lambda: TREE.consistency(1, LARGEST + 1),
        lambda: TREE.hashes(8, 0, 5),
        lambda: TREE.append(b"not a hash"),
    ],
)
def test_asking_a_tree_for_what_it_has_not_is_a_mistake_of_the_programmer(misuse: Any) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - each has its own words
        misuse()


def test_appending_costs_about_one_hash_and_a_past_root_a_few(monkeypatch: pytest.MonkeyPatch) -> None:
    count, real = 0, merkle.node_hash

    def counting(left: bytes, right: bytes) -> bytes:
        nonlocal count
        count += 1
        return real(left, right)

    monkeypatch.setattr(merkle, "node_hash", counting)
    tree = merkle.Tree()
    for leaf in LEAVES:
        tree.append(leaf)
    assert count < LARGEST
    count = 0
    tree.root(1023)
    assert count <= 10

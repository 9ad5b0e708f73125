from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.errors import FormatError, ProofError
from ledger.tlog import checkpoint, merkle, note, policy, proof
from ledger.tlog.proof import Proof
from tests.vectors import vectors

if TYPE_CHECKING:
    from ledger.tlog.policy import Policy

CHECKPOINT = "a.example/log\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n— a.example/log AAAAAAA=\n".encode()


def read(name: str) -> bytes:
    return vectors("generated", name).read_bytes()


def judged(name: str, rules: Policy) -> bool:
    """Whether the proof of another program shows its entry under a policy; signature and inclusion hold or raise."""
    claim = proof.parse(read(f"{name}.tlog-proof"))
    signed = note.parse(claim.checkpoint)
    head = checkpoint.parse(signed.text)
    result = rules.check(signed)
    assert result.log_ok
    merkle.check_inclusion(claim.index, head.size, merkle.leaf_hash(read("e777")), head.root, claim.path)
    return result.ok


def test_a_proof_of_another_program_holds_under_its_policy() -> None:
    assert judged("p777", policy.parse(read("policy.txt")))
    claim = proof.parse(read("p777.tlog-proof"))
    assert (claim.index, claim.extra) == (777, b'{"file":"QD-12.pdf"}')
    assert claim.checkpoint == read("log1000.cosigned-checkpoint")
    assert proof.format(claim) == read("p777.tlog-proof")


def test_without_a_cosignature_it_holds_for_the_log_alone() -> None:
    assert not judged("p777nw", policy.parse(read("policy.txt")))
    assert judged("p777nw", policy.parse(f"log {read('log.vkey').decode().strip()}\nquorum none\n".encode()))


def test_a_proof_of_another_index_does_not_hold() -> None:
    with pytest.raises(ProofError, match=r"proof\.mismatch"):
        judged("bad", policy.parse(read("policy.txt")))


@pytest.mark.parametrize("name", ["lax1", "lax2"])
def test_an_index_in_another_spelling_is_refused_where_others_are_lax(name: str) -> None:
    with pytest.raises(FormatError, match=r"proof\.malformed"):
        proof.parse(read(f"{name}.tlog-proof"))


@given(
    index=st.integers(0, 2**63 - 1),
    path=st.lists(st.binary(min_size=32, max_size=32), max_size=63),
    extra=st.one_of(st.none(), st.binary(min_size=1, max_size=90)),
)
def test_a_proof_that_is_written_reads_back_the_same(index: int, path: list[bytes], extra: bytes | None) -> None:
    made = Proof(index, tuple(path), CHECKPOINT, extra)
    assert proof.parse(proof.format(made)) == made


def test_a_proof_has_at_most_63_hashes_of_32_bytes() -> None:
    for path in ((bytes(32),) * 64, (bytes(31),), (bytes(33),)):
        with pytest.raises(FormatError, match=r"proof\.malformed"):
            proof.parse(proof.format(Proof(5, path, CHECKPOINT)))


def test_a_proof_whose_checkpoint_is_no_note_is_not_read() -> None:
    with pytest.raises(FormatError, match=r"note\.malformed"):
        proof.parse(proof.format(Proof(5, (), CHECKPOINT[:-1])))


@given(data=st.data())
def test_a_proof_with_one_byte_changed_is_refused_or_another_proof(data: st.DataObject) -> None:
    good = proof.format(Proof(5, (bytes(32), bytes(range(32))), CHECKPOINT, b"x"))
    changed = bytearray(good)
    changed[data.draw(st.integers(0, len(good) - 1))] ^= data.draw(st.integers(1, 255))
    try:
        read_back = proof.parse(bytes(changed))
    except FormatError:
        return
    assert proof.format(read_back) == changed

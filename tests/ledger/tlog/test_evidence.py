from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.audit import audit, remember
from ledger.errors import FormatError, LedgerError, ProofError
from ledger.tlog import checkpoint, evidence, merkle, note
from ledger.tlog.evidence import Fork
from ledger.tlog.note import Note
from tests.ledger.published import LOG, ORIGIN, REGISTRY, STRANGER, Memory, office


def grown(size: int, common: int, story: bytes) -> merkle.Tree:
    """A tree of which the first entries are common to all stories."""
    tree = merkle.Tree()
    for index in range(size):
        tree.append(merkle.leaf_hash(b"%d" % index if index < common else story + b"%d" % index))
    return tree


def signed(tree: merkle.Tree, size: int | None = None, origin: str = ORIGIN, who: note.Signer = LOG) -> bytes:
    size = tree.size if size is None else size
    text = checkpoint.Checkpoint(origin, size, tree.root(size)).text
    return note.format(Note(text, (who.sign(text),)))


@given(st.integers(1, 40), st.integers(0, 40), st.integers(0, 39))
def test_two_histories_are_proved_apart_at_any_sizes(small: int, more: int, common: int) -> None:
    common = min(common, small - 1)
    a, b = grown(small, common, b"a"), grown(small + more, common, b"b")
    fork = evidence.prove(LOG.key, signed(a), signed(b), b)
    assert evidence.parse(evidence.format(fork)) == fork
    evidence.check(fork)
    assert bool(fork.path) == bool(more)


@given(st.integers(0, 40), st.integers(0, 40))
def test_one_history_is_never_proved_to_be_two(small: int, more: int) -> None:
    tree = grown(small + more, 80, b"")
    with pytest.raises(ProofError, match=r"evidence\.unproven"):
        evidence.prove(LOG.key, signed(tree, small), signed(tree), tree)


@given(st.integers(1, 33), st.integers(1, 33), st.data())
def test_no_made_up_hashes_prove_a_fork_of_one_history(small: int, more: int, data: st.DataObject) -> None:
    tree = grown(small + more, 80, b"")
    made = st.lists(st.binary(min_size=32, max_size=32), max_size=12)
    fork = Fork(LOG.key, signed(tree, small), signed(tree), tuple(data.draw(made)))
    with pytest.raises(LedgerError, match=r"evidence\.(unproven|malformed)"):
        evidence.check(fork)


def fork() -> Fork:
    a, b = grown(5, 2, b"a"), grown(9, 2, b"b")
    return evidence.prove(LOG.key, signed(a), signed(b), b)


def test_a_signature_that_is_not_the_log_s_proves_nothing() -> None:
    good = fork()
    forged = Note(note.parse(good.a).text, (LOG.sign(b"x\n"),))
    for a in (signed(grown(5, 2, b"a"), who=STRANGER), note.format(forged)):
        with pytest.raises(ProofError, match=r"evidence\.unproven.*did not sign both"):
            evidence.check(replace(good, a=a))


def test_a_checkpoint_of_another_log_is_no_evidence() -> None:
    with pytest.raises(FormatError, match=r"evidence\.malformed"):
        evidence.check(replace(fork(), a=signed(grown(5, 2, b"a"), origin="x.example/log")))
    with pytest.raises(FormatError, match=r"evidence\.malformed"):
        evidence.check(replace(fork(), a=b"x"))


def test_the_larger_checkpoint_comes_second() -> None:
    good = fork()
    with pytest.raises(FormatError, match=r"evidence\.malformed.*smaller first"):
        evidence.check(replace(good, a=good.b, b=good.a))


def test_a_tree_that_does_not_hold_both_sizes_gives_no_evidence() -> None:
    with pytest.raises(ProofError, match=r"evidence\.unproven"):
        evidence.prove(LOG.key, signed(grown(5, 2, b"a")), signed(grown(9, 2, b"b")), grown(8, 2, b"b"))


def test_no_flipped_bit_leaves_a_proof() -> None:
    data = evidence.format(fork())
    chance = random.Random(5)
    for _ in range(400):
        bit = chance.randrange(len(data) * 8)
        bad = bytearray(data)
        bad[bit // 8] ^= 1 << bit % 8
        with pytest.raises(LedgerError, match=r"evidence\.(malformed|unproven)"):
            evidence.check(evidence.parse(bytes(bad)))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"kind fork", b"kind receipt-broken"),
        (b"danbiet/evidence/v1", b"danbiet/evidence/v2"),
        (b"\nlog ", b"\n\nlog "),
        (b"\nlog ", b"\r\nlog "),
        (b"note-a ", b"note-a  "),
        (b"note-b ", b"note-c "),
        (b"proof ", b"proofs "),
        (b"log huongson.example/log", b"log x.example/log"),
    ],
)
def test_another_spelling_is_malformed(old: bytes, new: bytes) -> None:
    data = evidence.format(fork())
    assert old in data
    with pytest.raises(FormatError, match=r"evidence\.malformed"):
        evidence.parse(data.replace(old, new, 1))


@pytest.mark.parametrize("data", [b"", b"\n", b"danbiet/evidence/v1\n", b"\xff\n"])
def test_what_is_no_evidence_is_malformed(data: bytes) -> None:
    with pytest.raises(FormatError, match=r"evidence\.malformed"):
        evidence.parse(data)


@pytest.mark.parametrize("more", [0, 3])
def test_a_fork_that_an_audit_finds_is_written_for_others_to_check(tmp_path: Path, more: int) -> None:
    remember(tmp_path, audit(Memory(office(5).files()), REGISTRY))
    other = office(4).add(body={"text": "khác"})
    for _ in range(more):
        other.add()
    found = audit(Memory(other.cosign().files()), REGISTRY, state=tmp_path)
    assert [one.code for one in found.findings] == ["log.fork"]
    (path,) = found.evidence
    written = evidence.parse(path.read_bytes())
    evidence.check(written)
    assert (written.a, written.key) == (office(5).checkpoint(), LOG.key)
    assert audit(Memory(other.files()), REGISTRY, state=tmp_path).evidence == found.evidence


def test_a_kept_checkpoint_of_another_history_is_evidence_too(tmp_path: Path) -> None:
    files = office(8).files() | {"log/cosigned/6": office(4).add(body={"text": "khác"}).cosign().cosigned[6]}
    (path,) = audit(Memory(files), REGISTRY, state=tmp_path).evidence
    evidence.check(evidence.parse(path.read_bytes()))
    assert audit(Memory(files), REGISTRY).evidence == ()


def test_a_rollback_alone_is_no_evidence(tmp_path: Path) -> None:
    remember(tmp_path, audit(Memory(office(5).files()), REGISTRY))
    found = audit(Memory(office(3).files()), REGISTRY, state=tmp_path)
    assert [one.code for one in found.findings] == ["log.rollback"]
    assert found.evidence == ()


def test_the_example_of_the_docs_is_this_fork() -> None:
    page = (Path(__file__).parents[3] / "docs/formats/evidence.md").read_text("utf-8")
    assert page.split("```\n")[1].encode() == evidence.format(fork())

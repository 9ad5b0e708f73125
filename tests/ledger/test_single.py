from __future__ import annotations

from base64 import b64decode
from typing import Any

import pytest

from ledger.single import Answer, verify_note, verify_proof
from tests.vectors import cases, make_single, vectors

SINGLE = cases("single")
PROOFS = cases("proofs")


def answer(case: dict[str, Any]) -> Answer:
    files = {name: b64decode(case[name]) for name in ("note", "entry", "proof", "policy") if name in case}
    if "note" in files:
        return verify_note(files["note"], files["policy"])
    return verify_proof(files["entry"], files["proof"], files["policy"])


@pytest.mark.parametrize("case", SINGLE, ids=[case["purpose"] for case in SINGLE])
def test_one_thing_is_answered_as_its_case_says(case: dict[str, Any]) -> None:
    found = answer(case)
    assert (found.verdict, found.code, found.file) == (case["verdict"], case["code"], case["file"]), found.detail


@pytest.mark.parametrize("case", PROOFS, ids=[case["purpose"] for case in PROOFS])
def test_a_proof_of_any_log_is_answered_as_its_case_says(case: dict[str, Any]) -> None:
    found = answer(case)
    verdicts = {"good": ("valid", None), "witness.quorum-missing": ("inconclusive", "witness.quorum-missing")}
    assert (found.verdict, found.code) == verdicts.get(case["verdict"], ("invalid", case["verdict"])), found.detail
    if case["verdict"] == "good":
        assert (found.index, found.size) == (case["index"], case["size"])


@pytest.mark.parametrize(
    ("proof", "verdict", "code"),
    [
        ("p777", "valid", None),
        ("p777nw", "inconclusive", "witness.quorum-missing"),
        ("bad", "invalid", "proof.mismatch"),
        ("lax1", "invalid", "proof.malformed"),
        ("lax2", "invalid", "proof.malformed"),
    ],
)
def test_proofs_by_other_programs_are_answered_as_the_specification_says(
    proof: str, verdict: str, code: str | None
) -> None:
    files = [vectors("generated", name).read_bytes() for name in ("e777", f"{proof}.tlog-proof", "policy.txt")]
    found = verify_proof(*files)
    assert (found.verdict, found.code) == (verdict, code)


def test_an_answer_names_who_cosigned_and_when() -> None:
    entry = make_single.sealed()
    found = verify_proof(entry, make_single.claim(entry), make_single.POLICY)
    assert found.times == ((make_single.BOARD.key.name, make_single.TIME),)
    assert found.signers == tuple(make_single.MEMBERS["signers"])
    assert (found.index, found.size) == (1, 3)


def test_an_answer_to_a_statement_names_the_keys_that_hold() -> None:
    note = make_single.over(b"Xin nghe.\n", make_single.BOARD, make_single.CHAIR, make_single.LOG)
    assert verify_note(note, make_single.POLICY).signers == (make_single.LOG.key.name, make_single.BOARD.key.name)

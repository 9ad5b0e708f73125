"""Our own cases, which the page's verifier runs too."""

from __future__ import annotations

from base64 import b64decode
from typing import Any

import pytest

from ledger.errors import LedgerError
from ledger.tlog import checkpoint, merkle, note, policy, proof
from tests.vectors import CASES, cases, make


def judged_note(case: dict[str, Any]) -> tuple[str, list[str]]:
    keys = [note.parse_vkey(vkey) for vkey in case["keys"]]
    try:
        parsed = note.parse(b64decode(case["data"]))
    except LedgerError as error:
        return error.code, []
    known = [(key, line) for key in keys for line in parsed.signatures if key.made(line)]
    if not all(key.verify(parsed.text, line) for key, line in known):
        return "note.signature-bad", []
    return "good", list(dict.fromkeys(key.vkey for key, _ in known))


def judged_proof(entry: bytes, data: bytes, rules: bytes) -> str:
    try:
        asked = policy.parse(rules)
        claim = proof.parse(data)
        signed = note.parse(claim.checkpoint)
        head = checkpoint.parse(signed.text)
        if all(key.name != head.origin for key in asked.logs):
            return "checkpoint.origin"
        result = asked.check(signed)
        if not result.log_ok:
            return "checkpoint.signature-missing"
        merkle.check_inclusion(claim.index, head.size, merkle.leaf_hash(entry), head.root, claim.path)
    except LedgerError as error:
        return error.code
    return "good" if result.ok else "witness.quorum-missing"


@pytest.mark.parametrize("case", cases("notes"), ids=lambda case: case["purpose"])
def test_a_note_is_judged_as_written(case: dict[str, Any]) -> None:
    assert judged_note(case) == (case["verdict"], case["signed"])


@pytest.mark.parametrize("case", cases("proofs"), ids=lambda case: case["purpose"])
def test_a_proof_is_judged_as_written(case: dict[str, Any]) -> None:
    assert judged_proof(*(b64decode(case[name]) for name in ("entry", "proof", "policy"))) == case["verdict"]


@pytest.mark.parametrize("name", make.files())
def test_the_files_are_what_their_maker_makes(name: str) -> None:
    assert (CASES / name).read_text(encoding="utf-8") == make.files()[name]


@pytest.mark.parametrize("kind", ["notes", "proofs"])
def test_every_case_has_a_purpose_of_its_own(kind: str) -> None:
    purposes = [case["purpose"] for case in cases(kind)]
    assert len(purposes) == len(set(purposes)) > 80


def test_each_good_proof_names_its_place() -> None:
    for case in cases("proofs"):
        if case["verdict"] == "good":
            claim = proof.parse(b64decode(case["proof"]))
            assert (case["index"], case["size"]) == (claim.index, int(claim.checkpoint.split(b"\n")[1]))

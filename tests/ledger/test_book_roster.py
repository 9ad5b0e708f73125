"""Row 8: changes of the roster, and what this version does not know."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from ledger.record import Seen, seal, unseal
from ledger.roster import prove_possession
from ledger.tlog.note import Signer, VerifierKey
from tests.ledger.judged import AUTHOR, BOARD, CHAIR, REGISTRY, assert_void, document
from tests.simulator import ORIGIN, ROOTS, SITE, STAFF, Commune, signer
from tests.vectors import vectors

if TYPE_CHECKING:
    from ledger.book import Entry


@pytest.fixture
def commune() -> Commune:
    return Commune(REGISTRY)


# Row 8: changes of the roster


def new_key(commune: Commune, name: str = "pho-chu-tich-2", **members: Any) -> dict[str, Any]:
    """A good body of ``roster.key-added`` for a new key of this name."""
    new = signer(f"{SITE}/{name}")
    key = {"body": "uy-ban", "holder": "p20", "role": "pho-chu-tich", "vkey": new.key.vkey, **members}
    commune.staff[name] = new
    return {"key": key, "proof": prove_possession(new, ORIGIN)}


def add_key(commune: Commune, body: dict[str, Any], signers: tuple[str, ...] = ROOTS, **other: Any) -> Entry:
    return commune.append("roster.key-added", "roster/book", body, signers, **other)


def test_a_change_needs_two_roots(commune: Commune) -> None:
    for few, code in (
        (("goc-chu-tich",), "rights.second-person-missing"),
        (("goc-chu-tich", CHAIR), "rights.second-person-missing"),
        ((CHAIR, AUTHOR), "rights.not-allowed"),
    ):
        assert_void(add_key(commune, new_key(commune), few), code)
    assert add_key(commune, new_key(commune), ("goc-chu-tich", "goc-hoi-dong")).sound


def test_two_root_keys_of_one_person_are_one_root(commune: Commune) -> None:
    assert commune.enrol("goc-chu-tich-2", "uy-ban", "p01", "root").sound
    entry = add_key(commune, new_key(commune), ("goc-chu-tich", "goc-chu-tich-2"))
    assert_void(entry, "rights.second-person-missing")


def test_a_key_of_a_watching_body_needs_that_bodys_own_signature_or_every_root(commune: Commune) -> None:
    body = new_key(commune, "ban-thanh-tra-2", body=BOARD, role=BOARD)
    two = ("goc-chu-tich", "goc-hoi-dong")
    assert_void(add_key(commune, body, two), "rights.second-person-missing")
    assert_void(add_key(commune, body, (*two, "ban-giam-sat")), "rights.second-person-missing")
    assert add_key(commune, body, (*two, BOARD)).sound
    assert_void(commune.retire(BOARD, two), "rights.second-person-missing")
    assert commune.retire(BOARD, ROOTS).sound
    assert commune.retire("ban-thanh-tra-2", (*two, "ban-thanh-tra-2")).sound


@pytest.mark.parametrize(
    "spoil",
    [
        lambda body: {"key": body["key"]},
        lambda body: {**body, "more": 1},
        lambda body: {**body, "proof": ""},
        lambda body: {**body, "proof": body["proof"][:-4]},
        lambda body: {**body, "key": {**body["key"], "vkey": "junk"}},
        lambda body: {**body, "key": {**body["key"], "holder": "Trần Thị B"}},
    ],
)
def test_a_new_key_that_does_not_fit(commune: Commune, spoil: Any) -> None:
    assert_void(add_key(commune, spoil(new_key(commune))), "record.body-invalid")


def test_a_new_key_whose_holder_did_not_prove_to_hold_it(commune: Commune) -> None:
    body = new_key(commune)
    other = Signer(f"{SITE}/pho-chu-tich-2", bytes(32))
    for proof in (prove_possession(other, ORIGIN), prove_possession(commune.staff["pho-chu-tich-2"], "la.example/log")):
        assert_void(add_key(commune, {**body, "proof": proof}), "rights.key-inadmissible")


def test_a_new_key_whose_signatures_hold_for_every_text(commune: Commune) -> None:
    body = new_key(commune, vkey=VerifierKey(f"{SITE}/pho-chu-tich-2", 1, bytes([1]) + bytes(31)).vkey)
    assert_void(add_key(commune, body), "rights.key-inadmissible")


def test_a_new_key_that_is_enrolled_already(commune: Commune) -> None:
    taken = commune.staff[CHAIR]
    key = {"body": "uy-ban", "holder": "p20", "role": "pho-chu-tich", "vkey": taken.key.vkey}
    proof = prove_possession(taken, ORIGIN)
    assert_void(add_key(commune, {"key": key, "proof": proof}), "rights.duplicate-key-id")
    assert_void(add_key(commune, {"key": {**key, "role": CHAIR}, "proof": proof}), "rights.duplicate-key-id")
    assert commune.retire(CHAIR).sound
    assert_void(add_key(commune, {"key": {**key, "role": CHAIR}, "proof": proof}), "rights.duplicate-key-id")


def test_a_second_active_key_of_one_name_and_the_name_is_free_again_when_the_first_retires(commune: Commune) -> None:
    new = signer(f"{SITE}/{CHAIR}", "new")
    key = {"body": "uy-ban", "holder": "p01", "role": CHAIR, "vkey": new.key.vkey}
    body = {"key": key, "proof": prove_possession(new, ORIGIN)}
    assert_void(add_key(commune, body), "rights.duplicate-key-id")
    assert commune.retire(CHAIR).sound
    assert add_key(commune, body).sound
    assert_void(document(commune, signers=[AUTHOR, CHAIR]), "rights.inactive")  # still the old key
    commune.staff[CHAIR] = new
    assert document(commune, 2, signers=[AUTHOR, CHAIR]).sound


def test_one_public_key_under_a_second_name(commune: Commune) -> None:
    twin = Signer(f"{SITE}/{CHAIR}-2", commune.staff[CHAIR]._seed)
    key = {"body": "uy-ban", "holder": "p01", "role": CHAIR, "vkey": twin.key.vkey}
    assert_void(add_key(commune, {"key": key, "proof": prove_possession(twin, ORIGIN)}), "rights.duplicate-key-id")


def test_two_keys_of_one_name_and_key_id_are_not_both_enrolled_ever(commune: Commune) -> None:
    found = json.loads(vectors("keyid_collision.json").read_text())
    first, second = (Signer(found["name"], bytes.fromhex(found[seed])) for seed in ("seed_a", "seed_b"))
    assert first.key.key_id == second.key.key_id
    bodies = [
        {
            "key": {"body": "uy-ban", "holder": "p20", "role": AUTHOR, "vkey": one.key.vkey},
            "proof": prove_possession(one, ORIGIN),
        }
        for one in (first, second)
    ]
    assert commune.book.judge(commune.seal("roster.key-added", "roster/book", bodies[1], ROOTS)).sound
    assert add_key(commune, bodies[0]).sound
    commune.staff["van-phong"] = first
    assert commune.retire("van-phong").sound
    assert_void(add_key(commune, bodies[1]), "rights.duplicate-key-id")


def test_a_key_is_retired_once_and_must_be_there(commune: Commune) -> None:
    assert_void(commune.append("roster.key-retired", "roster/book", {"vkey": "x"}, ROOTS), "record.body-invalid")
    assert_void(commune.append("roster.key-retired", "roster/book", {}, ROOTS), "record.body-invalid")
    assert commune.retire(CHAIR).sound
    assert_void(commune.retire(CHAIR), "record.body-invalid")


def test_the_last_roots_cannot_be_retired(commune: Commune) -> None:
    assert commune.retire("goc-hoi-dong").sound
    entry = commune.retire("goc-chu-tich", ("goc-chu-tich", "goc-mat-tran"))
    assert_void(entry, "record.body-invalid")


def test_a_change_of_another_entity_or_a_second_opening(commune: Commune) -> None:
    body = new_key(commune)
    assert_void(commune.append("roster.key-added", "roster/other", body, ROOTS), "record.body-invalid")
    second = commune.append("ledger.opened", "ledger/book", commune.opening_body(), sorted(STAFF))
    assert_void(second, "record.body-invalid")
    unseen = commune.append("ledger.opened", "ledger/book", commune.opening_body(), sorted(STAFF), seen=None)
    assert_void(unseen, "record.body-invalid")


def test_a_void_change_changes_no_right(commune: Commune) -> None:
    roster = commune.book.roster
    assert_void(commune.retire(CHAIR, ("goc-chu-tich",)), "rights.second-person-missing")
    assert_void(commune.retire(CHAIR, ROOTS[:1]), "rights.second-person-missing")
    assert commune.book.roster == roster
    assert document(commune, signers=[AUTHOR, CHAIR]).sound


# What this version does not know


@pytest.mark.parametrize(
    ("topic", "entity", "version"),
    [
        ("roster.key-suspended", "roster/book", 1),
        ("ledger.voided", "ledger/book", 1),
        ("roster.key-added", "roster/book", 2),
    ],
)
def test_after_a_change_that_this_version_does_not_know_rights_are_not_judged(
    commune: Commune, topic: str, entity: str, version: int
) -> None:
    by_clerk = commune.append(topic, entity, {}, [AUTHOR, CHAIR], topic_version=version)
    assert_void(by_clerk, "rights.not-allowed")
    commune.enrol("goc-cu", "mat-tran", "p66", "root")
    commune.retire("goc-cu")
    assert_void(commune.append(topic, entity, {}, ["goc-cu"], topic_version=version), "rights.not-allowed")
    before = commune.book.judging
    unknown = commune.append(topic, entity, {}, ["goc-hoi-dong"], topic_version=version)
    assert (unknown.code, unknown.voids, unknown.occupies) == ("record.topic-unknown", False, True)
    assert (before, commune.book.judging) == (True, False)
    assert document(commune, signers=[AUTHOR]).sound
    commune.staff["ke-la"] = signer(f"{SITE}/ke-la")
    assert document(commune, 2, signers=["ke-la"]).sound
    assert_void(document(commune, 3, seen=Seen(1, bytes(32))), "record.seen-mismatch")
    assert_void(document(commune, 2, entity_version=1), "record.version-gap", occupies=False)
    got = unseal(commune.seal("document.issued", "document/4", {}, [AUTHOR]), ORIGIN).note
    forged = got.signatures[0]._replace(blob=bytes(64))
    assert_void(commune.add(seal(got.text, [forged])), "note.signature-bad")
    assert_void(commune.add(b"junk"), "note.malformed", occupies=False)


def test_after_a_key_of_a_type_that_this_version_does_not_know_rights_are_not_judged(commune: Commune) -> None:
    body = new_key(commune, vkey=VerifierKey(f"{SITE}/pho-chu-tich-2", 0x06, bytes(1312)).vkey)
    assert_void(add_key(commune, body, ("goc-chu-tich",)), "rights.second-person-missing")
    entry = add_key(commune, body)
    assert (entry.code, entry.voids) == ("rights.key-type-unknown", False)
    assert not commune.book.judging

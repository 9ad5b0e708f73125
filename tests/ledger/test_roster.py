from __future__ import annotations

import json
from typing import Any

import pytest

from ledger.errors import LedgerError
from ledger.record import unseal
from ledger.roster import Roster, opens
from ledger.tlog import cosignature, policy
from ledger.tlog.note import COSIGNATURE, VerifierKey
from tests.simulator import ORIGIN, ROOTS, SITE, STAFF, Commune, signer

SMALL_ORDER = bytes([1]) + bytes(31)


def body_with(**members: Any) -> dict[str, Any]:
    """A good body of ``ledger.opened`` with some members replaced; ``...`` removes one."""
    body = {**Commune(opened=False).opening_body(), **members}
    return {name: member for name, member in body.items() if member is not ...}


def opened(body: dict[str, Any]) -> Roster:
    commune = Commune(opened=False)
    return opens(unseal(commune.opening(body), ORIGIN))


def refusal(body: dict[str, Any]) -> str:
    with pytest.raises(LedgerError) as caught:
        opened(body)
    return caught.value.code


def keys(change: dict[str, dict[str, Any]] | None = None, drop: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    """The good ``keys`` with members of some replaced, and some left out."""
    commune = Commune(opened=False)
    return [{**commune.key(name), **(change or {}).get(name, {})} for name in sorted(STAFF) if name not in drop]


def other(name: str, seed: str = "other") -> str:
    return signer(f"{SITE}/{name}", seed).key.vkey


def small(name: str, type_: int = 1) -> str:
    return VerifierKey(f"{SITE}/{name}", type_, SMALL_ORDER).vkey


def test_the_opening_tells_who_may_do_what() -> None:
    roster = opened(body_with())
    assert (roster.origin, roster.title, roster.threshold) == (ORIGIN, "Sổ công khai xã Hương Sơn", 2)
    assert roster.unit["name"] == "Hương Sơn"
    assert roster.rule_for("inspection.found") == (("ban-giam-sat", "ban-thanh-tra"),)
    assert roster.rule_for("song.sung") is None
    assert [[key.role for key in group] for group in roster.may_sign("front.confirmed")] == [["mat-tran"]]
    chairs = roster.may_sign("document.issued")[1]
    assert {key.role for key in chairs} == {"chu-tich", "pho-chu-tich"}
    assert len(roster.roots()) == 3
    assert roster.reserved_bodies() == {"ban-giam-sat", "ban-thanh-tra", "ban-thanh-tra-cq", "mat-tran"}
    chair = roster.active(f"{SITE}/chu-tich")
    assert chair is not None
    assert roster.find(chair.key.name, chair.key.key_id) == chair
    assert roster.find(chair.key.name, bytes(4)) is None


def test_a_topics_own_rule_wins_over_its_familys() -> None:
    rules = [
        {"groups": [["chu-tich"]], "topic": "document.*"},
        {"groups": [["mat-tran"]], "topic": "document.issued"},
    ]
    roster = opened(body_with(rules=rules))
    assert roster.rule_for("document.issued") == (("mat-tran",),)
    assert roster.rule_for("document.repealed") == (("chu-tich",),)


def test_the_policy_follows_from_the_roster() -> None:
    commune = Commune()
    assert commune.book.roster is not None
    found = policy.parse(commune.book.roster.policy())
    assert [key.name for key in found.logs] == [ORIGIN]
    assert [key.type for key in found.witnesses.values()] == [COSIGNATURE]


RULE = {"groups": [["chu-tich"], ["cong-doan"]], "topic": "plan.adopted"}
WITNESS = {"body": "mat-tran", "holder": "p07", "vkey": cosignature.key("tinh.example/W1", signer("a").key.public).vkey}


@pytest.mark.parametrize(
    "members",
    [
        *({name: ...} for name in body_with()),
        {"more": 1},
        {"title": ""},
        {"title": 1},
        {"unit": []},
        {"origin": "la.example/log"},
        {"log": other("so", "commune")},
        {"log": "junk"},
        {"log": cosignature.key(ORIGIN, signer(ORIGIN).key.public).vkey},
        {"keys": {}},
        {"keys": list(reversed(keys()))},
        {"keys": [{**keys()[0], "more": 1}, *keys()[1:]]},
        {"keys": keys({"chu-tich": {"role": "Chủ tịch"}})},
        {"keys": keys({"chu-tich": {"holder": ""}})},
        {"keys": keys({"chu-tich": {"body": "a" * 41}})},
        {"keys": keys({"chu-tich": {"vkey": cosignature.key(f"{SITE}/chu-tich", signer("a").key.public).vkey}})},
        {"keys": keys({"chu-tich": {"vkey": other("chu-tich") + " "}})},
        {"keys": keys({"chu-tich": {"vkey": signer("Huongson.example/chu-tich").key.vkey}})},
        {"threshold": 1},
        {"threshold": 3},
        {"threshold": True},
        {"threshold": "2"},
        {"keys": keys({name: {"holder": "p01"} for name in ROOTS})},
        {"keys": keys({"goc-mat-tran": {"body": "uy-ban"}})},
        {"families": []},
        {"families": [{"bodies": ["mat-tran"], "family": "front"}, {"bodies": ["cong-doan"], "family": "front"}]},
        {"families": [{"bodies": ["mat-tran"], "family": "front"}, {"bodies": ["cong-doan"], "family": "board"}]},
        {"families": [{"bodies": [], "family": "front"}]},
        {"families": [{"bodies": ["mat-tran", "cong-doan"], "family": "front"}]},
        {"families": [{"bodies": ["mat-tran"], "family": "roster"}]},
        {"families": [{"bodies": ["mat-tran"], "family": "a-b"}]},
        {"rules": [RULE, RULE]},
        {"rules": [{**RULE, "groups": []}]},
        {"rules": [{**RULE, "groups": [[]]}]},
        {"rules": [{**RULE, "groups": [["cong-doan", "chu-tich"]]}]},
        {"rules": [{**RULE, "groups": ["chu-tich"]}]},
        {"rules": [{**RULE, "topic": "ledger.voided"}]},
        {"rules": [{**RULE, "topic": "roster.*"}]},
        {"rules": [{**RULE, "topic": "void.*"}]},
        {"rules": [{**RULE, "topic": "*"}]},
        {"rules": [{**RULE, "topic": "plan.**"}]},
        {"rules": [{**RULE, "topic": "plan"}]},
        {"quorum": 0},
        {"quorum": 2},
        {"every_days": 0},
        {"witnesses": []},
        {"witnesses": [{**WITNESS, "vkey": signer("tinh.example/W1").key.vkey}]},
        {"witnesses": [{**WITNESS, "role": "mat-tran"}]},
    ],
    ids=lambda members: json.dumps(members, default=str)[:60],
)
def test_an_opening_that_does_not_fit_opens_nothing(members: dict[str, Any]) -> None:
    assert refusal(body_with(**members)) == "record.body-invalid"


def test_a_witness_may_have_a_name_that_others_chose() -> None:
    roster = opened(body_with(witnesses=[WITNESS]))
    assert [one.key.name for one in roster.witnesses] == ["tinh.example/W1"]


@pytest.mark.parametrize(
    "members",
    [
        {"keys": keys({"chu-tich": {"vkey": small("chu-tich")}})},
        {"log": VerifierKey(ORIGIN, 1, SMALL_ORDER).vkey},
        {"witnesses": [{**WITNESS, "vkey": VerifierKey("tinh.example/W1", COSIGNATURE, SMALL_ORDER).vkey}]},
    ],
    ids=["staff", "log", "witness"],
)
def test_a_key_whose_signatures_hold_for_every_text_opens_nothing(members: dict[str, Any]) -> None:
    assert refusal(body_with(**members)) == "rights.key-inadmissible"


def renamed(old: str, new: str) -> str:
    """The public key of one name under another."""
    return VerifierKey(f"{SITE}/{new}", 1, signer(f"{SITE}/{old}").key.public).vkey


@pytest.mark.parametrize(
    "members",
    [
        {"keys": keys({"chu-tich": {"vkey": renamed("cong-doan", "chu-tich")}})},
        {"keys": keys({"cong-doan": {"vkey": other("chu-tich")}})},
        {"keys": keys({"cong-doan": {"vkey": renamed("chu-tich", "chu-tich")}})},
        {
            "witnesses": [
                {**WITNESS, "vkey": cosignature.key(f"{SITE}/mat-tran", signer(f"{SITE}/mat-tran").key.public).vkey}
            ]
        },
        {
            "witnesses": [
                {**WITNESS, "vkey": cosignature.key("tinh.example/W1", signer(f"{SITE}/mat-tran").key.public).vkey}
            ]
        },
        {"witnesses": [{**WITNESS, "vkey": cosignature.key("tinh.example/W1", signer(ORIGIN).key.public).vkey}]},
        {"witnesses": [WITNESS, WITNESS]},
    ],
    ids=[
        "one public key under two names",
        "two keys of one name",
        "one key twice",
        "a witness with a staff key and its name",
        "a witness with a staff key and another name",
        "a witness with the log's key",
        "one witness twice",
    ],
)
def test_one_key_in_two_places_opens_nothing(members: dict[str, Any]) -> None:
    assert refusal(body_with(**members)) == "rights.duplicate-key-id"

"""Each way in which an entry counts for nothing, named after the lie that it tells."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from ledger.book import Book
from ledger.record import Seen, format_instant, seal, unseal
from ledger.tlog.merkle import leaf_hash
from tests.ledger.judged import AUTHOR, BOARD, CHAIR, REGISTRY, Document, assert_void, document
from tests.simulator import ORIGIN, SITE, STAFF, Commune, signer

if TYPE_CHECKING:
    from ledger.tlog.note import VerifierKey


@pytest.fixture
def commune() -> Commune:
    return Commune(REGISTRY)


def test_sound_entries_carry_their_body_and_the_keys_behind_them(commune: Commune) -> None:
    entry = document(commune, signers=[AUTHOR, CHAIR])
    assert entry.sound
    assert (entry.index, entry.leaf, entry.occupies) == (1, leaf_hash(entry.raw), True)
    assert entry.body == Document()
    assert [key.role for key in entry.signers] == [CHAIR, AUTHOR]
    assert commune.book.size == commune.book.tree.size == 2
    assert commune.book.next_version("document/1") == 2


def test_judging_changes_nothing(commune: Commune) -> None:
    raw = commune.seal("document.issued", "document/1", {})
    before = (commune.book.size, commune.book.root(1), dict(commune.book.versions), commune.book.roster)
    assert commune.book.judge(raw) == commune.book.judge(raw)
    assert before == (commune.book.size, commune.book.root(1), dict(commune.book.versions), commune.book.roster)
    assert commune.book.add(raw).sound


# Rows 1 to 5: what is no record of this ledger


def test_bytes_that_are_no_record_take_a_place_in_the_tree_and_nothing_else(commune: Commune) -> None:
    entry = commune.add(b"junk")
    assert_void(entry, "note.malformed", occupies=False)
    assert (entry.record, commune.book.size) == (None, 2)
    assert document(commune).sound


def test_a_record_of_another_ledger(commune: Commune) -> None:
    raw = commune.seal("document.issued", "document/1", {})
    text = unseal(raw, ORIGIN).note.text.replace(ORIGIN.encode(), b"la.example/log", 1)
    assert_void(
        commune.add(seal(text, [commune.staff[name].sign(text) for name in (AUTHOR, CHAIR)])),
        "record.origin",
        occupies=False,
    )


def test_a_hidden_character_in_a_text(commune: Commune) -> None:
    raw = commune.seal("document.issued", "document/1", {"number": "1.000"}, signers=[AUTHOR, CHAIR])
    text = unseal(raw, ORIGIN).note.text.replace(b"1.000", "1\u200b000".encode())
    entry = commune.add(seal(text, [commune.staff[name].sign(text) for name in (AUTHOR, CHAIR)]))
    assert_void(entry, "record.malformed", occupies=False)
    assert "U+200B" in entry.detail


# Rows 6 and 7: who signed


def test_a_key_that_nobody_enrolled(commune: Commune) -> None:
    commune.staff["ke-la"] = signer(f"{SITE}/ke-la")
    assert_void(document(commune, signers=[AUTHOR, CHAIR, "ke-la"]), "note.signer-unknown")


def test_a_key_of_the_same_name_that_is_not_the_enrolled_one(commune: Commune) -> None:
    commune.staff[CHAIR] = signer(f"{SITE}/{CHAIR}", "another seed")
    assert_void(document(commune, signers=[AUTHOR, CHAIR]), "note.signer-unknown")


@pytest.mark.parametrize("who", ["log", "witness"])
def test_the_logs_and_the_witnesss_keys_sign_no_records(commune: Commune, who: str) -> None:
    commune.staff[who] = commune.log if who == "log" else commune.witness
    assert_void(document(commune, signers=[AUTHOR, CHAIR, who]), "note.signer-unknown")


def test_a_signature_from_another_record(commune: Commune) -> None:
    first = unseal(commune.seal("document.issued", "document/1", {}, [AUTHOR, CHAIR]), ORIGIN).note
    second = unseal(commune.seal("document.issued", "document/2", {}, [AUTHOR, CHAIR]), ORIGIN).note
    mixed = seal(second.text, [first.signatures[0], second.signatures[1]])
    assert_void(commune.add(mixed), "note.signature-bad")


def test_one_changed_bit_of_a_signature(commune: Commune) -> None:
    got = unseal(commune.seal("document.issued", "document/1", {}, [AUTHOR, CHAIR]), ORIGIN).note
    line = got.signatures[1]
    changed = line._replace(blob=line.blob[:40] + bytes([line.blob[40] ^ 1]) + line.blob[41:])
    assert_void(commune.add(seal(got.text, [got.signatures[0], changed])), "note.signature-bad")


def test_signatures_are_asked_of_the_check_that_the_book_was_given() -> None:
    asked: list[str] = []

    def check(key: VerifierKey, text: bytes, _signature: object) -> bool:
        asked.append(key.name.removeprefix(f"{SITE}/"))
        return text.startswith(b"danbiet/record@v1\n") and key.name != f"{SITE}/{CHAIR}"

    book = Book(REGISTRY, check=check)
    entry = book.add(Commune().entries[0].raw)
    assert (entry.code, asked[:2]) == ("note.signature-bad", ["ban-chi-dao", "ban-giam-sat"])


# Row 9: what the author saw


@pytest.mark.parametrize(
    "seen", [Seen(1, bytes(32)), Seen(2, bytes(32)), Seen(2**53 - 1, bytes(32))], ids=["root", "itself", "future"]
)
def test_a_past_that_was_not_so(commune: Commune, seen: Seen) -> None:
    assert_void(document(commune, seen=seen), "record.seen-mismatch")


def test_any_earlier_size_may_have_been_seen(commune: Commune) -> None:
    sizes = [1, 1, 2, 3, 1, 5]
    assert all(document(commune, number, seen_size=size).sound for number, size in enumerate(sizes))


# Row 10: rights


def test_signed_by_one_only(commune: Commune) -> None:
    assert_void(document(commune, signers=[AUTHOR]), "rights.second-person-missing")
    assert_void(document(commune, signers=[CHAIR]), "rights.second-person-missing")


def test_two_authors_and_nobody_who_approves(commune: Commune) -> None:
    assert_void(document(commune, signers=[AUTHOR, "ban-chi-dao"]), "rights.second-person-missing")


def test_the_wrong_role(commune: Commune) -> None:
    assert_void(document(commune, signers=["mat-tran", "cong-doan"]), "rights.not-allowed")


def test_one_person_with_two_keys(commune: Commune) -> None:
    assert commune.enrol("chu-tich-viet-ho", "uy-ban", "p01", AUTHOR).sound
    entry = document(commune, signers=["chu-tich-viet-ho", CHAIR])
    assert_void(entry, "rights.second-person-missing")
    assert document(commune, 2, signers=["chu-tich-viet-ho", "pho-chu-tich"]).sound


def test_a_third_signer_is_welcome(commune: Commune) -> None:
    assert document(commune, signers=[AUTHOR, CHAIR, "mat-tran"]).sound


def test_two_groups_are_met_even_where_the_first_choice_leads_nowhere(commune: Commune) -> None:
    body = commune.opening_body()
    rules = [{"groups": [["chu-tich", "mat-tran"], ["chu-tich"]], "topic": "document.issued"}]
    book = Book(REGISTRY)
    book.add(commune.opening({**body, "rules": rules}))
    record = commune.next("document.issued", "document/1", {})._replace(seen=Seen(1, book.root(1)))
    assert book.judge(commune.sign(record, "chu-tich", "mat-tran")).sound
    assert book.judge(commune.sign(record, "chu-tich", "goc-chu-tich")).code == "rights.second-person-missing"


def test_a_topic_without_a_rule_may_be_signed_by_nobody(commune: Commune) -> None:
    entry = commune.append("song.sung", "song/1", {}, signers=sorted(STAFF))
    assert_void(entry, "rights.not-allowed")


def test_the_boards_record_written_by_the_office(commune: Commune) -> None:
    found = commune.append("inspection.found", "inspection/1", {}, signers=[AUTHOR, CHAIR])
    assert_void(found, "rights.not-allowed")


def test_the_boards_record_signed_by_the_office_as_well(commune: Commune) -> None:
    found = commune.append("inspection.found", "inspection/1", {}, signers=[BOARD, CHAIR])
    assert_void(found, "rights.not-allowed")


def test_a_key_of_the_boards_role_in_the_offices_body(commune: Commune) -> None:
    assert commune.enrol("ban-thanh-tra-gia", "uy-ban", "p30", BOARD).sound
    assert_void(
        commune.append("inspection.found", "inspection/1", {}, signers=["ban-thanh-tra-gia"]), "rights.not-allowed"
    )


def test_one_boards_record_continued_by_another_board(commune: Commune) -> None:
    assert commune.append("inspection.found", "inspection/1", {}, signers=[BOARD]).sound
    for taker in ("ban-giam-sat", "ban-thanh-tra-cq"):
        entry = commune.append("inspection.found", "inspection/1", {}, signers=[taker])
        assert_void(entry, "rights.not-allowed")
    both = commune.append("inspection.found", "inspection/2", {}, signers=[BOARD, "ban-giam-sat"])
    assert_void(both, "rights.not-allowed")
    assert commune.append("inspection.found", "inspection/1", {}, signers=[BOARD]).sound


def test_a_void_first_record_gives_its_body_no_claim_on_the_entity(commune: Commune) -> None:
    assert_void(commune.append("inspection.found", "inspection/1", {}, signers=[CHAIR]), "rights.not-allowed")
    assert commune.append("inspection.found", "inspection/1", {}, signers=["ban-giam-sat"]).sound


def test_a_retired_key(commune: Commune) -> None:
    assert document(commune, signers=[AUTHOR, CHAIR]).sound
    assert commune.retire(CHAIR).sound
    backdated = {"recorded_at": format_instant(commune.now - timedelta(days=9)), "seen_size": 1}
    assert_void(document(commune, 2, signers=[AUTHOR, CHAIR], **backdated), "rights.inactive")
    assert_void(document(commune, 3, signers=[AUTHOR, "pho-chu-tich", CHAIR]), "rights.inactive")
    assert document(commune, 4, signers=[AUTHOR, "pho-chu-tich"]).sound


def test_a_new_key_signs_from_the_next_record_on(commune: Commune) -> None:
    assert commune.enrol("pho-chu-tich-2", "uy-ban", "p20", "pho-chu-tich").sound
    assert document(commune, signers=[AUTHOR, "pho-chu-tich-2"]).sound


# Row 11: versions


def test_a_version_that_is_not_the_next(commune: Commune) -> None:
    assert document(commune).sound
    for version in (1, 3):
        assert_void(document(commune, entity_version=version), "record.version-gap", occupies=False)
    assert document(commune, entity_version=2).sound


def test_a_record_sent_twice(commune: Commune) -> None:
    raw = commune.seal("document.issued", "document/1", {})
    assert commune.add(raw).sound
    assert_void(commune.add(raw), "record.version-gap", occupies=False)


def test_a_void_record_takes_its_version_if_it_is_the_next(commune: Commune) -> None:
    assert_void(document(commune, signers=[AUTHOR]), "rights.second-person-missing")
    assert commune.book.next_version("document/1") == 2
    assert_void(document(commune, signers=[AUTHOR], entity_version=9), "rights.second-person-missing", occupies=False)
    assert document(commune).sound


# What only the domain can judge


def test_what_only_the_domain_can_judge_keeps_its_version(commune: Commune) -> None:
    spoilt = commune.append("document.issued", "document/1", {"number": 1})
    unknown = commune.append("document.burnt", "document/1", {})
    newer = commune.append("document.issued", "document/1", {}, topic_version=2)
    assert [(entry.code, entry.voids, entry.occupies) for entry in (spoilt, unknown, newer)] == [
        ("record.body-invalid", False, True),
        ("record.topic-unknown", False, True),
        ("record.topic-unknown", False, True),
    ]
    assert document(commune, entity_version=4).sound

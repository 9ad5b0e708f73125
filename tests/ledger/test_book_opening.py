"""Entry 0, which brings the roster that it is judged by."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

import pytest

from ledger.book import Book, Entry
from ledger.record import Seen, fingerprint, unseal
from ledger.tlog.note import VerifierKey
from tests.ledger.judged import AUTHOR, CHAIR, REGISTRY, assert_void
from tests.simulator import ORIGIN, SITE, STAFF, Commune, signer


@pytest.fixture
def commune() -> Commune:
    return Commune(REGISTRY)


# Entry 0


def first(raw: bytes) -> tuple[Book, Entry]:
    book = Book(REGISTRY)
    return book, book.add(raw)


def test_the_opening_must_be_signed_by_every_key_that_it_names() -> None:
    commune = Commune(opened=False)
    names = [name for name in STAFF if name != CHAIR]
    book, entry = first(commune.opening(signers=names))
    assert_void(entry, "rights.second-person-missing")
    assert book.roster is None


def test_the_opening_signed_by_a_stranger_too() -> None:
    commune = Commune(opened=False)
    commune.staff["ke-la"] = signer(f"{SITE}/ke-la")
    assert_void(first(commune.opening(signers=[*STAFF, "ke-la"]))[1], "note.signer-unknown")


def test_the_body_of_the_opening_is_asked_before_its_signers() -> None:
    commune = Commune(opened=False)
    body = {**commune.opening_body(), "threshold": 1}
    assert_void(first(commune.opening(body, signers=[CHAIR]))[1], "record.body-invalid")


def test_a_ledger_that_does_not_begin_with_its_opening(commune: Commune) -> None:
    for topic, entity in (("document.issued", "document/1"), ("roster.key-retired", "roster/book")):
        raw = commune.seal(topic, entity, {}, [AUTHOR, CHAIR], entity_version=1)
        assert_void(first(raw)[1], "note.signer-unknown")


def test_an_opening_that_saw_something_before_it(commune: Commune) -> None:
    record = unseal(commune.entries[0].raw, ORIGIN).record
    for spoilt, code in (
        (record._replace(seen=Seen(1, bytes(32))), "record.seen-mismatch"),
        (record._replace(entity_version=2), "record.version-gap"),
        (record._replace(topic_version=2, seen=Seen(1, bytes(32))), "record.seen-mismatch"),
        (record._replace(topic_version=2, entity_version=2), "record.version-gap"),
    ):
        assert_void(first(commune.sign(spoilt, *STAFF))[1], code, occupies=code != "record.version-gap")


def test_an_opening_of_a_later_version_is_not_judged(commune: Commune) -> None:
    record = unseal(commune.entries[0].raw, ORIGIN).record._replace(topic_version=2)
    book, entry = first(commune.sign(record, *STAFF))
    assert (entry.code, entry.voids, book.judging, book.origin) == ("record.topic-unknown", False, False, ORIGIN)
    later = commune.next("document.issued", "document/1", {})._replace(seen=Seen(1, book.root(1)))
    assert book.add(commune.sign(later, CHAIR)).sound


def test_after_a_void_opening_nothing_is_judged(commune: Commune) -> None:
    book, _ = first(b"junk")
    entry = book.add(commune.entries[0].raw)
    assert (entry.code, entry.sound, entry.judged, book.size) == (None, False, False, 2)


def test_the_book_may_be_told_which_ledger_it_is(commune: Commune) -> None:
    book = Book(REGISTRY, "la.example/log")
    assert_void(book.add(commune.entries[0].raw), "record.origin", occupies=False)


# The opening of a successor


OLD_ROOTS = ("cu-1", "cu-2", "cu-3")


def successor(signers: tuple[str, ...] = OLD_ROOTS[:2], **members: Any) -> bytes:
    """The opening of a ledger that follows another, signed by its own keys and by some of the old roots."""
    commune = Commune(opened=False)
    for name in OLD_ROOTS:
        commune.staff[name] = signer(f"la.example/{name}")
    predecessor = {
        "fingerprint": fingerprint(b"the old first entry"),
        "origin": "la.example/log",
        "root": b64encode(bytes(32)).decode(),
        "roots": [commune.staff[name].key.vkey for name in OLD_ROOTS],
        "size": 1800,
        "threshold": 2,
    }
    body = {**commune.opening_body(), "predecessor": {**predecessor, **members}}
    return commune.opening(body, signers=[*STAFF, *signers])


def test_a_successor_is_opened_by_the_old_roots_as_well() -> None:
    book, entry = first(successor())
    assert entry.sound, entry.detail
    assert book.roster is not None
    assert book.roster.predecessor is not None
    assert (book.roster.predecessor.origin, book.roster.predecessor.size) == ("la.example/log", 1800)
    assert len(book.roster.keys) == len(entry.signers) == len(STAFF)
    assert first(successor(OLD_ROOTS))[1].sound


def test_a_successor_that_the_old_roots_did_not_open() -> None:
    assert_void(first(successor(OLD_ROOTS[:1]))[1], "rights.second-person-missing")
    assert_void(first(successor(()))[1], "rights.second-person-missing")
    strangers = [signer(f"la.example/{name}", "other").key.vkey for name in OLD_ROOTS]
    assert_void(first(successor(roots=strangers))[1], "note.signer-unknown")


def test_the_old_roots_sign_nothing_after_the_opening() -> None:
    book, _ = first(successor())
    commune = Commune()
    commune.staff["cu-1"] = signer("la.example/cu-1")
    record = commune.next("document.issued", "document/1", {})._replace(seen=Seen(1, book.root(1)))
    assert book.judge(commune.sign(record, AUTHOR, CHAIR)).sound
    assert book.judge(commune.sign(record, AUTHOR, CHAIR, "cu-1")).code == "note.signer-unknown"


@pytest.mark.parametrize(
    "members",
    [
        {"origin": ORIGIN},
        {"origin": "La"},
        {"fingerprint": "AAAA"},
        {"root": "AAAA"},
        {"size": 0},
        {"threshold": 1},
        {"threshold": 4},
        {"roots": [signer("la.example/a").key.vkey] * 3},
        {"roots": ["x"]},
        {"more": 1},
    ],
    ids=str,
)
def test_a_predecessor_that_does_not_fit(members: dict[str, Any]) -> None:
    assert_void(first(successor(**members))[1], "record.body-invalid")


def test_an_old_root_whose_signatures_hold_for_every_text() -> None:
    roots = [signer(f"la.example/{name}").key.vkey for name in OLD_ROOTS[:2]]
    roots.append(VerifierKey("la.example/cu-4", 1, bytes([1]) + bytes(31)).vkey)
    assert_void(first(successor(roots=roots))[1], "rights.key-inadmissible")

"""Entry 0, which brings the roster that it is judged by."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ledger.book import Book, Entry
from ledger.record import Seen, unseal
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
        (replace(record, seen=Seen(1, bytes(32))), "record.seen-mismatch"),
        (replace(record, entity_version=2), "record.version-gap"),
    ):
        assert_void(first(commune.sign(spoilt, *STAFF))[1], code, occupies=code != "record.version-gap")


def test_an_opening_of_a_later_version_is_not_judged(commune: Commune) -> None:
    record = replace(unseal(commune.entries[0].raw, ORIGIN).record, topic_version=2)
    book, entry = first(commune.sign(record, *STAFF))
    assert (entry.code, entry.voids, book.judging, book.origin) == ("record.topic-unknown", False, False, ORIGIN)
    later = replace(commune.next("document.issued", "document/1", {}), seen=Seen(1, book.root(1)))
    assert book.add(commune.sign(later, CHAIR)).sound


def test_after_a_void_opening_nothing_is_judged(commune: Commune) -> None:
    book, _ = first(b"junk")
    entry = book.add(commune.entries[0].raw)
    assert (entry.code, entry.sound, entry.judged, book.size) == (None, False, False, 2)


def test_the_book_may_be_told_which_ledger_it_is(commune: Commune) -> None:
    book = Book(REGISTRY, "la.example/log")
    assert_void(book.add(commune.entries[0].raw), "record.origin", occupies=False)

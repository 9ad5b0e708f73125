"""Stale drafts, and that every reader of the same entries agrees."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.book import Book
from tests.ledger.judged import AUTHOR, CHAIR, REGISTRY, assert_void, document
from tests.simulator import Commune


@pytest.fixture
def commune() -> Commune:
    return Commune(REGISTRY)


# The notice of a stale draft


def test_a_draft_that_lay_for_more_than_sixty_days_is_lapsed_and_stands(commune: Commune) -> None:
    assert document(commune).sound
    commune.now += timedelta(days=60, hours=-2)
    assert document(commune, 2).sound
    at_the_limit = document(commune, 3, seen_size=2)
    assert (at_the_limit.sound, at_the_limit.lapsed) == (True, False)
    commune.now += timedelta(hours=3)
    assert document(commune, 4).sound
    late = document(commune, 5, seen_size=2)
    assert (late.sound, late.lapsed) == (True, True)
    assert late.record is not None
    assert not document(commune, 6).lapsed


def test_a_void_record_of_the_far_future_makes_no_draft_lapse(commune: Commune) -> None:
    assert_void(document(commune, signers=[AUTHOR], recorded_at="2099-01-01T00:00:00Z"), "rights.second-person-missing")
    assert not document(commune, 2, seen_size=1).lapsed
    assert document(commune, 3, recorded_at="2099-01-01T00:00:00Z").sound
    assert document(commune, 4, seen_size=1).lapsed


# One book, read by everybody


class World:
    """A commune in which good and bad things happen."""

    def __init__(self) -> None:
        self.world = Commune(REGISTRY)

    def act(self, act: str, number: int) -> None:
        entity, commune = f"document/{number % 3}", self.world
        match act:
            case "junk":
                commune.add(b"junk %d" % number)
            case "again":
                commune.add(commune.entries[-1].raw)
            case "retire":
                commune.retire("van-hoa-thong-tin")
            case "enrol":
                commune.enrol(f"moi-{number}", "uy-ban", f"m{number}", AUTHOR)
            case _:
                signers = {"alone": [AUTHOR], "wrong": ["mat-tran"]}.get(act, [AUTHOR, CHAIR])
                other = {"entity_version": 7} if act == "gap" else {}
                commune.append("document.issued", entity, {}, signers, **other)


@given(st.lists(st.sampled_from(["good", "alone", "wrong", "junk", "again", "gap", "retire", "enrol"]), max_size=12))
def test_every_reader_of_the_same_entries_agrees(acts: list[str]) -> None:
    commune = World()
    for number, act in enumerate(acts):
        commune.act(act, number)
    book = Book(REGISTRY)
    judged = [(book.judge(entry.raw), book.add(entry.raw)) for entry in commune.world.entries]
    assert [before for before, _ in judged] == [after for _, after in judged] == commune.world.entries
    assert book.root(book.size) == commune.world.book.root(book.size)
    assert book.roster == commune.world.book.roster
    occupied = [entry for entry in commune.world.entries if entry.occupies and entry.record]
    places = [(entry.record.entity, entry.record.entity_version) for entry in occupied if entry.record]
    assert len(set(places)) == len(places)

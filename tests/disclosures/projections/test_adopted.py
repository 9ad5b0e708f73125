"""The law that a ledger lives by: the newest adoption that can be read, as of the day asked about."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date, timedelta

import pytest

from disclosures import catalogue, workdays
from disclosures.errors import DataError, RefusalError
from disclosures.model.bodies import Attachment, CatalogueAdopted
from disclosures.model.events import events
from disclosures.model.topics import REGISTRY
from disclosures.projections.adopted import Law, check, decide, eras, known
from tests.disclosures.model import commune, document, published
from tests.simulator import Commune

DATA = catalogue.data()
PACKAGED = Law(catalogue.load(), workdays.load())
RULE = b'deadline = "P5WD after issued"'
TIGHTER = DATA.replace(RULE, b'deadline = "P3WD after issued"', 1)
BROKEN = DATA.replace(RULE, b'deadline = "P5XX after issued"', 1)
BOTH = ("ban-thanh-tra", "chu-tich")
FIRST, _, *REST = DATA.split(b"[[duty]]")
DROPPED = b"[[duty]]".join([FIRST.replace(b"rows = 253", b"rows = 252"), *REST])
YEAR_2027 = b"""
[[year]]
year = 2027
documents = ["1/TB"]
confidence = "sourced"
off = [{ date = 2027-01-01, why = "T\xe1\xba\xbft" }]
worked = []
"""
FILES = {hashlib.sha256(data).hexdigest(): data for data in (DATA, TIGHTER, BROKEN, DROPPED)}


def read(attachment: Attachment) -> bytes | None:
    return FILES.get(attachment.sha256)


def adopt(world: Commune, number: int, data: bytes, kind: str = "law", signers: tuple[str, str] = BOTH) -> None:
    """A day later, this catalogue or calendar is adopted."""
    world.now += timedelta(days=1)
    file = {
        "media_type": "application/toml",
        "name": "law.toml",
        "sha256": hashlib.sha256(data).hexdigest(),
        "size": len(data),
    }
    body = {"attachments": [file], "kind": kind, "on": "2025-01-06", "title": "Danh mục", "version": f"{number}"}
    assert world.append("catalogue.adopted", f"catalogue/{number}", body, signers).sound


def book(*adopted: bytes) -> Commune:
    """A ledger that adopted these catalogues, a day apart."""
    world = Commune(REGISTRY)
    for number, data in enumerate(adopted):
        adopt(world, number, data)
    return world


def newest(world: Commune, on: date | None = None) -> Law:
    return eras(world.entries, read, on)[-1][1]


def rule(world: Commune, on: date | None = None) -> str:
    return str(newest(world, on).catalogue.duties["xa-ck-01"].deadline)


def test_the_newest_adoption_counts() -> None:
    assert rule(book(DATA, TIGHTER)) != rule(book(DATA))


def test_an_adoption_counts_from_the_day_it_was_drawn_up_and_not_before() -> None:
    world = book(DATA, TIGHTER)
    record = world.entries[-1].record
    assert record is not None
    assert rule(world, record.day - timedelta(days=1)) == rule(book(DATA))
    assert rule(world, record.day) == rule(world)


def test_each_day_has_the_law_that_was_adopted_by_then() -> None:
    world = book(DATA, TIGHTER)
    record = world.entries[-1].record
    assert record is not None
    told = [(since, str(law.catalogue.duties["xa-ck-01"].deadline)) for since, law in eras(world.entries, read)]
    assert told == [(date.min, rule(book(DATA))), (record.day, rule(world))]


def test_a_clock_that_runs_past_its_calendar_goes_on_by_the_next_one() -> None:
    """Days off that an older calendar knows stay as they were, whatever a newer one says of them."""
    newer = workdays.data().replace(b"{ date = 2026-11-24, why =", b"{ date = 2026-12-30, why =") + YEAR_2027
    files = {hashlib.sha256(data).hexdigest(): data for data in (workdays.data(), newer)}
    world = Commune(REGISTRY)
    adopt(world, 1, workdays.data(), "calendar")
    adopt(world, 2, newer, "calendar")
    (_, first), (_, second) = eras(world.entries, lambda file: files.get(file.sha256))
    assert first.calendar.count(date(2026, 12, 28), date(2027, 1, 5)) == 5
    assert second.calendar.count(date(2026, 12, 28), date(2027, 1, 5)) == 4
    assert (first.calendar.last, first.calendar.is_working(date(2026, 11, 24))) == (date(2027, 12, 31), False)


@pytest.mark.parametrize("days", [-40, 0])
def test_whatever_day_an_adoption_claims_it_rewrites_nothing_that_is_past(days: int) -> None:
    world = book(DATA)
    world.now += timedelta(days=40)
    body = {"issuer": "Ủy ban", "kind": "ke-hoach", "number": "1", "on": "2025-01-08", "title": "Kế hoạch"}
    made = world.append("document.issued", "document/1", body)
    last = made.record
    assert made.sound
    assert last is not None
    world.now += timedelta(days=days - 1)
    adopt(world, 1, TIGHTER)
    told = [(since, law.index) for since, law in eras(world.entries, read)]
    assert told == [(date.min, -1), (last.day, world.entries[-1].index)]


def test_an_adoption_that_the_board_did_not_sign_changes_nothing() -> None:
    world = book(DATA)
    world.enrol("gia-danh", "uy-ban", "p77", "ban-thanh-tra")
    adopt(world, 1, TIGHTER, signers=("gia-danh", "chu-tich"))
    assert rule(world) == rule(book(DATA))
    with pytest.raises(RefusalError, match=r"model\.catalogue-signers"):
        decide(commune(), eras(world.entries, read), events(world.entries)[-1])


def test_a_row_that_was_dropped_is_still_known() -> None:
    laws = eras(book(DATA, DROPPED).entries, read)
    assert "xa-ck-01" not in laws[-1][1].catalogue.duties
    assert set(known(laws).duties) == set(catalogue.load().duties)


def test_a_catalogue_that_cannot_be_read_gives_way_to_the_one_before_it_and_is_told() -> None:
    world = book(TIGHTER, BROKEN)
    assert rule(world) == rule(book(TIGHTER))
    told = newest(world).findings
    assert [(finding.code, finding.index) for finding in told] == [("catalogue.differs", 2), ("catalogue.differs", 1)]


def test_the_packaged_law_counts_where_nothing_was_adopted() -> None:
    assert newest(Commune(REGISTRY)).findings == ()


def test_a_broken_catalogue_is_refused_with_its_row_and_field() -> None:
    with pytest.raises(DataError) as refused:
        check(body_of(BROKEN), read, PACKAGED)
    assert (refused.value.code, refused.value.params["field"]) == ("data.field", "deadline")
    check(body_of(TIGHTER), read, PACKAGED)


def test_a_calendar_that_forgets_years_is_refused() -> None:
    data = workdays.data()
    years = data.split(b"[[year]]")
    only_the_last = b"[[year]]".join([years[0], years[-1]])
    body = body_of(DATA).model_copy(update={"kind": "calendar"})
    with pytest.raises(DataError, match=r"calendar\.shorter"):
        check(body, lambda _: only_the_last, PACKAGED)
    check(body, lambda _: data, PACKAGED)


def test_what_began_under_a_law_is_settled_by_it() -> None:
    laws = [(date.min, PACKAGED), (date(2025, 2, 1), replace(PACKAGED, catalogue=catalogue.parse(DROPPED)))]
    begun = document(1, "2025-01-08", "xa-ck-01")
    settles = published(2, "2025-02-10", ["document/1"], "xa-ck-01")
    decide(commune(begun), laws, settles)
    later = document(3, "2025-02-10", "xa-ck-01")
    with pytest.raises(RefusalError, match=r"model\.duty-unknown"):
        decide(commune(begun), laws, later)


def body_of(data: bytes) -> CatalogueAdopted:
    body = book(data).entries[-1].body
    assert isinstance(body, CatalogueAdopted)
    return body

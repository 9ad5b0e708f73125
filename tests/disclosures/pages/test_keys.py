"""Keys are sound: two pages of one path with one key are one page, whatever was recorded or what day it is."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from disclosures import catalogue, workdays
from disclosures.model.events import events
from disclosures.pages import View, pages
from disclosures.projections.dates import Seal
from disclosures.projections.due import instances
from tests.disclosures.pages.world import ON, commune, later, view

if TYPE_CHECKING:
    from tests.simulator import Commune


def grown(world: Commune, size: int, on: date, seals: tuple[Seal, ...]) -> View:
    """The book at a size on a day, with the instances that the law gives."""
    entries = world.entries[:size]
    listed = instances(
        events(entries), catalogue.load(), workdays.load(), on=on, opened=date(2025, 1, 6), cosigned=seals
    )
    return later(
        view(world, on=on, instances=listed),
        entries=tuple(entries),
        size=size,
        root=world.book.root(size),
        seals=seals,
        witnessed_size=seals[-1].size if seals else 0,
        proofs=dict.fromkeys(range(seals[-1].size if seals else 0), b"proof"),
    )


def states() -> list[View]:
    """The book as it grew, day by day, sealed now and then."""
    world = commune()
    found = []
    for size in range(2, world.book.size + 1):
        newest = max(entry.record.day for entry in world.entries[:size] if entry.record)
        for days in (0, 6, 40):
            at = datetime(2025, 1, 20, tzinfo=UTC) + timedelta(days=30 * size)
            seals = tuple(Seal(sealed, at, at) for sealed in (size - 1,)) if days else ()
            found.append(grown(world, size, newest + timedelta(days=days), seals))
    at = datetime(2025, 12, 1, tzinfo=UTC)
    for sealed in range(1, world.book.size + 1):
        seals = tuple(Seal(one, at, at) for one in range(1, sealed + 1))
        found.append(grown(world, world.book.size, ON, seals))
    return found


def test_the_same_key_never_stands_for_other_bytes() -> None:
    made: dict[tuple[str, str], bytes] = {}
    for one in states():
        for page in pages(one):
            if page.path == "kiem-chung.html":
                continue
            data = page.make()
            assert made.setdefault((page.path, repr(page.key)), data) == data, page.path


def test_a_new_record_touches_its_own_pages_and_leaves_other_matters_alone() -> None:
    world = commune()
    before = {page.path: page.key for page in pages(view(world))}
    body = {"on": "2025-11-20", "reason": "Đã có việc mới thay."}
    world.append("disclosure.superseded", "disclosure/2025-0012", body)
    after = {page.path: page.key for page in pages(view(world))}
    changed = {path for path, key in after.items() if before.get(path) != key}
    assert "ho-so/2025/000004.html" in changed
    assert "ho-so/2025/000006.html" not in changed
    assert "so-ghi/2025-01.html" not in changed
    assert "data/records/2025-01.ndjson" not in changed


def test_a_day_that_passes_touches_no_matter_whose_states_stay() -> None:
    before = {page.path: page.key for page in pages(view())}
    after = {page.path: page.key for page in pages(view(on=ON + timedelta(days=1)))}
    changed = {path for path, key in after.items() if before[path] != key}
    assert changed == {"index.html", "qua-han.html", "ke-hoach.html", "so-ghi.html"}


def test_two_builds_of_one_view_have_one_set_of_keys() -> None:
    assert [(page.path, page.key) for page in pages(view())] == [(page.path, page.key) for page in pages(view())]

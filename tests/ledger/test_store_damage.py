"""Damage to the store's file: whatever somebody or the disk changed is found on opening, and named by its index."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from ledger import storage
from ledger.errors import StorageError
from ledger.store import Store
from tests.ledger.stored import REGISTRY, commune, raws, store

if TYPE_CHECKING:
    from pathlib import Path

DOCUMENT = "document.issued"
PLACE = "UPDATE stored_events SET rowid = ? WHERE rowid = ?"
STATE = "UPDATE stored_events SET state = ? WHERE rowid = ?"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "office" / "ledger.sqlite"


def edit(path: Path, *statements: tuple[str, tuple[object, ...]]) -> None:
    """What somebody with a database browser does: no trigger stands in his way."""
    database = sqlite3.connect(path)
    for change in ("UPDATE", "DELETE"):
        database.execute(f"DROP TRIGGER IF EXISTS stored_events_no_{change}")
    for statement, values in statements:
        database.execute(statement, values)
    database.commit()
    database.close()


def damaged_at(path: Path) -> int | None:
    with pytest.raises(StorageError) as refused:
        Store(path, REGISTRY)
    assert refused.value.code == "store.damaged"
    assert refused.value.path == str(path)
    return refused.value.index


def test_no_database_and_a_foreign_one_are_told_apart(path: Path) -> None:
    with pytest.raises(StorageError, match=r"store\.missing"):
        Store(path, REGISTRY)
    assert not path.parent.exists()
    path.parent.mkdir()
    path.write_bytes(b"")
    assert damaged_at(path) is None
    path.write_bytes(b"not a database" * 100)
    assert damaged_at(path) is None
    path.unlink()
    edit(path, ("CREATE TABLE stored_events (a)", ()), ("INSERT INTO stored_events VALUES (1)", ()))
    assert damaged_at(path) is None
    path.unlink()
    edit(path, ("CREATE TABLE drafts (a)", ()))
    assert damaged_at(path) is None
    with pytest.raises(StorageError, match=r"store\.damaged"):
        Store(path, REGISTRY, create=True)


def test_a_database_whose_making_was_cut_off_is_made(path: Path) -> None:
    path.parent.mkdir()
    edit(path, ("PRAGMA journal_mode = WAL", ()))
    assert path.stat().st_size
    with Store(path, REGISTRY, create=True) as opened:
        assert opened.size == 0


def test_a_network_folder_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage, "_file_system", lambda _: "nfs4")
    with pytest.raises(StorageError, match=r"storage\.remote"):
        Store(path, REGISTRY, create=True)


@pytest.mark.parametrize(
    ("statement", "index"),
    [
        ("UPDATE stored_events SET state = CAST(replace(state, 'Quyết', 'Quyét') AS BLOB) WHERE rowid = 4", 3),
        ("UPDATE stored_events SET state = substr(state, 2) WHERE rowid = 4", 3),
        ("UPDATE stored_events SET topic = 'document.eaten' WHERE rowid = 4", 3),
        ("UPDATE stored_events SET originator_id = 'document/x' WHERE rowid = 4", 3),
        ("UPDATE stored_events SET originator_version = 2 WHERE rowid = 4", 3),
        ("UPDATE stored_events SET before = zeroblob(32) WHERE rowid = 4", 3),
        ("UPDATE stored_events SET rowid = 60 WHERE rowid = 6", 5),
        ("DELETE FROM stored_events WHERE rowid = 4", 3),
        ("DELETE FROM stored_events WHERE rowid = 1", 0),
    ],
)
def test_a_row_that_was_edited_or_taken_out_is_found(path: Path, statement: str, index: int) -> None:
    store(path, commune(6)).close()
    edit(path, (statement, ()))
    assert damaged_at(path) == index


def test_two_bodies_that_changed_places_are_found(path: Path) -> None:
    made = commune(6)
    store(path, made).close()
    edit(path, (STATE, (raws(made)[3], 3)), (STATE, (raws(made)[2], 4)))
    assert damaged_at(path) == 2


@pytest.mark.parametrize("places", [(3, 4), (5, 6), (3, 6)])
def test_two_whole_rows_that_changed_places_are_found(path: Path, places: tuple[int, int]) -> None:
    store(path, commune(6)).close()
    first, second = places
    edit(path, (PLACE, (99, first)), (PLACE, (first, second)), (PLACE, (second, 99)))
    assert damaged_at(path) == first - 1


def test_a_row_that_was_taken_out_and_the_rest_moved_up_is_found(path: Path) -> None:
    store(path, commune(6)).close()
    moved = [(PLACE, (rowid - 1, rowid)) for rowid in (4, 5, 6)]
    edit(path, ("DELETE FROM stored_events WHERE rowid = 3", ()), *moved)
    assert damaged_at(path) == 2


def test_a_row_forged_at_the_end_is_found(path: Path) -> None:
    made = commune(3)
    store(path, made).close()
    forged = made.seal(DOCUMENT, "document/0003", {"text": "x"}, ["chu-tich"])
    row = (4, "document/0003", 1, DOCUMENT, made.book.root(3), forged)
    edit(path, ("INSERT INTO stored_events VALUES (?, ?, ?, ?, ?, ?)", row))
    assert damaged_at(path) == 3


def test_a_page_of_the_file_that_rotted_is_told_without_a_traceback(path: Path) -> None:
    store(path, commune(40)).close()
    data = bytearray(path.read_bytes())
    for place in range(4096, len(data), 4096):
        data[place : place + 64] = bytes(64)
    path.write_bytes(data)
    with pytest.raises(StorageError, match=r"store\.damaged"):
        Store(path, REGISTRY)


def test_a_trigger_that_somebody_put_there_is_found(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    made = commune(2)
    with Store(path, REGISTRY, create=True) as store:
        store.append(raws(made)[0])
        with sqlite3.connect(path) as database:
            database.execute("CREATE TRIGGER x BEFORE INSERT ON stored_events BEGIN SELECT RAISE(IGNORE); END")
        with pytest.raises(StorageError, match=r"store\.damaged"):
            store.append(raws(made)[1])
    with pytest.raises(StorageError, match=r"store\.damaged.*trigger"):
        Store(path, REGISTRY)

"""The event store: one way in, dense, durable, the same answer twice, and damage is named by its index."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

import pytest
from eventsourcing.persistence import StoredEvent
from eventsourcing.sqlite import SQLiteConnection

from ledger.errors import ConflictError, RefusedError, StorageError
from ledger.store import Appended, Store, sqlite
from ledger.tlog.merkle import leaf_hash
from tests.ledger.stored import REGISTRY, commune, raws, store

if TYPE_CHECKING:
    from pathlib import Path

    from tests.simulator import Commune

DOCUMENT = "document.issued"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "office" / "ledger.sqlite"


def late(made: Commune) -> bytes:
    """A draft that saw only the first record, when the last is 61 days younger."""
    made.append(DOCUMENT, "document/late", {"text": "x"}, recorded_at="2025-03-08T09:00:00Z")
    return made.seal(DOCUMENT, "document/9", {"text": "x"}, seen_size=1)


def test_what_was_appended_is_there_to_the_byte_after_reopening(path: Path) -> None:
    made = commune(4)
    with Store(path, REGISTRY, create=True) as opened:
        receipts = [opened.append(raw) for raw in raws(made)]
    assert receipts == [Appended(index, leaf_hash(raw), new=True) for index, raw in enumerate(raws(made))]
    with Store(path, REGISTRY) as opened:
        assert list(opened.entries()) == raws(made)
        assert list(opened.entries(2)) == raws(made)[2:]
        assert opened.get(3) == raws(made)[3]
        assert opened.book.root(4) == made.book.root(4)
        assert opened.size == 4
    assert sorted(one.name for one in path.parent.iterdir()) == ["ledger.sqlite"]


def test_the_row_is_the_sealed_record_itself(path: Path) -> None:
    made = commune(2)
    store(path, made).close()
    database = sqlite3.connect(path)
    row = database.execute("SELECT rowid, * FROM stored_events").fetchall()[1]
    database.close()
    assert row == (2, 2, "document/0001", 1, DOCUMENT, made.book.root(1), raws(made)[1])


def test_a_page_of_rows_is_no_limit(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ledger.store.PAGE", 3)
    made = commune(10)
    with store(path, made):
        pass
    with Store(path, REGISTRY) as opened:
        assert list(opened.entries(1)) == raws(made)[1:]


def test_an_index_that_is_not_there_is_a_programming_mistake(path: Path) -> None:
    with store(path, commune(2)) as opened:
        for index in (-1, 2):
            with pytest.raises(ValueError, match="no record"):
                opened.get(index)
    with pytest.raises(ValueError, match="closed"):
        opened.get(0)


def test_the_same_bytes_again_give_the_same_receipt(path: Path) -> None:
    made = commune(3)
    with store(path, made) as opened:
        for index, raw in enumerate(raws(made)):
            assert opened.append(raw) == Appended(index, leaf_hash(raw), new=False)
        raw = made.seal(DOCUMENT, "document/x", {"text": "x"})
        assert [opened.append(raw).new for _ in range(3)] == [True, False, False]
        assert opened.size == 4


def test_the_receipt_is_the_same_when_the_signer_has_left_since(path: Path) -> None:
    made = commune(2)
    made.retire("van-phong-thong-ke")
    with store(path, made) as opened:
        assert opened.append(raws(made)[1]) == Appended(1, leaf_hash(raws(made)[1]), new=False)


def test_a_record_that_came_too_early_is_judged_anew_when_its_time_has_come(path: Path) -> None:
    made = commune(2)
    first = made.seal(DOCUMENT, "document/x", {"text": "x"})
    second = made.seal(DOCUMENT, "document/x", {"text": "y"}, entity_version=2)
    with store(path, made) as opened:
        with pytest.raises(RefusedError, match=r"record\.version-gap"):
            opened.append(second)
        assert opened.append(first).index == 2
        assert opened.append(second).index == 3


def test_another_record_in_the_same_place_is_a_conflict(path: Path) -> None:
    made = commune(2)
    other = made.seal(DOCUMENT, "document/0001", {"text": "khác"}, entity_version=1)
    with store(path, made) as opened:
        with pytest.raises(ConflictError) as refused:
            opened.append(other)
        assert (refused.value.code, refused.value.index, refused.value.entity) == (
            "store.conflict",
            1,
            "document/0001",
        )
        assert opened.size == 2


@pytest.mark.parametrize(
    ("code", "spoil"),
    [
        ("note.malformed", lambda made: made.seal(DOCUMENT, "document/9", {"text": "x"})[:-1]),
        ("note.signature-bad", lambda made: made.seal(DOCUMENT, "document/9", {"text": "x"}).replace(b'"x"', b'"y"')),
        ("record.version-gap", lambda made: made.seal(DOCUMENT, "document/9", {"text": "x"}, entity_version=2)),
        ("rights.not-allowed", lambda made: made.seal(DOCUMENT, "document/9", {"text": "x"}, ["mat-tran"])),
        ("rights.second-person-missing", lambda made: made.seal(DOCUMENT, "document/9", {"text": "x"}, ["chu-tich"])),
        ("record.body-invalid", lambda made: made.seal(DOCUMENT, "document/9", {"words": "x"})),
        ("record.topic-unknown", lambda made: made.seal("document.eaten", "document/9", {"text": "x"})),
        ("record.topic-unknown", lambda made: made.seal("roster.rules-set", "roster/book", {})),
        ("record.lapsed", late),
    ],
)
def test_what_a_reader_would_fault_is_refused_and_not_written(path: Path, code: str, spoil: Any) -> None:
    made = commune(3)
    with store(path, made) as opened:
        raw = spoil(made)
        for missing in raws(made)[opened.size :]:
            opened.append(missing)
        before = opened.size
        with pytest.raises(RefusedError) as refused:
            opened.append(raw)
        assert refused.value.code == code
        assert opened.size == before
        assert list(opened.entries()) == raws(made)


def test_nothing_can_be_appended_before_the_ledger_is_opened(path: Path) -> None:
    made = commune(2)
    with Store(path, REGISTRY, create=True) as opened:
        with pytest.raises(RefusedError, match=r"note\.signer-unknown"):
            opened.append(raws(made)[1])
        assert opened.size == 0


def test_the_roster_is_kept_for_every_size(path: Path) -> None:
    made = commune(2)
    made.retire("pho-chu-tich")
    made.append(DOCUMENT, "document/0003", {"text": "x"})
    with store(path, made) as opened:
        states = []
        for size in range(5):
            roster = opened.roster_at(size)
            keys = roster.keys.values() if roster is not None else ()
            states.append([one.state for one in keys if one.role == "pho-chu-tich"])
    assert states == [[], ["active"], ["active"], ["retired"], ["retired"]]


def test_the_connection_is_asked_whether_it_is_durable(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with store(path, commune(2)) as opened, opened._opened().datastore.transaction(commit=False) as cursor:
        for pragma, value in {"synchronous": 2, "journal_mode": "wal"}.items():
            cursor.execute(f"PRAGMA {pragma}")
            assert cursor.fetchone()[0] == value
    monkeypatch.setattr(sqlite, "_FULL", 3)
    with pytest.raises(StorageError, match=r"storage\.failed.*not durable"):
        Store(path, REGISTRY)


def test_the_environment_of_the_process_changes_no_stored_byte(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    variables = {
        "CIPHER_KEY": "AAAAAAAAAAAAAAAAAAAAAA==",
        "CIPHER_TOPIC": "eventsourcing.cipher:AESCipher",
        "COMPRESSOR_TOPIC": "zlib",
        "MAPPER_TOPIC": "nowhere:Mapper",
        "PERSISTENCE_MODULE": "nowhere",
        "SQLITE_DBNAME": ":memory:",
        "APPLICATION_RECORDER_TOPIC": "nowhere:Recorder",
        "CREATE_TABLE": "no",
        "ORIGINATOR_ID_TYPE": "uuid",
    }
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    made = commune(3)
    store(path, made).close()
    database = sqlite3.connect(path)
    states = [row[0] for row in database.execute("SELECT state FROM stored_events ORDER BY rowid")]
    database.close()
    assert states == raws(made)


def test_a_row_cannot_be_changed_or_taken_out_by_accident(path: Path) -> None:
    store(path, commune(3)).close()
    database = sqlite3.connect(path)
    for statement in ("UPDATE stored_events SET topic = 'x'", "DELETE FROM stored_events WHERE rowid = 3"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            database.execute(statement)
    database.close()


def test_the_library_cannot_insert_past_the_judge(path: Path) -> None:
    with store(path, commune(2)) as opened:
        with pytest.raises(KeyError):
            opened._opened().insert_events([StoredEvent("document/x", 1, DOCUMENT, b"unjudged")])
        assert opened.size == 2


def failing_commit(patch: pytest.MonkeyPatch, message: str, name: str, *, after: bool) -> None:
    """A commit that fails, before or after it took effect."""
    commit = SQLiteConnection.commit

    def failing(connection: SQLiteConnection) -> None:
        if after:
            commit(connection)
        error = sqlite3.OperationalError(message)
        error.sqlite_errorname = name
        raise error

    patch.setattr(SQLiteConnection, "commit", failing)


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (("database or disk is full", "SQLITE_FULL"), "storage.full"),
        (("disk I/O error", "SQLITE_IOERR_FSYNC"), "storage.failed"),
        (("database is locked", "SQLITE_BUSY"), "storage.locked"),
    ],
)
def test_after_a_failed_commit_the_disk_is_asked_and_the_same_bytes_may_come_again(
    path: Path, monkeypatch: pytest.MonkeyPatch, fault: tuple[str, str], code: str, *, after: bool
) -> None:
    made = commune(3)
    with store(path, made) as opened:
        raw = made.seal(DOCUMENT, "document/x", {"text": "x"})
        with monkeypatch.context() as patch:
            failing_commit(patch, *fault, after=after)
            with pytest.raises(StorageError) as refused:
                opened.append(raw)
            assert (refused.value.code, refused.value.path) == (code, str(path))
        assert opened.size == (4 if after else 3)
        assert opened.append(raw) == Appended(3, leaf_hash(raw), new=not after)
    with Store(path, REGISTRY) as opened:
        assert list(opened.entries()) == [*raws(made), raw]


@pytest.mark.parametrize("after", [False, True])
def test_an_interrupted_append_leaves_no_gap(path: Path, monkeypatch: pytest.MonkeyPatch, *, after: bool) -> None:
    made = commune(3)
    commit = SQLiteConnection.commit

    def interrupted(connection: SQLiteConnection) -> None:
        if after:
            commit(connection)
        raise KeyboardInterrupt

    first, second = (made.seal(DOCUMENT, f"document/{name}", {"text": "x"}) for name in "xy")
    with store(path, made) as opened:
        with monkeypatch.context() as patch:
            patch.setattr(SQLiteConnection, "commit", interrupted)
            with pytest.raises(KeyboardInterrupt):
                opened.append(first)
        assert opened.append(second).index == (4 if after else 3)
    with Store(path, REGISTRY) as opened:
        assert list(opened.entries()) == [*raws(made), *([first] if after else []), second]


def test_a_database_that_another_process_holds_too_long_is_named(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = commune(2)
    monkeypatch.setattr(sqlite, "LOCK_TIMEOUT", 0.05)
    with store(path, made) as opened:
        other = sqlite3.connect(path)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageError, match=r"storage\.locked"):
            opened.append(made.seal(DOCUMENT, "document/x", {"text": "x"}))
        other.close()
        assert opened.size == 2

"""The library's SQLite recorder, made durable and dense: one row an event, ``rowid`` less one its place in the log.

    rowid 8 | disclosure/2025-0012 | 1 | disclosure.published | before | danbiet/record@v1 …

``before`` is the root of the tree of all earlier rows. WAL and ``synchronous = FULL`` are set and read back on every
connection: with NORMAL, SQLite loses what it acknowledged when the power fails, and no killed process shows it.
"""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from eventsourcing.persistence import OperationalError, PersistenceError
from eventsourcing.sqlite import (
    SQLiteApplicationRecorder,
    SQLiteConnection,
    SQLiteCursor,
    SQLiteDatastore,
    SQLiteTransaction,
)

from ledger.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from eventsourcing.persistence import StoredEvent

LOCK_TIMEOUT: Final = 30
"""Seconds that an append waits for another process's transaction."""

_FULL: Final = 2
_ROOM: Final = 64 * 1024
_TABLE: Final = (
    # The name rowid is what the library's select_notifications asks for.
    "CREATE TABLE IF NOT EXISTS stored_events (rowid INTEGER PRIMARY KEY, originator_id TEXT NOT NULL, "
    "originator_version INTEGER NOT NULL, topic TEXT NOT NULL, before BLOB NOT NULL, state BLOB NOT NULL, "
    "UNIQUE (originator_id, originator_version)) STRICT"
)
_TRIGGER: Final = (
    "CREATE TRIGGER IF NOT EXISTS stored_events_no_{0} BEFORE {0} ON stored_events "
    "BEGIN SELECT RAISE(ABORT, 'append-only'); END"
)
_INSERT: Final = (
    "INSERT INTO stored_events (rowid, originator_id, originator_version, topic, before, state) "
    "VALUES (?, ?, ?, ?, ?, ?)"
)
_SELECT: Final = (
    "SELECT rowid, originator_id, originator_version, topic, before, state FROM stored_events "
    "WHERE rowid > ? ORDER BY rowid LIMIT ?"
)
_FIND: Final = "SELECT rowid, state FROM stored_events WHERE originator_id = ? AND originator_version = ?"
_THERE: Final = "SELECT type, name FROM sqlite_master"
_TRIGGERS: Final = {"stored_events_no_UPDATE", "stored_events_no_DELETE"}
_CODES: Final = {
    "SQLITE_FULL": "storage.full",
    "SQLITE_BUSY": "storage.locked",
    "SQLITE_LOCKED": "storage.locked",
    "SQLITE_CORRUPT": "store.damaged",
    "SQLITE_NOTADB": "store.damaged",
    "SQLITE_CONSTRAINT": "store.damaged",
    "SQLITE_ERROR": "store.damaged",
}

Row = tuple[int, str, int, str, bytes, bytes]


class Recorder(SQLiteApplicationRecorder):
    """The library's recorder, with a dense index and rows that cannot be changed by accident.

    The library's own ``insert_events`` cannot be called: an event goes in judged, at its place.
    """

    def construct_create_table_statements(self) -> list[str]:
        """See the library."""
        return [_TABLE, _TRIGGER.format("UPDATE"), _TRIGGER.format("DELETE")]

    def insert(self, cursor: SQLiteCursor, event: StoredEvent, *, index: int, before: bytes) -> None:
        """Insert a judged event at its place, in the caller's transaction."""
        self._insert_events(cursor, [event], index=index, before=before)

    def rows(self, cursor: SQLiteCursor, start: int, limit: int) -> list[Row]:
        """The rows from an index on."""
        cursor.execute(_SELECT, (start, limit))
        return [tuple(row) for row in cursor.fetchall()]

    def find(self, cursor: SQLiteCursor, entity: str, version: int) -> tuple[int, bytes] | None:
        """Index and bytes of an entity's version."""
        cursor.execute(_FIND, (entity, version))
        row = cursor.fetchone()
        return None if row is None else (row["rowid"] - 1, row["state"])

    def _insert_events(self, c: SQLiteCursor, stored_events: Sequence[StoredEvent], **kwargs: Any) -> Sequence[int]:
        index, before = kwargs["index"], kwargs["before"]
        for place, event in enumerate(stored_events, index + 1):
            row = (place, event.originator_id, event.originator_version, event.topic, before, event.state)
            c.execute(_INSERT, row)
            if c.lastrowid != place:
                raise StorageError("store.damaged", "the database did not take the row", index=place - 1)
        return range(index + 1, index + 1 + len(stored_events))


class _Transaction(SQLiteTransaction):
    """Takes the write lock at once: what is read before writing can then not grow old."""

    def __enter__(self) -> SQLiteCursor:
        cursor = self.connection.cursor()
        cursor.execute("BEGIN IMMEDIATE" if self.commit else "BEGIN")
        return cursor


class _Datastore(SQLiteDatastore):
    """One connection for as long as it is open: the store lets in one thread at a time, and none need wait for it."""

    def __init__(self, path: Path, name: str, connection: SQLiteConnection) -> None:
        super().__init__(name, originator_id_type="text")
        self._path: Final = path
        self._connection: Final = connection

    @contextmanager
    def transaction(self, *, commit: bool) -> Iterator[SQLiteCursor]:
        """See the library. StorageError for what SQLite and the library report."""
        with _told(self._path), _Transaction(self._connection, commit=commit) as cursor, cursor:
            yield cursor

    def close(self) -> None:
        """See the library."""
        self._connection.close()


def _connect(name: str) -> SQLiteConnection:
    """A connection that was asked whether it is durable; the library sets WAL and never looks at the answer."""
    # Not the library's own: it keeps one prepared statement a connection, and would prepare each of ours anew.
    raw = sqlite3.connect(name, uri=True, check_same_thread=False, isolation_level=None, timeout=LOCK_TIMEOUT)
    raw.row_factory = sqlite3.Row
    raw.execute("PRAGMA synchronous = FULL")
    raw.execute("PRAGMA trusted_schema = OFF")
    mode = raw.execute("PRAGMA journal_mode = WAL").fetchone()[0]
    synchronous = raw.execute("PRAGMA synchronous").fetchone()[0]
    if mode != "wal" or synchronous < _FULL:
        raw.close()
        raise OperationalError(f"not durable: journal_mode {mode}, synchronous {synchronous}")
    return SQLiteConnection(raw, max_age=None)


def open_recorder(path: Path, *, create: bool) -> Recorder:
    """The recorder on a database file; ``create`` makes file and table where there is nothing at all.

    StorageError ``store.damaged`` for the database of something else, and for what SQLite reports. Built directly: the
    library's factories read the process's environment.
    """
    name = f"{path.absolute().as_uri()}?mode={'rwc' if create else 'rw'}"
    with _told(path):
        datastore = _Datastore(path, name, _connect(name))
    recorder = Recorder(datastore)
    try:
        with datastore.transaction(commit=False) as cursor:
            cursor.execute(_THERE)
            there = [(row["type"], row["name"]) for row in cursor.fetchall()]
        tables = {name for kind, name in there if kind == "table"}
        if "stored_events" not in tables and (tables or not create):
            raise StorageError("store.damaged", "not the database of a ledger", path=str(path))
        if strange := {name for kind, name in there if kind == "trigger"} - _TRIGGERS:
            raise StorageError("store.damaged", f"a trigger that is not ours: {min(strange)}", path=str(path))
        recorder.create_table()
    except BaseException:
        datastore.close()
        raise
    return recorder


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """What SQLite and the library report, told as our error."""
    try:
        yield
    except (sqlite3.Error, PersistenceError) as error:
        cause = error if isinstance(error, sqlite3.Error) else error.__cause__
        name = getattr(cause, "sqlite_errorname", "SQLITE_IOERR")
        code = next((code for prefix, code in _CODES.items() if name.startswith(prefix)), "storage.failed")
        if code == "storage.failed" and path.parent.is_dir() and shutil.disk_usage(path.parent).free < _ROOM:
            code = "storage.full"  # SQLite says so of the database alone, not of the files beside it
        raise StorageError(code, str(error), path=str(path)) from error

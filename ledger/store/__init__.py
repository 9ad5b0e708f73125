"""The signed event store: sealed records in SQLite, through the recorder of the ``eventsourcing`` library.

The stored state of an event *is* the sealed note, to the byte; no mapper, transcoder, compressor or cipher of the
library comes near it, and no variable of the process's environment is read. A row (``ledger.store.sqlite``):

    rowid 8 | disclosure/2025-0012 | 1 | disclosure.published | before | danbiet/record@v1 …

An entry that counts for nothing has the topic ``void``; one that takes no version of its entity either is kept as
entity ``void/<index>``, version 1.

Two processes may append. Each judges a record inside its own transaction, after folding the rows of the other. What
was judged once is never believed again: opening judges every row anew, and compares each with what it would be if it
were written now. So rows that somebody edited, swapped or took out are found; a missing end is found by ``ledger.log``.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from threading import RLock
from typing import TYPE_CHECKING, Final

from eventsourcing.persistence import StoredEvent

from ledger import storage
from ledger.book import Book, Entry
from ledger.errors import ConflictError, RefusedError, StorageError
from ledger.store.sqlite import Recorder, Row, open_recorder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from types import TracebackType
    from typing import Self

    from eventsourcing.sqlite import SQLiteCursor

    from ledger.record import Registry
    from ledger.roster import Roster

PAGE: Final = 1000
BATCH: Final = 256

_VOID: Final = "void"


@dataclass(frozen=True, slots=True)
class Appended:
    """The receipt of an append: the record's place, its leaf hash, and whether this call put it there."""

    index: int
    leaf: bytes
    new: bool


class Store:
    """One ledger's database; a context manager. Threads of one process share one store."""

    def __init__(self, path: Path, registry: Registry, *, create: bool = False) -> None:
        """Open, and judge every row.

        StorageError ``store.missing``, ``storage.remote`` (a network or synchronised folder), ``storage.failed``, or
        ``store.damaged`` with the index of the first row that is not what was recorded. ``create`` makes a database
        where there is none.
        """
        self.path: Final = path
        self._registry: Final = registry
        self._create: Final = create
        self._lock: Final = RLock()
        self._recorder: Recorder | None = None
        self._book = Book(registry)
        self._rosters: list[tuple[int, Roster | None]] = []
        self._closed = False
        storage.require_local(path)
        if create:
            storage.make_folder(path.parent)
        elif not path.is_file():
            raise StorageError("store.missing", "no database", path=str(path))
        with self._transaction(commit=False):
            pass

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the database back; the last process to do so leaves one file that can be copied."""
        self._closed = True
        self._forget()

    @property
    def book(self) -> Book:
        """What every record counts for, up to the newest row of any process."""
        with self._transaction(commit=False):
            return self._book

    @property
    def size(self) -> int:
        """How many records there are."""
        return self.book.size

    def roster_at(self, size: int) -> Roster | None:
        """The roster as the first ``size`` records made it."""
        with self._lock:
            return next((roster for since, roster in reversed(self._rosters) if since <= size), None)

    def append(self, raw: bytes) -> Appended:
        """Record a sealed note for good; when this returns it is on the disk.

        The same bytes again give the same receipt. RefusedError with the code that a reader would find, or
        ``record.lapsed``; ConflictError ``store.conflict`` when another record has this entity's version; StorageError
        ``storage.full``, ``storage.locked``, ``storage.failed``: then the caller does not know whether it was
        recorded, and may ask again with the same bytes.
        """
        with self._transaction(commit=True) as cursor:
            entry = self._book.judge(raw)
            if known := self._known(cursor, entry):
                return known
            self._admit(entry)
            self._insert(cursor, entry)
        return Appended(entry.index, entry.leaf, new=True)

    def insert_restored(self, entries: Iterable[bytes]) -> None:
        """Take in the entries of a published log as they come, void ones included. Only ``restore`` calls this."""
        rest = iter(entries)
        while batch := list(islice(rest, BATCH)):
            with self._transaction(commit=True) as cursor:
                for raw in batch:
                    self._insert(cursor, self._book.judge(raw))

    def entries(self, start: int = 0) -> Iterator[bytes]:
        """The sealed records from an index on, as the rows hold them at this moment."""
        while page := self._page(start, PAGE):
            yield from page
            start += len(page)

    def get(self, index: int) -> bytes:
        """One sealed record by its place in the log."""
        page = self._page(index, 1) if index >= 0 else []
        if not page:
            raise ValueError(f"no record {index}")
        return page[0]

    def _page(self, start: int, limit: int) -> list[bytes]:
        with self._lock:
            return [bytes(row.state) for row in self._opened().select_notifications(start + 1, limit)]

    @contextmanager
    def _transaction(self, *, commit: bool) -> Iterator[SQLiteCursor]:
        """A transaction on a book that is caught up.

        A book must never be ahead of the disk: after anything but a refusal, all that is held is forgotten.
        """
        with self._lock:
            try:
                with self._opened().datastore.transaction(commit=commit) as cursor:
                    self._catch_up(cursor)
                    yield cursor
            except (ConflictError, RefusedError):
                raise
            except BaseException:
                self._forget()
                raise

    def _opened(self) -> Recorder:
        if self._closed:
            raise ValueError("this store is closed")
        if self._recorder is None:
            self._recorder = open_recorder(self.path, create=self._create)
            self._book = Book(self._registry)
            self._rosters = []
        return self._recorder

    def _forget(self) -> None:
        with self._lock:
            if self._recorder is not None:
                self._recorder.datastore.close()
                self._recorder = None

    def _catch_up(self, cursor: SQLiteCursor) -> None:
        """Judge and fold the rows that this process has not seen."""
        while rows := self._opened().rows(cursor, self._book.size, PAGE):
            for row in rows:
                entry = self._book.judge(row[-1])
                if row != self._row(entry):
                    raise StorageError(
                        "store.damaged", "the row is not what was recorded", index=entry.index, path=str(self.path)
                    )
                self._fold(entry)

    def _row(self, entry: Entry) -> Row:
        """What the row of an entry that comes next must be."""
        event = _event(entry)
        place = (str(event.originator_id), event.originator_version, event.topic)
        return (entry.index + 1, *place, self._book.root(entry.index), event.state)

    def _insert(self, cursor: SQLiteCursor, entry: Entry) -> None:
        self._opened().insert(cursor, _event(entry), index=entry.index, before=self._book.root(entry.index))
        self._fold(entry)

    def _fold(self, entry: Entry) -> None:
        self._book.take(entry)
        if not self._rosters or self._rosters[-1][1] is not self._book.roster:
            self._rosters.append((self._book.size, self._book.roster))

    def _known(self, cursor: SQLiteCursor, entry: Entry) -> Appended | None:
        """The receipt of a record that is there already; ConflictError when another one has its place."""
        record = entry.record
        if entry.sound or record is None:
            return None
        there = self._opened().find(cursor, record.entity, record.entity_version)
        if there is not None and there[1] == entry.raw:
            return Appended(there[0], entry.leaf, new=False)
        if there is not None and entry.code == "record.version-gap":
            detail = f"version {record.entity_version} is another record"
            raise ConflictError("store.conflict", detail, index=there[0], entity=record.entity)
        return None

    def _admit(self, entry: Entry) -> None:
        """Refuse what a reader would find fault with, and what this version cannot judge."""
        entity = None if entry.record is None else entry.record.entity
        if entry.code is not None:
            raise RefusedError(entry.code, entry.detail, entity=entity)
        if not entry.judged:
            raise RefusedError("rights.not-allowed", "the first entry is void: nothing after it counts", entity=entity)
        if entry.index and not self._book.judging:
            raise RefusedError("record.topic-unknown", "a newer version changed the roster", entity=entity)
        if entry.lapsed:
            raise RefusedError("record.lapsed", "drawn up on a state over 60 days old", entity=entity)


def _event(entry: Entry) -> StoredEvent:
    record = entry.record
    if record is None or not entry.occupies:
        return StoredEvent(f"{_VOID}/{entry.index}", 1, _VOID, entry.raw)
    # A void row says so; otherwise a sound one that was edited could pass for it.
    return StoredEvent(record.entity, record.entity_version, _VOID if entry.voids else record.topic, entry.raw)

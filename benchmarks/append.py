"""Durable append, one record at a time, against plain SQLite inserts of the same bytes with the same durability.

The records are sealed before, with two signatures each, which the store verifies; it judges rights, keeps the tree and
answers with a receipt when the record is on the disk. The plain insert only writes: WAL, ``synchronous = FULL``, one
transaction a record, the same unique key. Both files lie in one folder, and the two take turns in short rounds, for the
disk of a shared machine is never twice the same. The target is 0.45; a second row says what would be reached if the two
signatures cost nothing.
"""

from __future__ import annotations

import sqlite3
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING
from unittest.mock import patch

from ledger.record import Seen
from ledger.store import Store
from ledger.tlog import ed25519
from tests.ledger.published import REGISTRY, START, Office

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 30
RECORDS = 40
TEXT = "Niêm yết Quyết định số {n}/QĐ-UBND về danh sách hộ được hỗ trợ sửa chữa nhà ở tại nhà văn hóa các thôn."


def sealed(count: int) -> list[bytes]:
    """An opening record, and so many others that have seen it."""
    made = Office().open()
    seen = Seen(1, made.root(1))
    for n in range(count):
        made.add(body={"text": TEXT.format(n=n)}, entity=f"note/2025-{n:05}", at=START, seen=seen)
    return made.raws


def plain(path: Path) -> sqlite3.Connection:
    """A database that writes as durably as the store does."""
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = FULL")
    columns = "id INTEGER PRIMARY KEY, entity TEXT, version INTEGER, state BLOB, UNIQUE (entity, version)"
    database.execute(f"CREATE TABLE plain ({columns})")
    return database


def timed(work: Callable[[int, bytes], object], first: int, raws: list[bytes]) -> float:
    """Seconds that so many appends take."""
    start = time.perf_counter()
    for n, raw in enumerate(raws, first):
        work(n, raw)
    return time.perf_counter() - start


def run(records: int = RECORDS, rounds: int = ROUNDS) -> list[tuple[str, float, str]]:
    """Name, ratio and detail; the median over alternating rounds of so many records."""
    raws = sealed(records * rounds)
    name = "durable append, one at a time"
    rows = [_compare(name, "two signatures verified", raws, records)]
    with patch.object(ed25519, "crypto_sign_open"):
        return [*rows, _compare(f"{name}, were signatures free", "none verified", raws, records)]


def _compare(name: str, how: str, sealed_ones: list[bytes], records: int) -> tuple[str, float, str]:
    opening, *raws = sealed_ones
    with tempfile.TemporaryDirectory() as folder:
        database = plain(Path(folder) / "plain.sqlite")

        def insert(n: int, raw: bytes) -> None:
            database.execute("BEGIN IMMEDIATE")
            database.execute("INSERT INTO plain VALUES (?, ?, ?, ?)", (n + 1, f"note/2025-{n:05}", 1, raw))
            database.execute("COMMIT")

        with Store(Path(folder) / "ledger.sqlite", REGISTRY, create=True) as store:
            store.append(opening)
            parts = [(at, raws[at : at + records]) for at in range(0, len(raws), records)]
            both = [(timed(insert, *part), timed(lambda _, raw: store.append(raw), *part)) for part in parts]
            if store.size != len(sealed_ones):
                raise AssertionError("a record was not appended")
        database.close()
    ours, most = (records / median(times[place] for times in both) for place in (1, 0))
    detail = f"{ours:,.0f} of {most:,.0f} records a second, {how}, {len(raws):,} records"
    return f"{name} ÷ plain SQLite insert", median(a / b for a, b in both), detail


if __name__ == "__main__":
    for name, ratio, detail in run():
        print(f"{ratio:.2f}  {name}  ({detail})")

"""The publication of one more record against a full publication, at 1,000 records, in one run.

Full: every tile, page, part and the manifest into an empty folder. One more: the same office after one more record.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from statistics import median

from disclosures.model.topics import REGISTRY
from disclosures.office import Office
from disclosures.publishing import publish
from ledger.store import Store
from tests.simulator import ORIGIN, Commune

RECORDS = 1_000
ROUNDS = 3


def body(number: int) -> dict[str, object]:
    """A document of its own number, so that every record is a matter with a page."""
    return {
        "issuer": "Ủy ban nhân dân xã",
        "kind": "thong-bao",
        "number": f"{number}/TB-UBND",
        "on": "2025-01-06",
        "title": f"Thông báo số {number} về lịch làm việc với các thôn",
    }


def office_in(folder: Path) -> Office:
    """An office with its folders below ``folder``."""
    made = Office(folder / "office", ORIGIN, folder / "public", folder / "keys" / "log.checkpoint", folder / "keys")
    made.save()
    return made


def run(records: int = RECORDS, rounds: int = ROUNDS) -> list[tuple[str, float, str]]:
    """Name, ratio and detail; the median over rounds, each with a fresh office."""
    commune = Commune(REGISTRY)
    for number in range(1, records):
        commune.append("document.issued", f"document/2025-{number:04}", body(number))
    ratios, times = [], []
    for number in range(rounds):
        commune.append("document.issued", f"document/2026-{number:04}", body(10_000 + number))
        with tempfile.TemporaryDirectory() as place:
            office = office_in(Path(place))
            with Store(office.ledger, REGISTRY, create=True) as store:
                for raw in [entry.raw for entry in commune.entries[:-1]]:
                    store.append(raw)
                start = time.perf_counter()
                publish(office, store, commune.log, commune.now)
                full = time.perf_counter() - start
                store.append(commune.entries[-1].raw)
                start = time.perf_counter()
                done = publish(office, store, commune.log, commune.now)
                more = time.perf_counter() - start
        ratios.append(more / full)
        times.append((more, full, len(done.written.written), done.written.same))
    more, full, written, same = times[ratios.index(sorted(ratios)[len(ratios) // 2])]
    detail = f"{more:.2f} s of {full:.2f} s; {written} files written, {same} left as they were, {records:,} records"
    return [("publication of one more record ÷ full publication", median(ratios), detail)]

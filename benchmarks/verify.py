"""Full verification of records with two signatures each, against the bare rate of Ed25519 times the cores.

The limit is what PyNaCl alone can do with the same messages, on the same number of processes, in the same run: no
parsing, no canonical JSON, no rights, no tree. The target is 0.75 of it. Starting the other processes counts against
us, so a shorter log comes out lower on several cores.
"""

from __future__ import annotations

import multiprocessing
import os
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta
from typing import TYPE_CHECKING

from nacl.bindings import crypto_sign_open

from ledger.audit import audit
from ledger.record import Seen
from ledger.tlog import note
from tests.ledger.published import APPROVER, AUTHOR, REGISTRY, START, Memory, Office

if TYPE_CHECKING:
    from collections.abc import Sequence

RECORDS = 60_000
ROUNDS = 3
CHUNK = 256

Signed = tuple[bytes, bytes]
TEXT = (
    "Niêm yết Quyết định số {n}/QĐ-UBND về việc phê duyệt danh sách hộ gia đình được hỗ trợ sửa chữa nhà ở tại nhà "
    "văn hóa các thôn Đoài, Hạ, Thượng trong ba mươi ngày liên tục, kèm bảng tổng hợp kinh phí."
)


def make(records: int) -> Office:
    """A ledger of so many records of about 830 bytes, one a minute, made without publishing in between."""
    made = Office().open()
    seen = Seen(1, made.root(1))
    for n in range(records):
        entity, at = f"note/2025-{n // 10:05}", START + timedelta(minutes=n)
        made.add(body={"text": TEXT.format(n=n)}, entity=entity, at=at, seen=seen)
    return made.cosign()


def bare(signed: Sequence[Signed]) -> int:
    """Open signatures with PyNaCl, and nothing else."""
    for message, public in signed:
        crypto_sign_open(message, public)
    return len(signed)


def limit(chunks: list[list[Signed]], jobs: int) -> float:
    """Signatures a second of so many processes, started and warm before the clock."""
    if jobs == 1:
        start = time.perf_counter()
        count = sum(map(bare, chunks))
        return count / (time.perf_counter() - start)
    with ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn")) as pool:
        list(pool.map(bare, chunks[:jobs] * 2))
        start = time.perf_counter()
        count = sum(pool.map(bare, chunks))
        return count / (time.perf_counter() - start)


def run(records: int = RECORDS, rounds: int = ROUNDS) -> list[tuple[str, float, str]]:
    """Name, ratio and detail of each measurement; the median over alternating rounds."""
    source = Memory(make(records).files())
    raws = [entry.raw for entry in audit(source, REGISTRY).entries]
    publics = {who.key.name: who.key.public for who in (AUTHOR, APPROVER)}
    signed = [
        (line.blob + parsed.text, publics[line.name])
        for parsed in map(note.parse, raws[1:])
        for line in parsed.signatures
    ]
    chunks = [signed[at : at + 2 * CHUNK] for at in range(0, len(signed), 2 * CHUNK)]
    return [_compare(source, chunks, jobs, records, rounds) for jobs in sorted({1, os.cpu_count() or 1})]


def _compare(
    source: Memory, chunks: list[list[Signed]], jobs: int, records: int, rounds: int
) -> tuple[str, float, str]:
    measured = []
    for _ in range(rounds):
        begun = _cpu()
        most = limit(chunks, jobs) / 2
        between, start = _cpu(), time.perf_counter()
        verdict = audit(source, REGISTRY, jobs=jobs)
        rate = records / (time.perf_counter() - start)
        if not verdict.holds or verdict.findings:
            raise AssertionError("something was found against a good log")
        measured.append((rate / most, rate, most, (between - begun) / (_cpu() - between)))
    ratio, rate, most, of_time = sorted(measured)[rounds // 2]
    name = f"full verification ÷ Ed25519 limit, {jobs} process{'es' if jobs > 1 else ''}"
    return name, ratio, f"{rate:,.0f} of {most:,.0f} records a second; by CPU time {of_time:.2f}; {records:,} records"


def _cpu() -> float:
    """Seconds of CPU of this process and those it waited for; tells more than the clock on a busy machine."""
    now = os.times()
    return now.user + now.system + now.children_user + now.children_system


if __name__ == "__main__":
    for name, ratio, detail in run():
        print(f"{ratio:.2f}  {name}  ({detail})")

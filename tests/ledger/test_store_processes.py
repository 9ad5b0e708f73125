"""Several processes and threads on one store: one dense log, and nothing acknowledged is lost when they are killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

import pytest

from ledger.store import Store
from ledger.tlog.merkle import leaf_hash
from tests.ledger.stored import REGISTRY, commune, raws, store

if TYPE_CHECKING:
    from pathlib import Path

DOCUMENT = "document.issued"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "office" / "ledger.sqlite"


WRITER = """
import os, sys
from pathlib import Path
from ledger.errors import ConflictError
from ledger.store import Store
from tests.ledger.stored import REGISTRY, commune
made, mark = commune(), sys.argv[2]
with Store(Path(sys.argv[1]), REGISTRY) as store:
    for number in range(int(sys.argv[3])):
        raw = made.seal("document.issued", f"document/{mark}.{number}", {"text": mark}, seen_size=1)
        done = store.append(raw)
        os.write(1, b"%d %s\\n" % (done.index, done.leaf.hex().encode()))
        try:
            store.append(made.seal("document.issued", f"document/hot.{number}", {"text": mark}, seen_size=1))
        except ConflictError:
            pass
"""


def writer(path: Path, mark: str, count: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", WRITER, str(path), mark, str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE)


def acknowledged(process: subprocess.Popen[bytes]) -> dict[int, str]:
    """What the process said before it ended; a last line that is cut off was not said."""
    assert process.stdout is not None
    lines = process.stdout.read().split(b"\n")[:-1]
    process.stdout.close()
    process.wait()
    return {int(index): leaf.decode() for index, leaf in (line.split() for line in lines)}


def leaves(path: Path) -> list[str]:
    with Store(path, REGISTRY) as opened:
        return [leaf_hash(raw).hex() for raw in opened.entries()]


def test_two_processes_append_to_one_dense_log(path: Path) -> None:
    made = commune(1)
    with store(path, made) as here:
        processes = [writer(path, mark, 40) for mark in ("a", "b")]
        own = [
            here.append(made.seal(DOCUMENT, f"document/c.{number}", {"text": "c"}, seen_size=1)) for number in range(40)
        ]
        said = [acknowledged(process) for process in processes]
        assert [process.returncode for process in processes] == [0, 0]
        found = leaves(path)
        assert here.size == len(found) == 1 + 3 * 40 + 40
        assert here.book.root(here.size) == Store(path, REGISTRY).book.root(here.size)
    for receipts in (*said, {done.index: done.leaf.hex() for done in own}):
        assert len(receipts) == 40
        assert all(found[index] == leaf for index, leaf in receipts.items())


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_a_killed_writer_loses_nothing_that_it_acknowledged(path: Path) -> None:
    store(path, commune(1)).close()
    said: dict[int, str] = {}
    before: list[str] = []
    for number in range(4):
        processes = [writer(path, f"k{number}{mark}", 100_000) for mark in "ab"]
        for process in processes:
            assert process.stdout is not None
            said.update([line_of(process.stdout.readline())])
        time.sleep(0.15)
        for process in processes:
            process.send_signal(signal.SIGKILL)
        for process in processes:
            said.update(acknowledged(process))
        found = leaves(path)
        assert found[: len(before)] == before
        assert all(found[index] == leaf for index, leaf in said.items())
        before = found
    assert len(said) > 20


def line_of(line: bytes) -> tuple[int, str]:
    index, leaf = line.split()
    return int(index), leaf.decode()


def test_threads_of_one_process_share_a_store(path: Path) -> None:
    made = commune(1)
    sealed = [made.seal(DOCUMENT, f"document/{number}", {"text": "x"}, seen_size=1) for number in range(60)]
    with store(path, made) as opened:

        def work(part: list[bytes]) -> None:
            for raw in part:
                opened.append(raw)

        threads = [threading.Thread(target=work, args=(sealed[start::4],)) for start in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(opened.entries()) == sorted([*raws(made), *sealed])

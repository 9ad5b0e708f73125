"""Restoring: the same records in the same places, never over a database, and nothing that looks whole and is not."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

from ledger import restore as restoring
from ledger import storage
from ledger.errors import LedgerError, ProofError, RefusedError, StorageError
from ledger.reader import LogReader, open_source
from ledger.restore import restore
from ledger.store import Store
from ledger.tlog import note, tile
from tests.ledger.offices import Office
from tests.ledger.stored import REGISTRY, commune, raws
from tests.simulator import ORIGIN

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.simulator import Commune


def with_void_entries() -> Commune:
    made = commune(2)
    made.add(b"no note")
    made.append("document.issued", "document/x", {"text": "x"}, ["chu-tich"])
    made.append("document.issued", "document/x", {"text": "x"})
    made.append("document.issued", "document/y", {"words": "y"})
    return made


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = Office(tmp_path, with_void_entries())
    made.publish()
    made.store.close()
    return made


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_another_log_than_the_office_keeps_is_refused_and_leaves_nothing(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "new" / "ledger.sqlite"
    with pytest.raises(LedgerError) as caught:
        restore(open_source(office.folder), path, REGISTRY, "khac.example/log")
    assert caught.value.code == "checkpoint.origin"
    assert not path.exists()
    assert restore(open_source(office.folder), path, REGISTRY, ORIGIN).size == 6


def test_the_store_is_rebuilt_record_by_record_with_its_void_entries(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "new" / "ledger.sqlite"
    assert restore(open_source(office.folder), path, REGISTRY).size == 6
    with Store(path, REGISTRY) as store:
        assert list(store.entries()) == raws(office.made)
        assert store.append(office.made.seal("document.issued", "document/z", {"text": "z"})).index == 6
    assert names(path.parent) == {"ledger.sqlite", ".ledger.sqlite.lock"}


def test_a_log_of_many_bundles_and_batches_is_rebuilt(tmp_path: Path) -> None:
    office = Office(tmp_path, commune(600))
    office.publish()
    path = tmp_path / "new.sqlite"
    assert restore(open_source(office.folder), path, REGISTRY).size == 600
    with Store(path, REGISTRY) as store:
        assert list(store.entries()) == raws(office.made)


def test_the_restored_office_goes_on_publishing(office: Office) -> None:
    shutil.rmtree(office.database.parent)
    restore(open_source(office.folder), office.database, REGISTRY)
    office.made.append("document.issued", "document/z", {"text": "z"})
    office.store = Store(office.database, REGISTRY)
    office.take()
    assert office.publish().size == 7


def test_a_database_is_never_overwritten(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    before = office.database.read_bytes()
    # Without reading anything: the answer cannot depend on the folder.
    monkeypatch.setattr(LogReader, "checkpoint_note", lambda _: None)
    with pytest.raises(StorageError, match=r"storage\.differs"):
        restore(open_source(office.folder), office.database, REGISTRY)
    assert office.database.read_bytes() == before


def test_what_a_cut_off_restore_left_is_thrown_away(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "new" / "ledger.sqlite"
    with Store(path.with_name(".ledger.sqlite.restoring"), REGISTRY, create=True) as left:
        left.insert_restored(raws(commune(4)))
    assert restore(open_source(office.folder), path, REGISTRY).size == 6


def test_a_database_that_is_not_all_in_one_file_takes_no_name(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[sqlite3.Connection] = []
    compare = restoring._compare

    def holding(unfinished: Path, *rest: Any) -> None:
        held.append(sqlite3.connect(unfinished))
        held[0].execute("SELECT count(*) FROM stored_events").fetchall()
        compare(unfinished, *rest)

    monkeypatch.setattr(restoring, "_compare", holding)
    with pytest.raises(StorageError, match=r"storage\.failed.*one file"):
        restore(open_source(office.folder), tmp_path / "ledger.sqlite", REGISTRY)
    held[0].close()
    assert not (tmp_path / "ledger.sqlite").exists()


@pytest.mark.parametrize(
    ("path", "spoil", "code"),
    [
        ("log/checkpoint", None, "checkpoint.malformed"),
        ("log/checkpoint", lambda _: b"junk", "note.malformed"),
        ("log/checkpoint", lambda data: data.replace(b"\n6\n", b"\n5\n"), "tile.missing"),
        ("log/tile/entries/000.p/6", None, "tile.missing"),
        ("log/tile/entries/000.p/6", lambda data: data[:-1], "tile.mismatch"),
        ("log/tile/entries/000.p/6", lambda data: data.replace(b"no note", b"no vote"), "tree.root-mismatch"),
        ("log/tile/entries/000.p/6", lambda data: data.replace(b'"x"', b'"y"'), "tree.root-mismatch"),
    ],
)
def test_a_log_that_is_not_whole_gives_no_database(
    office: Office, tmp_path: Path, path: str, spoil: Any, code: str
) -> None:
    file = office.folder / path
    data = file.read_bytes()
    file.unlink()
    if spoil is not None:
        file.write_bytes(spoil(data))
    with pytest.raises(LedgerError) as refused:
        restore(open_source(office.folder), tmp_path / "new" / "ledger.sqlite", REGISTRY)
    assert refused.value.code == code
    assert names(tmp_path / "new") == {".ledger.sqlite.lock"}


def test_a_checkpoint_that_the_logs_key_did_not_sign_is_not_believed(office: Office, tmp_path: Path) -> None:
    file = office.folder / "log" / "checkpoint"
    text = note.parse(file.read_bytes()).text
    file.write_bytes(note.format(note.Note(text, (office.made.staff["chu-tich"].sign(text),))))
    with pytest.raises(ProofError, match=r"checkpoint\.signature-missing"):
        restore(open_source(office.folder), tmp_path / "ledger.sqlite", REGISTRY)
    assert not (tmp_path / "ledger.sqlite").exists()


def test_a_folder_that_changes_while_it_is_read_is_not_believed(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entries = LogReader.entries
    readings = []

    def changing(reader: LogReader, size: int, start: int = 0) -> Iterator[bytes]:
        readings.append(size)
        for entry in entries(reader, size, start):
            yield entry if len(readings) == 1 else entry + b"?"

    monkeypatch.setattr(LogReader, "entries", changing)
    with pytest.raises(StorageError) as refused:
        restore(open_source(office.folder), tmp_path / "ledger.sqlite", REGISTRY)
    assert (refused.value.code, refused.value.index) == ("store.damaged", 0)


def test_a_full_disk_leaves_nothing(office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise StorageError("storage.full", path="ledger.sqlite")

    monkeypatch.setattr(storage, "adopt", full)
    with pytest.raises(StorageError, match=r"storage\.full"):
        restore(open_source(office.folder), tmp_path / "new" / "ledger.sqlite", REGISTRY)
    assert names(tmp_path / "new") == {".ledger.sqlite.lock"}


RESTORER = """
import sys
from pathlib import Path
from ledger.reader import open_source
from ledger.restore import restore
from tests.ledger.stored import REGISTRY
print("ready", flush=True)
restore(open_source(sys.argv[1]), Path(sys.argv[2]), REGISTRY)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_a_killed_restore_leaves_nothing_that_looks_whole(tmp_path: Path) -> None:
    office = Office(tmp_path, commune(600))
    office.publish()
    path = tmp_path / "new" / "ledger.sqlite"
    for delay in (0.0, 0.02, 0.06, 0.15):
        command = [sys.executable, "-c", RESTORER, str(office.folder), str(path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(delay)
            process.send_signal(signal.SIGKILL)
        if path.exists():
            with Store(path, REGISTRY) as store:
                assert store.size == 600
            path.unlink()
    restore(open_source(office.folder), path, REGISTRY)
    assert names(path.parent) == {"ledger.sqlite", ".ledger.sqlite.lock"}
    with Store(path, REGISTRY) as store:
        assert list(store.entries()) == raws(office.made)


def test_what_was_never_published_is_missing_and_the_memory_says_so(tmp_path: Path) -> None:
    office = Office(tmp_path, commune(6), published=3)
    shutil.copytree(office.folder, tmp_path / "mirror")
    office.publish()
    shutil.rmtree(office.database.parent)
    assert restore(open_source(tmp_path / "mirror"), office.database, REGISTRY).size == 3
    office.store = Store(office.database, REGISTRY)
    with pytest.raises(RefusedError, match=r"log\.rollback"):
        office.publish()
    assert tile.all_paths(6) <= office.files()

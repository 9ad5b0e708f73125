"""Publishing: old checkpoint or new and never neither, one history, and what is missing comes back."""

from __future__ import annotations

import shutil
import sqlite3
from typing import TYPE_CHECKING

import pytest

from ledger import log, storage
from ledger.audit import audit
from ledger.errors import ProofError, RefusedError, StorageError
from ledger.reader import open_source
from ledger.tlog import cosignature, note, tile
from tests.ledger.offices import Office
from tests.ledger.stored import REGISTRY, commune
from tests.simulator import Commune, signer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def needed(size: int) -> set[str]:
    return tile.all_paths(size) | {"checkpoint", "policy"}


def test_what_is_published_holds_and_nothing_else_lies_there(tmp_path: Path) -> None:
    office = Office(tmp_path, commune(5))
    assert office.publish() == office.shown()
    assert office.shown().root == office.made.book.root(5)
    assert office.files() == needed(5)
    assert office.holds()
    assert list((tmp_path / "office" / "staging").iterdir()) == []
    roster = office.store.roster_at(5)
    assert roster is not None
    assert (office.folder / "log" / "policy").read_bytes() == roster.policy()


def test_publishing_again_changes_no_byte(tmp_path: Path) -> None:
    office = Office(tmp_path, commune(5))
    office.publish()
    before = office.state()
    office.publish()
    assert office.state() == before


def test_an_empty_ledger_and_a_key_that_is_not_the_logs_are_refused(tmp_path: Path) -> None:
    office = Office(tmp_path, Commune(REGISTRY, opened=False))
    with pytest.raises(RefusedError, match=r"log\.empty"):
        office.publish()
    office.made = commune(2)
    office.take()
    office.made.log = signer("huongson.example/log", "another seed")
    with pytest.raises(RefusedError, match=r"note\.signer-unknown"):
        office.publish()
    assert office.state() == {}


# ---- missing and changed files


@pytest.mark.parametrize("size", [5, 257])
def test_files_that_are_missing_come_back(tmp_path: Path, size: int) -> None:
    office = Office(tmp_path, commune(size))
    office.publish()
    before = office.state()
    for path in sorted(before):
        (tmp_path / path).unlink()
        office.publish()
        assert office.state() == before
    shutil.rmtree(office.folder)
    office.publish()
    assert office.state() == before


@pytest.mark.parametrize("path", sorted(tile.all_paths(257)))
def test_a_published_file_that_changed_stops_the_pen_and_is_named(tmp_path: Path, path: str) -> None:
    office = Office(tmp_path, commune(258), published=257)
    file = office.folder / "log" / path
    data = bytearray(file.read_bytes())
    data[-1] ^= 1
    file.write_bytes(data)
    before = office.state()
    with pytest.raises(StorageError) as refused:
        office.publish()
    assert (refused.value.code, refused.value.path) == ("storage.differs", str(file))
    assert office.state() == before
    file.unlink()
    office.publish()
    assert office.holds()


def test_a_checkpoint_that_rotted_is_written_anew(tmp_path: Path) -> None:
    office = Office(tmp_path, commune(3))
    office.publish()
    before = office.state()
    for rotted in (b"", b"junk", before["public/log/checkpoint"].replace(b"3\n", b"4\n")):
        (office.folder / "log" / "checkpoint").write_bytes(rotted)
        office.publish()
        assert office.state() == before


def test_what_a_killed_publisher_left_half_written_is_swept_away(tmp_path: Path) -> None:
    office = Office(tmp_path, commune(3))
    office.publish()
    (office.folder / "log" / "tile" / "0" / ".000.17-42.tmp").write_bytes(b"half")
    office.publish()
    assert office.files() == needed(3)


def test_a_row_that_rots_while_the_store_is_open_is_never_signed(tmp_path: Path) -> None:
    office = Office(tmp_path, commune(6), published=3)
    before = office.state()
    database = sqlite3.connect(office.database)
    database.execute("DROP TRIGGER stored_events_no_UPDATE")
    database.execute("UPDATE stored_events SET state = substr(state, 2) WHERE rowid = 5")
    database.commit()
    database.close()
    with pytest.raises(StorageError) as refused:
        office.publish()
    assert (refused.value.code, refused.value.index) == ("store.damaged", 4)
    assert office.state() == before


# ---- partial tiles (docs/decisions/0003)


def test_partial_tiles_stay_until_their_full_tile_is_there(tmp_path: Path) -> None:
    office = Office(tmp_path, commune(256), published=200)
    made, office.made = office.made, commune(1)
    office.publish()
    assert office.files() == needed(256)
    office.made = made
    for _ in range(3):
        made.append("document.issued", f"document/more.{made.book.size}", {"text": "x"}, seen_size=1)
        office.take()
        office.publish()
    assert office.files() == needed(257) | needed(258) | needed(259)
    assert office.holds()


@pytest.mark.parametrize("path", ["tile/0/000.p/3", "tile/entries/000.p/3"])
def test_an_older_partial_tile_is_compared_too(tmp_path: Path, path: str) -> None:
    office = Office(tmp_path, commune(6), published=3)
    office.publish()
    file = office.folder / "log" / path
    file.write_bytes(file.read_bytes()[:-1] + b"?")
    with pytest.raises(StorageError) as refused:
        office.publish()
    assert (refused.value.code, refused.value.path) == ("storage.differs", str(file))


# ---- one history


def other_history(size: int) -> Commune:
    """The same office, which recorded other things."""
    made = commune(2)
    while made.book.size < size:
        made.append("document.issued", f"document/other.{made.book.size}", {"text": "khác"}, seen_size=1)
    return made


@pytest.mark.parametrize(
    ("code", "exchanged"),
    [
        ("log.rollback", lambda: commune(4)),
        ("log.rollback", lambda: other_history(4)),
        ("log.fork", lambda: other_history(6)),
        ("log.fork", lambda: other_history(9)),
    ],
)
@pytest.mark.parametrize("lost", ["nothing", "memory", "folder"])
def test_no_other_history_is_ever_signed(
    tmp_path: Path, code: str, exchanged: Callable[[], Commune], lost: str
) -> None:
    office = Office(tmp_path, commune(6))
    office.publish()
    if lost == "memory":
        shutil.rmtree(office.memory.parent)
    if lost == "folder":
        shutil.rmtree(office.folder)
    before = {path: data for path, data in office.state().items() if path.startswith("keys")}
    office.exchange(exchanged())
    with pytest.raises(RefusedError, match=code.replace(".", r"\.")):
        office.publish()
    assert {path: data for path, data in office.state().items() if path == "keys/memory"} == {
        path: data for path, data in before.items() if path == "keys/memory"
    }
    if lost != "folder":
        assert office.shown().size == 6


def test_a_refused_history_writes_nothing(tmp_path: Path) -> None:
    office = Office(tmp_path, commune(6))
    text = office.publish().text
    office.cosign(note.signature_line(cosignature.cosign(office.made.witness, text, 1_760_000_000)))
    before = office.state()
    for made in (commune(4), other_history(7)):
        office.exchange(made)
        with pytest.raises(RefusedError):
            office.publish()
        assert office.state() == before


def test_an_older_memory_does_not_hide_what_was_published(tmp_path: Path) -> None:
    office = Office(tmp_path, commune(6), published=3)
    old = office.memory.read_bytes()
    office.publish()
    office.memory.write_bytes(old)
    office.exchange(commune(4))
    with pytest.raises(RefusedError, match=r"log\.rollback"):
        office.publish()


def test_a_folder_and_a_memory_of_two_histories_stop_the_pen(tmp_path: Path) -> None:
    other = Office(tmp_path / "other", other_history(6))
    other.publish()
    office = Office(tmp_path / "this", commune(4))
    office.publish()
    shutil.rmtree(office.folder)
    shutil.copytree(other.folder, office.folder)
    office.exchange(other_history(6))
    with pytest.raises(RefusedError, match=r"log\.fork"):
        office.publish()


def test_a_lost_memory_is_taken_from_the_folder(tmp_path: Path) -> None:
    office = Office(tmp_path, commune(6), published=3)
    shutil.rmtree(office.memory.parent)
    office.publish()
    assert office.holds()
    assert office.shown().size == 6


@pytest.mark.parametrize("data", [b"", b"junk\n", b"huongson.example/log\n6\n"])
def test_a_memory_that_cannot_be_read_stops_the_pen(tmp_path: Path, data: bytes) -> None:
    office = Office(tmp_path, commune(3))
    office.publish()
    office.memory.write_bytes(data)
    with pytest.raises(StorageError) as refused:
        office.publish()
    assert (refused.value.code, refused.value.path) == ("storage.damaged", str(office.memory))


def test_the_folder_of_another_log_is_never_written(tmp_path: Path) -> None:
    office = Office(tmp_path, commune(3))
    office.publish()
    foreign = signer("elsewhere.example/log")
    text = b"elsewhere.example/log" + note.parse((office.folder / "log" / "checkpoint").read_bytes()).text[20:]
    (office.folder / "log" / "checkpoint").write_bytes(note.format(note.Note(text, (foreign.sign(text),))))
    before = office.state()
    with pytest.raises(ProofError, match=r"checkpoint\.origin"):
        office.publish()
    assert office.state() == before


def test_of_two_publishers_one_is_refused(tmp_path: Path) -> None:
    office = Office(tmp_path, commune(3))
    with storage.lock(office.memory.with_name("memory.lock")), pytest.raises(StorageError, match=r"storage\.locked"):
        office.publish()
    assert office.state() == {}


def test_where_locks_are_none_the_memory_is_compared_before_it_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = Office(tmp_path, commune(6), published=3)
    sign = type(office.made.log).sign

    def slow(key: note.Signer, text: bytes) -> note.Signature:
        office.memory.write_bytes(b"another publisher's")
        return sign(key, text)

    monkeypatch.setattr(type(office.made.log), "sign", slow)
    with pytest.raises(StorageError, match=r"storage\.locked"):
        office.publish()
    assert office.shown().size == 3


def test_two_folders_may_be_written_in_turn(tmp_path: Path) -> None:
    office = Office(tmp_path, commune(6), published=3)
    shutil.copytree(office.folder, tmp_path / "stick")
    office.publish()
    log.publish(office.store, tmp_path / "stick", office.made.log, office.memory, tmp_path / "office" / "staging")
    assert audit(open_source(tmp_path / "stick"), REGISTRY).size == 6
    assert audit(open_source(tmp_path / "stick"), REGISTRY).holds

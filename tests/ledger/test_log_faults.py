"""A publisher that dies at any step: the old checkpoint or the new, never neither; the next call finishes.

After the pattern of Sunlight's TestSequenceErrors: every step fails once before it took effect and once after.
"""

from __future__ import annotations

import errno
import os
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from ledger import storage
from ledger.errors import RefusedError, StorageError
from ledger.reader import open_source
from ledger.restore import restore
from ledger.store import Store
from ledger.tlog import checkpoint, cosignature, note, tile
from tests.ledger.offices import Office
from tests.ledger.stored import REGISTRY, commune

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

STEPS = ("create_immutable", "replace", "remove", "remove_folder", "sweep")
OLD, NEW = 255, 257


class Died(BaseException):
    """The process is gone: nothing catches this."""


class Steps:
    """Counts what is done to the disk; at one step it dies, before or after the step took effect."""

    def __init__(self, patch: pytest.MonkeyPatch, at: int | None = None, *, after: bool = False) -> None:
        self.done: list[str] = []
        self.at = at
        self.after = after
        for name in STEPS:
            patch.setattr(storage, name, self.counted(name, getattr(storage, name)))

    def counted(self, name: str, step: Callable[..., None]) -> Callable[..., None]:
        def call(*args: Any, **options: Any) -> None:
            self.done.append(f"{name} {args[0]}")
            die = self.at == len(self.done)
            if not die or self.after:
                step(*args, **options)
            if die:
                raise Died

        return call


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office that published 255 records, and has two more."""
    return Office(tmp_path_factory.mktemp("before"), commune(NEW), published=OLD)


def copied(before: Office, root: Path, *, store: bool = False) -> Office:
    """The same office elsewhere; with a store of its own where the test changes it."""
    shutil.copytree(before.folder, root / "public")
    shutil.copytree(before.memory.parent, root / "keys")
    office = object.__new__(Office)
    office.root, office.made, office.store = root, before.made, before.store
    if store:
        office.store = Store(office.database, REGISTRY, create=True)
        office.take()
    return office


def steps_of(before: Office, root: Path) -> list[str]:
    office = copied(before, root)
    with pytest.MonkeyPatch.context() as patch:
        steps = Steps(patch)
        office.publish()
    return steps.done


def died(office: Office, at: int, *, after: bool) -> None:
    with pytest.MonkeyPatch.context() as patch:
        Steps(patch, at, after=after)
        with pytest.raises(Died):
            office.publish()


def promised(office: Office) -> int:
    """The size that the memory holds."""
    return checkpoint.parse(note.parse(office.memory.read_bytes()).text).size


def test_wherever_a_publisher_dies_the_next_one_finishes(before: Office, tmp_path: Path) -> None:
    done = steps_of(before, tmp_path / "clean")
    assert len(done) > 15
    shown = set()
    for at in range(1, len(done) + 1):
        for after in (False, True):
            office = copied(before, tmp_path / f"{at}-{after}")
            died(office, at, after=after)
            size = office.shown().size
            shown.add((promised(office), size))
            assert tile.all_paths(size) <= office.files()
            assert size <= promised(office)
            assert office.publish().size == NEW
            assert tile.all_paths(NEW) | {"checkpoint", "policy"} == office.files()
            assert not list((office.root / "office" / "staging").rglob("*"))
    assert shown == {(OLD, OLD), (NEW, OLD), (NEW, NEW)}


def test_what_an_interrupted_publisher_leaves_holds_for_a_reader(before: Office, tmp_path: Path) -> None:
    done = steps_of(before, tmp_path / "clean")
    for at in (len(done) // 2, len(done) - 4):
        office = copied(before, tmp_path / str(at))
        died(office, at, after=True)
        office.publish()
        assert office.holds()


def test_records_that_come_after_a_crash_are_published_with_the_rest(before: Office, tmp_path: Path) -> None:
    made = commune(NEW + 2)
    for at, after in ((1, False), (9, True)):
        office = copied(before, tmp_path / f"{at}{after}", store=True)
        died(office, at, after=after)
        office.made = made
        office.take()
        assert office.publish().size == NEW + 2
        assert office.holds()
        office.store.close()


def test_a_promise_is_kept_when_the_database_is_lost_right_after_it(before: Office, tmp_path: Path) -> None:
    done = steps_of(before, tmp_path / "clean")
    swap = next(number for number, step in enumerate(done, 1) if step.endswith("keys/memory"))
    office = copied(before, tmp_path / "lost", store=True)
    died(office, swap, after=True)
    assert (promised(office), office.shown().size) == (NEW, OLD)
    office.exchange(commune(OLD))
    with pytest.raises(RefusedError, match=r"log\.rollback"):
        office.publish()
    assert office.shown().size == NEW
    assert tile.all_paths(NEW) <= office.files()
    office.store.close()
    office.database.unlink()
    assert restore(open_source(office.folder), office.database, REGISTRY).size == NEW


def test_a_folder_that_lacks_files_is_shown_no_checkpoint_before_it_has_them(tmp_path: Path) -> None:
    office = Office(tmp_path, commune(NEW + 1), published=NEW)
    at = 1
    while promised(office) == NEW:
        died(office, at, after=True)
        at += 1
    assert office.shown().size == NEW
    shutil.rmtree(office.folder)
    for at in range(1, 8):
        died(office, at, after=True)
        shown = (office.folder / "log" / "checkpoint").exists()
        assert not shown or tile.all_paths(NEW + 1) <= office.files()
    assert office.publish().size == NEW + 1
    assert office.holds()


def test_what_was_staged_and_never_signed_is_dropped(before: Office, tmp_path: Path) -> None:
    done = steps_of(before, tmp_path / "clean")
    swap = next(number for number, step in enumerate(done, 1) if step.endswith("keys/memory"))
    office = copied(before, tmp_path / "dropped", store=True)
    died(office, swap, after=False)
    other = commune(OLD)
    other.append("document.issued", "document/other", {"text": "khác"}, seen_size=1)
    other.append("document.issued", "document/another", {"text": "khác"}, seen_size=1)
    office.exchange(other)
    assert office.publish().root == other.book.root(NEW)
    assert office.holds()


def test_wherever_taking_in_a_cosignature_dies_the_next_call_finishes(before: Office, tmp_path: Path) -> None:
    def cosign(office: Office) -> int:
        text = office.shown().text
        return office.cosign(note.signature_line(cosignature.cosign(office.made.witness, text, 1_760_000_000)))

    clean = copied(before, tmp_path / "clean")
    with pytest.MonkeyPatch.context() as patch:
        steps = Steps(patch)
        assert cosign(clean) == OLD
    expected = clean.state()
    assert len(steps.done) >= 4
    for at in range(1, len(steps.done) + 1):
        for after in (False, True):
            office = copied(before, tmp_path / f"{at}-{after}")
            with pytest.MonkeyPatch.context() as patch:
                Steps(patch, at, after=after)
                with pytest.raises(Died):
                    cosign(office)
            assert office.shown().size == OLD
            assert cosign(office) == OLD
            assert office.state() == expected
    assert clean.holds()


# ---- a full disk


def with_room_for(office: Office, room: int) -> int:
    """Publish on a disk that takes so many bytes more; give back what was signed and shown, or 0 when it was full."""
    write, left = os.write, [room]

    def counted(descriptor: int, data: bytes) -> int:
        if not left[0]:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        done = write(descriptor, bytes(data[: left[0]]))
        left[0] -= done
        return done

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "write", counted)
        try:
            return office.publish().size
        except StorageError as error:
            if error.code != "storage.full" or not error.path:
                raise
            return 0


def test_on_a_disk_of_any_room_the_old_checkpoint_stays_and_the_next_call_finishes(
    before: Office, tmp_path: Path
) -> None:
    outcomes = []
    for room in range(0, 420_000, 30_000):
        office = copied(before, tmp_path / str(room))
        outcomes.append(with_room_for(office, room))
        size = office.shown().size
        assert size in {OLD, NEW}
        assert tile.all_paths(size) <= office.files()
        assert office.publish().size == NEW
        assert office.files() == tile.all_paths(NEW) | {"checkpoint", "policy"}
    assert outcomes == sorted(outcomes)
    assert set(outcomes) == {0, NEW}

"""Durable files: whole or not at all, never over another, and a full or failing disk told plainly."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ledger import storage
from ledger.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Iterator

posix = pytest.mark.skipif(os.name == "nt", reason="Windows knows no such permissions, links or folder syncs")


def test_an_immutable_file_may_be_made_twice_with_the_same_bytes(tmp_path: Path) -> None:
    path = tmp_path / "tile" / "0" / "000"
    storage.create_immutable(path, b"hash")
    storage.create_immutable(path, b"hash")
    assert path.read_bytes() == b"hash"
    assert [one.name for one in path.parent.iterdir()] == ["000"]


@pytest.mark.parametrize("there", [b"other", b"", b"hash and more"])
def test_an_immutable_file_never_changes(tmp_path: Path, there: bytes) -> None:
    path = tmp_path / "000"
    path.write_bytes(there)
    with pytest.raises(StorageError) as refused:
        storage.create_immutable(path, b"hash")
    assert (refused.value.code, refused.value.path) == ("storage.differs", str(path))
    assert path.read_bytes() == there


@posix
def test_a_symbolic_link_never_passes_for_the_file(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_bytes(b"hash")
    (tmp_path / "000").symlink_to("elsewhere")
    with pytest.raises(StorageError, match=r"storage\.differs"):
        storage.create_immutable(tmp_path / "000", b"hash")


def test_a_file_made_in_the_same_moment_by_another_must_match(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "000"
    make = storage._temporary

    def racing(*args: Any) -> Path:
        path.write_bytes(b"other")
        return make(*args)

    monkeypatch.setattr(storage, "_temporary", racing)
    with pytest.raises(StorageError, match=r"storage\.differs"):
        storage.create_immutable(path, b"hash")
    assert path.read_bytes() == b"other"


def test_replacing_takes_the_place_of_the_old_file(tmp_path: Path) -> None:
    storage.replace(tmp_path / "checkpoint", b"old")
    storage.replace(tmp_path / "checkpoint", b"new")
    assert (tmp_path / "checkpoint").read_bytes() == b"new"
    assert len(list(tmp_path.iterdir())) == 1


@posix
def test_secrets_are_for_the_owner_alone_and_published_files_for_all(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        storage.replace(tmp_path / "a.key", b"seed", secret=True)
        storage.create_immutable(tmp_path / "b.key", b"seed", secret=True)
        storage.create_immutable(tmp_path / "page", b"text")
    finally:
        os.umask(before)
    modes = [(tmp_path / name).stat().st_mode & 0o777 for name in ("a.key", "b.key", "page")]
    assert modes == [0o600, 0o600, 0o644]


def test_reading_tells_a_missing_file_from_a_failing_one(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    assert storage.read(tmp_path / "file") == b"x"
    assert storage.read(tmp_path / "none") is None
    assert storage.read(tmp_path / "file" / "below") is None
    with pytest.raises(StorageError, match=r"storage\.failed"):
        storage.read(tmp_path)


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is asked of the system, in order."""
    if not Path("/proc/self/fd").exists():
        pytest.skip("this system does not tell what a descriptor stands for")
    asked: list[str] = []

    def traced(call: str, original: Any) -> Any:
        def trace(first: Any, *rest: Any) -> Any:
            path = Path(f"/proc/self/fd/{first}").resolve() if isinstance(first, int) else first
            asked.append(f"{call} {'folder' if path.is_dir() else 'file'}")
            return original(first, *rest)

        return trace

    for module, name in ((os, "write"), (os, "fsync"), (os, "link"), (Path, "replace")):
        monkeypatch.setattr(module, name, traced(name, getattr(module, name)))
    return asked


@posix
def test_the_calls_come_in_the_order_that_survives_a_power_cut(tmp_path: Path, calls: list[str]) -> None:
    storage.replace(tmp_path / "checkpoint", b"new")
    assert calls == ["write file", "fsync file", "replace file", "fsync folder"]
    calls.clear()
    storage.create_immutable(tmp_path / "000", b"hash")
    assert calls == ["write file", "fsync file", "link file", "fsync folder"]


@posix
def test_a_file_that_is_there_is_made_sure_of_for_its_maker_may_have_died(tmp_path: Path, calls: list[str]) -> None:
    (tmp_path / "000").write_bytes(b"hash")
    storage.create_immutable(tmp_path / "000", b"hash")
    assert calls == ["fsync folder"]


@posix
def test_each_new_folder_is_made_sure_of(tmp_path: Path, calls: list[str]) -> None:
    storage.make_folder(tmp_path / "tile" / "0")
    assert calls == ["fsync folder", "fsync folder"]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
@pytest.mark.parametrize("call", ["write", "fsync"])
def test_a_full_disk_is_named_and_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, call: str
) -> None:
    storage.replace(tmp_path / "checkpoint", b"old")

    def full(*_: Any) -> int:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, call, full)
    with pytest.raises(StorageError) as refused:
        storage.replace(tmp_path / "checkpoint", b"new")
    assert (refused.value.code, refused.value.path) == ("storage.full", str(tmp_path / "checkpoint"))
    with pytest.raises(StorageError, match=r"storage\.full"):
        storage.create_immutable(tmp_path / "000", b"hash")
    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == {"checkpoint": b"old"}


def test_an_fsync_that_failed_is_not_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []

    def failing(descriptor: int) -> None:
        calls.append(descriptor)
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os, "fsync", failing)
    with pytest.raises(StorageError, match=r"storage\.failed"):
        storage.create_immutable(tmp_path / "000", b"hash")
    assert len(calls) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_short_write_is_continued(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: write(descriptor, bytes(data[:3])))
    storage.replace(tmp_path / "checkpoint", b"a long line\n")
    assert (tmp_path / "checkpoint").read_bytes() == b"a long line\n"


@posix
def test_a_file_system_without_links_is_served_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: Any) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", no_links)
    storage.create_immutable(tmp_path / "000", b"hash")
    storage.create_immutable(tmp_path / "000", b"hash")
    assert [one.name for one in tmp_path.iterdir()] == ["000"]
    (tmp_path / "whole").write_bytes(b"other")
    with pytest.raises(StorageError, match=r"storage\.differs"):
        storage.adopt(tmp_path / "000", tmp_path / "whole")


def test_a_finished_file_takes_its_name_but_never_that_of_another(tmp_path: Path) -> None:
    (tmp_path / "part").write_bytes(b"whole")
    storage.adopt(tmp_path / "part", tmp_path / "ledger")
    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == {"ledger": b"whole"}
    (tmp_path / "part").write_bytes(b"other")
    with pytest.raises(StorageError, match=r"storage\.differs"):
        storage.adopt(tmp_path / "part", tmp_path / "ledger")
    assert (tmp_path / "ledger").read_bytes() == b"whole"


def test_removing_takes_the_folder_that_it_leaves_empty(tmp_path: Path) -> None:
    storage.create_immutable(tmp_path / "tile" / "000.p" / "5", b"hash")
    storage.remove(tmp_path / "tile" / "000.p" / "5")
    storage.remove(tmp_path / "tile" / "000.p" / "5")
    assert not (tmp_path / "tile" / "000.p").exists()
    storage.remove_folder(tmp_path / "tile")
    storage.remove_folder(tmp_path / "tile")
    assert list(tmp_path.iterdir()) == []


def test_a_lock_refuses_at_once_and_comes_free_again(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "memory.lock"
    refused: list[str] = []

    def other() -> None:
        start = time.monotonic()
        try:
            with storage.lock(path):
                refused.append("held")
        except StorageError as error:
            refused.append(error.code if time.monotonic() - start < 0.5 else "waited")

    with storage.lock(path):
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
    with storage.lock(path):
        pass
    assert refused == ["storage.locked"]


HOLDER = """
import sys, time
from pathlib import Path
from ledger import storage
with storage.lock(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_the_lock_of_a_killed_process_is_free(tmp_path: Path) -> None:
    path = tmp_path / "memory.lock"
    with subprocess.Popen([sys.executable, "-c", HOLDER, str(path)], stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(StorageError, match=r"storage\.locked"), storage.lock(path):
            pass
        holder.kill()
        holder.wait()
    with storage.lock(path):
        pass


@pytest.fixture
def small_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A disk of 64 KiB; where none can be mounted, a system that writes so much and no more."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(place)]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        write = os.write

        def counted(descriptor: int, data: bytes) -> int:
            used = sum(path.stat().st_size for path in place.rglob("*") if path.is_file())
            if used + len(data) > 1 << 16:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return write(descriptor, data)

        monkeypatch.setattr(os, "write", counted)
        yield place
        return
    yield place
    subprocess.run(["umount", str(place)], check=True)


def fill(place: Path) -> None:
    for number in range(100):
        storage.create_immutable(place / "tile" / f"{number:03}", bytes([number]) * 4096)


def test_a_small_disk_fills_and_is_used_again_when_there_is_room(small_disk: Path) -> None:
    storage.replace(small_disk / "checkpoint", b"old")
    with pytest.raises(StorageError, match=r"storage\.full"):
        fill(small_disk)
    with pytest.raises(StorageError, match=r"storage\.full"):
        storage.replace(small_disk / "checkpoint", b"new" * 4096)
    assert (small_disk / "checkpoint").read_bytes() == b"old"
    assert not list(small_disk.rglob("*.tmp"))
    storage.remove_folder(small_disk / "tile")
    storage.replace(small_disk / "checkpoint", b"new")
    assert (small_disk / "checkpoint").read_bytes() == b"new"

"""A full disk, and a kill, while publishing: nothing recorded is lost, the log stands, the next run finishes."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from disclosures.cli import base
from tests.command import danbiet
from tests.demo import Demo, published_files
from tests.stories.staff import CHAIR, CLERK, RECEPTION, Staff
from tests.stories.telling import told

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

# What a reader may meet between a publication that was cut off and the one that finishes it.
MEANWHILE = {"page.mismatch", "file.unexpected", "attachment.missing", "manifest.malformed", "page.stale"}
KILLED = """
import os, signal, sys
from ledger import storage
left = int(sys.argv[1])
def counted(step):
    def call(*arguments, **options):
        global left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return step(*arguments, **options)
    return call
for name in ("create_immutable", "replace", "remove", "remove_folder"):
    setattr(storage, name, counted(getattr(storage, name)))
from disclosures.cli.base import run
run(sys.argv[2:])
"""


@pytest.fixture(scope="module")
def recorded(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """An office with one more record than it has published."""
    desk = tmp_path_factory.mktemp("desk")
    mine = demo.copy(desk / "demo")
    assert Staff(mine, desk).record("reception.held", "reception/2026-01-08", RECEPTION, CLERK, CHAIR).status == 0
    return mine


@pytest.fixture(scope="module")
def undisturbed(recorded: Demo, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What a publication without misfortune gives."""
    folder = tmp_path_factory.mktemp("undisturbed")
    mine = recorded.copy(folder / "demo")
    assert Staff(mine, folder).publish().status == 0
    return published_files(mine.public)


def stands(demo: Demo) -> None:
    """The log of a half-published folder holds; only what the next run puts right may be found."""
    codes = {one["code"] for one in danbiet("verify", demo.public, "--json").value["findings"]}
    assert codes <= MEANWHILE


def test_a_disk_that_fills_while_publishing(
    recorded: Demo, undisturbed: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff = Staff(recorded.copy(tmp_path / "demo"), tmp_path)
    kept, write = staff.kept(), os.write
    for room in (0, 3, 9):
        left = [room]

        def full(descriptor: int, data: bytes, left: list[int] = left) -> int:
            left[0] -= 1
            if left[0] < 0:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return write(descriptor, data)

        with monkeypatch.context() as patch:
            patch.setattr(os, "write", full)
            told(staff.publish(), 2, "storage.full", "dọn chỗ")
        assert staff.kept() == kept
        stands(staff.demo)
    assert staff.publish().status == 0
    assert published_files(staff.demo.public) == undisturbed


def test_a_publisher_that_is_killed(recorded: Demo, undisturbed: dict[str, bytes], tmp_path: Path) -> None:
    staff = Staff(recorded.copy(tmp_path / "demo"), tmp_path)
    kept = staff.kept()
    for step in (2, 7, 12):
        assert killed(step, "publish", staff.demo.office, "--passphrase-file", staff.demo.readme) == -signal.SIGKILL
        assert staff.kept() == kept
        stands(staff.demo)
    assert staff.publish().status == 0
    assert published_files(staff.demo.public) == undisturbed
    assert danbiet("verify", staff.demo.public, "--pages", "--json").value["pages"] == "same"


def killed(step: int, *arguments: object) -> int:
    """Run ``danbiet`` in a process that the system kills at one of its durable steps."""
    command: Sequence[str] = [sys.executable, "-c", KILLED, str(step), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=False).returncode


def test_two_histories_of_one_ledger(recorded: Demo, tmp_path: Path) -> None:
    common = Staff(recorded.copy(tmp_path / "demo"), tmp_path)
    assert common.publish().status == 0
    ours, theirs = (Staff(common.demo.copy(tmp_path / name / "demo"), tmp_path / name) for name in ("a", "b"))
    for staff, entity in ((ours, "reception/2026-01-15"), (theirs, "reception/2026-01-22")):
        assert staff.record("reception.held", entity, RECEPTION, CLERK, CHAIR).status == 0
        assert staff.publish().status == 0
    state = tmp_path / "state"
    assert danbiet("verify", ours.demo.public, "--state", state, "--on", "2025-12-31").status == 0
    answer = danbiet("verify", theirs.demo.public, "--state", state, "--on", "2025-12-31")
    told(answer, 1, "log.fork")
    (evidence,) = state.glob("*.evidence")
    assert danbiet("verify-evidence", evidence, "--json").value["verdict"] == "valid"
    evidence.chmod(0o600)
    for place, code in ((len(evidence.read_bytes()) // 2, "evidence."), (0, "evidence.malformed")):
        data = bytearray(evidence.read_bytes())
        data[place] ^= 1
        (tmp_path / "altered").write_bytes(data)
        answer = danbiet("verify-evidence", tmp_path / "altered", "--json")
        assert (answer.status, answer.value["verdict"]) == (1, "invalid")
        assert answer.value["code"].startswith(code)
        told(answer, 1, answer.value["code"])


@pytest.mark.parametrize("back", [("office", "public"), ("office",), ("office", "keys")])
def test_an_office_that_was_put_back_from_an_old_copy_records_and_publishes_nothing_until_it_is_restored(
    recorded: Demo, tmp_path: Path, back: tuple[str, ...]
) -> None:
    """Given a draft that waits and a copy of yesterday, when the copy comes back, nothing is added that would fork."""
    staff = Staff(recorded.copy(tmp_path / "demo"), tmp_path)
    assert staff.publish().status == 0
    text = staff.drafted("reception.held", "reception/2026-01-15", RECEPTION, CLERK, CHAIR)
    lines = staff.signed(text, CLERK, CHAIR)
    shutil.copytree(staff.demo.folder, tmp_path / "copy")
    assert staff.record("reception.held", "reception/2026-01-22", RECEPTION, CLERK, CHAIR).status == 0
    assert staff.publish().status == 0
    current = staff.kept()
    for name in back:
        shutil.rmtree(staff.demo.folder / name)
        shutil.copytree(tmp_path / "copy" / name, staff.demo.folder / name)
    kept = staff.kept()
    told(staff.append(text, lines), 1, "log.rollback")
    elsewhere = ("publish", staff.demo.office, "--to", tmp_path / "new", "--passphrase-file", staff.demo.readme)
    told(danbiet(*elsewhere), 1, "log.rollback")
    assert (staff.kept(), (tmp_path / "new").exists()) == (kept, False)
    if "public" not in back:
        (staff.demo.office / "ledger.sqlite").rename(tmp_path / "old.sqlite")
        assert danbiet("restore", staff.demo.office).status == 0
        assert staff.kept() == current
        assert staff.append(text, lines).status == 0
        assert staff.publish().status == 0


def test_a_second_record_after_a_silence_of_months_must_wait_for_a_publication(recorded: Demo, tmp_path: Path) -> None:
    staff = Staff(recorded.copy(tmp_path / "demo"), tmp_path)
    told(staff.record("reception.held", "reception/2026-01-15", RECEPTION, CLERK, CHAIR), 1, "record.lapsed", "công bố")
    assert staff.publish().status == 0
    assert staff.record("reception.held", "reception/2026-01-15", RECEPTION, CLERK, CHAIR).status == 0


def test_a_folder_with_others_files_is_not_published_into(demo: Demo, tmp_path: Path) -> None:
    mine = demo.copy(tmp_path / "demo")
    photo = tmp_path / "anh" / "anh.jpg"
    photo.parent.mkdir()
    photo.write_bytes(b"x")
    command = ["publish", mine.office, "--passphrase-file", mine.readme, "--to"]
    told(danbiet(*command, photo.parent), 2, "publish.foreign", str(photo.parent))
    told(danbiet(*command, mine.key("log").parent), 2, "publish.place", str(mine.key("log").parent))
    told(danbiet(*command, mine.folder), 2, "publish.place", str(mine.office))
    assert photo.read_bytes() == b"x"
    assert mine.key("log").is_file()
    (mine.public / "anh.jpg").write_bytes(b"x")
    answer = danbiet(*command, mine.public)
    assert (answer.status, "set-aside" in answer.out) == (0, True)
    assert [path.read_bytes() for path in (mine.office / "set-aside").rglob("*.jpg")] == [b"x"]


def test_a_file_without_end_is_not_read_to_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base, "_LARGEST", 10)
    (tmp_path / "x").write_bytes(bytes(11))
    told(danbiet("verify-evidence", tmp_path / "x"), 2, "storage.large", str(tmp_path / "x"))

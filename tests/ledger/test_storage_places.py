"""Places: network file systems and synchronised folders are refused; only our own leftovers are swept away."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ledger import storage
from ledger.errors import StorageError

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no table of mounts")

MOUNTS = r"""/dev/sda / ext4 rw 0 0
//server/share /home/office/shared\040folder cifs rw 0 0
user@host: /mnt/host fuse.sshfs rw 0 0
/dev/sdb1 /mnt/stick fuseblk rw 0 0
/dev/sdc /mnt/host/local ext4 rw 0 0
"""


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/home/office", "ext4"),
        ("/home/office/shared folder/so", "cifs"),
        ("/mnt/host/so", "fuse.sshfs"),
        ("/mnt/host/local/so", "ext4"),
        ("/mnt/stick", "fuseblk"),
    ],
)
@posix
def test_the_file_system_is_that_of_the_deepest_mount(tmp_path: Path, place: str, kind: str) -> None:
    table = tmp_path / "mounts"
    table.write_text(MOUNTS)
    assert storage._file_system(Path(place), table) == kind
    assert storage._file_system(Path(place), tmp_path / "none") == ""


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "smb3", "9p", "fuse.sshfs", "fuse"])
def test_network_file_systems_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    storage.require_local(tmp_path)
    monkeypatch.setattr(storage, "_file_system", lambda _: kind)
    with pytest.raises(StorageError, match=r"storage\.remote"):
        storage.require_local(tmp_path)


@pytest.mark.parametrize("name", ["OneDrive - Xa Huong Son", "Dropbox", "Google Drive", "Zalo Received Files"])
def test_folders_that_a_program_synchronises_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(StorageError, match=r"storage\.remote"):
        storage.require_local(tmp_path / name / "ledger.sqlite")
    storage.require_local(tmp_path / f"not {name}")


def test_sweeping_takes_only_what_a_killed_process_left(tmp_path: Path) -> None:
    kept = [tmp_path / "a" / "000", tmp_path / ".notes.tmp", tmp_path / "x.1-2.tmp"]
    stray = tmp_path / "a" / ".000.17-42.tmp"
    for path in [*kept, stray]:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"")
    storage.sweep(tmp_path)
    assert not stray.exists()
    assert all(path.exists() for path in kept)

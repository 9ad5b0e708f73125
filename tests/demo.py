"""The demo, built once for a whole test run and shared by all its processes; nobody may change it.

def test_something(demo: Demo) -> None: ...                      # read only
def test_something_else(demo: Demo, tmp_path: Path) -> None:
    mine = demo.copy(tmp_path / "demo")                          # to change
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from filelock import FileLock

from tests.command import danbiet

__all__ = ["Demo", "demo"]


@dataclass(frozen=True, slots=True)
class Demo:
    """A folder as ``danbiet demo`` leaves it."""

    folder: Path

    @property
    def office(self) -> Path:
        """The office's folder."""
        return self.folder / "office"

    @property
    def board(self) -> Path:
        """The Board's folder: its keys, and what its witness remembers."""
        return self.folder / "board"

    @property
    def public(self) -> Path:
        """The published folder."""
        return self.folder / "public"

    @property
    def readme(self) -> Path:
        """The file with a line ``<stem>: <passphrase>`` for each key: also what ``--passphrase-file`` takes."""
        return self.folder / "README.txt"

    def key(self, stem: str) -> Path:
        """The one file ``<stem>.key`` somewhere below."""
        (found,) = self.folder.rglob(f"{stem}.key")
        return found

    def passphrase(self, stem: str) -> str:
        """The passphrase of a key."""
        lines = self.readme.read_text("utf-8").splitlines()
        return next(line.partition(": ")[2] for line in lines if line.startswith(f"{stem}: "))

    def files(self) -> dict[str, bytes]:
        """Every published file by its path."""
        return published_files(self.public)

    def copy(self, to: Path) -> Demo:
        """A copy of the whole folder, to change."""
        shutil.copytree(self.folder, to)
        return Demo(to)


def published_files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Demo:
    """The demo as the command builds it; the first process that asks builds it, the others wait."""
    if "DANBIET_DEMO" in os.environ:
        return Demo(Path(os.environ["DANBIET_DEMO"]))
    run = tmp_path_factory.getbasetemp()
    shared = (run if worker_id == "master" else run.parent) / "demo"
    with FileLock(f"{shared}.lock"):
        if not shared.exists():
            answer = danbiet("demo", shared)
            assert answer.status == 0, answer.err
    return Demo(shared)

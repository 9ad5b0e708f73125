"""What the whole chain must survive: any bit flipped, the folder moved, the office's database gone, built by others."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from disclosures import office as offices
from disclosures.model.topics import REGISTRY
from disclosures.publishing import publish
from ledger import keyfile
from ledger.store import Store
from tests.command import danbiet
from tests.demo import Demo, published_files
from tests.stories.staff import Staff

ROOT = Path(__file__).parents[2]
HEADS = (
    "log/checkpoint", "log/policy", "log/cosigned/newest", "log/tile/0/000.p/newest", "log/tile/entries/000.p/newest",
    "manifest.note", "manifest/root.json", "manifest/ho-so-2025.json", "manifest/data.json", "manifest/assets.json",
    "manifest/attachments.json", "manifest/so-ghi.json",
)  # fmt: skip
EVENING = datetime(2025, 12, 31, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def spoilt(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the published folder; each test leaves it as it was."""
    target = tmp_path_factory.mktemp("spoilt") / "public"
    shutil.copytree(demo.public, target)
    return target


class Flipped:
    """One bit of each of some files is another, for as long as the block lasts; which one follows from the path."""

    def __init__(self, folder: Path, paths: list[str]) -> None:
        self.before = {folder / path: (folder / path).read_bytes() for path in paths}

    def __enter__(self) -> None:
        for path, data in self.before.items():
            changed, bit = bytearray(data), random.Random(path.name + str(len(data))).randrange(8 * len(data))
            changed[bit // 8] ^= 1 << bit % 8
            path.write_bytes(changed)

    def __exit__(self, *_: object) -> None:
        for path, data in self.before.items():
            path.write_bytes(data)


def places(folder: Path) -> tuple[str, set[str]]:
    """The verdict, and every path that a finding names."""
    answer = danbiet("verify", folder, "--json")
    assert answer.status == {"valid": 0, "invalid": 1, "inconclusive": 2}[answer.value["verdict"]]
    assert all(one["code"] and one["message"] for one in answer.value["findings"])
    return answer.value["verdict"], {one["path"] for one in answer.value["findings"] if one["path"]}


def leans_on_nothing(path: str, newest: int) -> bool:
    """Whether a file is judged by itself: not the log's head, nor the manifest's."""
    tiles = f"log/tile/0/000.p/{newest}", f"log/tile/entries/000.p/{newest}"
    return path not in ("log/checkpoint", "log/policy", "manifest.note", *tiles) and not path.startswith("manifest/")


def test_a_bit_flipped_in_every_page_attachment_old_tile_and_kept_checkpoint_at_once_is_found_in_each(
    demo: Demo, spoilt: Path
) -> None:
    files = demo.files()
    newest = max(int(path.rpartition("/")[2]) for path in files if path.startswith("log/cosigned/"))
    paths = [path for path in files if leans_on_nothing(path, newest)]
    assert len(paths) > 200
    with Flipped(spoilt, paths):
        verdict, told = places(spoilt)
    assert verdict == "invalid"
    assert [path for path in paths if path not in told] == []


@pytest.mark.parametrize("name", HEADS)
def test_a_bit_flipped_in_one_file_that_others_lean_on_is_found_there(spoilt: Path, name: str) -> None:
    newest = max((spoilt / "log" / "cosigned").iterdir(), key=lambda path: int(path.name)).name
    path = name.replace("newest", newest)
    with Flipped(spoilt, [path]):
        verdict, told = places(spoilt)
    assert (verdict, path in told) == ("invalid", True), told


def test_every_part_of_the_manifest_is_among_those(demo: Demo) -> None:
    assert {path for path in demo.files() if path.startswith("manifest/")} <= set(HEADS)


def test_one_bit_in_one_file_chosen_by_lot_is_found_and_nothing_else_is_accused(demo: Demo, spoilt: Path) -> None:
    pages = [path for path in demo.files() if not path.startswith(("log/", "manifest"))]
    for path in random.Random(8).sample(sorted(pages), 12):
        with Flipped(spoilt, [path]):
            assert places(spoilt) == ("invalid", {path})
    assert places(spoilt) == ("valid", set())


def test_moved_and_without_its_database_it_verifies_restores_and_publishes_the_same_bytes(
    demo: Demo, tmp_path: Path
) -> None:
    mine = demo.copy(tmp_path / "nơi khác" / "Sổ dân biết")
    recorded = Staff(mine, tmp_path).kept()
    for path in mine.office.iterdir():
        if path.name not in ("office.toml", "staff"):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    answer = danbiet("verify", mine.public, "--pages", "--json")
    assert (answer.value["verdict"], answer.value["pages"]) == ("valid", "same")
    restored = danbiet("restore", mine.office)
    assert (restored.status, f" {len(recorded)} tờ" in restored.out) == (0, True), restored.err
    assert Staff(mine, tmp_path).kept() == recorded
    log = keyfile.open_key(mine.key("log"), mine.passphrase("log"))
    with Store(mine.office / "ledger.sqlite", REGISTRY) as store:
        publish(offices.load(mine.office), store, log, EVENING)
    assert published_files(mine.public) == demo.files()


def test_mkdocs_alone_builds_the_same_bytes(demo: Demo, tmp_path: Path) -> None:
    environment = os.environ | {"DANBIET_FROM": str(demo.public), "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(tmp_path / "site")]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    built = {
        path: data for path, data in demo.files().items() if not path.startswith(("log/", "attachments/", "manifest"))
    }
    assert published_files(tmp_path / "site") == built


def test_a_zip_of_the_folder_verifies(demo: Demo, tmp_path: Path) -> None:
    packed = shutil.make_archive(str(tmp_path / "so"), "zip", demo.public)
    assert danbiet("verify", packed, "--pages", "--json").value["pages"] == "same"

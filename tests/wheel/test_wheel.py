"""The built wheel in an environment that has nothing else: install, ``danbiet demo``, ``danbiet verify --pages``."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import venv
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.demo import published_files

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.demo import Demo

pytestmark = pytest.mark.wheel

ROOT = Path(__file__).parents[2]
BIN = "Scripts" if os.name == "nt" else "bin"


def needed(package: str, seen: set[str] | None = None) -> set[str]:
    """The package and all that it needs to run here, extras left out, by normalised names."""
    seen = set() if seen is None else seen
    name = re.sub(r"[-_.]+", "-", package).lower()
    if name not in seen:
        try:
            requires = metadata.requires(name) or []
        except metadata.PackageNotFoundError:  # needed on other systems alone
            return seen
        seen.add(name)
        for one in requires:
            if "extra ==" not in one and (found := re.match(r"[A-Za-z0-9._-]+", one)):
                needed(found[0], seen)
    return seen


def locked(names: set[str]) -> Iterator[str]:
    """The blocks of the lock, hashes and all, of these packages."""
    for block in re.split(r"\n(?=[a-z0-9])", (ROOT / "requirements.lock").read_text("utf-8")):
        if re.split(r"[=\s\[]", block, maxsplit=1)[0] in names:
            yield block


def run(*command: str | Path, cwd: Path, **changed: str) -> subprocess.CompletedProcess[str]:
    """Run a command far from the checkout; its failure is the test's."""
    foreign = {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV"}
    environment = {name: value for name, value in os.environ.items() if name not in foreign} | changed
    arguments = [str(part) for part in command]
    done = subprocess.run(arguments, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this checkout with the locked builder."""
    target = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", target, ROOT, cwd=target)
    (built,) = target.glob("danbiet-*.whl")
    return built


@pytest.fixture(scope="module")
def bare(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ``danbiet`` command of a new environment: the wheel, and what it needs as the lock names it."""
    folder = tmp_path_factory.mktemp("bare")
    requirements = folder / "requirements.txt"
    requirements.write_text("\n".join(locked(needed("danbiet") - {"danbiet"})), "utf-8")
    venv.create(folder / "venv", with_pip=True)
    pip: list[str | Path] = [
        folder / "venv" / BIN / "python",
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
    ]
    run(*pip, "--require-hashes", "-r", requirements, cwd=folder)
    run(*pip, "--no-deps", "--no-index", wheel, cwd=folder)
    run(*pip[:3], "check", cwd=folder)
    return folder / "venv" / BIN / "danbiet"


def test_the_wheel_holds_both_houses_the_guide_and_the_licence(wheel: Path) -> None:
    listed = run(sys.executable, "-m", "zipfile", "-l", wheel, cwd=wheel.parent).stdout
    for name in ("ledger/characters.json", "disclosures/catalogue/law.toml", "disclosures/publishing/guide/mkdocs.yml"):
        assert name in listed
    assert "licenses/LICENSE" in listed
    assert not re.search(r"^(tests|benchmarks|site)/", listed, re.MULTILINE)


def test_the_command_answers_in_vietnamese(bare: Path, tmp_path: Path) -> None:
    assert run(bare, "--help", cwd=tmp_path).stdout.startswith("Cách dùng: danbiet")


def test_a_second_run_elsewhere_ends_in_the_same_state_with_the_same_bytes(
    bare: Path, demo: Demo, tmp_path: Path
) -> None:
    mine = demo.copy(tmp_path / "nơi khác" / "demo")
    (mine.public / "index.html").write_bytes(b"to be made again")
    odd = {"PYTHONHASHSEED": "7", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "COLUMNS": "40"}
    run(bare, "demo", mine.folder, cwd=tmp_path, **odd)
    assert published_files(mine.public) == demo.files()
    assert mine.readme.read_bytes() == demo.readme.read_bytes()
    assert [path.name for path in mine.folder.parent.iterdir()] == ["demo"]
    answer = json.loads(run(bare, "verify", mine.public, "--pages", "--json", cwd=tmp_path).stdout)
    assert (answer["verdict"], answer["pages"]) == ("valid", "same")

"""One office is made a session; each test gets a copy with a desk in it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.disclosures.desk.bench import Bench, make_office

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an office that was just opened."""
    root = tmp_path_factory.mktemp("made")
    make_office(root)
    return root


@pytest.fixture
def bench(made: Path, tmp_path: Path) -> Iterator[Bench]:
    """A desk that somebody opened by its start link."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    bench = Bench(tmp_path)
    bench.start()
    yield bench
    bench.close()

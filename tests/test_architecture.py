"""The shape of the house: what stands at the top, what ``site/`` may hold, how long files and functions may be."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[1]
TOP: Final = {
    ".ci", ".gitignore", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "Makefile", "NOTICE", "README.md",
    "SECURITY.md", "benchmarks", "disclosures", "docs", "ledger", "mkdocs.yml", "pyproject.toml", "requirements.lock",
    "site", "tests",
}  # fmt: skip

MACHINE: Final = re.compile(r"(?<![\w.])/(?:home|Users|root|work)/\w+|[A-Z]:\\\\?Users\\")
INVENTED: Final = {"tests/ledger/test_storage_places.py", "tests/test_architecture.py"}
"""Whose paths are examples of nobody's."""


def tracked() -> list[str]:
    """The files of the project, as git knows them."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    return listed.stdout.splitlines()


def sources() -> list[Path]:
    """The Python files of both houses."""
    return [
        ROOT / name for name in tracked() if name.endswith(".py") and name.split("/")[0] in ("ledger", "disclosures")
    ]


def test_the_top_level_holds_what_such_a_project_needs_and_nothing_else() -> None:
    assert {name.split("/")[0] for name in tracked()} <= TOP


def test_the_site_folder_holds_no_python() -> None:
    assert not [name for name in tracked() if name.startswith("site/") and name.endswith(".py")]


@pytest.mark.parametrize("path", sources(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_file_is_longer_than_300_lines_and_no_function_longer_than_60(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.count("\n") <= 300
    long = [
        f"{node.name}: {node.end_lineno - node.lineno + 1}"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno + 1 > 60
    ]
    assert not long


def test_the_median_function_has_at_most_10_lines() -> None:
    lengths = sorted(
        (node.end_lineno or node.lineno) - node.lineno + 1
        for path in sources()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    assert lengths[len(lengths) // 2] <= 10


def test_no_file_names_a_path_of_somebody_s_machine() -> None:
    named = []
    for name in tracked():
        try:
            text = (ROOT / name).read_text("utf-8")
        except (UnicodeDecodeError, FileNotFoundError):
            continue
        named += [f"{name}: {found[0]}" for found in MACHINE.finditer(text) if name not in INVENTED]
    assert not named

"""Test data: vectors of other projects, read where they lie, and our own cases, which the page's verifier runs too.

The vectors are in the folder named by ``DANBIET_VECTORS``, by default ``shared/vectors`` beside the repository. They
are not copied into it: where they are absent a test says so, and in CI it fails.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

_REPOSITORY = Path(__file__).parents[2]
CASES = Path(__file__).parent / "cases"


def vectors(*parts: str) -> Path:
    """The path of a vector file or folder; the test is skipped (in CI: fails) where there are none."""
    folder = Path(os.environ.get("DANBIET_VECTORS") or _REPOSITORY.parent / "shared" / "vectors")
    if not folder.is_dir():
        sentence = f"the test vectors are not at {folder}: set DANBIET_VECTORS"
        pytest.fail(sentence) if os.environ.get("CI") else pytest.skip(sentence)
    return folder.joinpath(*parts)


def cases(name: str) -> list[dict[str, Any]]:
    """Our own cases of one kind: ``notes`` or ``proofs``."""
    found: list[dict[str, Any]] = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))["cases"]
    return found

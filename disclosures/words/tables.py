"""The tables of words, which are data as the law is: ``sentences.toml``, ``names.toml`` and ``desk.toml``.

read("names")["families"]["plan"]    # "Kế hoạch"
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def read(name: str) -> dict[str, dict[str, Any]]:
    """Every table of a file, by its name."""
    return tomllib.loads(files("disclosures.words").joinpath(f"{name}.toml").read_text(encoding="utf-8"))

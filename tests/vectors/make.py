"""Make the files in ``cases``: ``python -m tests.vectors.make``. A test sees that they are what this makes.

The verdicts are written by hand beside each case; nothing here asks the code under test what it thinks.
Keys come from fixed seeds, so that the files do not change by themselves.
"""

from __future__ import annotations

import json
from base64 import b64encode
from typing import Any

from tests.vectors import CASES, make_json, make_notes, make_policies, make_proofs, make_single

Case = dict[str, Any]


def _base64(value: Any) -> Any:
    if isinstance(value, bytes):
        return b64encode(value).decode()
    return value


def written(about: list[str], cases: list[Case]) -> str:
    """The text of one file."""
    plain = [{key: _base64(value) for key, value in case.items()} for case in cases]
    return json.dumps({"about": about, "cases": plain}, ensure_ascii=False, indent=1) + "\n"


def files() -> dict[str, str]:
    """Every file in ``cases``, by name."""
    return {
        "json.json": written(make_json.ABOUT, make_json.cases()),
        "notes.json": written(make_notes.ABOUT, make_notes.cases()),
        "single.json": written(make_single.ABOUT, make_single.cases()),
        "proofs.json": written(make_proofs.ABOUT, make_proofs.cases() + make_policies.cases()),
    }


if __name__ == "__main__":
    for name, text in files().items():
        (CASES / name).write_text(text, encoding="utf-8")

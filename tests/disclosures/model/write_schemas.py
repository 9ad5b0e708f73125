"""Write the JSON Schema of every body: ``python -m tests.disclosures.model.write_schemas``."""

from __future__ import annotations

import json
from pathlib import Path

from disclosures.model.topics import schemas

FOLDER = Path(__file__).parents[3] / "docs" / "formats" / "schema"


def texts() -> dict[str, str]:
    """The text of each file by its name."""
    return {
        f"{name}.json": json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
        for name, schema in schemas().items()
    }


if __name__ == "__main__":
    for file, text in texts().items():
        (FOLDER / file).write_text(text, encoding="utf-8", newline="\n")

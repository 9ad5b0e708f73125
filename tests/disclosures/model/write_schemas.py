"""Write the JSON Schema of every body: ``python -m tests.disclosures.model.write_schemas``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from disclosures.model.topics import MODELS

FOLDER = Path(__file__).parents[3] / "docs" / "formats" / "schema"


def texts() -> dict[str, str]:
    """The text of each file by its name."""
    return {
        f"{name}.json": json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
        for name, schema in schemas().items()
    }


def schemas() -> dict[str, dict[str, Any]]:
    """The JSON Schema of every topic's body by ``<topic>@v1``, as ``docs/formats/schema`` carries it."""
    return {
        f"{topic}@v1": _without_null(model.model_json_schema(by_alias=True)) | {"$comment": topic}
        for topic, model in sorted(MODELS.items())
    }


def _without_null(schema: Any) -> Any:
    """An optional member may be absent and is never null, which pydantic's own schema cannot say."""
    if isinstance(schema, list):
        return [_without_null(item) for item in schema if item != {"type": "null"}]
    if not isinstance(schema, dict):
        return schema
    plain = {key: _without_null(value) for key, value in schema.items() if (key, value) != ("default", None)}
    match plain.pop("anyOf", None):
        case [only]:
            return plain | only
        case None:
            return plain
        case several:
            return plain | {"anyOf": several}


if __name__ == "__main__":
    for file, text in texts().items():
        (FOLDER / file).write_text(text, encoding="utf-8", newline="\n")

"""The documents of formats tell the truth about bodies: schemas, examples, and the codes of refusals."""

from __future__ import annotations

import ast
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from disclosures import catalogue
from disclosures.model import commune as door
from disclosures.model.actors import KEYLESS, SIGNS
from disclosures.model.bodies import Attachment, Table, written
from disclosures.model.commune import decide, evolve
from disclosures.model.matter import STEPS
from disclosures.model.topics import MODELS
from ledger import canonical
from tests.disclosures.model import COMMITTEE, OPENED, act, document, plain
from tests.disclosures.model.write_schemas import FOLDER, texts

LAW = catalogue.load()
EXAMPLE = re.compile(r"## ([a-z.-]+)\n\n.*?Entity `([^`]+)`.*?\n\n```json\n(.*?)\n```", re.DOTALL)
SIGNERS = {
    "board": ("ban-thanh-tra",),
    "catalogue": ("ban-thanh-tra", "chu-tich"),
    "conference": ("chu-tich", "cong-doan"),
    "convention": ("to-truong", "chu-tich"),
    "duty": ("ban-thanh-tra", "chu-tich"),
    "front": ("mat-tran",),
    "inspection": ("ban-thanh-tra",),
    "recommendation": ("ban-thanh-tra",),
    "steering": ("ban-chi-dao", "chu-tich"),
}


def examples() -> list[tuple[str, str, str]]:
    return EXAMPLE.findall((FOLDER.parent / "bodies.md").read_text(encoding="utf-8"))


def test_the_schemas_in_the_documents_are_those_of_the_models() -> None:
    assert {path.name: path.read_text(encoding="utf-8") for path in FOLDER.iterdir()} == texts()


def test_no_schema_allows_null() -> None:
    assert not any('"null"' in text or ": null" in text for text in texts().values())


def test_every_topic_has_one_example_that_is_canonical() -> None:
    assert [topic for topic, _, _ in examples()] == list(dict.fromkeys(topic for topic, _, _ in examples()))
    assert {topic for topic, _, _ in examples()} == set(MODELS)
    for topic, _, text in examples():
        body = MODELS[topic].model_validate(canonical.loads(text.encode()))
        assert canonical.dumps(written(body)).decode() == text


def test_the_examples_are_one_lawful_history() -> None:
    now = OPENED
    for index, (topic, entity, text) in enumerate(examples(), start=1):
        body: Any = canonical.loads(text.encode())
        by = SIGNERS.get(topic.partition(".")[0], COMMITTEE)
        event = act(index, topic, entity, body, by=by, drawn=date(2025, 12, 1))
        decide(now, LAW, event)
        now = evolve(now, event)


def test_every_topic_has_its_aggregate() -> None:
    assert set(MODELS) == set(STEPS) | {topic for topic in MODELS if topic.partition(".")[0] in door._OWN}


def test_every_actor_of_the_catalogue_signs_or_is_recorded() -> None:
    assert set(LAW.vocabulary["actor"]) == set(SIGNS) | KEYLESS
    assert not set(SIGNS) & KEYLESS


def test_the_door_lists_every_code_of_a_refusal() -> None:
    listed = set(re.findall(r"^(model\.[a-z-]+) ", door.__doc__ or "", re.MULTILINE))
    raised = set()
    for path in Path(door.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "RefusalError":
                assert isinstance(node.args[0], ast.Constant)
                raised.add(node.args[0].value)
    assert listed == raised


@pytest.mark.parametrize(
    "wrong",
    [
        {"on": "20250108"},
        {"on": "2025-02-30"},
        {"on": "2025-01-08T00:00:00"},
        {"on": 20250108},
        {"on": "٢٠٢٥-01-08"},
        {"period": "2025-W53"},
        {"period": "2025-Q5"},
        {"period": "٢٠٢٥"},
        {"place": None},
        {"counts": {"n": True}},
        {"counts": {"n": "1"}},
        {"counts": {"n": -1}},
        {"counts": {"Tên": 1}},
        {"title": "hai\ndòng"},
        {"title": ""},
        {"nothing": "x"},
        {"for_": "2025-01-08"},
        {"about": "document/1"},
        {"about": ["không"]},
    ],
    ids=str,
)
def test_a_body_has_one_spelling_and_nothing_unknown(wrong: dict[str, Any]) -> None:
    right = {"on": "2025-01-08", "title": "Việc"}
    model = MODELS["check.held"]
    model.model_validate(right)
    with pytest.raises(ValidationError):
        model.model_validate(right | wrong)
    with pytest.raises(ValidationError):
        model.model_validate_json(json.dumps(right | wrong))


@pytest.mark.parametrize("name", ["con.txt", "nul.pdf", "com1.csv", "lpt9.png"])
def test_no_attachment_is_named_like_a_windows_device(name: str) -> None:
    named = {"media_type": "text/plain", "sha256": "0" * 64, "size": 1}
    assert Attachment.model_validate(named | {"name": f"x{name}"})
    with pytest.raises(ValidationError):
        Attachment.model_validate(named | {"name": name})


def test_a_table_is_rectangular() -> None:
    table = {"caption": "Vốn", "columns": ["Việc", "Số tiền"], "rows": [["Đường", 5], ["Cầu", 6]]}
    assert Table.model_validate(table).rows == (("Đường", 5), ("Cầu", 6))
    with pytest.raises(ValidationError):
        Table.model_validate(table | {"rows": [["Đường"]]})


def test_only_what_was_given_is_written() -> None:
    assert written(plain(1, "check.held", "2025-01-08").body) == {"duties": [], "on": "2025-01-08", "title": "Việc"}
    assert "summary" not in written(document(1, "2025-01-08").body)

"""Whatever a record says is words on the page: every text field, every payload, the same tags as for plain words."""

from __future__ import annotations

from typing import Any

import pytest

from disclosures.model.topics import MODELS, REGISTRY
from disclosures.pages import View, pages
from tests.disclosures.pages.dom import Document
from tests.disclosures.pages.payloads import PAYLOADS
from tests.disclosures.pages.world import view
from tests.simulator import Commune

PLAIN = "lời thường"
ON = "2025-03-03"


def records(text: str) -> dict[str, dict[str, Any]]:
    """One body of every topic, with ``text`` in every field that takes words."""
    item = {"actor": "ubnd-xa", "audience": "public", "id": "viec", "lines": "1", "section": "dan-biet"}
    plain = {"counts": {"present": 3}, "text": text, "title": text, "to": text}
    bodies: dict[str, dict[str, Any]] = {
        "document.issued": {"issuer": text, "kind": "bao-cao", "number": text, "summary": text, "title": text},
        "plan.adopted": {
            "items": [{**item, "deadline": text, "quote": text, "text": text}],
            "period": "2025",
            "title": text,
        },
        "plan.item-reported": {"item": "viec", "text": text},
        "disclosure.published": {
            "affects": text,
            "forms": ["cong-thong-tin"],
            "legal_title": text,
            "summary": text,
            "tables": [{"caption": text, "columns": [text, text], "rows": [[text, 1], [text, text]], "unit": text}],
            "title": text,
            "todo": {"by": "2030-01-01", "text": text},
            "what": text,
        },
        "disclosure.posted": {"basis": text, "places": [text], "until": "2025-04-04"},
        "disclosure.taken-down": {"basis": text, "places": [text], "reason": text},
        "disclosure.broadcast": {"until": "2025-03-05"},
        "disclosure.relayed": {"places": [text]},
        "disclosure.corrected": {
            "changes": [{"field": text, "right": text, "wrong": text}],
            "places": [text],
            "reason": text,
        },
        "disclosure.superseded": {"reason": text},
        "conference.called": {"agenda": text, "for": "2025-03-20", "title": text},
        "conference.held": {"present": 20, "title": text, "total": 24},
        "inspection.planned": {"subject": text, "title": text},
        "inspection.found": {"findings": [text], "title": text},
        "recommendation.drafted": {"text": text, "title": text},
        "recommendation.sent": {"text": text, "title": text, "to": text},
        "answer.given": {"no_evidence": text, "outcome": "done", "text": text, "title": text},
        "unit.succeeded": {"basis": text, "text": text, "unit": {"kind": "xa", "name": text}},
        "duty.set-aside": {"basis": text, "duty": "xa-ck-01", "reason": text},
        "catalogue.adopted": {"kind": "law", "title": text, "version": text},
    }
    return bodies | {topic: plain for topic in MODELS if topic not in bodies}


def book(text: str, *topics: str) -> View:
    """A book with one matter of each family, every word of it ``text``."""
    world = Commune(REGISTRY)
    for topic, body in records(text).items():
        if not topics or topic in topics:
            entry = world.append(topic, f"{topic.partition('.')[0]}/x", body, on=ON)
            assert entry.sound, (topic, entry.code, entry.detail)
    return view(world, instances=())


def shape(one: View) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """The tags and attribute names of every page, in order, by path."""
    return {
        page.path: Document(page.make()).tags
        for page in pages(one)
        if page.path.endswith(".html") and page.path != "kiem-chung.html"
    }


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_in_every_field_of_every_topic_leaves_every_page_as_plain_words_do(payload: str) -> None:
    assert shape(book(payload)) == PLAIN_SHAPE


PLAIN_SHAPE = shape(book(PLAIN))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_a_record_says_stands_on_its_page_word_for_word(payload: str) -> None:
    one = book(payload, "disclosure.published", "disclosure.corrected")
    page = next(page for page in pages(one) if page.path.startswith("ho-so/2025/000001")).make()
    text = Document(page).text
    assert text.count(payload) >= 12


def test_there_are_enough_payloads_and_each_is_another() -> None:
    assert len(set(PAYLOADS)) == len(PAYLOADS) > 60

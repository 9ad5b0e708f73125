"""The fold takes every sound act, also those that decide would have refused, and never reads a clock."""

from __future__ import annotations

import time
from datetime import date
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from disclosures import catalogue, workdays
from disclosures.model.bodies import written
from disclosures.model.commune import evolve, fold
from disclosures.model.topics import MODELS
from disclosures.projections.adopted import judge
from disclosures.projections.due import instances
from disclosures.projections.plan import plans
from disclosures.projections.timeline import timeline
from ledger import canonical
from ledger.record import Withheld
from tests.disclosures.model import LAWS, OPENED, act, commune, document, published, sent
from tests.disclosures.projections import seal

if TYPE_CHECKING:
    import pytest

    from disclosures.model.events import Event

LAW = catalogue.load()
DAYS = st.dates(date(2023, 1, 1), date(2027, 6, 1)).map(str)
NAMES = st.sampled_from(["a", "b", "c"])
ABOUT = st.sampled_from(["document", "disclosure", "plan", "recommendation", "board", "x"])
ROLES = ("chu-tich", "van-phong-thong-ke", "ban-thanh-tra", "mat-tran")
ITEM = {"actor": "ubnd-xa", "audience": "public", "duties": ["xa-ck-01", "nothing"], "id": "a", "lines": "1",
        "quote": "q", "section": "dan-biet", "text": "t"}  # fmt: skip
FILE = {"media_type": "application/toml", "name": "law.toml", "sha256": "0" * 64, "size": 9}
MEMBERS: dict[str, st.SearchStrategy[Any]] = {
    "about": st.lists(st.builds("{}/{}".format, ABOUT, NAMES), max_size=3),
    "actor": NAMES,
    "attachments": st.lists(st.just(FILE), max_size=2),
    "duties": st.lists(st.sampled_from([*LAW.duties, "nothing"]), max_size=4),
    "for": DAYS,
    "on": DAYS,
    "period": st.sampled_from(["2025", "2025-H1", "2025-Q1", "2025-03", "2025-W07"]),
    "place": st.sampled_from(["dong", "tay"]),
    "agenda": NAMES,
    "basis": NAMES,
    "changes": st.lists(st.just({"field": "f", "right": "r", "wrong": "r"}), max_size=1),
    "counts": st.just({"n": 1}),
    "duty": st.sampled_from(["xa-ck-01", "tcd-chu-tich", "nothing"]),
    "findings": st.lists(NAMES, max_size=1),
    "form": NAMES,
    "forms": st.just(["khac"]),
    "issuer": NAMES,
    "item": NAMES,
    "items": st.just([ITEM]),
    "kind": st.sampled_from(["law", "calendar"]),
    "number": NAMES,
    "no_evidence": NAMES,
    "outcome": st.sampled_from(["done", "will-do"]),
    "places": st.lists(NAMES, min_size=1, max_size=2),
    "present": st.integers(0, 9),
    "reason": NAMES,
    "resolution_yes": st.integers(0, 9),
    "subject": NAMES,
    "summary": NAMES,
    "text": NAMES,
    "title": NAMES,
    "to": NAMES,
    "total": st.integers(1, 9),
    "unit": st.just({"kind": "xa", "name": "Đồng Tâm"}),
    "until": DAYS,
    "version": NAMES,
    "what": NAMES,
}
UNTOLD = {"affects", "legal_title", "tables", "todo"}


def _body(topic: str) -> st.SearchStrategy[dict[str, Any]]:
    fields = {info.alias or name: info for name, info in MODELS[topic].model_fields.items()}
    required = {name: MEMBERS[name] for name, info in fields.items() if info.is_required()}
    optional = {name: MEMBERS[name] for name in fields if name not in required and name not in UNTOLD}
    return st.fixed_dictionaries(required, optional=optional)


def _act(topic: str) -> st.SearchStrategy[Event]:
    family = topic.partition(".")[0]
    return st.builds(
        lambda name, body, by, drawn, left: act(
            0, topic, f"{family}/{name}", body, by=by, drawn=drawn,
            withheld=(Withheld(left, "Điều 7", "Chủ tịch", None),) if left else (),
        ),
        NAMES,
        _body(topic),
        st.lists(st.sampled_from(ROLES), min_size=1, unique=True),
        st.none() | st.dates(date(2024, 1, 1), date(2027, 1, 1)),
        st.none() | st.sampled_from(["summary", "text", "what"]),
    )  # fmt: skip


ACTS = st.lists(st.sampled_from(sorted(MODELS)).flatmap(_act), max_size=12)


def _numbered(acts: list[Event]) -> list[Event]:
    return [
        act(index, one.topic, one.entity, written(one.body), by=[s.role for s in one.signers], drawn=one.day,
            withheld=one.withheld, seen=max(1, index - 2))
        for index, one in enumerate(acts, start=1)
    ]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(ACTS)
def test_no_sequence_of_sound_acts_breaks_the_fold_or_what_reads_it(acts: list[Event]) -> None:
    events, calendar, on = _numbered(acts), workdays.load(), date(2026, 6, 1)
    step = OPENED
    for event in events:
        judge(step, LAWS, event)
        step = evolve(step, event)
    assert step == fold(OPENED, events)
    lines = instances(
        events, LAW, calendar, on=on, opened=date(2025, 1, 2), villages=["dong"], cosigned=[seal(2, 1_750_000_000)]
    )
    plans(events, lines, on=on)
    for entity in step.matters:
        assert timeline(events, entity, on=date(2027, 6, 1))


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(sorted(MODELS)).flatmap(lambda topic: st.tuples(st.just(topic), _body(topic))))
def test_a_body_is_written_as_it_was_read(drawn: tuple[str, dict[str, Any]]) -> None:
    topic, body = drawn
    read = MODELS[topic].model_validate(body)
    assert written(read) == body
    assert MODELS[topic].model_validate_json(canonical.dumps(written(read))) == read


def test_the_fold_reads_no_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden() -> float:
        raise AssertionError("a clock was read")

    monkeypatch.setattr(time, "time", forbidden)
    assert "document/1" in commune(document(1, "2025-01-08")).matters


def test_a_matter_knows_whom_it_names_and_who_names_it() -> None:
    now = commune(
        document(1, "2025-01-08", "xa-ck-01"),
        published(2, "2025-01-10", ["document/1"], "xa-ck-01"),
        sent(3, "2025-02-01"),
    )
    assert now.matters["document/1"].cited == ("disclosure/2",)
    assert now.matters["disclosure/2"].about == ("document/1",)
    assert now.matters["recommendation/3"].first == 3


def test_sheets_are_known_with_place_days_and_taking_down() -> None:
    both = ["Trụ sở UBND", "Chợ"]
    now = commune(
        published(1, "2025-01-10"),
        act(2, "disclosure.posted", "disclosure/1", {"on": "2025-01-10", "places": both, "until": "2025-02-09"}),
        act(3, "disclosure.taken-down", "disclosure/1", {"on": "2025-02-10", "places": ["Chợ"]}),
    )
    state = now.matters["disclosure/1"].state
    assert [(sheet.place, sheet.down) for sheet in state.postings] == [
        ("Trụ sở UBND", None),
        ("Chợ", date(2025, 2, 10)),
    ]
    assert [sheet.place for sheet in state.up()] == ["Trụ sở UBND"]


def test_a_reform_renames_the_unit_from_its_day_on() -> None:
    body = {"basis": "Nghị quyết", "on": "2025-07-01", "unit": {"kind": "xa", "name": "Hương Sơn Mới"}}
    now = commune(act(1, "unit.succeeded", "unit/1", body))
    assert now.unit(date(2025, 6, 30)) == ("xa", "Hương Sơn")
    assert now.unit(date(2025, 7, 1)) == ("xa", "Hương Sơn Mới")


def test_a_reform_that_is_recorded_late_does_not_undo_a_later_one() -> None:
    body = {"basis": "Nghị quyết", "on": "2025-07-01", "unit": {"kind": "xa", "name": "Hương Sơn Mới"}}
    earlier = {"basis": "Nghị quyết", "on": "2025-03-01", "unit": {"kind": "xa", "name": "Giữa"}}
    now = commune(
        act(1, "unit.succeeded", "unit/1", body), act(2, "unit.succeeded", "unit/2", earlier, drawn=date(2025, 8, 1))
    )
    assert now.unit(date(2025, 8, 2)) == ("xa", "Hương Sơn Mới")
    assert now.unit(date(2025, 4, 1)) == ("xa", "Giữa")

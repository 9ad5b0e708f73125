"""The plan's items, the story of a matter, the quarterly list, and the short lists of the first page."""

from __future__ import annotations

import time
from datetime import date
from typing import Any

from disclosures.projections.due import instances
from disclosures.projections.plan import plans
from disclosures.projections.timeline import timeline
from tests.disclosures.model import LAW, act, document, published, sent
from tests.disclosures.projections import CALENDAR, OPENED, seal

ON = date(2025, 6, 30)


def item(name: str, *duties: str) -> dict[str, Any]:
    return {"actor": "ubnd-xa", "audience": "public", "duties": list(duties), "id": name, "lines": "1", "quote": "q",
            "section": "dan-biet", "text": "t"}  # fmt: skip


PLAN = act(
    1,
    "plan.adopted",
    "plan/2025",
    {
        "items": [
            item("hoi-nghi", "cq-hn-thuong-nien", "kh-hn-15-02"),
            item("nhac-nho"),
            item("cong-khai", "xa-ck-01"),
        ],
        "on": "2025-01-10",
        "period": "2025",
        "title": "Kế hoạch năm 2025",
    },
)
HELD = act(
    2,
    "conference.held",
    "conference/1",
    {"duties": ["cq-hn-thuong-nien", "kh-hn-15-02"], "on": "2025-02-20", "period": "2024", "present": 20, "title": "HN",
     "total": 30},
    by=("chu-tich", "cong-doan"),
)  # fmt: skip


def test_an_item_shows_the_worst_of_its_clocks_and_keeps_both() -> None:
    events = [PLAN, HELD]
    lines = instances(events, LAW, CALENDAR, on=ON, opened=OPENED)
    conference, plain, public = plans(events, lines, on=ON)["plan/2025"]
    assert [(one.duty, one.state) for one in conference.instances] == [
        ("kh-hn-15-02", "met-late"),
        ("cq-hn-thuong-nien", "met"),
    ]
    assert (plain.instances, plain.reports) == ((), ())
    assert [one.state for one in public.instances] == ["not-due"]


def test_an_item_without_a_duty_counts_what_was_reported() -> None:
    told = act(2, "plan.item-reported", "plan/2025", {"item": "nhac-nho", "on": "2025-03-01", "text": "Đã nhắc"})
    items = plans([PLAN, told], [], on=ON)["plan/2025"]
    assert [report.index for report in items[1].reports] == [2]
    assert plans([PLAN, told], [], on=date(2025, 1, 1)) == {}


def test_a_plan_takes_no_instance_of_another_year() -> None:
    late = document(2, "2024-03-01", "xa-ck-01")
    events = [PLAN, late]
    lines = instances(events, LAW, CALENDAR, on=ON, opened=OPENED)
    assert [line.state for line in lines if line.duty == "xa-ck-01"] == ["overdue"]
    assert plans(events, lines, on=ON)["plan/2025"][2].instances == ()


def test_a_story_holds_the_records_of_the_other_side() -> None:
    answer = {
        "about": ["recommendation/1"],
        "no_evidence": "x",
        "on": "2025-02-01",
        "outcome": "will-do",
        "text": "t",
        "title": "y",
    }
    events = [sent(1, "2025-01-10"), document(2, "2025-01-11"), act(3, "answer.given", "answer/3", answer)]
    lines = timeline(events, "recommendation/1", on=ON, cosigned=[seal(4, 1740000000)])
    assert [(line.index, line.other, line.witnessed) for line in lines] == [
        (1, False, date(2025, 2, 20)),
        (3, True, date(2025, 2, 20)),
    ]
    assert [line.index for line in timeline(events, "answer/3", on=ON)] == [1, 3]
    assert lines[0].as_json()["claimed"] == "2025-01-10"


def test_a_year_of_records_is_folded_well_under_a_second() -> None:
    events = []
    for index in range(1, 1801, 2):
        day = f"2025-{index % 12 + 1:02}-{index % 28 + 1:02}"
        events += [
            document(index, day, "xa-ck-01", "xa-ck-niem-yet"),
            published(index + 1, day, [f"document/{index}"], "xa-ck-01"),
        ]
    began = time.perf_counter()
    lines = instances(events, LAW, CALENDAR, on=date(2025, 12, 31), opened=OPENED, villages=("dong", "doai"))
    assert time.perf_counter() - began < 2
    assert sum(line.state == "met" for line in lines) == 900

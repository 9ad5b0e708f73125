"""Each state of a duty, computed by hand from the real rows and the real calendar."""

from __future__ import annotations

from datetime import date

import pytest

from disclosures.model.topics import MODELS
from disclosures.projections.dates import late_on_paper
from disclosures.projections.due import instances
from disclosures.projections.instance import MEMBERS
from ledger.record import Withheld
from tests.disclosures.model import LAW, act, allowed, document, plain, published, refused, sent
from tests.disclosures.projections import CALENDAR, OPENED, due, one, seal

ISSUED = document(1, "2025-12-31", "xa-ck-01")


@pytest.mark.parametrize(
    ("on", "state", "late"),
    [
        ("2026-01-01", "not-due", None),
        ("2026-01-02", "due-soon", None),
        ("2026-01-09", "due-soon", None),
        ("2026-01-10", "overdue", 1),
        ("2026-01-12", "overdue", 2),
    ],
)
def test_five_working_days_after_a_document_pass_holidays_and_the_swapped_saturday(
    on: str, state: str, late: int | None
) -> None:
    line = one("xa-ck-01", [ISSUED], on)
    assert (line.trigger, line.due) == (date(2025, 12, 31), date(2026, 1, 9))
    assert (line.state, line.days_late, line.matter) == (state, late, "document/1")
    assert line.article == "khoản 1 Điều 11 Luật 10/2022/QH15"
    assert "chậm nhất ngày 09/01/2026" in line.sentence


@pytest.mark.parametrize(
    ("claimed", "drawn", "state", "late"),
    [
        ("2026-01-09", date(2026, 1, 20), "met", 0),
        ("2026-01-14", date(2026, 1, 20), "met-late", 4),
    ],
)
def test_met_or_late_is_judged_by_the_claimed_day(claimed: str, drawn: date, state: str, late: int) -> None:
    done = published(2, claimed, ["document/1"], "xa-ck-01", drawn=drawn)
    line = one("xa-ck-01", [ISSUED, done], "2026-01-31")
    assert (line.state, line.days_late, line.settled_by) == (state, late, 2)
    assert (line.claimed, line.recorded) == (date.fromisoformat(claimed), drawn)


def test_records_drawn_up_after_the_day_are_passed_over() -> None:
    done = published(2, "2026-01-09", ["document/1"], "xa-ck-01", drawn=date(2026, 1, 20))
    assert one("xa-ck-01", [ISSUED, done], "2026-01-19").state == "overdue"


def test_sharing_a_third_entity_or_naming_no_duty_closes_nothing() -> None:
    other = published(2, "2026-01-05", [], "xa-ck-01")
    silent = published(3, "2026-01-05", ["document/1"])
    assert one("xa-ck-01", [ISSUED, other, silent], "2026-01-31").state == "overdue"


def test_the_first_record_in_log_order_closes() -> None:
    late = published(2, "2026-01-20", ["document/1"], "xa-ck-01")
    early = published(3, "2026-01-05", ["document/1"], "xa-ck-01", drawn=date(2026, 1, 21))
    assert one("xa-ck-01", [ISSUED, late, early], "2026-01-31").settled_by == 2


def test_a_rule_that_ended_still_binds_what_began_under_it() -> None:
    issued = document(1, "2025-12-30", "ns-cu-du-toan-quyet")
    assert one("ns-cu-du-toan-quyet", [issued], "2026-02-10").state == "overdue"
    assert due("ns-cu-du-toan-quyet", [document(1, "2026-01-02", "ns-cu-du-toan-quyet")], "2026-02-10") == []


POSTED = {"on": "2025-01-13", "places": ["Trụ sở", "Chợ"], "until": "2025-02-12"}
GIVEN = [
    document(1, "2025-01-08", "xa-ck-01"),
    published(2, "2025-01-10", ["document/1"], "xa-ck-01"),
    act(3, "disclosure.posted", "disclosure/2", POSTED),
]


@pytest.mark.parametrize(("on", "state"), [("2025-01-13", "running"), ("2025-02-12", "running"), ("2025-02-13", "met")])
def test_a_posting_runs_thirty_days_and_is_then_met(on: str, state: str) -> None:
    start, length = due("xa-ck-01", GIVEN, on)
    assert (start.clock, start.state) == ("start", "met")
    assert (length.clock, length.what, length.state) == ("length", "posting", state)
    assert (length.trigger, length.due, length.settled_by) == (date(2025, 1, 13), date(2025, 2, 12), 3)


@pytest.mark.parametrize(("basis", "state"), [({}, "overdue"), ({"basis": "khoản 5 Điều 41 Luật 78/2015/QH13"}, "met")])
def test_a_posting_that_was_taken_down_early_is_overdue_but_under_a_special_law(
    basis: dict[str, str], state: str
) -> None:
    down = act(4, "disclosure.taken-down", "disclosure/2", {"on": "2025-02-01", "places": ["Chợ"]} | basis)
    assert due("xa-ck-01", [*GIVEN, down], "2025-01-31")[1].state == "running"
    assert due("xa-ck-01", [*GIVEN, down], "2025-02-01")[1].state == state


@pytest.mark.parametrize(("on", "state", "short"), [("2025-02-11", "overdue", 1), ("2025-02-12", "met", 0)])
def test_model_and_projection_call_the_same_taking_down_early(on: str, state: str, short: int) -> None:
    """On the day that is told the sheet may come down; the reason lets the record in and makes nothing good."""
    bare = act(4, "disclosure.taken-down", "disclosure/2", {"on": on, "places": ["Chợ"]})
    told = act(4, "disclosure.taken-down", "disclosure/2", {"on": on, "places": ["Chợ"], "reason": "Bảng hỏng"})
    allowed(GIVEN, told)
    if state == "overdue":
        assert refused(GIVEN, bare).code == "model.taken-down-early"
    else:
        allowed(GIVEN, bare)
    length = due("xa-ck-01", [*GIVEN, told], "2025-02-20")[1]
    assert (length.state, length.short) == (state, short)


@pytest.mark.parametrize(("again", "state"), [("2025-02-03", "met"), ("2025-02-04", "overdue")])
def test_a_sheet_that_is_put_up_again_before_it_is_gone_keeps_the_length(again: str, state: str) -> None:
    short = act(3, "disclosure.posted", "disclosure/2", {"on": "2025-01-13", "places": ["Chợ"], "until": "2025-02-02"})
    more = act(4, "disclosure.posted", "disclosure/2", {"on": again, "places": ["Chợ"], "until": "2025-03-05"})
    assert due("xa-ck-01", [*GIVEN[:2], short], "2025-02-13")[1].state == "overdue"
    assert due("xa-ck-01", [*GIVEN[:2], short, more], "2025-02-13")[1].state == state


def test_a_loudspeaker_has_its_own_line() -> None:
    given = [
        document(1, "2025-01-08", "xa-ck-07"),
        published(2, "2025-01-10", ["document/1"], "xa-ck-07"),
        act(3, "disclosure.broadcast", "disclosure/2", {"on": "2025-01-10", "until": "2025-01-12"}),
    ]
    start, posting, loudspeaker = due("xa-ck-07", given, "2025-01-13")
    assert (start.state, posting.state, posting.trigger) == ("met", "not-due", None)
    assert (loudspeaker.what, loudspeaker.state, loudspeaker.due) == ("loudspeaker", "running", date(2025, 1, 13))
    assert due("xa-ck-07", given, "2025-01-14")[2].state == "met"


def test_no_length_is_listed_before_its_start_is_settled() -> None:
    assert [line.clock for line in due("xa-ck-01", GIVEN[:1], "2025-03-01")] == ["start"]


def test_the_yearly_conference_is_due_by_the_end_of_march_and_the_plans_own_by_mid_february() -> None:
    assert [
        (line.period, line.due, line.state, line.days_late) for line in due("cq-hn-thuong-nien", [], "2025-04-02")
    ] == [("2024", date(2025, 3, 31), "overdue", 2)]
    assert [(line.period, line.due, line.state) for line in due("kh-hn-15-02", [], "2025-02-14")] == [
        ("2025", date(2025, 2, 14), "due-soon")
    ]
    body = {"duties": ["cq-hn-thuong-nien", "kh-hn-15-02"], "on": "2025-02-20", "period": "2024", "present": 20,
            "title": "Hội nghị", "total": 30}  # fmt: skip
    held = act(1, "conference.held", "conference/1", body, by=("chu-tich", "cong-doan"))
    law, local = one("cq-hn-thuong-nien", [held], "2025-04-02"), one("kh-hn-15-02", [held], "2025-04-02")
    assert (law.state, local.state, local.days_late) == ("met", "met-late", 6)


def test_a_recommendation_is_answered_in_fifteen_days_that_move_off_a_day_off() -> None:
    given = [sent(1, "2025-01-10", "ttnd-tra-loi")]
    assert one("ttnd-tra-loi", given, "2025-01-10").due == date(2025, 2, 3)  # 25 January is a Saturday, then Tết
    body = {"about": ["recommendation/1"], "duties": ["ttnd-tra-loi"], "no_evidence": "Chưa", "on": "2025-02-04",
            "outcome": "will-do", "text": "Sẽ làm", "title": "Trả lời"}  # fmt: skip
    line = one("ttnd-tra-loi", [*given, act(2, "answer.given", "answer/2", body)], "2025-02-10")
    assert (line.state, line.days_late, line.settled_by) == ("met-late", 1, 2)


def test_the_quarterly_list_is_due_by_the_end_of_the_next_quarter() -> None:
    body = {"period": "2025-Q1"}
    done = plain(1, "register.published", "2025-04-02", "xa-ck-danh-sach-quy", body=body)
    lines = due("xa-ck-danh-sach-quy", [done], "2025-09-25")
    assert [(line.period, line.due, line.state) for line in lines] == [
        ("2024-Q4", date(2025, 3, 31), "overdue"),
        ("2025-Q1", date(2025, 6, 30), "met"),
        ("2025-Q2", date(2025, 9, 30), "due-soon"),
    ]


def test_a_period_opens_its_instance_on_its_last_day() -> None:
    assert [line.period for line in due("xa-ck-danh-sach-quy", [], "2025-03-30")] == ["2024-Q4"]
    assert [line.period for line in due("xa-ck-danh-sach-quy", [], "2025-03-31")] == ["2024-Q4", "2025-Q1"]


def test_the_chairs_weekly_reception_skips_the_week_of_tet() -> None:
    done = plain(1, "reception.held", "2025-01-09", "tcd-chu-tich")
    lines = due("tcd-chu-tich", [done], "2025-02-09")
    assert [(line.period, line.due, line.state) for line in lines] == [
        ("2024-W52", date(2024, 12, 29), "overdue"),
        ("2025-W01", date(2025, 1, 5), "overdue"),
        ("2025-W02", date(2025, 1, 12), "met"),
        ("2025-W03", date(2025, 1, 19), "overdue"),
        ("2025-W04", date(2025, 1, 26), "overdue"),
        ("2025-W06", date(2025, 2, 9), "due-soon"),
    ]


def test_a_duty_of_every_village_has_one_instance_for_each() -> None:
    done = plain(1, "convention.reviewed", "2025-11-18", "hu-ra-soat-dan", body={"place": "dong"})
    lines = [line for line in due("hu-ra-soat-dan", [done], "2025-12-01") if line.period == "2025"]
    assert {line.place: (line.state, line.due) for line in lines} == {"doai": ("no-clock", None), "dong": ("met", None)}


def test_a_notice_before_an_event_counts_back_from_the_announced_day() -> None:
    in_time = plain(1, "reception.scheduled", "2025-01-07", "tcd-lich", body={"for": "2025-01-14"})
    late = plain(2, "reception.scheduled", "2025-01-08", "tcd-lich", body={"for": "2025-01-14"})
    assert [
        (line.trigger, line.due, line.state, line.days_late) for line in due("tcd-lich", [in_time, late], "2025-01-20")
    ] == [
        (date(2025, 1, 14), date(2025, 1, 7), "met", 0),
        (date(2025, 1, 14), date(2025, 1, 7), "met-late", 1),
    ]


def test_what_must_be_prompt_has_no_clock_and_is_never_late() -> None:
    given = [document(1, "2025-01-08", "xa-ck-dinh-chinh"), published(2, "2025-01-09"), published(3, "2025-05-09")]
    line = one("xa-ck-dinh-chinh", given, "2025-12-01")
    assert (line.state, line.due, line.days_late) == ("no-clock", None, None)
    body = {
        "about": ["document/1", "disclosure/3"],
        "duties": ["xa-ck-dinh-chinh"],
        "on": "2025-05-09",
        "reason": "Thay",
    }
    line = one("xa-ck-dinh-chinh", [*given, act(4, "disclosure.superseded", "disclosure/2", body)], "2025-12-01")
    assert (line.state, line.days_late) == ("met", None)


def test_a_standing_duty_is_one_instance_until_recorded() -> None:
    assert [(line.state, line.matter, line.period) for line in due("tctt-danh-muc", [], "2025-06-01")] == [
        ("no-clock", None, None)
    ]
    done = plain(1, "register.published", "2025-03-02", "tctt-danh-muc")
    assert [line.state for line in due("tctt-danh-muc", [done], "2025-06-01")] == ["met"]


def test_what_this_version_cannot_record_is_never_overdue() -> None:
    lines = due("ttnd-kinh-phi", [], "2026-06-01")
    assert [(line.state, line.trigger, line.period) for line in lines] == [("not-due", None, None)]
    assert lines[0].sentence.startswith("Chưa ghi được bằng bản này")
    unrecordable = [d.id for d in LAW.duties.values() if d.kind == "act" and not any(t in MODELS for t in d.settles)]
    states = {
        i.state for i in instances([], LAW, CALENDAR, on=date(2026, 6, 1), opened=OPENED) if i.duty in unrecordable
    }
    assert states == {"not-due"}


def test_a_duty_in_force_without_an_instance_is_listed_once() -> None:
    assert [(line.state, line.trigger) for line in due("xa-ck-01", [], "2025-06-01")] == [("not-due", None)]
    assert due("ns-cu-quyet-toan", [], "2026-06-01") == []


def test_rules_guards_rights_and_references_have_no_instances() -> None:
    listed = {line.duty for line in instances([], LAW, CALENDAR, on=date(2025, 6, 1), opened=OPENED)}
    assert {LAW.duties[name].kind for name in listed} == {"act", "standing"}


def test_an_empty_ledger_shows_every_calendar_duty_whose_last_day_has_passed() -> None:
    lines = instances([], LAW, CALENDAR, on=date(2025, 12, 31), opened=OPENED, villages=("dong",))
    for line in lines:
        if line.due:
            assert (line.state == "overdue") == (line.due < date(2025, 12, 31))
    assert {line.duty for line in lines if line.state == "overdue"} >= {
        "tcd-chu-tich",
        "ks-doi-thoai-nam",
        "kh-hn-15-02",
    }


def test_a_content_that_was_lawfully_left_out_is_withheld_not_met() -> None:
    bare = {
        "about": ["document/1"],
        "duties": ["xa-ck-01"],
        "forms": ["khac"],
        "on": "2026-01-05",
        "title": "x",
        "what": "y",
    }
    secret = (Withheld("summary", "Điều 7 Luật 29/2018/QH14", "Chủ tịch", None),)
    left = act(2, "disclosure.published", "disclosure/2", bare, withheld=secret)
    assert one("xa-ck-01", [ISSUED, left], "2026-01-31").state == "withheld"


def test_beyond_the_calendar_there_is_no_answer() -> None:
    line = one("xa-ck-01", [document(1, "2026-12-30", "xa-ck-01")], "2026-12-31")
    assert (line.due, line.state) == (None, "no-clock")
    assert "2026" in line.sentence


def test_the_interval_that_is_proved_is_told_apart_from_what_is_claimed() -> None:
    done = published(2, "2026-01-09", ["document/1"], "xa-ck-01", drawn=date(2026, 1, 20), seen=2)
    cosigned = [seal(1, 1767247200), seal(2, 1768442400), seal(5, 1769047200)]  # 1, 15 and 22 January 2026, 13 hours
    line = one("xa-ck-01", [ISSUED, done], "2026-01-31", cosigned=cosigned)
    assert (line.claimed, line.after, line.witnessed) == (date(2026, 1, 9), date(2026, 1, 15), date(2026, 1, 22))
    assert one("xa-ck-01", [ISSUED, done], "2026-01-31", cosigned=cosigned[:1]).after != line.after


def test_a_record_is_late_on_paper_by_its_own_word_or_by_what_is_proved() -> None:
    claimed, due, later = date(2026, 1, 9), date(2026, 1, 12), date(2026, 1, 13)
    assert late_on_paper(claimed, later, None, due)
    assert late_on_paper(claimed, claimed, later, due)
    assert not late_on_paper(claimed, due, due, due)
    assert not late_on_paper(later, later, later, due)
    assert not late_on_paper(claimed, later, None, None)


def test_the_object_of_duties_has_exactly_its_members() -> None:
    told = one("xa-ck-01", [ISSUED], "2026-01-10").as_json()
    assert tuple(told) == MEMBERS
    assert (told["due"], told["actor"], told["place"]) == ("2026-01-09", "ubnd-xa", None)

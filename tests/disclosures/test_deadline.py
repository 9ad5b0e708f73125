from __future__ import annotations

import contextlib
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosures import workdays
from disclosures.catalogue import Due, deadline_answer, load
from disclosures.catalogue.deadline import After, Before, Every, Fixed, Open, SameDay, parse
from disclosures.catalogue.length import Extension, Length, parse_extensions
from disclosures.catalogue.length import parse as parse_duration
from disclosures.errors import DataError, DateError, DisclosureError

CALENDAR = workdays.load()
CATALOGUE = load()
DAYS = st.dates(date(2023, 1, 1), date(2026, 6, 30))
RULES = sorted({duty.deadline.rule for duty in CATALOGUE.duties.values()})


def due(rule: str, trigger: str, *, past: bool = False) -> Due:
    return parse(rule).due(date.fromisoformat(trigger), CALENDAR, past=past)


@pytest.mark.parametrize(
    ("rule", "trigger", "last"),
    [
        # The swap of 02/01/2026 with Saturday 10/01/2026.
        ("P5WD after issued", "2025-12-31", "2026-01-09"),
        ("P5WD after issued", "2026-01-06", "2026-01-12"),
        # The swap of 02/05/2025 with Saturday 26/04/2025, and of 31/08/2026 with Saturday 22/08/2026.
        ("P5WD after issued", "2025-04-24", "2025-05-05"),
        ("P5WD after issued", "2026-08-19", "2026-08-25"),
        # Tết 2026: Monday 16/02 to Friday 20/02.
        ("P3WD after issued", "2026-02-12", "2026-02-24"),
        ("P10WD after received", "2025-01-24", "2025-02-14"),
        ("P15D after received", "2026-02-05", "2026-02-23"),
        # Calendar days: as they fall, or moved to the next working day.
        ("P15D after received", "2025-11-03", "2025-11-18"),
        ("P30D after issued", "2025-12-03", "2026-01-05"),
        ("P10D after period-end", "2025-12-31", "2026-01-10"),
        # Hours are calendar days and stay; so do counts back from an event.
        ("P72H after found", "2026-01-01", "2026-01-04"),
        ("P2D before meeting", "2026-02-22", "2026-02-20"),
        ("P0D before publish", "2026-02-22", "2026-02-22"),
        ("P5WD before reception", "2026-01-20", "2026-01-13"),
        ("P5WD before inspection", "2026-01-12", "2026-01-06"),
        # Fixed dates, first and last day of their year.
        ("before 02-15", "2025-01-01", "2025-02-14"),
        ("before 02-15", "2025-02-14", "2025-02-14"),
        ("before 02-15", "2025-02-15", "2026-02-14"),
        ("before 03-31", "2025-12-31", "2026-03-30"),
        ("by 03-31", "2024-12-31", "2025-03-31"),
        ("by 03-31", "2025-03-31", "2025-03-31"),
        ("on 11-18", "2025-11-19", "2026-11-18"),
        ("before 01-01", "2025-12-31", "2025-12-31"),
        ("before 01-01", "2025-01-01", "2025-12-31"),
        # The last day of the period, working or not.
        ("every P1W", "2025-11-19", "2025-11-23"),
        ("every P1M", "2025-11-01", "2025-11-30"),
        ("every P3M", "2025-04-01", "2025-06-30"),
        ("every P6M", "2025-01-01", "2025-06-30"),
        ("every P1Y", "2025-01-01", "2025-12-31"),
        ("every P2Y", "2024-02-29", "2026-02-28"),
        # Together with the event.
        ("with conference", "2025-02-14", "2025-02-14"),
        ("at-once", "2025-02-14", "2025-02-14"),
    ],
)
def test_the_last_day_in_time_is_as_counted_by_hand(rule: str, trigger: str, last: str) -> None:
    assert due(rule, trigger).due == date.fromisoformat(last)


def test_an_act_about_the_past_period_has_until_the_end_of_the_next() -> None:
    assert due("every P3M", "2025-03-31", past=True).due == date(2025, 6, 30)
    assert due("every P1Y", "2025-12-31", past=True).due == date(2026, 12, 31)
    assert CATALOGUE.duties["xa-ck-danh-sach-quy"].due(date(2025, 3, 31), CALENDAR).due == date(2025, 6, 30)


@pytest.mark.parametrize("rule", ["none", "standing", "prompt", "per-province", "on 11-18 or agreed-day"])
def test_a_missing_clock_is_a_legal_value(rule: str) -> None:
    answer = due(rule, "2025-01-02")
    assert (answer.due, answer.unit, answer.skipped) == (None, None, ())
    assert answer.sentence


@pytest.mark.parametrize(
    ("rule", "trigger", "sentence"),
    [
        (
            "P5WD after issued",
            "2025-12-31",
            "5 ngày làm việc kể từ 31/12/2025; bỏ 01–02/01 (nghỉ), 03–04/01 (cuối tuần); chậm nhất ngày 09/01/2026",
        ),
        ("P15D after received", "2025-11-03", "15 ngày kể từ 03/11/2025; chậm nhất ngày 18/11/2025"),
        (
            "P30D after issued",
            "2025-12-03",
            (
                "30 ngày kể từ 03/12/2025; ngày cuối rơi vào ngày nghỉ, "
                "bỏ 02/01 (nghỉ), 03–04/01 (cuối tuần); chậm nhất ngày 05/01/2026"
            ),
        ),
        (
            "P5WD after issued",
            "2025-04-29",
            "5 ngày làm việc kể từ 29/04/2025; bỏ 30/04–02/05 (nghỉ), 03–04/05 (cuối tuần); chậm nhất ngày 09/05/2025",
        ),
        (
            "P2WD before dialogue",
            "2025-11-24",
            "2 ngày làm việc, tính ngược từ 24/11/2025; bỏ 22–23/11 (cuối tuần); chậm nhất ngày 20/11/2025",
        ),
    ],
)
def test_every_due_date_shows_its_own_working_out(rule: str, trigger: str, sentence: str) -> None:
    assert due(rule, trigger).sentence == sentence


def test_the_grammar_gives_typed_values() -> None:
    assert parse("P5WD after issued") == After("P5WD after issued", 5, "WD")
    assert parse("P0D before decision-signed") == Before("P0D before decision-signed", 0, "D")
    assert parse("before 02-15") == Fixed("before 02-15", "before", 2, 15)
    assert parse("every P3M") == Every("every P3M", 3, "M")
    assert parse("with count") == SameDay("with count")
    assert parse("per-province") == Open("per-province", "per")


@pytest.mark.parametrize(
    "rule",
    [
        "", "soon", "P5W after issued", "P5WD after", "P5WD since issued", "P5WD after Issued", "p5WD after issued",
        "P-5WD after issued", "P5WD  after issued", "P5WD after issued ", "every P0M", "every P3D", "before 02-30",
        "on 02-29", "by 13-01", "by 3-31", "with", "per-", "P٥WD after issued", "before 02-15 or",
    ],
)  # fmt: skip
def test_what_is_no_rule_of_the_grammar_is_refused(rule: str) -> None:
    with pytest.raises(DataError) as caught:
        parse(rule)
    assert caught.value.code == "deadline.malformed"


@given(st.text(max_size=30) | st.sampled_from(RULES).flatmap(lambda rule: st.just(rule + "x")))
def test_any_text_is_a_rule_or_a_data_error(text: str) -> None:
    with contextlib.suppress(DataError):
        assert parse(text).rule == text


@given(DAYS, st.integers(1, 30), st.sampled_from(["D", "WD", "H"]))
def test_a_count_forward_never_ends_before_it_starts(trigger: date, count: int, unit: str) -> None:
    answer = parse(f"P{count}{unit} after issued").due(trigger, CALENDAR)
    assert answer.due is not None
    assert answer.due > trigger
    assert unit == "H" or CALENDAR.is_working(answer.due)
    assert all(trigger < off.date < answer.due for off in answer.skipped)


@given(DAYS.filter(lambda day: day > date(2023, 3, 1)), st.integers(0, 30), st.sampled_from(["D", "WD", "H"]))
def test_a_count_back_never_ends_after_the_event(event: date, count: int, unit: str) -> None:
    answer = parse(f"P{count}{unit} before meeting").due(event, CALENDAR)
    assert answer.due is not None
    assert answer.due <= event


@given(st.sampled_from(RULES), DAYS, st.integers(0, 60))
def test_a_later_start_never_gives_an_earlier_end(rule: str, first: date, later: int) -> None:
    try:
        early = parse(rule).due(first, CALENDAR).due
        late = parse(rule).due(first + timedelta(days=later), CALENDAR).due
    except DateError:
        return
    assert (early is None) == (late is None)
    assert early is None or late is None or early <= late


def test_beyond_the_calendar_there_is_no_answer() -> None:
    for rule, trigger in (
        ("P5WD after issued", "2026-12-28"),
        ("P30D after issued", "2026-12-20"),
        ("none", "2027-01-01"),
    ):
        with pytest.raises(DateError) as caught:
            due(rule, trigger)
        assert caught.value.code == "date.beyond-calendar"


def test_lengths_are_typed_and_the_least_posting_is_known() -> None:
    both = parse_duration("P30D posting; P3D loudspeaker")
    assert both.lengths == (Length(30, "D", "posting"), Length(3, "D", "loudspeaker"))
    assert (both.least("posting"), both.least("loudspeaker"), both.least("opinion")) == (30, 3, 0)
    assert parse_duration("standing").standing
    assert parse_duration("max P5Y term; max P6M interim").lengths[1] == Length(6, "M", "interim", most=True)
    assert parse_extensions(["complex: total P45D"]) == (Extension("complex", "total", 45, "D"),)


@pytest.mark.parametrize("rule", ["", "P30D", "30 days posting", "P30D posting;P3D loudspeaker", "P0D posting"])
def test_what_is_no_length_is_refused(rule: str) -> None:
    with pytest.raises(DataError):
        parse_duration(rule)


@pytest.mark.parametrize("rule", ["", "complex", "complex: P45D", "complex: total P45H"])
def test_what_is_no_extension_is_refused(rule: str) -> None:
    with pytest.raises(DataError):
        parse_extensions([rule])


def test_the_command_answers_one_due_date_with_its_working_out() -> None:
    answer = deadline_answer("xa-ck-01", "2025-12-31", CALENDAR, CATALOGUE)
    assert list(answer) == ["duty", "trigger", "due", "unit", "skipped", "calendar", "sentence"]
    assert (answer["due"], answer["unit"], answer["calendar"]) == ("2026-01-09", "WD", CALENDAR.version)
    assert [off["date"] for off in answer["skipped"]] == ["2026-01-01", "2026-01-02", "2026-01-03", "2026-01-04"]
    assert all(off["why"] and off["source"] for off in answer["skipped"])


def test_a_duty_that_is_not_in_force_has_no_due_date() -> None:
    answer = deadline_answer("ns-quyet-toan", "2025-12-31", CALENDAR, CATALOGUE)
    assert answer["due"] is None
    assert "01/01/2026" in answer["sentence"]
    assert deadline_answer("ns-quyet-toan", "2026-01-02", CALENDAR, CATALOGUE)["due"] == "2026-02-02"


@pytest.mark.parametrize(
    ("duty", "day", "code"),
    [
        ("xa-ck-99", "2025-12-31", "duty.unknown"),
        ("xa-ck-01", "31/12/2025", "date.malformed"),
        ("xa-ck-01", "2025-02-30", "date.malformed"),
        ("xa-ck-01", "2027-01-01", "date.beyond-calendar"),
        ("xa-ck-01", "2026-12-30", "date.beyond-calendar"),
    ],
)
def test_a_question_that_cannot_be_answered_says_why(duty: str, day: str, code: str) -> None:
    with pytest.raises(DisclosureError) as caught:
        deadline_answer(duty, day, CALENDAR, CATALOGUE)
    assert caught.value.code == code

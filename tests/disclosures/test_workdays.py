from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosures import workdays
from disclosures.errors import DataError, DateError

if TYPE_CHECKING:
    from collections.abc import Iterator

CALENDAR = workdays.load()
DAYS = st.dates(CALENDAR.first, CALENDAR.last)


def days() -> Iterator[date]:
    day = CALENDAR.first
    while day <= CALENDAR.last:
        yield day
        day += timedelta(days=1)


def test_the_calendar_knows_four_years_and_nothing_beyond() -> None:
    assert (CALENDAR.first, CALENDAR.last) == (date(2023, 1, 1), date(2026, 12, 31))
    for beyond in (date(2022, 12, 31), date(2027, 1, 1)):
        with pytest.raises(DateError) as caught:
            CALENDAR.is_working(beyond)
        assert caught.value.code == "date.beyond-calendar"
    with pytest.raises(DateError):
        CALENDAR.add(date(2026, 12, 30), 2)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 1, 2), "Hoán đổi với thứ Bảy 10/01"),
        (date(2026, 2, 16), "Tết Nguyên đán"),
        (date(2026, 11, 24), "Ngày Văn hóa Việt Nam"),
        (date(2025, 5, 2), "Hoán đổi với thứ Bảy 26/4"),
        (date(2025, 8, 2), "cuối tuần"),
    ],
)
def test_a_day_off_says_why_and_by_which_document(day: date, why: str) -> None:
    off = CALENDAR.why_off(day)
    assert off is not None
    assert off.why == why
    assert off.source


def test_swapped_saturdays_are_worked() -> None:
    swapped = [day for day in days() if day.weekday() >= 5 and CALENDAR.is_working(day)]
    assert swapped == [date(2024, 5, 4), date(2025, 4, 26), date(2026, 1, 10), date(2026, 8, 22)]


def test_the_holidays_library_differs_only_where_it_is_known_to_be_wrong() -> None:
    library = holidays.country_holidays("VN", years=range(2023, 2027))
    differing = {day for day in days() if CALENDAR.is_working(day) != library.is_working_day(day)}
    for day in sorted(differing):
        print(f"{day}: calendar works {CALENDAR.is_working(day)}, holidays works {library.is_working_day(day)}")  # noqa: T201 (the differences are the point)
    assert differing == KNOWN_DIFFERENCES


KNOWN_DIFFERENCES = {date(2026, 1, 2), date(2026, 1, 10)}


@pytest.mark.parametrize(
    ("start", "count", "due"),
    [
        (date(2025, 4, 24), 5, date(2025, 5, 5)),
        (date(2026, 8, 19), 5, date(2026, 8, 25)),
        (date(2025, 12, 31), 5, date(2026, 1, 9)),
        (date(2026, 2, 13), 1, date(2026, 2, 23)),
        (date(2026, 1, 20), -5, date(2026, 1, 13)),
        (date(2026, 2, 24), -2, date(2026, 2, 13)),
    ],
)
def test_working_days_are_added_as_by_hand(start: date, count: int, due: date) -> None:
    assert CALENDAR.add(start, count)[0] == due


@given(DAYS, st.integers(1, 30))
def test_added_days_and_skipped_days_make_up_the_whole_way(start: date, count: int) -> None:
    try:
        due, skipped = CALENDAR.add(start, count)
    except DateError:
        return
    assert CALENDAR.is_working(due)
    assert (due - start).days == count + len(skipped)
    assert not any(CALENDAR.is_working(off.date) for off in skipped)
    assert CALENDAR.count(start, due) == count


@pytest.mark.parametrize(
    ("text", "day"),
    [("05/02/2025", date(2025, 2, 5)), ("5/2/2025", date(2025, 2, 5)), (" 29/02/2024 ", date(2024, 2, 29))],
)
def test_people_write_the_day_before_the_month(text: str, day: date) -> None:
    assert workdays.parse_written(text) == day


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("15/13/2025", "date.month"),
        ("31/04/2025", "date.day"),
        ("29/02/2025", "date.day"),
        ("01/01/0025", "date.year"),
        ("2025-01-01", "date.unwritten"),
        ("1/1/25", "date.unwritten"),
        ("", "date.unwritten"),
        ("٠١/٠١/٢٠٢٥", "date.unwritten"),
    ],
)
def test_a_wrong_date_says_which_part_is_wrong(text: str, code: str) -> None:
    with pytest.raises(DateError) as caught:
        workdays.parse_written(text)
    assert caught.value.code == code


def test_three_boxes_are_read_like_one_line() -> None:
    assert workdays.parse_boxes("9", "01 ", "2026") == date(2026, 1, 9)
    with pytest.raises(DateError):
        workdays.parse_boxes("9", "", "2026")


@pytest.mark.parametrize("text", ["2025-2-5", "20250205", "2025-02-30", "05/02/2025", "2025-W07-1", "", "2025-02-05 "])
def test_a_command_takes_iso_dates_only(text: str) -> None:
    with pytest.raises(DateError) as caught:
        workdays.parse_date(text)
    assert caught.value.code == "date.malformed"


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2025-H2", date(2025, 7, 1), date(2025, 12, 31)),
        ("2025-Q1", date(2025, 1, 1), date(2025, 3, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2026-W53", date(2026, 12, 28), date(2027, 1, 3)),
        ("2025-W01", date(2024, 12, 30), date(2025, 1, 5)),
    ],
)
def test_a_period_has_its_first_and_last_day(name: str, first: date, last: date) -> None:
    period = workdays.parse_period(name)
    assert (period.name, period.first, period.last) == (name, first, last)


@pytest.mark.parametrize("name", ["2025-W53", "2025-Q5", "2025-13", "2025-W00", "25", "2025-1", "2025-q1"])
def test_what_is_no_period_is_refused(name: str) -> None:
    with pytest.raises(DateError) as caught:
        workdays.parse_period(name)
    assert caught.value.code == "date.period"


@given(st.sampled_from(workdays.KINDS), DAYS)
def test_periods_follow_each_other_without_gap(kind: str, day: date) -> None:
    period = workdays.period_of(kind, day)
    assert period.first <= day <= period.last
    assert workdays.parse_period(period.name) == period
    assert period.next().first == period.last + timedelta(days=1)
    assert period.next().previous() == period


def test_every_week_but_tet_has_a_working_day() -> None:
    weeks = [workdays.period_of("week", date(2026, 1, 5) + timedelta(weeks=week)) for week in range(51)]
    assert [week.name for week in weeks if not week.has_working_day(CALENDAR)] == ["2026-W08"]


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("date = 2025-09-01", 'date = "2025-09-01"', "year.off.date"),
        ("date = 2025-09-01", "date = 2025-09-02", "date"),
        ("date = 2025-09-01", "date = 2026-09-01", "date"),
        ("date = 2025-04-26", "date = 2025-04-25", "worked"),
        ("date = 2025-04-07", "date = 2025-04-06", "off"),
        ("year = 2024", "year = 2022", "year"),
        ("year = 2023", "year = 99999", "year.year"),
        ("worked = []", "worked = []\ncolour = 1", "year.colour"),
        ('version = "2026-11-23"', "", "version"),
    ],
)
def test_a_damaged_calendar_names_file_row_and_field(old: str, new: str, field: str) -> None:
    text = workdays.data().decode()
    assert old in text
    with pytest.raises(DataError) as caught:
        workdays.parse(text.replace(old, new, 1).encode(), "lich.toml")
    assert caught.value.params["file"] == "lich.toml"
    assert caught.value.params["field"] == field


@pytest.mark.parametrize(
    "content", [b"\xff", b"version = ", b"", b"a = " + b"[" * 100_000], ids=["bytes", "cut", "empty", "deep"]
)
def test_what_is_no_calendar_is_refused(content: bytes) -> None:
    with pytest.raises(DataError):
        workdays.parse(content)


def test_another_version_of_the_calendar_is_not_pretended() -> None:
    assert workdays.load(CALENDAR.version).version == CALENDAR.version
    with pytest.raises(DataError) as caught:
        workdays.load("1999")
    assert caught.value.code == "calendar.unknown"

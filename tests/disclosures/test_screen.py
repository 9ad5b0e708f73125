"""The words of the pages: every id has a name, and numbers, days and periods are written as people write them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import get_args

import pytest

from disclosures import catalogue
from disclosures.model.parts import Section
from disclosures.model.topics import MODELS
from disclosures.pages.shapes import shape
from disclosures.projections.instance import State
from disclosures.words import screen


def test_every_topic_state_family_section_and_actor_has_a_word() -> None:
    assert MODELS.keys() <= screen.TOPICS.keys()
    assert set(get_args(State)) <= screen.STATES.keys()
    assert {topic.partition(".")[0] for topic in screen.TOPICS} == screen.FAMILIES.keys()
    assert set(get_args(Section)) == screen.SECTIONS.keys()
    assert catalogue.load().vocabulary["actor"].keys() <= screen.ACTORS.keys()


def test_every_state_and_topic_has_a_shape_that_can_be_drawn() -> None:
    for state in [*screen.STATES.values(), *screen.TOPICS.values()]:
        assert 'aria-hidden="true"' in shape(state.shape)


def test_no_word_blames_or_says_before() -> None:
    words = [state.word for state in [*screen.STATES.values(), *screen.TOPICS.values()]]
    assert not [word for word in words if "trước ngày" in word.lower() or "chưa làm" in word.lower()]


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("2025", "năm 2025"),
        ("2025-H1", "sáu tháng đầu năm 2025"),
        ("2025-H2", "sáu tháng cuối năm 2025"),
        ("2025-Q4", "quý IV năm 2025"),
        ("2025-03", "tháng 03/2025"),
        ("2025-W07", "tuần 07 năm 2025"),
    ],
)
def test_a_period_is_told_by_its_name(value: str, told: str) -> None:
    assert screen.period(value).replace("\u00a0", " ") == told


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (0, "0 byte"),
        (999, "999 byte"),
        (1000, "1 KB"),
        (310_400, "310 KB"),
        (999_499, "999 KB"),
        (999_500, "1,0 MB"),
        (1_149_000, "1,1 MB"),
    ],
)
def test_a_size_is_told_in_the_unit_that_people_know(value: int, told: str) -> None:
    assert screen.size(value).replace("\u00a0", " ") == told


def test_numbers_days_and_hours_are_written_as_in_vietnam() -> None:
    assert screen.number(339_200_000) == "339.200.000"
    assert screen.number(-1000) == "-1.000"
    assert (
        screen.moment(datetime(2025, 11, 24, 16, 5, tzinfo=UTC)).replace("\u00a0", " ") == "23 giờ 05, ngày 24/11/2025"
    )
    assert screen.weekday(date(2025, 11, 24)) == "thứ\u00a0Hai"
    assert screen.short_day(date(2025, 11, 9)) == "09/11"


def test_an_id_without_a_name_is_shown_as_it_is() -> None:
    assert screen.name(screen.ACTORS, "ai-do") == "ai-do"
    assert screen.topic("board.planned").word == "Ban lập kế hoạch"
    assert screen.topic("board.sang").word == screen.FAMILIES["board"]


def test_a_root_key_is_told_by_the_body_that_holds_it() -> None:
    assert screen.office("root", "hoi-dong") == "người giữ khóa gốc của Hội đồng nhân dân"
    assert screen.office("ban-thanh-tra", "ban-thanh-tra-cq") == "Ban Thanh tra nhân dân của cơ quan"
    assert screen.office("chu-tich", "uy-ban") == "Chủ tịch Ủy ban nhân dân"

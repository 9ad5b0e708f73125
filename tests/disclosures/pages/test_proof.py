"""The drawing of the three dates."""

from __future__ import annotations

import re
from datetime import date, timedelta
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosures.pages.drawing import Three, drawing

DAYS = st.dates(date(2023, 1, 1), date(2026, 12, 31))


@given(st.none() | DAYS, DAYS, st.none() | DAYS, st.none() | st.integers(0, 60), st.none() | DAYS)
def test_a_drawing_is_whole_and_stays_on_its_sheet(
    claimed: date | None, drawn_up: date, after: date | None, length: int | None, due: date | None
) -> None:
    before = after + timedelta(days=length) if after and length is not None else None
    svg = str(drawing(Three(claimed, drawn_up, after, before, due)))
    root = ET.fromstring(svg)  # noqa: S314 (our own bytes)
    xs = [float(one.attrib[name]) for one in root.iter() for name in ("cx", "x") if name in one.attrib]
    assert all(-5 <= x <= 325 for x in xs)
    assert ("hạn" in svg) == (due is not None)
    assert svg.count('class="bar"') == (after is not None or before is not None)
    assert svg.count("<circle") == (2 if claimed else 1)
    assert "style=" not in svg


def test_the_drawing_says_in_words_what_it_shows() -> None:
    three = Three(date(2025, 10, 28), date(2025, 10, 31), date(2025, 10, 30), date(2025, 11, 7), date(2025, 10, 29))
    assert 'aria-label="Đường ngày: khai 28/10, ngày lập 31/10, hạn 29/10, chắc chắn lập từ 30/10' in drawing(three)
    assert three.late_on_paper


def test_drawn_up_on_the_last_day_is_not_late_on_paper() -> None:
    day = date(2025, 10, 29)
    assert not Three(day, day, after=day, due=day).late_on_paper
    assert Three(day, day, after=day + timedelta(days=1), due=day).late_on_paper
    assert Three(day, day + timedelta(days=1), due=day).late_on_paper
    assert not Three(None, day + timedelta(days=1), due=day).late_on_paper
    assert not Three(day + timedelta(days=1), day, after=day + timedelta(days=1), due=day).late_on_paper


@pytest.mark.parametrize("claimed", [date(2025, 5, 21), date(2025, 5, 23), date(2025, 5, 26)])
def test_the_label_of_the_due_day_stands_above_the_circles(claimed: date) -> None:
    three = Three(claimed, claimed, date(2025, 4, 25), date(2025, 5, 30), date(2025, 5, 23))
    svg = str(drawing(three))
    label = re.search(r'<text x="[\d.]+" y="(\d+)"[^>]*>hạn', svg)
    circles = [int(y) - 7 for y in re.findall(r'<circle class="out" cx="[\d.]+" cy="(\d+)"', svg)]
    assert label is not None
    assert int(label.group(1)) < min(circles)

"""A duty that executive and Board set aside: what it covers, and what it leaves alone."""

from __future__ import annotations

from typing import Any

import pytest

from tests.disclosures.model import act, document, published
from tests.disclosures.projections import due, one

ISSUED = document(1, "2025-12-31", "xa-ck-01")


@pytest.mark.parametrize(
    ("more", "states"), [({}, ["not-applicable"] * 2), ({"period": "2024"}, ["not-applicable", "overdue"])]
)
def test_a_duty_that_was_set_aside_does_not_apply(more: dict[str, str], states: list[str]) -> None:
    body: dict[str, Any] = {
        "basis": "Điều 85",
        "duty": "ks-doi-thoai-nam",
        "on": "2025-03-01",
        "reason": "Sáp nhập",
    } | more
    aside = act(1, "duty.set-aside", "duty/1", body, by=("chu-tich", "ban-thanh-tra"))
    lines = due("ks-doi-thoai-nam", [aside], "2026-01-05")
    assert [line.state for line in lines if line.period in {"2024", "2025"}] == states


def test_setting_aside_a_longer_period_sets_aside_each_occurrence_in_it() -> None:
    body = {"basis": "Điều 85", "duty": "tcd-chu-tich", "on": "2025-01-13", "period": "2025-01", "reason": "Thiên tai"}
    aside = act(1, "duty.set-aside", "duty/1", body, by=("chu-tich", "ban-thanh-tra"))
    states = {line.period: line.state for line in due("tcd-chu-tich", [aside], "2025-02-20")}
    assert [states[f"2025-W0{week}"] for week in (1, 2, 3, 4)] == ["not-applicable"] * 4
    assert (states["2024-W52"], states["2025-W06"]) == ("overdue", "overdue")


def test_setting_aside_a_period_sets_aside_the_matters_that_begin_in_it() -> None:
    body = {"basis": "Điều 85", "duty": "xa-ck-01", "on": "2026-01-05", "period": "2025", "reason": "Thiên tai"}
    aside = act(2, "duty.set-aside", "duty/1", body, by=("chu-tich", "ban-thanh-tra"))
    later = document(3, "2026-01-06", "xa-ck-01")
    states = [line.state for line in due("xa-ck-01", [ISSUED, aside, later], "2026-02-20")]
    assert states == ["not-applicable", "overdue"]


def test_setting_aside_one_matter_leaves_the_others_alone() -> None:
    body = {"about": ["document/1"], "basis": "Điều 85", "duty": "xa-ck-01", "on": "2026-01-05", "reason": "Trùng"}
    aside = act(2, "duty.set-aside", "duty/1", body, by=("chu-tich", "ban-thanh-tra"))
    other = document(3, "2026-01-06", "xa-ck-01")
    states = {line.matter: line.state for line in due("xa-ck-01", [ISSUED, aside, other], "2026-02-20")}
    assert states == {"document/1": "not-applicable", "document/3": "overdue"}


def test_setting_aside_one_village_leaves_the_others_alone() -> None:
    body = {"basis": "Điều 85", "duty": "hu-bao-cao-thon", "on": "2025-03-05", "period": "2025", "place": "dong"}
    aside = act(2, "duty.set-aside", "duty/1", body | {"reason": "Lũ"}, by=("chu-tich", "ban-thanh-tra"))
    lines = due("hu-bao-cao-thon", [aside], "2026-02-20")
    states = {line.place: line.state for line in lines if line.period == "2025"}
    assert states == {"dong": "not-applicable", "doai": "overdue"}


def test_what_was_done_all_the_same_is_met_though_it_was_set_aside() -> None:
    body = {"basis": "Điều 85", "duty": "xa-ck-01", "on": "2026-01-05", "reason": "Thiên tai"}
    aside = act(2, "duty.set-aside", "duty/1", body, by=("chu-tich", "ban-thanh-tra"))
    done = published(3, "2026-01-06", ["document/1"], "xa-ck-01", entity="disclosure/2")
    assert one("xa-ck-01", [ISSUED, aside, done], "2026-02-20").state == "met"

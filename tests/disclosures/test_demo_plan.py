"""The demo's plan: 137 items with exact quotations of the real document, and no word more than may be recorded."""

from __future__ import annotations

import hashlib
import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from disclosures import catalogue
from disclosures.catalogue.deadline import parse
from disclosures.model.bodies import PlanAdopted, PlanItem
from disclosures.words import screen
from ledger import canonical

DEMO = Path(__file__).parents[2] / "disclosures" / "cli" / "demo"
PLAN = tomllib.loads((DEMO / "plan.toml").read_text(encoding="utf-8"))
SOURCE = (DEMO / "plan-2025.txt").read_text(encoding="utf-8").split("\n")
ITEMS = [
    PlanItem.model_validate({name: tuple(value) if name == "duties" else value for name, value in row.items()})
    for row in PLAN["item"]
]
DUTIES = catalogue.load().duties


def cited(item: PlanItem) -> str:
    first, _, last = item.lines.partition("-")
    return " ".join(" ".join(SOURCE[int(first) - 1 : int(last or first)]).split())


def test_the_source_is_the_document_to_the_byte() -> None:
    content = (DEMO / "plan-2025.txt").read_bytes()
    assert hashlib.sha256(content).hexdigest() == "4cf92561fe686bb4cc0f93a1f0825418adb8007c48adfba5e82a1f26c2771580"


def test_every_row_of_the_plan_is_an_item_under_its_own_stable_id() -> None:
    assert [item.id for item in ITEMS] == [f"s{number:03}" for number in range(1, 138)]


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: str(item.id))
def test_an_item_quotes_the_plan_exactly_at_the_lines_it_names(item: PlanItem) -> None:
    assert item.quote in cited(item)
    assert len(item.quote) <= 60


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: str(item.id))
def test_an_item_speaks_plainly_and_briefly(item: PlanItem) -> None:
    assert len(item.text) <= 90
    assert not re.search(r"trước ngày|chưa làm|vui lòng|[.;]$", item.text, re.IGNORECASE)
    assert item.actor in screen.ACTORS
    canonical.check_text(item.text)
    canonical.check_text(item.quote)


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: str(item.id))
def test_an_item_names_exactly_the_duties_that_cite_its_row(item: PlanItem) -> None:
    row = f"S{int(item.id[1:])}"
    assert list(item.duties) == [duty.id for duty in DUTIES.values() if row in duty.seed_rows]


@pytest.mark.parametrize("item", [item for item in ITEMS if item.duties], ids=lambda item: str(item.id))
def test_what_the_law_keeps_within_the_agency_is_for_its_staff(item: PlanItem) -> None:
    rows = [DUTIES[duty] for duty in item.duties]
    if all(duty.shows == "facts" for duty in rows):
        assert item.audience == "staff"
    if any(duty.scope != "co-quan" and duty.shows == "full" for duty in rows):
        assert item.audience == "public"


def test_only_the_conference_has_a_local_clock() -> None:
    clocks = {item.id: item.deadline for item in ITEMS if item.deadline}
    assert clocks == {"s061": "before 02-15"}
    assert parse(clocks["s061"] or "").rule == DUTIES["kh-hn-15-02"].deadline.rule


def test_no_item_repeats_the_name_of_the_signer() -> None:
    signer = SOURCE[379].strip()
    assert signer
    assert signer not in (DEMO / "plan.toml").read_text(encoding="utf-8")


def test_the_whole_plan_fits_one_record() -> None:
    body = PlanAdopted(items=tuple(ITEMS), on=date(2025, 1, 10), period=PLAN["period"], title=PLAN["title"])
    written = canonical.dumps(body.model_dump(mode="json", by_alias=True, exclude_none=True))
    assert len(written) < 60_000

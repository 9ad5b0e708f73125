"""From verified entries to the day's duties: each act by the law of its trigger day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from disclosures.model.events import events
from disclosures.projections.adopted import eras, judge
from disclosures.verifying.state import instances_of
from tests.disclosures.model import commune
from tests.disclosures.projections.test_adopted import DATA, DROPPED, TIGHTER, adopt, book, read

if TYPE_CHECKING:
    from tests.simulator import Commune


def issued(world: Commune, number: int) -> None:
    """A document of that day whose publication is due."""
    day = world.now.date().isoformat()
    body = {
        "duties": ["xa-ck-01"],
        "issuer": "Ủy ban nhân dân xã",
        "kind": "ke-hoach",
        "number": f"{number}/KH-UBND",
        "on": day,
        "title": "Kế hoạch",
    }
    assert world.append("document.issued", f"document/{number}", body).sound


def test_an_adoption_moves_no_due_date_of_an_act_before_it() -> None:
    world = book(DATA)
    issued(world, 1)
    adopt(world, 1, TIGHTER)
    world.now += timedelta(days=1)
    issued(world, 2)
    day = date(2025, 3, 1)
    found = {
        line.matter: line.sentence
        for line in instances_of(world.entries, (), eras(world.entries, read, day), day)
        if line.duty == "xa-ck-01" and line.clock == "start"
    }
    assert found["document/1"].startswith("5 ngày làm việc")
    assert found["document/2"].startswith("3 ngày làm việc")
    assert len(found) == 2


def test_a_duty_that_began_under_an_older_law_is_not_listed_as_never_begun() -> None:
    world = book(DATA)
    issued(world, 1)
    adopt(world, 1, TIGHTER)
    day = date(2025, 3, 1)
    found = instances_of(world.entries, (), eras(world.entries, read, day), day)
    assert [line.matter for line in found if line.duty == "xa-ck-01"] == ["document/1"]
    assert [line.matter for line in found if line.duty == "xa-ck-02"] == [None]


def test_on_the_day_of_an_adoption_what_began_before_it_keeps_its_law_and_what_began_after_it_has_the_new_one() -> None:
    world = book(DATA)
    world.now += timedelta(days=2)
    issued(world, 1)
    world.now -= timedelta(days=1)
    adopt(world, 1, DROPPED)
    issued(world, 2)
    day = date(2025, 3, 1)
    laws = eras(world.entries, read, day)
    lines = instances_of(world.entries, (), laws, day)
    assert [line.matter for line in lines if line.duty == "xa-ck-01"] == ["document/1"]
    before, _ = [event for event in events(world.entries) if event.family == "document"]
    assert judge(commune(), laws, before) is None

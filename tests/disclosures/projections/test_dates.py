"""The interval that cosignatures prove, for pages and for ``duties --json`` alike."""

from __future__ import annotations

from datetime import UTC, datetime

from disclosures.projections.dates import Cosigned, Seal
from tests.disclosures.pages.world import SEALS

EARLY, LATE = datetime(2025, 11, 1, tzinfo=UTC), datetime(2025, 11, 2, tzinfo=UTC)


def test_a_record_was_made_after_what_its_author_saw_and_before_the_first_that_holds_it() -> None:
    cosigned = Cosigned(SEALS)  # of sizes 3, 4 and 6
    assert cosigned.bounds(seen=4, index=4) == (SEALS[1].first, SEALS[2].last)
    assert cosigned.bounds(seen=0, index=0) == (None, SEALS[0].last)
    assert cosigned.bounds(seen=6, index=7) == (SEALS[2].first, None)
    assert Cosigned().bounds(seen=4, index=4) == (None, None)


def test_a_checkpoint_of_just_the_records_index_does_not_hold_it() -> None:
    assert Cosigned([Seal(4, EARLY, EARLY)]).bounds(seen=1, index=4).before is None
    assert Cosigned([Seal(5, EARLY, EARLY)]).bounds(seen=1, index=4).before == EARLY


def test_of_several_cosignatures_the_careful_one_counts() -> None:
    assert Cosigned([Seal(4, EARLY, LATE), Seal(9, EARLY, LATE)]).bounds(seen=4, index=4) == (EARLY, LATE)

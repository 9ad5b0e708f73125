"""The quarterly list of Law 10/2022 Art. 13.2: everything that was made public in a quarter, with form and time.

register(events, "2025-Q1", on=date(2025, 4, 2))[0].forms    # ("niem-yet-tru-so", "cong-thong-tin")
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from disclosures.model.commune import Commune, fold
from disclosures.model.disclosure import Disclosure, Posting
from disclosures.projections.records import visible
from disclosures.workdays import parse_period

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from disclosures.model.events import Event


@dataclass(frozen=True, slots=True)
class Row:
    """One content of the list: what, since when, in which forms, and where its sheets hang or hung."""

    entity: str
    index: int
    title: str
    on: date
    forms: tuple[str, ...]
    postings: tuple[Posting, ...]
    stage: str


def register(events: Iterable[Event], period: str, *, on: date) -> list[Row]:
    """The contents first made public in the period, by day; ``DateError`` for a period that is none."""
    span = parse_period(period)
    rows = [
        Row(one.entity, one.first, one.title, one.on, state.published.forms, state.postings, one.stage)
        for one in fold(Commune(), visible(events, on)).matters.values()
        if isinstance(state := one.state, Disclosure) and state.published and span.first <= one.on <= span.last
    ]
    return sorted(rows, key=lambda row: (row.on, row.index))

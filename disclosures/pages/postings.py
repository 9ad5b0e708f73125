"""Sheets on the board: where, from when to when, and their state on a day.

Sắp niêm yết · Đang niêm yết · Hết hạn niêm yết · Đã dán đủ ngày, đã gỡ · Gỡ sớm
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from disclosures.model.disclosure import Disclosure
from disclosures.words import screen

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from disclosures.model.disclosure import Posting as Sheet
    from disclosures.pages.matters import Matter
    from disclosures.pages.view import View
    from disclosures.words.screen import State


SHEETS = frozenset({"niem-yet-tru-so", "niem-yet-nha-van-hoa", "niem-yet-co-quan", "niem-yet-noi-tiep-dan"})
"""The forms of publishing that put up a sheet."""


@dataclass(frozen=True, slots=True)
class Posting:
    """Sheets on the board: where, from when to when, and the state of it on the view's day.

    ``down`` is the day on which the last one came down, where all have.
    """

    places: Sequence[str]
    on: date
    until: date
    badge: State
    down: date | None


def postings(view: View, matter: Matter) -> Sequence[Posting]:
    """Every posting of a matter, in log order."""
    acts = view.commune.matters.get(matter.entity)
    sheets = acts.state.postings if acts and isinstance(acts.state, Disclosure) else ()
    return tuple(_posting(list(posted), view.on) for _, posted in groupby(sheets, key=lambda sheet: sheet.index))


def posting_now(view: View, matter: Matter) -> State | None:
    """The state of the newest posting; None where nothing was posted."""
    posted = postings(view, matter)
    return posted[-1].badge if posted else None


def _posting(sheets: Sequence[Sheet], on: date) -> Posting:
    """One posting: a sheet at each of its places."""
    first = sheets[0]
    lowered = [sheet.down for sheet in sheets if sheet.down is not None and sheet.down <= on]
    down = max(lowered) if len(lowered) == len(sheets) else None
    if down is not None:
        state = "taken-down-early" if min(lowered) < first.until else "taken-down"
    elif on < first.on:
        state = "posting-soon"
    else:
        state = "posting" if on <= first.until else "posting-over"
    return Posting([sheet.place for sheet in sheets], first.on, first.until, screen.STATES[state], down)

"""Sheets on the board: where, from when to when, and their state on a day; what differs from place to place is told so.

Sắp niêm yết · Đang niêm yết · Hết hạn niêm yết · Đã dán đủ ngày, đã gỡ · Gỡ sớm
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
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
    """Sheets that hang, or hung, alike at these places, and the state of it on the view's day.

    ``again`` are the days on which a new sheet was put over one that still hung, ``until`` the latest end promised.
    ``down`` is the day on which nothing hung there any more, ``short`` how many days were then missing; none is where
    a special law has its own length.
    """

    places: Sequence[str]
    on: date
    again: Sequence[date]
    until: date
    badge: State
    down: date | None
    short: int
    reason: str | None


def postings(view: View, matter: Matter) -> Sequence[Posting]:
    """Every place of a matter, each once for each time that something hung there without a break."""
    acts = view.commune.matters.get(matter.entity)
    runs = acts.state.runs() if acts and isinstance(acts.state, Disclosure) else ()
    lasts = [one.due for one in view.clocks.get(matter.entity, ()) if one.what == "posting" and one.due]
    lawful = max(lasts, default=None)
    found: dict[Posting, list[str]] = {}
    for run in runs:
        found.setdefault(_posting(run, view.on, lawful), []).append(run[0].place)
    return tuple(replace(one, places=tuple(places)) for one, places in found.items())


def badges(posted: Sequence[Posting]) -> Sequence[State]:
    """How it stands now, each state once, what still hangs first; where places differ, at how many."""
    newest = {place: one.badge for one in posted for place in one.places}
    hangs = {place for one in posted if one.down is None for place in one.places}
    states = Counter(newest[place] for place in sorted(newest, key=lambda place: place not in hangs))
    if len(states) == 1:
        return tuple(states)
    return tuple(one._replace(word=f"{one.word} {screen.tie(f'ở {count} nơi')}") for one, count in states.items())


def posting_now(view: View, matter: Matter) -> State | None:
    """The state of what hangs, else of what hung; None where nothing was posted."""
    return next(iter(badges(postings(view, matter))), None)


def _posting(run: Sequence[Sheet], on: date, lawful: date | None) -> Posting:
    """What hung at one place; ``lawful`` is the day that the law asks for: who hung it longer owes nothing."""
    hung = [sheet for sheet in run if sheet.on <= on] or run
    until = max(sheet.until for sheet in hung)
    lowered = {sheet.down: sheet for sheet in hung if sheet.down is not None and sheet.down <= on}
    gone = bool(lowered) and all(sheet.down in lowered for sheet in hung)
    down = max(lowered) if gone else None
    last = lowered[down] if down else hung[-1]
    missing = max((min(until, lawful or until) - down).days, 0) if down else 0
    if down is not None:
        state = "taken-down-early" if missing else "taken-down"
    elif on < hung[0].on:
        state = "posting-soon"
    else:
        state = "posting" if on <= until else "posting-over"
    return Posting(
        places=(),
        on=hung[0].on,
        again=tuple(dict.fromkeys(sheet.on for sheet in hung if sheet.on > hung[0].on)),
        until=until,
        badge=screen.STATES[state],
        down=down,
        short=0 if last.basis or last.down_basis else missing,
        reason=(last.reason or last.down_basis) if down else None,
    )

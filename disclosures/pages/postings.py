"""Sheets on the board: where, from when to when, and their state on a day.

Sắp niêm yết · Đang niêm yết · Hết hạn niêm yết · Đã gỡ
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from disclosures.model import bodies
from disclosures.words import screen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from disclosures.pages.matters import Matter
    from disclosures.words.screen import State


@dataclass(frozen=True, slots=True)
class Posting:
    """Sheets on the board: where, from when to when, and the state of it on the view's day."""

    places: Sequence[str]
    on: date
    until: date
    badge: State


def postings(matter: Matter, on: date) -> Sequence[Posting]:
    """Every posting of a matter, in log order."""
    return tuple(_postings(matter, on))


def posting_now(matter: Matter, on: date) -> State | None:
    """The state of the newest posting; None where nothing was posted."""
    posted = postings(matter, on)
    return posted[-1].badge if posted else None


def _postings(matter: Matter, on: date) -> Iterator[Posting]:
    taken = {
        place: body.on
        for body in matter.bodies_of(bodies.DisclosureTakenDown)
        if body.on <= on
        for place in body.places
    }
    for body in matter.bodies_of(bodies.DisclosurePosted):
        down = all(place in taken and taken[place] >= body.on for place in body.places)
        yield Posting(body.places, body.on, body.until, _state(body, on, down=down))


def _state(body: bodies.DisclosurePosted, on: date, *, down: bool) -> State:
    if down:
        return screen.STATES["taken-down"]
    if on < body.on:
        return screen.STATES["posting-soon"]
    return screen.STATES["posting" if on <= body.until else "posting-over"]

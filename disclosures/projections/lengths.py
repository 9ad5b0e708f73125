"""Lengths that must last without a break: a second line of an instance, ``running``, then ``met``.

``posting`` runs from the first ``disclosure.posted``, ``loudspeaker`` from ``disclosure.broadcast``, of the settling
record's entity, through ``on`` + n days; taken down before that day it is ``overdue``, unless a special law was cited.
Before the start itself is settled there is no span to speak of and no line.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from disclosures.words import due as words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from disclosures.catalogue import Duty
    from disclosures.model.disclosure import Disclosure, Posting
    from disclosures.model.events import Event
    from disclosures.projections.instance import Instance, State
    from disclosures.projections.records import Records


class _Run(NamedTuple):
    """A span: the record that began it, first and last day, and each break."""

    record: int
    on: date
    through: date
    breaks: list[_Break]


class _Break(NamedTuple):
    """From which day the content was missing, how many of the days that is, and by which special law."""

    since: date
    short: int
    basis: str | None


def lengths(
    duty: Duty, line: Instance, records: Records, settled: Event | None, on: date
) -> Iterator[tuple[Instance, Event | None]]:
    """The second lines of a settled instance, each with the record that began its span."""
    if settled is None:
        return
    disclosure = records.disclosure(settled)
    for what in words.LENGTHS:
        days = duty.duration.least(what)
        if not days:
            continue
        blank = replace(line, trigger=None, due=None, clock="length", days_late=None, what=what)
        run = _RUNS[what](disclosure, days) if disclosure else None
        if run is None:
            yield replace(blank, state="not-due", sentence=words.length_not_begun(what, days)), None
            continue
        told = words.length(what, days, run.on, run.through)
        laws = [one.basis for one in run.breaks if one.basis]
        sentence = words.length_by_law(told, laws[0]) if laws else told
        state, short = _state(run, on)
        begun = replace(blank, trigger=run.on, due=run.through, state=state, short=short, sentence=sentence)
        yield begun, records.at(run.record)


def _state(run: _Run, on: date) -> tuple[State, int]:
    """The state, and how many of the days are missing."""
    broken = [one for one in run.breaks if one.since <= on]
    if unlawful := [one.short for one in broken if not one.basis]:
        return "overdue", max(unlawful)
    return ("running" if on <= run.through and not broken else "met"), 0


def _posted(disclosure: Disclosure, days: int) -> _Run | None:
    if not disclosure.postings:
        return None
    first = disclosure.postings[0]
    through = first.on + timedelta(days=days)
    begun = [run for run in disclosure.runs() if any(sheet.index == first.index for sheet in run)]
    ends = [max(run, key=lambda sheet: sheet.last) for run in begun]
    return _Run(first.index, first.on, through, [one for sheet in ends for one in _broken(sheet, through)])


def _broken(sheet: Posting, through: date) -> Iterator[_Break]:
    short = (through - sheet.last).days
    if short > 0:
        yield _Break(sheet.down or sheet.until + timedelta(days=1), short, sheet.down_basis or sheet.basis)


def _aired(disclosure: Disclosure, days: int) -> _Run | None:
    """So many days of broadcast are a full span: the first day counts as one."""
    if not disclosure.airings:
        return None
    first = disclosure.airings[0]
    through = first.on + timedelta(days=days)
    short = (through - first.until).days - 1
    breaks = [_Break(first.until + timedelta(days=1), short, None)] if short > 0 else []
    return _Run(first.index, first.on, through, breaks)


_RUNS: Final[Mapping[str, Callable[[Disclosure, int], _Run | None]]] = {"posting": _posted, "loudspeaker": _aired}

"""A disclosure and what became of it: published, posted, broadcast, relayed, corrected, superseded.

given a posting of 2025-01-10 under a duty of 30 days, when taken down on 2025-02-01 without a reason, then
``model.taken-down-early``; given ``disclosure.superseded``, when it is posted again, then ``model.closed``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, TypedDict

from disclosures.errors import RefusalError
from disclosures.model import bodies

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from disclosures.catalogue import Duty
    from disclosures.model.case import Case
    from disclosures.model.events import Event


@dataclass(frozen=True, slots=True)
class Posting:
    """A sheet at one place, on ``index``; ``until`` is the last day promised, ``down`` the day it was taken down."""

    index: int
    place: str
    on: date
    until: date
    basis: str | None = None
    down: date | None = None
    reason: str | None = None
    down_basis: str | None = None

    @property
    def last(self) -> date:
        """Its last day; the promised one counts until it is taken down."""
        return self.down or self.until


@dataclass(frozen=True, slots=True)
class Airing:
    """The loudspeaker, each day from ``on`` through ``until``."""

    index: int
    on: date
    until: date
    place: str | None


@dataclass(frozen=True, slots=True)
class Correction:
    """What was put right, and where the correction must hang."""

    index: int
    on: date
    changes: tuple[bodies.Change, ...]
    places: tuple[str, ...]
    reason: str | None


@dataclass(frozen=True, slots=True)
class Replaced:
    """It was right and is replaced by ``by``."""

    index: int
    on: date
    by: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Disclosure:
    """One content that was made public; ``relayed`` holds the day and the thôn heads who were told."""

    published: bodies.DisclosurePublished | None = None
    duties: tuple[str, ...] = ()
    postings: tuple[Posting, ...] = ()
    airings: tuple[Airing, ...] = ()
    relayed: tuple[tuple[date, tuple[str, ...]], ...] = ()
    corrections: tuple[Correction, ...] = ()
    superseded: Replaced | None = None

    def up(self) -> tuple[Posting, ...]:
        """The sheets that have not been taken down."""
        return tuple(posting for posting in self.postings if posting.down is None)

    def runs(self) -> Sequence[Sequence[Posting]]:
        """The sheets of each place, those together of which each was put up before the one before it was gone."""
        newest: dict[str, list[Posting]] = {}
        runs: list[list[Posting]] = []
        for sheet in sorted(self.postings, key=lambda one: one.on):
            run = newest.get(sheet.place)
            if run and sheet.on <= max(one.last for one in run) + timedelta(days=1):
                run.append(sheet)
            else:
                newest[sheet.place] = [sheet]
                runs.append(newest[sheet.place])
        return runs

    def unhung(self) -> Correction | None:
        """The newest correction, where old sheets hang and none was put up since it was recorded."""
        newest = self.corrections[-1] if self.corrections else None
        if newest is None or self.superseded or not {one.place for one in self.up()} & set(newest.places):
            return None
        return None if any(posting.index > newest.index for posting in self.postings) else newest


def decide(disclosure: Disclosure | None, case: Case) -> None:
    """Refuse what the law's rules on publishing, posting and correcting refuse."""
    event = case.event
    if disclosure is None:
        if event.topic != "disclosure.published":
            raise RefusalError("model.first-record", entity=event.entity, topic=event.topic)
        _forms(case)
    elif event.topic == "disclosure.published":
        raise RefusalError("model.already", entity=event.entity, topic=event.topic)
    elif disclosure.superseded and event.topic != "disclosure.taken-down":
        raise RefusalError("model.closed", entity=event.entity, topic=event.topic)
    else:
        _later(disclosure, case)


def _forms(case: Case) -> None:
    """Each form is one that the law knows, and each duty is served by at least one of its own."""
    entity, body = case.event.entity, case.event.body
    forms = body.forms if isinstance(body, bodies.DisclosurePublished) else ()
    for form in forms:
        if form not in case.catalogue.vocabulary["form"]:
            raise RefusalError("model.form-unknown", entity=entity, form=form)
    for row in case.duties():
        if case.event.topic in row.settles and row.forms and not set(row.forms) & set(forms):
            raise RefusalError(
                "model.form-unlawful", entity=entity, duty=row.id, law=row.basis_vi, forms=", ".join(row.forms)
            )


def _later(disclosure: Disclosure, case: Case) -> None:
    event = case.event
    rows = case.duties((*disclosure.duties, *event.body.duties))
    match event.body:
        case bodies.DisclosurePosted() as posted:
            _long_enough(disclosure, posted, rows, event)
        case bodies.DisclosureTakenDown() as down:
            _taken_down(disclosure, down, rows, event)
        case bodies.DisclosureBroadcast() as aired:
            _aired(aired, rows, event)
        case bodies.DisclosureCorrected() as corrected:
            _corrected(disclosure, corrected, case)
        case bodies.DisclosureSuperseded() as superseded:
            if not any(name != event.entity for name in superseded.about):
                raise RefusalError("model.superseded-by", entity=event.entity, law=case.law("xa-ck-dinh-chinh"))
        case _:
            pass


class _Length(TypedDict):
    days: int
    law: str
    duty: str


def _strictest(rows: Iterable[Duty], what: str) -> _Length:
    """The longest length that these rows ask for, as a refusal tells it: days, the article, and the row."""
    days, law, duty = max(((row.duration.least(what), row.basis_vi, row.id) for row in rows), default=(0, "", ""))
    return {"days": days, "law": law, "duty": duty}


def least_until(disclosure: Disclosure, places: Iterable[str], on: date, days: int) -> date:
    """The day until which a sheet put up on ``on`` must hang: where an older one hung till then, its span runs on."""
    eve = on - timedelta(days=1)
    hung = {one.place: one.on for one in reversed(disclosure.postings) if one.down is None or one.down >= eve}
    begun = [min(hung.get(place, on), on) for place in places]
    return max(max(begun, default=on) + timedelta(days=days), on)


def _long_enough(disclosure: Disclosure, posted: bodies.DisclosurePosted, rows: Iterable[Duty], event: Event) -> None:
    longest = _strictest(rows, "posting")
    least = least_until(disclosure, posted.places, posted.on, longest["days"])
    if posted.until < posted.on or (posted.until < least and not posted.basis):
        raise RefusalError("model.posting-short", entity=event.entity, until=posted.until, least=least, **longest)


def _taken_down(disclosure: Disclosure, down: bodies.DisclosureTakenDown, rows: Iterable[Duty], event: Event) -> None:
    longest = _strictest(rows, "posting")
    # Of two sheets at one place the first counts: the content hung there from then on.
    up = {posting.place: posting for posting in reversed(disclosure.up())}
    for place in down.places:
        posting = up.get(place)
        if posting is None:
            raise RefusalError("model.place-not-posted", entity=event.entity, place=place)
        # All that hangs there comes down, so none of it may have been put up later.
        newest = max(sheet.on for sheet in disclosure.up() if sheet.place == place)
        if down.on < newest:
            raise RefusalError("model.taken-down-before", entity=event.entity, place=place, on=down.on, posted=newest)
        through = due_through(disclosure, place, longest["days"])
        if through and down.on < through and not (down.reason or down.basis or posting.basis):
            raise RefusalError("model.taken-down-early", entity=event.entity, place=place, through=through, **longest)


def due_through(disclosure: Disclosure, place: str, days: int) -> date | None:
    """The day until which it must hang there; None where it need not: the law's span is that of the first posting."""
    first = disclosure.postings[0]
    begun = any(one.place == place and one.index == first.index for one in disclosure.postings)
    return first.on + timedelta(days=days) if begun and days else None


def _aired(aired: bodies.DisclosureBroadcast, rows: Iterable[Duty], event: Event) -> None:
    longest = _strictest(rows, "loudspeaker")
    least = aired.on + timedelta(days=max(longest["days"] - 1, 0))
    if aired.until < least:
        raise RefusalError("model.broadcast-short", entity=event.entity, until=aired.until, least=least, **longest)


def _corrected(disclosure: Disclosure, corrected: bodies.DisclosureCorrected, case: Case) -> None:
    """It must go everywhere the error went, that is to every place where a sheet still hangs.

    Its own sheet bears its code, so it hangs after the record is signed: then it is ``disclosure.posted``.
    """
    entity, law = case.event.entity, case.law("tctt-dinh-chinh")
    same = [change.field for change in corrected.changes if change.right == change.wrong]
    if same:
        raise RefusalError("model.correction-same", entity=entity, field=same[0], law=law)
    missing = sorted({posting.place for posting in disclosure.up()} - set(corrected.places))
    if missing:
        raise RefusalError("model.correction-places", entity=entity, places=tuple(missing), law=law)


def evolve(disclosure: Disclosure | None, event: Event) -> Disclosure:
    """The disclosure after one more record."""
    now = disclosure or Disclosure()
    now = replace(now, duties=tuple(dict.fromkeys((*now.duties, *event.body.duties))))
    match event.body:
        case bodies.DisclosurePublished() as it:
            now = replace(now, published=now.published or it)
        case bodies.DisclosurePosted() as it:
            sheets = tuple(Posting(event.index, place, it.on, it.until, it.basis) for place in it.places)
            now = replace(now, postings=now.postings + sheets)
        case bodies.DisclosureTakenDown() as it:
            now = replace(now, postings=tuple(_lowered(sheet, it) for sheet in now.postings))
        case bodies.DisclosureBroadcast() as it:
            now = replace(now, airings=(*now.airings, Airing(event.index, it.on, it.until, it.place)))
        case bodies.DisclosureRelayed() as it:
            now = replace(now, relayed=(*now.relayed, (it.on, it.places)))
        case bodies.DisclosureCorrected() as it:
            made = Correction(event.index, it.on, it.changes, it.places, it.reason)
            now = replace(now, corrections=(*now.corrections, made))
        case bodies.DisclosureSuperseded() as it:
            now = replace(now, superseded=now.superseded or Replaced(event.index, it.on, it.about, it.reason))
        case _:
            pass
    return now


def _lowered(sheet: Posting, down: bodies.DisclosureTakenDown) -> Posting:
    if sheet.down is not None or sheet.place not in down.places:
        return sheet
    return replace(sheet, down=down.on, reason=down.reason, down_basis=down.basis)

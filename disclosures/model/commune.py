"""The whole commune as a fold of its acts, and the one door of the law: ``decide``.

    commune = fold(opened(entries), events(entries))
    decide(commune, catalogue, draft)      # RefusalError, or nothing

``evolve`` never refuses and never reads a clock.

Every code of a refusal, with what its sentence may name (``law`` is the article, "khoản 1 Điều 51 Luật 10/2022/QH15"):

=========================== ============================================================================================
model.on-future             on, day: it happened after the day on which it is recorded
model.on-early              on, since: it happened before the law was in force
model.for-early             on, announced: the announced day is earlier than the day of announcing
model.for-missing           duty, law: the duty counts back from an announced day, and none is given
model.about-unknown         about: it concerns an entity that the ledger does not have, or itself
model.place-unknown         place: no village of the unit
model.period-early          on, reported, first, duty, law: before the first day of the period that it reports on
model.place-missing         duty, law: the duty is due in every village, and none is named
model.period-missing        duty, law, period (year, half-year, quarter, month, week): no period of that kind is named
model.actor-unknown         actor: no actor of the catalogue
model.repeated              value: it stands twice in one list
model.duty-unknown          duty: no row of the catalogue
model.duty-topic            duty, law, topic: the row neither starts nor is settled by this topic
model.duty-actor            duty, law, who: none of the row's actors stands behind the record
model.duty-not-in-force     duty, law, day, since, until: the row does not bind on its trigger day
model.shows-mixed           duties: rows that show different things in one record
model.facts-content         field, duty, law: content in a record that may tell facts, days and counts alone
model.dates-content         field, duty, law: more than dates where only dates may stand
model.content-missing       field: the content is neither given nor withheld
model.withheld-field        field: the topic has no such field
model.withheld-present      field: it is withheld, and it is there
model.withheld-ground       field: no article, or nobody who decided
model.withheld-secret       field, law: a commitment to what may not have one
model.first-record          topic: an entity cannot begin with it
model.already               topic: it happens once in an entity
model.closed                topic: nothing follows the end of an entity
model.step-back             topic: an earlier step of a plain matter
model.document-number       kind, number, year, other: the entity of the document that has this number
model.form-unknown          form: no form of the catalogue
model.form-unlawful         duty, law, forms (those of the row): none of them is among those given
model.posting-short         until, least, days, duty, law: the sheets would hang too short a time
model.place-not-posted      place: no sheet hangs there
model.taken-down-before     place, on, posted: before the sheet was put up there
model.taken-down-early      place, through, days, duty, law: too soon, and neither reason nor special law is given
model.broadcast-short       until, least, days, duty, law: the loudspeaker would run too few days
model.correction-same       field, law: what is right equals what was wrong
model.correction-places     places, law: sheets with the error hang there and are not corrected
model.superseded-by         law: it names nothing that replaces it
model.plan-item-unknown     item: no item of this plan
model.counts                present, total, yes: more present than staff, or more votes than present
model.conference-quorum     present, total, law: fewer than two thirds present
model.resolution-not-passed present, yes, law: not more than half of those present
model.board-only            topic, law: signed outside the Boards
model.answer-recommendation law: no recommendation that was sent is named
model.answer-early          on, sent: before the recommendation was handed over
model.answer-evidence       law: neither evidence nor the reason why there is none
model.set-aside-signers     duty, law: not signed by executive and Board
model.set-aside-idle        duty, law: it has no occurrence of so short a period, or of a village
model.catalogue-attachment  kind: not exactly one attachment, a TOML file
model.catalogue-signers     kind: not signed by executive and Board
=========================== ============================================================================================
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from disclosures.errors import RefusalError
from disclosures.model import (
    answer,
    bodies,
    common,
    conference,
    disclosure,
    document,
    inspection,
    matter,
    plan,
    recommendation,
)
from disclosures.model.case import Case, Matter
from disclosures.model.opening import unit_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from disclosures.catalogue import Catalogue
    from disclosures.model.events import Event
    from disclosures.model.opening import Village
    from ledger.book import Entry

__all__ = ["Commune", "Matter", "decide", "evolve", "fold", "opened"]

_OWN: Final[Mapping[str, Any]] = {
    "document": document,
    "plan": plan,
    "disclosure": disclosure,
    "conference": conference,
    "inspection": inspection,
    "recommendation": recommendation,
    "answer": answer,
}


def _nothing() -> Mapping[Any, Any]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Commune:
    """The fold of everything.

    ``names`` is how the unit was called from which day on (None: from the beginning); ``numbers`` finds a document by
    kind, number and year.
    """

    opened: date | None = None
    names: tuple[tuple[date | None, str, str], ...] = ()
    villages: tuple[Village, ...] = ()
    matters: Mapping[str, Matter] = field(default_factory=_nothing)
    numbers: Mapping[tuple[str, str, int], str] = field(default_factory=_nothing)

    def unit(self, on: date) -> tuple[str, str]:
        """Kind and name of the unit as it was called on that day."""
        named = [name for name in self.names if name[0] is None or name[0] <= on]
        # A reform may be recorded after a later one: the newest day counts, not the newest record.
        newest = max(reversed(named), key=lambda name: name[0] or date.min, default=(None, "", ""))
        return newest[1], newest[2]


def opened(entries: Sequence[Entry]) -> Commune:
    """The commune just after its ledger was opened, without acts; where entry 0 names no unit, it has no name."""
    unit, first = unit_of(entries), entries[0].record if entries else None
    return Commune(
        opened=first.day if first else None,
        names=((None, unit.kind, unit.name),) if unit else (),
        villages=unit.villages if unit else (),
    )


def fold(commune: Commune, events: Iterable[Event]) -> Commune:
    """The commune after these acts, in the order of the log."""
    matters, numbers = dict(commune.matters), dict(commune.numbers)
    names = list(commune.names)
    for event in events:
        matters[event.entity] = _grown(matters.get(event.entity), event)
        for name in event.body.about:
            if name in matters and event.entity not in matters[name].cited:
                matters[name] = replace(matters[name], cited=(*matters[name].cited, event.entity))
        match event.body:
            case bodies.DocumentIssued() as it:
                numbers.setdefault((it.kind, it.number, it.on.year), event.entity)
            case bodies.UnitSucceeded() as it:
                names.append((it.on, it.unit.kind, it.unit.name))
            case _:
                pass
    return replace(
        commune,
        matters=MappingProxyType(matters),
        numbers=MappingProxyType(numbers),
        names=tuple(names),
    )


def _grown(old: Matter | None, event: Event) -> Matter:
    body, aggregate = event.body, _OWN.get(event.family, matter)
    state = aggregate.evolve(old.state if old else None, event)
    old = old or Matter(event.entity, event.index, body.on, state)
    return replace(
        old,
        state=state,
        about=tuple(dict.fromkeys((*old.about, *body.about))),
        named=old.named + tuple((duty, event.topic, body) for duty in body.duties),
    )


def evolve(commune: Commune, event: Event) -> Commune:
    """The commune after one more act."""
    return fold(commune, (event,))


def decide(commune: Commune, catalogue: Catalogue, draft: Event) -> None:
    """Raise ``RefusalError`` where the law's rules of the act's day refuse the draft."""
    case = Case(draft, catalogue, commune.matters, frozenset(village.id for village in commune.villages))
    common.check(case)
    old = commune.matters.get(draft.entity)
    _OWN.get(draft.family, matter).decide(old.state if old else None, case)
    if isinstance(draft.body, bodies.DocumentIssued):
        kind, number, year = draft.body.kind, draft.body.number, draft.body.on.year
        other = commune.numbers.get((kind, number, year))
        if other is not None:
            raise RefusalError(
                "model.document-number", entity=draft.entity, kind=kind, number=number, year=year, other=other
            )

"""The rules that all topics share: what every record may name, and when.

given the row ``xa-ck-01`` (settles ``disclosure.published``), when ``report.sent`` names it, then ``model.duty-topic``.

A duty's clock is started by whoever learns of the fact, so the actor is asked for only where the record settles the
duty: else no Board could start the clock of an answer that the committee owes.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from disclosures.errors import RefusalError
from disclosures.model import content, triggers
from disclosures.model.actors import KEYLESS, SIGNS, acted

if TYPE_CHECKING:
    from disclosures.catalogue import Duty
    from disclosures.model.case import Case
    from disclosures.model.events import Event

BEGINNING: Final = date(2023, 7, 1)
"""The first day of Law 10/2022/QH15: no act before it is recorded."""


def check(case: Case) -> None:
    """Refuse what no record may say: days, places, entities and duties that cannot be."""
    _days(case.event)
    _names(case)
    for name in case.event.body.duties:
        if name not in case.catalogue.duties:
            raise RefusalError("model.duty-unknown", entity=case.event.entity, duty=name)
    rows = case.duties()
    for duty in rows:
        _duty(duty, case)
    content.check(rows, case)


def _days(event: Event) -> None:
    on, announced = event.body.on, event.body.for_
    if on > event.day:
        raise RefusalError("model.on-future", entity=event.entity, on=on, day=event.day)
    if on < BEGINNING:
        raise RefusalError("model.on-early", entity=event.entity, on=on, since=BEGINNING)
    if announced is not None and announced < on:
        raise RefusalError("model.for-early", entity=event.entity, on=on, announced=announced)


def _names(case: Case) -> None:
    entity, body = case.event.entity, case.event.body
    for values in (body.about, body.duties, tuple(one.name for one in body.attachments)):
        for at, value in enumerate(values):
            if value in values[:at]:
                raise RefusalError("model.repeated", entity=entity, value=value)
    for name in body.about:
        if name not in case.matters or name == entity:
            raise RefusalError("model.about-unknown", entity=entity, about=name)
    if body.place is not None and body.place not in case.villages:
        raise RefusalError("model.place-unknown", entity=entity, place=body.place)
    if body.actor is not None and body.actor not in SIGNS and body.actor not in KEYLESS:
        raise RefusalError("model.actor-unknown", entity=entity, actor=body.actor)


def _duty(duty: Duty, case: Case) -> None:
    event = case.event
    starts, settles = event.topic == duty.starts, event.topic in duty.settles
    entity, row, law = event.entity, duty.id, duty.basis_vi
    if not (starts or settles):
        raise RefusalError("model.duty-topic", entity=entity, duty=row, law=law, topic=event.topic)
    if settles and not acted(duty, event):
        raise RefusalError("model.duty-actor", entity=entity, duty=row, law=law, who=", ".join(duty.who))
    if starts and triggers.counts_back(duty) and event.body.for_ is None:
        raise RefusalError("model.for-missing", entity=entity, duty=row, law=law)
    period = triggers.period_settled(duty, event.body)
    if settles and duty.period and period is None:
        raise RefusalError("model.period-missing", entity=entity, duty=row, law=law, period=duty.period)
    if settles and period and event.body.on < period.first:  # nobody reports on what has not begun
        on, first = event.body.on, period.first
        raise RefusalError(
            "model.period-early", entity=entity, duty=row, law=law, on=on, reported=period.name, first=first
        )
    if settles and duty.per == "thon" and event.body.place is None:
        raise RefusalError("model.place-missing", entity=entity, duty=row, law=law)
    for day in _triggers(duty, case):
        if not duty.in_force(day):
            since, until = duty.valid_from, duty.valid_to or ""
            raise RefusalError(
                "model.duty-not-in-force", entity=entity, duty=row, law=law, day=day, since=since, until=until
            )


def _triggers(duty: Duty, case: Case) -> list[date]:
    """The days by which the row's validity is judged: of the instance that is started, or of those that are settled."""
    event = case.event
    if period := triggers.period_settled(duty, event.body):
        return [triggers.period_trigger(duty, period)]
    if event.topic == duty.starts:
        return [triggers.started(duty, event.body) or event.body.on]
    entities = [case.matters[name] for name in (event.entity, *event.body.about) if name in case.matters]
    bodies = [body for it in entities for name, topic, body in it.named if (name, topic) == (duty.id, duty.starts)]
    return [triggers.started(duty, body) or body.on for body in bodies] or [event.body.on]

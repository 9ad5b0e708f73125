"""The staff conference: called, then held; valid with 3·present ≥ 2·total (Law 10/2022/QH15, Art. 51).

given 30 staff, when held with 19 present, then ``model.conference-quorum``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from disclosures.errors import RefusalError
from disclosures.model.bodies import ConferenceCalled, ConferenceHeld

if TYPE_CHECKING:
    from disclosures.model.case import Case
    from disclosures.model.events import Event


@dataclass(frozen=True, slots=True)
class Conference:
    """One conference; a second call may follow a first that lacked people."""

    calls: tuple[ConferenceCalled, ...] = ()
    held: ConferenceHeld | None = None


def decide(conference: Conference | None, case: Case) -> None:
    """Refuse a conference that is not valid, a resolution that did not pass, and what follows the end."""
    event, law = case.event, case.law("cq-hn-thuong-nien")
    if conference and conference.held:
        raise RefusalError("model.closed", entity=event.entity, topic=event.topic)
    if not isinstance(event.body, ConferenceHeld):
        return
    present, total, yes = event.body.present, event.body.total, event.body.resolution_yes
    if present > total or (yes is not None and yes > present):
        raise RefusalError("model.counts", entity=event.entity, present=present, total=total, yes=yes or 0)
    if 3 * present < 2 * total:
        raise RefusalError("model.conference-quorum", entity=event.entity, present=present, total=total, law=law)
    if yes is not None and 2 * yes <= present:
        raise RefusalError("model.resolution-not-passed", entity=event.entity, present=present, yes=yes, law=law)


def evolve(conference: Conference | None, event: Event) -> Conference:
    """The conference after one more record; the first holding stands."""
    now = conference or Conference()
    match event.body:
        case ConferenceCalled() as called:
            return replace(now, calls=(*now.calls, called))
        case ConferenceHeld() as held:
            return replace(now, held=now.held or held)
        case _:
            return now

"""A Board's recommendation: drafted, then sent once; the clock of the answer starts there.

given nothing, when the committee signs ``recommendation.sent``, then ``model.board-only``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from disclosures.errors import RefusalError
from disclosures.model.actors import BOARDS
from disclosures.model.bodies import RecommendationDrafted, RecommendationSent

if TYPE_CHECKING:
    from disclosures.model.case import Case
    from disclosures.model.events import Event


@dataclass(frozen=True, slots=True)
class Recommendation:
    """One recommendation on the Board's side; the answer is another entity that names it in ``about``."""

    drafted: RecommendationDrafted | None = None
    sent: RecommendationSent | None = None


def decide(recommendation: Recommendation | None, case: Case) -> None:
    """Refuse a signer outside the Boards, and anything after it was sent."""
    event = case.event
    if any(signer.body not in BOARDS for signer in event.signers):
        raise RefusalError("model.board-only", entity=event.entity, topic=event.topic, law=case.law("ttnd-kien-nghi"))
    if recommendation and recommendation.sent:
        raise RefusalError("model.closed", entity=event.entity, topic=event.topic)


def evolve(recommendation: Recommendation | None, event: Event) -> Recommendation:
    """The recommendation after one more record; the first sending stands."""
    now = recommendation or Recommendation()
    match event.body:
        case RecommendationDrafted() as drafted:
            return replace(now, drafted=drafted)
        case RecommendationSent() as sent:
            return replace(now, sent=now.sent or sent)
        case _:
            return now

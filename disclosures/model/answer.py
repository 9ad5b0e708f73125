"""The office's answer to a recommendation that exists and was sent, with evidence or the reason why there is none.

given ``recommendation/2025-0001`` sent, when answered without evidence or reason, then ``model.answer-evidence``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from disclosures.errors import RefusalError
from disclosures.model.bodies import AnswerGiven
from disclosures.model.recommendation import Recommendation

if TYPE_CHECKING:
    from disclosures.model.case import Case
    from disclosures.model.events import Event


@dataclass(frozen=True, slots=True)
class Answer:
    """The answers of one entity, the newest last: "will do" is followed by "done"."""

    given: tuple[AnswerGiven, ...] = ()

    @property
    def stage(self) -> str:
        """The code of its state: the newest outcome."""
        return self.given[-1].outcome if self.given else ""


def decide(answer: Answer | None, case: Case) -> None:
    """Refuse an answer to nothing, before its question, without evidence, or after the last word."""
    event, law = case.event, case.law("ttnd-tra-loi")
    body = event.body
    if not isinstance(body, AnswerGiven):
        return
    if answer and answer.stage != "will-do":
        raise RefusalError("model.closed", entity=event.entity, topic=event.topic)
    named = dict(case.about())
    sent = [state.sent for state in named.values() if isinstance(state, Recommendation) and state.sent]
    if not sent:
        raise RefusalError("model.answer-recommendation", entity=event.entity, law=law)
    if any(body.on < question.on for question in sent):
        raise RefusalError("model.answer-early", entity=event.entity, on=body.on, sent=sent[0].on)
    evidence = [name for name, state in named.items() if not isinstance(state, Recommendation)]
    if not (body.attachments or evidence or body.no_evidence):
        raise RefusalError("model.answer-evidence", entity=event.entity, law=law)


def evolve(answer: Answer | None, event: Event) -> Answer:
    """The answer after one more record."""
    given = answer.given if answer else ()
    return Answer((*given, event.body)) if isinstance(event.body, AnswerGiven) else Answer(given)

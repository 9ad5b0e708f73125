"""What a record may say: full, facts alone, or dates alone; and what it leaves out with a ground.

given ``duties: ["cq-ck-06"]`` (shows facts), when the body has a ``summary``, then ``model.facts-content``.

* Full: the topic's content (``NEEDED``) is there, or withheld with ground, law and who decided.
* Facts (for the agency's staff): none of ``CONTENT``; what happened, its days and counts stay.
* Dates (what may point to a person): none of ``CONTENT`` and ``HINTS`` either, and the title is the duty's own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from disclosures.errors import RefusalError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from disclosures.catalogue import Duty
    from disclosures.model.case import Case
    from disclosures.model.events import Event

CONTENT: Final = (
    "affects", "agenda", "attachments", "changes", "findings", "legal_title", "no_evidence", "reason", "subject",
    "summary", "tables", "text", "todo",
)  # fmt: skip
HINTS: Final = ("actor", "counts", "form", "place", "to", "what")
NEEDED: Final[Mapping[str, str]] = {
    "plan.item-reported": "text",
    "disclosure.published": "summary",
    "disclosure.corrected": "changes",
    "inspection.planned": "subject",
    "inspection.found": "findings",
    "recommendation.drafted": "text",
    "recommendation.sent": "text",
    "answer.given": "text",
}
_LAW: Final = re.compile(r"điều \d|\d/QH\d|/NĐ-CP|/TT-|/QĐ-", re.IGNORECASE)
_SECRET: Final = re.compile(r"bí mật nhà nước|29/2018/QH14|117/2025/QH15|tố cáo|25/2018/QH14", re.IGNORECASE)


def check(duties: list[Duty], case: Case) -> None:
    """Refuse mixed showings, content where only facts or dates may stand, and content that is missing."""
    event = case.event
    shows = {duty.shows for duty in duties}
    if len(shows) > 1:
        raise RefusalError("model.shows-mixed", entity=event.entity, duties=tuple(duty.id for duty in duties))
    _withheld(event)
    if shows & {"facts", "dates"}:
        _bare(duties[0], event)
    elif event.family != "conference":
        _full(event)


def left_out(event: Event) -> bool:
    """Whether the record's own content is what was withheld."""
    return NEEDED.get(event.topic, "text") in {one.field for one in event.withheld}


def _bare(duty: Duty, event: Event) -> None:
    given = [name for name in CONTENT if getattr(event.body, name, None)]
    if given:
        raise RefusalError("model.facts-content", entity=event.entity, field=given[0], duty=duty.id, law=duty.basis_vi)
    if duty.shows == "facts":
        return
    given = [name for name in HINTS if getattr(event.body, name, None)]
    if given or event.withheld or getattr(event.body, "title", duty.title_vi) != duty.title_vi:
        field = given[0] if given else "title"
        raise RefusalError("model.dates-content", entity=event.entity, field=field, duty=duty.id, law=duty.basis_vi)


def _full(event: Event) -> None:
    needed = NEEDED.get(event.topic)
    if needed and not getattr(event.body, needed) and not left_out(event):
        raise RefusalError("model.content-missing", entity=event.entity, field=needed)


def _withheld(event: Event) -> None:
    """A field that is left out needs a ground that cites its law and who decided; of a secret not even a commitment."""
    known = {info.alias or name: name for name, info in type(event.body).model_fields.items()}
    for one in event.withheld:
        if one.field not in known:
            raise RefusalError("model.withheld-field", entity=event.entity, field=one.field)
        if known[one.field] in event.body.model_fields_set:
            raise RefusalError("model.withheld-present", entity=event.entity, field=one.field)
        if not (_LAW.search(one.basis) and one.decided_by.strip()):
            raise RefusalError("model.withheld-ground", entity=event.entity, field=one.field)
        if one.commitment is not None and _SECRET.search(one.basis):
            raise RefusalError("model.withheld-secret", entity=event.entity, field=one.field, law=one.basis)

"""The closed set of topics and the body of each (docs/formats/bodies.md).

    >>> REGISTRY.topics["document.issued"].model.__name__
    'DocumentIssued'

House one's own topics (``ledger.*``, ``roster.*``) are read by ``ledger.roster``. A record of a topic that is not here,
or of another version, keeps its place and is passed over (``record.topic-unknown``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from disclosures.model import bodies
from disclosures.model.matter import STEPS
from ledger.record import Registry, Topic

if TYPE_CHECKING:
    from collections.abc import Mapping

_OWN: dict[str, type[bodies.Body]] = {
    "document.issued": bodies.DocumentIssued,
    "plan.adopted": bodies.PlanAdopted,
    "plan.item-reported": bodies.PlanItemReported,
    "disclosure.published": bodies.DisclosurePublished,
    "disclosure.posted": bodies.DisclosurePosted,
    "disclosure.taken-down": bodies.DisclosureTakenDown,
    "disclosure.broadcast": bodies.DisclosureBroadcast,
    "disclosure.relayed": bodies.DisclosureRelayed,
    "disclosure.corrected": bodies.DisclosureCorrected,
    "disclosure.superseded": bodies.DisclosureSuperseded,
    "conference.called": bodies.ConferenceCalled,
    "conference.held": bodies.ConferenceHeld,
    "inspection.planned": bodies.InspectionPlanned,
    "inspection.found": bodies.InspectionFound,
    "recommendation.drafted": bodies.RecommendationDrafted,
    "recommendation.sent": bodies.RecommendationSent,
    "answer.given": bodies.AnswerGiven,
    "unit.succeeded": bodies.UnitSucceeded,
    "duty.set-aside": bodies.DutySetAside,
    "catalogue.adopted": bodies.CatalogueAdopted,
}
MODELS: Mapping[str, type[bodies.Body]] = {**_OWN, **{topic: bodies.Plain for topic in STEPS if topic not in _OWN}}
REGISTRY = Registry({topic: Topic(model) for topic, model in MODELS.items()})

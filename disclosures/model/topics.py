"""The closed set of topics and the body of each (docs/formats/bodies.md).

    >>> REGISTRY.topics["document.issued"].model.__name__
    'DocumentIssued'

House one's own topics (``ledger.*``, ``roster.*``) are read by ``ledger.roster``. A record of a topic that is not here,
or of another version, keeps its place and is passed over (``record.topic-unknown``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from disclosures.model import bodies
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
_PLAIN = (
    "dialogue.scheduled",
    "dialogue.held",
    "dialogue.answered",
    "reception.scheduled",
    "reception.held",
    "register.published",
    "report.sent",
    "report.read",
    "law.disseminated",
    "convention.reviewed",
    "check.held",
    "steering.inspected",
    "front.confirmed",
    "front.supervised",
    "board.planned",
    "board.reported",
    "board.dissented",
)
MODELS: Mapping[str, type[bodies.Body]] = {**_OWN, **dict.fromkeys(_PLAIN, bodies.Plain)}
REGISTRY = Registry({topic: Topic(model) for topic, model in MODELS.items()})


def schemas() -> dict[str, dict[str, Any]]:
    """The JSON Schema of every topic's body by ``<topic>@v1``, as ``docs/formats/schema`` carries it."""
    return {
        f"{topic}@v1": _without_null(model.model_json_schema(by_alias=True)) | {"$comment": topic}
        for topic, model in sorted(MODELS.items())
    }


def _without_null(schema: Any) -> Any:
    """An optional member may be absent and is never null, which pydantic's own schema cannot say."""
    if isinstance(schema, list):
        return [_without_null(item) for item in schema if item != {"type": "null"}]
    if not isinstance(schema, dict):
        return schema
    plain = {key: _without_null(value) for key, value in schema.items() if (key, value) != ("default", None)}
    match plain.pop("anyOf", None):
        case [only]:
            return plain | only
        case None:
            return plain
        case several:
            return plain | {"anyOf": several}

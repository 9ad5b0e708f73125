"""A document: one record, the fact that starts most clocks.

given nothing, when ``document.issued`` twice in one entity, then ``model.already``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from disclosures.errors import RefusalError
from disclosures.model.bodies import DocumentIssued

if TYPE_CHECKING:
    from disclosures.model.case import Case
    from disclosures.model.events import Event


@dataclass(frozen=True, slots=True)
class Document:
    """An issued document."""

    issued: DocumentIssued | None = None


def decide(document: Document | None, case: Case) -> None:
    """Refuse a second issue of the same document."""
    if document:
        raise RefusalError("model.already", entity=case.event.entity, topic=case.event.topic)


def evolve(document: Document | None, event: Event) -> Document:
    """The document after one more record; the first issue stands."""
    if document is None and isinstance(event.body, DocumentIssued):
        return Document(event.body)
    return document or Document()

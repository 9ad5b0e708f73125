"""The law that a ledger lives by: the catalogue and the calendar adopted in it, read from their attachments.

States follow the version adopted in the log; where the verifier's own copy differs, that is the notice
``catalogue.differs``. Before anything is adopted, and where an attachment cannot be had, the packaged law counts.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from disclosures import catalogue as catalogues
from disclosures import workdays
from disclosures.model.bodies import Attachment, CatalogueAdopted
from ledger.errors import Finding, LedgerError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from disclosures.catalogue import Catalogue
    from disclosures.workdays import Calendar
    from ledger.book import Entry

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Law:
    """Catalogue and calendar in force, and what is to be said about them."""

    catalogue: Catalogue
    calendar: Calendar
    findings: tuple[Finding, ...] = ()


def law_of(entries: Iterable[Entry], read: Callable[[Attachment], bytes | None]) -> Law:
    """The law that the newest sound adoptions among ``entries`` name; ``read`` gives an attachment's bytes."""
    newest: dict[str, Entry] = {}
    for entry in entries:
        if entry.sound and isinstance(entry.body, CatalogueAdopted):
            newest[entry.body.kind] = entry
    findings: list[Finding] = []
    catalogue = _adopted(newest.get("law"), catalogues.data(), catalogues.parse, read, findings)
    calendar = _adopted(newest.get("calendar"), workdays.data(), workdays.parse, read, findings)
    return Law(catalogue or catalogues.load(), calendar or workdays.load(), tuple(findings))


def _adopted(
    entry: Entry | None,
    packaged: bytes,
    parse: Callable[[bytes, str], T],
    read: Callable[[Attachment], bytes | None],
    findings: list[Finding],
) -> T | None:
    if entry is None or not isinstance(entry.body, CatalogueAdopted) or len(entry.body.attachments) != 1:
        return None
    (attachment,) = entry.body.attachments
    if hashlib.sha256(packaged).hexdigest() == attachment.sha256:
        return None
    entity = entry.record.entity if entry.record else None
    findings.append(Finding("catalogue.differs", entry.index, entity, attachment.path))
    data = read(attachment)
    if data is None or hashlib.sha256(data).hexdigest() != attachment.sha256:
        return None
    try:
        return parse(data, attachment.name)
    except LedgerError as error:
        findings.append(Finding("catalogue.differs", entry.index, entity, attachment.path, str(error)))
        return None

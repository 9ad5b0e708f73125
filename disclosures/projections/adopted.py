"""The law that a ledger lives by: the catalogue and the calendar adopted in it, read from their attachments.

States follow the version adopted by the trigger day; where the verifier's own copy differs, that is the notice
``catalogue.differs``. An attachment that cannot be had or read gives way to the version adopted before it; the packaged
law counts where there is none.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from disclosures import catalogue as catalogues
from disclosures import workdays
from disclosures.errors import DataError, RefusalError
from disclosures.model import commune as model
from disclosures.model.actors import by_both
from disclosures.model.bodies import Attachment, CatalogueAdopted
from ledger.errors import Finding, LedgerError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from disclosures.catalogue import Catalogue
    from disclosures.model.commune import Commune
    from disclosures.model.events import Event
    from disclosures.workdays import Calendar
    from ledger.book import Entry

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Law:
    """Catalogue and calendar in force, what is to be said about them, and the record that adopted the newer one."""

    catalogue: Catalogue
    calendar: Calendar
    findings: tuple[Finding, ...] = ()
    index: int = -1


def eras(
    entries: Sequence[Entry], read: Callable[[Attachment], bytes | None], on: date | None = None
) -> list[tuple[date, Law]]:
    """Each law with the day from which it counts, ascending; the first one counts for all days before it too.

    An act is judged by the law of its trigger day, never by today's; a clock that runs past the last year of that law's
    calendar goes on by the next one. ``read`` gives an attachment's bytes. What was drawn up after ``on`` is left out.
    """
    adoptions = list(_adoptions(entries, on))
    laws: list[tuple[date, Law]] = []
    for first, index in sorted({(date.min, -1), *(since for since, _ in adoptions)}, reverse=True):
        law = _law([entry for since, entry in adoptions if since <= (first, index)], read)
        later = laws[-1][1].calendar if laws else law.calendar
        laws.append((first, replace(law, calendar=law.calendar.followed_by(later), index=index)))
    return laws[::-1]


def _adoptions(entries: Iterable[Entry], on: date | None) -> Iterator[tuple[tuple[date, int], Entry]]:
    """What executive and Board adopted, each with the day and the index from which it counts, in log order.

    That is no day before any earlier record's: whatever day an adoption claims, it rewrites nothing that is past.
    """
    latest, kinds = date.min, set[str]()
    for entry in entries:
        if entry.record is None or entry.voids or (on is not None and entry.record.day > on):
            continue
        latest, body = max(latest, entry.record.day), entry.body
        if entry.sound and isinstance(body, CatalogueAdopted) and len(body.attachments) == 1 and by_both(entry.signers):
            yield ((latest, entry.index) if body.kind in kinds else (date.min, -1)), entry
            kinds.add(body.kind)


def _law(adoptions: list[Entry], read: Callable[[Attachment], bytes | None]) -> Law:
    findings: list[Finding] = []
    catalogue = _newest(adoptions, "law", catalogues.data(), catalogues.parse, read, findings)
    calendar = _newest(adoptions, "calendar", workdays.data(), workdays.parse, read, findings)
    return Law(catalogue or catalogues.load(), calendar or workdays.load(), tuple(findings))


def known(laws: Sequence[tuple[date, Law]]) -> Catalogue:
    """The newest catalogue, with the rows that it dropped: an instance of theirs stays visible."""
    duties = {name: duty for _, law in laws for name, duty in law.catalogue.duties.items()}
    return replace(laws[-1][1].catalogue, duties=duties)


def decide(commune: Commune, laws: Sequence[tuple[date, Law]], draft: Event) -> None:
    """``commune.decide`` by the newest law, or by an older one in force when something began that the draft concerns.

    What began under a law can be settled, or set aside, by that law's rows: also those that a newer one dropped.
    RefusalError as the newest law gives it.
    """
    began = min(_days(commune, draft))
    refusal: RefusalError | None = None
    for since, law in reversed(laws):
        try:
            model.decide(commune, law.catalogue, draft)
        except RefusalError as error:
            refusal = refusal or error
        else:
            return
        if began > since:  # on the day of the adoption itself, records before it stood under the law before
            break
    if refusal is not None:
        raise refusal


def judge(commune: Commune, laws: Sequence[tuple[date, Law]], event: Event) -> Finding | None:
    """The notice ``record.illegal`` for a sound record that ``decide`` would have refused at its position."""
    try:
        decide(commune, [one for one in laws if one[0] <= event.day and one[1].index < event.index], event)
    except RefusalError as refusal:
        return Finding("record.illegal", event.index, event.entity, detail=refusal.code)
    return None


def _days(commune: Commune, draft: Event) -> Iterator[date]:
    """The days on which what a draft concerns began: itself, its matter, those it names, and its period."""
    yield draft.body.on
    for entity in (draft.entity, *draft.body.about):
        if entity in commune.matters:
            yield commune.matters[entity].on
    if draft.body.period is not None:
        yield workdays.parse_period(draft.body.period).first


def check(body: CatalogueAdopted, read: Callable[[Attachment], bytes | None], law: Law) -> None:
    """DataError, with file, row and field, where what is to be adopted is no whole catalogue or calendar.

    ``calendar.shorter`` where a calendar lacks days that the one in force knows: deadlines run on from these.
    """
    for attachment in body.attachments:
        data = read(attachment) or b""
        if body.kind == "law":
            catalogues.parse(data, attachment.name)
            continue
        made, old = workdays.parse(data, attachment.name), law.calendar
        if made.first > old.first or made.last < old.last:
            raise DataError("calendar.shorter", path=attachment.name, first=old.first, last=old.last)


def _newest(
    adoptions: list[Entry],
    kind: str,
    packaged: bytes,
    parse: Callable[[bytes, str], T],
    read: Callable[[Attachment], bytes | None],
    findings: list[Finding],
) -> T | None:
    """The newest of a kind that can be read; None where that is the packaged one, or nothing can."""
    for entry in reversed(adoptions):
        if not isinstance(entry.body, CatalogueAdopted) or entry.body.kind != kind:
            continue
        (attachment,) = entry.body.attachments
        if hashlib.sha256(packaged).hexdigest() == attachment.sha256:
            return None
        detail = "another version than the verifier's own"
        data = read(attachment)
        law = None
        if data is not None and hashlib.sha256(data).hexdigest() == attachment.sha256:
            try:
                law = parse(data, attachment.name)
            except LedgerError as error:
                detail = str(error)
        entity = entry.record.entity if entry.record else None
        findings.append(Finding("catalogue.differs", entry.index, entity, attachment.path, detail))
        if law is not None:
            return law
    return None

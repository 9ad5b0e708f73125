"""One publication: the log, the attachments, the pages, the parts, and the manifest last.

The pages are made from the *published* log, verified anew, never from the database; so what people read is what they
can verify. A publication that is cut off anywhere is finished by the next one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from disclosures.errors import DataError
from disclosures.model.events import attached
from disclosures.model.topics import REGISTRY
from disclosures.publishing import place
from disclosures.publishing.published import must_hold
from disclosures.publishing.write import write
from disclosures.verifying import manifest as manifests
from disclosures.verifying.state import view_of
from ledger import log, storage
from ledger.audit import audit
from ledger.reader import open_source
from ledger.record import day_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from disclosures.office import Office
    from disclosures.publishing.write import Written
    from ledger.audit import Audit
    from ledger.store import Store
    from ledger.tlog.note import Signer


@dataclass(frozen=True, slots=True)
class Published:
    """What a publication did: the log's size, how many of it are witnessed, and the files that it touched."""

    size: int
    witnessed_size: int
    written: Written


def publish(
    office: Office,
    store: Store,
    signer: Signer,
    now: datetime,
    cosignatures: Sequence[bytes] = (),
    to: Path | None = None,
) -> Published:
    """Publish everything recorded, and take in the witnesses' lines; into another folder ``to`` than the usual one.

    Errors are those of ``ledger.log`` and of ``place.check``. One publisher at a time, from the log to the last page:
    else a slower one would take back what a faster one published.
    """
    target = office if to is None else replace(office, public=to)
    place.check(target)
    with storage.lock(office.lock):
        if to is not None:
            log.check(store, office.public, office.memory, signer.key)
        return _publish(target, store, signer, now, cosignatures)


def _publish(office: Office, store: Store, signer: Signer, now: datetime, cosignatures: Sequence[bytes]) -> Published:
    log.publish(store, office.public, signer, office.memory, office.staging)
    if cosignatures:
        log.add_cosignatures(store, office.public, office.memory, cosignatures, now)
    source = open_source(office.public)
    audited = audit(source, REGISTRY)
    must_hold(audited)
    _publish_attachments(office, audited)
    witnessed = audited.witnessed
    view = view_of(audited, source, size=audited.size, witnessed_size=witnessed, on=day_of(now))
    manifest = manifests.Manifest(
        origin=audited.origin,
        danbiet=manifests.version(),
        date=view.on,
        environment=manifests.environment(),
        parts={},
        root=audited.root,
        size=audited.size,
        witnessed_size=witnessed,
    )
    written = write(office.public, view, manifest, signer, office.folder / "pages.json", office.set_aside)
    return Published(audited.size, witnessed, written)


def _publish_attachments(office: Office, audited: Audit) -> None:
    """Put each attachment of each sound record where its record says; ``DataError`` where the office lost one."""
    for index, _, attachment in attached(audited.entries):
        target, kept = office.public / attachment.path, office.attachments / attachment.sha256
        if target.is_file() and target.stat().st_size == attachment.size:
            continue
        data = storage.read(kept)
        if data is None:
            raise DataError("attachment.missing", index=index, path=str(kept))
        storage.replace(target, data)

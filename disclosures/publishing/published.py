"""From a published folder to the view that its pages are made of: the log verified, the manifest believed.

Pages that do not match are no obstacle: they are what is about to be made again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from disclosures.model.topics import REGISTRY
from disclosures.verifying import manifest as manifests
from disclosures.verifying.state import view_of
from ledger.audit import audit
from ledger.errors import FormatError, ProofError
from ledger.reader import open_source

if TYPE_CHECKING:
    from pathlib import Path

    from disclosures.pages import View
    from ledger.audit import Audit


def published_view(folder: Path) -> View:
    """The view at the size, date and witnessed size that the folder's manifest names.

    Raises the first finding that makes the log invalid, ``manifest.malformed``, or ``StorageError``.
    """
    source = open_source(str(folder))
    audited = audit(source, REGISTRY)
    must_hold(audited)
    data = source.read(manifests.PATH)
    if data is None or audited.roster is None:
        raise FormatError("manifest.malformed", "missing", path=manifests.PATH)
    manifest = manifests.parse(data, audited.origin, audited.roster.log)
    return view_of(audited, source, size=manifest.size, witnessed_size=manifest.witnessed_size, on=manifest.date)


def must_hold(audited: Audit) -> None:
    """Raise the worst finding of a log that does not hold: no page is made from it."""
    if not audited.holds:
        raise ProofError.of(audited.findings[0])

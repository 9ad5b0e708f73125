"""``verify --pages``: every page and every data file made again from the verified log, and compared to the byte."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from disclosures.publishing.write import site_files
from disclosures.verifying import manifest as manifests
from disclosures.verifying.patient import Patient
from disclosures.verifying.state import view_of
from ledger.audit import worst_first
from ledger.errors import Finding, FormatError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from disclosures.verifying import Verified
    from disclosures.verifying.manifest import Manifest
    from ledger.reader import Source


def compare_pages(source: Source, verified: Verified) -> Verified:
    """The verdict with ``pages`` said: ``same``, ``differ`` (page.mismatch), or ``unchecked`` (a notice).

    Unchecked where the log does not hold, the manifest cannot be trusted, another version or environment made them, or
    one of them cannot be read.
    """
    audited, manifest = verified.audit, verified.manifest
    if not audited.holds or manifest is None or not manifest.made_here():
        return verified.unchecked()
    source = Patient(source)
    view = view_of(audited, source, size=manifest.size, witnessed_size=manifest.witnessed_size, on=manifest.date)
    derived = {page.path: page.make() for page in site_files(view)}
    known = {finding.path for finding in verified.findings}
    differing = [path for path, data in derived.items() if source.read(path) != data]
    differing += sorted(_listed(source, manifest) - derived.keys())
    found = [Finding("page.mismatch", path=path, detail="not what the records give") for path in differing]
    fresh = source.settled(finding for finding in found if finding.path not in known)
    told = replace(verified, findings=worst_first([*verified.findings, *fresh]))
    if any(path not in source.unread for path in differing):
        return replace(told, pages="differ")
    return told.unchecked() if source.unread else replace(told, pages="same")


def _listed(source: Source, manifest: Manifest) -> set[str]:
    """Every path of every part but the attachments'."""
    return {path for part in manifest.parts if part != "attachments" for path in _part(source, part)}


def _part(source: Source, part: str) -> Iterator[str]:
    data = source.read(manifests.part_path(part))
    if data is None:
        return
    try:
        yield from manifests.parse_part(data)
    except FormatError:  # told where the files were compared with the manifest
        return

"""One answer about one published folder: the log, its files, what the model says, judged as of a day.

A folder or zip is judged as of its manifest's date, with its age as a notice; a URL as of today; or as of ``on``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal

from disclosures.model.commune import evolve, opened
from disclosures.model.events import attached, events
from disclosures.model.topics import REGISTRY
from disclosures.projections.adopted import eras, judge
from disclosures.verifying import manifest as manifests
from disclosures.verifying.files import check_attachments, check_files, check_foreign
from disclosures.verifying.patient import Patient
from ledger.audit import audit, worst_first
from ledger.errors import Finding, Weight, weight
from ledger.record import day_of, instant_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date
    from pathlib import Path

    from disclosures.verifying.manifest import Manifest
    from ledger.audit import Audit
    from ledger.reader import Source

Pages = Literal["same", "differ", "unchecked"]
Verdict = Literal["valid", "invalid", "inconclusive"]
_STALE = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Anchors:
    """What the verifier holds from elsewhere, and so what its verdict can rest on."""

    fingerprint: str | None = None
    policy: bytes | None = None
    state: Path | None = None


@dataclass(frozen=True, slots=True)
class Verified:
    """The whole answer; ``manifest`` is None where it cannot be trusted."""

    audit: Audit
    manifest: Manifest | None
    on: date
    findings: list[Finding]
    pages: Pages = "unchecked"

    @property
    def verdict(self) -> Verdict:
        """A code that makes invalid outranks one that makes inconclusive."""
        worst = min((weight(finding.code) for finding in self.findings), default=Weight.NOTICE)
        if worst is Weight.NOTICE:
            return "valid"
        return "invalid" if worst is Weight.INVALID else "inconclusive"

    def unchecked(self) -> Verified:
        """The same answer, with the notice that its pages were not made again."""
        notice = Finding("page.unchecked", path=manifests.PATH)
        return replace(self, pages="unchecked", findings=worst_first([*self.findings, notice]))


def verify_all(
    source: Source,
    anchors: Anchors,
    now: datetime,
    *,
    on: date | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Verified:
    """Verify everything that is published at ``source``; goes on after a finding and reports all.

    A publication may come in between: from a web host, what does not hold is read again if the manifest has changed.
    """
    before = source.read(manifests.PATH)
    verified = _verify_once(source, anchors, now, on, before, progress)
    if source.paths() is None and verified.verdict == "invalid":
        after = source.read(manifests.PATH)
        if after != before:
            verified = _verify_once(source, anchors, now, on, after, progress)
    return verified


def _verify_once(
    source: Source,
    anchors: Anchors,
    now: datetime,
    on: date | None,
    manifest_note: bytes | None,
    progress: Callable[[int, int], None] | None,
) -> Verified:
    source = Patient(source)
    as_of, witnessed = manifests.claimed(manifest_note)
    day = on or (as_of if source.paths() is not None else None) or day_of(now)
    audited = audit(
        source,
        REGISTRY,
        fingerprint=anchors.fingerprint,
        policy=anchors.policy,
        state=anchors.state,
        on=day,
        sizes=[witnessed] if witnessed else [],
        progress=progress,
    )
    findings = list(audited.findings)
    manifest = None
    if audited.roster is not None:
        checked = check_files(source, audited.origin, audited.roster.log, audited.tree.size, audited.root_at)
        manifest = checked.manifest
        lost = list(check_attachments(source, attached(audited.entries), checked.files))
        told = {finding.path for finding in lost}
        findings += [finding for finding in checked.findings if finding.path not in told]
        findings += lost
        if audited.holds:
            findings += check_foreign((entry.record for entry in audited.entries if entry.record), checked.files)
        findings += _model_findings(source, audited)
    if manifest is not None:
        findings += _ages(manifest, audited, now, judged_as_of_manifest=on is None and source.paths() is not None)
    return Verified(audited, manifest, day, worst_first(source.settled(findings)))


def _model_findings(source: Source, audited: Audit) -> Iterator[Finding]:
    """What the law's rules of the act's day would have refused, and where the ledger's law is not the verifier's."""
    laws = eras(audited.entries, lambda attachment: source.read(attachment.path))
    yield from laws[-1][1].findings
    commune = opened(audited.entries)
    for event in events(audited.entries):
        if (finding := judge(commune, laws, event)) is not None:
            yield finding
        commune = evolve(commune, event)


def _ages(manifest: Manifest, audited: Audit, now: datetime, *, judged_as_of_manifest: bool) -> Iterator[Finding]:
    newest = max((max(one.times.values()) for one in audited.cosigned if one.times), default=None)
    if newest is not None and day_of(instant_of(newest)) - manifest.date > _STALE:
        yield Finding("page.stale", path=manifests.PATH, detail=manifest.date.isoformat())
    if judged_as_of_manifest and day_of(now) > manifest.date:
        yield Finding("page.age", path=manifests.PATH, detail=f"{(day_of(now) - manifest.date).days} days")

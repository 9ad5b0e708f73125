"""The audit in order: checkpoint, tree, entries, who signed, who witnessed, what else lies there, and the anchors."""

from __future__ import annotations

import gc
import os
import re
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final

from ledger.audit import memory
from ledger.audit.fold import Folded, changed, fold, in_time
from ledger.audit.notes import PATH, Lines, read_checkpoint, read_cosigned, read_lines, roster_at
from ledger.audit.result import Audit, Cosigned, TrustBasis, worst_first
from ledger.audit.tree import Lying, is_needed, is_past, read_tree, stale_partials
from ledger.errors import Finding, FormatError, LedgerError, StorageError
from ledger.reader import LogReader
from ledger.record import fingerprint as fingerprint_of
from ledger.record import same_fingerprint
from ledger.tlog import note, tile
from ledger.tlog import policy as policies

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from pathlib import Path

    from ledger.reader import Source
    from ledger.record import Registry
    from ledger.roster import Roster
    from ledger.tlog.checkpoint import Checkpoint
    from ledger.tlog.note import Note

_COSIGNED: Final = re.compile(r"log/cosigned/[1-9][0-9]{0,15}")
_GIVEN: Final = "--policy"
"""Where the fault lies when it is in what the caller gave."""
_EPOCH: Final = date(1970, 1, 1)
_VIETNAM: Final = 7 * 3600
_DAY: Final = 24 * 3600


@dataclass(slots=True)
class _Work:
    """What is known so far of the log under audit."""

    reader: LogReader
    signed: Note | None
    said: Checkpoint | None
    lying: Lying
    folded: Folded
    lines: Lines | None = None
    cosigned: list[Cosigned] = field(default_factory=list)
    forks: list[bytes] = field(default_factory=list)
    found: list[Finding] = field(default_factory=list)

    @property
    def roster(self) -> Roster | None:
        return self.folded.book.roster

    @property
    def complete(self) -> bool:
        """Whether every entry could be judged, so that the roster is today's."""
        return self.said is not None and len(self.folded.entries) == self.said.size


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for cycles: all entries stay alive, and walking them again and again took a quarter of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@_uncollected()
def audit(  # noqa: PLR0913 - anchors and limits, each by its name
    source: Source,
    registry: Registry,
    *,
    fingerprint: str | None = None,
    policy: bytes | None = None,
    state: Path | None = None,
    on: date | None = None,
    sizes: Collection[int] = (),
    jobs: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Audit:
    """Verify a log.

    ``fingerprint``, ``policy`` (the bytes of a tlog-policy) and ``state`` (a folder; it moves on by ``remember`` alone,
    and takes the evidence of a fork) are anchors from elsewhere. ``on`` is the day on which the newest cosignature must
    not be stale; None asks not. ``sizes`` are cosigned sizes to look for where the source cannot be listed. ``jobs``
    None takes every core. ``progress`` hears (done, all) entries. StorageError where the source or ``state`` cannot be
    read, or the evidence cannot be written.
    """
    reader = LogReader(source)
    found: list[Finding] = []
    data = reader.checkpoint_note()
    signed, said = read_checkpoint(data, PATH, found)
    lying = Lying(0, []) if said is None else read_tree(reader, said.size, said.root)
    readable = lying.readable
    folded = fold(readable, registry, lying.proven, jobs or os.cpu_count() or 1, progress)
    work = _Work(reader, signed, said, lying, folded, found=found)
    found += [*lying.findings, *folded.findings, *changed(folded.entries)]
    _check_checkpoint(work)
    _check_cosigned(work, sizes)
    found += in_time(folded.entries, work.cosigned, registry)
    found += [*_check_policy_file(work), *_unexpected(work), *_witnesses(work, on)]
    basis = _anchors(work, fingerprint, policy, state)
    evidence = dict.fromkeys(_evidence(work, data, state)) if state is not None else ()
    return Audit(
        origin=_origin(work),
        size=said.size if said else 0,
        root=said.root if said else b"",
        checkpoint=data,
        fingerprint=fingerprint_of(readable[0]) if readable else "",
        entries=folded.entries,
        roster=work.roster,
        cosigned=work.cosigned,
        looked=_looked(work),
        findings=worst_first(found),
        trust_basis=basis,
        tree=lying.proven or folded.book.tree,
        proven=lying.proven is not None,
        evidence=tuple(evidence),
    )


def _origin(work: _Work) -> str:
    return work.roster.origin if work.roster else work.said.origin if work.said else ""


def _check_checkpoint(work: _Work) -> None:
    roster, said = work.roster, work.said
    if said is not None and said.size == 0:
        work.found.append(Finding("checkpoint.malformed", path=PATH, detail="a log without its first record"))
    if roster is None or said is None:
        return
    if said.origin != roster.origin:
        work.found.append(Finding("checkpoint.origin", path=PATH, detail=said.origin))
    if work.signed is not None:
        work.lines = read_lines(work.signed, roster, PATH, work.found)


def _check_cosigned(work: _Work, sizes: Collection[int]) -> None:
    if work.said is None:
        return
    for size, data in work.reader.cosigned(frozenset({*sizes, *_likely(work)} - {0})):
        roster = roster_at(size, work.folded.rosters)
        if roster is not None:
            found: list[Finding] = []
            one = read_cosigned(size, data, roster, work.lying.proven, work.said.size, found)
            work.cosigned += [one] if one else []
            work.forks += [data for finding in found if finding.code == "log.fork"]
            work.found += found


def _likely(work: _Work) -> Iterator[int]:
    """Sizes at which a checkpoint was published: today's, and those that authors saw."""
    if work.said is not None:
        yield work.said.size
    for entry in work.folded.entries:
        if entry.record is not None and entry.record.seen is not None and not entry.voids:
            yield entry.record.seen.size


def _check_policy_file(work: _Work) -> Iterator[Finding]:
    data = work.reader.policy()
    if work.complete and work.roster is not None and work.roster.judges and data != work.roster.policy():
        detail = "missing" if data is None else "not the roster's"
        yield Finding("policy.malformed", path="log/policy", detail=detail)


def _unexpected(work: _Work) -> Iterator[Finding]:
    source = work.reader.source
    links = {path for path in source.links() if path.partition("/")[0] == "log"}
    for path in sorted(links):
        yield Finding("file.unexpected", path=path, detail="neither a file nor a folder")
    past: list[str] = []
    for path in sorted((source.paths() or set()) - links):
        if path.startswith("log/") and path not in (PATH, "log/policy") and not _COSIGNED.fullmatch(path):
            kind = _kind(path.removeprefix("log/"), work.said)
            if kind == "past":
                past.append(path.removeprefix("log/"))
            elif kind == "unexpected":
                yield Finding("file.unexpected", path=path)
    if work.lying.proven is not None:
        yield from stale_partials(work.reader, past, work.lying.proven)


def _kind(path: str, said: Checkpoint | None) -> str:
    try:
        shape = tile.parse_path(path)
    except FormatError:
        return "unexpected"
    if said is None or is_needed(shape, said.size):
        return "needed"
    return "past" if is_past(shape, said.size) else "unexpected"


def _witnesses(work: _Work, on: date | None) -> Iterator[Finding]:
    roster, said = work.roster, work.said
    if roster is None or said is None:
        return
    newest = max((one.size for one in work.cosigned), default=0)
    if newest < said.size:
        detail = f"entries {newest} to {said.size - 1}"
        yield Finding("witness.awaited", newest, detail=detail)
    if not work.cosigned:
        yield Finding("witness.quorum-missing", path="log/cosigned", detail="no checkpoint ever met the quorum")
    elif on is not None:
        times = _looked(work)
        age = (on - _EPOCH).days - (max(times.values()) + _VIETNAM) // _DAY
        if age > roster.every_days:
            yield Finding("witness.stale", path=f"log/cosigned/{newest}", detail=f"{age} days")


def _looked(work: _Work) -> dict[str, int]:
    """When each witness cosigned last what meets the quorum.

    A quiet office has the same tree for months, and newer lines on its checkpoint: the witness has looked again.
    """
    again = work.lines.times if work.lines and work.roster and work.lines.meets(work.roster.quorum) else {}
    kept = max(work.cosigned, key=lambda one: one.size).times if work.cosigned else {}
    return {name: max(kept.get(name, 0), again.get(name, 0)) for name in kept | again} if kept else {}


def _anchors(work: _Work, fingerprint: str | None, policy: bytes | None, state: Path | None) -> TrustBasis:
    """Hold the log against what is known from elsewhere; the strongest anchor that held."""
    basis: TrustBasis = "none"
    if fingerprint is not None:
        first = work.folded.entries[0].raw if work.folded.entries else b""
        if same_fingerprint(fingerprint_of(first), fingerprint):
            basis = "fingerprint"
        else:
            work.found.append(Finding("log.fingerprint", 0, detail=fingerprint_of(first)))
    if policy is not None and _meets(work, policy):
        basis = "policy"
    if state is not None and work.said is not None:
        try:
            remembered = memory.recall(state, _origin(work))
        except StorageError as error:
            work.found.append(error.finding())
            remembered = None
        if remembered is not None:
            finding = memory.compare(remembered.checkpoint, work.said, work.lying.proven)
            if finding is not None:
                work.found.append(finding)
                work.forks.append(remembered.note)
            elif work.lying.proven is not None:
                basis = "checkpoint"
    return basis


def _evidence(work: _Work, checkpoint: bytes | None, state: Path) -> Iterator[Path]:
    """What proves to others each fork that was found."""
    if work.roster is not None and work.lying.proven is not None and checkpoint is not None:
        for other in work.forks:
            try:
                path = memory.keep_evidence(state, work.roster.log, other, checkpoint, work.lying.proven)
            except StorageError as error:
                work.found.append(error.finding())
            else:
                yield from [path] if path else []


def _meets(work: _Work, policy: bytes) -> bool:
    """Whether the newest cosigned checkpoint, or where none is kept the checkpoint, meets a policy from elsewhere."""
    newest = max(work.cosigned, key=lambda one: one.size, default=None)
    path = f"log/cosigned/{newest.size}" if newest else PATH
    signed = note.parse(newest.note) if newest else work.signed
    try:
        rules = policies.parse(policy)
    except LedgerError as error:
        work.found.append(Finding(error.code, path=_GIVEN, detail=error.detail))
        return False
    if signed is None:
        return False
    try:
        result = rules.check(signed)
    except LedgerError as error:
        work.found.append(Finding(error.code, path=path, detail=error.detail))
        return False
    if not result.log_ok:
        detail = "not a log of the policy that was given"
        work.found.append(Finding("checkpoint.signature-missing", path=path, detail=detail))
    elif not result.quorum_ok:
        missing = ", ".join(rules.witnesses[name].name for name in result.missing)
        detail = f"the policy that was given also asks for {missing}"
        work.found.append(Finding("witness.quorum-missing", path=path, detail=detail))
    return result.ok

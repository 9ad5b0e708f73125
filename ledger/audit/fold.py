"""The entries in order through the book: what each counts for, and what only their times and order show."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from ledger.ahead import Checks, check_ahead
from ledger.book import Book
from ledger.errors import Finding
from ledger.record import format_instant, instant_of, parse_instant
from ledger.roster import OWN_FAMILIES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ledger.audit.result import Cosigned
    from ledger.book import Entry
    from ledger.record import Registry
    from ledger.roster import Roster
    from ledger.tlog.merkle import Tree
    from ledger.tlog.note import Note

_DAY: Final = timedelta(days=1)
_STEP: Final = 256


@dataclass(slots=True)
class Folded:
    """Every entry judged, the book after them, and the roster from each size at which it changed."""

    book: Book
    entries: list[Entry] = field(default_factory=list)
    rosters: list[tuple[int, Roster]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def fold(
    raws: Sequence[bytes],
    registry: Registry,
    proven: Tree | None,
    jobs: int,
    progress: Callable[[int, int], None] | None,
) -> Folded:
    """Judge entries as the log has them; signatures on ``jobs`` processes. ``progress`` hears (done, all)."""
    checks = Checks()
    folded = Folded(Book(registry, check=checks, tree=proven))
    for index, (raw, ahead) in enumerate(zip(raws, check_ahead(raws, jobs), strict=True)):
        checks.turn(ahead)
        _add(folded, raw, ahead.note)
        if progress and index % _STEP == 0:
            progress(index, len(raws))
    if progress:
        progress(len(raws), len(raws))
    return folded


def _add(folded: Folded, raw: bytes, parsed: Note | None) -> None:
    book = folded.book
    before = book.roster
    entry = book.add(raw, parsed)
    folded.entries.append(entry)
    if entry.code is not None or (entry.lapsed and not entry.voids):
        folded.findings += _against(entry)
    if book.roster is not None and book.roster is not before:
        folded.rosters.append((entry.index + 1, book.roster))


def _against(entry: Entry) -> Iterator[Finding]:
    entity = entry.record.entity if entry.record else None
    if entry.code is not None:
        yield Finding(entry.code, entry.index, entity, detail=entry.detail)
    if entry.lapsed and not entry.voids:
        yield Finding("record.lapsed", entry.index, entity)


def in_time(entries: Sequence[Entry], cosigned: Sequence[Cosigned], registry: Registry) -> Iterator[Finding]:
    """``record.time-suspect``: drawn up a day before an earlier record, or after the first cosignature over it."""
    latest = ""
    over = _first_cosignatures(cosigned)
    for entry in entries:
        record = entry.record
        if record is None or entry.voids:
            continue
        at = record.recorded_at
        if at < latest and _is_early(at, latest, protected=_is_protected(registry, record.topic)):
            yield Finding("record.time-suspect", entry.index, record.entity, detail=f"{at}, after one of {latest}")
        latest = max(latest, at)
        while over and over[-1][0] <= entry.index:
            over.pop()
        if over and at > over[-1][1]:
            yield Finding("record.time-suspect", entry.index, record.entity, detail=f"{at}, cosigned {over[-1][1]}")


def changed(entries: Sequence[Entry]) -> Iterator[Finding]:
    """``policy.changed``: every record after the first that changed whose signature counts."""
    for entry in entries:
        if entry.index and not entry.voids and entry.record and entry.record.family in OWN_FAMILIES:
            yield Finding("policy.changed", entry.index, entry.record.entity, detail=entry.record.topic)


def _is_early(at: str, latest: str, *, protected: bool) -> bool:
    # A protected record carries only its day: it may have been drawn up at any time of it.
    return parse_instant(latest) - parse_instant(at) > (2 * _DAY if protected else _DAY)


def _is_protected(registry: Registry, topic: str) -> bool:
    known = registry.topics.get(topic)
    return known is not None and known.protected


def _first_cosignatures(cosigned: Sequence[Cosigned]) -> list[tuple[int, str]]:
    """Size and the earliest time, as text, of a cosignature on it or a later one; largest size first."""
    first: list[tuple[int, str]] = []
    for one in sorted(cosigned, key=lambda one: one.size, reverse=True):
        time = format_instant(instant_of(min(one.times.values())))
        first.append((one.size, min(time, first[-1][1]) if first else time))
    return first

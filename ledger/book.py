"""What each entry counts for, in order: the whole table of void entries (docs/formats/record.md).

A ``Book`` takes entries one by one and keeps only what judging the next one needs: the tree, the roster, each entity's
version, and the latest time before each index. What is void follows from the entries alone, so every reader agrees:

     1  a signed note                   note.malformed
     2  three lines, size               record.malformed, record.too-large
     3  origin                          record.origin
     4  JSON rules, one spelling        record.malformed, record.not-canonical
     5  members                         record.malformed
     6  signers are enrolled            note.signer-unknown
     7  signatures                      note.signature-bad
     8  bodies of ledger.*, roster.*    record.body-invalid, rights.key-inadmissible, rights.duplicate-key-id
     9  seen                            record.seen-mismatch
    10  rights                          rights.inactive, rights.not-allowed, rights.second-person-missing
    11  entity_version                  record.version-gap
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from ledger import roster as rosters
from ledger.errors import FormatError, LedgerError, ProofError
from ledger.record import Record, Registry, Sealed, unseal
from ledger.roster import OPENED, OWN_FAMILIES, ROOT, Key, Roster
from ledger.tlog.merkle import Tree, leaf_hash
from ledger.tlog.note import ED25519, Note, Signature, VerifierKey

if TYPE_CHECKING:
    from pydantic import BaseModel

Check = Callable[[VerifierKey, bytes, Signature], bool]

LAPSE_SECONDS: Final = 60 * 86_400
_ROOTS_KEPT: Final = 1024
_LONG_AGO: Final = -(2**62)
TOPIC_UNKNOWN: Final = "record.topic-unknown"
KEY_TYPE_UNKNOWN: Final = "rights.key-type-unknown"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry and what it counts for.

    ``code`` is the first finding, None for a sound entry. ``voids`` says that it changes no state and no right;
    ``occupies`` that it takes its entity's version, which a void entry may. ``lapsed`` is a notice. ``judged`` is false
    for what follows a void first entry. ``body`` is the domain's model of a sound record.
    """

    index: int
    raw: bytes
    record: Record | None = None
    body: BaseModel | None = None
    code: str | None = None
    detail: str = ""
    signers: tuple[Key, ...] = ()
    occupies: bool = False
    voids: bool = False
    lapsed: bool = False
    judged: bool = True
    roster: Roster | None = field(default=None, repr=False, compare=False)

    @property
    def leaf(self) -> bytes:
        """Its leaf hash in the tree."""
        return leaf_hash(self.raw)

    @property
    def sound(self) -> bool:
        """Whether nothing was found against it."""
        return self.code is None and self.judged


class Book:
    """The fold of the entries so far. ``origin`` None takes the first entry's own.

    ``check`` verifies one signature of a text by a key; an audit passes one that looks up what other processes found.
    ``tree`` is one that holds already what is to come, and tells the past roots better than damaged entries would; a
    book that is given none grows its own.
    """

    def __init__(
        self,
        registry: Registry,
        origin: str | None = None,
        check: Check = VerifierKey.verify,
        tree: Tree | None = None,
    ) -> None:
        self.registry: Final = registry
        self.tree: Final = Tree() if tree is None else tree
        self.roster: Roster | None = None
        self.origin = origin
        self.versions: Final[dict[str, int]] = {}
        self.dead = False
        """The first entry is void: nothing is judged."""
        self._check: Final = check
        self._grows: Final = tree is None
        self._bodies: Final[dict[str, str]] = {}
        self._latest: Final = array("q")
        self._roots: Final[dict[int, bytes]] = {}

    @property
    def size(self) -> int:
        """How many entries were added."""
        return len(self._latest)

    @property
    def judging(self) -> bool:
        """Whether rights are judged; not after a change of the roster that this version does not know."""
        return self.roster is not None and self.roster.judges

    def root(self, size: int) -> bytes:
        """The root of the first ``size`` entries."""
        root = self._roots.get(size)
        if root is None:
            if len(self._roots) >= _ROOTS_KEPT:
                self._roots.clear()
            root = self._roots[size] = self.tree.root(size)
        return root

    def next_version(self, entity: str) -> int:
        """The version that the entity's next record has."""
        return self.versions.get(entity, 0) + 1

    def lapsed(self, record: Record) -> bool:
        """Whether a record that came next would be a stale draft: what it saw is over 60 days behind the log."""
        return (
            record.seen is not None
            and 0 < record.seen.size <= self.size
            and self._latest[-1] - self._latest[record.seen.size - 1] > LAPSE_SECONDS
        )

    def judge(self, raw: bytes, parsed: Note | None = None) -> Entry:
        """What an entry would count for if it came next; nothing changes.

        ``parsed`` is its note, where the caller has it.
        """
        index, before = self.size, self.roster
        if self.dead:
            return Entry(index, raw, judged=False)
        try:
            sealed = unseal(raw, self.origin, parsed)
        except FormatError as error:
            return Entry(index, raw, code=error.code, detail=error.detail, voids=True, roster=before)
        record = sealed.record
        signers: tuple[Key, ...] = ()
        body, code, detail, voids, after = None, None, "", False, before
        try:
            if index == 0:
                after, signers, code = self._open(sealed)
            else:
                signers = self._signers(sealed)
                after, code = self._rows_8_to_11(record, signers)
            if code is None and record.family not in OWN_FAMILIES:
                body, code, detail = self._read(record)
        except LedgerError as error:
            code, detail, voids, after = error.code, error.detail, True, before
        occupies, lapsed = record.entity_version == self.next_version(record.entity), self.lapsed(record)
        return Entry(index, raw, record, body, code, detail, signers, occupies, voids, lapsed, roster=after)

    def take(self, entry: Entry) -> None:
        """Take in the entry that was judged as the next."""
        if entry.index != self.size:
            raise ValueError(f"entry {entry.index} was judged as another than the next")
        record, latest = entry.record, self._latest[-1] if self._latest else _LONG_AGO
        if record is not None and entry.occupies:
            self.versions[record.entity] = record.entity_version
        if record is not None and not entry.voids:
            latest = max(latest, int(record.time.timestamp()))
            self.roster = entry.roster
            if self.roster is not None and entry.signers and record.family in self.roster.families:
                self._bodies.setdefault(record.entity, entry.signers[0].body)
        if entry.index == 0:
            self.dead = entry.voids
            if record is not None:
                self.origin = entry.raw.split(b"\n", 2)[1].decode()
        self._latest.append(latest)
        if self._grows:
            self.tree.append(entry.leaf)

    def add(self, raw: bytes, parsed: Note | None = None) -> Entry:
        """Judge an entry and take it in."""
        entry = self.judge(raw, parsed)
        self.take(entry)
        return entry

    def _open(self, sealed: Sealed) -> tuple[Roster | None, tuple[Key, ...], str | None]:
        """Entry 0: row 8 comes first, and its keys are the roster that 6, 7 and 10 ask."""
        record = sealed.record
        if record.topic != OPENED:
            raise ProofError("note.signer-unknown", "the first record does not open a ledger")
        if record.topic_version != 1:
            rosters.check_opening_entity(record)
            self._check_nothing_seen(record)
            self._check_version(record)
            return None, (), TOPIC_UNKNOWN
        roster = rosters.opens(sealed)
        old = {(one.name, one.key_id): one for one in roster.predecessor.roots} if roster.predecessor else {}
        signers = _enrolled(roster, sealed, besides=old)
        lines = {(line.name, line.key_id) for line in sealed.note.signatures}
        old_signers = [one for mark, one in old.items() if mark in lines]
        self._verify(sealed, [*(one.key for one in signers), *old_signers])
        self._check_nothing_seen(record)
        if len(signers) != len(roster.keys):
            raise ProofError("rights.second-person-missing", "a key of the roster does not sign")
        if roster.predecessor and len(old_signers) < roster.predecessor.threshold:
            raise ProofError("rights.second-person-missing", "too few roots of the predecessor sign")
        self._check_version(record)
        return roster, signers, None if roster.judges else KEY_TYPE_UNKNOWN

    def _signers(self, sealed: Sealed) -> tuple[Key, ...]:
        """Rows 6 and 7. Where rights are not judged, the lines of known keys are still checked."""
        roster = self.roster
        if roster is not None and roster.judges:
            signers = _enrolled(roster, sealed)
        else:
            lines = sealed.note.signatures
            found = [roster.find(line.name, line.key_id) for line in lines] if roster is not None else []
            signers = tuple(one for one in found if one is not None)
        self._verify(sealed, [one.key for one in signers])
        return signers

    def _verify(self, sealed: Sealed, keys: Iterable[VerifierKey]) -> None:
        lines = {line.name: line for line in sealed.note.signatures}
        for key in keys:
            if key.type == ED25519 and not self._check(key, sealed.note.text, lines[key.name]):
                raise ProofError("note.signature-bad", f"{key.name} did not sign this")

    def _rows_8_to_11(self, record: Record, signers: tuple[Key, ...]) -> tuple[Roster | None, str | None]:
        roster = self.roster
        judged = roster if roster is not None and roster.judges else None
        change = rosters.check_change(judged, record, self.size) if judged is not None else None
        self._check_seen(record)
        unknown = record.family in OWN_FAMILIES and not rosters.is_known(record)
        if judged is not None:
            self._check_rights(judged, record, signers, change)
        self._check_version(record)
        if change is not None:
            return change.roster, None if change.roster.judges else KEY_TYPE_UNKNOWN
        if unknown and judged is not None:
            return replace(judged, judges=False), TOPIC_UNKNOWN
        return roster, None

    def _check_rights(
        self, roster: Roster, record: Record, signers: tuple[Key, ...], change: rosters.Change | None
    ) -> None:
        if record.family in OWN_FAMILIES and change is None:
            allowed = any(one.active and one.role == ROOT for one in signers)
            code = None if allowed else "rights.not-allowed"
        else:
            touches = change.touches if change is not None else ()
            code = rosters.check_rights(roster, record, signers, self._bodies.get(record.entity), touches)
        if code is not None:
            raise ProofError(code, f"{record.topic} signed by {', '.join(one.role for one in signers)}")

    def _check_seen(self, record: Record) -> None:
        seen = record.seen
        if seen is None or seen.size > self.size or self.root(seen.size) != seen.root:
            raise ProofError("record.seen-mismatch", "what the author saw is not the beginning of this log")

    def _check_nothing_seen(self, record: Record) -> None:
        if record.seen is not None:
            raise ProofError("record.seen-mismatch", "there was nothing to see")

    def _check_version(self, record: Record) -> None:
        expected = self.next_version(record.entity)
        if record.entity_version != expected:
            raise ProofError("record.version-gap", f"version {record.entity_version}, not {expected}")

    def _read(self, record: Record) -> tuple[BaseModel | None, str | None, str]:
        """What only the domain can judge never voids."""
        try:
            return self.registry.read(record), None, ""
        except FormatError as error:
            return None, error.code, error.detail


def _enrolled(roster: Roster, sealed: Sealed, besides: Collection[tuple[str, bytes]] = ()) -> tuple[Key, ...]:
    """Row 6. ``besides`` are names and key IDs that may sign this record alone."""
    found = []
    for line in sealed.note.signatures:
        one = roster.find(line.name, line.key_id)
        if one is not None:
            found.append(one)
        elif (line.name, line.key_id) not in besides:
            raise ProofError("note.signer-unknown", f"{line.name} is not enrolled")
    return tuple(found)

"""Load, decide, draft and append: an office's records before they are signed, and after."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from disclosures.errors import RefusalError
from disclosures.model.bodies import Body, CatalogueAdopted
from disclosures.model.commune import Commune, evolve, opened
from disclosures.model.events import drafted, events
from disclosures.model.topics import REGISTRY
from disclosures.projections.adopted import check, decide, eras
from ledger import canonical, storage
from ledger.book import Book
from ledger.errors import FormatError, ProofError, RefusedError, StorageError
from ledger.record import Record, Seen, Withheld, format_instant, seal, text_of, unseal
from ledger.roster import OWN_FAMILIES
from ledger.store import Store
from ledger.tlog import checkpoint, note

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from disclosures.model.bodies import Attachment
    from disclosures.office import Office
    from ledger.book import Entry
    from ledger.roster import Key, Roster
    from ledger.store import Appended
    from ledger.tlog.checkpoint import Checkpoint
    from ledger.tlog.note import Signature, Signer


@dataclass(frozen=True, slots=True)
class Act:
    """What somebody wants to record: its topic, the matter, the body as JSON, and the names of the keys that sign."""

    topic: str
    entity: str
    body: Mapping[str, Any]
    signers: tuple[str, ...]
    withheld: tuple[Withheld, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A record that is ready to be signed; ``text`` is what every signer signs."""

    text: bytes
    record: Record

    def seal(self, signatures: Iterable[Signature]) -> bytes:
        """The sealed record; its lines are put in the order of ``signers``."""
        return seal(self.text, signatures)


class Recorder:
    """Load, decide, draft and append on one office's store, by the law that its ledger adopted."""

    def __init__(self, store: Store, office: Office) -> None:
        self._store = store
        self._office = office
        self._laws = eras((), self._attached)
        self._book = Book(REGISTRY)
        self._commune = Commune()
        self.entries: list[Entry] = []

    def catch_up(self) -> Commune:
        """The fold of every record so far, those of other processes included."""
        for raw in self._store.entries(self._book.size):
            entry = self._book.add(raw)
            self.entries.append(entry)
            self._commune = opened(self.entries) if entry.index == 0 else self._commune
            for event in events([entry]):
                self._commune = evolve(self._commune, event)
                if event.family == "catalogue":
                    self._laws = eras(self.entries, self._attached)
        return self._commune

    @property
    def roster(self) -> Roster:
        """Who may sign what, just after the newest record; ``RefusedError`` where nothing opened the ledger."""
        self.catch_up()
        if self._book.roster is None:
            raise RefusedError("store.empty")
        return self._book.roster

    def root_at(self, size: int) -> bytes:
        """The root of the first ``size`` records."""
        return self._book.root(size)

    def draft(self, act: Act, now: datetime) -> Draft:
        """A record of ``act``, drawn up ``now``; ``RefusalError`` says which rule forbids it."""
        commune = self.catch_up()
        record = Record(
            topic=act.topic,
            topic_version=1,
            entity=act.entity,
            entity_version=self._book.next_version(act.entity),
            recorded_at=format_instant(now),
            seen=self.newest_seen(),
            signers=tuple(sorted(act.signers, key=str.encode)),
            body=dict(act.body),
            withheld=act.withheld,
        )
        with _refused_by_field(record.entity, record.body):
            text = text_of(record, self._office.origin)
            if record.family not in OWN_FAMILIES:
                event = drafted(record, self._keys(record), self._book.size)
                decide(commune, self._laws, event)
                self._hold(record)
        return Draft(text, record)

    def lapsed(self, draft: Draft) -> bool:
        """Whether ``submit`` would refuse it as stale (``record.lapsed``), whoever signs it."""
        self.catch_up()
        return self._book.lapsed(draft.record)

    def submit(self, raw: bytes) -> Appended:
        """Append a sealed record. The model's refusal stands, but never against the families kept for the Boards.

        Whoever is watched cannot keep a finding out: what only the law can judge is then shown with its finding.
        The same bytes again give the same receipt.
        """
        try:
            record = unseal(raw, self._office.origin).record
        except FormatError:
            return self._store.append(raw)  # which refuses it, and says by which row of the table of void entries
        self.catch_up()
        if any(entry.raw == raw for entry in reversed(self.entries)):
            return self._store.append(raw)
        self._continued()
        if record.family not in OWN_FAMILIES and record.family not in self.roster.families:
            decide(self.catch_up(), self._laws, drafted(record, self._keys(record), self._book.size))
        self._hold(record)
        return self._store.append(raw)

    def _hold(self, record: Record) -> None:
        """Refuse (``attachment.missing``) what names a file that the office has not: no publication could carry it.

        And (DataError) a catalogue or calendar to adopt that nobody could read.
        """
        try:
            body = REGISTRY.read(record)
        except FormatError:
            return
        for attachment in body.attachments if isinstance(body, Body) else ():
            data = self._attached(attachment)
            if data is None or len(data) != attachment.size:
                raise RefusalError("attachment.missing", entity=record.entity, path=attachment.name)
        if isinstance(body, CatalogueAdopted):
            check(body, self._attached, self._laws[-1][1])

    def _attached(self, attachment: Attachment) -> bytes | None:
        return storage.read(self._office.attachments / attachment.sha256)

    def newest_seen(self) -> Seen:
        """The published checkpoint, verified against this store: what a record drafted now has seen."""
        head = self._continued()
        if head is None:
            raise RefusedError("record.seen-mismatch", "nothing is published yet")
        return Seen(head.size, head.root)

    def _continued(self) -> Checkpoint | None:
        """The published checkpoint. RefusedError where the store does not continue what was signed: an old copy, say.

        What is appended to such a store could never be published.
        """
        self._signed(self._office.memory)
        return self._signed(self._office.public / "log" / "checkpoint")

    def _signed(self, path: Path) -> Checkpoint | None:
        data, log = storage.read(path), self.roster.log
        if data is None:
            return None
        try:
            signed = note.parse(data)
            head = checkpoint.parse(signed.text)
        except FormatError as error:
            raise StorageError("storage.damaged", error.detail, path=str(path)) from error
        if not any(log.verify(signed.text, line) for line in signed.signatures if line.name == log.name):
            raise ProofError("checkpoint.signature-missing", path=str(path))
        denied = head.denied_by(self._book.size, self._book.root)
        if denied:
            raise RefusedError(denied, f"{head.size} records were signed; the store has {self._book.size}")
        return head

    def _keys(self, record: Record) -> list[Key]:
        """The roster's active keys that a draft names; ``RefusalError`` for a name that has none."""
        keys = []
        for name in record.signers:
            key = self.roster.active(name)
            if key is None:
                fallen = any(one.key.name == name for one in self.roster.keys.values())
                raise RefusalError("rights.inactive" if fallen else "note.signer-unknown", entity=record.entity)
            keys.append(key)
        return keys


@contextmanager
def opened_recorder(office: Office) -> Iterator[Recorder]:
    """The recorder of an office, its store open for as long as the block lasts, under the law adopted in it."""
    with Store(office.ledger, REGISTRY) as store:
        recorder = Recorder(store, office)
        recorder.catch_up()
        yield recorder


def opening_record(body: Mapping[str, Any], signers: Iterable[Signer], now: datetime) -> bytes:
    """The sealed ``ledger.opened``; RefusedError where no reader would take it, while nothing is written yet."""
    pens = list(signers)
    names = tuple(sorted((pen.key.name for pen in pens), key=str.encode))
    record = Record("ledger.opened", 1, "ledger/book", 1, format_instant(now), None, names, dict(body))
    text = text_of(record, str(body["origin"]))
    raw = seal(text, [pen.sign(text) for pen in pens])
    entry = Book(REGISTRY).judge(raw)
    if entry.code is not None:
        raise RefusedError(entry.code, entry.detail, entity=record.entity)
    return raw


@contextmanager
def _refused_by_field(entity: str, body: Mapping[str, Any]) -> Iterator[None]:
    """Tell the author of a draft which field is not as the formats want it: ``RefusalError`` with the same code."""
    try:
        yield
    except FormatError as error:
        misspelled = next(_misspelled(body, ""), None)
        field, mark = misspelled or (error.detail.partition(": ")[0], "")
        raise RefusalError(error.code, error.detail, entity=entity, field=field, mark=mark) from None


def _misspelled(value: Any, field: str) -> Iterator[tuple[str, str]]:
    """Each text with a character that the ledger does not take: its field, and the character as ``U+200B``."""
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, member in members:
        yield from _misspelled(member, f"{field}.{name}" if field else str(name))
    if isinstance(value, str):
        try:
            canonical.check_text(value)
        except FormatError as error:
            yield field, error.detail.split(" ")[1]

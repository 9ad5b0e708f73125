"""The one way in: draft → text, sign(text) → line, append(note); what desk, commands and demo all call.

The three steps may happen on three machines. ``Recorder`` loads, decides and drafts; ``Pen`` is one holder's opened key
with the highest checkpoint that it ever saw; ``Recorder.submit`` appends a sealed record, wherever it was signed.
"""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from disclosures import catalogue as catalogues
from disclosures.errors import DataError, RefusalError
from disclosures.model.bodies import Body
from disclosures.model.commune import Commune, decide, evolve
from disclosures.model.events import drafted, events
from disclosures.model.opening import opened
from disclosures.model.topics import REGISTRY
from ledger import canonical, keyfile, storage
from ledger.book import Book
from ledger.errors import FormatError, ProofError, RefusedError
from ledger.record import Record, Seen, Withheld, format_instant, seal, text_of, unseal
from ledger.restore import restore
from ledger.roster import OWN_FAMILIES
from ledger.store import Store
from ledger.tlog import checkpoint, note

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from disclosures.catalogue import Catalogue
    from disclosures.office import Office
    from ledger.book import Entry
    from ledger.reader import Source
    from ledger.roster import Key, Roster
    from ledger.store import Appended
    from ledger.tlog.note import Signature, Signer

MAX_ATTACHMENT = 64 * 1024 * 1024
_TYPES = {
    "pdf": ("application/pdf", b"%PDF-"),
    "png": ("image/png", b"\x89PNG\r\n\x1a\n"),
    "jpg": ("image/jpeg", b"\xff\xd8\xff"),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK\x03\x04"),
    "csv": ("text/csv", b""),
    "toml": ("application/toml", b""),
    "txt": ("text/plain", b""),
}


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
    """Load, decide, draft and append on one office's store."""

    def __init__(self, store: Store, office: Office, catalogue: Catalogue) -> None:
        self._store = store
        self._office = office
        self._catalogue = catalogue
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
                decide(commune, self._catalogue, drafted(record, self._keys(record), self._book.size))
        return Draft(text, record)

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
        if record.family not in OWN_FAMILIES and record.family not in self.roster.families:
            decide(self.catch_up(), self._catalogue, drafted(record, self._keys(record), self._book.size))
        return self._store.append(raw)

    def newest_seen(self) -> Seen:
        """The published checkpoint, verified against this store: what a record drafted now has seen."""
        path = self._office.public / "log" / "checkpoint"
        log = self.roster.log
        if not path.exists():
            raise RefusedError("record.seen-mismatch", "nothing is published yet", path=str(path))
        signed = note.parse(path.read_bytes())
        head = checkpoint.parse(signed.text)
        if not any(log.verify(signed.text, line) for line in signed.signatures if line.name == log.name):
            raise ProofError("checkpoint.signature-missing", path=str(path))
        _same_history(head, self._book.size, self._book.root)
        return Seen(head.size, head.root)

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
        recorder = Recorder(store, office, catalogues.load())
        recorder.catch_up()
        yield recorder


class Pen:
    """One holder's opened key, and the highest checkpoint that it ever saw, kept beside the key file."""

    def __init__(self, path: Path, passphrase: str) -> None:
        self.signer = keyfile.open_key(path, passphrase)
        self._memory = path.with_suffix(".seen")

    @property
    def name(self) -> str:
        """The key's name."""
        return self.signer.key.name

    def sign(self, draft: Draft, root_at: Callable[[int], bytes]) -> Signature:
        """This holder's line under ``draft``; a smaller or different history than ever seen is refused.

        ``ProofError`` ``log.rollback`` or ``log.fork``. ``root_at`` gives the root of the signer's own copy of the log.
        """
        seen = draft.record.seen
        if seen is not None:
            if self._memory.exists():
                highest = checkpoint.parse(self._memory.read_bytes())
                _same_history(highest, seen.size, root_at)
            origin = draft.text.split(b"\n")[1].decode()
            storage.replace(self._memory, checkpoint.Checkpoint(origin, seen.size, seen.root).text)
        return self.signer.sign(draft.text)


def open_ledger(store: Store, body: Mapping[str, Any], signers: Iterable[Signer], now: datetime) -> Appended:
    """Append ``ledger.opened``, signed by every key that it names; its rules are in docs/formats, "Roster"."""
    return store.append(opening_record(body, signers, now))


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


def restore_office(office: Office, source: Source) -> int:
    """Rebuild an office's store and attachments from a published folder; how many records it has.

    Errors are those of ``ledger.restore``; ``DataError`` ``attachment.missing`` where the folder lacks a file, after
    everything else was rebuilt.
    """
    size = restore(source, office.ledger, REGISTRY).size
    lost: DataError | None = None
    with opened_recorder(office) as recorder:
        for entry in recorder.entries:
            for attachment in entry.body.attachments if entry.sound and isinstance(entry.body, Body) else ():
                path = f"attachments/{attachment.sha256}/{attachment.name}"
                data = source.read(path, MAX_ATTACHMENT)
                if data is None or hashlib.sha256(data).hexdigest() != attachment.sha256:
                    lost = lost or DataError("attachment.missing", index=entry.index, path=path)
                else:
                    storage.create_immutable(office.attachments / attachment.sha256, data)
    if lost is not None:
        raise lost
    return size


def attach(office: Office, name: str, data: bytes) -> dict[str, Any]:
    """Keep a file in the office and give the member of ``attachments`` that names it; its content must fit its name."""
    suffix = name.rpartition(".")[2]
    if suffix not in _TYPES:
        raise RefusalError("attachment.type", path=name, known=", ".join(sorted(_TYPES)))
    media_type, magic = _TYPES[suffix]
    if not data.startswith(magic) or (not magic and not _is_text(data)):
        raise RefusalError("attachment.content", path=name, suffix=suffix)
    if not 0 < len(data) <= MAX_ATTACHMENT:
        raise RefusalError("attachment.size", path=name, size=len(data), limit=MAX_ATTACHMENT)
    digest = hashlib.sha256(data).hexdigest()
    storage.create_immutable(office.attachments / digest, data)
    return {"media_type": media_type, "name": name, "sha256": digest, "size": len(data)}


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


def _is_text(data: bytes) -> bool:
    try:
        return "\x00" not in data.decode("utf-8")
    except UnicodeDecodeError:
        return False


def _same_history(head: checkpoint.Checkpoint, size: int, root_at: Callable[[int], bytes]) -> None:
    if head.size > size:
        raise ProofError("log.rollback", f"seen size {head.size}, offered {size}")
    if root_at(head.size) != head.root:
        raise ProofError("log.fork", f"another root at size {head.size}")

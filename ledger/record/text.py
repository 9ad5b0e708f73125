r"""The record, one log entry: a signed note (C2SP signed-note) whose text is three lines (docs/formats/record.md).

    danbiet/record@v1
    huongson.example/log
    {"body":{"on":"2025-11-03"},"entity":"disclosure/2025-0012","entity_version":1,…,"topic_version":1}

The third line is canonical JSON (``ledger.canonical``). The sealed bytes are the row in the store, the entry in the log
and the file that a citizen downloads: encoded once, never re-encoded. Older topic versions are upcast on reading.
"""

from __future__ import annotations

import base64
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Any, Final, NamedTuple, NoReturn, NotRequired

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError, with_config
from typing_extensions import TypedDict

from ledger import canonical
from ledger.errors import FormatError
from ledger.record.instants import day_of, parse_instant
from ledger.tlog import note
from ledger.tlog.note import Note, Signature

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

HEADER: Final = b"danbiet/record@v1"
MAX_SIZE: Final = 65_535
"""Bytes of a whole entry: what the two-byte length of a tile bundle can tell."""

HASH_SIZE: Final = 32

_OPENING: Final = "ledger.opened"

_Count = Annotated[int, Field(ge=1)]
_strict: Final = with_config(ConfigDict(strict=True, extra="forbid"))


@_strict
class _Seen(TypedDict):
    root: str
    size: _Count


@_strict
class _Withheld(TypedDict):
    basis: str
    commitment: NotRequired[Annotated[str, Field(pattern="^[0-9a-f]{64}$")]]
    decided_by: str
    field: str


@_strict
class _Members(TypedDict):
    body: dict[str, Any]
    entity: Annotated[str, Field(pattern="^[a-z]+/[a-z0-9.-]{1,60}$")]
    entity_version: _Count
    recorded_at: str
    seen: _Seen | None
    signers: Annotated[list[str], Field(min_length=1)]
    topic: Annotated[str, Field(pattern=r"^[a-z]+\.[a-z]+(-[a-z]+)*$")]
    topic_version: _Count
    withheld: NotRequired[Annotated[list[_Withheld], Field(min_length=1)]]


_MEMBERS: Final = TypeAdapter(_Members).validator


class Seen(NamedTuple):
    """The newest checkpoint that the author had verified."""

    size: int
    root: bytes


class Withheld(NamedTuple):
    """A field that is left out: ground, who decided, and a salted commitment where the law allows one."""

    field: str
    basis: str
    decided_by: str
    commitment: str | None


class Record(NamedTuple):
    """What a note says: one event of one entity; ``recorded_at`` is a claim, RFC 3339 UTC in whole seconds."""

    topic: str
    topic_version: int
    entity: str
    entity_version: int
    recorded_at: str
    seen: Seen | None
    signers: tuple[str, ...]
    body: dict[str, Any]
    withheld: tuple[Withheld, ...] = ()

    @property
    def family(self) -> str:
        """The topic's first word, which is also the entity's."""
        return self.topic.partition(".")[0]

    @property
    def time(self) -> datetime:
        """``recorded_at`` as an aware instant."""
        return parse_instant(self.recorded_at)

    @property
    def day(self) -> date:
        """The day of ``recorded_at`` at UTC+7."""
        return day_of(self.time)


class Sealed(NamedTuple):
    """A record with the bytes that were signed; its signatures are not yet checked."""

    raw: bytes
    note: Note
    record: Record

    @property
    def origin(self) -> str:
        """The second line of the text."""
        return self.note.text.split(b"\n")[1].decode()


def _refuse(detail: str) -> NoReturn:
    raise FormatError("record.malformed", detail)


def text_of(record: Record, origin: str) -> bytes:
    """Write the text that its signers sign: three lines.

    FormatError ``record.malformed``, ``record.origin`` or ``record.too-large`` if it would not be read back.
    """
    members: dict[str, Any] = {
        "body": record.body,
        "entity": record.entity,
        "entity_version": record.entity_version,
        "recorded_at": record.recorded_at,
        "seen": record.seen and {"root": base64.b64encode(record.seen.root).decode(), "size": record.seen.size},
        "signers": list(record.signers),
        "topic": record.topic,
        "topic_version": record.topic_version,
    }
    if record.withheld:
        members["withheld"] = [_withheld_object(one) for one in record.withheld]
    text = b"%s\n%s\n%s\n" % (HEADER, origin.encode(), canonical.dumps(members))
    if len(text) > MAX_SIZE:
        raise FormatError("record.too-large", f"{len(text)} bytes of text")
    parse_text(text, origin)
    return text


def _withheld_object(one: Withheld) -> dict[str, str]:
    members = {"basis": one.basis, "decided_by": one.decided_by, "field": one.field}
    return members if one.commitment is None else {**members, "commitment": one.commitment}


def parse_text(text: bytes, origin: str | None) -> Record:
    """Read a record's text: rows 2 to 5 of the table of void entries, but for the signature lines.

    ``origin`` None takes the text's own, as for the first entry of a ledger not known yet.
    FormatError ``record.malformed``, ``record.origin`` or ``record.not-canonical``.
    """
    lines = text.split(b"\n")
    if len(lines) != 4 or lines[0] != HEADER or lines[3]:  # noqa: PLR2004 (three lines and the end)
        _refuse("not the three lines of a record")
    return _parse_lines(lines[1], lines[2], origin)


def _parse_lines(origin_line: bytes, json_line: bytes, origin: str | None) -> Record:
    if origin is None:
        if not note.own_name(origin_line.decode(errors="replace")):
            raise FormatError("record.origin", "the second line is not an origin")
    elif origin_line != origin.encode():
        raise FormatError("record.origin", "another ledger's record")
    return _members(canonical.loads(json_line))


def _members(value: Any) -> Record:
    """Row 5: the members, each of its type, and what holds between them."""
    try:
        got = _MEMBERS.validate_python(value)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        _refuse(f"{'.'.join(map(str, first['loc']))}: {first['msg']}")
    topic, seen, signers = got["topic"], got["seen"], tuple(got["signers"])
    family = topic.partition(".")[0]
    if family == "void" or got["entity"].partition("/")[0] != family:
        _refuse("topic and entity are of one family, which is not void")
    if seen is None and topic != _OPENING:
        _refuse("seen")
    if not _are_signers(signers):
        _refuse("signers: not key names, sorted, none twice")
    parse_instant(got["recorded_at"])
    withheld = got.get("withheld", ())
    return Record(
        topic,
        got["topic_version"],
        got["entity"],
        got["entity_version"],
        got["recorded_at"],
        None if seen is None else Seen(seen["size"], _root(seen["root"])),
        signers,
        got["body"],
        tuple([Withheld(one["field"], one["basis"], one["decided_by"], one.get("commitment")) for one in withheld]),
    )


def _root(text: str) -> bytes:
    root = decode_base64(text, HASH_SIZE)
    if root is None:
        _refuse("seen.root")
    return root


@lru_cache(maxsize=1024)
def _are_signers(names: tuple[str, ...]) -> bool:
    return all(a < b for a, b in pairwise(names)) and all(map(note.own_name, names))


@lru_cache(maxsize=256)  # many records saw the same root
def decode_base64(text: str, size: int) -> bytes | None:
    """Bytes of a known size from their one spelling; None for anything else."""
    try:
        data = note.b64decode(text)
    except FormatError:
        return None
    return data if len(data) == size else None


def seal(text: bytes, signatures: Iterable[Signature]) -> bytes:
    """Join a text and its signatures, ordered by key name as ``signers`` are."""
    lines = sorted(signatures, key=lambda signature: signature.name.encode())
    return note.format(Note(text, tuple(lines)))


def unseal(raw: bytes, origin: str | None, parsed: Note | None = None) -> Sealed:
    """Read an entry: rows 1 to 5 of the table of void entries, in that order.

    ``origin`` None takes the entry's own; ``parsed`` is its note, where the caller has it. FormatError
    ``note.malformed``, ``record.malformed``, ``record.too-large``, ``record.origin`` or ``record.not-canonical``.
    """
    parsed = parsed or note.parse(raw)
    lines = parsed.text.split(b"\n")
    if len(lines) != 4 or lines[0] != HEADER:  # noqa: PLR2004 (three lines and the end)
        _refuse("not the three lines of a record")
    if len(raw) > MAX_SIZE:
        raise FormatError("record.too-large", f"{len(raw)} bytes")
    record = _parse_lines(lines[1], lines[2], origin)
    if tuple([line.name for line in parsed.signatures]) != record.signers:
        _refuse("the signature lines are not those of signers")
    return Sealed(raw, parsed, record)

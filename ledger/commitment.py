r"""A salted commitment to a value that is withheld (docs/formats/commitment.md): the log binds it and does not tell it.

    SHA-256("danbiet/commit/v1\n" || L(origin) || L(entity "@" entity_version) || L(field path) || salt[32] || L(value))
    L(x) = four bytes, big-endian length of x, then x

``value`` is the canonical JSON of the field, or a sealed attachment's bytes. Hiding comes from the salt alone: 32 fresh
random bytes for each field of each record, never derived, never used twice. An opening tells what was bound:

    {"entity":"petition/2025-0003","entity_version":1,"field":"name","salt":"…","value":"Trần Thị B"}
"""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass
from typing import Any, Final

from ledger import canonical
from ledger.errors import FormatError, ProofError
from ledger.tlog import note

SALT_SIZE: Final = 32
_HEADER: Final = b"danbiet/commit/v1\n"
_MEMBERS: Final = {"entity", "entity_version", "field", "salt", "value"}
_ENTITY: Final = re.compile(r"[a-z]+/[a-z0-9.-]{1,60}")
_COMMITMENT: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Opening:
    """What a commitment binds: a value, of which field, of which version of which entity, under which salt."""

    entity: str
    entity_version: int
    field: str
    salt: bytes
    value: Any


def commit(origin: str, entity: str, entity_version: int, field: str, salt: bytes, value: bytes) -> str:
    """The commitment to a value's bytes, as 64 hex digits. ``field`` is its path in the body."""
    if len(salt) != SALT_SIZE:
        raise ValueError(f"a salt is {SALT_SIZE} bytes")
    digest = hashlib.sha256(_HEADER)
    for part in (origin.encode(), f"{entity}@{entity_version}".encode(), field.encode()):
        digest.update(_sized(part))
    digest.update(salt)
    digest.update(_sized(value))
    return digest.hexdigest()


def commit_to(origin: str, opening: Opening) -> str:
    """The commitment that this opening opens."""
    value = canonical.dumps(opening.value)
    return commit(origin, opening.entity, opening.entity_version, opening.field, opening.salt, value)


def check_opening(origin: str, opening: Opening, commitment: str) -> None:
    """Whether an opening opens a record's commitment. ProofError ``opening.mismatch``."""
    if not _COMMITMENT.fullmatch(commitment) or not hmac.compare_digest(commit_to(origin, opening), commitment):
        raise ProofError("opening.mismatch", "this value was not committed to", entity=opening.entity)


def format_opening(opening: Opening) -> bytes:
    """Write an opening: canonical JSON and one LF."""
    members = {
        "entity": opening.entity,
        "entity_version": opening.entity_version,
        "field": opening.field,
        "salt": note.b64encode(opening.salt),
        "value": opening.value,
    }
    return canonical.dumps(members) + b"\n"


def parse_opening(data: bytes) -> Opening:
    """Read an opening. FormatError ``opening.mismatch``: what cannot be read opens nothing."""
    try:
        return _opening(canonical.loads(data.removesuffix(b"\n")))
    except FormatError as error:
        raise FormatError("opening.mismatch", f"not an opening: {error.detail or error.code}") from None


def _opening(value: Any) -> Opening:
    if not isinstance(value, dict) or value.keys() != _MEMBERS:
        raise FormatError("opening.mismatch", "members")
    if not all(isinstance(value[name], str) for name in ("entity", "field", "salt")):
        raise FormatError("opening.mismatch", "types")
    version, salt = value["entity_version"], note.b64decode(value["salt"])
    if not _ENTITY.fullmatch(value["entity"]) or type(version) is not int or version < 1 or len(salt) != SALT_SIZE:
        raise FormatError("opening.mismatch", "entity, version or salt")
    return Opening(value["entity"], version, value["field"], salt, value["value"])


def _sized(part: bytes) -> bytes:
    return len(part).to_bytes(4, "big") + part

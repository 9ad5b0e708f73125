r"""Changes of the roster that this version knows: a key is added, a key is retired (docs/formats/roster.md).

``roster.key-added`` ``{"key": K, "proof"}``: ``proof`` is the new key's base64 signature over the text

    danbiet/possession/v1
    huongson.example/log
    huongson.example/chu-tich+5d1d4ee8+AV…

``roster.key-retired`` ``{"vkey"}``: from there on the key signs nothing; what it signed before stands.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from ledger.errors import ProofError
from ledger.record import Record, decode_base64
from ledger.roster import parts
from ledger.roster.model import OWN_FAMILIES, Key, Roster
from ledger.roster.opening import OPENED, check_balance
from ledger.tlog import ed25519
from ledger.tlog.note import Signer, b64encode

if TYPE_CHECKING:
    from collections.abc import Callable

_SIGNATURE_SIZE: Final = 64


@dataclass(frozen=True, slots=True)
class Change:
    """The roster after a change, and the reserved bodies whose key it touches."""

    roster: Roster
    touches: frozenset[str]


def possession_text(origin: str, vkey: str) -> bytes:
    """What a new key signs to prove that somebody holds it."""
    return b"danbiet/possession/v1\n%s\n%s\n" % (origin.encode(), vkey.encode())


def prove_possession(signer: Signer, origin: str) -> str:
    """The ``proof`` of ``roster.key-added``, made by the new key."""
    return b64encode(signer.raw(possession_text(origin, signer.key.vkey)))


def is_known(record: Record) -> bool:
    """Whether this version can judge what a record of the families ``ledger`` and ``roster`` does."""
    return record.topic == OPENED or (record.topic in _CHANGES and record.topic_version == 1)


def check_entity(record: Record) -> None:
    """Records of ``roster`` are of entity ``roster/book``, those of ``ledger`` of ``ledger/book``; it opens once."""
    if record.entity != record.family + "/book":
        parts.refuse(f"the entity of family {record.family} is {record.family}/book")
    if record.topic == OPENED:
        parts.refuse("the ledger is open")


def check_change(roster: Roster, record: Record, index: int) -> Change | None:
    """What a record of the families ``ledger`` and ``roster`` does: row 8 of the table of void entries.

    None for other families, and for a topic or version that this version does not know. FormatError
    ``record.body-invalid``; ProofError ``rights.key-inadmissible``, ``rights.duplicate-key-id``.
    """
    if record.family not in OWN_FAMILIES:
        return None
    check_entity(record)
    return _CHANGES[record.topic](roster, record.body, index) if is_known(record) else None


def _add(roster: Roster, body: Any, index: int) -> Change:
    got = parts.members(body, "key", "proof", what="roster.key-added")
    new = parts.key(got["key"], index)
    proof = decode_base64(parts.text(got["proof"], "proof"), _SIGNATURE_SIZE)
    if proof is None:
        parts.refuse("proof is not the base64 of a signature")
    known = parts.known(new.key)
    parts.check_admissible([new.key])
    vkey = new.key.vkey
    if known and not ed25519.verify(new.key.public, possession_text(roster.origin, vkey), proof):
        raise ProofError(parts.INADMISSIBLE, f"nobody proved to hold the key of {new.key.name}")
    if vkey in roster.keys:
        raise ProofError(parts.DUPLICATE, "a key that was enrolled before")
    after = replace(roster, keys={**roster.keys, vkey: new}, judges=known)
    parts.check_unique(after)
    return Change(after, _touches(roster, new))


def _retire(roster: Roster, body: Any, _index: int) -> Change:
    got = parts.members(body, "vkey", what="roster.key-retired")
    vkey = parts.text(got["vkey"], "vkey")
    old = roster.keys.get(vkey)
    if old is None or old.state == "retired":
        parts.refuse("no such key to retire")
    after = replace(roster, keys={**roster.keys, vkey: replace(old, state="retired")})
    check_balance(after)
    return Change(after, _touches(roster, old))


def _touches(roster: Roster, key: Key) -> frozenset[str]:
    return roster.reserved_bodies() & {key.body}


_CHANGES: Final[dict[str, Callable[[Roster, Any, int], Change]]] = {
    "roster.key-added": _add,
    "roster.key-retired": _retire,
}

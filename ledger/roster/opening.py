"""The body of ``ledger.opened``, the first entry: the roster that everything after is judged by.

{"every_days":7,"families":[…],"keys":[…],"log":"huongson.example/log+…","origin":"huongson.example/log","quorum":1,
 "rules":[…],"threshold":2,"title":"…","unit":{…},"witnesses":[…]}
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from ledger.errors import ProofError
from ledger.record import HASH_SIZE, decode_base64
from ledger.roster import parts
from ledger.roster.model import OWN_FAMILIES, Groups, Predecessor, Roster
from ledger.tlog import note
from ledger.tlog.note import ED25519, VerifierKey

if TYPE_CHECKING:
    from ledger.record import Record, Sealed

OPENED: Final = "ledger.opened"
BOOK: Final = "ledger/book"
_MEMBERS: Final = (
    "every_days", "families", "keys", "log", "origin", "quorum", "rules", "threshold", "title", "unit", "witnesses",
)  # fmt: skip
_FAMILY: Final = re.compile(r"[a-z]+")
_RULE_TOPIC: Final = re.compile(r"[a-z]+\.(\*|[a-z]+(-[a-z]+)*)")
_FINGERPRINT: Final = re.compile(r"[A-Z2-7]{4}( [A-Z2-7]{4}){7}")
_TAKEN: Final = OWN_FAMILIES | {"void"}


def check_opening_entity(record: Record) -> None:
    """FormatError ``record.body-invalid`` where the first record is of another entity than the ledger's own."""
    if record.entity != BOOK:
        parts.refuse(f"the first record is of entity {BOOK}")


def opens(sealed: Sealed) -> Roster:
    """The roster of a ledger from its first entry: row 8 of the table of void entries.

    FormatError ``record.body-invalid``; ProofError ``rights.key-inadmissible``, ``rights.duplicate-key-id``.
    Who signed, and whether the signatures hold, is asked by the book.
    """
    check_opening_entity(sealed.record)
    body = sealed.record.body
    succeeds = ["predecessor"] if "predecessor" in body else []
    parts.members(body, *_MEMBERS, *succeeds, what="ledger.opened")
    keys = [parts.key(one, 0) for one in parts.listed(body["keys"], "keys")]
    names = [one.key.name for one in keys]
    if names != sorted(names):
        parts.refuse("keys are not sorted by name")
    by_vkey = {one.key.vkey: one for one in keys}
    roster = Roster(
        origin=_origin(body["origin"], sealed.origin),
        log=_log(body["log"], sealed.origin),
        title=parts.text(body["title"], "title"),
        unit=_unit(body["unit"]),
        keys=by_vkey,
        witnesses=tuple(parts.witness(one, 0) for one in parts.listed(body["witnesses"], "witnesses")),
        threshold=parts.count(body["threshold"], 2, "threshold"),
        quorum=parts.count(body["quorum"], 1, "quorum"),
        every_days=parts.count(body["every_days"], 1, "every_days"),
        families=_families(body["families"]),
        rules=_rules(body["rules"]),
        predecessor=_predecessor(body["predecessor"], sealed.origin) if succeeds else None,
        judges=all(parts.known(one.key) for one in keys),
    )
    check_balance(roster)
    if roster.threshold > len(roster.roots()) - 1 or not _root_outside(roster):
        parts.refuse("threshold, or no root of a body that a family is reserved to")
    parts.check_admissible([*roster.enrolled(), *(roster.predecessor.roots if roster.predecessor else ())])
    if len(by_vkey) != len(keys):
        raise ProofError(parts.DUPLICATE, "one key twice")
    parts.check_unique(roster)
    return roster


def check_balance(roster: Roster) -> None:
    """Enough roots for a change and enough witnesses for a quorum must be left, else ``record.body-invalid``."""
    if len({one.holder for one in roster.roots()}) < roster.threshold:
        parts.refuse("fewer active root holders than the threshold")
    if sum(one.active for one in roster.witnesses) < roster.quorum:
        parts.refuse("fewer witnesses than the quorum")


def _root_outside(roster: Roster) -> bool:
    reserved = roster.reserved_bodies()
    return any(one.body in reserved for one in roster.roots())


def _origin(value: Any, expected: str) -> str:
    if value != expected or not note.own_name(expected):
        parts.refuse("origin is not that of the text")
    return expected


def _log(value: Any, origin: str) -> VerifierKey:
    found = parts.vkey(value, "log")
    if found.type != ED25519 or found.name != origin:
        parts.refuse("the log's key is of the wrong type or name")
    return found


def _predecessor(value: Any, origin: str) -> Predecessor:
    names = ("fingerprint", "origin", "root", "roots", "size", "threshold")
    got = parts.members(value, *names, what="predecessor")
    roots = tuple(parts.vkey(one, "roots") for one in parts.listed(got["roots"], "roots"))
    if len({one.vkey for one in roots}) != len(roots) or any(one.type != ED25519 for one in roots):
        parts.refuse("a root of the predecessor that is there twice or of the wrong type")
    root = decode_base64(parts.text(got["root"], "root"), HASH_SIZE)
    old = parts.text(got["origin"], "origin of the predecessor")
    printed = parts.text(got["fingerprint"], "fingerprint")
    if root is None or old == origin or not note.own_name(old) or not _FINGERPRINT.fullmatch(printed):
        parts.refuse("predecessor")
    threshold = parts.count(got["threshold"], 2, "threshold of the predecessor")
    if threshold > len(roots):
        parts.refuse("threshold of the predecessor")
    return Predecessor(old, printed, parts.count(got["size"], 1, "size"), root, roots, threshold)


def _unit(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        parts.refuse("unit")
    return value


def _families(value: Any) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for one in parts.listed(value, "families"):
        got = parts.members(one, "bodies", "family", what="a family")
        family = got["family"]
        if not isinstance(family, str) or not _FAMILY.fullmatch(family) or family in _TAKEN:
            parts.refuse("family")
        if found and family <= next(reversed(found)):
            parts.refuse("families is not sorted")
        found[family] = parts.words(got["bodies"], "bodies")
    return found


def _rules(value: Any) -> dict[str, Groups]:
    found: dict[str, Groups] = {}
    for one in parts.listed(value, "rules"):
        got = parts.members(one, "groups", "topic", what="a rule")
        topic = got["topic"]
        if not isinstance(topic, str) or not _RULE_TOPIC.fullmatch(topic) or topic.partition(".")[0] in _TAKEN:
            parts.refuse("topic of a rule")
        if found and topic <= next(reversed(found)):
            parts.refuse("rules is not sorted")
        groups = parts.listed(got["groups"], "groups")
        if not groups:
            parts.refuse("groups is empty")
        found[topic] = tuple(parts.words(group, "a group") for group in groups)
    return found

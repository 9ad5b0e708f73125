"""Shapes that the bodies of ``ledger.opened`` and of the changes share; a misfit is ``record.body-invalid``."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, NoReturn

from ledger.errors import FormatError, ProofError
from ledger.roster.model import Key, Roster, Witness
from ledger.tlog import ed25519, note
from ledger.tlog.note import COSIGNATURE, ED25519, VerifierKey

if TYPE_CHECKING:
    from collections.abc import Iterable

BODY_INVALID: Final = "record.body-invalid"
INADMISSIBLE: Final = "rights.key-inadmissible"
DUPLICATE: Final = "rights.duplicate-key-id"

_WORD: Final = re.compile(r"[a-z0-9-]{1,40}")


def refuse(detail: str) -> NoReturn:
    """Say that a body does not fit."""
    raise FormatError(BODY_INVALID, detail)


def members(value: Any, *names: str, what: str) -> dict[str, Any]:
    """An object with exactly these members."""
    if not isinstance(value, dict) or value.keys() != set(names):
        refuse(f"members of {what}")
    return value


def text(value: Any, what: str) -> str:
    """A text that is not empty."""
    if not isinstance(value, str) or not value:
        refuse(what)
    return value


def word(value: Any, what: str) -> str:
    """A role, body or holder: 1 to 40 of a-z, 0-9 and hyphen."""
    if not isinstance(value, str) or not _WORD.fullmatch(value):
        refuse(what)
    return value


def listed(value: Any, what: str) -> list[Any]:
    """A list."""
    if not isinstance(value, list):
        refuse(what)
    return value


def words(value: Any, what: str) -> tuple[str, ...]:
    """A list of words that is not empty, sorted, none twice."""
    found = tuple(word(one, what) for one in listed(value, what))
    if not found:
        refuse(f"{what} is empty")
    ascending(found, what)
    return found


def ascending(values: Iterable[str], what: str) -> None:
    """Sorted, none twice."""
    if any(a >= b for a, b in pairwise(values)):
        refuse(f"{what} is not sorted")


def count(value: Any, least: int, what: str) -> int:
    """An integer of at least ``least``."""
    if type(value) is not int or value < least:
        refuse(what)
    return value


def vkey(value: Any, what: str) -> VerifierKey:
    """A key in its vkey spelling, of any type; whether it is admissible is asked later."""
    if not isinstance(value, str):
        refuse(what)
    try:
        return note.parse_vkey(value)
    except FormatError as error:
        refuse(f"{what}: {error.detail}")


def key(value: Any, since: int) -> Key:
    """An object of ``keys``: a staff or root key with a name that we make, not of a witness's type."""
    got = members(value, "body", "holder", "role", "vkey", what="a key")
    found = vkey(got["vkey"], "vkey")
    if found.type == COSIGNATURE or not note.own_name(found.name):
        refuse("a key of the wrong type or name")
    return Key(found, word(got["body"], "body"), word(got["holder"], "holder"), word(got["role"], "role"), since)


def witness(value: Any, since: int) -> Witness:
    """An object of ``witnesses``: a cosignature key."""
    got = members(value, "body", "holder", "vkey", what="a witness")
    found = vkey(got["vkey"], "vkey")
    if found.type != COSIGNATURE:
        refuse("a witness key of the wrong type")
    return Witness(found, word(got["body"], "body"), word(got["holder"], "holder"), since)


def known(one: VerifierKey) -> bool:
    """Whether this reader knows the key's type."""
    return one.type in (ED25519, COSIGNATURE)


def check_admissible(keys: Iterable[VerifierKey]) -> None:
    """ProofError ``rights.key-inadmissible`` for a key that the strict profile refuses."""
    for one in keys:
        if known(one) and not ed25519.admissible(one.public):
            raise ProofError(INADMISSIBLE, f"the key of {one.name} is not admissible")


def check_unique(roster: Roster) -> None:
    """The three rules of uniqueness. ProofError ``rights.duplicate-key-id``.

    Active names are unique; names with key IDs are unique over every key ever enrolled; one public key has one name
    and role. The log and the witnesses, in both types of their keys, count as enrolled.
    """
    active = [one.key.name for one in roster.keys.values() if one.active]
    active += [one.key.name for one in roster.witnesses if one.active]
    active.append(roster.log.name)
    if len(set(active)) != len(active):
        raise ProofError(DUPLICATE, "two active keys of one name")
    marks = [(one.name, one.key_id) for one in roster.enrolled()]
    if len(set(marks)) != len(marks):
        raise ProofError(DUPLICATE, "two keys of one name and key ID")
    owners: dict[bytes, tuple[str, str]] = {}
    for public, owner in _owners(roster):
        if owners.setdefault(public, owner) != owner:
            raise ProofError(DUPLICATE, f"one public key for {owner[0]} and {owners[public][0]}")


def _owners(roster: Roster) -> Iterable[tuple[bytes, tuple[str, str]]]:
    """Each public key with its name and role; roles of the alphabet cannot pose as the log or a witness."""
    yield roster.log.public, (roster.log.name, "*log")
    for witness_key in roster.witnesses:
        yield witness_key.key.public, (witness_key.key.name, "*witness")
    for one in roster.keys.values():
        yield one.key.public, (one.key.name, one.role)

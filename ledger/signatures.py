"""Which signatures of an entry hold, under the keys that a log names anywhere.

Whether one holds depends on nothing but key, text and signature; whose key counts is decided later, in log order, by
``ledger.book``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ledger.errors import FormatError
from ledger.tlog import ed25519, note

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ledger.tlog.note import Note

_VKEY: Final = re.compile(rb'"vkey":"([^"\\]{1,1000})"')

Keys = dict[tuple[str, bytes], list[bytes]]
Held = tuple[bytes | None, ...]
"""Of an entry's signature lines, in order: the public key under which each holds."""


def candidates(raws: Iterable[bytes]) -> Keys:
    """Every admissible Ed25519 key that some entry names, by name and key ID; whether it counts is not asked."""
    keys: Keys = {}
    for raw in raws:
        for vkey in _VKEY.findall(raw):
            try:
                key = note.parse_vkey(vkey.decode())
            except (FormatError, UnicodeDecodeError):
                continue
            publics = keys.setdefault((key.name, key.key_id), [])
            if key.type == note.ED25519 and key.public not in publics and ed25519.admissible(key.public):
                publics.append(key.public)
    return keys


def check_chunk(keys: Keys, raws: Iterable[bytes]) -> list[Held]:
    """What holds in each of these entries, under these keys."""
    return [check(keys, parse(raw)) for raw in raws]


def parse(raw: bytes) -> Note | None:
    """The note of an entry; None where it is none."""
    try:
        return note.parse(raw)
    except FormatError:
        return None


def check(keys: Keys, signed: Note | None) -> Held:
    """What holds in an entry's note; nothing where it is none."""
    if signed is None:
        return ()
    text, lines = signed
    return tuple([_holds(keys.get((name, key_id), ()), text, blob) for name, key_id, blob in lines])


def _holds(publics: Iterable[bytes], text: bytes, blob: bytes) -> bytes | None:
    for public in publics:
        if ed25519.verify(public, text, blob):
            return public
    return None

"""RFC 8785 (JSON Canonicalization Scheme) for our subset of JSON: one value has one encoding, and nothing else is read.

The subset (docs/formats/record.md): strings in NFC from our own table of characters (``characters.json``, as of
Unicode 13.0), integers of at most 2^53-1, ``true``, ``false``, ``null``, arrays, objects with keys of ``a-z0-9_``;
nesting of at most 16, the top value counting 1; no floats, no duplicate keys.

    >>> dumps({"b": [1, True], "a": "Thôn Đoài"}).decode()
    '{"a":"Thôn Đoài","b":[1,true]}'

A reader takes bytes only if writing what it parsed gives the same bytes again.
"""

from __future__ import annotations

import json
import re
import unicodedata
from bisect import bisect_left
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Any, Final, NoReturn

from pydantic_core import from_json, to_json

from ledger.errors import FormatError

MAX_INTEGER: Final = 2**53 - 1
MAX_DEPTH: Final = 16

_TABLE: Final = json.loads(files(__package__).joinpath("characters.json").read_bytes())
ALLOWED: Final = tuple(
    (int(first, 16), int(last or first, 16))
    for group in _TABLE["allowed"].values()
    for first, _, last in (part.partition("-") for part in group.split())
)
"""The allowed characters: inclusive ranges of code points, the spaces and LF among them."""

_CLASS: Final = "".join(rf"\U{first:08x}-\U{last:08x}" for first, last in ALLOWED if first != ord("\n"))
_FORBIDDEN: Final = re.compile(rf"[^\n{_CLASS}]")
_PLAIN: Final = _CLASS.replace(r"\U00000021-\U0000007e", r"\U00000021-\U0000005b\U0000005d-\U0000007e")
_LINE: Final = re.compile(rf'[{_PLAIN}]*(?:\\["\\n][{_PLAIN}]*)*')  # a line whose only escapes are of ", \ and LF
_KEY: Final = re.compile(r"[a-z0-9_]+")


def _refuse(detail: str) -> NoReturn:
    raise FormatError("record.malformed", detail)


def check_text(text: str) -> None:
    """Refuse a string with a character outside the table, or not in NFC.

    FormatError ``record.malformed``; its detail names the character (``U+202E``) and its place, counted from 0.
    """
    if found := _FORBIDDEN.search(text):
        _refuse(f"character U+{ord(found[0]):04X} at {found.start()} is not allowed")
    if not unicodedata.is_normalized("NFC", text):
        # The first beginning that is not in NFC; to normalize 60,000 marks in disorder would take seconds
        prefixes = range(1, len(text))
        place = bisect_left(prefixes, x=True, key=lambda size: not unicodedata.is_normalized("NFC", text[:size]))
        _refuse(f"character U+{ord(text[place]):04X} at {place} is not in NFC")


def dumps(value: object) -> bytes:
    """Write a value in its one encoding, without a final newline.

    FormatError ``record.malformed`` where the value is outside the subset.
    """
    _check(value, MAX_DEPTH, any_key=False)
    return to_json(_ordered(value))


def loads(data: bytes) -> Any:
    """Read the one encoding of a value.

    FormatError ``record.malformed`` for what breaks the rules of the subset, ``record.not-canonical`` for a second
    spelling of a good value.
    """
    text = _decode(data)
    try:
        value = from_json(data)
    except ValueError:
        return _judge_slowly(text, any_key=False)
    # Cheap checks, which every good line of ours passes; whatever fails one is judged rule by rule.
    plain = _LINE.fullmatch(text) and _is_ordered(value, MAX_DEPTH) and unicodedata.is_normalized("NFC", text)
    return value if plain and to_json(value) == data else _judge_slowly(text, any_key=False)


def dumps_any_key(value: object) -> bytes:
    """Write a value whose keys are any text of the table, such as paths; the rest is as for ``dumps``."""
    _check(value, MAX_DEPTH, any_key=True)
    return to_json(_ordered(value))


def loads_any_key(data: bytes) -> Any:
    """Read what ``dumps_any_key`` writes; errors as for ``loads``."""
    return _judge_slowly(_decode(data), any_key=True)


def _decode(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise FormatError("record.malformed", f"byte {error.start} is not UTF-8") from None


def _is_ordered(value: Any, room: int) -> bool:
    """Whether all keys are good and in order, all numbers integers in range, and no level lies deeper than ``room``."""
    kind = type(value)
    if kind is dict or kind is list:
        if room == 0 or (kind is dict and not _are_keys(tuple(value))):
            return False
        for part in value.values() if kind is dict else value:
            # Most parts are text, and nearly all others small numbers.
            if (of := type(part)) is str or (of is int and 0 <= part <= MAX_INTEGER):
                continue
            if not _is_ordered(part, room - 1):
                return False
        return True
    return kind is not float and (kind is not int or -MAX_INTEGER <= value <= MAX_INTEGER)


@lru_cache(maxsize=1024)
def _are_keys(keys: tuple[str, ...]) -> bool:
    return all(map(_KEY.fullmatch, keys)) and all(a < b for a, b in pairwise(keys))


def _judge_slowly(text: str, *, any_key: bool) -> Any:
    """Say which rule is broken; a good value in another spelling is not canonical."""
    try:
        value = _PEDANTIC.decode(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise FormatError("record.malformed", f"JSON: {error}") from None
    _check(value, MAX_DEPTH, any_key=any_key)
    if to_json(_ordered(value)) != text.encode():
        raise FormatError("record.not-canonical", "another spelling of this value")
    return value


def _integer(digits: str) -> int:
    # 16 digits and a sign hold every allowed integer; Python would refuse to parse very long ones in another way
    if len(digits) > 17 or not -MAX_INTEGER <= (number := int(digits)) <= MAX_INTEGER:  # noqa: PLR2004 - see above
        _refuse("an integer beyond 2^53-1")
    return number


def _no_float(digits: str) -> NoReturn:
    _refuse(f"a number that is not an integer: {digits[:20]}")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        _refuse("a duplicate key")
    return members


_PEDANTIC: Final = json.JSONDecoder(
    object_pairs_hook=_unique, parse_int=_integer, parse_float=_no_float, parse_constant=_no_float
)


def _check(value: object, room: int, *, any_key: bool) -> None:
    """Refuse a value outside the subset; ``room`` is how many levels may still open."""
    match value:
        case str():
            check_text(value)
        case None | bool():
            pass
        case int():
            if not -MAX_INTEGER <= value <= MAX_INTEGER:
                _refuse("an integer beyond 2^53-1")
        case dict() | list() | tuple():
            if not room:
                _refuse(f"nested deeper than {MAX_DEPTH}")
            if isinstance(value, dict):
                for key in value:
                    _check_key(key, any_key=any_key)
            for part in value.values() if isinstance(value, dict) else value:
                _check(part, room - 1, any_key=any_key)
        case _:
            _refuse(f"a value of type {type(value).__name__}")


def _check_key(key: object, *, any_key: bool) -> None:
    if not isinstance(key, str):
        _refuse("a key that is not text")
    if any_key:
        check_text(key)
    elif not _KEY.fullmatch(key):
        _refuse("a key that is not of a-z0-9_")


def _ordered(value: Any) -> Any:
    """The same value with its keys in the order of RFC 8785: by UTF-16 code units."""
    if isinstance(value, dict):
        return {key: _ordered(value[key]) for key in sorted(value, key=lambda key: key.encode("utf-16-be"))}
    return [_ordered(part) for part in value] if isinstance(value, list | tuple) else value

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.commitment import Opening, check_opening, commit, commit_to, format_opening, parse_opening
from ledger.errors import FormatError, ProofError

ORIGIN = "huongson.example/log"
OPENING = Opening("petition/2025-0003", 1, "name", bytes(range(32)), "Trần Thị B")


def test_the_bytes_are_those_of_the_format() -> None:
    def sized(part: bytes) -> bytes:
        return len(part).to_bytes(4, "big") + part

    value = '"Trần Thị B"'.encode()
    expected = hashlib.sha256(
        b"danbiet/commit/v1\n"
        + sized(b"huongson.example/log")
        + sized(b"petition/2025-0003@1")
        + sized(b"name")
        + bytes(range(32))
        + sized(value)
    ).hexdigest()
    assert commit_to(ORIGIN, OPENING) == expected
    assert commit(ORIGIN, "petition/2025-0003", 1, "name", bytes(range(32)), value) == expected


def test_an_opening_opens_its_commitment_and_no_other() -> None:
    commitment = commit_to(ORIGIN, OPENING)
    check_opening(ORIGIN, OPENING, commitment)
    others = [
        replace(OPENING, entity="petition/2025-0004"),
        replace(OPENING, entity_version=2),
        replace(OPENING, field="address"),
        replace(OPENING, salt=bytes(32)),
        replace(OPENING, value="Trần Thị C"),
        replace(OPENING, value=["Trần Thị B"]),
    ]
    for other in others:
        with pytest.raises(ProofError, match=r"opening\.mismatch"):
            check_opening(ORIGIN, other, commitment)
    for origin, wrong in (
        ("la.example/log", commitment),
        (ORIGIN, commitment.upper()),
        (ORIGIN, ""),
        (ORIGIN, "é" * 64),
    ):
        with pytest.raises(ProofError, match=r"opening\.mismatch"):
            check_opening(origin, OPENING, wrong)


def test_text_cannot_be_moved_from_one_part_to_the_next() -> None:
    salt = bytes(32)
    assert commit("a", "b/c", 11, "d", salt, b"") != commit("a", "b/c", 1, "1d", salt, b"")
    assert commit("ab", "c/d", 1, "e", salt, b"f") != commit("a", "bc/d", 1, "e", salt, b"f")


def test_a_short_salt_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        commit(ORIGIN, "petition/1", 1, "name", bytes(16), b"")


VALUES = st.one_of(st.text("aăâđêôơư 1", max_size=20), st.integers(-(2**53) + 1, 2**53 - 1), st.lists(st.booleans()))


@given(VALUES, st.binary(min_size=32, max_size=32))
def test_an_opening_is_read_as_it_was_written(value: Any, salt: bytes) -> None:
    opening = replace(OPENING, value=value, salt=salt)
    data = format_opening(opening)
    assert parse_opening(data) == opening
    assert format_opening(parse_opening(data)) == data


def test_an_opening_in_words() -> None:
    assert format_opening(OPENING).decode() == (
        '{"entity":"petition/2025-0003","entity_version":1,"field":"name",'
        '"salt":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=","value":"Trần Thị B"}\n'
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"entity_version":1', '"entity_version":0'),
        ('"entity_version":1', '"entity_version":true'),
        ('"entity_version":1,', ""),
        ("petition/2025-0003", "petition"),
        ('"field":"name"', '"field":1'),
        ("Hh8=", "Hh8"),
        ("Hh8=", ""),
        ("{", '{"also":1,'),
        ("{", "{ "),
        ("}", "}\n"),
    ],
)
def test_what_is_no_opening_opens_nothing(old: str, new: str) -> None:
    with pytest.raises(FormatError, match=r"opening\.mismatch"):
        parse_opening(format_opening(OPENING).decode().replace(old, new, 1).encode())


@given(st.binary(max_size=80))
def test_junk_opens_nothing(junk: bytes) -> None:
    with pytest.raises(FormatError, match=r"opening\.mismatch"):
        parse_opening(junk)

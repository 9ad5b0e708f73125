from __future__ import annotations

import json
import time
import unicodedata
from base64 import b64decode
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger import canonical
from ledger.errors import FormatError
from tests.vectors import cases, vectors

ALLOWED = sorted(point for first, last in canonical.ALLOWED for point in range(first, last + 1))
COMMON = st.sampled_from("aàảãáạăâbcdđeêghiklmnoôơpqrstuưvxyĐÔƯ 0123456789.,:;-–\"\\/'\n\u00a0₫€²ភꪼ𡨸")
TEXTS = st.one_of(st.text(COMMON), st.text(st.sampled_from(ALLOWED).map(chr))).map(
    lambda text: unicodedata.normalize("NFC", text)
)
KEYS = st.text(st.sampled_from("abcxyz019_"), min_size=1, max_size=8)
INTEGERS = st.integers(-canonical.MAX_INTEGER, canonical.MAX_INTEGER)
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), INTEGERS, TEXTS),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(KEYS, inner, max_size=4)),
    max_leaves=20,
)


def code_of(data: bytes, *, any_key: bool = False) -> str:
    try:
        canonical.loads_any_key(data) if any_key else canonical.loads(data)
    except FormatError as error:
        return error.code
    return "good"


@pytest.mark.parametrize("case", cases("json"), ids=lambda case: case["purpose"])
def test_each_case_is_judged_as_written(case: dict[str, Any]) -> None:
    assert code_of(b64decode(case["data"])) == case["verdict"]


@given(VALUES)
def test_what_is_written_is_read_back(value: Any) -> None:
    assert canonical.loads(canonical.dumps(value)) == value
    assert canonical.loads_any_key(canonical.dumps_any_key(value)) == value


@given(VALUES, st.data())
def test_no_other_bytes_read_as_the_same_value(value: Any, data: st.DataObject) -> None:
    written = canonical.dumps(value)
    place = data.draw(st.integers(0, len(written)))
    changed = written[:place] + data.draw(st.binary(min_size=1, max_size=2)) + written[place:]
    try:
        read = canonical.loads(changed)
    except FormatError:
        return
    assert canonical.dumps(read) == changed
    assert (type(read), read) != (type(value), value) or isinstance(value, list | dict)


@given(st.one_of(st.binary(max_size=60), st.text(max_size=40).map(str.encode)))
def test_junk_is_refused_in_our_own_words(data: bytes) -> None:
    assert code_of(data) in {"good", "record.malformed", "record.not-canonical"}


@pytest.mark.parametrize("name", ["arrays", "french", "structures"])
def test_the_vectors_of_rfc_8785_are_our_spelling_too(name: str) -> None:
    expected = vectors("jcs", "output", f"{name}.json").read_bytes()
    value = canonical.loads_any_key(expected)
    assert value == json.loads(vectors("jcs", "input", f"{name}.json").read_bytes())
    assert canonical.dumps_any_key(value) == expected


@pytest.mark.parametrize("name", ["unicode", "values", "weird"])
def test_the_vectors_of_rfc_8785_beyond_our_subset_are_refused(name: str) -> None:
    """Not in NFC; floats; characters outside the table."""
    value = json.loads(vectors("jcs", "input", f"{name}.json").read_bytes())
    with pytest.raises(FormatError, match=r"record\.malformed"):
        canonical.dumps_any_key(value)


def test_keys_of_any_text_stand_in_the_order_of_utf_16() -> None:
    value = {"\uff0c": 1, "𡨸": 2, "a": 3}  # by code points the comma would come before the Nôm letter
    assert list(json.loads(canonical.dumps_any_key(value))) == ["a", "𡨸", "\uff0c"]
    assert code_of('{"a":3,"\uff0c":1,"𡨸":2}'.encode(), any_key=True) == "record.not-canonical"


@pytest.mark.parametrize("value", [1.0, b"a", {1: 2}, {"a": object()}, 2**53, {"a": {2.5}}])
def test_a_value_outside_the_subset_is_not_written(value: object) -> None:
    with pytest.raises(FormatError, match=r"record\.malformed"):
        canonical.dumps(value)


def test_a_refused_character_is_named_with_its_place() -> None:
    with pytest.raises(FormatError, match=r"U\+202E at 4"):
        canonical.check_text("Tổng\u202e000.1")
    with pytest.raises(FormatError, match=r"U\+0300 at 2 is not in NFC"):
        canonical.check_text("bàn".replace("à", "a\u0300"))


@pytest.mark.parametrize(
    "text",
    ["\u0323\u0301" * 15_000, "\u0301" * 30_000, '"\\' * 15_000, "\n" * 30_000, "[{" * 15_000],
    ids=["marks in disorder", "marks in order", "escapes", "newlines", "brackets"],
)
def test_no_text_of_the_size_of_an_entry_keeps_a_reader_waiting(text: str) -> None:
    data = json.dumps({"a": text}, ensure_ascii=False, separators=(",", ":")).encode()
    started = time.process_time()
    assert code_of(data) in {"good", "record.malformed"}
    assert time.process_time() - started < 0.5


def test_the_table_is_of_assigned_visible_characters() -> None:
    invisible = {chr(point) for point in ALLOWED if unicodedata.category(chr(point))[0] in "CZ"}
    assert invisible == {"\n", " ", "\u00a0"}


def test_the_table_names_no_character_twice() -> None:
    assert len(set(ALLOWED)) == len(ALLOWED)
    assert all(first <= last for first, last in canonical.ALLOWED)


def test_every_letter_of_vietnamese_and_of_its_peoples_is_in_the_table() -> None:
    vietnamese = "aăâbcdđeêghiklmnoôơpqrstuưvxyfjwz"
    tones = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
    for letter in vietnamese + vietnamese.upper():
        for tone in tones:
            canonical.check_text(unicodedata.normalize("NFC", letter + tone))
    blocks = {"KHMER": 0x1780, "CHAM": 0xAA00, "TAI VIET": 0xAA80, "NEW TAI LUE": 0x1980, "LAO": 0xE80}
    for script, start in blocks.items():
        letters = [
            chr(start + i) for i in range(0x50) if unicodedata.name(chr(start + i), "").startswith(f"{script} LETTER")
        ]
        assert len(letters) > 30 or script == "LAO", script
        refused = {c for c in letters if ord(c) not in ALLOWED}
        assert refused <= {"\u17a3", "\u17a4"}, script  # two Khmer letters that Unicode deprecates


def test_every_allowed_character_is_in_nfc_by_itself_in_every_unicode_since() -> None:
    assert [hex(point) for point in ALLOWED if not unicodedata.is_normalized("NFC", chr(point))] == []


def test_the_patterns_agree_with_the_table_on_every_character() -> None:
    allowed = set(ALLOWED)
    found = set()
    for point in [*range(0xD800), *range(0xE000, 0x34000), *range(0xE0000, 0xE0200), 0x10FFFF]:
        if canonical._FORBIDDEN.search(chr(point)) is None:
            found.add(point)
    assert found == allowed
    plain = {point for point in allowed if canonical._LINE.fullmatch(chr(point))}
    assert allowed - plain == {ord("\n"), ord("\\")}

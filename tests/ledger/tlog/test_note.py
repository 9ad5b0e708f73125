from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.errors import FormatError
from ledger.tlog import note
from ledger.tlog.note import Note, Signature, Signer, VerifierKey
from tests.vectors import vectors

CLERK = Signer("huongson.example/van-phong-thong-ke", bytes([1]) * 32)

characters = st.characters(exclude_categories=["Cc", "Cs"])
lines = st.text(characters, max_size=30)
texts = (
    st.lists(lines, min_size=1, max_size=6)
    .map(lambda ls: "".join(f"{line}\n" for line in ls))
    .filter(lambda text: not text.startswith("\ufeff"))
)
names = st.text(characters, min_size=1, max_size=20).filter(note.valid_name)
signatures = st.builds(Signature, names, st.binary(min_size=4, max_size=4), st.binary(min_size=1, max_size=80))


@given(text=texts, lines=st.lists(signatures, min_size=1, max_size=8))
def test_a_note_that_is_written_reads_back_the_same(text: str, lines: list[Signature]) -> None:
    made = Note(text.encode(), tuple(lines))
    assert note.parse(note.format(made)) == made


@given(data=st.one_of(st.binary(max_size=300), st.text("a\n— =A/+é", max_size=80).map(str.encode)))
def test_whatever_is_read_is_written_back_to_the_byte_or_refused(data: bytes) -> None:
    try:
        written = note.format(note.parse(data))
    except FormatError:
        return
    assert written == data


@given(text=texts, data=st.data())
def test_a_note_with_one_byte_changed_is_refused_or_does_not_hold(text: str, data: st.DataObject) -> None:
    raw = note.format(Note(text.encode(), (CLERK.sign(text.encode()),)))
    changed = bytearray(raw)
    changed[data.draw(st.integers(0, len(raw) - 1))] ^= data.draw(st.integers(1, 255))
    try:
        parsed = note.parse(bytes(changed))
    except FormatError:
        return
    assert not any(CLERK.key.verify(parsed.text, line) for line in parsed.signatures)


@given(text=texts)
def test_a_signer_and_its_key_agree_also_through_text(text: str) -> None:
    line = note.parse_line(note.signature_line(CLERK.sign(text.encode())))
    assert note.parse_vkey(CLERK.key.vkey).verify(text.encode(), line)
    assert not CLERK.key.verify(text.encode() + b"x\n", line)


@given(name=names, kind=st.integers(0, 255), public=st.binary(min_size=32, max_size=32))
def test_a_vkey_that_is_written_reads_back_the_same(name: str, kind: int, public: bytes) -> None:
    key = VerifierKey(name, kind, public)
    assert note.parse_vkey(key.vkey) == key
    assert note.parse_vkey(key.vkey).key_id == key.key_id


@pytest.mark.parametrize(
    "vkey",
    [
        "",
        "a",
        "a+b",
        "a++",
        "+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+0530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k\n",
        "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2l",
        " example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        VerifierKey("a", note.ED25519, bytes(31)).vkey,
        VerifierKey("a", note.COSIGNATURE, bytes(33)).vkey,
        VerifierKey("a", 0x06, b"").vkey,
        "a\udc80+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
    ],
)
def test_another_spelling_of_a_vkey_is_refused(vkey: str) -> None:
    with pytest.raises(FormatError, match=r"note\.malformed"):
        note.parse_vkey(vkey)


def test_a_key_of_a_type_that_we_do_not_know_is_read_and_signs_nothing() -> None:
    key = note.parse_vkey(VerifierKey(CLERK.key.name, 0x06, CLERK.key.public).vkey)
    line = Signature(key.name, key.key_id, CLERK.raw(b"a\n"))
    assert key.made(line)
    assert not key.verify(b"a\n", line)


def test_a_key_signs_under_its_own_name_and_id_only() -> None:
    line = CLERK.sign(b"a\n")
    assert CLERK.key.verify(b"a\n", line)
    assert not CLERK.key.verify(b"a\n", Signature("huongson.example/khac", line.key_id, line.blob))
    assert not CLERK.key.verify(b"a\n", Signature(line.name, bytes(4), line.blob))


def test_two_keys_of_one_name_may_share_an_id_and_still_do_not_sign_for_each_other() -> None:
    pair = json.loads(vectors("keyid_collision.json").read_bytes())
    a, b = (Signer(pair["name"], bytes.fromhex(pair[seed])) for seed in ("seed_a", "seed_b"))
    assert a.key.key_id == b.key.key_id == bytes.fromhex(pair["key_id"])
    assert a.key != b.key
    assert a.key.verify(b"x\n", a.sign(b"x\n"))
    assert not a.key.verify(b"x\n", b.sign(b"x\n"))


@pytest.mark.parametrize(
    "text", [b"", b"a", b"a\r\n", b"a\tb\n", b"\xff\n", b"\xef\xbb\xbfa\n", b"cosignature/v1\ntime 1\na\n"]
)
def test_no_text_is_signed_that_could_be_in_no_note_or_would_pass_for_a_cosignature(text: bytes) -> None:
    with pytest.raises(FormatError, match=r"note\.malformed"):
        CLERK.sign(text)


@pytest.mark.parametrize(
    "line", ["", "\n", "— a AAAAAAA=", "— a AAAAAAA=\n\n", "— a b\n", "— a\u2028 AAAAAAA=\n", "— a A\x85AAAAAA=\n"]
)
def test_a_line_alone_is_read_as_strictly(line: str) -> None:
    with pytest.raises(FormatError, match=r"note\.malformed"):
        note.parse_line(line.encode())


def test_a_note_whose_text_would_swallow_its_signature_is_not_written() -> None:
    with pytest.raises(FormatError, match=r"note\.malformed"):
        note.format(Note(b"a", (CLERK.sign(b"a\n"),)))
    with pytest.raises(FormatError, match=r"note\.malformed"):
        note.format(Note(b"a\n", ()))


def test_a_signer_never_shows_its_seed() -> None:
    signer = Signer("a.example/b", b"secret seed of thirty-two bytes!")
    assert "secret" not in repr(signer)
    assert b"secret seed".hex() not in repr(signer)
    assert repr(signer) == f"Signer({signer.key.vkey})"


def test_a_signer_needs_a_name() -> None:
    with pytest.raises(ValueError, match="key name"):
        Signer("a b", bytes(32))


@pytest.mark.parametrize("name", ["huongson.example", "huongson.example/log", "a/b_c/d.e-f", "0", "."])
def test_names_that_we_make(name: str) -> None:
    assert note.own_name(name)
    assert note.valid_name(name)


@pytest.mark.parametrize("name", ["", "A", "a/", "/a", "a//b", "a_b", "a b", "a+b", "a/đ", "a\n", "a/b\n", "https://a"])
def test_names_that_we_do_not_make(name: str) -> None:
    assert not note.own_name(name)


@given(data=st.binary(max_size=60))
def test_base64_has_one_spelling(data: bytes) -> None:
    text = note.b64encode(data)
    assert note.b64decode(text) == data
    for other in (text + "=", text + "\n", " " + text, text + "A", text + "-", "=" + text):
        with pytest.raises(FormatError):
            note.b64decode(other)


def test_base64_of_other_alphabets_is_refused() -> None:
    for text in ("-_8=", "\udca3A==", "ÀÁ==", "AA\u200b==", "AB==", "AAB=", "A===", "====", "AA=A"):
        with pytest.raises(FormatError):
            note.b64decode(text)

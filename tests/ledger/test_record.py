from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger import canonical
from ledger.errors import FormatError
from ledger.record import (
    MAX_SIZE,
    Record,
    Sealed,
    Seen,
    Withheld,
    day_of,
    format_instant,
    parse_instant,
    parse_text,
    seal,
    text_of,
    unseal,
)
from tests.simulator import ORIGIN, signer

CLERK = signer("huongson.example/van-phong-thong-ke")
CHAIR = signer("huongson.example/chu-tich")
RECORD = Record(
    topic="disclosure.published",
    topic_version=1,
    entity="disclosure/2025-0012",
    entity_version=1,
    recorded_at="2025-11-03T02:15:00Z",
    seen=Seen(128, bytes(range(32))),
    signers=(CHAIR.key.name, CLERK.key.name),
    body={"on": "2025-11-03"},
)


def sealed(record: Record = RECORD) -> bytes:
    text = text_of(record, ORIGIN)
    return seal(text, [CLERK.sign(text), CHAIR.sign(text)])


def resealed(text: bytes) -> bytes:
    return seal(text, [CLERK.sign(text), CHAIR.sign(text)])


def text_with(**members: Any) -> bytes:
    """The good text with some members replaced; ``...`` removes one."""
    value = {**canonical.loads(text_of(RECORD, ORIGIN).split(b"\n")[2]), **members}
    value = {name: member for name, member in value.items() if member is not ...}
    return b"danbiet/record@v1\n%s\n%s\n" % (ORIGIN.encode(), canonical.dumps(value))


def refusal(raw: bytes, origin: str | None = ORIGIN) -> str:
    with pytest.raises(FormatError) as caught:
        unseal(raw, origin)
    return caught.value.code


def test_a_record_is_three_lines_and_its_signatures() -> None:
    lines = sealed().decode().split("\n")
    assert lines[0] == "danbiet/record@v1"
    assert lines[1] == "huongson.example/log"
    assert lines[2] == (
        '{"body":{"on":"2025-11-03"},"entity":"disclosure/2025-0012","entity_version":1,'
        '"recorded_at":"2025-11-03T02:15:00Z",'
        '"seen":{"root":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=","size":128},'
        '"signers":["huongson.example/chu-tich","huongson.example/van-phong-thong-ke"],'
        '"topic":"disclosure.published","topic_version":1}'
    )
    assert lines[3] == ""
    assert [line.split()[1] for line in lines[4:6]] == list(RECORD.signers)


def test_what_is_sealed_is_unsealed() -> None:
    raw = sealed()
    got = unseal(raw, ORIGIN)
    assert got == Sealed(raw, got.note, RECORD)
    assert got.origin == ORIGIN
    assert unseal(raw, None).record == RECORD
    assert parse_text(got.note.text, ORIGIN) == RECORD


def test_withheld_fields_come_back_with_and_without_commitment() -> None:
    withheld = (
        Withheld("summary", "khoản 1 Điều 12 Luật 10/2022/QH15", "chu-tich", "ab" * 32),
        Withheld("title", "danh mục bí mật nhà nước", "chu-tich", None),
    )
    record = RECORD._replace(withheld=withheld)
    assert unseal(sealed(record), ORIGIN).record == record


def test_family_time_and_day_follow_from_the_members() -> None:
    late = RECORD._replace(recorded_at="2025-11-03T17:00:00Z")
    assert (RECORD.family, RECORD.time) == ("disclosure", datetime(2025, 11, 3, 2, 15, tzinfo=UTC))
    assert (RECORD.day, late.day) == (date(2025, 11, 3), date(2025, 11, 4))


def test_row_1_comes_before_all_others() -> None:
    assert refusal(b"junk") == "note.malformed"
    assert refusal(sealed()[:-1]) == "note.malformed"
    assert refusal(b"\xef\xbb\xbf" + sealed()) == "note.malformed"
    assert refusal(sealed().replace(b"2025-11-03", b"2025\x0011-03", 1)) == "note.malformed"


@pytest.mark.parametrize(
    "text",
    [
        b"danbiet/record@v2\n" + text_of(RECORD, ORIGIN).split(b"\n", 1)[1],
        text_of(RECORD, ORIGIN) + b"another line\n",
        b"danbiet/record@v1\n" + ORIGIN.encode() + b"\n",
        b"huongson.example/log\n12\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n",
        b"danbiet/record@v1\r\n"[:-2] + b" \n" + text_of(RECORD, ORIGIN).split(b"\n", 1)[1],
    ],
)
def test_a_text_that_is_not_a_record_is_refused(text: bytes) -> None:
    assert refusal(resealed(text)) == "record.malformed"


def test_a_record_larger_than_an_entry_is_refused_and_one_byte_less_is_not() -> None:
    room = MAX_SIZE - len(sealed(RECORD._replace(body={"on": ""})))
    fits, bursts = ({"on": "x" * size} for size in (room, room + 1))
    assert len(sealed(RECORD._replace(body=fits))) == MAX_SIZE
    assert unseal(sealed(RECORD._replace(body=fits)), ORIGIN).record.body == fits
    assert refusal(resealed(text_with(body=bursts))) == "record.too-large"


def test_size_is_asked_before_origin_and_origin_before_json() -> None:
    huge = b"danbiet/record@v1\nla.example/log\n" + b"x" * MAX_SIZE + b"\n"
    foreign = b"danbiet/record@v1\nla.example/log\nnot json\n"
    assert refusal(resealed(huge)) == "record.too-large"
    assert refusal(resealed(foreign)) == "record.origin"


def test_a_record_of_another_ledger_is_refused() -> None:
    assert refusal(sealed(), "la.example/log") == "record.origin"
    assert refusal(sealed(), ORIGIN + "2") == "record.origin"


def test_a_second_spelling_is_refused() -> None:
    text = text_of(RECORD, ORIGIN)
    assert refusal(resealed(text.replace(b'"body":', b'"body": '))) == "record.not-canonical"
    assert refusal(resealed(text.replace(b'"entity_version":1', b'"entity_version":1.0'))) == "record.malformed"


@pytest.mark.parametrize(
    "members",
    [
        {"body": ...},
        {"extra": 1},
        {"withheld": [], "extra": 1},
        {"body": ..., "withheld": []},
        {"body": []},
        {"topic": "Disclosure.published"},
        {"topic": "disclosure"},
        {"topic": "disclosure.published-"},
        {"topic": "disclosure.published.twice"},
        {"topic": 1},
        {"topic": "void.made", "entity": "void/1"},
        {"topic_version": 0},
        {"topic_version": True},
        {"topic_version": "1"},
        {"entity": "plan/2025"},
        {"entity": "disclosure/"},
        {"entity": "disclosure/Đoài"},
        {"entity": "disclosure/a/b"},
        {"entity": "disclosure/" + "a" * 61},
        {"entity": None},
        {"entity_version": 0},
        {"entity_version": -1},
        {"entity_version": None},
        {"recorded_at": "2025-11-03T02:15:00+07:00"},
        {"recorded_at": "2025-11-03T02:15:00.5Z"},
        {"recorded_at": "2025-11-03 02:15:00Z"},
        {"recorded_at": "2025-02-29T00:00:00Z"},
        {"recorded_at": "2025-11-03T24:00:00Z"},
        {"recorded_at": "2025-11-03T23:59:60Z"},
        {"recorded_at": "0000-01-01T00:00:00Z"},
        {"recorded_at": "9999-12-31T17:00:00Z"},
        {"recorded_at": 1},
        {"seen": None},
        {"seen": {"root": "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", "size": 0}},
        {"seen": {"root": "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8", "size": 1}},
        {"seen": {"root": "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh9=", "size": 1}},
        {"seen": {"root": "AAAA", "size": 1}},
        {"seen": {"size": 1}},
        {"seen": []},
        {"signers": []},
        {"signers": "huongson.example/chu-tich"},
        {"signers": [1, 2]},
        {"signers": [["huongson.example/chu-tich"]]},
        {"signers": ["huongson.example/chu-tich"]},
        {"signers": ["huongson.example/chu-tich", "huongson.example/chu-tich"]},
        {"signers": ["huongson.example/van-phong-thong-ke", "huongson.example/chu-tich"]},
        {"signers": ["huongson.example/chu-tich", "huongson.example/mat-tran"]},
        {"signers": ["Huongson.example/chu-tich", "huongson.example/van-phong-thong-ke"]},
        {"withheld": []},
        {"withheld": {}},
        {"withheld": [{"basis": "a", "field": "b"}]},
        {"withheld": [{"basis": "a", "decided_by": 1, "field": "b"}]},
        {"withheld": [{"basis": "a", "commitment": "AB" * 32, "decided_by": "c", "field": "b"}]},
        {"withheld": [{"basis": "a", "commitment": "ab" * 31, "decided_by": "c", "field": "b"}]},
        {"withheld": [{"basis": "a", "decided_by": "c", "field": "b", "more": "d"}]},
    ],
    ids=str,
)
def test_a_member_that_is_missing_unknown_or_of_the_wrong_kind_is_refused(members: dict[str, Any]) -> None:
    assert refusal(resealed(text_with(**members))) == "record.malformed"


def test_the_signature_lines_are_those_of_signers_in_their_order() -> None:
    text = text_of(RECORD, ORIGIN)
    clerk, chair = CLERK.sign(text), CHAIR.sign(text)
    stranger = signer("huongson.example/mat-tran").sign(text)
    for lines in ([chair], [chair, chair, clerk], [chair, stranger], [chair, stranger, clerk]):
        assert refusal(seal(text, lines)) == "record.malformed"
    raw = sealed()
    head, first, second, end = raw.rsplit(b"\n", 3)
    assert refusal(b"\n".join((head, second, first, end))) == "record.malformed"


def test_lines_of_a_signature_inside_the_body_sign_nothing() -> None:
    fake = "\n\n— huongson.example/mat-tran " + "A" * 92 + "\n"
    record = RECORD._replace(body={"note": fake})
    assert [line.name for line in unseal(sealed(record), ORIGIN).note.signatures] == list(RECORD.signers)


def test_the_first_record_tells_its_own_origin_and_another_spelling_of_one_is_refused() -> None:
    text = text_of(RECORD, ORIGIN).replace(ORIGIN.encode(), b"Huong Son", 1)
    assert refusal(resealed(text), None) == "record.origin"


def test_a_text_that_would_not_be_read_back_is_not_written() -> None:
    for broken in (
        RECORD._replace(entity_version=0),
        RECORD._replace(body={"a": "\u200b"}),
        RECORD._replace(seen=None),
        RECORD._replace(body={"a": "x" * MAX_SIZE}),
    ):
        with pytest.raises(FormatError):
            text_of(broken, ORIGIN)


@given(st.datetimes(datetime(1, 1, 1), datetime(9999, 12, 31, 16, 59, 59), timezones=st.just(UTC)))  # noqa: DTZ001 - bounds
def test_instants_are_written_and_read_in_one_spelling(instant: datetime) -> None:
    written = format_instant(instant)
    assert parse_instant(written) == instant.replace(microsecond=0)
    assert format_instant(parse_instant(written)) == written
    assert day_of(instant) == (instant + timedelta(hours=7)).date()


@given(st.text(max_size=24))
def test_other_texts_are_no_instants(text: str) -> None:
    with pytest.raises(FormatError):
        parse_instant(text)


def test_digits_of_other_scripts_are_no_instants() -> None:
    with pytest.raises(FormatError):
        parse_instant("٢٠٢٥-11-03T02:15:00Z")


def test_a_naive_time_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="time zone"):
        format_instant(datetime(2025, 11, 3))  # noqa: DTZ001 - the fault itself

"""How a body is read, and the marks by which people find and compare: code and fingerprint."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import BaseModel, ConfigDict

from ledger.errors import FormatError
from ledger.record import (
    Record,
    Registry,
    Seen,
    Topic,
    code,
    fingerprint,
    same_fingerprint,
)
from tests.simulator import ORIGIN

RECORD = Record(
    topic="disclosure.published",
    topic_version=1,
    entity="disclosure/2025-0012",
    entity_version=1,
    recorded_at="2025-11-03T02:15:00Z",
    seen=Seen(128, bytes(range(32))),
    signers=("huongson.example/chu-tich", "huongson.example/van-phong-thong-ke"),
    body={"on": "2025-11-03"},
)


class Notice(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")

    on: date
    places: tuple[str, ...] = ()


REGISTRY = Registry({
    "disclosure.published": Topic(Notice, version=2, upcast=(lambda body: {"on": body["day"]},)),
})  # fmt: skip


def read(**members: Any) -> BaseModel:
    return REGISTRY.read(RECORD._replace(**members))


def test_a_body_is_read_as_its_newest_model() -> None:
    expected = Notice(on=date(2025, 11, 3), places=("Đoài",))
    assert read(topic_version=2, body={"on": "2025-11-03", "places": ["Đoài"]}) == expected
    assert read(topic_version=1, body={"day": "2025-11-03"}) == Notice(on=date(2025, 11, 3))


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"on": "2025-11-03", "more": 1},
        {"on": "03/11/2025"},
        {"on": 20251103},
        {"on": True},
        {"on": "2025-11-03", "places": "Đoài"},
        {"on": "2025-11-03", "places": [1]},
    ],
    ids=str,
)
def test_a_body_that_does_not_fit_is_invalid(body: dict[str, Any]) -> None:
    with pytest.raises(FormatError, match=r"record\.body-invalid"):
        read(topic_version=2, body=body)


def test_an_old_body_that_cannot_be_upcast_is_invalid() -> None:
    with pytest.raises(FormatError, match=r"record\.body-invalid"):
        read(topic_version=1, body={"on": "2025-11-03"})


def test_a_topic_or_version_of_the_future_is_unknown() -> None:
    for members in ({"topic_version": 3}, {"topic": "disclosure.sung"}):
        with pytest.raises(FormatError, match=r"record\.topic-unknown"):
            read(**members)


def test_the_code_of_a_record_is_twelve_characters_that_follow_from_origin_index_and_leaf() -> None:
    assert code(ORIGIN, 0, bytes(32)) == "NR63-1MBK-RMMR"
    assert len({code(ORIGIN, index, leaf) for index in range(50) for leaf in (bytes(32), b"\1" * 32)}) == 100
    assert code("la.example/log", 0, bytes(32)) != code(ORIGIN, 0, bytes(32))
    assert set("".join(code(ORIGIN, index, bytes(32)) for index in range(300))) == set(
        "-0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    )


def test_the_fingerprint_is_read_over_the_telephone() -> None:
    printed = fingerprint(b"danbiet")
    assert printed == "IBDP 4ACQ USYI EEN5 CZ6U K2PW TEXA WP3X"
    assert same_fingerprint(printed, printed.lower().replace(" ", "-"))
    assert same_fingerprint(printed.replace(" ", ""), printed)
    assert not same_fingerprint(printed, fingerprint(b"danbiet2"))
    assert not same_fingerprint("", printed)

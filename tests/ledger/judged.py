"""What the tests of the book share: topics, and how a void entry looks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict

from ledger.record import Registry, Topic

if TYPE_CHECKING:
    from ledger.book import Entry
    from tests.simulator import Commune

AUTHOR, CHAIR, BOARD = "van-phong-thong-ke", "chu-tich", "ban-thanh-tra"


class Document(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")

    number: str = "1"


REGISTRY = Registry({
    topic: Topic(Document)
    for topic in ("document.issued", "inspection.found", "front.confirmed", "disclosure.published")
})  # fmt: skip


def document(commune: Commune, number: int = 1, **other: Any) -> Entry:
    return commune.append("document.issued", f"document/{number}", {}, **other)


def assert_void(entry: Entry, code: str, *, occupies: bool = True) -> None:
    assert (entry.code, entry.voids, entry.sound, entry.occupies) == (code, True, False, occupies), entry.detail
    assert entry.body is None

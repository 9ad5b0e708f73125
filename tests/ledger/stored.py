"""A commune with a plain topic, and stores that hold what it wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from ledger.record import Registry, Topic
from ledger.store import Store
from tests.simulator import Commune

if TYPE_CHECKING:
    from pathlib import Path


class Text(BaseModel):
    """A body of one text."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    text: str


REGISTRY = Registry({"document.issued": Topic(Text), "front.confirmed": Topic(Text)})


def commune(size: int = 1) -> Commune:
    """A ledger of so many entries, the first of which opens it."""
    made = Commune(REGISTRY)
    while made.book.size < size:
        made.append("document.issued", f"document/{made.book.size:04}", {"text": "Quyết định"}, seen_size=1)
    return made


def raws(made: Commune) -> list[bytes]:
    """Its entries' bytes."""
    return [entry.raw for entry in made.entries]


def store(path: Path, made: Commune) -> Store:
    """A new store that holds the commune's entries."""
    opened = Store(path, REGISTRY, create=True)
    for raw in raws(made):
        opened.append(raw)
    return opened

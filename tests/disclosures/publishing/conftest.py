"""A small office that publishes: the book of the pages' own world, in a real store, with its attachment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from disclosures.model.topics import REGISTRY
from disclosures.office import Office
from disclosures.publishing import Published, publish
from ledger.store import Store
from tests.disclosures.pages.world import FILE, FILE_BYTES, commune
from tests.simulator import ORIGIN, Commune

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime(2025, 11, 24, 9, 5, tzinfo=UTC)


@dataclass
class Press:
    """An office and its pens; ``files`` reads what it has published."""

    office: Office
    store: Store
    world: Commune

    def publish(self, **later: float) -> Published:
        """Publish now, or so much later."""
        return publish(self.office, self.store, self.world.log, NOW + timedelta(**later))

    def record(self, topic: str, entity: str, body: dict[str, Any]) -> None:
        """Record one more act."""
        self.store.append(self.world.append(topic, entity, body).raw)

    def files(self) -> dict[str, bytes]:
        """Every published file by its path."""
        public = self.office.public
        return {path.relative_to(public).as_posix(): path.read_bytes() for path in public.rglob("*") if path.is_file()}


@pytest.fixture
def press(tmp_path: Path) -> Iterator[Press]:
    """An office that has recorded and published nothing yet."""
    world = commune(void=False)
    office = Office(
        folder=tmp_path / "office",
        origin=ORIGIN,
        public=tmp_path / "public",
        memory=tmp_path / "memory" / "highest",
        keys=tmp_path / "keys",
    )
    office.save()
    (office.attachments / str(FILE["sha256"])).write_bytes(FILE_BYTES)
    with Store(office.ledger, REGISTRY, create=True) as store:
        for entry in world.entries:
            store.append(entry.raw)
        yield Press(office, store, world)

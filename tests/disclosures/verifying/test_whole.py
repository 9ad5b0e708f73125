"""A publication that comes in between: a web host's folder is judged by the manifest that stands at the end."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from disclosures.verifying import Anchors, verify_all
from tests.ledger.published import Office

if TYPE_CHECKING:
    from collections.abc import Mapping

NOW = datetime(2025, 2, 1, tzinfo=UTC)


class Host:
    """A web host: cannot be listed, and shows another folder from its ``turn``-th reading of the manifest on."""

    def __init__(self, first: Mapping[str, bytes], then: Mapping[str, bytes], turn: int) -> None:
        self._first, self._then, self._turn = first, then, turn
        self.readings = 0

    def read(self, path: str, limit: int = 1 << 30) -> bytes | None:
        """A file of the folder that stands now."""
        del limit
        self.readings += path == "manifest.note"
        return (self._then if self.readings >= self._turn else self._first).get(path)

    def paths(self) -> None:
        """Nothing can be listed."""

    def links(self) -> set[str]:
        """No links."""
        return set()


def test_a_folder_that_changed_while_it_was_read_is_read_again() -> None:
    files = Office().open().files()
    torn = {**files, "log/checkpoint": b"torn", "manifest.note": b"old"}
    host = Host(torn, {**files, "manifest.note": b"new"}, turn=3)
    verified = verify_all(host, Anchors(), NOW)
    assert "checkpoint.malformed" not in {finding.code for finding in verified.findings}


def test_a_folder_that_did_not_change_is_judged_as_it_stands() -> None:
    torn = {**Office().open().files(), "log/checkpoint": b"torn"}
    host = Host(torn, torn, turn=1)
    assert verify_all(host, Anchors(), NOW).verdict == "invalid"

"""One file that the system or the host refuses hides nothing else, and accuses nobody."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from disclosures.publishing import compare_pages
from disclosures.verifying import Anchors, verify_all
from disclosures.verifying.patient import MOST
from ledger.errors import StorageError, Weight, weight
from ledger.reader import open_source
from ledger.reader.source import LIMIT

if TYPE_CHECKING:
    from disclosures.verifying import Verified
    from ledger.reader import Source
    from tests.demo import Demo

NOW = datetime(2026, 1, 2, tzinfo=UTC)


class Refusing:
    """A source that refuses one file, and has another altered."""

    def __init__(self, source: Source, refused: str, altered: str = "") -> None:
        self._source, self._refused, self._altered = source, refused, altered

    def read(self, path: str, limit: int = LIMIT) -> bytes | None:
        if path == self._refused:
            raise StorageError("source.unreadable", path=path)
        data = self._source.read(path, limit)
        return data and data + b" " if path == self._altered else data

    def paths(self) -> set[str] | None:
        return self._source.paths()

    def links(self) -> set[str]:
        return self._source.links()


def verified(source: Source) -> Verified:
    return compare_pages(source, verify_all(source, Anchors(), NOW))


def found(answer: Verified) -> list[tuple[str, str | None]]:
    return [(one.code, one.path) for one in answer.findings if one.path and one.code.partition(".")[0] != "page"]


@pytest.mark.parametrize("path", ["index.html", "kiem-chung.html", "khong-co.html", "ho-so/2025/000032.html"])
def test_what_cannot_be_read_is_undecided_and_the_rest_is_verified(demo: Demo, path: str) -> None:
    source = open_source(demo.public)
    answer = verified(Refusing(source, path))
    if path not in (source.paths() or ()):
        assert (answer.verdict, found(answer)) == ("valid", [])
        return
    assert (answer.verdict, answer.pages, answer.audit.size) == ("inconclusive", "unchecked", 128)
    assert found(answer) == [("source.unreadable", path)]
    assert "page.mismatch" not in {one.code for one in answer.findings}


def test_what_cannot_be_read_hides_no_page_that_was_altered(demo: Demo) -> None:
    answer = verified(Refusing(open_source(demo.public), "index.html", "qua-han.html"))
    assert answer.verdict == "invalid"
    assert {("page.mismatch", "qua-han.html"), ("source.unreadable", "index.html")} <= {
        (one.code, one.path) for one in answer.findings
    }


class Gone(Refusing):
    """A host that goes away when the log was read."""

    asked = 0

    def read(self, path: str, limit: int = LIMIT) -> bytes | None:
        if path.startswith("log/") or path == "manifest.note":
            return super().read(path, limit)
        self.asked += 1
        raise StorageError("source.network", path=path)


def test_a_host_that_went_away_is_not_asked_for_every_file(demo: Demo) -> None:
    source = Gone(open_source(demo.public), "")
    answer = verify_all(source, Anchors(), NOW)
    assert (answer.verdict, answer.audit.size, source.asked) == ("inconclusive", 128, MOST)
    assert [one.code for one in answer.findings if weight(one.code) is not Weight.NOTICE] == ["source.network"] * MOST


def test_a_part_list_that_cannot_be_read_accuses_none_of_its_files(demo: Demo) -> None:
    source = open_source(demo.public)
    part = next(path for path in sorted(source.paths() or ()) if path.startswith("manifest/"))
    answer = verified(Refusing(source, part))
    assert (answer.verdict, found(answer)) == ("inconclusive", [("source.unreadable", part)])


@pytest.mark.parametrize("path", ["log/checkpoint", "log/tile/0/000.p/128", "manifest.note"])
def test_without_the_log_or_the_manifest_nothing_is_decided(demo: Demo, path: str) -> None:
    with pytest.raises(StorageError, match=r"source\.unreadable"):
        verified(Refusing(open_source(demo.public), path))

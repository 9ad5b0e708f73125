"""What only restoring brings into a store: void entries, and ledgers that this version cannot judge."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

import pytest

from ledger.errors import RefusedError
from ledger.store import Store
from tests.ledger.stored import REGISTRY, commune, raws
from tests.simulator import Commune

if TYPE_CHECKING:
    from pathlib import Path

DOCUMENT = "document.issued"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "office" / "ledger.sqlite"


def test_void_entries_come_in_by_restoring_alone_and_keep_their_places(path: Path) -> None:
    made = commune(2)
    made.add(b"no note")
    made.append(DOCUMENT, "document/x", {"text": "x"}, ["chu-tich"])
    made.append(DOCUMENT, "document/y", {"text": "y"}, entity_version=7)
    made.append(DOCUMENT, "document/x", {"text": "x"})
    made.append(DOCUMENT, "document/z", {"words": "z"})
    assert [entry.code for entry in made.entries[2:]] == [
        "note.malformed", "rights.second-person-missing", "record.version-gap", None, "record.body-invalid",
    ]  # fmt: skip
    with Store(path, REGISTRY, create=True) as opened:
        opened.insert_restored(raws(made))
        assert opened.append(made.seal(DOCUMENT, "document/x", {"text": "more"})).index == 7
    with Store(path, REGISTRY) as opened:
        assert list(opened.entries())[:7] == raws(made)
    database = sqlite3.connect(path)
    rows = database.execute("SELECT originator_id, originator_version, topic FROM stored_events").fetchall()
    database.close()
    assert rows[2:7] == [
        ("void/2", 1, "void"),
        ("document/x", 1, "void"),
        ("void/4", 1, "void"),
        ("document/x", 2, DOCUMENT),
        ("document/z", 1, DOCUMENT),
    ]


@pytest.mark.parametrize(
    ("code", "spoil"),
    [
        ("record.topic-unknown", lambda made: made.append("roster.rules-set", "roster/book", {})),
        ("rights.not-allowed", None),
    ],
)
def test_nothing_is_appended_where_this_version_cannot_judge(path: Path, code: str, spoil: Any) -> None:
    made = commune(2) if spoil else Commune(REGISTRY, opened=False)
    (spoil or (lambda made: made.add(made.opening().replace(b'"threshold":2', b'"threshold":1'))))(made)
    with Store(path, REGISTRY, create=True) as opened:
        opened.insert_restored(raws(made))
        with pytest.raises(RefusedError) as refused:
            opened.append(commune().seal(DOCUMENT, "document/x", {"text": "x"}, seen_size=1))
        assert refused.value.code == code

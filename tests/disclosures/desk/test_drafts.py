"""Drafts on the disk: the same after a restart, the newest first, one secret a folder; trouble is told as such."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosures.desk.drafts import Draft, Drafts
from disclosures.desk.filing import forget
from disclosures.desk.sessions import IDLE, Sessions
from disclosures.office import Office
from disclosures.recording import attach
from ledger.errors import StorageError
from tests.disclosures.desk.bench import counted
from tests.disclosures.projections.test_adopted import DATA, book

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
TEXT = st.text(st.characters(exclude_categories=["Cs"]))


def test_everything_of_a_draft_comes_back(tmp_path: Path) -> None:
    file = {"media_type": "application/pdf", "name": "a.pdf", "sha256": "0" * 64, "size": 7}
    draft = Draft(
        "a", "document.issued", {"title": ["Kế hoạch"]}, NOW, (file,), "waiting", "vì", b"\x00\n", ("— x y\n",)
    )
    with Drafts(tmp_path / "drafts.sqlite") as drafts:
        drafts.save(draft)
    with Drafts(tmp_path / "drafts.sqlite") as drafts:
        assert drafts.get("a") == draft
        assert drafts.get("b") is None


@given(values=st.dictionaries(TEXT, st.lists(TEXT, max_size=3), max_size=4))
def test_any_words_come_back_as_they_were_typed(
    tmp_path_factory: pytest.TempPathFactory, values: dict[str, list[str]]
) -> None:
    with Drafts(tmp_path_factory.mktemp("drafts") / "drafts.sqlite") as drafts:
        drafts.save(Draft("a", "document.issued", values, NOW))
        found = drafts.get("a")
        assert found is not None
        assert found.values == values


def test_the_newest_is_first_and_a_deleted_one_is_gone(tmp_path: Path) -> None:
    with Drafts(tmp_path / "drafts.sqlite") as drafts:
        for number in range(3):
            drafts.save(Draft(str(number), "document.issued", {}, NOW + timedelta(hours=number)))
        drafts.save(Draft("0", "report.sent", {}, NOW + timedelta(days=1)))
        assert [draft.id for draft in drafts.all()] == ["0", "2", "1"]
        drafts.delete("2")
        assert [draft.topic for draft in drafts.all()] == ["report.sent", "document.issued"]


def test_a_folder_keeps_one_secret(tmp_path: Path) -> None:
    with Drafts(tmp_path / "drafts.sqlite") as drafts:
        key = drafts.key(lambda size: b"1" * size)
        assert key == b"1" * 32
        assert drafts.key(lambda size: b"2" * size) == key


def test_a_draft_that_is_sent_back_has_no_signature_left() -> None:
    draft = Draft("a", "document.issued", {"title": ["x"]}, NOW, state="waiting", text=b"x", lines=("y",))
    assert draft.loosened("vì", NOW) == replace(draft, state="returned", reason="vì", text=b"", lines=())


def test_a_damaged_or_missing_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "drafts.sqlite").write_bytes(b"not a database, but long enough to be taken for one" * 30)
    with pytest.raises(StorageError) as damaged:
        Drafts(tmp_path / "drafts.sqlite")
    assert damaged.value.code == "storage.damaged"
    with pytest.raises(StorageError) as missing:
        Drafts(tmp_path / "nowhere" / "drafts.sqlite")
    assert missing.value.code == "storage.failed"


def test_a_session_sleeps_after_fifteen_minutes_and_not_before() -> None:
    sessions = Sessions(b"k" * 32, "once", counted)
    cookie = sessions.begin("once", NOW)
    assert cookie is not None
    assert sessions.awake(cookie, NOW + IDLE)
    assert sessions.awake(cookie, NOW + 2 * IDLE)
    assert not sessions.awake(cookie, NOW + 3 * IDLE + timedelta(seconds=1))
    assert not sessions.awake(cookie, NOW + 3 * IDLE)  # a clock that was set back opens nothing
    assert sessions.known(cookie)
    assert not Sessions(b"j" * 32, "once", counted).known(cookie)


def test_a_token_is_good_for_its_own_form_alone() -> None:
    sessions = Sessions(b"k" * 32, "once", counted)
    token = sessions.token("/nhap/a")
    assert sessions.is_token("/nhap/a", token)
    assert not sessions.is_token("/nhap/b", token)
    assert not sessions.is_token("/nhap/a", sessions.token("/nhap/a/xoa"))
    assert not Sessions(b"j" * 32, "once", counted).is_token("/nhap/a", token)


def test_a_file_that_a_record_or_a_draft_names_is_kept_when_another_draft_lets_go_of_it(tmp_path: Path) -> None:
    office = Office(tmp_path, "huongson.example/log", tmp_path / "public", tmp_path / "memory", tmp_path / "keys")
    kept = attach(office, "danh-muc.toml", DATA)
    entries = book(DATA).entries
    assert kept["sha256"] == hashlib.sha256(DATA).hexdigest()
    mine = Draft("a", "document.issued", {}, NOW, (kept,))
    path = office.attachments / kept["sha256"]
    forget(office, kept["sha256"], entries, [])
    assert path.exists()
    forget(office, kept["sha256"], entries[:1], [mine])
    assert path.exists()
    forget(office, kept["sha256"], entries[:1], [])
    assert not path.exists()

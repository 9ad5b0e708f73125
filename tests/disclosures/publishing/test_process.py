"""The publisher's process: locked until the log's passphrase comes, then it publishes by itself and tells."""

from __future__ import annotations

import json
import shutil
import time
from datetime import timedelta
from io import StringIO
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

import pytest

from disclosures.office import load
from disclosures.publishing import handle
from disclosures.publishing import process as publisher
from disclosures.publishing.process import State, Worker
from disclosures.words.desk import PUBLISHER
from tests.disclosures.desk.bench import OPENED, make_office, passphrase

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from disclosures.desk.publisher import Publisher as Asked
    from disclosures.office import Office


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("made")
    make_office(root)
    return root


@pytest.fixture
def office(made: Path, tmp_path: Path) -> Office:
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return load(tmp_path / "office")


def told(office: Office, *commands: dict[str, Any], now: datetime = OPENED) -> list[State]:
    """Everything that the publisher says to these commands."""
    queue: SimpleQueue[dict[str, Any] | None] = SimpleQueue()
    for command in (*commands, None):
        queue.put(command)
    states: list[State] = []
    Worker(office, lambda: now, states.append).run(queue)
    return states


def test_without_the_passphrase_nothing_is_published(office: Office) -> None:
    states = told(office, {"publish": True}, {"passphrase": "không phải câu này"}, {})
    assert [state.stage for state in states] == ["locked", "locked", "locked"]
    assert "ật khẩu chưa đúng; hãy xem phím Caps Lock" in states[-1].sentence
    assert str(office.keys) not in states[-1].sentence
    assert not (office.public / "index.html").exists()


def test_with_the_passphrase_it_publishes_what_is_new_and_then_waits(office: Office) -> None:
    states = told(office, {"passphrase": passphrase("log")}, {}, {})
    assert [state.stage for state in states] == ["locked", "waiting", "publishing", "waiting"]
    assert (states[-1].size, states[-1].at) == (1, OPENED.isoformat())
    assert (office.public / "index.html").exists()
    again = told(office, {"passphrase": passphrase("log")}, {})
    assert [(state.stage, state.size) for state in again] == [("locked", 1), ("waiting", 1)]
    asked = told(office, {"passphrase": passphrase("log")}, {"publish": True})
    assert [state.stage for state in asked] == ["locked", "waiting", "publishing", "waiting"]


def test_what_nobody_recorded_shows_by_itself_on_a_new_day(office: Office) -> None:
    told(office, {"passphrase": passphrase("log")}, {})
    states = told(office, {"passphrase": passphrase("log")}, {}, {}, now=OPENED + timedelta(days=1))
    assert [state.stage for state in states] == ["locked", "waiting", "publishing", "waiting"]


def test_a_failure_is_told_and_tried_again_later(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []

    def fail(*_: object) -> None:
        calls.append("publish")
        raise ZeroDivisionError

    monkeypatch.setattr(publisher, "publish", fail)
    monkeypatch.setattr(publisher, "RETRY_POLLS", 3)
    states = told(office, {"passphrase": passphrase("log")}, {}, {}, {}, {})
    assert len(calls) == 2
    assert [state.stage for state in states][-1] == "failed"
    assert "ZeroDivisionError" in states[-1].sentence


def test_a_missing_key_is_said_and_does_not_end_the_process(office: Office) -> None:
    (office.keys / "log.key").unlink()
    states = told(office, {"passphrase": "gì cũng được"})
    assert [state.stage for state in states] == ["locked", "locked"]
    assert "không thấy tệp khóa" in states[-1].sentence


def test_the_process_speaks_lines_of_json_and_ends_with_its_input(office: Office) -> None:
    out = StringIO()
    publisher.main(str(office.folder), iter([]), out)
    assert [json.loads(line)["stage"] for line in out.getvalue().splitlines()] == ["locked"]
    publisher.main(str(office.folder / "nowhere"), iter([]), out)
    last = json.loads(out.getvalue().splitlines()[-1])
    assert (last["stage"], bool(last["sentence"])) == ("stopped", True)


def test_the_handle_reaches_a_real_process_and_ends_it(office: Office) -> None:
    with handle.running(office.folder) as running:
        asked: Asked = running
        assert until(lambda: asked.status.stage == "locked")
        asked.unlock("không phải câu này")
        assert until(lambda: "ật khẩu chưa đúng; hãy xem phím Caps Lock" in asked.status.sentence)
        asked.unlock(passphrase("log"))
        assert until(lambda: asked.status.size == 1 and asked.status.stage == "waiting")
        assert asked.status.at is not None
    assert until(lambda: asked.status.stage == "stopped")
    asked.publish()
    assert asked.status.stage == "stopped"
    assert (office.public / "index.html").exists()


def test_the_desk_has_words_for_every_stage() -> None:
    assert set(PUBLISHER) == {"starting", "locked", "waiting", "publishing", "failed", "stopped"}


def until(holds: Callable[[], bool], seconds: float = 60.0) -> bool:
    """Wait for what another process does."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True

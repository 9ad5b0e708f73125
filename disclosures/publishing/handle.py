"""The handle by which others reach the publisher's process: its state, its passphrase, "publish now".

    with running(office_folder) as publisher:
        publisher.unlock("năm từ của khóa sổ")
        publisher.status.stage    # "waiting"

The passphrase goes through a pipe and is kept nowhere on this side; when this side ends, the process ends.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import IO, TYPE_CHECKING, Any, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Stage = Literal["starting", "locked", "waiting", "publishing", "failed", "stopped"]
_GRACE_SECONDS: Final = 20.0


@dataclass(frozen=True, slots=True)
class Status:
    """How the publisher stands: ``size`` records published at ``at`` (aware UTC); ``sentence`` says what went wrong."""

    stage: Stage = "starting"
    size: int | None = None
    at: datetime | None = None
    sentence: str = ""


class Publisher:
    """One publisher's process, seen from outside."""

    def __init__(self, commands: IO[str], states: IO[str]) -> None:
        self._commands = commands
        self._status = Status()
        self._follower = threading.Thread(target=self._follow, args=(states,), daemon=True)
        self._follower.start()

    @property
    def status(self) -> Status:
        """How it stands now."""
        return self._status

    def unlock(self, passphrase: str) -> None:
        """Hand over the passphrase of the log's key."""
        self._tell("starting")
        self._send({"passphrase": passphrase})

    def publish(self) -> None:
        """Publish now, also where nothing is new."""
        self._tell("publishing")
        self._send({"publish": True})

    def _tell(self, stage: Stage) -> None:
        """What is asked shows at once; the process then says how it went."""
        if self._status.stage != "stopped":
            self._status = replace(self._status, stage=stage, sentence="")

    def _send(self, command: dict[str, Any]) -> None:
        if self._status.stage == "stopped":
            return
        # A process that has just ended will show as stopped; the broken pipe adds nothing.
        with suppress(OSError):
            self._commands.write(json.dumps(command, ensure_ascii=False) + "\n")
            self._commands.flush()

    def join(self, seconds: float) -> None:
        """Wait until everything that the process said was read."""
        self._follower.join(seconds)

    def _follow(self, states: IO[str]) -> None:
        with states:
            for line in states:
                told = json.loads(line)
                at = datetime.fromisoformat(told["at"]) if told["at"] else None
                self._status = Status(told["stage"], told["size"], at, told["sentence"])
        self._status = replace(self._status, stage="stopped")


@contextmanager
def running(folder: Path) -> Iterator[Publisher]:
    """Start the publisher of the office in ``folder``, and end it with the block."""
    process = subprocess.Popen(  # noqa: S603 (our own module)
        [sys.executable, "-m", "disclosures.publishing.process", str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
    )
    if process.stdin is None or process.stdout is None:
        raise ValueError("no pipes")
    publisher = Publisher(process.stdin, process.stdout)
    try:
        yield publisher
    finally:
        with suppress(OSError):
            process.stdin.close()
        try:
            process.wait(_GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            process.terminate()
            process.wait()
        publisher.join(_GRACE_SECONDS)

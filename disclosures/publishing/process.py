"""The publisher as a process of its own, with the log's key, which no desk ever holds.

    python -m disclosures.publishing.process LEDGER

Commands come in as lines of JSON, ``{"passphrase": "…"}`` or ``{"publish": true}``; its state goes out as lines of
JSON, ``{"stage": "waiting", "size": 412, "at": "2026-11-25T14:05:09+00:00", "sentence": ""}``. It publishes by itself
within a few seconds after a record came in, and when a new day has begun: what nobody recorded must turn red by
itself. It tries again after a failure, and ends when its input ends.
"""

from __future__ import annotations

import json
import signal
import sys
import threading
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, Final, TextIO

from disclosures import office as offices
from disclosures.model.topics import REGISTRY
from disclosures.publishing.operator import publish
from disclosures.verifying import manifest as manifests
from disclosures.words import error_sentence
from ledger import keyfile, storage
from ledger.errors import LedgerError
from ledger.record import day_of
from ledger.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from disclosures.office import Office
    from disclosures.verifying.manifest import Manifest
    from ledger.tlog.note import Signer

POLL_SECONDS: Final = 2.0
RETRY_POLLS: Final = 15
LOG_KEY: Final = "log.key"


@dataclass(frozen=True, slots=True)
class State:
    """What the publisher tells of itself; see ``disclosures.desk.publisher.Status`` for the members."""

    stage: str
    size: int | None = None
    at: str = ""
    sentence: str = ""


class Worker:
    """The loop: wait, unlock, publish; ``tell`` is called with every new state."""

    def __init__(self, office: Office, clock: Callable[[], datetime], tell: Callable[[State], None]) -> None:
        self._office = office
        self._clock = clock
        self._tell = tell
        self._signer: Signer | None = None
        self._done = State("locked")
        self._patience = 0
        self._day: date | None = None

    def run(self, commands: SimpleQueue[dict[str, Any] | None]) -> None:
        """Work until the input ends."""
        with Store(self._office.ledger, REGISTRY) as store:
            manifest = self._published(store)
            self._done = State("locked", manifest.size if manifest else None)
            self._day = manifest.date if manifest else None
            self._tell(self._done)
            while (command := _next(commands)) is not None:
                self._step(store, command)

    def _step(self, store: Store, command: dict[str, Any]) -> None:
        if "passphrase" in command:
            self._unlock(str(command["passphrase"]))
        self._patience = 0 if command else max(0, self._patience - 1)
        if self._signer is None and "publish" in command:
            self._say("locked")
        if self._signer is None or self._patience:
            return
        try:
            now = self._clock()
            if command.get("publish") or (store.size, day_of(now)) != (self._done.size, self._day):
                self._say("publishing")
                done = publish(self._office, store, self._signer, now)
                self._done, self._day = State("waiting", done.size, self._clock().isoformat()), day_of(now)
                self._tell(self._done)
        except LedgerError as error:
            self._fail(error_sentence(error))
        except Exception as error:  # noqa: BLE001 (whatever it is, the desk must learn of it and the loop must go on)
            self._fail(f"Lỗi chưa có lời giải thích ({type(error).__name__}). Hãy báo người trông máy.")

    def _unlock(self, passphrase: str) -> None:
        try:
            self._signer = keyfile.open_key(self._office.keys / LOG_KEY, passphrase)
            self._say("waiting")
        except LedgerError as error:
            error.path = LOG_KEY  # the desk shows it to people, who need no folders
            self._say("locked", error_sentence(error))

    def _published(self, store: Store) -> Manifest | None:
        """What the pages were made at; None where there is no trusted manifest, so that all is made anew."""
        data, roster = storage.read(self._office.public / manifests.PATH), store.book.roster
        if data is None or roster is None:
            return None
        try:
            return manifests.parse(data, self._office.origin, roster.log)
        except LedgerError:
            return None

    def _fail(self, sentence: str) -> None:
        self._patience = RETRY_POLLS
        self._say("failed", sentence)

    def _say(self, stage: str, sentence: str = "") -> None:
        self._tell(State(stage, self._done.size, self._done.at, sentence))


def _next(commands: SimpleQueue[dict[str, Any] | None]) -> dict[str, Any] | None:
    """The next command; an empty one after a while, None at the end."""
    try:
        return commands.get(timeout=POLL_SECONDS)
    except Empty:
        return {}


def _listen(lines: Iterable[str], commands: SimpleQueue[dict[str, Any] | None]) -> None:
    for line in lines:
        commands.put(json.loads(line))
    commands.put(None)


def main(folder: str, lines: Iterable[str], out: TextIO) -> None:
    """Run for one office until ``lines`` end."""
    commands: SimpleQueue[dict[str, Any] | None] = SimpleQueue()
    threading.Thread(target=_listen, args=(lines, commands), daemon=True).start()

    def tell(state: State) -> None:
        out.write(json.dumps(asdict(state), ensure_ascii=False) + "\n")
        out.flush()

    try:
        Worker(offices.load(Path(folder)), lambda: datetime.now(UTC), tell).run(commands)
    except LedgerError as error:
        tell(State("stopped", sentence=error_sentence(error)))


if __name__ == "__main__":
    sys.stdin.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # a console's stream is a TextIOWrapper
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the desk's Ctrl-C reaches us too: finish, and end with the input
    told, sys.stdout = sys.stdout, sys.stderr  # whatever a library prints must not be taken for a state
    told.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # as above
    main(sys.argv[1], sys.stdin, told)

"""Signature checks on every core, ahead of the one who asks for them in order.

Signatures are nearly all that a verification costs. So other processes check every signature of every entry under the
keys that the entries name anywhere, and ``Checks`` answers the book from what they found. An answer that was not
prepared is worked out on the spot: a process that fails costs time, never a verdict.

A process runs this module and nothing else; those of ``multiprocessing`` would run the caller's own script again.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from queue import SimpleQueue
from threading import Lock
from typing import IO, TYPE_CHECKING, Final, NamedTuple

from ledger.signatures import Held, Keys, candidates, check, check_chunk, parse
from ledger.tlog import note

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ledger.tlog.note import Note, Signature, VerifierKey

WORTH: Final = 2_000
"""Fewer entries are checked sooner by this process alone than others can start."""

_CHUNK: Final = 256

Process = subprocess.Popen[bytes]


class Ahead(NamedTuple):
    """What is known of an entry before it is judged: its note, None where it is none, and what holds."""

    note: Note | None = None
    held: Held = ()


class Checks:
    """Answers whether a key made a signature; ``turn`` says first which entry the questions are about."""

    def __init__(self) -> None:
        self._note: Note | None = None
        self._held: Held = ()

    def turn(self, ahead: Ahead) -> None:
        """What is known of the next entry."""
        self._note, self._held = ahead

    def __call__(self, key: VerifierKey, text: bytes, signature: Signature) -> bool:
        """Whether this key made this signature of this text."""
        known = self._note
        if known is not None and text is known.text and key.type == note.ED25519 and key.made(signature):
            lines = known.signatures
            if signature in lines and self._held[lines.index(signature)] == key.public:
                return True
        return key.verify(text, signature)


def check_ahead(raws: Sequence[bytes], jobs: int) -> Iterator[Ahead]:
    """For each entry, in order, its note and which of its signatures hold."""
    keys, done = candidates(raws), 0
    if jobs > 1 and len(raws) >= WORTH:
        with suppress(OSError, EOFError, pickle.UnpicklingError):
            for chunk, held in _on_every_core(raws, keys, jobs):
                yield from map(Ahead, map(parse, chunk), held)
                done += len(chunk)
    # A chunk at a time here too: what verifies and what judges each find their own code and data still at hand.
    for chunk in _chunks(raws[done:]):
        notes = list(map(parse, chunk))
        yield from [Ahead(one, check(keys, one)) for one in notes]


def _on_every_core(raws: Sequence[bytes], keys: Keys, jobs: int) -> Iterator[tuple[Sequence[bytes], list[Held]]]:
    """``jobs`` counts this process: where it would wait for the others, it takes the next chunk itself.

    The others never get more than a few chunks ahead of what was judged, so that all have work until the end.
    """
    chunks = list(_chunks(raws))
    taken: list[Future[list[Held]] | list[Held]] = []
    theirs: list[Future[list[Held]]] = []
    helpers = _Helpers(jobs - 1, keys)
    try:
        for place, chunk in enumerate(chunks):
            while True:
                theirs = [one for one in theirs if not one.done()]
                while len(theirs) < 2 * jobs and len(taken) < len(chunks):
                    theirs.append(helpers.submit(chunks[len(taken)]))
                    taken.append(theirs[-1])
                one = taken[place]
                if isinstance(one, list) or one.done():
                    break
                if len(taken) < len(chunks):
                    taken.append(check_chunk(keys, chunks[len(taken)]))
                elif one.cancel():
                    taken[place] = check_chunk(keys, chunk)
                else:
                    break
            yield chunk, one if isinstance(one, list) else one.result()
    finally:
        helpers.close()


class _Helpers:
    """Processes that check chunks, and for each two threads that wait for it: it has the next chunk at hand."""

    def __init__(self, count: int, keys: Keys) -> None:
        self._keys = keys
        self._threads = ThreadPoolExecutor(2 * count)
        self._all: list[_Helper] = []
        self._free: SimpleQueue[_Helper] = SimpleQueue()
        try:
            for _ in range(count):
                self._all.append(_Helper(_started()))
        except OSError:
            self.close()
            raise
        for one in 2 * self._all:
            self._free.put(one)

    def submit(self, raws: Sequence[bytes]) -> Future[list[Held]]:
        """What holds in these entries; OSError, EOFError or UnpicklingError where a process ended early."""
        return self._threads.submit(self._ask, raws)

    def close(self) -> None:
        """End the processes, whatever they are at."""
        for one in self._all:
            one.process.kill()
        self._threads.shutdown(cancel_futures=True)
        for one in self._all:
            with suppress(OSError), one.process:
                pass

    def _ask(self, raws: Sequence[bytes]) -> list[Held]:
        helper = self._free.get()
        try:
            return helper.ask((self._keys, raws))
        finally:
            self._free.put(helper)


class _Helper:
    """One process. Answers are heard in the order of the questions: nobody asks before who asked last is hearing."""

    def __init__(self, process: Process) -> None:
        self.process: Final = process
        self._asking: Final = Lock()
        self._hearing: Final = Lock()

    def ask(self, question: tuple[Keys, Sequence[bytes]]) -> list[Held]:
        questions, answers = self.process.stdin, self.process.stdout
        if questions is None or answers is None:
            raise EOFError
        with self._asking:
            _send(question, questions)
            self._hearing.acquire()
        try:
            held: list[Held] = pickle.load(answers)  # noqa: S301 - our own process
            return held
        finally:
            self._hearing.release()


def _started() -> Process:
    if not sys.executable:
        raise OSError("an interpreter that does not know its own place")
    # -P, and our own path instead: nothing is imported from the folder that somebody happens to stand in.
    return subprocess.Popen(  # noqa: S603 - ourselves
        [sys.executable, "-P", "-m", __name__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _send(value: object, pipe: IO[bytes]) -> None:
    # At one go: each part that is written on its own waits for this process to let go of its interpreter.
    pipe.write(pickle.dumps(value))
    pipe.flush()


def _serve(questions: IO[bytes], answers: IO[bytes]) -> None:
    """Check what comes in until nothing does."""
    with suppress(EOFError):
        while True:
            keys, raws = pickle.load(questions)  # noqa: S301 - our own process
            _send(check_chunk(keys, raws), answers)


def _chunks(raws: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
    return (raws[at : at + _CHUNK] for at in range(0, len(raws), _CHUNK))


if __name__ == "__main__":
    # Whoever is interrupted at a terminal tells its helpers; they need not say so too.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _serve(sys.stdin.buffer, sys.stdout.buffer)

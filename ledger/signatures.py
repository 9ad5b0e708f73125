"""Signature checks on every core, ahead of the one who asks for them in order.

Signatures are nearly all that a verification costs, and whether one holds depends on nothing but key, text and
signature; whose key counts is decided later, in log order, by ``ledger.book``. So other processes check every
signature of every entry under the keys that the entries name anywhere, and ``Checks`` answers the book from what they
found. An answer that was not prepared is worked out on the spot: a pool that fails costs time, never a verdict.
This module stands low, so that a process that only checks signatures starts quickly.
"""

from __future__ import annotations

import multiprocessing
import re
import signal
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from typing import TYPE_CHECKING, Final, NamedTuple

from ledger.errors import FormatError
from ledger.tlog import ed25519, note

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ledger.tlog.note import Note, Signature, VerifierKey

WORTH: Final = 2_000
"""Fewer entries are checked sooner by this process alone than others can start."""

_CHUNK: Final = 256
_MOST: Final = 61  # what Windows can wait for
_VKEY: Final = re.compile(rb'"vkey":"([^"\\]{1,1000})"')

Keys = dict[tuple[str, bytes], list[bytes]]
Held = tuple[bytes | None, ...]
"""Of an entry's signature lines, in order: the public key under which each holds."""

_keys: Keys = {}  # of a process that only checks


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
        with suppress(BrokenProcessPool, OSError):
            for chunk, held in _in_processes(raws, keys, min(jobs, _MOST)):
                yield from map(Ahead, map(_parse, chunk), held)
                done += len(chunk)
    # A chunk at a time here too: what verifies and what judges each find their own code and data still at hand.
    for chunk in _chunks(raws[done:]):
        notes = list(map(_parse, chunk))
        yield from [Ahead(one, _check(keys, one)) for one in notes]


def _in_processes(raws: Sequence[bytes], keys: Keys, jobs: int) -> Iterator[tuple[Sequence[bytes], list[Held]]]:
    """``jobs`` counts this process: where it would wait for the others, it takes the next chunk itself.

    The others never get more than a few chunks ahead of what was judged, so that all have work until the end.
    """
    # A fresh interpreter each: the same on every system, and safe where the caller runs threads.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(jobs - 1, context, _begin, (keys,))
    try:
        chunks = list(_chunks(raws))
        taken: list[Future[list[Held]] | list[Held]] = []
        theirs: list[Future[list[Held]]] = []
        for place, chunk in enumerate(chunks):
            while True:
                theirs = [one for one in theirs if not one.done()]
                while len(theirs) < 2 * jobs and len(taken) < len(chunks):
                    theirs.append(pool.submit(_check_there, chunks[len(taken)]))
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
        pool.shutdown(cancel_futures=True)


def _chunks(raws: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
    return (raws[at : at + _CHUNK] for at in range(0, len(raws), _CHUNK))


def candidates(raws: Iterable[bytes]) -> Keys:
    """Every admissible Ed25519 key that some entry names, by name and key ID; whether it counts is not asked."""
    keys: Keys = {}
    for raw in raws:
        for vkey in _VKEY.findall(raw):
            try:
                key = note.parse_vkey(vkey.decode())
            except (FormatError, UnicodeDecodeError):
                continue
            publics = keys.setdefault((key.name, key.key_id), [])
            if key.type == note.ED25519 and key.public not in publics and ed25519.admissible(key.public):
                publics.append(key.public)
    return keys


def _begin(keys: Keys) -> None:
    # Whoever is interrupted at a terminal tells its helpers; they need not say so too.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _keys.update(keys)


def _check_there(raws: Sequence[bytes]) -> list[Held]:
    return check_chunk(_keys, raws)


def check_chunk(keys: Keys, raws: Iterable[bytes]) -> list[Held]:
    """What holds in each of these entries, under these keys."""
    return [_check(keys, _parse(raw)) for raw in raws]


def _parse(raw: bytes) -> Note | None:
    try:
        return note.parse(raw)
    except FormatError:
        return None


def _check(keys: Keys, signed: Note | None) -> Held:
    """An entry that is no note is never asked about."""
    if signed is None:
        return ()
    return tuple([_holds(keys.get((line.name, line.key_id), ()), signed.text, line.blob) for line in signed.signatures])


def _holds(publics: Iterable[bytes], text: bytes, blob: bytes) -> bytes | None:
    return next((public for public in publics if ed25519.verify(public, text, blob)), None)

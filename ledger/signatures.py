"""Signature checks on every core, ahead of the one who asks for them in order.

Signatures are nearly all that a verification costs, and whether one holds depends on nothing but key, text and
signature; whose key counts is decided later, in log order, by ``ledger.book``. So other processes check every
signature of every entry under the keys that the entries name anywhere, and ``Checks`` answers the book from what they
found. An answer that was not prepared is worked out on the spot: a pool that fails costs time, never a verdict.
This module stands low, so that a process that only checks signatures starts quickly.
"""

from __future__ import annotations

import binascii
import multiprocessing
import re
import signal
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from ledger.errors import FormatError
from ledger.tlog import ed25519, note

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ledger.tlog.note import Signature, VerifierKey

WORTH: Final = 2_000
"""Fewer entries are checked sooner by this process alone than others can start."""

_CHUNK: Final = 256
_MOST: Final = 61  # what Windows can wait for
_VKEY: Final = re.compile(rb'"vkey":"([^"\\]{1,1000})"')

Keys = dict[tuple[bytes, bytes], list[bytes]]
Held = tuple[int, tuple[tuple[bytes, bytes], ...]]
"""Of one entry: the length of its text, and public key and signature of each line that holds."""

_NOTHING: Final[Held] = (-1, ())
_keys: Keys = {}  # of a process that only checks


class Checks:
    """Answers whether a key made a signature; ``turn`` says first which entry the questions are about."""

    def __init__(self) -> None:
        self._raw = b""
        self._held = _NOTHING

    def turn(self, raw: bytes, held: Held) -> None:
        """The next entry, and what is known of it."""
        self._raw, self._held = raw, held

    def __call__(self, key: VerifierKey, text: bytes, signature: Signature) -> bool:
        """Whether this key made this signature of this text."""
        length, pairs = self._held
        known = len(text) == length and (key.public, signature.blob) in pairs and self._raw.startswith(text)
        if known and key.type == note.ED25519 and key.made(signature):
            return True
        return key.verify(text, signature)


def check_ahead(raws: Sequence[bytes], jobs: int) -> Iterator[Held]:
    """For each entry, in order, which of its signatures hold."""
    keys, done = candidates(raws), 0
    if jobs > 1 and len(raws) >= WORTH:
        with suppress(BrokenProcessPool, OSError):
            for held in _in_processes(raws, keys, min(jobs, _MOST)):
                yield held
                done += 1
    # A chunk at a time here too: what verifies and what judges each find their own code and data still at hand.
    for chunk in _chunks(raws[done:]):
        yield from check_chunk(keys, chunk)


def _in_processes(raws: Sequence[bytes], keys: Keys, jobs: int) -> Iterator[Held]:
    """``jobs`` counts this process: where it would wait for the others, it checks chunks from the end."""
    # A fresh interpreter each: the same on every system, and safe where the caller runs threads.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(jobs - 1, context, _begin, (keys,))
    try:
        chunks = list(_chunks(raws))
        theirs = [pool.submit(_check_there, chunk) for chunk in chunks]
        ours: list[list[Held]] = []
        for one in theirs:
            while not one.done() and theirs[-1 - len(ours)].cancel():
                ours.append(check_chunk(keys, chunks[-1 - len(ours)]))
            yield from ours.pop() if one.cancelled() else one.result()
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
            publics = keys.setdefault((key.name.encode(), key.key_id), [])
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
    return [_check(keys, raw) for raw in raws]


def _check(keys: Keys, raw: bytes) -> Held:
    """Splits as ``note.parse`` does, and judges nothing: an entry that is no note is never asked about."""
    split = raw.rfind(b"\n\n") + 1
    text, pairs = raw[:split], []
    for line in raw[split + 1 :].splitlines()[: note.MAX_SIGNATURES]:
        _, name, encoded, *_ = (*line.split(b" "), b"", b"")
        try:
            made = binascii.a2b_base64(encoded)
        except binascii.Error:
            continue
        key_id, blob = made[: note.KEY_ID], made[note.KEY_ID :]
        pairs += [(public, blob) for public in keys.get((name, key_id), ()) if ed25519.verify(public, text, blob)]
    return split, tuple(pairs)

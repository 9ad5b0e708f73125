"""What the strict profile and the note parser cost beside bare PyNaCl: ``python -m benchmarks.signatures``.

Side by side in one process, best of several rounds each, on records of a usual size with two signers. Prints the rate
of ``ed25519.verify``, and of parsing a note and verifying both its lines, as a ratio of ``crypto_sign_open``. The last
two rows are a note at a time, as an append verifies it: both lines here, or one of them on a thread that waits for it.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from time import perf_counter, process_time
from typing import TYPE_CHECKING

from nacl.bindings import crypto_sign_open

from ledger.tlog import ed25519, note
from ledger.tlog.note import Note, Signature, Signer, VerifierKey

if TYPE_CHECKING:
    from collections.abc import Callable

Line = tuple[VerifierKey, bytes, Signature]

NOTES = 2000
ROUNDS = 7
SIGNERS = [Signer(f"huongson.example/k{place}", bytes([place]) * 32) for place in (1, 2)]
BODY = "Ủy ban nhân dân xã công khai dự toán ngân sách. " * 10


def made(place: int) -> bytes:
    text = f"danbiet/record@v1\nhuongson.example/log\n{BODY}{place}\n".encode()
    return note.format(Note(text, tuple(signer.sign(text) for signer in SIGNERS)))


def seconds(work: Callable[[], object], clock: Callable[[], float] = process_time) -> float:
    best = float("inf")
    for _ in range(ROUNDS):
        start = clock()
        work()
        best = min(best, clock() - start)
    return best


def main() -> None:
    data = [made(place) for place in range(NOTES)]
    lines = [
        (signer.key, parsed.text, line)
        for parsed in map(note.parse, data)
        for signer, line in zip(SIGNERS, parsed.signatures, strict=True)
    ]

    def bare() -> None:
        for key, text, line in lines:
            crypto_sign_open(line.blob + text, key.public)

    def strict() -> None:
        for key, text, line in lines:
            ed25519.verify(key.public, text, line.blob)

    def whole() -> None:
        for raw in data:
            parsed = note.parse(raw)
            for signer, line in zip(SIGNERS, parsed.signatures, strict=True):
                signer.key.verify(parsed.text, line)

    base = seconds(bare)
    print(f"crypto_sign_open            {base / len(lines) * 1e6:6.1f} µs a signature")
    print(f"ed25519.verify              {base / seconds(strict):6.2f} of its rate")
    print(f"note.parse and both lines   {base / seconds(whole):6.2f} of its rate")
    one_note_at_a_time(list(zip(lines[::2], lines[1::2], strict=True)))


def one_note_at_a_time(pairs: list[tuple[Line, Line]]) -> None:
    pool = ThreadPoolExecutor(1)

    def here() -> None:
        for pair in pairs:
            for key, text, line in pair:
                ed25519.verify(key.public, text, line.blob)

    def there() -> None:
        for (key, text, line), (other, _, its) in pairs:
            ahead = pool.submit(ed25519.verify, other.public, text, its.blob)
            ed25519.verify(key.public, text, line.blob)
            ahead.result()

    print(f"both lines, one thread      {seconds(here, perf_counter) / len(pairs) * 1e6:6.1f} µs a note")
    print(f"both lines, two threads     {seconds(there, perf_counter) / len(pairs) * 1e6:6.1f} µs a note")


if __name__ == "__main__":
    main()

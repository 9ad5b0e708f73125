"""What the strict profile and the note parser cost beside bare PyNaCl: ``python -m benchmarks.signatures``.

Side by side in one process, best of several rounds each, on records of a usual size with two signers. Prints the rate
of ``ed25519.verify``, and of parsing a note and verifying both its lines, as a ratio of ``crypto_sign_open``.
"""

from __future__ import annotations

from time import process_time
from typing import TYPE_CHECKING

from nacl.bindings import crypto_sign_open

from ledger.tlog import ed25519, note
from ledger.tlog.note import Note, Signer

if TYPE_CHECKING:
    from collections.abc import Callable

NOTES = 2000
ROUNDS = 7
SIGNERS = [Signer(f"huongson.example/k{place}", bytes([place]) * 32) for place in (1, 2)]
BODY = "Ủy ban nhân dân xã công khai dự toán ngân sách. " * 10


def made(place: int) -> bytes:
    text = f"danbiet/record@v1\nhuongson.example/log\n{BODY}{place}\n".encode()
    return note.format(Note(text, tuple(signer.sign(text) for signer in SIGNERS)))


def seconds(work: Callable[[], object]) -> float:
    best = float("inf")
    for _ in range(ROUNDS):
        start = process_time()
        work()
        best = min(best, process_time() - start)
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


if __name__ == "__main__":
    main()

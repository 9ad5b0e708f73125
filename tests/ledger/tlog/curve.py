"""The curve by the book (RFC 8032 §5.1), in plain integers: slow, and independent of what it checks."""

from __future__ import annotations

from ledger.tlog.ed25519 import ORDER, PRIME

Point = tuple[int, int]

D = -121665 * pow(121666, -1, PRIME) % PRIME
ROOT_OF_MINUS_ONE = pow(2, (PRIME - 1) // 4, PRIME)
NEUTRAL: Point = (0, 1)


def add(p: Point, q: Point) -> Point:
    (x1, y1), (x2, y2) = p, q
    k = D * x1 * x2 * y1 * y2 % PRIME
    x = (x1 * y2 + x2 * y1) * pow(1 + k, -1, PRIME) % PRIME
    return x, (y1 * y2 + x1 * x2) * pow(1 - k, -1, PRIME) % PRIME


def times(n: int, p: Point) -> Point:
    total = NEUTRAL
    while n:
        if n & 1:
            total = add(total, p)
        p, n = add(p, p), n >> 1
    return total


def decode(y: int, sign: int) -> Point | None:
    """The point with this y and sign of x; None where y is on no point."""
    square = (y * y - 1) * pow(D * y * y + 1, -1, PRIME) % PRIME
    x = pow(square, (PRIME + 3) // 8, PRIME)
    if x * x % PRIME != square:
        x = x * ROOT_OF_MINUS_ONE % PRIME
    if x * x % PRIME != square:
        return None
    return ((-x) % PRIME if x & 1 != sign else x), y


def encode(p: Point) -> bytes:
    x, y = p
    return (y | (x & 1) << 255).to_bytes(32, "little")


def _base() -> Point:
    found = decode(4 * pow(5, -1, PRIME) % PRIME, 0)
    assert found
    return found


def _torsion() -> list[Point]:
    """The eight points of small order: ORDER times a point of full order, and its multiples."""
    for y in range(2, 100):
        point = decode(y, 0)
        if point:
            eighth = times(ORDER, point)
            if times(4, eighth) != NEUTRAL:
                return [times(n, eighth) for n in range(8)]
    raise AssertionError("no point of full order")


BASE = _base()
TORSION = _torsion()

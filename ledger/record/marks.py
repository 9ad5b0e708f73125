"""What people read and compare: a record's code and a ledger's fingerprint (docs/formats/record.md).

>>> code("huongson.example/log", 0, bytes(32))
'NR63-1MBK-RMMR'
"""

from __future__ import annotations

import base64
import hashlib
import re
from typing import Final

_CROCKFORD: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def code(origin: str, index: int, leaf: bytes) -> str:
    """The twelve characters by which a record is found, ``7ZGK-0Q2M-X9TD``; never itself a proof."""
    digest = hashlib.sha256(b"danbiet/code/v1\n%s\n%d\n%s" % (origin.encode(), index, leaf)).digest()
    bits = int.from_bytes(digest[:8]) >> 4
    symbols = "".join(_CROCKFORD[bits >> shift & 31] for shift in range(55, -1, -5))
    return "-".join((symbols[:4], symbols[4:8], symbols[8:]))


def fingerprint(entry0: bytes) -> str:
    """The ledger's fingerprint: eight groups of four letters and digits, the first 160 bits of SHA-256."""
    symbols = base64.b32encode(hashlib.sha256(entry0).digest()[:20]).decode()
    return " ".join(symbols[at : at + 4] for at in range(0, 32, 4))


def is_fingerprint(text: str) -> bool:
    """Whether some ledger could have this fingerprint, however it is typed."""
    return re.fullmatch("[A-Z2-7]{32}", _letters(text)) is not None


def same_fingerprint(a: str, b: str) -> bool:
    """Whether two people read the same fingerprint: case, spaces and hyphens do not matter."""
    return _letters(a) == _letters(b)


def _letters(text: str) -> str:
    return re.sub(r"[\s-]", "", text).upper()

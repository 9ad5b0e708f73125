"""Ed25519 (RFC 8032) by one strict profile, on which every browser and library agrees.

Libraries differ on signatures at the edges of the curve: of 914 edge cases one accepts 43 and another 826. Here a
signature holds only when all of these do, and then they all say the same:

    the key is 32 bytes, canonical, on the curve, of prime order
    the signature is 64 bytes R || S, with S < L
    R is canonical and not of small order
    encode(S*B - k*A) equals R, byte for byte

Example: the key ``01 00 .. 00`` with the signature ``01 00 .. 00`` "verifies" every message elsewhere, and none here.
"""

from __future__ import annotations

from functools import lru_cache

from nacl.bindings import (
    crypto_core_ed25519_is_valid_point,
    crypto_sign,
    crypto_sign_open,
    crypto_sign_seed_keypair,
)
from nacl.exceptions import BadSignatureError

from ledger.errors import ProofError

PUBLIC = SEED = 32
SIGNATURE = 64
ORDER = 2**252 + 27742317777372353535851937790883648493
PRIME = 2**255 - 19

_SIGN_BIT = 1 << 255
_ORDER_8 = (
    0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826,
    0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7,
)


def _refused_points() -> frozenset[bytes]:
    """Every encoding that is of small order or not canonical: 48 strings, so that one look-up tells them all."""
    low = {0, 1, PRIME - 1, *_ORDER_8}
    return frozenset(
        (y | sign).to_bytes(32, "little") for y in low.union(range(PRIME, 2**255)) for sign in (0, _SIGN_BIT)
    )


_REFUSED = _refused_points()


@lru_cache(maxsize=4096)
def admissible(public: bytes) -> bool:
    """Whether a public key may be used at all: 32 bytes, canonical, on the curve, of prime order."""
    return len(public) == PUBLIC and crypto_core_ed25519_is_valid_point(public)


def verify(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the signature holds under the strict profile. False for anything else; never an exception."""
    if (
        len(signature) != SIGNATURE
        or not admissible(public)
        or signature[:32] in _REFUSED
        or int.from_bytes(signature[32:], "little") >= ORDER
    ):
        return False
    try:
        crypto_sign_open(signature + message, public)
    except BadSignatureError:
        return False
    return True


def public_key(seed: bytes) -> bytes:
    """The 32-byte public key of a 32-byte seed."""
    return crypto_sign_seed_keypair(_checked(seed))[0]


def sign(seed: bytes, message: bytes) -> bytes:
    """The 64-byte signature, verified before it is handed out.

    The public half is derived from the seed each time: a stored one with a flipped bit gives the key away.
    ProofError ``note.signature-bad`` when this machine computed a signature that does not hold.
    """
    public, secret = crypto_sign_seed_keypair(_checked(seed))
    signature = crypto_sign(message, secret)[:SIGNATURE]
    if not verify(public, message, signature):
        raise ProofError("note.signature-bad", "this machine made a signature that does not hold")
    return signature


def _checked(seed: bytes) -> bytes:
    if len(seed) != SEED:
        raise ValueError(f"a seed has {SEED} bytes, not {len(seed)}")
    return seed


# The base point plus the point of order 2. Libsodium before 2025-12-30 calls it valid (CVE-2025-69277).
_MIXED_ORDER = bytes.fromhex("95999999999999999999999999999999999999999999999999999999999999" + "99")

if crypto_core_ed25519_is_valid_point(_MIXED_ORDER):
    raise ImportError("PyNaCl uses a libsodium that admits keys of mixed order (CVE-2025-69277): install pynacl>=1.6.2")

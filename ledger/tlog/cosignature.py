"""Cosignatures (c2sp.org/tlog-cosignature), the Ed25519 kind: a witness's signature on a checkpoint, with a time.

What is signed is the checkpoint's text under two lines of its own:

    cosignature/v1
    time 1679315147
    example.com/behind-the-sofa
    20852163
    CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

and the bytes in the signature line are the time as eight bytes, big-endian, then the signature.
"""

from __future__ import annotations

from ledger.tlog import ed25519
from ledger.tlog.note import COSIGNATURE, Signature, Signer, VerifierKey

_TIME = 8
_MAX_TIME = 2**63 - 1


def key(name: str, public: bytes) -> VerifierKey:
    """The key under which a witness cosigns: the same name and bytes as for notes, another type and so another ID."""
    return VerifierKey(name, COSIGNATURE, public)


def cosign(signer: Signer, checkpoint_text: bytes, time: int) -> Signature:
    """A cosignature on a checkpoint's text at a time in POSIX seconds."""
    if not 0 <= time <= _MAX_TIME:
        raise ValueError(f"not a time: {time}")
    witness = key(signer.key.name, signer.key.public)
    blob = time.to_bytes(_TIME, "big") + signer.raw(_message(checkpoint_text, time))
    return Signature(witness.name, witness.key_id, blob)


def verify(key: VerifierKey, text: bytes, signature: Signature) -> int | None:
    """The time (POSIX seconds) at which this key cosigned this text, or None if it did not."""
    blob = signature.blob
    if key.type != COSIGNATURE or not key.made(signature) or len(blob) != _TIME + ed25519.SIGNATURE:
        return None
    time = int.from_bytes(blob[:_TIME], "big")
    if time > _MAX_TIME or not ed25519.verify(key.public, _message(text, time), blob[_TIME:]):
        return None
    return time


def _message(text: bytes, time: int) -> bytes:
    return b"cosignature/v1\ntime %d\n" % time + text

"""The record: what one log entry says, and how it is sealed, read and named."""

from ledger.record.instants import day_of, format_instant, instant_of, parse_instant
from ledger.record.marks import code, fingerprint, is_fingerprint, same_fingerprint
from ledger.record.registry import Registry, Topic, Upcast
from ledger.record.text import (
    HASH_SIZE,
    MAX_SIZE,
    Record,
    Sealed,
    Seen,
    Withheld,
    decode_base64,
    parse_text,
    seal,
    text_of,
    unseal,
)

__all__ = [
    "HASH_SIZE",
    "MAX_SIZE",
    "Record",
    "Registry",
    "Sealed",
    "Seen",
    "Topic",
    "Upcast",
    "Withheld",
    "code",
    "day_of",
    "decode_base64",
    "fingerprint",
    "format_instant",
    "instant_of",
    "is_fingerprint",
    "parse_instant",
    "parse_text",
    "same_fingerprint",
    "seal",
    "text_of",
    "unseal",
]

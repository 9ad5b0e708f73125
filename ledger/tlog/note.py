"""Signed notes (c2sp.org/signed-note): text, a blank line, signature lines; and the verifier keys that judge them.

    This is an example message.

    — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=

is verified by ``example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k``.
Stricter than the specification where it leaves room: no DEL, no C1 control characters, no leading byte order mark,
at most 100 signature lines, a base64 text has one spelling.
"""

from __future__ import annotations

import binascii
import re
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

from ledger.errors import FormatError
from ledger.tlog import ed25519

ED25519 = 0x01
COSIGNATURE = 0x04

MAX_SIGNATURES = 100
KEY_ID = 4

_DASH = "—".encode()
_BOM = b"\xef\xbb\xbf"
_C0 = bytes([*range(0x0A), *range(0x0B, 0x20), 0x7F])
_C1 = re.compile(rb"\xc2[\x80-\x9f]")
# C2SP's "Unicode spaces" are listed, not asked of the Unicode tables of whichever Python or browser runs this.
_NOT_IN_NAME = re.compile(r"[\x00-\x20\x7f-\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ud800-\udfff+]")
_OWN_NAME = re.compile(r"[a-z0-9.-]+(/[a-z0-9._-]+)*")


class Signature(NamedTuple):
    """One signature line: the key's name, its four-byte ID, and the bytes that follow the ID."""

    name: str
    key_id: bytes
    blob: bytes


class Note(NamedTuple):
    """A signed text. The text ends in a newline; nothing here says that a signature holds."""

    text: bytes
    signatures: tuple[Signature, ...]


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public key with the name and the type it signs under. If it is inadmissible, ``verify`` is always false."""

    name: str
    type: int
    public: bytes
    key_id: bytes = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        material = self.name.encode() + b"\n" + bytes([self.type]) + self.public
        object.__setattr__(self, "key_id", sha256(material).digest()[:KEY_ID])

    @property
    def vkey(self) -> str:
        """The key as text: name, key ID in hex, base64 of type and public key, joined by ``+``."""
        return f"{self.name}+{self.key_id.hex()}+{b64encode(bytes([self.type]) + self.public)}"

    def made(self, signature: Signature) -> bool:
        """Whether the line claims to be by this key: same name and same key ID."""
        return signature.key_id == self.key_id and signature.name == self.name

    def verify(self, text: bytes, signature: Signature) -> bool:
        """Whether this key made this signature of this text. Only type 0x01; see ``cosignature`` for 0x04."""
        return self.type == ED25519 and self.made(signature) and ed25519.verify(self.public, text, signature.blob)


class Signer:
    """A name and a seed, able to sign notes. Its representation never shows the seed."""

    __slots__ = ("_seed", "key")

    def __init__(self, name: str, seed: bytes) -> None:
        if not valid_name(name):
            raise ValueError(f"not a key name: {name!r}")
        self._seed = seed
        self.key = VerifierKey(name, ED25519, ed25519.public_key(seed))

    def __repr__(self) -> str:
        return f"Signer({self.key.vkey})"

    def sign(self, text: bytes) -> Signature:
        """The signature line of a note's text. FormatError ``note.malformed`` if the text can be in no note.

        A text that begins like a cosigned message is refused too: the witness's key also signs notes.
        """
        _check_text(text)
        if not text.endswith(b"\n") or text.startswith(b"cosignature/"):
            raise _malformed("this text cannot be signed as a note")
        return Signature(self.key.name, self.key.key_id, self.raw(text))

    def raw(self, message: bytes) -> bytes:
        """The bare 64-byte Ed25519 signature, for formats that wrap the message themselves."""
        return ed25519.sign(self._seed, message)


def parse(data: bytes) -> Note:
    """A signed note from its bytes. FormatError ``note.malformed``."""
    _check_text(data)
    split = data.rfind(b"\n\n")
    if split < 0 or data[-1:] != b"\n" or len(data) == split + 2:
        raise _malformed("no text, blank line and signature lines")
    lines = data[split + 2 : -1].split(b"\n")
    if len(lines) > MAX_SIGNATURES:
        raise _malformed(f"{len(lines)} signature lines")
    return Note(data[: split + 1], tuple([_parse_line(line) for line in lines]))


def format(note: Note) -> bytes:  # noqa: A001 - the counterpart of parse, used as note.format
    """The bytes of a note. FormatError ``note.malformed`` for what ``parse`` would not give back."""
    data = note.text + b"\n" + b"".join(map(signature_line, note.signatures))
    if parse(data) != note:
        raise _malformed("the text takes in a signature line")
    return data


def signature_line(signature: Signature) -> bytes:
    """The line of one signature, with its newline."""
    return _DASH + f" {signature.name} {b64encode(signature.key_id + signature.blob)}\n".encode()


def parse_line(line: bytes) -> Signature:
    """One signature line that ends in a newline. FormatError ``note.malformed``."""
    _check_text(line)
    if not line.endswith(b"\n"):
        raise _malformed("a signature line without its newline")
    return _parse_line(line[:-1])


def _parse_line(line: bytes) -> Signature:
    parts = line.split(b" ")
    if len(parts) != 3 or parts[0] != _DASH:  # noqa: PLR2004 (dash, name and base64)
        raise _malformed("a signature line that is none")
    raw = _decode(parts[2])
    if len(raw) <= KEY_ID:
        raise _malformed("a signature of no bytes")
    return Signature(_name(parts[1]), raw[:KEY_ID], raw[KEY_ID:])


@lru_cache(maxsize=1024)  # few keys sign many notes
def _name(data: bytes) -> str:
    if not valid_name(name := data.decode()):
        raise _malformed("not a key name")
    return name


def _check_text(data: bytes) -> None:
    if len(data.translate(None, _C0)) != len(data) or (b"\xc2" in data and _C1.search(data)):
        raise _malformed("a control character")
    if data.startswith(_BOM):
        raise _malformed("a byte order mark")
    try:
        data.decode()
    except UnicodeDecodeError as error:
        raise _malformed("not UTF-8") from error


def parse_vkey(vkey: str) -> VerifierKey:
    """A verifier key from its text. FormatError ``note.malformed``.

    Types that we do not know are read as well, if their ID is the recommended one; whether an Ed25519 key is
    admissible is not asked here, only that it has 32 bytes.
    """
    name, _, rest = vkey.partition("+")
    _, _, encoded = rest.partition("+")
    material = b64decode(encoded)
    if not valid_name(name) or len(material) < 2:  # noqa: PLR2004 - a type and at least one byte of key
        raise _malformed("not a verifier key")
    key = VerifierKey(name, material[0], material[1:])
    if key.type in (ED25519, COSIGNATURE) and len(key.public) != ed25519.PUBLIC:
        raise _malformed("an Ed25519 key has 32 bytes")
    if key.vkey != vkey:
        raise _malformed("a key ID that is not this key's")
    return key


def valid_name(name: str) -> bool:
    """Whether C2SP allows this key name: not empty, no space of any kind, no control character, no plus."""
    return bool(name) and _NOT_IN_NAME.search(name) is None


def own_name(name: str) -> bool:
    """Whether we would make this key name: a lower-case host and path."""
    return _OWN_NAME.fullmatch(name) is not None


def b64encode(data: bytes) -> str:
    """Standard base64 with padding."""
    return binascii.b2a_base64(data, newline=False).decode()


def b64decode(text: str) -> bytes:
    """The bytes of a base64 text that is spelt as ``b64encode`` spells it. FormatError ``note.malformed``."""
    try:
        return _decode(text.encode("ascii"))
    except UnicodeEncodeError as error:
        raise _malformed("not base64") from error


def _decode(encoded: bytes) -> bytes:
    try:
        data = binascii.a2b_base64(encoded)
    except binascii.Error as error:
        raise _malformed("not base64") from error
    if binascii.b2a_base64(data, newline=False) != encoded:
        raise _malformed("base64 in another spelling")
    return data


def _malformed(detail: str) -> FormatError:
    return FormatError("note.malformed", detail)

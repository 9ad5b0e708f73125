"""The key file: a 32-byte Ed25519 seed under a passphrase (docs/formats/keyfile.md). Two lines:

    {"alg":"xchacha20poly1305","kdf":"argon2id13","mem":268435456,"name":"huongson.example/chu-tich",…,"v":1}
    <base64 of the sealed seed>

The first line with its LF is the associated data, so no bit of the file can change. The passphrase is taken in NFC and
trimmed: how a keyboard composes "ế" must not lock anybody out. Only the seed is stored; the public half is derived on
opening and compared, because a stored one with a flipped bit would give the private key away.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

from nacl import exceptions as nacl_exceptions
from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_decrypt,
    crypto_aead_xchacha20poly1305_ietf_encrypt,
)
from nacl.pwhash import argon2id

from ledger import canonical, storage
from ledger.errors import FormatError, KeyFileError
from ledger.tlog import ed25519, note
from ledger.tlog.note import ED25519, Signer, VerifierKey

if TYPE_CHECKING:
    from collections.abc import Iterator

MIB: Final = 1024 * 1024
MEMORY: Final = (64 * MIB, 1024 * MIB)
"""Floor and ceiling of argon2id's memory in bytes."""
OPERATIONS: Final = (2, 10)
"""Floor and ceiling of argon2id's passes."""
DEFAULT_MEMORY: Final = 256 * MIB
DEFAULT_OPERATIONS: Final = 3
SHORTEST: Final = 12
"""Characters of the shortest passphrase that a key is made with."""

_ALG: Final = "xchacha20poly1305"
_KDF: Final = "argon2id13"
_KEY, _SALT, _NONCE, _TAG = 32, 16, 24, 16
_MAX_SIZE: Final = 4096
_ROLE: Final = re.compile(r"[a-z0-9-]{1,40}")
_MEMBERS: Final = {"alg", "kdf", "mem", "name", "nonce", "ops", "pub", "role", "salt", "v"}

Random = Callable[[int], bytes]


@dataclass(frozen=True, slots=True)
class Header:
    """What a key file tells without its passphrase."""

    name: str
    role: str
    public: bytes
    mem: int
    ops: int
    salt: bytes
    nonce: bytes

    @property
    def key(self) -> VerifierKey:
        """The public key under its name."""
        return VerifierKey(self.name, ED25519, self.public)


def write(
    path: Path,
    *,
    name: str,
    role: str,
    seed: bytes,
    passphrase: str,
    random: Random,
    mem: int = DEFAULT_MEMORY,
    ops: int = DEFAULT_OPERATIONS,
) -> None:
    """Write a new key file that only its owner may read; one that is there stays.

    KeyFileError ``key.passphrase-short``, ``key.bounds``, ``key.name`` (or role); StorageError.
    """
    data = seal(name=name, role=role, seed=seed, passphrase=passphrase, random=random, mem=mem, ops=ops)
    storage.create_immutable(path, data, secret=True)


def change_passphrase(path: Path, old: str, new: str, *, random: Random) -> None:
    """Seal the same seed under another passphrase, with a fresh salt and nonce; errors as for opening and writing.

    The file is replaced only by one that opens.
    """
    with _placed(path):
        header, seed = _open(_read(path), old)
    data = seal(
        name=header.name,
        role=header.role,
        seed=seed,
        passphrase=new,
        random=random,
        mem=header.mem,
        ops=header.ops,
    )
    _open(data, new)
    storage.replace(path, data, secret=True)


def seal(*, name: str, role: str, seed: bytes, passphrase: str, random: Random, mem: int, ops: int) -> bytes:
    """The bytes of a key file. ``random`` gives salt and nonce; errors as for ``write``."""
    if len(_normal(passphrase)) < SHORTEST:
        raise KeyFileError("key.passphrase-short", f"fewer than {SHORTEST} characters")
    header = Header(name, role, ed25519.public_key(seed), mem, ops, random(_SALT), random(_NONCE))
    line = _header_line(header)
    if not note.valid_name(name) or not _ROLE.fullmatch(role):
        raise KeyFileError("key.name", f"{name!r}, {role!r}")
    _parse_header(line)
    sealed = crypto_aead_xchacha20poly1305_ietf_encrypt(seed, line, header.nonce, _stretch(passphrase, header))
    return line + note.b64encode(sealed).encode() + b"\n"


def read_header(data: bytes | Path) -> Header:
    """What a key file says of itself; nothing of it is proved before the passphrase opens it.

    KeyFileError ``key.malformed``, ``key.bounds``.
    """
    with _placed(data):
        return _split(_read(data))[0]


def public_key_of(path: Path) -> VerifierKey:
    """The public key that the file names, without its passphrase. KeyFileError as for ``read_header``."""
    return read_header(path).key


def open_key(data: bytes | Path, passphrase: str) -> Signer:
    """The signer of a key file, from its bytes or its path.

    KeyFileError ``key.passphrase`` (wrong, or the file was changed), ``key.malformed``, ``key.bounds``; StorageError.
    """
    with _placed(data):
        header, seed = _open(_read(data), passphrase)
    return Signer(header.name, seed)


def _open(data: bytes, passphrase: str) -> tuple[Header, bytes]:
    header, line, sealed = _split(data)
    try:
        seed = crypto_aead_xchacha20poly1305_ietf_decrypt(sealed, line, header.nonce, _stretch(passphrase, header))
    except nacl_exceptions.CryptoError:
        raise KeyFileError("key.passphrase", "the passphrase does not open this file") from None
    if ed25519.public_key(seed) != header.public:
        _refuse("the header names another public key")
    return header, seed


@contextmanager
def _placed(data: bytes | Path) -> Iterator[None]:
    """Name the file in every refusal of it, where it has a name."""
    try:
        yield
    except KeyFileError as error:
        path = str(data) if isinstance(data, Path) else error.path
        raise KeyFileError(error.code, error.detail, path=path) from None


def _read(data: bytes | Path) -> bytes:
    if isinstance(data, bytes):
        return data
    found = storage.read(data)
    if found is None:
        raise KeyFileError("key.missing", "no such key file", path=str(data))
    return found


def _split(data: bytes) -> tuple[Header, bytes, bytes]:
    """Header, first line with its LF, sealed seed."""
    lines = data[: _MAX_SIZE + 1].split(b"\n")
    if len(data) > _MAX_SIZE or len(lines) != 3 or lines[2]:  # noqa: PLR2004 (two lines and the end)
        _refuse("not two lines")
    line = lines[0] + b"\n"
    return _parse_header(line), line, _base64(lines[1].decode(errors="replace"), ed25519.SEED + _TAG)


def _header_line(header: Header) -> bytes:
    members = {
        "alg": _ALG,
        "kdf": _KDF,
        "mem": header.mem,
        "name": header.name,
        "nonce": note.b64encode(header.nonce),
        "ops": header.ops,
        "pub": note.b64encode(header.public),
        "role": header.role,
        "salt": note.b64encode(header.salt),
        "v": 1,
    }
    return canonical.dumps(members) + b"\n"


def _parse_header(line: bytes) -> Header:
    try:
        value = canonical.loads(line[:-1])
    except FormatError as error:
        _refuse(f"the header: {error.detail}")
    if not isinstance(value, dict) or value.keys() != _MEMBERS:
        _refuse("members of the header")
    if (value["alg"], value["kdf"]) != (_ALG, _KDF) or type(value["v"]) is not int or value["v"] != 1:
        _refuse("another algorithm or version")
    name, role = value["name"], value["role"]
    if not isinstance(name, str) or not note.valid_name(name):
        _refuse("name")
    if not isinstance(role, str) or not _ROLE.fullmatch(role):
        _refuse("role")
    mem, ops = (_bounded(value[member], bounds) for member, bounds in (("mem", MEMORY), ("ops", OPERATIONS)))
    public, salt, nonce = (
        _base64(value[member], size) for member, size in (("pub", _KEY), ("salt", _SALT), ("nonce", _NONCE))
    )
    return Header(name, role, public, mem, ops, salt, nonce)


def _bounded(value: Any, bounds: tuple[int, int]) -> int:
    if type(value) is not int:
        _refuse("mem or ops")
    if not bounds[0] <= value <= bounds[1]:
        raise KeyFileError("key.bounds", f"{value} is not within {bounds[0]} and {bounds[1]}")
    return value


def _base64(value: Any, size: int) -> bytes:
    try:
        data = note.b64decode(value) if isinstance(value, str) else b""
    except FormatError:
        data = b""
    if len(data) != size:
        _refuse(f"not the base64 of {size} bytes")
    return data


def _normal(passphrase: str) -> str:
    return unicodedata.normalize("NFC", passphrase).strip()


def _stretch(passphrase: str, header: Header) -> bytes:
    secret = _normal(passphrase).encode(errors="surrogatepass")
    try:
        return argon2id.kdf(_KEY, secret, header.salt, opslimit=header.ops, memlimit=header.mem)
    except nacl_exceptions.RuntimeError:
        raise KeyFileError("key.bounds", f"this machine has not {header.mem} bytes to spare") from None


def _refuse(detail: str) -> NoReturn:
    raise KeyFileError("key.malformed", detail)

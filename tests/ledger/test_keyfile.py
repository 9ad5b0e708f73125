from __future__ import annotations

import json
import os
import stat
from base64 import b64decode, b64encode
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_encrypt
from nacl.pwhash import argon2id

from ledger import keyfile
from ledger.errors import KeyFileError, LedgerError
from ledger.tlog import ed25519

if TYPE_CHECKING:
    from pathlib import Path

NAME, ROLE, SEED = "huongson.example/chu-tich", "chu-tich", bytes(range(32))
PASSPHRASE = "rừng xanh suối mát"
FLOOR = {"mem": keyfile.MEMORY[0], "ops": keyfile.OPERATIONS[0]}


def fixed(size: int) -> bytes:
    return bytes([7]) * size


@pytest.fixture(scope="module")
def data() -> bytes:
    return keyfile.seal(name=NAME, role=ROLE, seed=SEED, passphrase=PASSPHRASE, random=fixed, **FLOOR)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A cheap stand-in for argon2id, where a test opens a file a thousand times."""

    def stretch(passphrase: str, header: keyfile.Header) -> bytes:
        return sha256(f"{passphrase} {header.mem} {header.ops} ".encode() + header.salt).digest()

    monkeypatch.setattr(keyfile, "_stretch", stretch)


def code_of(data: bytes, passphrase: str = PASSPHRASE) -> str:
    with pytest.raises(KeyFileError) as caught:
        keyfile.open_key(data, passphrase)
    return caught.value.code


def with_header(data: bytes, **members: Any) -> bytes:
    line, sealed, _ = data.split(b"\n")
    value = {**json.loads(line), **members}
    value = {name: member for name, member in value.items() if member is not ...}
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode() + b"\n" + sealed + b"\n"


def test_a_key_file_is_a_header_and_a_sealed_seed(data: bytes) -> None:
    line, sealed, end = data.split(b"\n")
    assert line.decode() == (
        '{"alg":"xchacha20poly1305","kdf":"argon2id13","mem":67108864,"name":"huongson.example/chu-tich",'
        '"nonce":"BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcH","ops":2,"pub":"A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=",'
        '"role":"chu-tich","salt":"BwcHBwcHBwcHBwcHBwcHBw==","v":1}'
    )
    secret = argon2id.kdf(32, PASSPHRASE.encode(), fixed(16), opslimit=2, memlimit=64 * 2**20)
    expected = crypto_aead_xchacha20poly1305_ietf_encrypt(SEED, line + b"\n", fixed(24), secret)
    assert (b64decode(sealed), end) == (expected, b"")


def test_the_right_passphrase_gives_the_signer(data: bytes) -> None:
    signer = keyfile.open_key(data, PASSPHRASE)
    assert signer.key == keyfile.read_header(data).key
    assert signer.key.name == NAME
    assert signer.key.verify(b"text\n", signer.sign(b"text\n"))


def test_how_a_keyboard_composes_letters_locks_nobody_out(data: bytes) -> None:
    apart = "ru\u031b\u0300ng xanh suo\u0302\u0301i ma\u0301t"
    assert keyfile.open_key(data, f"  {apart}\n").key.name == NAME


def test_a_wrong_passphrase_opens_nothing(data: bytes) -> None:
    for wrong in ("rung xanh suoi mat", PASSPHRASE.upper(), "", "\ud800"):
        assert code_of(data, wrong) == "key.passphrase"


def test_a_file_on_disk_is_its_owners_and_stays(tmp_path: Path) -> None:
    path = tmp_path / "chu-tich.key"
    keyfile.write(path, name=NAME, role=ROLE, seed=SEED, passphrase=PASSPHRASE, random=os.urandom, **FLOOR)
    before = path.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert keyfile.public_key_of(path).public == ed25519.public_key(SEED)
    assert keyfile.open_key(path, PASSPHRASE).key.name == NAME
    with pytest.raises(LedgerError):
        keyfile.write(path, name=NAME, role=ROLE, seed=bytes(32), passphrase=PASSPHRASE, random=os.urandom, **FLOOR)
    assert path.read_bytes() == before


def test_the_seed_is_nowhere_in_clear(data: bytes) -> None:
    for secret in (SEED, b64encode(SEED), SEED.hex().encode(), PASSPHRASE.encode()):
        assert secret not in data


def test_a_passphrase_is_changed_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "chu-tich.key"
    keyfile.write(path, name=NAME, role=ROLE, seed=SEED, passphrase=PASSPHRASE, random=os.urandom, **FLOOR)
    before = keyfile.read_header(path)
    keyfile.change_passphrase(path, PASSPHRASE, "nắng vàng đồng lúa", random=os.urandom)
    after = keyfile.read_header(path)
    assert (after.key, after.role, after.mem, after.ops) == (before.key, before.role, before.mem, before.ops)
    assert after.salt != before.salt
    assert after.nonce != before.nonce
    assert keyfile.open_key(path, "nắng vàng đồng lúa").key == before.key
    assert code_of(path.read_bytes()) == "key.passphrase"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_key_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(KeyFileError, match=r"key\.missing"):
        keyfile.open_key(tmp_path / "none.key", PASSPHRASE)


@pytest.mark.parametrize("short", ["", "mười một ký", "   mật khẩu    ", "a" * 11])
def test_a_short_passphrase_makes_no_key(short: str) -> None:
    with pytest.raises(KeyFileError, match=r"key\.passphrase-short"):
        keyfile.seal(name=NAME, role=ROLE, seed=SEED, passphrase=short, random=fixed, **FLOOR)


@pytest.mark.parametrize(
    "members",
    [{"mem": 2**40}, {"mem": 64 * 2**20 - 1}, {"mem": 2**30 + 1}, {"mem": 0}, {"mem": -1}, {"ops": 1}, {"ops": 11}],
    ids=str,
)
def test_parameters_out_of_bounds_are_refused_before_any_memory_is_taken(
    data: bytes, members: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(argon2id, "kdf", lambda *_, **__: pytest.fail("memory was taken"))
    assert code_of(with_header(data, **members)) == "key.bounds"
    with pytest.raises(KeyFileError, match=r"key\.bounds"):
        keyfile.seal(name=NAME, role=ROLE, seed=SEED, passphrase=PASSPHRASE, random=fixed, **{**FLOOR, **members})


@pytest.mark.parametrize(
    "members",
    [
        {"alg": "aes"},
        {"kdf": "scrypt"},
        {"v": 2},
        {"v": True},
        {"mem": "67108864"},
        {"mem": True},
        {"name": "Hương Sơn"},
        {"name": 1},
        {"role": "Chủ tịch"},
        {"pub": "AAAA"},
        {"salt": ""},
        {"nonce": 1},
        {"pub": ...},
        {"more": 1},
    ],
    ids=str,
)
def test_a_header_that_does_not_fit_is_malformed(data: bytes, members: dict[str, Any]) -> None:
    assert code_of(with_header(data, **members)) == "key.malformed"


def test_the_wrong_number_of_lines_is_malformed(data: bytes) -> None:
    line, sealed, _ = data.split(b"\n")
    for spoilt in (b"", line, line + b"\n", data[:-1], data + b"\n", line + b"\n" + sealed * 60 + b"\n", b"\n\n"):
        assert code_of(spoilt) == "key.malformed"


def test_a_name_or_public_key_in_the_header_cannot_be_exchanged(data: bytes) -> None:
    other = b64encode(ed25519.public_key(bytes(32))).decode()
    for members in ({"name": "huongson.example/mat-tran"}, {"role": "root"}, {"pub": other}, {"ops": 3}):
        assert code_of(with_header(data, **members)) == "key.passphrase"


def test_a_maker_who_lies_about_the_public_key_is_found_out(data: bytes) -> None:
    other = b64encode(ed25519.public_key(bytes(32))).decode()
    line = with_header(data, pub=other).split(b"\n")[0] + b"\n"
    secret = argon2id.kdf(32, PASSPHRASE.encode(), fixed(16), opslimit=2, memlimit=64 * 2**20)
    sealed = crypto_aead_xchacha20poly1305_ietf_encrypt(SEED, line, fixed(24), secret)
    assert code_of(line + b64encode(sealed) + b"\n") == "key.malformed"


@pytest.mark.usefixtures("quick")
def test_every_change_of_one_bit_is_refused() -> None:
    data = keyfile.seal(name=NAME, role=ROLE, seed=SEED, passphrase=PASSPHRASE, random=fixed, **FLOOR)
    assert keyfile.open_key(data, PASSPHRASE).key.name == NAME
    for place in range(len(data) * 8):
        spoilt = bytearray(data)
        spoilt[place // 8] ^= 1 << place % 8
        assert code_of(bytes(spoilt)) in {"key.passphrase", "key.malformed", "key.bounds"}, place


@given(st.binary(max_size=300))
def test_junk_is_refused_in_our_own_words(junk: bytes) -> None:
    assert code_of(junk) == "key.malformed"

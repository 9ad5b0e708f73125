from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.bindings import crypto_sign_open

from ledger.errors import ProofError
from ledger.tlog import ed25519
from tests.ledger.tlog import curve
from tests.vectors import vectors

ONLY_ACCEPTED_OF_CCTV = 305
SEEDS = st.binary(min_size=32, max_size=32)


def cctv() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(vectors("cctv", "ed25519vectors.json").read_bytes())
    return found


def wycheproof() -> list[tuple[bytes, dict[str, Any]]]:
    groups = json.loads(vectors("wycheproof", "ed25519_test.json").read_bytes())["testGroups"]
    return [(bytes.fromhex(group["publicKey"]["pk"]), test) for group in groups for test in group["tests"]]


def holds_in_cctv(vector: dict[str, Any]) -> bool:
    return ed25519.verify(bytes.fromhex(vector["key"]), vector["msg"].encode(), bytes.fromhex(vector["sig"]))


def holds_in_wycheproof(key: bytes, test: dict[str, Any]) -> bool:
    return ed25519.verify(key, bytes.fromhex(test["msg"]), bytes.fromhex(test["sig"]))


def test_of_914_signatures_at_the_edges_exactly_one_holds() -> None:
    assert [v["number"] for v in cctv() if holds_in_cctv(v)] == [ONLY_ACCEPTED_OF_CCTV]
    assert len(cctv()) == 914


def test_every_verdict_of_wycheproof_is_ours() -> None:
    for key, test in wycheproof():
        assert holds_in_wycheproof(key, test) is (test["result"] == "valid"), test["comment"]


def test_89_of_all_1065_vectors_hold() -> None:
    held = sum(map(holds_in_cctv, cctv())) + sum(holds_in_wycheproof(key, test) for key, test in wycheproof())
    assert (held, len(cctv()) + len(wycheproof())) == (89, 1065)


def test_of_all_1065_vectors_only_118_ever_reach_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    reached = 0

    def counting(signed: bytes, public: bytes) -> bytes:
        nonlocal reached
        reached += 1
        return crypto_sign_open(signed, public)

    monkeypatch.setattr(ed25519, "crypto_sign_open", counting)
    assert sum(map(holds_in_cctv, cctv())) + sum(holds_in_wycheproof(key, test) for key, test in wycheproof()) == 89
    assert reached == 118


def test_the_table_is_every_encoding_of_small_order_or_not_canonical() -> None:
    small = {curve.encode(point) for point in curve.TORSION}
    negative_zero = {
        curve.encode((x, y))[:31] + bytes([curve.encode((x, y))[31] | 0x80])
        for x, y in ((0, 1), (0, -1 % ed25519.PRIME))
    }
    beyond = {(y | sign << 255).to_bytes(32, "little") for y in range(ed25519.PRIME, 2**255) for sign in (0, 1)}
    assert len(small) == 8
    assert small | negative_zero | beyond == ed25519._REFUSED


def test_a_key_is_admitted_only_if_it_is_of_prime_order() -> None:
    for n in range(1, 41):
        point = curve.times(n * 0x9E3779B97F4A7C15, curve.BASE)
        assert ed25519.admissible(curve.encode(point))
        for torsion in curve.TORSION[1:]:
            assert not ed25519.admissible(curve.encode(curve.add(point, torsion)))


def test_no_key_of_the_edge_cases_is_admitted_but_those_of_prime_order() -> None:
    keys = {bytes.fromhex(vector["key"]) for vector in cctv()}
    prime = set()
    for key in keys:
        y = int.from_bytes(key, "little") & (2**255 - 1)
        point = curve.decode(y, key[31] >> 7) if y < ed25519.PRIME else None
        if point and curve.encode(point) == key and curve.times(ed25519.ORDER, point) == curve.NEUTRAL != point:
            prime.add(key)
    assert {key for key in keys if ed25519.admissible(key)} == prime
    assert len(keys) == 22
    assert len(prime) < 8


@pytest.mark.parametrize("length", [0, 1, 31, 33, 64])
def test_a_key_of_another_length_is_not_admitted(length: int) -> None:
    assert not ed25519.admissible(bytes(length))
    assert not ed25519.verify(bytes(length), b"", bytes(64))


def test_a_y_on_no_point_is_not_admitted() -> None:
    assert not ed25519.admissible((2).to_bytes(32, "little"))


@given(seed=SEEDS, message=st.binary(max_size=200))
def test_what_is_signed_holds(seed: bytes, message: bytes) -> None:
    assert ed25519.verify(ed25519.public_key(seed), message, ed25519.sign(seed, message))


@given(seed=SEEDS, message=st.binary(min_size=1, max_size=60), bit=st.integers(0, 511), which=st.sampled_from("kms"))
def test_one_bit_changed_anywhere_does_not_hold(seed: bytes, message: bytes, bit: int, which: str) -> None:
    parts = {"k": ed25519.public_key(seed), "m": message, "s": ed25519.sign(seed, message)}
    changed = bytearray(parts[which])
    changed[bit // 8 % len(changed)] ^= 1 << bit % 8
    parts[which] = bytes(changed)
    assert not ed25519.verify(parts["k"], parts["m"], parts["s"])


@given(public=st.binary(max_size=40), message=st.binary(max_size=40), signature=st.binary(max_size=70))
def test_junk_is_false_and_no_exception(public: bytes, message: bytes, signature: bytes) -> None:
    assert not ed25519.verify(public, message, signature)


@given(seed=SEEDS, times=st.integers(1, 15))
def test_a_signature_with_the_order_added_does_not_hold(seed: bytes, times: int) -> None:
    signature = ed25519.sign(seed, b"x")
    larger = int.from_bytes(signature[32:], "little") + times * ed25519.ORDER
    assert not ed25519.verify(ed25519.public_key(seed), b"x", signature[:32] + larger.to_bytes(32, "little"))


def test_the_signature_that_verifies_everything_elsewhere_verifies_nothing_here() -> None:
    everything = b"\1" + bytes(31)
    assert not any(ed25519.verify(everything, b"%d" % place, everything + bytes(32)) for place in range(200))


def test_the_first_vector_of_rfc_8032() -> None:
    seed = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    assert ed25519.public_key(seed).hex() == "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    assert ed25519.sign(seed, b"").hex().startswith("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974")


@pytest.mark.parametrize("length", [0, 31, 33, 64])
def test_only_a_seed_of_32_bytes_signs(length: int) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        ed25519.sign(bytes(length), b"")
    with pytest.raises(ValueError, match="32 bytes"):
        ed25519.public_key(bytes(length))


def test_a_bad_signature_of_this_machine_is_not_handed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ed25519, "crypto_sign", lambda message, _: bytes(64) + message)
    with pytest.raises(ProofError, match="this machine"):
        ed25519.sign(bytes(32), b"")


def test_the_key_of_the_self_test_is_the_base_point_with_the_point_of_order_two() -> None:
    assert curve.encode(curve.add(curve.BASE, (0, -1 % ed25519.PRIME))) == ed25519._MIXED_ORDER


def test_a_library_that_admits_keys_of_mixed_order_is_refused_at_import() -> None:
    program = (
        "import nacl.bindings as b; b.crypto_core_ed25519_is_valid_point = lambda key: True; import ledger.tlog.ed25519"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert "install pynacl>=1.6.2" in run.stderr

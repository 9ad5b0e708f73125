from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.tlog import cosignature, ed25519, note
from ledger.tlog.note import Signature, Signer
from tests.vectors import vectors

BOARD = Signer("ban-thanh-tra.example/chung-kien", bytes([12]) * 32)
KEY = cosignature.key(BOARD.key.name, BOARD.key.public)
TEXT = b"a.example/log\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"


def test_a_cosignature_made_by_another_program_holds_at_its_time() -> None:
    key = note.parse_vkey(vectors("generated", "witness.vkey").read_text().strip())
    signed = note.parse(vectors("generated", "log1000.cosigned-checkpoint").read_bytes())
    times = [cosignature.verify(key, signed.text, line) for line in signed.signatures]
    assert times == [None, 1795541688]


@given(time=st.integers(0, 2**63 - 1))
def test_a_cosignature_holds_at_the_time_it_was_made_and_at_no_other(time: int) -> None:
    line = cosignature.cosign(BOARD, TEXT, time)
    assert cosignature.verify(KEY, TEXT, line) == time
    assert len(line.blob) == 72
    moved = line._replace(blob=(time ^ 1).to_bytes(8, "big") + line.blob[8:])
    assert cosignature.verify(KEY, TEXT, moved) is None
    assert cosignature.verify(KEY, TEXT + b"x\n", line) is None


def test_the_signed_message_is_two_lines_and_the_text() -> None:
    blob = cosignature.cosign(BOARD, TEXT, 1679315147).blob
    assert ed25519.verify(BOARD.key.public, b"cosignature/v1\ntime 1679315147\n" + TEXT, blob[8:])


@pytest.mark.parametrize("time", [-1, 2**63])
def test_a_time_out_of_range_is_not_cosigned(time: int) -> None:
    with pytest.raises(ValueError, match="not a time"):
        cosignature.cosign(BOARD, TEXT, time)


def test_a_time_out_of_range_does_not_hold_even_if_it_was_signed() -> None:
    time = 2**63
    blob = time.to_bytes(8, "big") + BOARD.raw(b"cosignature/v1\ntime %d\n" % time + TEXT)
    assert cosignature.verify(KEY, TEXT, Signature(KEY.name, KEY.key_id, blob)) is None


def test_signing_as_a_note_is_not_cosigning_and_the_other_way_round() -> None:
    as_note, line = BOARD.sign(TEXT), cosignature.cosign(BOARD, TEXT, 1)
    assert KEY.key_id != BOARD.key.key_id
    assert cosignature.verify(KEY, TEXT, as_note) is None
    assert cosignature.verify(BOARD.key, TEXT, as_note) is None
    assert not BOARD.key.verify(TEXT, line)
    assert cosignature.verify(BOARD.key, TEXT, Signature(BOARD.key.name, BOARD.key.key_id, line.blob)) is None
    assert not KEY.verify(TEXT, line)
    assert not KEY.verify(TEXT, Signature(KEY.name, KEY.key_id, as_note.blob))


def test_a_cosignature_is_its_own_witness_s_only() -> None:
    line = cosignature.cosign(BOARD, TEXT, 1)
    assert cosignature.verify(KEY, TEXT, line._replace(name="khac.example/chung-kien")) is None
    assert cosignature.verify(KEY, TEXT, line._replace(key_id=bytes(4))) is None


@pytest.mark.parametrize("length", [0, 8, 64, 71, 73])
def test_a_blob_of_another_length_does_not_hold(length: int) -> None:
    blob = (cosignature.cosign(BOARD, TEXT, 1).blob + b"\0")[:length]
    assert cosignature.verify(KEY, TEXT, Signature(KEY.name, KEY.key_id, blob)) is None

from __future__ import annotations

import json
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.errors import FormatError, ProofError
from ledger.tlog import cosignature, note, policy
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.note import Note, Signature, Signer, VerifierKey
from ledger.tlog.policy import Cosigned, Group
from tests.vectors import vectors

LOG = Signer("huongson.example/log", bytes([11]) * 32)
WITNESSES = [Signer(f"w{place}.example/chung-kien", bytes([20 + place]) * 32) for place in range(6)]
VKEYS = [cosignature.key(witness.key.name, witness.key.public).vkey for witness in WITNESSES]
TEXT = Checkpoint(LOG.key.name, 7, bytes(32)).text
TWO_LEVELS = "".join(
    f"{line}\n"
    for line in (
        f"log {LOG.key.vkey}",
        "",
        *(f"witness X{n} {VKEYS[n - 1]}" for n in (1, 2, 3)),
        "group X-witnesses 2 X1 X2 X3",
        *(f"witness Y{n} {VKEYS[n + 2]}" for n in (1, 2, 3)),
        "group Y-witnesses any Y1 Y2 Y3",
        "group X-and-Y all X-witnesses Y-witnesses",
        "quorum X-and-Y",
    )
).encode()


def signed(*witnesses: int, text: bytes = TEXT) -> Note:
    lines = [cosignature.cosign(WITNESSES[place], text, 100 + place) for place in witnesses]
    return Note(text, (LOG.sign(text), *lines))


def test_the_two_level_example_of_the_specification_asks_two_of_three_and_one_of_three() -> None:
    rules = policy.parse(TWO_LEVELS)
    for count in range(7):
        for some in combinations(range(6), count):
            wanted = len({0, 1, 2} & set(some)) >= 2 and bool({3, 4, 5} & set(some))
            assert rules.check(signed(*some)).ok is wanted


def test_a_result_says_who_cosigned_and_who_is_missing_in_the_policy_s_order() -> None:
    result = policy.parse(TWO_LEVELS).check(signed(4, 1))
    assert result.cosigned == (Cosigned("X2", 101), Cosigned("Y2", 104))
    assert result.missing == ("X1", "X3", "Y1", "Y3")
    assert (result.log_ok, result.quorum_ok, result.ok) == (True, False, False)


def test_the_policy_of_another_program_is_read() -> None:
    rules = policy.parse(vectors("generated", "policy.txt").read_bytes())
    assert rules.quorum == "q"
    assert rules.groups == {"q": Group(1, ("tinh",))}
    assert [key.name for key in rules.logs] == ["minhbach.example/congkhai"]
    assert {name: key.name for name, key in rules.witnesses.items()} == {"tinh": "witness.example/tinh"}


@given(count=st.integers(0, 6), data=st.data())
def test_the_policy_that_we_write_asks_for_so_many_of_the_witnesses(count: int, data: st.DataObject) -> None:
    quorum = data.draw(st.integers(0, count))
    some = data.draw(st.sets(st.integers(0, 5)))
    written = policy.format_policy([LOG.key.vkey], VKEYS[:count], quorum)
    rules = policy.parse(written)
    assert list(rules.witnesses) == [f"w{place}" for place in range(1, count + 1)]
    assert rules.check(signed(*some)).ok is (len([place for place in some if place < count]) >= quorum)


def test_the_policy_that_we_write_is_spelt_as_the_formats_say() -> None:
    lines = [f"log {LOG.key.vkey}", f"witness w1 {VKEYS[0]}", f"witness w2 {VKEYS[1]}", "group q 1 w1 w2", "quorum q"]
    assert policy.format_policy([LOG.key.vkey], VKEYS[:2], 1).decode() == "".join(f"{line}\n" for line in lines)
    assert policy.format_policy([LOG.key.vkey], [], 0).decode() == f"log {LOG.key.vkey}\nquorum none\n"


def test_a_checkpoint_of_a_known_log_counts_only_under_its_own_origin() -> None:
    rules = policy.parse(policy.format_policy([LOG.key.vkey], [], 0))
    assert rules.check(signed()).ok
    assert not rules.check(signed(text=Checkpoint("khac.example/log", 7, bytes(32)).text)).ok


def test_a_checkpoint_without_the_log_s_line_does_not_count_whoever_cosigned() -> None:
    rules = policy.parse(policy.format_policy([LOG.key.vkey], VKEYS[:1], 1))
    result = rules.check(Note(TEXT, signed(0).signatures[1:]))
    assert (result.log_ok, result.quorum_ok, result.ok) == (False, True, False)


def test_a_bad_line_of_a_known_key_spoils_the_note_and_of_an_unknown_one_does_not() -> None:
    rules = policy.parse(policy.format_policy([LOG.key.vkey], VKEYS[:1], 1))
    good = signed(0, 1)
    log, first, second = good.signatures
    with pytest.raises(ProofError, match=r"note\.signature-bad"):
        rules.check(good._replace(signatures=(*good.signatures, log._replace(blob=bytes(64)))))
    with pytest.raises(ProofError, match=r"witness\.signature-bad"):
        rules.check(good._replace(signatures=(*good.signatures, first._replace(blob=bytes(72)))))
    assert rules.check(good._replace(signatures=(log, first, second._replace(blob=bytes(72))))).ok


def test_of_two_cosignatures_by_one_witness_the_first_counts() -> None:
    rules = policy.parse(policy.format_policy([LOG.key.vkey], VKEYS[:1], 1))
    lines = [cosignature.cosign(WITNESSES[0], TEXT, time) for time in (5, 3, 9)]
    assert rules.check(Note(TEXT, (LOG.sign(TEXT), *lines))).cosigned == (Cosigned("w1", 5),)


def test_keys_of_types_that_we_do_not_know_are_read_and_never_sign() -> None:
    strange = VerifierKey(LOG.key.name, 0x06, LOG.key.public)
    rules = policy.parse(f"log {strange.vkey}\nwitness w {strange.vkey}\nquorum none\n".encode())
    line = Signature(strange.name, strange.key_id, LOG.raw(TEXT))
    assert rules.check(Note(TEXT, (line,))).missing == ("w",)
    assert not rules.check(Note(TEXT, (line,))).log_ok


def test_names_are_opaque_octets_and_words_of_the_format_may_be_names() -> None:
    text = f"witness all {VKEYS[0]}\nwitness any {VKEYS[1]}\ngroup quorum all all any\n".encode()
    rules = policy.parse(text + b"group \xff\xfe any quorum\n# \xff\nquorum \xff\xfe\n")
    assert rules.groups["quorum"].needed == 2
    assert rules.check(signed(0, 1)).quorum_ok
    assert not rules.check(signed(0)).quorum_ok


def test_an_error_names_its_line() -> None:
    with pytest.raises(FormatError, match="line 3"):
        policy.parse(f"log {LOG.key.vkey}\n\ngroup q any w\nquorum q\n".encode())


def test_two_keys_of_one_name_and_id_are_not_both_accepted() -> None:
    pair = json.loads(vectors("keyid_collision.json").read_bytes())
    seeds = (bytes.fromhex(pair["seed_a"]), bytes.fromhex(pair["seed_b"]))
    lines = [f"log {Signer(pair['name'], seed).key.vkey}\n" for seed in seeds]
    for line in lines:
        policy.parse(f"{line}quorum none\n".encode())
    with pytest.raises(FormatError, match=r"policy\.malformed"):
        policy.parse(f"{''.join(lines)}quorum none\n".encode())


@given(
    data=st.one_of(st.binary(max_size=80), st.text("loggroupwitnessquorumnone 12\n\t#", max_size=80).map(str.encode))
)
def test_junk_is_refused_and_never_another_exception(data: bytes) -> None:
    try:
        rules = policy.parse(data)
    except FormatError as error:
        code = error.code
    else:
        code = "policy.malformed" if rules.quorum != policy.NONE else ""
    assert code in {"policy.malformed", ""}


def test_32_logs_32_witnesses_and_32_groups_are_read() -> None:
    signers = [Signer(f"a.example/{place}", bytes([place]) * 32) for place in range(32)]
    lines = [f"log {signer.key.vkey}" for signer in signers]
    lines += [f"witness w{n} {cosignature.key(s.key.name, s.key.public).vkey}" for n, s in enumerate(signers)]
    lines += ["group g0 any w0", *(f"group g{n} all g{n - 1} w{n}" for n in range(1, 32)), "quorum g31"]
    rules = policy.parse("".join(f"{line}\n" for line in lines).encode())
    text = Checkpoint("a.example/0", 1, bytes(32)).text
    everyone = [cosignature.cosign(signer, text, 1) for signer in signers]
    assert rules.check(Note(text, (signers[0].sign(text), *everyone))).ok
    assert not rules.check(Note(text, (signers[0].sign(text), *everyone[1:]))).ok


def test_a_note_that_is_no_checkpoint_is_of_no_log() -> None:
    rules = policy.parse(policy.format_policy([LOG.key.vkey], [], 0))
    assert not rules.check(note.parse("ô\n\n— khac.example AAAAAAA=\n".encode())).ok

"""Cosignatures come back: onto their checkpoint, kept once the quorum is met; strangers' lines change nothing."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from ledger import log
from ledger.errors import FormatError, LedgerError, RefusedError, StorageError
from ledger.store import Store
from ledger.tlog import cosignature, note
from tests.ledger.offices import NOW, Office
from tests.ledger.stored import REGISTRY, commune
from tests.simulator import SITE, Commune, signer

if TYPE_CHECKING:
    from pathlib import Path

    from ledger.tlog.checkpoint import Checkpoint
    from ledger.tlog.note import Signer

TIME = 1_760_000_000
FRONT = signer("front.example/mat-tran-xac-nhan")
PRESS = signer("press.example/witness")


def line(who: Signer, signed: Checkpoint, time: int = TIME) -> bytes:
    return note.signature_line(cosignature.cosign(who, signed.text, time))


def signers_of(data: bytes) -> list[str]:
    return [signature.name for signature in note.parse(data).signatures]


def witnessed_by(*witnesses: Signer, quorum: int) -> Commune:
    """A ledger with these witnesses in this order."""
    made = Commune(REGISTRY, opened=False)
    body = made.opening_body()
    keys = [cosignature.key(one.key.name, one.key.public) for one in witnesses]
    body["witnesses"] = [{"body": "ban-thanh-tra", "holder": f"w{n}", "vkey": key.vkey} for n, key in enumerate(keys)]
    made.add(made.opening({**body, "quorum": quorum}))
    return grow(made, 4)


def grow(made: Commune, size: int) -> Commune:
    while made.book.size < size:
        made.append("document.issued", f"document/{made.book.size:04}", {"text": "Quyết định"}, seen_size=1)
    return made


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Three witnesses, of whom two make the quorum; four records, published."""
    made = witnessed_by(PRESS, FRONT, signer(f"{SITE}/ban-thanh-tra-xac-nhan"), quorum=2)
    office = Office(tmp_path, made)
    office.publish()
    return office


@pytest.fixture
def single(tmp_path: Path) -> Office:
    """One witness, who is the quorum; three records of six published."""
    return Office(tmp_path, commune(6), published=3)


def test_a_quorum_of_one_is_kept_and_shown(single: Office) -> None:
    signed = single.shown()
    assert single.cosign(line(single.made.witness, signed)) == 3
    log = single.folder / "log"
    assert signers_of((log / "checkpoint").read_bytes()) == ["huongson.example/log", single.made.witness.key.name]
    assert (log / "cosigned" / "3").read_bytes() == (log / "checkpoint").read_bytes()
    assert single.holds()


def test_below_the_quorum_the_line_is_shown_and_nothing_kept(office: Office) -> None:
    assert office.cosign(line(FRONT, office.shown())) == 0
    assert signers_of((office.folder / "log" / "checkpoint").read_bytes())[1:] == [FRONT.key.name]
    assert not (office.folder / "log" / "cosigned").exists()


def test_witness_lines_stand_in_policy_order_and_a_kept_file_is_never_rewritten(office: Office) -> None:
    signed, third = office.shown(), signer(f"{SITE}/ban-thanh-tra-xac-nhan")
    assert office.cosign(line(third, signed)) == 0
    assert office.cosign(line(PRESS, signed)) == 4
    kept = (office.folder / "log" / "cosigned" / "4").read_bytes()
    assert signers_of(kept) == ["huongson.example/log", PRESS.key.name, third.key.name]
    assert office.cosign(line(FRONT, signed)) == 4
    assert (office.folder / "log" / "cosigned" / "4").read_bytes() == kept
    shown = signers_of((office.folder / "log" / "checkpoint").read_bytes())
    assert shown == ["huongson.example/log", PRESS.key.name, FRONT.key.name, third.key.name]
    assert office.holds()


def test_the_same_line_again_and_an_earlier_one_of_the_same_witness_change_nothing(single: Office) -> None:
    signed = single.shown()
    single.cosign(line(single.made.witness, signed))
    before = single.state()
    assert single.cosign(line(single.made.witness, signed)) == 3
    assert single.cosign(line(single.made.witness, signed, TIME - 60)) == 3
    assert single.state() == before


def test_a_later_line_on_the_same_tree_is_shown_and_the_kept_file_stays(single: Office) -> None:
    signed, log = single.shown(), single.folder / "log"
    single.cosign(line(single.made.witness, signed))
    kept = (log / "cosigned" / "3").read_bytes()
    assert single.cosign(line(single.made.witness, signed, TIME + 60)) == 3
    assert (log / "cosigned" / "3").read_bytes() == kept
    (_, shown) = note.parse((log / "checkpoint").read_bytes()).signatures
    assert note.signature_line(shown) == line(single.made.witness, signed, TIME + 60)
    assert single.holds()


def test_lines_of_one_witness_do_not_make_a_quorum_of_two(office: Office) -> None:
    signed = office.shown()
    assert office.cosign(line(FRONT, signed), line(FRONT, signed, TIME + 1), line(FRONT, signed, TIME + 2)) == 0


def test_a_line_for_an_older_checkpoint_finds_it(single: Office) -> None:
    old = single.shown()
    new = single.publish()
    assert single.cosign(line(single.made.witness, old)) == 3
    assert signers_of((single.folder / "log" / "checkpoint").read_bytes()) == ["huongson.example/log"]
    assert single.cosign(line(single.made.witness, new)) == 6
    assert sorted(path.name for path in (single.folder / "log" / "cosigned").iterdir()) == ["3", "6"]
    assert single.holds()


def test_lines_that_come_in_the_wrong_order_find_their_checkpoints(single: Office) -> None:
    old, new = single.shown(), single.publish()
    assert single.cosign(line(single.made.witness, new), line(single.made.witness, old)) == 6
    assert sorted(path.name for path in (single.folder / "log" / "cosigned").iterdir()) == ["3", "6"]


def test_cosignatures_stay_when_the_log_is_published_again(office: Office) -> None:
    office.cosign(line(FRONT, office.shown()))
    before = office.state()
    office.publish()
    assert office.state() == before
    grow(office.made, 6)
    office.take()
    old = office.shown()
    office.publish()
    assert signers_of((office.folder / "log" / "checkpoint").read_bytes()) == ["huongson.example/log"]
    assert office.cosign(line(PRESS, old)) == 4
    assert signers_of((office.folder / "log" / "cosigned" / "4").read_bytes())[1:] == [PRESS.key.name, FRONT.key.name]
    assert office.holds()


def test_checkpoints_older_than_one_with_its_quorum_wait_no_longer(single: Office) -> None:
    old, new = single.shown(), single.publish()
    single.cosign(line(single.made.witness, new))
    grow(single.made, 8)
    single.take()
    single.publish()
    assert sorted(path.name for path in single.memory.with_name("memory.awaiting").iterdir()) == ["8"]
    with pytest.raises(RefusedError, match=r"witness\.late"):
        single.cosign(line(single.made.witness, old))


def flipped(data: bytes) -> bytes:
    signature = note.parse_line(data)
    blob = signature.blob[:-1] + bytes([signature.blob[-1] ^ 1])
    return note.signature_line(note.Signature(signature.name, signature.key_id, blob))


@pytest.mark.parametrize(
    ("code", "bad"),
    [
        ("note.signer-unknown", lambda _, signed: line(signer("elsewhere.example/stranger"), signed)),
        ("note.signer-unknown", lambda office, signed: note.signature_line(office.made.log.sign(signed.text))),
        ("note.signer-unknown", lambda _, signed: note.signature_line(FRONT.sign(signed.text))),
        ("witness.future", lambda _, signed: line(FRONT, signed, int(NOW.timestamp()) + 2 * 86_400)),
        ("witness.signature-bad", lambda _, signed: flipped(line(FRONT, signed))),
        ("note.malformed", lambda _, signed: line(FRONT, signed)[:-1]),
        ("note.malformed", lambda *_: b""),
    ],
)
def test_a_foreign_or_bad_line_is_refused_and_changes_nothing(office: Office, code: str, bad: Any) -> None:
    signed = office.shown()
    before = office.state()
    with pytest.raises(LedgerError) as refused:
        office.cosign(line(PRESS, signed), bad(office, signed))
    assert refused.value.code == code
    assert isinstance(refused.value, RefusedError | FormatError)
    assert office.state() == before


def test_a_line_that_was_handed_in_already_is_no_forgery_and_one_that_comes_too_late_is_told_so(office: Office) -> None:
    signed = office.shown()
    known = [line(FRONT, signed), line(PRESS, signed)]
    office.cosign(*known)
    grow(office.made, 5)
    office.take()
    office.cosign(line(FRONT, office.publish()), line(PRESS, office.shown()))
    before = office.state()
    assert office.cosign(known[0]) == 5
    with pytest.raises(RefusedError, match=r"witness\.late"):
        office.cosign(line(signer(f"{SITE}/ban-thanh-tra-xac-nhan"), signed))
    assert office.state() == before


def test_a_line_for_a_checkpoint_that_was_never_signed_is_refused(office: Office) -> None:
    signed = office.shown()
    other = type(signed)(signed.origin, signed.size, bytes(32))
    with pytest.raises(RefusedError, match=r"witness\.signature-bad"):
        office.cosign(line(FRONT, other))


def test_before_the_first_publication_there_is_nothing_to_cosign(tmp_path: Path) -> None:
    office = Office(tmp_path, commune(2))
    with pytest.raises(RefusedError, match=r"log\.empty"):
        office.cosign()


def test_with_a_store_that_lost_records_nothing_is_taken_in(single: Office) -> None:
    signed = single.publish()
    single.exchange(commune(4))
    with pytest.raises(RefusedError, match=r"log\.rollback"):
        single.cosign(line(single.made.witness, signed))


def test_a_waiting_checkpoint_that_rotted_is_named(single: Office) -> None:
    single.publish()
    path = single.memory.with_name("memory.awaiting") / "3"
    path.write_bytes(b"junk")
    with pytest.raises(StorageError) as refused:
        single.cosign()
    assert (refused.value.code, refused.value.path) == ("storage.damaged", str(path))


def test_a_folder_of_an_older_size_gets_no_later_checkpoint(single: Office, tmp_path: Path) -> None:
    shutil.copytree(single.folder, tmp_path / "stick")
    assert single.cosign(line(single.made.witness, single.publish())) == 6
    assert log.add_cosignatures(single.store, tmp_path / "stick", single.memory, [], NOW) == 6
    assert not (tmp_path / "stick" / "log" / "cosigned").exists()


def test_a_witness_that_was_removed_by_then_is_none(single: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    roster = single.store.roster_at(3)
    assert roster is not None
    gone = replace(roster, witnesses=tuple(replace(one, active=False) for one in roster.witnesses))
    monkeypatch.setattr(Store, "roster_at", lambda *_: gone)
    with pytest.raises(RefusedError, match=r"note\.signer-unknown"):
        single.cosign(line(single.made.witness, single.shown()))


def test_strange_lines_on_the_published_checkpoint_do_not_survive(single: Office) -> None:
    file = single.folder / "log" / "checkpoint"
    before = file.read_bytes()
    file.write_bytes(before + line(signer("elsewhere.example/stranger"), single.shown()))
    single.cosign()
    assert file.read_bytes() == before


def test_an_office_set_up_anew_takes_over_what_the_folder_kept(office: Office) -> None:
    signed = office.shown()
    office.cosign(line(FRONT, signed), line(PRESS, signed))
    kept = (office.folder / "log" / "cosigned" / "4").read_bytes()
    shutil.rmtree(office.memory.parent)
    office.cosign(line(signer(f"{SITE}/ban-thanh-tra-xac-nhan"), signed))
    office.publish()
    assert (office.folder / "log" / "cosigned" / "4").read_bytes() == kept
    assert office.memory.with_name("memory.cosigned").joinpath("4").read_bytes() == kept
    assert len(signers_of((office.folder / "log" / "checkpoint").read_bytes())) == 4
    assert office.holds()


def test_a_folder_written_anew_gets_the_kept_checkpoints_back(single: Office) -> None:
    single.cosign(line(single.made.witness, single.shown()))
    single.publish()
    kept = (single.folder / "log" / "cosigned" / "3").read_bytes()
    shutil.rmtree(single.folder)
    single.publish()
    assert (single.folder / "log" / "cosigned" / "3").read_bytes() == kept
    assert single.holds()

from __future__ import annotations

import shutil
import threading
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from ledger import storage, witness
from ledger.audit import audit
from ledger.errors import KeyFileError, LedgerError, RefusedError, StorageError
from ledger.keyfile import MEMORY, OPERATIONS
from ledger.record import fingerprint
from ledger.tlog import checkpoint, cosignature, note
from tests.ledger.published import AUTHOR, ORIGIN, REGISTRY, ROOTS, START, WITNESS, Memory, Office, office

if TYPE_CHECKING:
    from pathlib import Path

NOW = START + timedelta(days=3)
HOUR = timedelta(hours=1)
PASSPHRASE = "bảy con cò trắng"
KEY = cosignature.key(WITNESS.key.name, WITNESS.key.public)


def cosign(state: Path, made: Office, now: datetime = NOW, known: str | None = None) -> bytes:
    return witness.cosign(state, Memory(made.files()), REGISTRY, WITNESS, now, known)


def first(state: Path, made: Office, now: datetime = NOW) -> bytes:
    return cosign(state, made, now, fingerprint(made.raws[0]))


def time_of(made: Office, line: bytes) -> int | None:
    text = checkpoint.Checkpoint(ORIGIN, made.size, made.root()).text
    return cosignature.verify(KEY, text, note.parse_line(line))


def test_a_key_is_made_once_and_its_verifier_key_is_for_the_roster(tmp_path: Path) -> None:
    key = witness.init(
        tmp_path / "state",
        "board.example/witness",
        PASSPHRASE,
        lambda n: bytes(range(n)),
        mem=MEMORY[0],
        ops=OPERATIONS[0],
    )
    assert note.parse_vkey((tmp_path / "state/witness.vkey").read_text().removesuffix("\n")) == key
    assert key.type == note.COSIGNATURE
    with pytest.raises(RefusedError, match=r"witness\.exists"):
        witness.init(tmp_path / "state", "board.example/witness", PASSPHRASE, bytes)
    made = office()
    known = fingerprint(made.raws[0])
    line = witness.cosign(tmp_path / "state", Memory(made.files()), REGISTRY, PASSPHRASE, NOW, known)
    text = checkpoint.Checkpoint(ORIGIN, 6, made.root()).text
    assert cosignature.verify(key, text, note.parse_line(line)) == int(NOW.timestamp())
    with pytest.raises(KeyFileError, match=r"key\.passphrase"):
        witness.cosign(tmp_path / "state", Memory(made.files()), REGISTRY, "tám con cò trắng", NOW)


@pytest.mark.parametrize("name", ["", "A witness", "Board.example/w", "a+b"])
def test_a_name_that_we_would_not_make_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(KeyFileError, match=r"key\.malformed"):
        witness.init(tmp_path, name, PASSPHRASE, bytes)
    assert not (tmp_path / witness.KEY).exists()


def test_the_first_time_somebody_must_say_which_ledger(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match=r"witness\.fingerprint-missing"):
        cosign(tmp_path, office())
    with pytest.raises(RefusedError, match=r"log\.fingerprint"):
        cosign(tmp_path, office(), known="AAAA " * 8)
    assert witness.status(tmp_path) is None


def test_a_log_that_grows_is_cosigned_each_time(tmp_path: Path) -> None:
    made = office()
    assert time_of(made, first(tmp_path, made)) == int(NOW.timestamp())
    made.add()
    assert time_of(made, cosign(tmp_path, made, NOW + HOUR)) == int((NOW + HOUR).timestamp())
    last = witness.status(tmp_path)
    assert last is not None
    assert (last.origin, last.size, last.root, last.time) == (ORIGIN, 7, made.root(), int((NOW + HOUR).timestamp()))


def test_the_line_is_what_the_office_takes_in(tmp_path: Path) -> None:
    made = office()
    line = first(tmp_path, made)
    made.cosigned[6] = made.checkpoint() + line
    assert audit(Memory(made.files()), REGISTRY).witnessed == 6


def test_the_same_checkpoint_may_be_cosigned_again_and_never_earlier(tmp_path: Path) -> None:
    made = office()
    first(tmp_path, made)
    assert time_of(made, cosign(tmp_path, made)) == int(NOW.timestamp())
    assert time_of(made, cosign(tmp_path, made, NOW + HOUR)) == int((NOW + HOUR).timestamp())
    with pytest.raises(RefusedError, match=r"witness\.clock"):
        cosign(tmp_path, made, NOW)


def test_a_clock_behind_what_is_published_is_refused_also_when_the_memory_is_gone(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match=r"witness\.clock"):
        first(tmp_path, office(), datetime(2009, 1, 1, tzinfo=UTC))


def test_a_smaller_tree_is_refused(tmp_path: Path) -> None:
    first(tmp_path, office(7))
    with pytest.raises(RefusedError, match=r"log\.rollback"):
        cosign(tmp_path, office(6))


def test_another_history_is_refused_at_every_size(tmp_path: Path) -> None:
    first(tmp_path, office(5))
    for more in range(3):
        other = office(4).add(body={"text": "khác"})
        for _ in range(more):
            other.add()
        with pytest.raises(RefusedError, match=r"log\.fork"):
            cosign(tmp_path, other, NOW + HOUR)
    last = witness.status(tmp_path)
    assert last is not None
    assert (last.size, last.root) == (6, office(5).root())


def test_another_ledger_is_refused(tmp_path: Path) -> None:
    first(tmp_path, office())
    other = Office().open(title="Sổ khác").add().cosign()
    with pytest.raises(RefusedError, match=r"log\.fingerprint"):
        cosign(tmp_path, other)
    with pytest.raises(RefusedError, match=r"log\.rollback|log\.fork"):
        first(tmp_path, other)


def test_another_origin_is_refused(tmp_path: Path) -> None:
    made = office()
    first(tmp_path, made)
    path = tmp_path / "cosigned.json"
    path.write_bytes(path.read_bytes().replace(b"huongson.example/log", b"phucloc.example/log"))
    with pytest.raises(RefusedError, match=r"checkpoint\.origin"):
        cosign(tmp_path, made)


def test_a_ledger_that_does_not_hold_is_refused_with_code_and_place(tmp_path: Path) -> None:
    made = office().add(version=2).cosign()
    with pytest.raises(RefusedError) as raised:
        first(tmp_path, made)
    assert (raised.value.code, raised.value.index) == ("record.version-gap", 6)
    assert witness.status(tmp_path) is None


def test_the_tree_is_remembered_before_it_is_signed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made, other = office(5), office(4).add(body={"text": "khác"})

    def power_cut(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(cosignature, "cosign", power_cut)
        with pytest.raises(KeyboardInterrupt):
            first(tmp_path, made)
    with pytest.raises(RefusedError, match=r"log\.fork"):
        cosign(tmp_path, other)
    assert time_of(made, cosign(tmp_path, made)) == int(NOW.timestamp())


def test_nothing_is_signed_that_could_not_be_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    signed: list[object] = []
    made = office()

    def full(*_: object, **__: object) -> None:
        raise StorageError("storage.full", path="cosigned.json")

    monkeypatch.setattr(storage, "replace", full)
    monkeypatch.setattr(cosignature, "cosign", lambda *given: signed.append(given))
    with pytest.raises(StorageError, match=r"storage\.full"):
        first(tmp_path, made)
    assert signed == []


def test_who_verified_first_and_comes_last_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two runs of one witness: while the first verifies size 6, the second cosigns size 8."""
    first(tmp_path, office(3))
    real = audit

    def slow(*given: object, **named: object) -> object:
        found = real(*given, **named)  # type: ignore[arg-type]  # passes on whatever it is given
        monkeypatch.setattr(witness, "audit", real)
        cosign(tmp_path, office(7))
        return found

    monkeypatch.setattr(witness, "audit", slow)
    with pytest.raises(RefusedError, match=r"log\.rollback"):
        cosign(tmp_path, office(5))


def test_many_at_once_never_sign_two_histories(tmp_path: Path) -> None:
    first(tmp_path, office(2))
    histories = [office(3).add(body={"text": f"bản {one}"}) for one in range(8)]
    signed: list[int] = []

    def run(place: int) -> None:
        for _ in range(50):
            try:
                cosign(tmp_path, histories[place])
            except StorageError:
                continue
            except LedgerError:
                return
            signed.append(place)
            return

    threads = [threading.Thread(target=run, args=(place,)) for place in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(signed) == 1


def test_an_old_copy_of_the_memory_signs_nothing_against_what_is_published(tmp_path: Path) -> None:
    """Every copy ever made is put back, and met with the honest log and with a fork that keeps what was cosigned."""
    made = office(2)
    first(tmp_path / "state", made)
    for step in range(5):
        shutil.copytree(tmp_path / "state", tmp_path / f"copy-{step}")
        made.add()
        line = cosign(tmp_path / "state", made, NOW + step * HOUR)
        made.cosigned[made.size] = made.checkpoint() + line
    forked = office(3)
    for _ in range(6):
        forked.add(body={"text": "khác"})
    forked.cosigned = dict(made.cosigned)
    later = NOW + 9 * HOUR
    for step in range(5):
        with pytest.raises(RefusedError, match=r"log\.fork"):
            cosign(tmp_path / f"copy-{step}", forked, later)
        with pytest.raises(RefusedError, match=r"witness\.clock"):
            cosign(tmp_path / f"copy-{step}", made, NOW)
        assert time_of(made, cosign(tmp_path / f"copy-{step}", made, later)) == int(later.timestamp())


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b'{"fingerprint":1}\n', b"\xff"])
def test_a_damaged_memory_is_said_and_nothing_is_signed(tmp_path: Path, data: bytes) -> None:
    made = office()
    first(tmp_path, made)
    (tmp_path / "cosigned.json").write_bytes(data)
    with pytest.raises(StorageError, match=r"storage\.damaged"):
        cosign(tmp_path, made)


def test_what_this_version_cannot_judge_it_does_not_vouch_for(tmp_path: Path) -> None:
    made = office().add("roster.rules-set", {"x": 1}, [ROOTS[0], ROOTS[2]], entity="roster/book").cosign()
    with pytest.raises(RefusedError, match=r"record\.topic-unknown.*index 6"):
        first(tmp_path, made)
    made.cosigned.clear()  # what nobody has cosigned yet is not why this witness does not
    with pytest.raises(RefusedError, match=r"record\.topic-unknown.*index 6"):
        first(tmp_path, made)
    later = Office().add("ledger.opened", {}, [AUTHOR], entity="ledger/book", seen=None, topic_version=2)
    with pytest.raises(RefusedError, match=r"record\.topic-unknown.*index 0"):
        first(tmp_path, later)
    assert witness.status(tmp_path) is None

"""Whatever happens to the bytes, an audit raises nothing and overlooks nothing."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from concurrent.futures import Future
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ledger import ahead, signatures
from ledger.audit import audit
from ledger.errors import Weight, weight
from ledger.tlog import ed25519, note
from ledger.tlog.note import Note
from tests.ledger.published import APPROVER, AUTHOR, REGISTRY, STRANGER, Memory, Office, office

if TYPE_CHECKING:
    from collections.abc import Sequence

SEED = 20251101
FLIPS = 300


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    """A log of several tiles, with partial ones of an earlier size still there."""
    made = office(299)
    return office(99).files() | made.files()


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same signature needs no second look."""
    monkeypatch.setattr(ed25519, "verify", lru_cache(maxsize=None)(_verify))


_verify = ed25519.verify


def is_found(files: dict[str, bytes], *, listed: bool = True) -> bool:
    found = audit(Memory(files, listed=listed), REGISTRY, jobs=1).findings
    worst = [one for one in found if weight(one.code) is Weight.INVALID]
    return bool(worst) and all(one.index is not None or one.path for one in worst)


def test_the_untouched_log_holds(files: dict[str, bytes]) -> None:
    assert audit(Memory(files), REGISTRY, jobs=1).findings == []


def test_every_flipped_bit_is_found_with_its_place(files: dict[str, bytes]) -> None:
    chance = random.Random(SEED)
    paths = sorted(files)
    for _ in range(FLIPS):
        path = chance.choice(paths)
        bit = chance.randrange(len(files[path]) * 8)
        bad = bytearray(files[path])
        bad[bit // 8] ^= 1 << bit % 8
        assert is_found(files | {path: bytes(bad)}), f"seed {SEED}: bit {bit} of {path}"


@pytest.mark.long
def test_every_bit_of_every_file_of_a_small_log_is_found() -> None:
    small = office(2).files()
    for path, data in small.items():
        for bit in range(len(data) * 8):
            bad = bytearray(data)
            bad[bit // 8] ^= 1 << bit % 8
            assert is_found(small | {path: bytes(bad)}), f"bit {bit} of {path}"


def test_bytes_cut_doubled_inserted_or_replaced_are_found(files: dict[str, bytes]) -> None:
    chance = random.Random(SEED)
    for path, data in sorted(files.items()):
        place = chance.randrange(len(data))
        junk = chance.randbytes(9)
        for bad in (
            b"",
            data[:place],
            data[place:] if place else b"\n" + data,
            data + data,
            data + b"\n",
            data[:place] + junk + data[place:],
            data[:place] + junk + data[place + 9 :],
            junk * 1000,
            b"\n" * 200,
            b"[" * 70_000,
        ):
            assert is_found(files | {path: bad}), f"seed {SEED}: {path}, {bad[:20]!r}"


def test_every_file_that_is_needed_is_missed(files: dict[str, bytes]) -> None:
    needed = set(office(299).files()) - {"log/cosigned/1", "log/cosigned/300"}
    for path in needed:
        rest = {name: data for name, data in files.items() if name != path}
        assert is_found(rest), path
        assert is_found(rest, listed=False), path


def test_two_files_that_changed_places_are_found(files: dict[str, bytes]) -> None:
    paths = sorted(files)
    for one, other in zip(paths, [*paths[1:], paths[0]], strict=True):
        assert is_found(files | {one: files[other], other: files[one]}), (one, other)


def test_an_entry_of_any_bytes_raises_nothing() -> None:
    chance = random.Random(SEED)
    made = office(3)
    good = made.raws[-1]
    for _ in range(300):
        raw = bytearray(good)
        for _ in range(chance.randrange(1, 4)):
            start = chance.randrange(len(raw))
            raw[start : start + chance.randrange(3)] = chance.choice(
                [b"", b"\n", b'"', b"{", b"\xff", b"\xe2\x80\x94 ", b"\\u0000", b"9" * 30, b"[" * 90, good[:50]]
            )
        grown = Office(raws=[*made.raws, bytes(raw)])
        assert is_found(grown.files()) or bytes(raw) == good


def test_other_processes_and_this_one_find_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    made = office(40).add(signers=[AUTHOR, STRANGER]).add(version=9).cosign()
    raw = bytearray(made.raws[7])
    raw[-10] ^= 1
    made.raws[7] = bytes(raw)
    alone = audit(Memory(made.files()), REGISTRY, jobs=1)
    monkeypatch.setattr(ahead, "WORTH", 10)
    together = audit(Memory(made.files()), REGISTRY, jobs=2)
    assert together.findings == alone.findings
    assert [entry.code for entry in together.entries] == [entry.code for entry in alone.entries]


def test_answers_that_were_prepared_are_used_and_only_for_their_own_text(monkeypatch: pytest.MonkeyPatch) -> None:
    made = office(4)
    found = list(ahead.check_ahead(made.raws, 1))
    assert [len(one.held) for one in found] == [6, 2, 2, 2, 2]
    asked: list[bytes] = []

    def refuse(_public: bytes, text: bytes, _signature: bytes) -> bool:
        asked.append(text)
        return False

    monkeypatch.setattr(ed25519, "verify", refuse)
    checks = ahead.Checks()
    sealed = found[1].note
    assert sealed is not None
    line = next(one for one in sealed.signatures if AUTHOR.key.made(one))
    checks.turn(found[1])
    assert checks(AUTHOR.key, sealed.text, line)
    assert asked == []
    assert not checks(AUTHOR.key, sealed.text + b"x\n", line)
    assert not checks(STRANGER.key, sealed.text, line)
    checks.turn(found[2])
    assert not checks(AUTHOR.key, sealed.text, line)
    assert len(asked) == 2


def test_what_does_not_hold_is_not_known_ahead() -> None:
    raws = office(4).raws
    sealed = note.parse(raws[1])
    one, other = sealed.signatures
    swapped = Note(sealed.text, (one._replace(blob=other.blob), other))
    raws[1] = note.format(swapped)
    assert [one.held for one in ahead.check_ahead([*raws, b"no note"], 1)][1:] == [
        (None, AUTHOR.key.public),
        *[(APPROVER.key.public, AUTHOR.key.public)] * 3,
        (),
    ]


def test_a_process_that_only_checks_finds_the_same() -> None:
    raws = office(12).raws
    keys = signatures.candidates(raws)
    helpers = ahead._Helpers(2, keys)
    found = [helpers.submit(raws[at : at + 4]) for at in range(0, 12, 4)]
    assert [one for chunk in found for one in chunk.result(30)] == signatures.check_chunk(keys, raws[:12])
    helpers.close()
    assert [one.process.poll() is None for one in helpers._all] == [False, False]


def test_processes_that_cannot_start_cost_time_and_no_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> ahead.Process:
        raise OSError("no more processes")

    monkeypatch.setattr(ahead, "WORTH", 1)
    monkeypatch.setattr(ahead, "_started", none)
    assert audit(Memory(office(5).files()), REGISTRY, jobs=4).findings == []


def test_a_process_that_is_killed_costs_time_and_no_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    started = ahead._started

    def killed() -> ahead.Process:
        process = started()
        process.kill()
        return process

    monkeypatch.setattr(ahead, "WORTH", 1)
    monkeypatch.setattr(ahead, "_CHUNK", 1)
    monkeypatch.setattr(ahead, "_started", killed)
    assert audit(Memory(office(5).files()), REGISTRY, jobs=3).findings == []


def test_a_script_that_audits_is_run_once_whatever_it_is_called(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "from ledger import ahead\n"
        "from ledger.audit import audit\n"
        "from tests.ledger.published import REGISTRY, Memory, office\n"
        "ahead.WORTH, ahead._CHUNK = 1, 1\n"
        "print(audit(Memory(office(9).files()), REGISTRY, jobs=3).holds)\n"
    )
    (tmp_path / "ledger").mkdir()
    (tmp_path / "ledger" / "__init__.py").write_text("print('taken from where somebody stands')\n")
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    ran = subprocess.run(
        [sys.executable, "-P", script], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    assert (ran.stdout, ran.stderr) == ("True\n", "")


@pytest.mark.parametrize("done", range(6))
def test_what_other_processes_did_not_come_to_is_checked_here_and_told_in_order(
    monkeypatch: pytest.MonkeyPatch, done: int
) -> None:
    class Slow:
        """Finishes so many chunks at once, and takes up no other."""

        def __init__(self, *_: object) -> None:
            self.left = done

        def submit(self, chunk: Sequence[bytes]) -> Future[list[signatures.Held]]:
            future = Future[list[signatures.Held]]()
            if self.left:
                self.left -= 1
                future.set_result(signatures.check_chunk(keys, chunk))
            return future

        def close(self) -> None:
            pass

    monkeypatch.setattr(ahead, "WORTH", 1)
    monkeypatch.setattr(ahead, "_CHUNK", 3)
    monkeypatch.setattr(ahead, "_Helpers", Slow)
    raws = office(12).raws
    keys = signatures.candidates(raws)
    assert [one.held for one in ahead.check_ahead(raws, 2)] == signatures.check_chunk(keys, raws)

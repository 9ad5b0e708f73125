"""A key's holder at a real terminal: makes a key, sets another passphrase; what is mistyped changes nothing."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ledger import keyfile
from tests.command import danbiet
from tests.stories.staff import PREFIX, Staff
from tests.stories.telling import told

if TYPE_CHECKING:
    from tests.demo import Demo

NAME = "huongson.example/van-phong"
OLD, NEW = "năm từ không liên quan", "mười con trâu ăn cỏ"


def typed(*lines: str, arguments: list[str | Path]) -> tuple[int, str]:
    """Exit status, and everything on the screen, of ``danbiet`` when each question is answered with a line."""
    ours, theirs = pty.openpty()
    command = ["setsid", "--ctty", Path(sys.executable).with_name("danbiet"), *arguments]
    process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    answers, screen, seen = list(lines), b"", 0
    while True:
        try:
            part = os.read(ours, 4096)
        except OSError:  # the terminal is closed
            break
        if not part:
            break
        screen += part
        if answers and screen[seen:].endswith(b": "):
            seen = len(screen)
            os.write(ours, f"{answers.pop(0)}\n".encode())
    os.close(ours)
    return process.wait(), screen.decode()


def test_a_new_passphrase_is_typed_twice_and_never_shown(tmp_path: Path) -> None:
    made = tmp_path / "van-phong.key"
    command: list[str | Path] = ["keys", "new", made, "--name", NAME, "--role", "van-phong"]
    status, screen = typed(OLD, NEW, arguments=command)
    assert (status, made.exists()) == (2, False)
    assert "[key.passphrase-differs]" in screen
    assert "hãy làm lại" in screen
    status, screen = typed(OLD, OLD, arguments=command)
    assert (status, OLD in screen, keyfile.public_key_of(made).vkey in screen) == (0, False, True)
    assert keyfile.open_key(made, OLD).key.name == NAME


def test_a_passphrase_is_changed_at_the_terminal(tmp_path: Path) -> None:
    made = tmp_path / "van-phong.key"
    keyfile.write(made, name=NAME, role="van-phong", seed=bytes(32), passphrase=OLD, random=os.urandom)
    before = made.read_bytes()
    for lines, code in [
        (["không phải câu này"], "[key.passphrase]"),
        ([OLD, NEW, OLD], "[key.passphrase-differs]"),
        ([OLD, "ngắn", "ngắn"], "[key.passphrase-short]"),
    ]:
        status, screen = typed(*lines, arguments=["keys", "passphrase", made])
        assert (status, code in screen, made.read_bytes() == before) == (2, True, True), screen
    status, screen = typed(OLD, NEW, NEW, arguments=["keys", "passphrase", made])
    assert (status, NEW in screen, "hủy các bản sao cũ" in screen) == (0, False, True)
    assert keyfile.open_key(made, NEW).key == keyfile.public_key_of(made)


def test_a_passphrase_is_changed_from_files_and_the_key_signs_as_before(demo: Demo, tmp_path: Path) -> None:
    mine = demo.copy(tmp_path / "demo")
    new = tmp_path / "new"
    new.write_text(NEW, encoding="utf-8")
    change = ["keys", "passphrase", mine.key("log"), "--passphrase-file", mine.readme, "--new-passphrase-file", new]
    assert danbiet(*change).status == 0
    told(danbiet("publish", mine.office, "--passphrase-file", mine.readme), 2, "key.passphrase", "log.key")
    assert danbiet("publish", mine.office, "--passphrase-file", new).status == 0
    told(danbiet(*change), 2, "key.passphrase", "log.key")


def test_without_a_terminal_the_file_is_asked_for(tmp_path: Path) -> None:
    told(danbiet("keys", "new", tmp_path / "x.key", "--name", NAME, "--role", "x"), 2, "key.passphrase-missing", " x;")


@pytest.mark.parametrize(("name", "role"), [("Huong Son", "chu-tich"), (NAME, "Chủ tịch"), ("", "x"), (NAME, "")])
def test_a_name_or_role_that_cannot_be_used_is_told_as_such(tmp_path: Path, name: str, role: str) -> None:
    words = tmp_path / "words"
    words.write_text(OLD, encoding="utf-8")
    made = tmp_path / "x.key"
    told(danbiet("keys", "new", made, "--name", name, "--role", role, "--passphrase-file", words), 2, "key.name")
    assert not made.exists()


def test_a_key_is_added_by_what_its_holder_proves(demo: Demo, tmp_path: Path) -> None:
    staff = Staff(demo.copy(tmp_path / "demo"), tmp_path)
    words, made = tmp_path / "words", tmp_path / "moi.key"
    words.write_text(OLD, encoding="utf-8")
    name = f"{PREFIX}van-phong-thong-ke-9"
    command = ["--name", name, "--role", "van-phong-thong-ke", "--passphrase-file", words]
    vkey = danbiet("keys", "new", made, *command).out.strip()
    origin = f"{PREFIX}log"
    proof = danbiet("keys", "proof", made, "--origin", origin, "--passphrase-file", words).out.strip()
    key = {"body": "uy-ban", "holder": "p99", "role": "van-phong-thong-ke", "vkey": vkey}
    for given, status in ((proof[::-1], 1), (proof, 0)):
        answer = staff.record("roster.key-added", "roster/book", {"key": key, "proof": given}, "root-1", "root-2")
        assert answer.status == status, answer.err


def test_a_file_of_passphrases_opens_what_it_locked(tmp_path: Path) -> None:
    words = tmp_path / "words"
    words.write_text(f"\ufeffwitness: {OLD}\nchu-tich: {OLD} hai\n", encoding="utf-8")
    key = tmp_path / "chu-tich.key"
    asked = ["--name", NAME, "--role", "chu-tich", "--passphrase-file", words]
    assert danbiet("keys", "new", key, *asked).status == 0
    proof = danbiet("keys", "proof", key, "--origin", "huongson.example/log", "--passphrase-file", words)
    assert proof.status == 0, proof.err
    assert danbiet("witness", "init", tmp_path / "board", "--name", NAME, "--passphrase-file", words).status == 0
    keyfile.open_key(tmp_path / "board" / "witness.key", OLD)


def test_a_file_of_others_passphrases_locks_nothing(tmp_path: Path) -> None:
    words = tmp_path / "words"
    words.write_text(f"log: {OLD}\nchu-tich: {OLD}\n", encoding="utf-8")
    made = tmp_path / "x.key"
    command = ["keys", "new", made, "--name", NAME, "--role", "x", "--passphrase-file", words]
    told(danbiet(*command), 2, "key.passphrase-missing", str(words))
    assert not made.exists()

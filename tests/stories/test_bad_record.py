"""What ``danbiet record`` refuses: code, matter, what to do, exit status 1 or 2, and every record is still there."""

from __future__ import annotations

import hashlib
import json
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.command import danbiet
from tests.stories.staff import CHAIR, CLERK, PREFIX, RECEPTION, Staff
from tests.stories.telling import told

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.demo import Demo


@pytest.fixture(scope="module")
def office(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """One copy for all these tests; afterwards it must have what it had."""
    copied = demo.copy(tmp_path_factory.mktemp("staff") / "demo")
    kept = Staff(demo, copied.folder).kept()
    yield copied
    assert Staff(copied, copied.folder).kept() == kept


@pytest.fixture
def staff(office: Demo, tmp_path: Path) -> Staff:
    """The staff, with a desk of their own."""
    return Staff(office, tmp_path)


def test_one_person_alone(staff: Staff) -> None:
    told(
        staff.record("reception.held", "reception/a", RECEPTION, CLERK),
        1,
        "rights.second-person-missing",
        "reception/a",
    )


def test_a_second_person_who_did_not_sign(staff: Staff) -> None:
    text = staff.drafted("reception.held", "reception/b", RECEPTION, CLERK, CHAIR)
    told(staff.append(text, staff.signed(text, CLERK)), 1, "record.malformed")
    assert text.read_bytes().startswith(b"danbiet/record@v1\n")


def test_one_person_with_two_keys(staff: Staff) -> None:
    answer = staff.record("reception.held", "reception/c", RECEPTION, "ban-chi-dao", "pho-chu-tich")
    told(answer, 1, "rights.second-person-missing", "reception/c", "hai khóa của một người")


def test_a_file_that_the_office_has_not(staff: Staff) -> None:
    lost = {"media_type": "text/plain", "name": "ke.txt", "sha256": "0" * 64, "size": 1}
    answer, _ = staff.draft("reception.held", "reception/k", {**RECEPTION, "attachments": [lost]}, CLERK, CHAIR)
    told(answer, 1, "attachment.missing", "reception/k", "ke.txt")


def test_a_note_from_elsewhere_comes_with_its_files(demo: Demo, tmp_path: Path) -> None:
    staff = Staff(demo.copy(tmp_path / "demo"), tmp_path)
    file = tmp_path / "ke.txt"
    file.write_text("Bảng kê", encoding="utf-8")
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    named = {"media_type": "text/plain", "name": "ke.txt", "sha256": digest, "size": file.stat().st_size}
    held = staff.demo.office / "attachments" / digest
    held.write_bytes(file.read_bytes())
    text = staff.drafted("reception.held", "reception/l", {**RECEPTION, "attachments": [named]}, CLERK, CHAIR)
    held.unlink()
    before, lines = staff.kept(), staff.signed(text, CLERK, CHAIR)
    told(staff.append(text, lines), 1, "attachment.missing", "reception/l", "ke.txt")
    assert staff.kept() == before
    answer = staff.append(text, lines, file)
    assert answer.status == 0, answer.err
    assert held.read_bytes() == file.read_bytes()
    assert len(staff.kept()) == len(before) + 1


def test_a_retired_key(staff: Staff) -> None:
    answer, _ = staff.draft("reception.held", "reception/d", RECEPTION, "van-phong-thong-ke", CHAIR)
    told(answer, 1, "rights.inactive", "reception/d")


def test_a_retired_key_under_a_text_from_elsewhere(staff: Staff) -> None:
    text = staff.drafted("reception.held", "reception/d", RECEPTION, CLERK, CHAIR)
    text.write_bytes(text.read_bytes().replace(b"van-phong-thong-ke-2", b"van-phong-thong-ke"))
    told(staff.append(text, staff.signed(text, "van-phong-thong-ke", CHAIR)), 1, "rights.inactive", "reception/d")


def test_a_key_that_nobody_enrolled(staff: Staff) -> None:
    answer, _ = staff.draft("reception.held", "reception/e", RECEPTION, "nguoi-la", CHAIR)
    told(answer, 1, "note.signer-unknown", "reception/e")


def test_the_wrong_roles(staff: Staff) -> None:
    answer = staff.record("reception.held", "reception/f", RECEPTION, "mat-tran", "cong-doan")
    told(answer, 1, "rights.not-allowed", "reception/f")


def test_a_signature_from_another_record(staff: Staff) -> None:
    text = staff.drafted("reception.held", "reception/g", RECEPTION, CLERK, CHAIR)
    other = staff.drafted("reception.held", "reception/h", RECEPTION, CLERK, CHAIR)
    lines = [*staff.signed(text, CLERK), *staff.signed(other, CHAIR)]
    told(staff.append(text, lines), 1, "note.signature-bad", "reception/g")


def test_a_boards_matter_written_by_the_office(staff: Staff) -> None:
    body = {"title": "Dán đủ", "on": "2026-01-08", "findings": ["Đã dán đủ."]}
    answer, _ = staff.draft("inspection.found", "inspection/2025-niem-yet", body, CLERK, CHAIR)
    told(answer, 1, "model.board-only", "inspection/2025-niem-yet")


def test_a_boards_matter_written_by_the_office_with_its_own_tools(staff: Staff) -> None:
    text = staff.drafted("inspection.found", "inspection/2025-niem-yet", {**FOUND}, "ban-thanh-tra")
    names = b'"demo.danbiet.example/huong-son/chu-tich","demo.danbiet.example/huong-son/van-phong-thong-ke-2"'
    text.write_bytes(text.read_bytes().replace(b'"demo.danbiet.example/huong-son/ban-thanh-tra"', names))
    answer = staff.append(text, staff.signed(text, CHAIR, CLERK))
    told(answer, 1, "rights.not-allowed", "inspection/2025-niem-yet")


def test_another_board_in_a_boards_matter(staff: Staff) -> None:
    answer = staff.record("inspection.found", "inspection/2025-niem-yet", {**FOUND}, "ban-giam-sat")
    told(answer, 1, "rights.not-allowed", "inspection/2025-niem-yet")


@pytest.mark.parametrize("mark", ["\u200b", "\u202e", "\u00ad", "\u2028", "\ufeff"])
def test_a_hidden_character(staff: Staff, mark: str) -> None:
    body = {**RECEPTION, "title": f"Chủ tịch{mark} tiếp công dân"}
    answer, text = staff.draft("reception.held", "reception/i", body, CLERK, CHAIR)
    told(answer, 1, "record.malformed", "reception/i", "“title”", f"U+{ord(mark):04X}")
    assert not text.exists()


@pytest.mark.parametrize(
    ("change", "code", "place"),
    [
        ({"on": "2026-02-30"}, "record.body-invalid", "“on”"),
        ({"on": "2031-02-03"}, "model.on-future", "03/02/2031"),
        ({"on": "2001-02-03"}, "model.on-early", "03/02/2001"),
        ({"duties": ["khong-co"]}, "model.duty-unknown", "khong-co"),
        ({"place": "thon-la"}, "model.place-unknown", "thon-la"),
        ({"about": ["document/khong-co"]}, "model.about-unknown", "document/khong-co"),
        ({"sai": "x"}, "record.body-invalid", "“sai”"),
        ({"counts": {"present": "ba"}}, "record.body-invalid", "counts"),
    ],
)
def test_a_body_with_something_wrong(staff: Staff, change: dict[str, object], code: str, place: str) -> None:
    answer, _ = staff.draft("reception.held", "reception/j", RECEPTION | change, CLERK, CHAIR)
    told(answer, 1, code, "reception/j", place)


def test_a_topic_that_does_not_exist(staff: Staff) -> None:
    answer, _ = staff.draft("reception.imagined", "reception/k", RECEPTION, CLERK, CHAIR)
    told(answer, 1, "record.topic-unknown", "reception/k")


def test_an_act_file_that_is_none(staff: Staff) -> None:
    act = staff.desk / "act.json"
    act.write_text("{")
    told(danbiet("record", staff.demo.office, "draft", act, "--out", staff.desk / "x"), 2, "act.malformed", "act.json")
    for text in ("[1]", "null", '"x"'):
        act.write_text(text)
        told(danbiet("record", staff.demo.office, "draft", act, "--out", staff.desk / "x"), 2, "act.malformed")
    act.write_text('{"body": {"counts": {"present": 1.5}}}')
    told(danbiet("record", staff.demo.office, "draft", act, "--out", staff.desk / "x"), 2, "act.malformed", "1.5")
    act.write_text('{"topic": "reception.held", "topic": "reception.held"}')
    told(danbiet("record", staff.demo.office, "draft", act, "--out", staff.desk / "x"), 2, "act.malformed", "topic")
    act.write_text('{"topic": "reception.held"}')
    told(danbiet("record", staff.demo.office, "draft", act, "--out", staff.desk / "x"), 2, "act.malformed", "entity")


def test_a_file_that_is_not_what_its_name_says(staff: Staff) -> None:
    act, scan = staff.desk / "act.json", staff.desk / "ban-ve.pdf"
    act.write_text("{}")
    scan.write_bytes(b"MZ")
    answer, text = staff.draft("reception.held", "reception/l", RECEPTION, CLERK, CHAIR)
    assert answer.status == 0
    command = ["record", staff.demo.office, "draft", staff.desk / "1.json", "--attach", scan, "--out", text]
    told(danbiet(*command), 1, "attachment.content", "ban-ve.pdf")


def test_a_wrong_passphrase(staff: Staff) -> None:
    text = staff.drafted("reception.held", "reception/m", RECEPTION, CLERK, CHAIR)
    wrong = staff.desk / "wrong"
    wrong.write_text("không phải mật khẩu")
    answer, line = staff.sign(text, CHAIR, wrong)
    told(answer, 2, "key.passphrase", "chu-tich.key")
    assert not line.exists()
    told(danbiet("publish", staff.demo.office, "--passphrase-file", wrong), 2, "key.passphrase", "log.key")
    command = ["witness", "cosign", staff.demo.board, staff.demo.public, "--passphrase-file", wrong]
    told(danbiet(*command), 2, "key.passphrase", "witness.key")


def test_a_key_file_that_is_damaged_or_gone(staff: Staff) -> None:
    damaged = staff.desk / "chu-tich.key"
    shutil.copyfile(staff.demo.key(CHAIR), damaged)
    damaged.write_bytes(damaged.read_bytes()[:-30])
    told(danbiet("keys", "show", damaged), 2, "key.malformed", "chu-tich.key")
    told(danbiet("keys", "show", staff.desk / "none.key"), 2, "key.missing", "none.key")


FOUND = {"title": "Giám sát niêm yết", "on": "2026-01-08", "findings": ["Đã có bảng."], "duties": ["ttnd-kien-nghi"]}


def test_a_member_that_nobody_reads_is_told(staff: Staff, tmp_path: Path) -> None:
    act = tmp_path / "act.json"
    good = {"topic": "reception.held", "entity": "reception/x", "body": RECEPTION, "signers": [PREFIX + CHAIR]}
    left = {"field": "text", "basis": "Điều 7", "decided_by": "Chủ tịch"}
    for more, named in (
        ({"withhold": []}, "withhold"),
        ({"withheld": [left | {"ground": "x"}]}, "withheld.0.ground"),
        ({"signers": [1]}, "signers.0"),
    ):
        act.write_text(json.dumps(good | more), encoding="utf-8")
        answer = danbiet("record", staff.demo.office, "draft", act, "--out", tmp_path / "text")
        told(answer, 2, "act.malformed", named)


def test_a_board_drafts_and_signs_with_what_is_published_alone(demo: Demo, tmp_path: Path) -> None:
    office = Staff(demo.copy(tmp_path / "office"), tmp_path)
    act, text, line = (tmp_path / name for name in ("act.json", "text", "line"))
    signers = [PREFIX + "ban-thanh-tra"]
    asked = {"topic": "inspection.found", "entity": "inspection/2025-niem-yet", "body": FOUND, "signers": signers}
    act.write_text(json.dumps(asked), encoding="utf-8")
    public = tmp_path / "stick"
    shutil.copytree(demo.public, public)
    key = ("--key", demo.key("ban-thanh-tra"), "--passphrase-file", demo.readme)
    assert danbiet("record", public, "draft", act, "--out", text).status == 0
    assert danbiet("record", public, "sign", text, *key, "--out", line).status == 0
    answer = danbiet("record", office.demo.office, "append", text, "--signature", line)
    assert answer.status == 0, answer.err
    (public / "log" / "checkpoint").write_bytes(b"torn")
    told(danbiet("record", public, "draft", act, "--out", tmp_path / "more"), 1, "note.malformed", "log/checkpoint")


@pytest.mark.parametrize("damage", [b"\r\n", b"\xef\xbb\xbf"])
def test_a_file_that_was_damaged_on_its_way_is_named_and_to_be_copied_again(staff: Staff, damage: bytes) -> None:
    text = staff.drafted("reception.held", "reception/n", RECEPTION, CLERK, CHAIR)
    lines = staff.signed(text, CLERK, CHAIR)
    good = text.read_bytes()
    bad = staff.desk / "bad.txt"
    bad.write_bytes(good.replace(b"\n", damage) if b"\n" in damage else damage + good)
    told(staff.sign(bad, CHAIR)[0], 1, "record.malformed", "bad.txt", "hãy chép lại nguyên tệp")
    told(staff.append(bad, lines), 1, "note.malformed", "hãy chép lại nguyên tệp")
    lines[0].write_bytes(b"\xff\xfe junk")
    told(staff.append(text, lines), 1, "note.malformed", str(lines[0]))


def test_nothing_that_is_made_takes_the_place_of_another_file(staff: Staff) -> None:
    text = staff.drafted("reception.held", "reception/o", RECEPTION, CLERK, CHAIR)
    key = staff.desk / "chu-tich.key"
    shutil.copyfile(staff.demo.key(CHAIR), key)
    sign = ("--key", key, "--passphrase-file", staff.demo.readme, "--out", key)
    told(danbiet("record", staff.demo.office, "sign", text, *sign), 2, "storage.differs", str(key))
    told(danbiet("prove", "3", "--from", staff.demo.public, "--out", text), 2, "storage.differs", str(text))
    assert key.read_bytes() == staff.demo.key(CHAIR).read_bytes()


def test_a_proof_never_takes_the_name_of_its_record(demo: Demo, tmp_path: Path) -> None:
    made = tmp_path / "to.note"
    answer = danbiet("prove", "0", "--from", demo.public, "--out", made)
    assert answer.status == 0, answer.err
    assert made.read_text().startswith("c2sp.org/tlog-proof@v1")
    assert (tmp_path / "to.note.note").read_bytes().startswith(b"danbiet/record@v1")

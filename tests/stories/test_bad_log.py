"""What ``verify`` says of a published folder that is not as it was: code, place, what to do, exit status 1 or 2."""

from __future__ import annotations

import re
import shutil
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from ledger import keyfile
from ledger.tlog import cosignature, note, tile
from tests.command import danbiet
from tests.stories.telling import told

if TYPE_CHECKING:
    from pathlib import Path

    from tests.demo import Demo


@pytest.fixture
def public(demo: Demo, tmp_path: Path) -> Path:
    """A copy of the published folder, to spoil."""
    shutil.copytree(demo.public, tmp_path / "public")
    return tmp_path / "public"


@pytest.fixture
def bundle(public: Path) -> Path:
    """The bundle that holds every entry."""
    return max((public / "log/tile/entries/000.p").iterdir(), key=lambda path: int(path.name))


def flip(path: Path, place: int | None = None) -> None:
    """Change one byte."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2 if place is None else place] ^= 1
    path.write_bytes(data)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    told(danbiet("verify", tmp_path / "none"), 2, "source.missing", str(tmp_path / "none"))


def test_a_zip_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "so.zip").write_bytes(b"PK\x03\x04 torn")
    told(danbiet("verify", tmp_path / "so.zip"), 2, "source.zip", "so.zip")


@pytest.mark.parametrize(
    ("option", "value", "code"),
    [("--on", "x", "date.malformed"), ("--fingerprint", "XXXX", "fingerprint.malformed"),
     ("--policy", "none", "storage.missing")],
)  # fmt: skip
def test_what_was_asked_wrong_is_told_in_json_too(demo: Demo, option: str, value: str, code: str) -> None:
    answer = danbiet("verify", demo.public, option, value, "--json")
    told(answer, 2, code)
    assert (answer.value["verdict"], [one["code"] for one in answer.value["findings"]]) == ("inconclusive", [code])
    assert "…" not in answer.value["findings"][0]["message"]


def test_a_memory_that_cannot_be_written_is_told_beside_the_verdict(public: Path, tmp_path: Path) -> None:
    (tmp_path / "state").write_bytes(b"a file")
    answer = danbiet("verify", public, "--state", tmp_path / "state", "--on", "2025-12-31", "--json").value
    assert (answer["verdict"], answer["size"]) == ("inconclusive", 128)
    assert [one["code"] for one in answer["findings"]] == ["storage.failed"]


def test_a_damaged_memory_of_ones_own_hides_no_other_finding(public: Path, bundle: Path, tmp_path: Path) -> None:
    state = tmp_path / "state"
    assert danbiet("verify", public, "--state", state, "--on", "2025-12-31").status == 0
    (memory,) = state.iterdir()
    memory.write_bytes(b"junk")
    told(danbiet("verify", public, "--state", state, "--on", "2025-12-31"), 2, "storage.damaged", str(memory))
    bundle.write_bytes(bundle.read_bytes()[:-1])
    answer = danbiet("verify", public, "--state", state)
    told(answer, 1, "tile.mismatch")
    assert "[storage.damaged]" in answer.out


@pytest.mark.parametrize(("name", "code"), [("so.zip", "source.zip"), ("none", "source.missing")])
def test_what_cannot_be_opened_is_told_in_json_too(demo: Demo, tmp_path: Path, name: str, code: str) -> None:
    (tmp_path / "so.zip").write_bytes(b"PK\x03\x04 torn")
    answer = danbiet("verify", tmp_path / name, "--json", "--on", "2026-01-05")
    told(answer, 2, code, name)
    assert list(answer.value) == list(danbiet("verify", demo.public, "--json").value)
    assert (answer.value["verdict"], answer.value["on"]) == ("inconclusive", "2026-01-05")
    assert [(one["code"], one["path"]) for one in answer.value["findings"]] == [(code, str(tmp_path / name))]


@pytest.mark.parametrize("time", [253_402_300_800, 2**62, 2**63 - 1])
def test_a_cosignature_of_a_year_that_no_calendar_has(demo: Demo, public: Path, time: int) -> None:
    newest = max((public / "log/cosigned").iterdir(), key=lambda path: int(path.name))
    signed = note.parse(newest.read_bytes())
    witness = keyfile.open_key(demo.key("witness"), demo.passphrase("witness"))
    line = cosignature.cosign(witness, signed.text, time)
    newest.write_bytes(note.format(note.Note(signed.text, (signed.signatures[0], line))))
    answer = danbiet("verify", public, "--json").value
    assert {one["time"] for one in answer["cosigned"]} == {time}
    told(danbiet("verify", public), 2, "page.stale", "manifest.note")


def test_a_day_that_no_calendar_has(public: Path) -> None:
    told(danbiet("duties", public, "--on", "9999-12-31"), 2, "date.year", "9999")
    told(danbiet("verify", public, "--on", "9999-12-31"), 2, "date.year", "9999")


def test_a_checkpoint_that_cannot_be_read(public: Path) -> None:
    (public / "log" / "checkpoint").write_bytes(b"\xff\x00")
    told(danbiet("verify", public), 1, "note.malformed", "log/checkpoint")


def test_a_bundle_that_cannot_be_read(public: Path, bundle: Path) -> None:
    bundle.unlink()
    bundle.mkdir()
    told(danbiet("verify", public), 1, "tile.missing", bundle.relative_to(public).as_posix())


def test_a_log_cut_short(public: Path, bundle: Path) -> None:
    bundle.write_bytes(bundle.read_bytes()[:-100])
    told(danbiet("verify", public), 1, "tile.mismatch", bundle.relative_to(public).as_posix())


def test_a_log_that_forgot_its_newest_records(demo: Demo, public: Path, tmp_path: Path) -> None:
    state = tmp_path / "state"
    assert danbiet("verify", demo.public, "--state", state).status == 0
    oldest = min((public / "log/cosigned").iterdir(), key=lambda path: int(path.name))
    (public / "log/checkpoint").write_bytes(oldest.read_bytes())
    told(danbiet("verify", public, "--state", state), 1, "log.rollback")


def test_an_edited_record(public: Path, bundle: Path) -> None:
    entries = tile.parse_bundle(bundle.read_bytes())
    place = next(index for index, entry in enumerate(entries) if b"339.200.000" in entry)
    entries[place] = entries[place].replace(b"339.200.000", b"139.200.000", 1)
    bundle.write_bytes(tile.bundle(entries))
    answer = danbiet("verify", public)
    told(answer, 1, "note.signature-bad", f"Tờ {place:06d}")
    told(answer, 1, "entry.hash-mismatch", f"Tờ {place:06d}")


def test_two_records_in_each_others_place(public: Path, bundle: Path) -> None:
    entries = tile.parse_bundle(bundle.read_bytes())
    entries[40], entries[41] = entries[41], entries[40]
    bundle.write_bytes(tile.bundle(entries))
    told(danbiet("verify", public), 1, "entry.hash-mismatch", "Tờ 000040")


def test_another_ledger_than_the_one_on_paper(public: Path) -> None:
    paper = "AAAA BBBB CCCC DDDD EEEE FFFF GGGG HHHH"
    told(danbiet("verify", public, "--fingerprint", paper), 1, "log.fingerprint")


@pytest.mark.parametrize("path", ["index.html", "qua-han.html", "data/records/2025-03.ndjson", "kiem-chung.html"])
def test_a_page_or_a_data_file_with_one_byte_changed(public: Path, path: str) -> None:
    flip(public / path)
    told(danbiet("verify", public), 1, "page.mismatch", path)


def test_an_attachment_with_one_byte_changed(public: Path) -> None:
    (plan,) = (public / "attachments").rglob("ke-hoach-2025.txt")
    flip(plan)
    path = plan.relative_to(public).as_posix()
    told(danbiet("verify", public), 1, "attachment.mismatch", path)
    found = danbiet("verify", public, "--json").value["findings"]
    assert [one["index"] is not None for one in found if one["path"] == path] == [True]


def test_without_pages_the_answer_says_that_they_were_not_compared(public: Path) -> None:
    answer = danbiet("verify", public, "--json").value
    assert answer["verdict"] == "valid"
    assert answer["pages"] == "unchecked"
    assert "page.unchecked" in [one["code"] for one in answer["notices"]]


def test_a_broken_part_is_told_once_and_not_as_strange_files(public: Path) -> None:
    flip(public / "manifest" / "root.json")
    answer = danbiet("verify", public, "--json")
    assert [(one["code"], one["path"]) for one in answer.value["findings"]] == [
        ("manifest.malformed", "manifest/root.json")
    ]


def test_a_file_that_nothing_derives(public: Path) -> None:
    (public / "tin-them.html").write_text("x")
    told(danbiet("verify", public), 1, "file.unexpected", "tin-them.html")


@pytest.mark.parametrize(
    ("arguments", "code", "place"),
    [
        (["khong-co", "2025-01-01"], "duty.unknown", "khong-co"),
        (["xa-ck-01", "2025-02-30"], "date.malformed", "2025-02-30"),
        (["xa-ck-01", "2031-02-03"], "date.beyond-calendar", "03/02/2031"),
        (["xa-ck-01", "2025-02-03", "--calendar", "1999-01-01"], "calendar.unknown", "1999-01-01"),
    ],
)
def test_a_duty_or_a_day_that_is_none(arguments: list[str], code: str, place: str) -> None:
    told(danbiet("deadline", *arguments), 2, code, place)


def test_a_day_of_judgement_that_is_none(public: Path) -> None:
    told(danbiet("verify", public, "--on", "hôm nay"), 2, "date.malformed", "hôm nay")
    told(danbiet("duties", public, "--on", "2025-13-01"), 2, "date.malformed", "2025-13-01")
    told(danbiet("verify", public, "--on", ""), 2, "date.malformed")
    told(danbiet("duties", public, "--on", "2031-03-01", "--json"), 0, "date.beyond-calendar", "01/03/2031")


@pytest.mark.parametrize("typed", ["", "FW6S", "0W6S VPDP NO2S NA72 W26L ZOVO V6WQ YUOE", "dấu vân tay"])
def test_a_fingerprint_that_no_ledger_has_was_mistyped_and_accuses_nobody(demo: Demo, public: Path, typed: str) -> None:
    told(danbiet("verify", public, "--fingerprint", typed), 2, "fingerprint.malformed", "tờ giấy")
    command = ["witness", "cosign", demo.board, public, "--passphrase-file", demo.readme]
    told(danbiet(*command, "--fingerprint", typed), 2, "fingerprint.malformed")


def test_a_key_list_of_ones_own_that_is_damaged_is_named_and_not_the_ledgers(public: Path, tmp_path: Path) -> None:
    for damaged in ((public / "log/policy").read_bytes().replace(b"+", b"+\xa3", 1), b"\x00", b"khong phai"):
        (tmp_path / "policy").write_bytes(damaged)
        told(danbiet("verify", public, "--policy", tmp_path / "policy"), 1, "policy.malformed", "--policy")
        proof = tmp_path / "3.tlog-proof"
        assert danbiet("prove", "3", "--from", public, "--out", proof).status == 0
        command = ["verify-proof", proof.with_suffix(".note"), proof, "--policy", tmp_path / "policy"]
        told(danbiet(*command), 1, "policy.malformed")


def test_duties_are_told_in_words_that_people_know(demo: Demo) -> None:
    told_late = danbiet("duties", demo.public, "--on", "2025-12-31").out.replace("\u00a0", " ")
    assert ", năm 2024, thôn Đoài (" in told_late
    assert "thon-doai" not in told_late
    assert " Art " not in told_late
    head, _, rest = told_late.partition("\n")
    count = re.fullmatch(r"Ngày 31/12/2025: quá hạn (\d+) lần, của (\d+) loại việc; sắp đến hạn \d+ việc\.", head)
    assert count is not None
    assert rest.count("- Quá hạn ") + rest.count("- Gỡ sớm ") == int(count[1])
    assert rest.index("Hạn này có từ trước khi mở sổ này") > rest.index("- Quá hạn ")
    after = rest.rpartition("Hạn này có từ trước khi mở sổ này")[2]
    assert "- Quá hạn" not in after, "what is older than the ledger stands last"


def test_hours_are_those_of_vietnam(demo: Demo) -> None:
    newest = danbiet("verify", demo.public, "--json").value["cosigned"][0]["time"]
    last = danbiet("witness", "status", demo.board, "--json").value["time"]
    for time, command in ((newest, ["verify", demo.public]), (last, ["witness", "status", demo.board])):
        there = datetime.fromtimestamp(time, timezone(timedelta(hours=7)))
        assert f"{there:%H} giờ {there:%M}, ngày {there:%d/%m/%Y}" in danbiet(*command).out.replace("\u00a0", " ")


def test_signatures_that_nobody_checked_are_called_claims(public: Path, tmp_path: Path) -> None:
    proof = tmp_path / "32.tlog-proof"
    assert danbiet("prove", "32", "--from", public, "--out", proof).status == 0
    note = proof.with_suffix(".note")
    note.write_bytes(note.read_bytes().replace(b"339.200.000", b"339.200.001"))
    answer = danbiet("verify-note", note, "--policy", public / "log/policy")
    assert (answer.status, "Chữ ký đúng" in answer.out) == (2, False)
    assert "chữ ký này chưa kiểm ở đây" in answer.out
    manifest = danbiet("verify-note", public / "manifest.note", "--policy", public / "log/policy")
    assert (manifest.status, "Chữ ký đúng: demo.danbiet.example/huong-son/log." in manifest.out) == (0, True)


def test_duties_of_a_folder_without_a_log_say_why_they_decide_nothing(tmp_path: Path) -> None:
    told(danbiet("duties", tmp_path, "--on", "2025-03-01"), 1, "checkpoint.malformed", "log/checkpoint")


def test_a_matter_of_a_damaged_log_is_told_with_the_damage_and_never_as_absent(public: Path, bundle: Path) -> None:
    bundle.write_bytes(bundle.read_bytes() + b"x")
    for command in (["timeline", "disclosure/2025-0001"], ["duties", "--on", "2025-12-31"]):
        where = ["--from", public] if command[0] == "timeline" else [public]
        told(danbiet(*command, *where), 1, "tile.mismatch", bundle.relative_to(public).as_posix())


def test_a_record_that_the_ledger_lacks(public: Path) -> None:
    told(danbiet("prove", "9999", "--from", public), 1, "prove.unknown")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["nope"], "Không có lệnh nope."),
        (["verify"], "Thiếu FROM."),
        (["verify", ".", "--pagez"], "Không có tùy chọn --pagez. Ý là --pages?"),
        (["verify", "a", "b"], "Thừa b."),
        (["prove", "1"], "Thiếu --from."),
        (["duties", ".", "--on"], "--on thiếu giá trị đi sau."),
        (["verify", ".", "--json=1"], "--json không đi kèm giá trị."),
        (["office", ".", "--port", "99999"], "--port: giá trị không dùng được; hãy xem cách dùng."),
        (["record", "."], "Thiếu tên lệnh đi sau."),
    ],
)
def test_a_command_that_is_typed_wrong(arguments: list[str], sentence: str) -> None:
    answer = danbiet(*arguments)
    assert (answer.status, answer.err.splitlines()[0]) == (2, sentence)
    assert answer.err.splitlines()[1].startswith("Xem cách dùng: danbiet")


@pytest.mark.parametrize("arguments", [[], ["witness"]])
def test_a_command_without_its_name_shows_the_help(arguments: list[str]) -> None:
    answer = danbiet(*arguments)
    assert answer.status == 2
    assert answer.err.startswith(" ".join(["Cách dùng: danbiet", *arguments, "[TÙY CHỌN] LỆNH …\n"]))


def test_a_cosignature_file_with_nothing_in_it(demo: Demo, tmp_path: Path) -> None:
    copied = demo.copy(tmp_path / "demo")
    empty = tmp_path / "empty"
    empty.touch()
    answer = danbiet("publish", copied.office, "--cosignature", empty, "--passphrase-file", copied.readme)
    told(answer, 1, "note.malformed", str(empty))
    assert copied.files() == demo.files()

"""From a form to the ledger: two people, each with an own key, on one text; and every way in which it must not go."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from ledger.record import code, unseal
from ledger.tlog import note
from tests.disclosures.desk.bench import PDF, Bench, good, name_of, passphrase, told

if TYPE_CHECKING:
    from httpx import Response

ID = "0123456789abcdef"
FORM, SIGN = f"/nhap/{ID}", f"/ky/{ID}"
OTHER = "1123456789abcdef"


def sign(bench: Bench, stem: str, words: str | None = None, path: str = SIGN) -> Response:
    return bench.post(path, key=stem, mk=passphrase(stem) if words is None else words, nut="ky")


def record(bench: Bench, topic: str, draft_id: str = ID, **changed: str | list[str]) -> Response:
    """The whole way of one record."""
    assert bench.write(f"/nhap/{draft_id}", topic, **changed).status_code == 303
    assert sign(bench, "van-phong-thong-ke", path=f"/ky/{draft_id}").status_code == 303
    return sign(bench, "chu-tich", path=f"/ky/{draft_id}")


def test_two_people_sign_one_text_and_the_record_is_in_the_ledger(bench: Bench) -> None:
    answer = record(bench, "document.issued")
    assert answer.headers["location"] == "/to/1?moi=1"
    page = bench.get("/to/1?moi=1")
    bench.recorder.catch_up()
    entry = bench.recorder.entries[1]
    assert entry.sound
    assert {key.holder for key in entry.signers} == {"p01", "p03"}
    assert "Tờ 000001 đã vào sổ" in page
    assert code(bench.office.origin, 1, entry.leaf) in re.sub(r"<[^>]+>", "", page)
    assert "Đã ký, chưa công bố" in page
    assert bench.drafts.all() == []
    assert entry.record is not None
    assert entry.record.entity == "document/2026-0001"
    assert "Đã ký, chưa công bố" in bench.get("/")


def test_what_a_document_started_is_waited_for_and_settled(bench: Bench) -> None:
    record(bench, "document.issued")
    assert "Quyết định phê duyệt tiến độ" in bench.get("/")
    link = "/ghi/disclosure.published?duties=xa-ck-03&about=document/2026-0001"
    page = bench.get(link)
    assert re.search(r'value="xa-ck-03"[^>]* checked', page)
    assert not re.search(r'value="ns-tinh-bao-cao"[^>]* checked', page)
    assert record(bench, "disclosure.published", OTHER).headers["location"] == "/to/2?moi=1"
    waiting = {one.duty for one in bench.desk.world().awaited if one.matter == "document/2026-0001"}
    assert waiting == {"xa-ck-niem-yet"}


def test_sheets_go_up_for_as_long_as_the_law_says_and_come_down_after(bench: Bench) -> None:
    record(bench, "document.issued")
    record(bench, "disclosure.published", OTHER)
    on = good("", bench.today)
    posted = {
        **on,
        "entity": "disclosure/2026-0001",
        "about": "document/2026-0001",
        "places": ["Trụ sở Ủy ban nhân dân"],
        "places__khac": "Chợ Đoài\n\nĐình làng",
        "duties": ["xa-ck-niem-yet"],
    }
    assert "đã công khai" in bench.get("/").lower()
    answer = record(bench, "disclosure.posted", ID, **posted)
    assert answer.headers["location"] == "/to/3?moi=1"
    bench.recorder.catch_up()
    body = bench.recorder.entries[3].record
    assert body is not None
    assert body.body["places"] == ["Trụ sở Ủy ban nhân dân", "Chợ Đoài", "Đình làng"]
    assert body.body["until"] == (bench.today + timedelta(days=30)).isoformat()
    assert body.body["about"] == ["document/2026-0001"]
    down = {**on, "entity": "disclosure/2026-0001", "places": ["Chợ Đoài"]}
    early = bench.write(FORM, "disclosure.taken-down", **down)
    assert early.status_code == 422
    assert "chưa dán đủ 30 ngày" in early.text
    assert "khoản" in early.text


def test_the_chair_sees_the_public_page_before_signing(bench: Bench) -> None:
    bench.post(FORM, files={"tep": ("quét.pdf", PDF)}, topic="document.issued", nut="luu")
    bench.write(FORM, "document.issued", rieng="khong")
    sign(bench, "van-phong-thong-ke")
    page = bench.get(SIGN)
    source = re.search(r'<iframe class="preview" src="([^"]+)"', page)
    assert source is not None
    answer = bench.client.get(source[1])
    assert "<h1>Quyết định phê duyệt tiến độ làm mương thôn Đoài</h1>" in answer.text
    assert "quet.pdf" in answer.text
    policy = answer.headers["content-security-policy"]
    assert "sandbox allow-same-origin" in policy
    assert "default-src 'none'" in policy
    assert 'sandbox="allow-same-origin"' in page
    assert bench.client.get(f"/xem/{ID}/qua-han.html").status_code == 200
    assert bench.client.get(f"/xem/{ID}/no-such.html").status_code == 404
    assert bench.client.get("/xem/so/index.html").status_code == 200
    assert bench.client.get(f"/xem/{OTHER}/index.html").status_code == 404
    assert len(bench.recorder.entries) == 1


@pytest.mark.parametrize("words", ["không phải câu này đâu", passphrase("van-phong-thong-ke"), " "])
def test_a_wrong_passphrase_signs_nothing_and_is_kept_nowhere(bench: Bench, words: str) -> None:
    bench.write(FORM, "document.issued")
    sign(bench, "van-phong-thong-ke")
    answer = sign(bench, "chu-tich", words)
    assert answer.status_code == 422
    assert any("không mở được khóa này" in one for one in told(answer))
    assert words == " " or words not in answer.text
    assert len(bench.recorder.entries) == 1
    assert len(bench.drafts.all()[0].lines) == 1
    assert words.encode() not in bench.office.drafts.read_bytes() or words == " "
    assert sign(bench, "chu-tich").headers["location"] == "/to/1?moi=1"


def test_no_passphrase_is_ever_written_to_the_disk(bench: Bench) -> None:
    record(bench, "document.issued")
    for path in bench.office.folder.parent.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert passphrase("chu-tich").encode() not in data, path
            assert passphrase("van-phong-thong-ke").encode() not in data, path


@pytest.mark.parametrize("stem", ["van-phong-thong-ke", "pho-chu-tich", "ban-chi-dao", "log", "no-such", "../x", ""])
def test_only_the_person_whose_turn_it_is_can_sign(bench: Bench, stem: str) -> None:
    """The clerk cannot approve what the clerk wrote; nor can a third person."""
    bench.write(FORM, "document.issued")
    sign(bench, "van-phong-thong-ke")
    answer = sign(bench, stem)
    assert answer.status_code == 422
    assert any(one.startswith("Khóa này không phải khóa của người đang cần ký") for one in told(answer))
    assert len(bench.recorder.entries) == 1


def test_the_approver_cannot_sign_first(bench: Bench) -> None:
    bench.write(FORM, "document.issued")
    assert sign(bench, "chu-tich").status_code == 422
    assert bench.drafts.all()[0].lines == ()


def test_one_person_with_two_keys_does_not_get_to_sign(bench: Bench) -> None:
    """Whoever changed the draft behind the form's back still meets the same rule before the first signature."""
    bench.write(FORM, "document.issued")
    draft = bench.drafts.all()[0]
    two = {"signer-0": [name_of("ban-chi-dao")], "signer-1": [name_of("pho-chu-tich")]}
    bench.drafts.save(type(draft)(draft.id, draft.topic, {**draft.values, **two}, draft.saved))
    answer = sign(bench, "ban-chi-dao")
    assert answer.status_code == 409
    assert "Bản nháp còn chỗ cần sửa" in answer.text
    assert len(bench.recorder.entries) == 1


def test_a_record_is_sent_back_with_a_reason_and_without_a_passphrase(bench: Bench) -> None:
    bench.write(FORM, "document.issued")
    sign(bench, "van-phong-thong-ke")
    empty = bench.post(f"{SIGN}/tra", ly__do="  ")
    assert empty.status_code == 422
    assert any(one.startswith("Hãy viết cần sửa gì") for one in told(empty))
    bench.post(f"{SIGN}/tra", ly__do="Thiếu số hộ của thôn Nam.")
    draft = bench.drafts.all()[0]
    assert (draft.state, draft.text, draft.lines) == ("returned", b"", ())
    assert "Thiếu số hộ của thôn Nam." in bench.get("/")
    assert "Thiếu số hộ của thôn Nam." in bench.get(FORM)
    assert bench.write(FORM, "document.issued", title="Quyết định đã sửa").status_code == 303
    sign(bench, "van-phong-thong-ke")
    assert sign(bench, "chu-tich").headers["location"] == "/to/1?moi=1"


def test_a_signed_text_cannot_be_changed_under_the_signature(bench: Bench) -> None:
    bench.write(FORM, "document.issued")
    sign(bench, "van-phong-thong-ke")
    before = bench.drafts.all()[0]
    assert bench.write(FORM, "document.issued", title="Khác hẳn").status_code == 409
    bench.now += timedelta(minutes=20)
    bench.write(FORM, "document.issued", title="Khác hẳn")
    assert bench.drafts.all()[0] == before


def test_who_recorded_first_wins_and_the_other_keeps_the_words(bench: Bench) -> None:
    bench.write(FORM, "document.issued")
    sign(bench, "van-phong-thong-ke")
    record(bench, "document.issued", OTHER, number="232/QĐ-UBND")
    answer = sign(bench, "chu-tich")
    assert answer.headers["location"] == FORM
    draft = bench.drafts.all()[0]
    assert (draft.state, draft.lines) == ("returned", ())
    assert "Hãy xem lại rồi ký lại từ đầu." in bench.get(FORM)
    bench.write(FORM, "document.issued")
    sign(bench, "van-phong-thong-ke")
    assert sign(bench, "chu-tich").headers["location"] == "/to/2?moi=1"


def test_a_crash_between_the_last_signature_and_the_ledger_loses_nothing(bench: Bench) -> None:
    bench.write(FORM, "document.issued")
    sign(bench, "van-phong-thong-ke")
    waiting = bench.drafts.all()[0]
    sign(bench, "chu-tich")
    bench.recorder.catch_up()
    sealed = unseal(bench.recorder.entries[1].raw, bench.office.origin)
    lines = tuple(note.signature_line(one).decode() for one in sealed.note.signatures)
    bench.drafts.save(replace(waiting, lines=lines))
    assert "Mọi người đã ký, tờ chưa vào sổ." in bench.get(SIGN)
    assert bench.post(SIGN).headers["location"] == "/to/1?moi=1"
    assert len(bench.recorder.entries) == 2
    assert bench.drafts.all() == []


def test_a_second_document_of_the_same_number_is_refused_at_its_field(bench: Bench) -> None:
    record(bench, "document.issued")
    answer = bench.write(FORM, "document.issued")
    assert answer.status_code == 422
    assert any(one.startswith("Văn bản số 231/QĐ-UBND năm 2026 đã ghi ở “Quyết định") for one in told(answer))
    assert "document/2026" not in answer.text
    assert 'href="#number"' in answer.text


def test_the_first_screen_names_who_must_sign(bench: Bench) -> None:
    assert "Không có tờ nào chờ ký" in bench.get("/ky")
    bench.write(FORM, "document.issued")
    sign(bench, "van-phong-thong-ke")
    assert "Chờ Chủ tịch Ủy ban nhân dân ký" in bench.get("/ky")


def test_a_receipt_that_does_not_exist_is_said_to_be_missing(bench: Bench) -> None:
    assert bench.client.get("/to/99").status_code == 404
    assert bench.client.get("/ky/ffffffffffffffff").status_code == 404
    assert bench.client.get("/nhap/ffffffffffffffff").status_code == 404

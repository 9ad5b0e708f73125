"""From a form to the ledger: two people, each with an own key, on one text; and every way in which it must not go."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from html import unescape
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


def test_two_people_sign_one_text_and_the_record_is_in_the_ledger(bench: Bench) -> None:
    answer = bench.record("document.issued")
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
    bench.record("document.issued")
    assert "Quyết định phê duyệt tiến độ" in bench.get("/")
    link = "/ghi/disclosure.published?duties=xa-ck-03&about=document/2026-0001"
    page = bench.get(link)
    assert re.search(r'value="xa-ck-03"[^>]* checked', page)
    assert not re.search(r'value="ns-tinh-bao-cao"[^>]* checked', page)
    assert bench.record("disclosure.published", OTHER).headers["location"] == "/to/2?moi=1"
    waiting = {one.duty for one in bench.desk.world().awaited if one.matter == "document/2026-0001"}
    assert waiting == {"xa-ck-niem-yet"}


def test_sheets_go_up_for_as_long_as_the_law_says_and_come_down_after(bench: Bench) -> None:
    bench.record("document.issued")
    bench.record("disclosure.published", OTHER)
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
    page = bench.get("/to/2?moi=1")
    assert "In phiếu niêm yết" in page
    assert 'href="/ghi/disclosure.posted?entity=disclosure/2026-0001"' in page
    answer = bench.record("disclosure.posted", ID, **posted)
    assert answer.headers["location"] == "/to/3?moi=1"
    assert "In phiếu niêm yết" not in bench.get("/to/2?moi=1") + bench.get("/to/3?moi=1")
    bench.recorder.catch_up()
    body = bench.recorder.entries[3].record
    assert body is not None
    assert body.body["places"] == ["Trụ sở Ủy ban nhân dân", "Chợ Đoài", "Đình làng"]
    assert body.body["until"] == (bench.today + timedelta(days=30)).isoformat()
    assert body.body["about"] == ["document/2026-0001"]
    assert f"Gỡ được từ ngày {bench.today + timedelta(days=30):%d/%m/%Y}" in bench.get("/").replace("\u00a0", " ")


def test_sheets_that_came_down_early_are_recorded_as_that_with_the_reason(bench: Bench) -> None:
    bench.record("document.issued")
    bench.record("disclosure.published", OTHER)
    place: dict[str, str | list[str]] = {"entity": "disclosure/2026-0001", "about": "document/2026-0001"}
    place |= {"places": ["Trụ sở Ủy ban nhân dân"]}
    bench.record("disclosure.posted", ID, **place, duties=["xa-ck-niem-yet"])
    bench.now += timedelta(days=14)
    bench.wake()
    unsaid = bench.faulty(bench.write(FORM, "disclosure.taken-down", **place))
    assert "chưa dán đủ 30 ngày liền" in unsaid.text
    assert "hãy ghi vì sao gỡ sớm." in unsaid.text
    assert 'href="#reason"' in unsaid.text
    bench.write(FORM, "disclosure.taken-down", **place, reason="Bão làm hỏng bảng tin")
    source = re.search(r'<iframe class="preview" src="([^"]+)"', bench.get(SIGN))
    assert source is not None
    page = unescape(re.sub(r"<[^>]+>", "", bench.get(source[1]))).replace("\u00a0", " ")
    assert page.count("Gỡ sớm 16 ngày: niêm yết chưa đủ") == 3  # before all else, and at each of the two duties
    assert f"Gỡ sớm ngày {bench.today:%d/%m/%Y}" in page
    assert "Vì sao: Bão làm hỏng bảng tin" in page
    late = unescape(bench.get(f"/xem/{ID}/qua-han.html")).replace("\u00a0", " ")
    assert "Gỡ sớm 16 ngày: niêm yết chưa đủ" in late
    assert "Phải đủ đến ngày" in late


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
    answer = bench.faulty(sign(bench, "chu-tich", words))
    assert any("ật khẩu chưa đúng; hãy xem phím Caps Lock" in one for one in told(answer))
    assert words == " " or words not in answer.text
    assert len(bench.recorder.entries) == 1
    assert len(bench.drafts.all()[0].lines) == 1
    assert words.encode() not in bench.office.drafts.read_bytes() or words == " "
    assert sign(bench, "chu-tich").headers["location"] == "/to/1?moi=1"


def test_no_passphrase_is_ever_written_to_the_disk(bench: Bench) -> None:
    bench.record("document.issued")
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
    answer = bench.faulty(sign(bench, stem))
    assert any(one.startswith("Khóa này không phải khóa của người đang cần ký") for one in told(answer))
    assert len(bench.recorder.entries) == 1


def test_the_approver_cannot_sign_first(bench: Bench) -> None:
    bench.write(FORM, "document.issued")
    bench.faulty(sign(bench, "chu-tich"))
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
    empty = bench.faulty(bench.post(f"{SIGN}/tra", ly__do="  "))
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
    answer = bench.write(FORM, "document.issued", title="Khác hẳn")
    assert bench.drafts.get(ID) == before
    page = bench.follow(answer).text
    assert "đang chờ ký, nên không đổi được nữa" in page
    assert f'href="{SIGN}"' in page
    assert 'value="Khác hẳn"' in page
    bench.now += timedelta(minutes=20)
    late = bench.write(FORM, "document.issued", title="Khác hẳn nữa")
    assert late.headers["location"].startswith("/mo-khoa?ve=/nhap/")
    assert bench.drafts.get(ID) == before
    assert {one.one("title") for one in bench.drafts.all()} >= {"Khác hẳn", "Khác hẳn nữa"}


def test_who_recorded_first_wins_and_the_other_keeps_the_words(bench: Bench) -> None:
    bench.write(FORM, "document.issued")
    sign(bench, "van-phong-thong-ke")
    bench.record("document.issued", OTHER, number="232/QĐ-UBND")
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
    bench.record("document.issued")
    answer = bench.faulty(bench.write(FORM, "document.issued"))
    assert any(one.startswith("Văn bản số 231/QĐ-UBND năm 2026 đã ghi ở “Quyết định") for one in told(answer))
    assert "document/2026" not in answer.text
    assert 'href="#number"' in answer.text


def test_the_first_screen_names_who_must_sign(bench: Bench) -> None:
    assert "Không có tờ nào chờ ký" in bench.get("/ky")
    bench.write(FORM, "document.issued")
    page = bench.follow(sign(bench, "van-phong-thong-ke")).text
    assert '<p class="kept" role="status">Đã ký và trình. Chờ Chủ tịch Ủy ban nhân dân ký.</p>' in page
    assert "Trình lúc" in page
    again = bench.get("/ky")
    assert "Đã ký và trình" not in again  # said once
    assert "Chờ Chủ tịch Ủy ban nhân dân ký" in again
    assert "Mọi tờ đã vào sổ đều đã công bố" in again


def test_a_receipt_that_does_not_exist_is_said_to_be_missing(bench: Bench) -> None:
    assert bench.client.get("/to/99").status_code == 404
    assert bench.client.get("/ky/ffffffffffffffff").status_code == 404
    assert bench.client.get("/nhap/ffffffffffffffff").status_code == 404


def test_only_a_newer_record_of_the_matter_is_told_as_such(bench: Bench) -> None:
    """The ledger refuses for another reason: the scan that the record names is no longer in the office."""
    bench.post(FORM, files={"tep": ("a.pdf", PDF)}, topic="document.issued", nut="luu")
    bench.write(FORM, "document.issued", rieng="khong")
    sign(bench, "van-phong-thong-ke")
    for kept in bench.office.attachments.iterdir():
        kept.unlink()
    assert sign(bench, "chu-tich").headers["location"] == FORM
    page = bench.get(FORM)
    assert "ăn phòng chưa có tệp kèm theo a.pdf" in page
    assert "sổ có tờ mới" not in page


def test_nobody_types_a_passphrase_for_what_must_wait_for_a_publication(bench: Bench) -> None:
    """Nothing was published for over 60 days: what is drawn up now would be refused as stale after both had signed."""
    bench.write(FORM, "document.issued")
    sign(bench, "van-phong-thong-ke")
    bench.record("document.issued", OTHER, number="1/QĐ-UBND")
    bench.now += timedelta(days=61)
    bench.wake()
    bench.record("document.issued", OTHER, number="2/QĐ-UBND")
    for draft_id, told_there in ((ID, "Hãy trả lại tờ này, công bố, rồi trình lại."), (OTHER, "Hãy công bố trước")):
        bench.write(f"/nhap/{OTHER}", "document.issued", number="3/QĐ-UBND")
        page = bench.get(f"/ky/{draft_id}")
        assert told_there in page
        assert 'name="mk"' not in page
    assert sign(bench, "van-phong-thong-ke", path=f"/ky/{OTHER}").headers["location"] == f"/ky/{OTHER}"
    assert bench.drafts.get(OTHER).lines == ()  # type: ignore[union-attr]  # kept just now
    bench.publish()
    assert sign(bench, "van-phong-thong-ke", path=f"/ky/{OTHER}").headers["location"] == "/ky"
    assert sign(bench, "chu-tich", path=f"/ky/{OTHER}").headers["location"] == "/to/3?moi=1"


def test_a_preview_shows_no_code_because_it_would_be_another_one(bench: Bench) -> None:
    bench.write(FORM, "document.issued")
    source = re.search(r'<iframe class="preview" src="([^"]+)"', bench.get(SIGN))
    assert source is not None
    for state in ("not signed yet", "signed by the author"):
        page = re.sub(r"<[^>]+>", "", bench.get(source[1]))
        assert not re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", page), state
        assert "(có sau khi mọi người ký)" in page
        sign(bench, "van-phong-thong-ke")


def test_the_chairs_list_names_the_matter_of_each_record(bench: Bench) -> None:
    bench.record("document.issued")
    bench.record("disclosure.published", OTHER)
    change = {"changes___field": "Dài", "changes___wrong": "300 mét", "changes___right": "320 mét", "reason": "Nhầm"}
    bench.write(FORM, "disclosure.corrected", entity="disclosure/2026-0001", **change)
    named = "Đính chính: Làm mương thôn Đoài: đã đến đâu"
    assert named in bench.get("/")
    assert f"Xem lại: {named}" in bench.get(SIGN)
    sign(bench, "van-phong-thong-ke")
    assert named in bench.get("/ky")


def test_a_wrong_passphrase_is_told_without_the_folders_of_this_machine(bench: Bench) -> None:
    bench.write(FORM, "document.issued")
    page = bench.faulty(sign(bench, "van-phong-thong-ke", "không phải câu này đâu")).text
    assert str(bench.office.keys) not in page
    assert "van-phong-thong-ke.key" in page

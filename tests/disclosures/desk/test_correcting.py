"""A correction corrects what was written, says why, and names where its sheet must hang."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest

from disclosures.desk import recorded
from disclosures.model.bodies import Change, DisclosurePublished
from disclosures.model.disclosure import Correction, Disclosure
from tests.disclosures.desk.bench import PDF, Bench, good, told

ID, OTHER = "0123456789abcdef", "1123456789abcdef"
FORM = f"/nhap/{ID}"


def test_an_error_is_put_right_where_it_hangs(bench: Bench) -> None:
    bench.record("document.issued")
    bench.record("disclosure.published", OTHER)
    on = good("", bench.today)
    posted: dict[str, str | list[str]] = {
        "entity": "disclosure/2026-0001",
        "about": "document/2026-0001",
        "duties": ["xa-ck-niem-yet"],
    }
    bench.record("disclosure.posted", ID, **on, **posted, places=["Nhà văn hóa thôn Đoài"])
    page = bench.get("/ghi/disclosure.corrected?entity=disclosure/2026-0001")
    change: dict[str, str | list[str]] = {
        "changes___field": "Chiều dài",
        "changes___wrong": "300 mét",
        "changes___right": "320 mét",
        "reason": "Gõ nhầm",
    }
    nowhere = bench.faulty(bench.write(FORM, "disclosure.corrected", **posted | {"duties": []}, **change))
    assert "Tờ đính chính cũng phải dán ở Nhà văn hóa thôn Đoài" in unescape(nowhere.text).replace("\u00a0", " ")
    assert 'href="#places"' in nowhere.text
    frame = unescape(page.partition('id="da-ghi"')[2].partition("</section>")[0])
    assert "Đã xong 300 mét, còn 200 mét." in frame
    assert 'id="changes.wrong"' in page.partition('id="da-ghi"')[2]
    unsaid = bench.faulty(bench.write(FORM, "disclosure.corrected", **posted, **change | {"reason": ""}))
    assert "Hãy ghi vì sao sai." in told(unsaid)
    other = bench.faulty(bench.write(FORM, "disclosure.corrected", **posted, **change | {"changes___wrong": "350 mét"}))
    assert "Trong tờ không có những chữ này; hãy chép lại từ khung trên." in told(other)
    assert 'href="#changes.wrong"' in other.text
    same = change | {"changes___right": "300 mét"}
    alike = bench.faulty(bench.write(FORM, "disclosure.corrected", **posted | {"duties": []}, **same))
    assert "“Đã ghi là” và “Đúng là” giống hệt nhau; hãy ghi điều đúng." in told(alike)
    assert "chưa ghi nơi dán tờ đính chính" not in bench.get("/")
    answer = bench.record(
        "disclosure.corrected", ID, **posted | {"duties": []}, places=["Nhà văn hóa thôn Đoài"], **change
    )
    after = bench.follow(answer).text
    assert "In tờ đính chính" in after
    assert "Dán ở Nhà văn hóa thôn Đoài." in after
    assert "Ghi nơi dán" in after
    matter = re.search(r'href="(/xem/so/[^"]+)"[^>]*>In tờ đính chính', after)
    assert matter is not None
    assert "Tờ đính chính phải dán ở: Nhà văn hóa thôn Đoài" in bench.get(matter[1])
    assert "chưa ghi nơi dán tờ đính chính" in bench.get("/")
    written = bench.recorder.entries[-1].record
    assert written is not None
    assert written.body["changes"] == [{"field": "Chiều dài", "right": "320 mét", "wrong": "300 mét"}]
    bench.record("disclosure.posted", ID, **on, **posted | {"duties": []}, places=["Nhà văn hóa thôn Đoài"])
    assert "chưa ghi nơi dán tờ đính chính" not in bench.get("/")
    assert "In tờ đính chính" not in bench.get(answer.headers["location"])


def test_where_the_old_sheet_hangs_is_ticked_beforehand(bench: Bench) -> None:
    """First in the correction, then in the record of where its own sheet was put up, and in no later one."""
    bench.record("document.issued")
    bench.record("disclosure.published", OTHER)
    of: dict[str, str | list[str]] = {"entity": "disclosure/2026-0001", "places": ["Nhà văn hóa thôn Đoài"]}
    until = {"until__ngay": "2", "until__thang": "12", "until__nam": "2026"}
    bench.record("disclosure.posted", ID, **of, **until)

    def ticked(link: str) -> list[str]:
        return re.findall(r'name="places" value="([^"]+)"[^>]* checked', bench.get(link))

    assert ticked("/ghi/disclosure.corrected?entity=disclosure/2026-0001") == of["places"]
    change = {"changes___field": "Chiều dài", "changes___wrong": "300 mét", "changes___right": "320 mét"}
    answer = bench.record("disclosure.corrected", ID, **of, **change, reason="Gõ nhầm")
    next_to_do = re.search(r'<a href="([^"]+)">Ghi nơi dán', bench.follow(answer).text)
    assert next_to_do is not None
    assert ticked(unescape(next_to_do[1])) == of["places"]
    bench.record("disclosure.posted", ID, **of, **until)
    assert ticked(unescape(next_to_do[1])) == []


def test_a_sheet_put_beside_the_old_one_ends_with_it_and_its_place_is_named_once(bench: Bench) -> None:
    bench.record("document.issued")
    bench.record("disclosure.published", OTHER)
    posted: dict[str, str | list[str]] = {
        "entity": "disclosure/2026-0001",
        "about": "document/2026-0001",
        "duties": ["xa-ck-niem-yet"],
        "places": ["Nhà văn hóa thôn Đoài"],
    }
    bench.record("disclosure.posted", ID, **posted)
    bench.now += timedelta(days=9)
    bench.wake()
    bench.record("disclosure.posted", ID, **posted, **good("", bench.today))
    record = bench.recorder.entries[-1].record
    assert record is not None
    assert record.body["until"] == "2026-12-02"
    sheets = bench.get("/").partition('id="ny"')[2].partition("</section>")[0]
    assert sheets.count("Nhà văn hóa thôn Đoài") == 1


@pytest.mark.parametrize(
    ("wrong", "there"),
    [
        ("47.000.000 đồng", True),
        ("47.000.000", True),
        ("47.000.001", False),
        ("ba\u0300n\u00a0 giao", True),  # letters and marks apart, and the spaces of a web page
        ("bàn giao xong", False),
        ("Góp của dân", True),
        ("2026-11-02", False),
        ("02/11/2026", True),
    ],
)
def test_words_to_be_corrected_stand_in_the_record_however_they_are_written(wrong: str, *, there: bool) -> None:
    table = {"caption": "Thu chi", "columns": ["Khoản", "Tiền"], "rows": [["Góp của dân", 47_000_000]], "unit": "đồng"}
    body: dict[str, Any] = {
        "forms": ["khac"],
        "on": "2026-11-02",
        "summary": "Đã bàn giao\nđường.",
        "title": "Đường",
        "what": "Đường",
    }
    body["tables"] = [table]
    assert bool(recorded.copied(wrong, "", Disclosure(DisclosurePublished.model_validate(body))).text) is there


def test_words_are_stored_as_the_record_has_them_and_only_whole() -> None:
    """The page strikes the record's own letters and spaces, and never a part of a word or number."""
    body = {"forms": ["khac"], "on": "2026-11-02", "summary": "Chi 410\u00a0đồng cho bàn  ghế.", "title": "Bàn ghế"}
    state = Disclosure(DisclosurePublished.model_validate(body | {"what": "Mua"}))
    assert recorded.copied("410 đồng", "", state).text == "410\u00a0đồng"
    assert recorded.copied("ba\u0300n ghế", "", state).text == "bàn  ghế"
    for part in ("4", "41", "10 đồng", "gh"):
        assert recorded.copied(part, "", state).fault == "Hãy chép cả từ hoặc cả số.", part


@pytest.mark.parametrize(
    ("wrong", "right", "first"),
    [
        ("02/11/2026", "01/11/2026", 1),
        ("2026-11-02", "2026-11-01", 1),
        ("03/11/2026", "01/11/2026", 2),  # some other day
        ("02/11/2026", "05/11/2026", 2),  # what was recorded meanwhile stays possible
        ("02/11/2026", "hôm qua", 2),
    ],
)
def test_only_the_corrected_day_itself_lets_records_be_older(wrong: str, right: str, first: int) -> None:
    change = Change(field="Ngày công khai", wrong=wrong, right=right)
    state = Disclosure(corrections=(Correction(4, date(2026, 11, 6), (change,), (), "Ghi nhầm"),))
    assert recorded.begun(date(2026, 11, 2), state) == date(2026, 11, first)


def test_what_was_corrected_is_shown_as_it_now_is_and_cannot_be_corrected_again(bench: Bench) -> None:
    bench.record("document.issued")
    bench.record("disclosure.published", OTHER)
    of = {"entity": "disclosure/2026-0001", "reason": "Gõ nhầm", "changes___field": "Chiều dài"}
    bench.record("disclosure.corrected", ID, **of, changes___wrong="300 mét", changes___right="320 mét")
    frame = unescape(bench.get(f"/ghi/disclosure.corrected?entity={of['entity']}")).partition('id="da-ghi"')[2]
    assert "Đã xong 320 mét, còn 200 mét." in frame.partition("</section>")[0]
    again = {"changes___wrong": "300 mét", "changes___right": "330 mét"}
    for struck in ("300 mét", "300"):
        page = bench.faulty(bench.write(FORM, "disclosure.corrected", **of, **again | {"changes___wrong": struck}))
        assert "Những chữ này đã được đính chính, nay là “320 mét”; hãy chép lời đang có." in told(page)
    bench.record("disclosure.corrected", ID, **of, **again | {"changes___wrong": "320 mét"})


def test_what_is_wrong_in_a_file_names_the_file(bench: Bench) -> None:
    bench.record("document.issued")
    bench.post(FORM, files={"tep": ("bieu.pdf", PDF)}, topic="disclosure.published", nut="luu")
    bench.record("disclosure.published", rieng="khong")
    change = {"changes___wrong": "47 triệu", "changes___right": "74 triệu", "reason": "Gõ nhầm"}
    entity = {"entity": "disclosure/2026-0001"}
    page = bench.faulty(bench.write(FORM, "disclosure.corrected", **entity, **change, changes___field="Tiền công"))
    assert any("hãy ghi tên tệp ấy vào ô Chỗ nào sai." in one for one in told(page))
    bench.record("disclosure.corrected", **entity, **change, changes___field="Tiền công trong tệp bieu.pdf")

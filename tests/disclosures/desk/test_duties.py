"""From the day's list to the right form: every link opens, what the law hides is not asked, errors are put right."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import unquote

from disclosures.pages.lists import overdue
from disclosures.recording import Act, Pen
from disclosures.workdays import parse_written
from tests.disclosures.desk.bench import PDF, Bench, make_office, name_of, passphrase, told

if TYPE_CHECKING:
    from pathlib import Path


ID, OTHER = "0123456789abcdef", "1123456789abcdef"
FORM = f"/nhap/{ID}"


def links(page: str) -> set[str]:
    return {unescape(one) for one in re.findall(r'href="(/ghi/[^"]+)"', page)}


def test_every_link_of_the_day_and_of_the_list_opens_a_form(bench: Bench) -> None:
    bench.record("document.issued")
    bench.record("disclosure.published", OTHER)
    found = links(bench.get("/")) | links(bench.get("/ghi"))
    assert {link.partition("?")[0] for link in found} >= {"/ghi/reception.held", "/ghi/disclosure.posted"}
    for link in sorted(found):
        assert 'id="signer-0"' in bench.get(link) or "của việc nào?" in bench.get(link), link


def test_a_missed_month_is_recorded_with_its_duty_ticked(bench: Bench) -> None:
    link = next(one for one in sorted(links(bench.get("/"))) if one.startswith("/ghi/reception.held"))
    duty = re.search(r"duties=([a-z0-9-]+)", link)
    assert duty is not None
    page = bench.get(link)
    assert re.search(rf'value="{duty[1]}"[^>]* checked', page)
    before = len(bench.desk.world().awaited)
    day = {"on__ngay": "15", "on__thang": "10", "on__nam": "2026"}
    bench.record("reception.held", title="Tiếp dân sáng thứ Năm", duties=[duty[1]], **day)
    assert len(bench.desk.world().awaited) == before - 1


def test_a_row_that_no_longer_binds_is_settled_from_its_overdue_link(tmp_path: Path) -> None:
    """The duty of each week ended on 30 June 2026; what was missed in June is still to be recorded in July."""
    make_office(tmp_path, now=datetime(2026, 6, 9, 2, tzinfo=UTC))
    bench = Bench(tmp_path)
    bench.now = datetime(2026, 7, 15, 8, tzinfo=UTC)
    bench.start()
    link = "/ghi/reception.held?duties=tcd-chu-tich&period=2026-W25"
    assert link in links(bench.get("/"))
    page = bench.get(link)
    assert re.search(r'value="tcd-chu-tich"[^>]* checked', page)
    named = re.findall(r'name="named" value="([^"]+)"', page)
    bench.post(FORM, topic="reception.held", named=named, nut="luu")
    assert re.search(r'name="duties" value="tcd-chu-tich"[^>]*> <span>', bench.get(FORM))  # unticked, and still there
    ticked = re.findall(r'name="duties" value="([^"]+)"[^>]* checked', page)
    day = {"on__ngay": "18", "on__thang": "6", "on__nam": "2026"}
    bench.record("reception.held", title="Tiếp dân sáng thứ Năm", duties=ticked, **day)
    week = [one for one in bench.desk.world().view.instances if one.duty == "tcd-chu-tich" and one.period == "2026-W25"]
    assert [one.settled_by for one in week] == [1]
    assert link not in links(bench.get("/"))
    bench.close()


def test_what_older_law_asks_is_told_by_its_last_day(tmp_path: Path) -> None:
    """As on the public pages: "cũ" says nothing to whoever did not draw up the catalogue."""
    make_office(tmp_path, now=datetime(2025, 11, 3, 2, tzinfo=UTC))
    bench = Bench(tmp_path)
    bench.now = datetime(2025, 12, 1, 8, tzinfo=UTC)
    bench.start()
    link = next(one for one in sorted(links(bench.get("/"))) if "duties=ns-cu-thuc-hien-quy" in one)
    for path in ("/", "/ghi", link):
        page = bench.get(path).replace("\u00a0", " ")
        assert "(cũ)" not in page, path
        assert "(theo luật áp dụng đến ngày 31/12/2025)" in page, path
    bench.close()


def test_no_way_of_publishing_is_ticked_before_somebody_says_so(bench: Bench) -> None:
    bench.record("document.issued")
    page = bench.get("/ghi/disclosure.published?duties=xa-ck-03&about=document/2026-0001")
    assert re.search(r'name="forms"[^>]*> <span>[^<]+<small>luật nêu</small>', page)
    assert not re.search(r'name="forms"[^>]* checked', page)


def test_content_for_the_staff_alone_is_not_asked_and_no_file_is_taken(bench: Bench) -> None:
    rows = bench.desk.world().view.catalogue.duties.values()
    duty = next(row.id for row in rows if row.shows == "facts" and "check.held" in row.settles)
    page = bench.get(f"/ghi/check.held?duties={duty}")
    assert 'id="title"' in page
    assert 'id="text"' not in page
    assert 'type="file"' not in page
    assert "nội dung giữ tại cơ quan" in page
    bench.post(FORM, files={"tep": ("a.pdf", PDF)}, topic="check.held", duties=duty, nut="luu")
    assert bench.drafts.all()[0].files == ()
    assert list(bench.office.attachments.rglob("*")) == []
    bench.record("check.held", title="Xã tự kiểm tra sáu tháng", duties=[duty], text="Không được ghi")
    written = bench.recorder.entries[-1].record
    assert written is not None
    assert "text" not in written.body


def test_a_quarter_is_chosen_among_those_that_ended(bench: Bench) -> None:
    rows = bench.desk.world().view.catalogue.duties.values()
    duty = next(row.id for row in rows if row.starts == "after-quarter" and "register.published" in row.settles)
    page = bench.get(f"/ghi/register.published?duties={duty}")
    assert "Quý III năm 2026" in unescape(page).replace("\u00a0", " ")
    assert "Quý IV năm 2026" not in unescape(page).replace("\u00a0", " ")
    missing = bench.write(FORM, "register.published", title="Danh sách quý III", duties=[duty])
    assert "Hãy chọn kỳ." in told(bench.faulty(missing))
    other_year = {"on__ngay": "5", "on__thang": "3", "on__nam": "2025", "period": "2026-Q3"}
    early = bench.faulty(bench.write(FORM, "register.published", title="Danh sách", duties=[duty], **other_year))
    sentence = "Ngày 05/03/2025 có trước khi quý III năm 2026 bắt đầu (01/07/2026); hãy xem lại ô năm."
    assert sentence in [one.replace("\u00a0", " ") for one in told(early)]
    assert 'href="#on-ngay"' in early.text
    bench.record("register.published", title="Danh sách quý III", duties=[duty], period="2026-Q3")
    assert bench.recorder.entries[-1].record is not None
    assert bench.recorder.entries[-1].record.body["period"] == "2026-Q3"


def test_a_period_that_was_recorded_is_told_before_it_is_recorded_again(bench: Bench) -> None:
    rows = bench.desk.world().view.catalogue.duties.values()
    duty = next(row.id for row in rows if row.starts == "after-quarter" and "register.published" in row.settles)
    link = f"/ghi/register.published?duties={duty}&period="
    assert "Kỳ này đã ghi" not in bench.get(f"{link}2026-Q3")
    bench.record("register.published", title="Danh sách quý III", duties=[duty], period="2026-Q3")
    again = bench.get(f"{link}2026-Q3")
    assert re.search(r'Kỳ này đã ghi:</b> <a href="(/to/1)">Danh sách quý III</a>', again)
    assert "Danh sách quý III" in bench.get("/to/1")
    assert "Kỳ này đã ghi" not in bench.get(f"{link}2026-Q2")


def test_whoever_may_sign_is_named_and_nobody_else(bench: Bench) -> None:
    page = bench.get("/ghi/document.issued")
    offered = set(re.findall(rf'<option value="({name_of("")}[^"]+)"', page))
    assert offered == {
        name_of(stem) for stem in ("ban-chi-dao", "chu-tich", "pho-chu-tich", "van-hoa-thong-tin", "van-phong-thong-ke")
    }


def test_a_disclosure_that_was_replaced_is_offered_only_to_take_its_sheets_down(bench: Bench) -> None:
    bench.record("document.issued")
    bench.record("disclosure.published")
    bench.record("disclosure.published", title="Làm mương thôn Đoài: tháng Mười hai")
    by = {"on": bench.today.isoformat(), "about": ["disclosure/2026-0002"], "reason": "Có tiến độ mới."}
    pens = [Pen(bench.office.keys / f"{stem}.key", passphrase(stem)) for stem in ("van-phong-thong-ke", "chu-tich")]
    act = Act("disclosure.superseded", "disclosure/2026-0001", by, tuple(pen.name for pen in pens))
    draft = bench.recorder.draft(act, bench.now)
    bench.recorder.submit(draft.seal([pen.sign(draft, bench.recorder.root_at) for pen in pens]))
    first, second = (f"entity=disclosure/2026-000{number}" for number in (1, 2))
    for topic in ("disclosure.corrected", "disclosure.posted", "disclosure.broadcast", "disclosure.relayed"):
        offered = unquote(bench.get(f"/ghi/{topic}"))
        assert second in offered
        assert first not in offered
        assert "của việc nào?" in bench.get(f"/ghi/{topic}?{first}")
    assert first in unquote(bench.get("/ghi/disclosure.taken-down"))
    assert first not in unquote(bench.get("/"))
    assert "Đính chính việc này" in bench.get("/to/3")
    assert "Đính chính việc này" not in bench.get("/to/2")


def test_a_part_that_asks_nothing_has_no_heading_and_an_empty_choice_says_so(bench: Bench) -> None:
    bench.record("document.issued")
    bench.record("disclosure.published")
    down = bench.get("/ghi/disclosure.taken-down?entity=disclosure/2026-0001")
    assert "Theo luật nào" not in down
    assert "Sổ không có nơi nào đang dán việc này" in down
    assert "Theo luật nào" not in bench.get("/ghi/disclosure.corrected?entity=disclosure/2026-0001")
    answer = bench.get("/ghi/answer.given")
    assert "Theo luật nào" not in answer
    assert "Sổ không có kiến nghị nào đang chờ trả lời." in answer
    assert "Theo luật nào" in bench.get("/ghi/document.issued")


def test_a_posting_that_ends_before_it_begins_is_told_so(bench: Bench) -> None:
    bench.record("document.issued")
    bench.record("disclosure.published")
    before: dict[str, str | list[str]] = {
        "until__ngay": "1",
        "until__thang": "1",
        "until__nam": "2026",
        "places": ["Trụ sở Ủy ban nhân dân"],
    }
    page = bench.faulty(bench.write(FORM, "disclosure.posted", entity="disclosure/2026-0001", **before))
    assert "Ngày cuối có trước ngày bắt đầu. Hãy xem lại hai ngày." in told(page)
    assert 'href="#until-ngay"' in page.text


def test_no_last_day_for_people_lies_before_the_day_it_was_made_public(bench: Bench) -> None:
    bench.record("document.issued")
    by = {"todo___by__ngay": "1", "todo___by__thang": "11", "todo___by__nam": "2026"}
    page = bench.faulty(bench.write(FORM, "disclosure.published", **by))
    assert "Ngày cuối cho bà con có trước ngày công khai. Hãy xem lại hai ngày." in told(page)
    assert 'href="#todo.by-ngay"' in page.text


def test_a_sheet_or_a_broadcast_before_the_disclosure_itself_asks_which_day_is_right(bench: Bench) -> None:
    """Where the older record is the wrong one, it is corrected, and the sheet is recorded as it was."""
    bench.record("document.issued")
    bench.record("disclosure.published", OTHER)
    early: dict[str, str | list[str]] = {
        **{f"{name}__{box}": value for name in ("on", "until") for box, value in (("thang", "11"), ("nam", "2026"))},
        "on__ngay": "1",
        "until__ngay": "5",
        "entity": "disclosure/2026-0001",
    }
    where: dict[str, str | list[str]] = {f"until__{box}": "" for box in ("ngay", "thang", "nam")}
    where |= {"places": ["Trụ sở Ủy ban nhân dân"]}
    for topic, more in (("disclosure.posted", where), ("disclosure.broadcast", {})):
        page = bench.faulty(bench.write(FORM, topic, **early | more))
        assert any("có trước ngày công khai đã ghi, 02/11/2026. Ngày nào đúng?" in one for one in told(page))
        assert 'href="#on-ngay"' in page.text
    bench.record("disclosure.corrected", ID, **corrected("Chiều dài", "300 mét", "320 mét"))
    page = bench.faulty(bench.write(FORM, "disclosure.posted", **early | where))
    assert any("Ngày nào đúng?" in one for one in told(page)), "another correction says nothing of the day"
    bench.record("disclosure.corrected", ID, **corrected("Ngày công khai", "02/11/2026", "01/11/2026"))
    page = bench.faulty(bench.write(FORM, "disclosure.posted", **early | where | {"on__ngay": "31", "on__thang": "10"}))
    assert any("có trước ngày công khai đã ghi, 01/11/2026." in one for one in told(page))
    bench.record("disclosure.posted", ID, **early | where)


def corrected(field: str, wrong: str, right: str) -> dict[str, str | list[str]]:
    """A correction of the first disclosure."""
    change = {"changes___field": field, "changes___wrong": wrong, "changes___right": right}
    return {"entity": "disclosure/2026-0001", "reason": "Ghi nhầm", **change}


def test_what_is_being_written_stands_above_what_is_late_and_late_is_counted_as_the_pages_count(bench: Bench) -> None:
    bench.post(FORM, topic="document.issued", nut="luu", title="Kế hoạch")
    page = bench.get("/").replace("\u00a0", " ")
    assert page.index("Đang soạn") < page.index("Quá hạn <small>")
    late = [one for one in bench.desk.world().view.instances if one.state == "overdue"]
    kinds = {one.duty for one in late if bench.desk.world().settling(one)}
    assert 0 < len(kinds) < len(late)
    assert f"{len(kinds)} loại việc quá hạn" in page
    assert f"trang của xã kể {overdue(bench.desk.world().view).told}".replace("\u00a0", " ") in page


def test_a_sheet_that_came_down_early_is_counted_and_cannot_be_recorded_late(bench: Bench) -> None:
    """So that what this desk records, what others do and what came down early are all that the page counts."""
    bench.record("document.issued")
    bench.record("disclosure.published", OTHER)
    of = {"entity": "disclosure/2026-0001"}
    places = ["Trụ sở Ủy ban nhân dân"]
    bench.record("disclosure.posted", ID, **of, about="document/2026-0001", duties=["xa-ck-niem-yet"], places=places)
    bench.record("disclosure.taken-down", ID, **of, places=places, reason="Mưa bão làm hỏng bảng")
    page = bench.get("/").replace("\u00a0", " ")
    assert "Đã gỡ sớm, không ghi bù được: 2 loại việc" in page
    told_early = page.partition("Đã gỡ sớm, không ghi bù được")[2].partition("</section>")[0]
    assert "Gỡ sớm 30 ngày: niêm yết chưa đủ" in told_early
    assert "Phải đủ đến ngày 02/12/2026" in told_early
    assert "/ghi/" not in told_early
    others = re.search(r"([0-9]+) loại việc quá hạn mà bàn này không ghi", page)
    own = re.search(r"([0-9]+) loại việc quá hạn[,.]", page)
    assert others is not None
    assert own is not None
    assert int(own[1]) + int(others[1]) + 2 == overdue(bench.desk.world().view).duties


def test_a_sheet_that_comes_down_before_its_own_last_day_says_why(bench: Bench) -> None:
    """The law asks for 30 days; the sheet promised 40, and people who come on the 35th find nothing."""
    bench.record("document.issued")
    bench.record("disclosure.published", OTHER)
    places = ["Trụ sở Ủy ban nhân dân"]
    of: dict[str, str | list[str]] = {"entity": "disclosure/2026-0001", "places": places}
    until = {"until__ngay": "12", "until__thang": "12", "until__nam": "2026"}
    bench.record("disclosure.posted", ID, **of, **until, about="document/2026-0001", duties=["xa-ck-niem-yet"])
    bench.now += timedelta(days=35)
    bench.publish()
    bench.wake()
    page = bench.faulty(bench.write(FORM, "disclosure.taken-down", **of))
    assert "Tờ ở Trụ sở Ủy ban nhân dân đã hứa dán đến ngày 12/12/2026; hãy ghi vì sao gỡ sớm." in told(page)
    assert 'href="#reason"' in page.text
    bench.record("disclosure.taken-down", ID, **of, reason="Bảng tin phải sửa")


def test_what_was_due_before_the_ledger_was_opened_comes_last_and_says_so(bench: Bench) -> None:
    world = bench.desk.world()
    page = bench.get("/").partition('id="qh"')[2].partition("</section>")[0].replace("\u00a0", " ")
    days = [parse_written(one) for one in re.findall(r"Chậm nhất ngày ([0-9/]+)</p>", page)]
    before = [one < world.commune.opened for one in days if world.commune.opened]
    assert before == sorted(before)
    assert {True} <= set(before)
    assert page.count("Hạn này có từ trước khi mở sổ này.") >= sum(before)

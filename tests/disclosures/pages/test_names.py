"""Nothing on a page is told by the machine's own name: fields, keys and duties have names that people know."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from disclosures import catalogue
from disclosures.model.content import CONTENT, HINTS, NEEDED
from disclosures.model.topics import REGISTRY
from disclosures.pages import due, pages
from disclosures.words import plain
from disclosures.words.fields import FIELDS
from ledger.record import Withheld
from tests.disclosures.pages.dom import Document
from tests.disclosures.pages.world import INSTANCES, PUBLISHED, view
from tests.simulator import Commune


def read(world: Commune, start: str) -> str:
    """The words of the page whose path starts so, spaces joined."""
    page = next(page for page in pages(view(world, instances=())) if page.path.startswith(start)).make()
    return re.sub(r"\s+", " ", Document(page).text)


def test_a_part_that_is_left_out_is_told_by_its_name() -> None:
    world = Commune(REGISTRY)
    body = {name: value for name, value in PUBLISHED.items() if name not in {"tables", "about"}}
    left_out = Withheld("tables", "Điều 7 Luật 29/2018/QH14", "Chủ tịch", None)
    assert world.append("disclosure.published", "disclosure/x", body, withheld=(left_out,)).sound
    assert "Không công khai: bảng số" in read(world, "ho-so/2025/000001")


def test_every_part_that_can_be_left_out_has_a_name() -> None:
    assert {*CONTENT, *HINTS, *NEEDED.values()} <= FIELDS.keys()


def test_a_key_that_is_retired_is_told_by_its_office() -> None:
    world = Commune(REGISTRY)
    assert world.retire("van-phong-thong-ke").sound
    text = read(world, "ho-so/2025/000001")
    assert "Thôi quyền ký công chức Văn phòng – Thống kê" in text
    assert "huongson" not in text.partition("Ba ngày")[0].partition("Nội dung, lời mới ở trên")[2]


def test_a_duty_that_is_set_aside_is_named() -> None:
    world = Commune(REGISTRY)
    body = {"basis": "khoản 3 Điều 13 Luật 10/2022/QH15", "duty": "xa-ck-truyen-thanh", "reason": "Loa hỏng"}
    assert world.append("duty.set-aside", "duty/x", {**body, "on": "2025-01-06"}, ["chu-tich", "ban-thanh-tra"]).sound
    assert "Không áp dụng: Phát truyền thanh (nếu có) khoản 7–12 Loa hỏng" in read(world, "ho-so/2025/000001")


def test_what_the_law_sets_no_day_for_is_recorded_and_never_in_time() -> None:
    done = replace(INSTANCES[0], due=None, days_late=None)
    assert due.badge(done).word == "Đã ghi"


def test_the_notice_breaks_its_address_at_a_stroke_alone() -> None:
    page = next(page for page in pages(view()) if page.path == "ho-so/2025/000004.html").make().decode()
    assert '<span class="keep">ho-so</span>/<wbr><span class="keep">2025</span>/<wbr>' in page


def test_the_verifier_shows_the_fingerprint_as_every_page_does() -> None:
    page = next(page for page in pages(view()) if page.path == "kiem-chung.html").make()
    assert view().fingerprint in re.sub(r"\s+", " ", Document(page).text)


def test_a_matter_says_at_its_head_how_many_parts_are_left_out() -> None:
    world = Commune(REGISTRY)
    body = {name: value for name, value in PUBLISHED.items() if name not in {"tables", "affects", "about"}}
    left_out = tuple(Withheld(name, "Điều 7 Luật 29/2018/QH14", "Chủ tịch", None) for name in ("tables", "affects"))
    assert world.append("disclosure.published", "disclosure/x", body, withheld=left_out).sound
    assert "Không công khai 2 mục" in read(world, "ho-so/2025/000001")
    assert "Không công khai 2 mục" not in read(Commune(REGISTRY), "ho-so/2025/000000")


def test_a_decree_in_a_duty_s_title_is_cited_in_full() -> None:
    assert plain.duty_title("Kế hoạch (và nhiệm kỳ: ND 59 Art 14)") == (
        "Kế hoạch (và nhiệm kỳ: Điều 14 Nghị định 59/2023/NĐ-CP)"
    )
    assert plain.duty_title("Theo ND 7 Art 2") == "Theo ND 7 Art 2"
    one = view(instances=(replace(INSTANCES[2], title="Kế hoạch (ND 59 Art 14)"),))
    told = [page for page in pages(one) if page.path in {"index.html", "qua-han.html", "ho-so/2025/000006.html"}]
    assert len(told) == 3
    for page in told:
        text = Document(page.make()).text
        assert "Kế hoạch (Điều 14 Nghị định 59/2023/NĐ-CP)" in text
        assert "Art 14" not in text


def test_an_old_rule_is_told_by_the_last_day_of_its_law() -> None:
    told = plain.duty_title("(cũ) Dự toán trình", date(2025, 12, 31))
    assert told == "Dự toán trình (theo luật áp dụng đến ngày\u00a031/12/2025)"
    assert plain.duty_title("(cũ) Dự toán trình") == "(cũ) Dự toán trình"
    assert plain.duty_title("Dự toán trình", date(2025, 12, 31)) == "Dự toán trình"
    law = catalogue.load().duties["ns-cu-thuc-hien-quy"]
    made = replace(INSTANCES[2], title=law.title_vi, until=law.valid_to)
    page = next(page for page in pages(view(instances=(made,))) if page.path == "qua-han.html").make()
    assert "(cũ)" not in Document(page).text


def test_no_title_of_the_catalogue_reaches_people_in_english() -> None:
    titles = [plain.duty_title(duty.title_vi) for duty in catalogue.load().duties.values()]
    assert not [title for title in titles if re.search(r"\bArt\b|\bND \d", title)]


def test_a_count_is_named_by_what_was_counted() -> None:
    world = Commune(REGISTRY)
    body = {"counts": {"present": 3}, "on": "2025-01-06", "title": "Chủ tịch tiếp công dân"}
    assert world.append("reception.held", "reception/x", body).sound
    assert "số người được tiếp: 3" in read(world, "ho-so/2025/000001")
    assert plain.count_name("present", "dialogue.held") == "có mặt"
    assert plain.count_name("units", "steering.inspected") == "số đơn vị"


def test_an_edition_that_a_trial_adopts_before_it_was_drawn_up_says_why() -> None:
    world = Commune(REGISTRY)
    file = {"media_type": "application/toml", "name": "a.toml", "sha256": "0" * 64, "size": 1}
    body = {"attachments": [file], "kind": "law", "on": "2025-01-06", "title": "Danh mục", "version": "2026-11-23"}
    assert world.append("catalogue.adopted", "catalogue/x", body).sound
    text = read(world, "ho-so/2025/000001")
    assert "Danh mục, bản soạn ngày 23/11/2026 Sổ chạy thử dựng lại việc đã qua" in text
    assert plain.edition("lần 2") == "bản lần 2"

"""Nothing on a page is told by the machine's own name: fields, keys and duties have names that people know."""

from __future__ import annotations

import re
from dataclasses import replace

from disclosures.model.content import CONTENT, HINTS, NEEDED
from disclosures.model.topics import REGISTRY
from disclosures.pages import due, pages
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
    assert due.badge(done, view()).word == "Đã ghi"


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

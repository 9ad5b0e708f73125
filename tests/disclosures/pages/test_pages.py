"""The rendered pages: what a citizen reads on them, and what every one of them holds to."""

from __future__ import annotations

import hashlib
import os
import posixpath
import re
import subprocess
import sys
from datetime import date
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest

from disclosures.pages import pages
from disclosures.pages.render import policy
from disclosures.words import screen
from ledger.record import code
from ledger.tlog.note import b64encode
from tests.disclosures.pages.dom import Document
from tests.disclosures.pages.world import FILE, ON, commune, later, view
from tests.simulator import ORIGIN

ROOT = Path(__file__).parents[3]
MATTER = "ho-so/2025/000004.html"
OURS = [
    "index.html", "qua-han.html", "ke-hoach.html", "so-ghi.html", "so-ghi/2025-11.html", MATTER,
    "ho-so/2025/000000.html", "ho-so/2025/000006.html",
]  # fmt: skip
GUIDES = {"so-nay-la-gi.html", "cach-kiem-chung.html"}


@cache
def site() -> dict[str, bytes]:
    return {page.path: page.make() for page in pages(view())}


def read(path: str) -> str:
    """The words of a page, spaces joined."""
    return re.sub(r"\s+", " ", Document(site()[path]).text)


def test_the_home_page_says_what_is_asked_what_is_due_what_is_late_and_what_is_new() -> None:
    text = read("index.html")
    assert "Số liệu đến 16 giờ 05, ngày 10/11/2025. Hạn tính đến ngày 24/11/2025." in text
    assert "chậm nhất ngày 27/11 thứ Năm" in text
    assert "Xem số tiền của thôn. Thấy số nào sai thì báo Ban Giám sát đầu tư." in text
    assert "Sắp đến hạn 1 lần, trong 7 ngày kể từ ngày 24/11/2025 Gửi kế hoạch kiểm tra" in text
    assert (
        "Quá hạn 1 lần, của 1 loại việc, tính đến ngày 24/11/2025 Trả lời kiến nghị của Ban Thanh tra nhân dân "
        "Ủy ban nhân dân Quá hạn 3 ngày làm việc"
    ) in text
    assert "10/11/2025 Tiền bà con góp làm đường thôn Đoài: đã thu, đã chi Đính chính" in text
    assert "Ban Thanh tra nhân dân đã xác nhận sổ đến ngày 07/11/2025." in text


def test_what_is_soon_due_opens_its_article_and_its_working_out_as_what_is_overdue_does() -> None:
    soon = read("index.html").partition("Sắp đến hạn")[2].partition("Quá hạn 1 lần")[0]
    assert "theo khoản 2 Điều 41 Luật 10/2022/QH15 Vì sao là ngày 28/11/2025? Chậm nhất ngày 28/11/2025." in soon


def test_the_menu_calls_a_page_as_its_heading_does() -> None:
    menu = "Trang chủ Quá hạn Kế hoạch Mọi tờ trong sổ Kiểm chứng Sổ này là gì?"
    assert f"Sổ dân biết xã Hương Sơn {menu} Mọi tờ trong sổ Sổ có 9 tờ." in read("so-ghi.html")
    assert (ROOT / "site/docs/so-nay-la-gi.md").read_text("utf-8").count("\n# Sổ này là gì?\n") == 1


def test_home_asks_nothing_of_the_citizen_after_the_last_day() -> None:
    late = later(view(), on=date(2025, 11, 28))
    home = next(page for page in pages(late) if page.path == "index.html").make()
    assert "Cần bà" not in Document(home).text


def test_an_overdue_duty_shows_its_article_its_day_and_its_working_out() -> None:
    text = read("qua-han.html")
    assert "Quá hạn: 1 lần, của 1 loại việc" in text
    assert "Tính đến ngày 24/11/2025" in text
    assert "Chậm nhất ngày 19/11/2025, theo điểm c khoản 1 Điều 40 Luật 10/2022/QH15." in text
    assert "bỏ 15–16/11 (cuối tuần); chậm nhất ngày 19/11/2025." in text
    assert "Thứ Tư 12/11 không tính Thứ Năm 13/11 ngày 1" in text
    assert "Thứ Bảy 15/11 cuối tuần" in text
    assert "Thứ Tư 19/11 ngày 5, ngày cuối" in text
    assert "Hội nghị cán bộ, công chức năm 2025" in text
    assert "Làm chậm 7 ngày chậm nhất ngày 14/02/2025, đã làm ngày 21/02/2025" in text


def test_a_matter_says_what_to_do_what_it_is_and_how_it_changed() -> None:
    text = read(MATTER)
    assert "Hồ sơ 000004 · năm 2025 · Việc công khai" in text
    assert "Đang niêm yết Đã đính chính Khai đúng hạn, lập sau hạn" in text
    assert "Bà con cần làm gì, đến ngày nào? Xem số tiền của thôn." in text
    assert "Chậm nhất ngày 27/11/2025" in text
    assert "Ảnh hưởng ai 118 hộ thôn Đoài" in text
    assert "Trụ sở xã, Nhà văn hóa thôn Đoài từ ngày 28/10/2025 đến ngày 27/11/2025" in text
    assert "Bà con góp 212.400.000 205.200.000" in text
    assert "Nhân công, máy: ghi nhầm 47.000.000 đồng, đúng là 74.000.000 đồng" in text
    assert "bao-cao-214.pdf" in text
    assert "Ký: Chủ tịch Ủy ban nhân dân." in text
    assert "Ngày lập: 31/10/2025" in text


def test_words_that_were_corrected_show_the_right_ones_before_they_are_read() -> None:
    text = read(MATTER)[read(MATTER).index("Hồ sơ 000004 ·") :]
    right = "Đã đính chính ngày 10/11/2025 Dưới đây là lời lần đầu; chỗ sai gạch ngang, lời đúng đứng ngay sau."
    summary = text[text.index("Tóm tắt") : text.index("Bảng số")]
    assert summary.index(right) < summary.index("đã chi 285.000.000 đồng")
    tables = text[text.index("Bảng số") : text.index("Tệp kèm theo")]
    assert tables.index(right) < tables.index("Nhân công, máy 78.400.000 47.000.000 nay 74.000.000")


def test_a_correction_that_stands_nowhere_in_the_words_is_told_before_them() -> None:
    world = commune()
    changes = [{"field": "Cộng chi", "right": "312 triệu", "wrong": "285 triệu"}]
    body = {"changes": changes, "on": "2025-11-24"}
    assert world.append("disclosure.corrected", "disclosure/2025-0012", body).sound
    page = next(page for page in pages(view(world)) if page.path == MATTER).make()
    text = re.sub(r"\s+", " ", Document(page).text)
    assert "Đã đính chính ngày 24/11/2025 Cộng chi: ghi nhầm 285 triệu, đúng là 312 triệu. Dưới đây" in text


def test_only_the_wrong_number_is_struck_in_a_table() -> None:
    page = site()[MATTER].decode()
    assert "<del>47.000.000</del> <ins>nay&nbsp;74.000.000</ins>" in page
    assert "<del>78.400.000" not in page


def test_a_matter_keeps_the_three_dates_apart() -> None:
    text = read(MATTER)
    assert "Xã khai việc này ngày 28/10/2025. Đây là lời của người lập." in text
    assert "Ngày lập: 31/10/2025. Ngày viết trên tờ" in text
    assert "Chắc chắn lập trong khoảng từ ngày 30/10/2025 đến ngày 07/11/2025." in text
    assert "Hạn là ngày 29/10/2025. Xã khai đúng hạn, lập sau hạn" in text


def test_what_opens_the_book_claims_no_day() -> None:
    text = read("ho-so/2025/000000.html")
    assert "Ngày lập: 06/01/2025. Ngày viết trên tờ" in text
    assert "khai việc này" not in text
    assert "Ba ngày" not in text
    listed = read("so-ghi/2025-01.html")
    first = listed[listed.index("Tờ 000000") : listed.index("Tờ 000001")]
    assert "Mở sổ Ngày lập: 06/01/2025." in first
    assert "Khai ngày 10/01/2025, ngày lập: 10/01/2025." in listed


def test_a_record_that_no_witness_has_seen_is_not_shown_as_proved() -> None:
    lonely = later(view(), seals=(), witnessed_size=0)
    page = next(page for page in pages(lonely) if page.path == MATTER).make()
    text = re.sub(r"\s+", " ", Document(page).text)
    assert "Chưa có gì làm chắc." in text
    assert "Chắc chắn lập" not in text


def test_every_record_of_a_matter_can_be_found_by_its_code() -> None:
    text = read(MATTER)
    for entry in view().entries:
        if entry.record and entry.record.entity == "disclosure/2025-0012":
            assert code(ORIGIN, entry.index, entry.leaf) in text


def test_the_signed_note_is_there_to_take_once_the_board_has_confirmed_it() -> None:
    text = {page.path: page for page in pages(later(view(), proofs={4: b"a proof"}))}[MATTER].make().decode()
    files = (commune().entries[4].raw, b"a proof")
    held = [f'href="data:application/octet-stream;base64,{b64encode(data)}"' for data in files]
    assert [one in text for one in held] == [True, True]
    assert 'download="to-000004.note"' in text
    assert 'download="to-000004.tlog-proof"' in text
    waiting = read(MATTER)
    assert "Tờ gốc và giấy chứng tải được sau khi Ban Thanh tra nhân dân xác nhận." in waiting
    assert "download=" not in waiting
    assert "Tải cả hai tệp" in text
    assert "Tải cả hai tệp" not in waiting


def test_the_plan_shows_the_worst_state_of_each_item_and_quotes_the_plan() -> None:
    text = read("ke-hoach.html")
    assert "Kế hoạch có 5 mục." in text
    assert "Kế hoạch ghi: “thời điểm công khai”, dòng 154" in text
    assert (
        "Tiết kiệm, chống lãng phí Ủy ban nhân dân. Kế hoạch ghi: “thực hành tiết kiệm”, dòng 145 Đã ghi 1 việc" in text
    )
    assert "Họp hội nghị cán bộ" in text
    assert "Làm chậm 7 ngày" in text
    assert "Đang chạy 1" in text


def test_the_list_of_records_names_a_void_entry_and_why_it_counts_for_nothing() -> None:
    text = read("so-ghi.html")
    assert "Tờ 000008" in text
    assert "Không có giá trị" in text
    assert "Sổ có 9 tờ." in text
    assert f"{MATTER}#to-000007" in Document(site()["so-ghi.html"]).links


def test_a_void_entry_has_no_page_and_changes_none() -> None:
    assert not any("000008" in path for path in site())
    assert "300/BC-UBND" not in "".join(read(path) for path in OURS if path.startswith("ho-so"))


def test_the_printed_notice_carries_code_fingerprint_and_address() -> None:
    page = site()[MATTER].decode()
    sheet = page[page.index('<section class="sheet"') : page.index('<article class="dossier"')]
    text = re.sub(r"\s+", " ", Document(sheet.encode()).text)
    assert re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", text)
    assert view().fingerprint in text
    assert "huongson.example/ho-so/2025/000004.html" in text
    assert "không bao giờ hỏi tiền, không hỏi mật khẩu" in text
    assert 'class="qr"' in sheet


@pytest.mark.parametrize("path", [*OURS, "404.html"])
def test_every_page_says_that_it_is_a_trial_and_shows_the_fingerprint(path: str) -> None:
    text = read(path)
    assert screen.TRIAL in text
    assert view().fingerprint in text
    real = later(view(), trial=False)
    page = next(page for page in pages(real) if page.path == path).make()
    assert "chạy thử" not in Document(page).text


@pytest.mark.parametrize("path", [*OURS, "404.html"])
def test_the_policy_stands_right_after_the_charset_and_allows_inline_code_by_its_hash_alone(path: str) -> None:
    page = Document(site()[path])
    assert page.tags[:4] == [
        ("html", ("lang",)),
        ("head", ()),
        ("meta", ("charset",)),
        ("meta", ("http-equiv", "content")),
    ]
    assert page.policy is not None
    assert page.policy.startswith("default-src 'none'; ")
    assert "unsafe" not in page.policy
    for inline in page.scripts + page.styles:
        assert policy(script=inline).partition("script-src ")[2].partition(";")[0] in page.policy
    forbidden = {name for _, names in page.tags for name in names if name == "style" or name.startswith("on")}
    assert not forbidden


@pytest.mark.parametrize("path", OURS)
def test_a_page_reads_without_script_and_asks_nothing_of_another_origin(path: str) -> None:
    page = Document(site()[path])
    assert not [link for link in page.links if ":" in link or link.startswith("/")]
    assert len(page.scripts) <= 1
    assert not [tag for tag, names in page.tags if tag in {"img", "iframe", "object", "embed", "form", "base"}]
    assert not [tag for tag, names in page.tags if tag == "script" and "src" in names]


def test_every_link_leads_to_a_file_and_a_place_that_exist() -> None:
    attached = f"attachments/{FILE['sha256']}/{FILE['name']}"
    present = {*site(), *GUIDES, attached}
    for path, data in site().items():
        if not path.endswith(".html") or path == "kiem-chung.html":
            continue
        for link in Document(data).links:
            if path == "404.html":
                assert link == "https://huongson.example/"
                continue
            target, anchor = urldefrag(link)
            full = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(target))) if target else path
            assert full in present, f"{path}: {link}"
            if anchor and full in site():
                assert anchor in Document(site()[full]).ids, f"{path}: {link}"


@pytest.mark.parametrize("path", OURS)
def test_no_name_of_a_place_stands_twice_on_a_page(path: str) -> None:
    ids = Document(site()[path]).ids
    assert len(ids) == len(set(ids))


def test_the_same_view_gives_the_same_bytes_in_any_process_clock_and_place() -> None:
    script = (
        "import hashlib\nfrom disclosures.pages import pages\nfrom tests.disclosures.pages.world import view\n"
        "print(hashlib.sha256(b''.join(p.path.encode() + p.make() for p in pages(view()))).hexdigest())"
    )
    here = hashlib.sha256(b"".join(path.encode() + data for path, data in site().items())).hexdigest()
    for seed, zone, speech in (("1", "UTC", "C"), ("2", "America/New_York", "vi_VN.UTF-8")):
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": speech}
        ran = subprocess.run(
            [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True
        )
        assert ran.stdout.strip() == here


def test_nothing_on_a_page_grows_old_by_itself() -> None:
    for path in OURS:
        assert not re.search(r"còn \d+ ngày(?! hay)", read(path))
    tomorrow = later(view(), on=date(2025, 11, 25))
    again = {page.path: page.make() for page in pages(tomorrow)}
    assert again[MATTER] == site()[MATTER]
    assert again["so-ghi.html"] == site()["so-ghi.html"]
    assert ON.isoformat() not in site()["so-ghi.html"].decode()

"""One story at the desk in a real browser, with script and without: record with a scan, sign, publish, read the page.

The desk and the publisher are the real processes of ``danbiet office``; keys are real files that open fast.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.disclosures.desk.bench import PDF, make_office, name_of, passphrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

SHOTS = Path(os.environ.get("DANBIET_SHOTS", "/tmp/shots"))  # noqa: S108 (pictures for people)
PUBLISHED_WITHIN = 60.0


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office that was opened three days ago."""
    root = tmp_path_factory.mktemp("office")
    make_office(root, now=datetime.now(UTC) - timedelta(days=3))
    return root


@pytest.fixture
def office(made: Path, tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A copy of the office with ``danbiet office`` running on it, and its start link."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    words = tmp_path / "passphrases.txt"
    words.write_text(f"log: {passphrase('log')}\n", "utf-8")
    command = [sys.executable, "-c", "from disclosures.cli import main; main()", "office", str(tmp_path / "office")]
    process = subprocess.Popen(
        [*command, "--port", "0", "--no-open", "--passphrase-file", str(words)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert process.stdout is not None
    yield tmp_path, process.stdout.readline().strip()
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert "Traceback" not in errors


@pytest.mark.parametrize("script", [True, False], ids=["with-script", "without-script"])
def test_a_clerk_records_a_chair_signs_and_everybody_reads_it(
    browser: Browser, office: tuple[Path, str], *, script: bool
) -> None:
    root, link = office
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/bat-dau\?k=[\w-]{20,}", link)
    scan = root / "Biên bản bàn giao.pdf"
    scan.write_bytes(PDF)
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="vi-VN", java_script_enabled=script)
    page = context.new_page()
    page.goto(link)
    look(page, "viec-hom-nay", script=script)
    document(page)
    sign(page, "van-phong-thong-ke", "Ký và trình", script=script)
    look(page, "cho-ky", script=script)
    page.get_by_role("link", name="Xem và ký").click()
    sign(page, "chu-tich", "Ký tờ này", script=script)
    assert "đã vào sổ" in page.inner_text("h1")
    disclosure(page, scan, script=script)
    sign(page, "van-phong-thong-ke", "Ký và trình", script=script)
    page.get_by_role("link", name="Xem và ký").click()
    shown = page.frame_locator("iframe.preview").get_by_role("heading", level=1)
    assert shown.inner_text() == "Làm mương thôn Đoài: đã đến đâu"
    sign(page, "chu-tich", "Ký tờ này", script=script)
    look(page, "to", script=script)
    assert page.inner_text("h1") == "Tờ 000002 đã vào sổ"
    code = page.inner_text(".code")
    published = root / "public" / "ho-so" / f"{datetime.now(UTC) + timedelta(hours=7):%Y}" / "000002.html"
    wait_for(published)
    page.get_by_role("link", name="Công bố", exact=True).click()
    look(page, "cong-bo", script=script)
    page.goto(published.as_uri())
    assert page.inner_text("article h1") == "Làm mương thôn Đoài: đã đến đâu"
    assert code in page.inner_text("main")
    assert page.get_by_role("link", name="bien-ban-ban-giao.pdf").count()
    context.close()


def document(page: Page) -> None:
    """Record a document that was issued today; it starts two clocks."""
    page.get_by_role("navigation").get_by_role("link", name="Ghi việc mới").click()
    page.get_by_role("link", name="Ghi văn bản mới ban hành", exact=True).click()
    page.get_by_label("Tên văn bản").fill("Quyết định phê duyệt tiến độ làm mương thôn Đoài")
    page.get_by_label("Loại văn bản").select_option("quyet-dinh")
    page.get_by_label("Số văn bản").fill("231/QĐ-UBND")
    date_boxes(page, "on")
    for duty in ("xa-ck-03", "xa-ck-niem-yet"):
        page.locator(f"input[name=duties][value={duty}]").check()
    people(page)
    page.get_by_role("button", name="Xem lại trước khi trình").click()


def disclosure(page: Page, scan: Path, *, script: bool) -> None:
    """Record that it was made public: first with two faults, then well, with the scan."""
    page.get_by_role("navigation").get_by_role("link", name="Ghi việc mới").click()
    look(page, "ghi", script=script)
    page.locator("a[href*='disclosure.published?duties=xa-ck-03&about=document']").click()
    assert page.locator("input[name=duties][value=xa-ck-03]").is_checked()
    page.get_by_label("Tên dễ hiểu").fill("Làm mương thôn Đoài: đã đến đâu")
    page.get_by_label("Việc gì", exact=True).fill("Xã cho bà con biết tiến độ làm mương.")
    page.get_by_label("Tóm tắt").fill("Đã xong 300 mét, còn 200 mét.")
    date_boxes(page, "on")
    page.locator("[id=on-thang]").fill("13")
    page.locator("input[name=forms][value=niem-yet-tru-so]").check()
    page.get_by_label("Tệp quét hoặc PDF").set_input_files(scan)
    page.get_by_label("Không có", exact=True).check()
    people(page)
    page.get_by_role("button", name="Xem lại trước khi trình").click()
    assert "Chưa trình được: còn 2" in page.inner_text(".errors h2")
    assert "Bản nháp đã được giữ" in page.inner_text(".errors")
    assert page.locator(".errors:focus").count() == 1  # it is read first, and the next Tab is its first error
    look(page, "nhap-loi", script=script)
    page.get_by_role("link", name="Bà con cần làm gì").click()
    page.get_by_label("Bà con cần làm gì").fill("Bà con chỉ cần biết.")
    date_boxes(page, "on")
    page.get_by_role("button", name="Xem lại trước khi trình").click()


def people(page: Page) -> None:
    """Author and approver."""
    page.get_by_label("Ai lập tờ này").select_option(name_of("van-phong-thong-ke"))
    page.get_by_label("Ai duyệt và ký").select_option(name_of("chu-tich"))


def date_boxes(page: Page, name: str) -> None:
    """Today at UTC+7, in three boxes."""
    day = (datetime.now(UTC) + timedelta(hours=7)).date()
    for box, value in (("ngay", day.day), ("thang", day.month), ("nam", day.year)):
        page.locator(f"[id={name}-{box}]").fill(str(value))


def sign(page: Page, stem: str, button: str, *, script: bool) -> None:
    """Choose one's own key, type its passphrase, press."""
    look(page, f"ky-{stem}", script=script)
    page.get_by_label("Chìa khóa của ai").select_option(stem)
    page.get_by_label("Mật khẩu của chìa khóa").fill(passphrase(stem))
    page.get_by_role("button", name=button).click()


def look(page: Page, name: str, *, script: bool) -> None:
    """Pictures at both widths, no sideways scroll, nothing that axe finds (axe itself needs script)."""
    if not script:
        return
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.wait_for_load_state()
    page.locator("main").wait_for()
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)
        page.screenshot(path=SHOTS / f"desk-{name}-{width}.png", full_page=True)
        found = axe(page)
        assert found == [], (name, width)


def axe(page: Page) -> list[str]:
    """What axe-core finds, with the place of each."""
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {node['html']}" for one in found for node in one["nodes"]]


def wait_for(path: Path) -> None:
    """The publisher works by itself, within seconds."""
    end = time.monotonic() + PUBLISHED_WITHIN
    while not path.exists():
        assert time.monotonic() < end, path
        time.sleep(0.2)

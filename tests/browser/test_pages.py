"""The public pages as people open them: from a stick or a host, narrow, wide, light, dark, on paper, without script."""

from __future__ import annotations

import functools
import http.server
import threading
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from disclosures.model.topics import REGISTRY
from disclosures.pages import pages
from disclosures.publishing.write import site_files
from tests.disclosures.pages.payloads import PAYLOADS
from tests.disclosures.pages.test_escaping import book
from tests.disclosures.pages.world import FILE, FILE_BYTES, PUBLISHED, view
from tests.simulator import Commune

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Dialog, Page

    from disclosures.pages import Page as Rendered
    from tests.demo import Demo

pytestmark = pytest.mark.browser

MATTER = "ho-so/2025/000004.html"
TYPES = [
    "index.html", "qua-han.html", "ke-hoach.html", "so-ghi.html", "so-ghi/2025-11.html", MATTER,
    "ho-so/2025/000000.html", "ho-so/2025/000006.html", "so-nay-la-gi.html", "cach-kiem-chung.html", "404.html",
]  # fmt: skip
RULES = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def build(files: Iterable[Rendered], folder: Path) -> Path:
    """The files of a site, and the attachment that one of them links to."""
    for page in files:
        target = folder / page.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(page.make())
    attached = folder / "attachments" / str(FILE["sha256"]) / str(FILE["name"])
    attached.parent.mkdir(parents=True)
    attached.write_bytes(FILE_BYTES)
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book as a folder on a stick, with a space and a ``đ`` in its name."""
    return build(site_files(view()), tmp_path_factory.mktemp("site") / "sổ đã chép" / "huong-son")


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def host(folder: Path) -> Iterator[str]:
    """The same folder on a host, under a sub-path."""
    handler = functools.partial(_Quiet, directory=str(folder.parent))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/huong-son/"
        server.shutdown()
        thread.join()


class Watched:
    """A page in its own context, with everything that it asked for and complained of."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.asked: list[str] = []
        self.said: list[str] = []
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("dialog", self._dialog)

    def _dialog(self, dialog: Dialog) -> None:
        self.said.append(f"dialog {dialog.message}")
        dialog.dismiss()


@pytest.fixture(params=[320, 1280])
def watched(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Watched]:
    """A phone and a wide screen."""
    context = browser.new_context(viewport={"width": request.param, "height": 900}, locale="vi-VN")
    yield Watched(context.new_page())
    context.close()


def overflow(page: Page) -> int:
    width: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return width


@pytest.mark.parametrize("path", TYPES)
def test_a_page_opens_from_a_stick_whole_and_without_a_sideways_scroll(
    watched: Watched, folder: Path, path: str
) -> None:
    address = (folder / path).as_uri()
    watched.page.goto(address)
    watched.page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    assert overflow(watched.page) == 0
    assert watched.said == []
    base = folder.as_uri()
    assert all(asked.startswith(base) for asked in watched.asked)
    if path != "404.html":
        assert watched.page.evaluate("getComputedStyle(document.querySelector('.top')).borderBottomStyle") == "double"


@pytest.mark.parametrize("path", TYPES)
def test_a_page_opens_from_a_host_under_a_sub_path_and_asks_nobody_else(watched: Watched, host: str, path: str) -> None:
    watched.page.goto(host + path)
    assert overflow(watched.page) == 0
    assert [said for said in watched.said if "favicon" not in said] == []
    assert all(asked.startswith(host) for asked in watched.asked if not asked.endswith("/favicon.ico"))


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_no_page_type_has_an_accessibility_violation(browser: Browser, folder: Path, width: int, scheme: str) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        bypass_csp=True,
    )
    page = context.new_page()
    for path in TYPES:
        page.goto((folder / path).as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}}).response
        assert len(found["passes"]) > 10
        assert [(path, one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == []
    context.close()


def test_the_pages_can_be_read_without_any_script(browser: Browser, folder: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((folder / "index.html").as_uri())
    page.get_by_role("link", name="Tiền bà con góp làm đường thôn Đoài").first.click()
    page.wait_for_url(f"**/{MATTER}*")
    assert page.get_by_role("heading", level=1).inner_text().startswith("Tiền bà con góp làm đường")
    assert page.locator("#ba-ngay").is_visible()
    page.get_by_text("Mã và tờ gốc của cả 3").click()
    assert page.locator(".codes").is_visible()
    context.close()


def test_the_script_adds_the_days_that_are_left_and_names_old_data(browser: Browser, folder: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.clock.set_fixed_time("2025-11-24T18:00:00Z")  # already the 25th where the book is
    page.goto((folder / "index.html").as_uri())
    assert "(còn 2\u00a0ngày)" in page.locator(".when").first.inner_text()
    assert page.locator(".stale").is_hidden() is False
    assert "15\u00a0ngày tuổi" in page.locator(".stale").inner_text()
    page.clock.set_fixed_time("2025-11-12T01:00:00Z")
    page.goto((folder / "index.html").as_uri())
    assert page.locator(".stale").is_hidden()
    context.close()


def test_a_filter_of_the_plan_hides_the_rest_without_script_and_the_back_button_undoes_it(
    browser: Browser, folder: Path
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((folder / "ke-hoach.html").as_uri())
    assert page.locator("#viec-tiet-kiem").is_visible()
    page.get_by_role("link", name="Quá hạn 1").click()
    assert page.locator("#viec-tra-loi").is_visible()
    assert page.locator("#viec-tiet-kiem").is_hidden()
    page.go_back()
    assert page.locator("#viec-tiet-kiem").is_visible()
    context.close()


def test_the_plan_on_a_phone_shows_its_counts_and_its_legend_and_each_row_leads_to_its_section(
    browser: Browser, folder: Path
) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 900}, java_script_enabled=False)
    page = context.new_page()
    page.goto((folder / "ke-hoach.html").as_uri())
    row = page.locator(".units a").filter(has_text="Dân giám sát")
    assert row.locator("small").inner_text() == "1\u00a0mục, 1\u00a0quá hạn"
    box = row.locator("small").bounding_box()
    assert box is not None
    assert box["width"] > 50
    assert page.get_by_text("Tròn: còn trong hạn.").is_visible()
    row.click()
    assert page.url.endswith("#dan-giam-sat")
    context.close()


def test_paper_leaves_out_a_working_out_that_nobody_opened(browser: Browser, folder: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto((folder / "qua-han.html").as_uri())
    page.emulate_media(media="print")
    assert page.locator(".fold").first.is_hidden()
    page.emulate_media(media="screen")
    page.locator(".fold summary").first.click()
    page.emulate_media(media="print")
    assert page.locator(".fold p").first.is_visible()
    page.goto(f"{(folder / MATTER).as_uri()}#ho-so")
    page.emulate_media(media="print")
    assert page.locator(".dossier .fold p").first.is_visible()
    context.close()


def test_paper_shows_the_notice_and_the_whole_matter_only_where_it_is_asked_for(browser: Browser, folder: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto((folder / MATTER).as_uri())
    assert page.locator(".sheet").is_hidden()
    page.emulate_media(media="print")
    assert page.locator(".sheet .qr").is_visible()
    assert page.locator(".sheet .code").is_visible()
    assert page.locator(".sheet .print").is_visible()
    assert page.locator("nav").first.is_hidden()
    assert page.locator("article.dossier").is_hidden()
    assert page.locator(".foot").is_hidden()
    height: float = page.evaluate("document.querySelector('.sheet').getBoundingClientRect().height")
    assert height < 269 / 25.4 * 96
    page.emulate_media(media="screen")
    page.get_by_role("link", name="In cả hồ sơ").click()
    page.emulate_media(media="print")
    assert page.locator(".sheet .code").is_visible()
    assert page.locator("article.dossier h1").is_visible()
    assert page.locator("article.dossier .trial").is_visible()
    page.emulate_media(media="screen")
    assert page.locator("article.dossier .trial").is_hidden()
    context.close()


def test_a_notice_with_the_longest_words_still_has_code_and_fingerprint_on_its_first_sheet(
    browser: Browser, tmp_path: Path
) -> None:
    longest = " ".join(["công khai"] * 40)[:395]
    world = Commune(REGISTRY)
    todo = {"by": "2025-11-27", "text": longest}
    body = {**PUBLISHED, "about": [], "affects": longest, "title": longest[:118], "todo": todo, "what": longest}
    body["summary"] = longest * 20
    world.append("disclosure.published", "disclosure/x", body)
    folder = build(pages(view(world, instances=())), tmp_path / "site")
    context = browser.new_context(viewport={"width": 658, "height": 1017})  # A4 less its margins, at 96 dpi
    page = context.new_page()
    page.goto((folder / "ho-so/2025/000001.html").as_uri())
    page.emulate_media(media="print")
    foot: float = page.evaluate("document.querySelector('.sheet .proof').getBoundingClientRect().bottom")
    assert foot < 269 / 25.4 * 96
    context.close()


def test_every_notice_of_the_demo_is_one_page(browser: Browser, demo: Demo) -> None:
    context = browser.new_context(viewport={"width": 665, "height": 1031})  # A4 less its margins, at 96 dpi
    page = context.new_page()
    page.emulate_media(media="print")
    found: dict[str, float] = {}
    for path in sorted(demo.public.glob("ho-so/*/*.html")):
        page.goto(path.resolve().as_uri())
        found[path.name] = page.evaluate("document.querySelector('.sheet').getBoundingClientRect().bottom")
    assert {name: bottom for name, bottom in found.items() if bottom > 273 / 25.4 * 96} == {}
    assert found["000032.html"] > found["000113.html"]
    context.close()


def test_every_link_can_be_reached_by_keyboard_and_shows_where_it_is(browser: Browser, folder: Path) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto((folder / "index.html").as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    for _ in range(12):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
        assert outline == "4px"
    context.close()


@pytest.mark.parametrize("path", ["index.html", "qua-han.html", "so-ghi.html", MATTER])
def test_menu_and_list_links_are_big_enough_for_a_thumb(browser: Browser, folder: Path, path: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto((folder / path).as_uri())
    small = page.evaluate(
        "[...document.querySelectorAll('nav a, .door, .files a, summary, .entries .name a')]"
        ".filter(one => one.getClientRects().length && one.getBoundingClientRect().height < 43.5)"
        ".map(one => one.textContent)"
    )
    assert small == []
    context.close()


def test_no_payload_runs_on_any_page(browser: Browser, tmp_path: Path) -> None:
    context = browser.new_context()
    watched = Watched(context.new_page())
    for number, payload in enumerate(PAYLOADS[::7]):
        one = book(payload, "disclosure.published", "disclosure.corrected", "document.issued", "plan.adopted")
        wanted = [
            page
            for page in pages(one)
            if page.path.startswith(("ho-so/", "index", "ke-hoach", "site.css", "chay-thu.css", "dau.svg"))
        ]
        folder = build(wanted, tmp_path / str(number))
        for page in wanted:
            if page.path.endswith(".html"):
                watched.page.goto((folder / page.path).as_uri())
                words: str = watched.page.evaluate("document.body.textContent")
                assert payload in words or page.path.startswith("ho-so/2025/000000")
    assert watched.said == []
    assert all(asked.startswith(tmp_path.as_uri()) for asked in watched.asked)
    context.close()

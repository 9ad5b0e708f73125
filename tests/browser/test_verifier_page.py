"""What people meet on kiem-chung.html: any order of files, one large sentence, no network, no mouse needed."""

from __future__ import annotations

import random
import re
import zlib
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from disclosures.pages import verifier
from disclosures.words import screen
from disclosures.words.codes import FINDINGS
from disclosures.words.single import answer_sentences
from ledger.record import code
from ledger.single import verify_proof
from ledger.tlog.merkle import leaf_hash
from tests.vectors import cases, make_single

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, FilePayload, Page

pytestmark = pytest.mark.browser

ENTRY = make_single.sealed()
PROOF = make_single.claim(ENTRY)
POLICY = make_single.POLICY
WAITING = make_single.claim(ENTRY, witnesses=())
HIDDEN = make_single.sealed(make_single.JSON.replace("góp", "g\u202ep"))
NOBLE = "c187e1d6585ef8753a565518a1777c94f2795922d5ab7573938b05d2ef620f89"


def given(**files: bytes) -> list[FilePayload]:
    return [{"name": name, "mimeType": "", "buffer": data} for name, data in files.items()]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "kiem-chung.html"
    path.write_bytes(verifier.page(trial=True))
    return path


@pytest.fixture
def opened(browser: Browser, file: Path) -> Iterator[Page]:
    """The page at 320 pixels; it must ask nothing of the network and break no rule of its own policy."""
    context = browser.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    wrong: list[str] = []
    page.on("request", lambda request: wrong.append(request.url))
    page.on("console", lambda message: wrong.append(message.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(file.as_uri())
    yield page
    assert {url.partition("#")[0] for url in wrong} <= {file.as_uri(), "about:blank"}
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), "sideways scrolling"
    context.close()


def choose(page: Page, **files: bytes) -> str:
    page.set_input_files("#files", given(**files))
    page.wait_for_selector("#verdict")
    return page.inner_text("#verdict").strip()


def axe(page: Page) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": tags}})
    return [f"{one['id']}: {[node['html'] for node in one['nodes']]}" for one in found.response["violations"]]


@pytest.mark.parametrize("order", [("a", "b", "c"), ("c", "a", "b"), ("b", "c", "a")])
def test_three_files_in_any_order_give_one_answer(opened: Page, order: tuple[str, ...]) -> None:
    files = {"a": ENTRY, "b": PROOF, "c": POLICY}
    assert choose(opened, **{name: files[name] for name in order}) == "Đúng"
    assert "Tờ này giống hệt tờ đã ký và ghi vào sổ, ngày lập 31/10/2025." in opened.inner_text("#answer")
    assert "Ban Thanh tra nhân dân đã xác nhận sổ, ngày\u00a001/01/2026." in opened.inner_text("#answer")


def test_files_may_come_one_by_one_and_each_missing_one_is_named(opened: Page) -> None:
    assert choose(opened, a=PROOF) == "Chưa kiểm được"
    assert "Thiếu tờ cần kiểm" in opened.inner_text("#answer .lead")
    opened.set_input_files("#files", given(b=POLICY))
    opened.wait_for_selector("#slots .have >> nth=1")
    opened.set_input_files("#files", given(c=ENTRY))
    opened.wait_for_selector("#answer.yes")


@pytest.mark.parametrize(
    ("files", "missing"),
    [
        ({"a": ENTRY}, "Thiếu giấy chứng"),
        ({"a": ENTRY, "b": POLICY}, "Thiếu giấy chứng"),
        ({"a": ENTRY, "b": PROOF}, "Thiếu danh sách khóa"),
        ({"a": PROOF, "b": POLICY}, "Thiếu tờ"),
        ({"a": POLICY}, "Thiếu tờ"),
        ({"a": b"\x89PNG\r\n\x1a\n"}, "Không nhận ra tệp a"),
    ],
)
def test_what_is_missing_is_said(opened: Page, files: dict[str, bytes], missing: str) -> None:
    assert choose(opened, **files) == "Chưa kiểm được"
    assert missing in opened.inner_text("#answer .lead")
    assert opened.locator("#text").is_hidden()


def test_without_a_cosignature_nothing_is_called_true(opened: Page) -> None:
    assert choose(opened, a=ENTRY, b=WAITING, c=POLICY) == "Chưa kiểm được"
    assert "chưa đủ xác nhận của Ban Thanh tra nhân dân" in opened.inner_text("#answer .lead")


@pytest.mark.parametrize(
    "files",
    [
        {"a": ENTRY.replace(b"339200000", b"339200001"), "b": PROOF, "c": POLICY},
        {"a": ENTRY.replace(b"339200000", b"339200001"), "b": PROOF},
        {"a": HIDDEN, "b": PROOF, "c": POLICY},
        {"a": HIDDEN},
        {"a": ENTRY, "b": PROOF.replace(b"index 1", b"index 01")},
    ],
)
def test_what_can_be_refuted_is_refuted_whatever_is_missing(opened: Page, files: dict[str, bytes]) -> None:
    assert choose(opened, **files) == "Không giống"
    assert "báo Ban Thanh tra nhân dân" in opened.inner_text("#answer") or "xin lại" in opened.inner_text("#answer")
    assert opened.locator("#text").is_hidden()


def test_a_hidden_character_is_named(opened: Page) -> None:
    choose(opened, a=HIDDEN, b=PROOF, c=POLICY)
    assert "U+202E" in opened.inner_text("#answer .lead")


def test_the_words_of_the_record_are_shown_with_its_code_to_lay_beside_the_paper(opened: Page) -> None:
    choose(opened, a=ENTRY, b=PROOF, c=POLICY)
    text = opened.inner_text("#text")
    for part in (
        "Giống tờ giấy bà con đang cầm không?",
        "339.200.000",
        "05/12/2025",
        "niêm yết tại trụ sở; truyền thanh",
    ):
        assert part in text
    assert code(make_single.ORIGIN, 1, leaf_hash(ENTRY)) in text
    assert opened.locator("#text pre").text_content() == ENTRY.decode()


def test_the_paper_of_a_corrected_matter_is_no_false_alarm(opened: Page) -> None:
    choose(opened, a=ENTRY, b=PROOF, c=POLICY)
    told = opened.inner_text("#answer")
    assert "số bị gạch phải giống tờ này, số mới phải giống tờ đính chính" in told
    assert "mã của tờ ấy in ở dòng “Bản này”" in told
    assert "Khác ở chỗ nào nữa thì giữ tờ giấy và báo Ban Thanh tra nhân dân." in told
    body = {"changes": [{"field": "Xi măng", "right": "2", "wrong": "1"}], "on": "2025-11-10"}
    for topic, said in (
        ("disclosure.corrected", "so chỗ đã đính chính trên giấy với chỗ “Đúng là” dưới đây"),
        ("answer.given", "Khác dù một số thì giữ tờ giấy"),
    ):
        members = make_single.changed(body=body, topic=topic, entity=f"{topic.partition('.')[0]}/x")
        entry = make_single.sealed(members)
        choose(opened, a=entry, b=make_single.claim(entry), c=POLICY)
        assert said in opened.inner_text("#answer")
        assert "số bị gạch" not in opened.inner_text("#answer")


def test_true_is_said_of_one_named_matter_beside_the_verdict(opened: Page) -> None:
    wrong = {"changes": [{"field": "Xi măng", "right": "2", "wrong": "1"}], "on": "2025-11-10"}
    members = make_single.changed(body=wrong, topic="disclosure.corrected", entity_version=3)
    entry = make_single.sealed(members)
    assert choose(opened, a=entry, b=make_single.claim(entry), c=POLICY) == "Đúng"
    assert "Hồ sơ: Việc công khai, 2025-0012, tờ thứ 3." in opened.inner_text("#answer")
    assert "Hồ sơ\nViệc công khai, 2025-0012, tờ thứ 3" in opened.inner_text("#text")
    assert "Về hồ sơ" not in opened.inner_text("#answer")


def test_what_a_board_wrote_is_said_to_be_about_what_it_names(opened: Page) -> None:
    said = {"about": ["disclosure/2025-0012", "document/2025-0214"], "on": "2025-11-10", "title": "Không thấy tờ nào"}
    entry = make_single.sealed(make_single.changed(body=said, topic="board.dissented", entity="board/2025-0001"))
    assert choose(opened, a=entry, b=make_single.claim(entry), c=POLICY) == "Đúng"
    others = "Việc công khai, 2025-0012; Văn bản, 2025-0214"
    assert f"Về hồ sơ: {others}." in opened.inner_text("#answer")
    assert f"Về hồ sơ\n{others}" in opened.inner_text("#text")


def test_a_proof_of_another_sheet_is_told_so_before_anything_else_by_page_and_command(opened: Page) -> None:
    other = make_single.claim(make_single.sealed(make_single.changed(entity="disclosure/x")))
    assert choose(opened, a=ENTRY, b=other, c=POLICY) == "Không giống"
    first = opened.inner_text("#answer .lead")
    then = "giữ nguyên tệp đang có, tải lại cả hai từ trang hồ sơ rồi kiểm; vẫn vậy thì báo Ban Thanh tra nhân dân."
    assert first == "Tờ đã bị sửa, hoặc giấy chứng là của tờ khác."
    assert then in opened.inner_text("#answer").lower().replace("ban thanh tra", "Ban Thanh tra")
    said = answer_sentences(verify_proof(ENTRY, other, POLICY))
    assert said == [f"Không giống. {first}", f"[proof.mismatch] {first[:-1]}; hãy {then}"]


def test_who_confirmed_and_by_which_key_stands_among_what_was_checked(browser: Browser, file: Path) -> None:
    witness = make_single.BOARD.key.name
    names = {"holders": {witness: "Ban Giám sát đầu tư của cộng đồng"}, "villages": {"thon-dong": "thôn Đông"}}
    path = file.with_name("with-names.html")
    path.write_bytes(verifier.page(POLICY, "", names, trial=False))
    page = browser.new_page()
    page.goto(path.as_uri())
    choose(page, a=ENTRY, b=PROOF)
    confirmed = "Ban Giám sát đầu tư của cộng đồng đã xác nhận sổ, ngày\u00a001/01/2026"
    assert f"{confirmed}." in page.inner_text("#answer")
    assert witness not in page.inner_text("#answer")
    page.click("#answer summary")
    assert f"{confirmed} (khóa {witness}): đúng." in page.inner_text("#answer")
    assert "Ở đâu\nthôn Đông" in page.inner_text("#text")
    page.close()


def test_an_id_that_nobody_can_read_stands_in_the_whole_text_alone(opened: Page) -> None:
    choose(opened, a=ENTRY, b=PROOF, c=POLICY)
    ids = ("thon-dong", "xa-ck-05", "disclosure/", "chu-tich")
    assert [one for one in ids if one in opened.inner_text("#text")] == []
    assert "xa-ck-05" in (opened.text_content("#text pre") or "")


def test_parts_are_called_as_page_and_sheet_call_them(opened: Page) -> None:
    choose(opened, a=ENTRY, b=PROOF, c=POLICY)
    names: list[str] = opened.locator("#text dt").all_inner_texts()
    assert {"Việc gì", "Bà\u00a0con cần làm gì", "Ngày xã khai", "Hình thức công khai", "Bảng số"} <= set(names)
    told = "(names) => names.map((name) => words.label(name, 'inspection.found'))"
    assert opened.evaluate(told, ["on", "legal_title", "people"]) == ["Ngày khai", "Tên trên văn bản", "Số người"]
    periods = {one: screen.period(one).replace(screen.TIE, " ") for one in ("2025", "2025-Q4", "2025-H1", "2025-03")}
    periods |= {"2025-W07": "tuần 07 năm 2025", "2025-Q5": "2025-Q5"}
    assert opened.evaluate("(all) => all.map(words.period)", list(periods)) == list(periods.values())


def test_a_file_that_the_record_names_is_recognised_byte_for_byte(opened: Page) -> None:
    pdf = b"%PDF-1.7 bang ke"
    named = {**make_single.BODY, "attachments": [{"name": "bang-ke.pdf", "sha256": sha256(pdf).hexdigest()}]}
    entry = make_single.sealed(make_single.changed(body=named))
    assert choose(opened, a=entry, b=make_single.claim(entry), c=POLICY, d=pdf) == "Đúng"
    assert "bang-ke.pdf: đúng là tệp mà tờ này ghi." in opened.inner_text("#text")
    opened.click("#again")
    assert choose(opened, a=entry, b=make_single.claim(entry), c=POLICY) == "Đúng"
    assert "bang-ke.pdf: muốn kiểm thì chọn thêm tệp này." in opened.inner_text("#text")
    opened.click("#again")
    changed = {"a": entry, "b": make_single.claim(entry), "c": POLICY, "bang-ke.pdf": pdf + b" "}
    assert choose(opened, **changed) == "Không giống"
    assert "Tệp kèm theo khác với tệp mà tờ đã ghi dấu." in opened.inner_text("#answer .lead")


def test_a_file_that_the_record_does_not_name_is_never_called_true(opened: Page) -> None:
    assert choose(opened, a=ENTRY, b=PROOF, c=POLICY, d=b"%PDF-1.7 khac") == "Chưa kiểm được"
    assert "không phải tệp mà tờ này ghi: d." in opened.inner_text("#answer .lead")
    assert "Không dùng đến" in opened.inner_text("#slots")
    assert opened.locator("#text").is_hidden()


@pytest.mark.parametrize("name", ["policy", "huong-son.policy"])
@pytest.mark.parametrize("damaged", [b"", b"\x00" + POLICY, POLICY[1:], POLICY.decode().encode("utf-16"), b"{}"])
def test_a_damaged_key_list_is_refused_though_the_page_has_one_inside(
    browser: Browser, file: Path, name: str, damaged: bytes
) -> None:
    path = file.with_name("with-keys.html")
    path.write_bytes(verifier.page(trial=False, policy=POLICY))
    page = browser.new_page()
    page.goto(path.as_uri())
    assert choose(page, **{"a": ENTRY, "b": PROOF, name: damaged}) == "Không giống"
    assert "policy.malformed" in (page.text_content("#answer") or "")
    page.close()


@pytest.mark.parametrize("damaged", [b"", PROOF[5:], b"\xff" + PROOF])
def test_a_damaged_proof_is_refused_by_its_name(opened: Page, damaged: bytes) -> None:
    assert choose(opened, **{"a": ENTRY, "to-1.tlog-proof": damaged, "c": POLICY}) == "Không giống"
    assert "proof.malformed" in (opened.text_content("#answer") or "")


def test_text_of_files_is_never_markup(opened: Page) -> None:
    wild = "<img src=x onerror=alert(1)><script>alert(2)</script>{{7*7}}"
    entry = make_single.sealed(
        make_single.changed(body={"title": wild, "on": wild, wild[:0] or "what": [wild, {"text": wild}]})
    )
    assert choose(opened, a=entry, b=make_single.claim(entry), c=POLICY) == "Đúng"
    assert opened.locator("#text img, #text script").count() == 0
    assert wild in opened.inner_text("#text h3")


def test_a_known_key_file_may_be_inside_the_page_and_another_takes_its_place(browser: Browser, file: Path) -> None:
    path = file.with_name("with-keys.html")
    path.write_bytes(verifier.page(trial=False, policy=POLICY))
    page = browser.new_page()
    page.goto(path.as_uri())
    assert choose(page, a=ENTRY, b=PROOF) == "Đúng"
    assert "có sẵn trong trang này" in page.inner_text("#slots")
    other = POLICY.replace(make_single.LOG.key.vkey.encode(), make_single.OTHER.key.vkey.encode())
    page.set_input_files("#files", given(c=other))
    page.wait_for_selector("#answer.no")
    page.close()


def test_a_printed_code_brings_entry_and_proof_and_the_page_asks_for_the_keys_alone(opened: Page, file: Path) -> None:
    opened.goto("about:blank")
    opened.goto(f"{file.as_uri()}#{verifier.fragment(ENTRY, PROOF)}")
    assert "Thiếu danh sách khóa" in opened.inner_text("#answer .lead")
    opened.set_input_files("#files", given(c=POLICY))
    opened.wait_for_selector("#answer.yes")
    assert "trong mã vuông trên giấy" in opened.inner_text("#slots")


@pytest.mark.parametrize("digits", ["1", "256", "12345678901234567890", "9" * 30000, "0", "1x"])
def test_a_foreign_printed_code_is_called_so_and_leads_nowhere(opened: Page, digits: str) -> None:
    opened.evaluate("(digits) => { location.hash = digits; }", digits)
    opened.wait_for_selector("#answer.open")
    assert opened.inner_text("#answer .lead") == "Mã vuông này không phải giấy chứng của sổ."


def test_what_zlib_packs_the_page_unpacks(opened: Page) -> None:
    draw = random.Random(9)
    texts = [
        draw.randbytes(draw.randrange(400)) + bytes(draw.choices(b"abc ", k=draw.randrange(2000))) for _ in range(60)
    ]
    packed = []
    for place, text in enumerate([b"", *texts]):
        strategy = (zlib.Z_DEFAULT_STRATEGY, zlib.Z_FIXED, zlib.Z_HUFFMAN_ONLY)[place % 3]
        packer = zlib.compressobj(place % 10, zlib.DEFLATED, -15, 9, strategy)
        packed.append(list(packer.compress(text) + packer.flush()))
    found: list[list[int]] = opened.evaluate(
        "(all) => all.map((one) => Array.from(inflate.raw(Uint8Array.from(one))))", packed
    )
    assert [bytes(one) for one in found] == [b"", *texts]


def test_a_script_that_is_not_the_pages_own_does_not_run(browser: Browser, file: Path) -> None:
    page = browser.new_page()
    page.goto(file.as_uri())
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), { text: 'window.ran = true' }))"
    )
    assert page.evaluate("window.ran === undefined")
    page.close()


def test_a_file_dropped_on_the_page_is_read(opened: Page) -> None:
    opened.evaluate(
        """(files) => {
          const transfer = new DataTransfer();
          files.forEach(([name, text]) => transfer.items.add(new File([text], name)));
          document.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
        }""",
        [["a", ENTRY.decode()], ["b", PROOF.decode()], ["c", POLICY.decode()]],
    )
    opened.wait_for_selector("#answer.yes")


def test_the_keyboard_reaches_everything_and_the_answer_takes_the_focus(opened: Page) -> None:
    stops = []
    for _ in range(5):
        opened.keyboard.press("Tab")
        stops.append(opened.evaluate("document.activeElement.id || document.activeElement.textContent"))
    assert stops == ["Tới nội dung chính", "Sổ dân biết", "Trang chủ", "Kiểm chứng", "files"]
    assert opened.evaluate("getComputedStyle(document.querySelector('label[for=files]')).outlineWidth") == "4px"
    choose(opened, a=ENTRY, b=PROOF, c=POLICY)
    assert opened.evaluate("document.activeElement.id") == "verdict"
    opened.focus("#again")
    opened.keyboard.press("Enter")
    assert opened.locator("#answer").is_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_in_any_state(browser: Browser, file: Path, width: int, scheme: str) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
        bypass_csp=True,
    )
    page = context.new_page()
    page.goto(file.as_uri())
    assert axe(page) == []
    for entry, proof in ((ENTRY, PROOF), (HIDDEN, PROOF), (ENTRY, WAITING)):
        choose(page, a=entry, b=proof, c=POLICY)
        assert axe(page) == []
    context.close()


def test_every_code_that_a_case_gives_has_its_sentence_on_the_page(opened: Page) -> None:
    codes = sorted({str(case["code"]) for case in cases("single") if case["code"]})
    told: list[list[str]] = opened.evaluate("(codes) => codes.map(words.sentence)", codes)
    for name, (what, then) in zip(codes, told, strict=True):
        assert f"{what[:-1]}; {then[:-1]}" == FINDINGS[name]


def test_without_script_the_page_says_what_to_do(browser: Browser, file: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(file.as_uri())
    assert "bật JavaScript" in page.inner_text("#old")
    context.close()


def test_the_page_holds_no_address_of_another_place() -> None:
    text = verifier.page(trial=False).decode()
    markup = re.sub(r"<(script|style)>.*?</\1>|sha256-[A-Za-z0-9+/=]+", "", text, flags=re.DOTALL)
    assert re.findall(r"(?:https?:)?//[a-z]", markup) == []
    assert (
        re.findall(r"""\b(?:fetch|XMLHttpRequest|import|eval|innerHTML|sendBeacon|WebSocket)\b\s*[(.=]""", text) == []
    )


def test_the_vendored_arithmetic_is_the_one_that_was_reviewed() -> None:
    noble = (verifier.folder() / "vendor" / "noble.js").read_bytes()
    assert sha256(noble).hexdigest() == NOBLE


def test_the_page_is_the_same_bytes_every_time_and_differs_only_by_the_banner() -> None:
    assert verifier.page(trial=True) == verifier.page(trial=True)
    assert b"B\xe1\xba\xa3n ch\xe1\xba\xa1y th\xe1\xbb\xad" not in verifier.page(trial=False)

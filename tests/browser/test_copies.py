"""A citizen takes a record home from its page, signed note and proof, and checks it without network and without us."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.command import danbiet

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.demo import Demo

pytestmark = pytest.mark.browser

MATTER = "ho-so/2025/000032.html"


def test_the_signed_note_and_its_proof_are_taken_from_the_page_and_hold(
    browser: Browser, demo: Demo, tmp_path: Path
) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, offline=True)
    page = context.new_page()
    page.goto((demo.public / MATTER).resolve().as_uri())
    page.get_by_text("Mã và tờ gốc của cả 4 tờ trong hồ sơ này").click()
    taken: list[Path] = []
    for name in ("Tải tờ gốc 000037", "Tải giấy chứng 000037"):
        with page.expect_download() as download:
            page.get_by_role("link", name=name).click()
        taken.append(tmp_path / download.value.suggested_filename)
        download.value.save_as(taken[-1])
    assert [path.name for path in taken] == ["to-000037.note", "to-000037.tlog-proof"]
    assert danbiet("verify-proof", *taken, "--policy", demo.public / "log/policy").status == 0
    page.goto((demo.public / "kiem-chung.html").resolve().as_uri())
    page.set_input_files("#files", taken)
    page.wait_for_selector("#answer.yes")
    assert "Đính chính" in page.inner_text("#text")
    context.close()

"""The picture of the README: the demo's home page in Chromium, on its own last day; ``make pictures`` takes it.

python -m tests.pictures build/demo docs/pictures/trang-dau.png
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.conftest import ARGUMENTS, CHROMIUM

WIDTH, HEIGHT = 1000, 720
DAY = datetime(2025, 12, 31, 2, tzinfo=UTC)


def main() -> None:
    """Take the picture anew."""
    demo, target = Path(sys.argv[1]), Path(sys.argv[2])
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        sheet = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, locale="vi-VN")
        sheet.clock.set_fixed_time(DAY)
        sheet.goto((demo / "public" / "index.html").resolve().as_uri())
        target.parent.mkdir(parents=True, exist_ok=True)
        sheet.screenshot(path=target)
        browser.close()


if __name__ == "__main__":
    main()

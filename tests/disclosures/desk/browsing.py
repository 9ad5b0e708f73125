"""A browser that asks an application without a network.

browser = Browser(app, "http://127.0.0.1:8765")
browser.get("/").status_code
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import httpx

if TYPE_CHECKING:
    from starlette.types import ASGIApp


class Browser:
    """Asks an application without a network; keeps cookies, follows no redirect but to a new form."""

    def __init__(self, app: ASGIApp, home: str) -> None:
        self._home = home
        self._transport = httpx.ASGITransport(app)
        self.cookies = httpx.Cookies()

    def get(self, path: str, **more: Any) -> httpx.Response:
        """Ask for a page; a new form stands at an address of its own, to which it is followed."""
        answer = self._ask("GET", path, more)
        forward = answer.headers.get("location", "")
        return self._ask("GET", forward, more) if path.startswith("/ghi/") and forward.startswith("/ghi/") else answer

    def post(self, path: str, **more: Any) -> httpx.Response:
        """Send a form."""
        return self._ask("POST", path, more)

    def _ask(self, method: str, path: str, more: dict[str, Any]) -> httpx.Response:
        # In a thread of its own: browser tests of the same process leave a running event loop in this one.
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(asyncio.run, self._send(method, path, more)).result()

    async def _send(self, method: str, path: str, more: dict[str, Any]) -> httpx.Response:
        async with httpx.AsyncClient(transport=self._transport, base_url=self._home, cookies=self.cookies) as client:
            answer = await client.request(method, path, **more)
            self.cookies = client.cookies
            return answer

"""What every request must show before anything else is looked at, and what every answer carries.

* ``Host`` is ours alone, against names that are made to point at this machine.
* A POST comes from our own pages: ``Sec-Fetch-Site`` (where the browser sends it) is ``same-origin``, and ``Origin`` is
  ours. A browser that sends no ``Origin`` is refused.
* ``Referrer-Policy: same-origin``: with ``no-referrer`` Chromium sends ``Origin: null`` from our own forms.

Cookie and form token are looked at where the route is known (``app``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.datastructures import Headers, MutableHeaders

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.responses import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY: Final = (
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'; "
    "script-src 'none'"
)
_HEADERS: Final = {
    "content-security-policy": POLICY,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
}


class Guard:
    """The outermost layer; ``host`` is ``127.0.0.1:<port>``, ``refuse`` makes the page for a reason."""

    def __init__(self, app: ASGIApp, host: str, refuse: Callable[[str], Response]) -> None:
        self._app = app
        self._host = host
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or pass on; every answer gets the headers that it does not set itself."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        why = self._why(scope["method"], Headers(scope=scope))
        await (self._refuse(why) if why else self._app)(scope, receive, guarded)

    def _why(self, method: str, headers: Headers) -> str | None:
        if headers.getlist("host") != [self._host]:
            return "host"
        if method in {"GET", "HEAD"}:
            return None
        if method != "POST":
            return "method"
        if headers.get("sec-fetch-site", "same-origin") != "same-origin":
            return "origin"
        return None if headers.getlist("origin") == [f"http://{self._host}"] else "origin"

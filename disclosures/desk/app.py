"""The desk as a Starlette application: each address with its screen, behind one wall.

``Door.get`` and ``Door.post`` are plain functions of (desk, ask); they run one at a time, in a thread, because the
ledger's folds are no one else's while they grow. A POST passes only with our cookie, our origin and its form's token.
After fifteen idle minutes a POST that carries a form is kept as a draft (``keeps``), and a passphrase is asked for.
"""

from __future__ import annotations

import sys
import threading
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from disclosures.desk import asking
from disclosures.desk.desk import static
from disclosures.desk.guard import Guard
from disclosures.desk.screens import drafting, entering, publishing, reading, signing
from disclosures.desk.telling import plainly
from ledger.errors import LedgerError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request
    from starlette.types import ASGIApp

    from disclosures.desk.asking import Ask
    from disclosures.desk.desk import Desk

    Screen = Callable[[Desk, Ask], Response]
    Endpoint = Callable[[Request], Awaitable[Response]]

_TYPES: Final = {"site.css": "text/css", "desk.css": "text/css", "dau.svg": "image/svg+xml"}
_WHY: Final = {404: "missing", 405: "method", 413: "large", 400: "malformed"}


@dataclass(frozen=True, slots=True)
class Door:
    """One address. ``awake`` is false where a sleeping session may enter; ``keeps`` says that its POST only keeps."""

    path: str
    get: Screen | None = None
    post: Screen | None = None
    keeps: bool = False
    awake: bool = True


DOORS: Final = (
    Door("/", get=reading.today),
    Door("/ghi", get=drafting.pick),
    Door("/ghi/{topic}", get=drafting.new),
    Door("/nhap/{id}", get=drafting.show, post=drafting.press, keeps=True),
    Door("/nhap/{id}/xoa", post=drafting.delete),
    Door("/ky", get=signing.listed),
    Door("/ky/{id}", get=signing.show, post=signing.sign),
    Door("/ky/{id}/tra", post=signing.send_back),
    Door("/to/{index:int}", get=reading.receipt),
    Door("/tep/{sha256}/{name}", get=reading.file),
    Door("/xem/{id}/{path:path}", get=reading.preview),
    Door("/cong-bo", get=publishing.show, post=publishing.press),
    Door("/khoa", post=entering.lock),
    Door("/mo-khoa", get=entering.locked, post=entering.unlock, awake=False),
)
"""Everything but the start link and the style sheets, which need no cookie."""


def create_app(desk: Desk) -> ASGIApp:
    """The whole application for one desk."""
    entrance = _Entrance(desk)
    routes = [
        Route(door.path, entrance.of(door), methods=[m for m, s in (("GET", door.get), ("POST", door.post)) if s])
        for door in DOORS
    ]
    routes.append(Route("/bat-dau", entrance.begin))
    routes += [Route(f"/{name}", _static(name)) for name in _TYPES]
    app = Starlette(routes=routes, exception_handlers={HTTPException: entrance.refused})
    return Guard(app, desk.host, lambda why: desk.refusal(why, HTTPStatus.FORBIDDEN))


class _Entrance:
    """Everybody comes in here: cookie, form token, idle session; then one screen at a time."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._one_at_a_time = threading.Lock()

    def of(self, door: Door) -> Endpoint:
        """The endpoint of one address; no error leaves it."""

        async def enter(request: Request) -> Response:
            try:
                return await self._enter(request, door)
            except HTTPException:
                raise
            except LedgerError as error:
                return self._desk.refusal("ledger", HTTPStatus.CONFLICT, plainly(error))
            except Exception as error:  # noqa: BLE001 (no traceback may reach a user; developers get its kind)
                sys.stderr.write(f"danbiet office: {type(error).__name__} in {door.path}\n")
                return self._desk.refusal("failed", HTTPStatus.INTERNAL_SERVER_ERROR)

        return enter

    async def begin(self, request: Request) -> Response:
        """The start link, which gives the cookie."""
        return entering.begin(self._desk, await asking.read(request, "", self._desk.clock()))

    async def refused(self, request: Request, error: Exception) -> Response:
        """What the web framework refuses, in our words."""
        del request
        code = error.status_code if isinstance(error, HTTPException) else HTTPStatus.INTERNAL_SERVER_ERROR
        return self._desk.refusal(_WHY.get(code, "failed"), code)

    async def _enter(self, request: Request, door: Door) -> Response:
        sessions, now = self._desk.sessions, self._desk.clock()
        cookie = request.cookies.get(self._desk.cookie, "")
        if not sessions.known(cookie):
            return self._desk.refusal("cookie", HTTPStatus.FORBIDDEN)
        ask = await asking.read(request, cookie, now)
        posted = request.method == "POST"
        if posted and not sessions.is_token(ask.path, ask.one("token")):
            return self._desk.refusal("token", HTTPStatus.FORBIDDEN)
        if door.awake and not sessions.awake(cookie, now):
            back = await self._kept(door, ask) if posted else _address(request)
            return RedirectResponse(f"/mo-khoa?ve={quote(back)}", HTTPStatus.SEE_OTHER)
        screen = door.post if posted else door.get
        if screen is None:
            raise HTTPException(HTTPStatus.METHOD_NOT_ALLOWED)
        return await self._show(screen, ask)

    async def _kept(self, door: Door, ask: Ask) -> str:
        """Keep what came too late, and where to go on once the desk is open again: the page that tells all of it."""
        if not door.keeps or door.post is None:
            return "/"
        return (await self._show(door.post, ask)).headers.get("location", "/")

    async def _show(self, screen: Screen, ask: Ask) -> Response:
        def alone() -> Response:
            with self._one_at_a_time:
                return screen(self._desk, ask)

        return await run_in_threadpool(alone)


def _address(request: Request) -> str:
    """The address that was asked for, with all that it names."""
    return f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path


def _static(name: str) -> Callable[[Request], Response]:
    data = static(name)

    def give(request: Request) -> Response:
        del request
        return Response(data, media_type=_TYPES[name], headers={"cache-control": "max-age=600"})

    return give

"""Coming in: the start link, the lock after fifteen idle minutes, and the passphrase that opens it again."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.responses import RedirectResponse

from disclosures.desk.signing import key_files
from disclosures.desk.telling import plainly
from disclosures.words import desk as words
from ledger import keyfile
from ledger.errors import KeyFileError

if TYPE_CHECKING:
    from starlette.responses import Response

    from disclosures.desk.asking import Ask
    from disclosures.desk.desk import Desk


def begin(desk: Desk, ask: Ask) -> Response:
    """The start link: once, for one browser."""
    cookie = desk.sessions.begin(ask.asked("k"), ask.now)
    if cookie is None:
        return desk.refusal("once", HTTPStatus.FORBIDDEN)
    response = RedirectResponse("/", HTTPStatus.SEE_OTHER)
    response.set_cookie(desk.cookie, cookie, httponly=True, samesite="strict", path="/")
    return response


def locked(desk: Desk, ask: Ask, wrong: str = "") -> Response:
    """The locked desk: anybody whose key file is here may open it."""
    if not wrong and desk.sessions.awake(ask.cookie, ask.now):
        return RedirectResponse("/", HTTPStatus.SEE_OTHER)
    keys = key_files(desk.office, desk.world().roster)
    back = _back(ask.asked("ve") or ask.one("ve"))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return desk.page("mo-khoa.html", status=status, keys=keys, back=back, wrong=wrong, chosen=ask.one("key"))


def unlock(desk: Desk, ask: Ask) -> Response:
    """Open the desk again with one's own passphrase; the key is forgotten at once."""
    keys = {one.stem: one for one in key_files(desk.office, desk.world().roster)}
    key = keys.get(ask.one("key"))
    if key is None:
        return locked(desk, ask, words.ONE_OF_LIST)
    if not ask.one("mk"):
        return locked(desk, ask, words.NO_WORDS)
    try:
        keyfile.open_key(key.path, ask.one("mk"))
    except KeyFileError as error:
        return locked(desk, ask, plainly(error))
    desk.sessions.wake(ask.cookie, ask.now)
    return RedirectResponse(_back(ask.one("ve")), HTTPStatus.SEE_OTHER)


def lock(desk: Desk, ask: Ask) -> Response:
    """Lock the desk before going away."""
    desk.sessions.sleep(ask.cookie)
    return RedirectResponse("/mo-khoa", HTTPStatus.SEE_OTHER)


def _back(path: str) -> str:
    """An address of the desk itself, never another's."""
    return path if path.startswith("/") and not path.startswith("//") and "\\" not in path else "/"

"""Coming in: the start link, the lock after fifteen idle minutes, and the passphrase that opens it again."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from starlette.responses import RedirectResponse

from disclosures.desk.signing import KeyFile, key_files
from disclosures.desk.telling import plainly
from disclosures.words import desk as words
from ledger import keyfile
from ledger.errors import KeyFileError
from ledger.roster import ROOT

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


def locked(desk: Desk, ask: Ask) -> Response:
    """The locked desk: anybody whose key file is here may open it."""
    wrong = next((problem.sentence for problem in desk.said.pop(ask.path, [])), "")
    if desk.sessions.awake(ask.cookie, ask.now):
        return RedirectResponse("/", HTTPStatus.SEE_OTHER)
    keys = _keys(desk)
    return desk.page("mo-khoa.html", keys=keys, back=_back(ask.asked("ve")), wrong=wrong, chosen=ask.asked("key"))


def unlock(desk: Desk, ask: Ask) -> Response:
    """Open the desk again with one's own passphrase; the key is forgotten at once."""
    key = {one.stem: one for one in _keys(desk)}.get(ask.one("key"))
    if key is None or not ask.one("mk"):
        return _again(desk, ask, words.NO_WORDS if key else words.ONE_OF_LIST)
    try:
        keyfile.open_key(key.path, ask.one("mk"))
    except KeyFileError as error:
        return _again(desk, ask, plainly(error))
    desk.sessions.wake(ask.cookie, ask.now)
    return RedirectResponse(_back(ask.one("ve")), HTTPStatus.SEE_OTHER)


def _keys(desk: Desk) -> list[KeyFile]:
    """Of those who work at a desk: root keys are kept for changes of the roster."""
    return [one for one in key_files(desk.office, desk.world().roster) if one.key.role != ROOT]


def _again(desk: Desk, ask: Ask, sentence: str) -> Response:
    """The locked desk once more, with the same key chosen and the same way back."""
    kept = {"key": ask.one("key"), "ve": _back(ask.one("ve"))}
    return desk.again(ask.path, "mk", sentence, f"?{urlencode(kept)}")


def lock(desk: Desk, ask: Ask) -> Response:
    """Lock the desk before going away."""
    desk.sessions.sleep(ask.cookie)
    return RedirectResponse("/mo-khoa", HTTPStatus.SEE_OTHER)


def _back(path: str) -> str:
    """An address of the desk itself, never another's."""
    return path if path.startswith("/") and not path.startswith("//") and "\\" not in path else "/"

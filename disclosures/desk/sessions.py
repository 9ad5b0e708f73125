"""Who may speak to the desk: a start link that works once, a signed cookie, fifteen idle minutes, and the form's token.

    cookie = sessions.begin(once, now)       # the value of cookie ``danbiet_<port>``, or None
    sessions.awake(cookie, now)              # False after fifteen idle minutes: then a passphrase wakes it

The key is the office folder's own, so that a form that was open while the desk was restarted still carries a good
token: what was typed is kept, and only then a passphrase is asked for.
"""

from __future__ import annotations

import hmac
from datetime import timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

IDLE: Final = timedelta(minutes=15)


class Sessions:
    """The sessions of one run of the desk; ``key`` is 32 secret bytes, ``once`` the start link's secret."""

    def __init__(self, key: bytes, once: str, random: Callable[[int], bytes]) -> None:
        self._key = key
        self._once: str | None = once
        self._random = random
        self._seen: dict[str, datetime] = {}

    def begin(self, once: str, now: datetime) -> str | None:
        """A new session's cookie, for the start link's secret; None where it is another, or was used."""
        if self._once is None or not hmac.compare_digest(self._once.encode(), once.encode()):
            return None
        self._once = None
        name = self._random(16).hex()
        cookie = f"{name}.{self._mark(f'cookie {name}')}"
        self.wake(cookie, now)
        return cookie

    def known(self, cookie: str) -> bool:
        """Whether this office's desk gave the cookie, in this run or an earlier one."""
        name, _, mark = cookie.partition(".")
        return hmac.compare_digest(mark.encode(), self._mark(f"cookie {name}").encode())

    def awake(self, cookie: str, now: datetime) -> bool:
        """Whether somebody worked in this session within the last fifteen minutes; being asked counts as work."""
        seen = self._seen.get(cookie)
        if seen is None or not timedelta(0) <= now - seen <= IDLE:
            self._seen.pop(cookie, None)
            return False
        self._seen[cookie] = now
        return True

    def wake(self, cookie: str, now: datetime) -> None:
        """The session is in use from now on."""
        self._seen[cookie] = now

    def sleep(self, cookie: str) -> None:
        """Lock the session at once."""
        self._seen.pop(cookie, None)

    def token(self, path: str) -> str:
        """What a form that is sent to ``path`` carries."""
        return self._mark(f"form {path}")

    def is_token(self, path: str, token: str) -> bool:
        """Whether a form that was sent to ``path`` was made here."""
        return hmac.compare_digest(token.encode(), self.token(path).encode())

    def _mark(self, text: str) -> str:
        return hmac.digest(self._key, text.encode(), "sha256").hex()

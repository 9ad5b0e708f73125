"""Instants in one spelling of RFC 3339, ``2025-11-03T02:15:00Z``, and their days at UTC+7."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Final

from ledger.errors import FormatError

VIETNAM: Final = timedelta(hours=7)

_INSTANT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
_LAST: Final = datetime.max.replace(tzinfo=UTC) - VIETNAM
_LAST_SECOND: Final = (_LAST - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(seconds=1)


@lru_cache(maxsize=256)  # a record's own is asked for by each rule
def parse_instant(text: str) -> datetime:
    """Read an instant, ``2025-11-03T02:15:00Z``, of a day that also exists at UTC+7.

    FormatError ``record.malformed`` for another spelling or a date that is none.
    """
    if _INSTANT.fullmatch(text):
        try:
            instant = datetime.fromisoformat(text)
        except ValueError:
            pass
        else:
            if instant <= _LAST:
                return instant
    raise FormatError("record.malformed", f"not an instant: {text[:40]!r}")


def format_instant(instant: datetime) -> str:
    """Write an aware instant in UTC, whole seconds, ``Z``."""
    if instant.tzinfo is None:
        raise ValueError("an instant needs its time zone")
    return instant.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def instant_of(time: int) -> datetime:
    """The instant of POSIX seconds, as cosignatures carry them; the last there is for a time beyond it."""
    return datetime.fromtimestamp(min(time, _LAST_SECOND), UTC)


def day_of(instant: datetime) -> date:
    """The day at UTC+7."""
    return (instant.astimezone(UTC) + VIETNAM).date()

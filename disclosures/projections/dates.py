"""Claimed, drawn up, witnessed: the interval in which a record was provably made (design §3, "Three dates").

    Cosigned([(10, 1735689600), (40, 1736294400)]).bounds(seen=12, index=30)
    # after the cosignature on size 10, before that on size 40

A record was made after the cosignature on the newest cosigned checkpoint of size ≤ ``seen``, and before that on the
first of size > its index.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from ledger.record import day_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


class Made(NamedTuple):
    """When a record was made: not before ``after``, not later than ``before``; None where no cosignature says so."""

    after: datetime | None
    before: datetime | None

    @property
    def first_day(self) -> date | None:
        """The earliest day at UTC+7 that it can have been drawn up."""
        return day_of(self.after) if self.after else None

    @property
    def witnessed(self) -> date | None:
        """The day at UTC+7 by which a witness had it."""
        return day_of(self.before) if self.before else None


class Cosigned:
    """The cosigned checkpoints of a log: size, and the time of the line with which it first met the quorum."""

    def __init__(self, checkpoints: Iterable[tuple[int, int]] = ()) -> None:
        self._checkpoints = sorted(checkpoints)
        self._sizes = [size for size, _ in self._checkpoints]

    def bounds(self, *, seen: int, index: int) -> Made:
        """The interval of the record at ``index`` whose author had verified size ``seen``."""
        older, newer = bisect_right(self._sizes, seen) - 1, bisect_right(self._sizes, index)
        return Made(
            self._time(older) if older >= 0 else None,
            self._time(newer) if newer < len(self._sizes) else None,
        )

    def _time(self, at: int) -> datetime:
        return datetime.fromtimestamp(self._checkpoints[at][1], UTC)

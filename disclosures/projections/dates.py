"""Claimed, drawn up, witnessed: the interval in which a record was provably made.

    Cosigned([Seal(10, …), Seal(40, …)]).bounds(seen=12, index=30)
    # after the cosignature on size 10, before that on size 40

A record was made after the cosignature on the newest cosigned checkpoint of size ≤ ``seen``, and before that on the
first of size > its index. Where several witnesses cosigned, the careful end counts: the first of their times for
*after*, the last for *before*.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from ledger.record import day_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Seal:
    """A cosigned checkpoint: its size, and the first and the last of its cosignatures' times (aware, UTC)."""

    size: int
    first: datetime
    last: datetime


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


def late_on_paper(claimed: date | None, drawn_up: date | None, after: date | None, due: date | None) -> bool:
    """Claimed in time and drawn up after the last day, by the record's own word or provably.

    ``drawn_up`` is what the record says, ``after`` the first day that it can have been; "khai đúng hạn, lập sau hạn".
    """
    if claimed is None or drawn_up is None or due is None:
        return False
    return claimed <= due < max(drawn_up, after or drawn_up)


class Cosigned:
    """The cosigned checkpoints of a log, in order of their size."""

    def __init__(self, seals: Iterable[Seal] = ()) -> None:
        self._seals = sorted(seals, key=lambda seal: seal.size)
        self._sizes = [seal.size for seal in self._seals]

    def bounds(self, *, seen: int, index: int) -> Made:
        """The interval of the record at ``index`` whose author had verified size ``seen``."""
        older, newer = bisect_right(self._sizes, seen), bisect_right(self._sizes, index)
        return Made(
            after=self._seals[older - 1].first if older else None,
            before=self._seals[newer].last if newer < len(self._seals) else None,
        )

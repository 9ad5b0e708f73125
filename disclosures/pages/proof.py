"""The three dates of a record: what it claims, when it says it was drawn up, and what is proved (design §3).

Proved is an interval: the record was made after the cosignature on the newest cosigned checkpoint of size ≤ its
``seen.size``, and before that on the first one of size > its index.

    bounds(entry, seals)    # Bounds(after=2025-10-30 …, before=2025-11-07 …)
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from ledger.book import Entry


@dataclass(frozen=True, slots=True)
class Seal:
    """A cosigned checkpoint: its size, and the first and the last of its cosignatures' times (aware, UTC)."""

    size: int
    first: datetime
    last: datetime


class Bounds(NamedTuple):
    """The instants between which a record was made, as far as cosignatures tell."""

    after: datetime | None
    before: datetime | None


def bounds(entry: Entry, seals: Sequence[Seal]) -> Bounds:
    """The interval in which an entry was made; each end is None where no cosignature tells.

    The careful end of each cosigned checkpoint counts: its first cosignature for *after*, its last for *before*.
    """
    seen = entry.record.seen.size if entry.record and entry.record.seen else 0
    earlier = bisect_right(seals, seen, key=_size)
    later = bisect_right(seals, entry.index, key=_size)
    return Bounds(
        after=seals[earlier - 1].first if earlier else None,
        before=seals[later].last if later < len(seals) else None,
    )


def _size(seal: Seal) -> int:
    return seal.size

"""Days as people read them: ``ngày 09/01/2026``, ``thứ Sáu``, ``03–04/01``.

day(date(2026, 1, 9))    # "09/01/2026"
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

WEEKDAYS: Final = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_ONE_DAY: Final = timedelta(days=1)


def day(value: date) -> str:
    """Write a day: ``09/01/2026``."""
    return f"{value:%d/%m}/{value.year:04}"


def weekday(value: date) -> str:
    """Name the weekday: ``thứ Sáu``."""
    return WEEKDAYS[value.weekday()]


def runs(days: Iterable[tuple[date, str]]) -> str:
    """Write days off with their reason, neighbours joined: ``01–02/01 (nghỉ), 03–04/01 (cuối tuần)``."""
    return ", ".join(f"{_span(first, last)} ({why})" for first, last, why in _join(days))


def _join(days: Iterable[tuple[date, str]]) -> Iterator[tuple[date, date, str]]:
    ordered = sorted(days)
    starts = [0] + [
        place
        for place, ((earlier, why), (later, other)) in enumerate(pairwise(ordered), start=1)
        if other != why or later != earlier + _ONE_DAY
    ]
    for start, end in pairwise([*starts, len(ordered)]):
        if start < end:
            yield ordered[start][0], ordered[end - 1][0], ordered[start][1]


def _span(first: date, last: date) -> str:
    if first == last:
        return f"{first:%d/%m}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first:%d}–{last:%d/%m}"
    return f"{first:%d/%m}–{last:%d/%m}"

"""Days as people write them: in three boxes, or the whole of it in the first.

boxed(["ngày 20/11/2026", "", ""])    # date(2026, 11, 20)
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from disclosures.errors import DateError
from disclosures.words import desk as words
from disclosures.words import error_sentence
from disclosures.workdays import parse_boxes, parse_date, parse_written

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

_WHOLE: Final = re.compile(
    r"(?:ngày )?([0-9]{1,2})(?:[./ -]| tháng )([0-9]{1,2})(?:[./ -]| năm )([0-9]+)", re.IGNORECASE
)
_YEAR_FIRST: Final = re.compile(r"([0-9]{4})[./-]([0-9]{1,2})[./-]([0-9]{1,2})")
_DAY_ALONE: Final = re.compile(r"[0-9]{0,2}")
_BOX_OF: Final = {"date.day": 0, "date.month": 1, "date.year": 2}
_LAST: Final = 2


class UnreadError(Exception):
    """No day can be read: what to do, and in which of the boxes."""

    def __init__(self, sentence: str, box: int) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.box = box


def boxed(parts: Sequence[str]) -> date | None:
    """The day in three boxes; None where all are empty. Nothing is guessed: a year has four digits."""
    if not any(parts):
        return None
    whole = None if any(parts[1:]) else _in_one(parts[0])
    if whole is None and not any(parts[1:]) and not _DAY_ALONE.fullmatch(parts[0]):
        raise UnreadError(words.DATE_LIKE, 0)
    parts = whole or parts
    try:
        return parse_boxes(*parts)
    except DateError as error:
        box = _BOX_OF.get(error.code)
        if box is not None:
            raise UnreadError(error_sentence(error), 0 if whole else box) from None
        if all(part.isdecimal() for part in parts) and len(parts[-1]) != len("2026"):
            raise UnreadError(words.YEAR_SHORT.format(year=parts[-1]), 0 if whole else _LAST) from None
        raise UnreadError(words.DATE_MISSING, 0) from None


def _in_one(text: str) -> Sequence[str] | None:
    """Day, month and year that were typed or pasted into one box."""
    if found := _YEAR_FIRST.fullmatch(text):
        return found.groups()[::-1]
    found = _WHOLE.fullmatch(text)
    return found.groups() if found else None


def whole(text: str) -> date | None:
    """The day that a text is, as 02/11/2026 or 2026-11-02; None where it is anything else."""
    for reader in (parse_written, parse_date):
        try:
            return reader(text.strip())
        except DateError:
            continue
    return None

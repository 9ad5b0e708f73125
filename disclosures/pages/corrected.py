"""What was put right, told where it stands: the wrong words are struck and the right ones follow them.

pieces("đã chi 285 đồng.", [Change(field="Cộng chi", wrong="285 đồng", right="312 đồng")])
# ((Piece("đã chi "), Piece("285 đồng", "312 đồng"), Piece(".")),)
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from disclosures.words import dates, screen

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from disclosures.model.bodies import Change, DisclosureCorrected, Table


class Piece(NamedTuple):
    """Words of a text; ``right`` where they were corrected."""

    text: str
    right: str | None = None


def standing(corrections: Iterable[DisclosureCorrected]) -> Sequence[Change]:
    """What was first written and what now holds: a correction of a correction goes back to the first words.

    What was put right wrongly, and back again, is as it was first written.
    """
    found: list[Change] = []
    for change in (change for body in corrections for change in body.changes):
        before = next((one for one in found if (one.field, one.right) == (change.field, change.wrong)), None)
        if before:
            found.remove(before)
        found.append(change.model_copy(update={"wrong": before.wrong}) if before else change)
    return tuple(change for change in found if change.wrong != change.right)


def right_day(value: date, days: Iterable[date], changes: Sequence[Change]) -> str | None:
    """What a day that stands alone should have been; None where another of these ``days`` may have been meant."""
    named = [change for change in changes if change.wrong == dates.day(value)]
    return named[0].right if len(named) == 1 and list(days).count(value) == 1 else None


def beside(texts: Iterable[str], tables: Iterable[Table], changes: Sequence[Change]) -> Sequence[Change]:
    """The changes that stand neither in the texts nor in the tables, and so can only be told beside them."""
    lines = (line for text in texts for line in pieces(text, changes))
    struck = {piece.text for line in lines for piece in line if piece.right is not None}
    cells = {
        change
        for table in tables
        for row in table.rows
        for column in range(len(row))
        if (change := _meant(table, row, column, changes))
    }
    return tuple(change for change in changes if change.wrong not in struck and change not in cells)


def pieces(text: str, changes: Sequence[Change]) -> Sequence[Sequence[Piece]]:
    """The lines of a text, each in pieces. Words that stand there twice, or that two changes name, stay as they are.

    Nobody can tell which of two equal numbers was meant, and a right one must not be struck.
    """
    named = Counter(change.wrong for change in changes)
    right = {one.wrong: one.right for one in changes if named[one.wrong] == 1 and len(_found(one.wrong, text)) == 1}
    return tuple(tuple(_pieces(line, right)) for line in text.split("\n") if line)


def _pieces(line: str, right: dict[str, str]) -> Iterable[Piece]:
    if not right:
        return [Piece(line)]
    longest_first = sorted(right, key=len, reverse=True)
    parts = re.split("(" + "|".join(alone(re.escape(one)) for one in longest_first) + ")", line)
    return [Piece(part, right.get(part)) for part in parts if part]


def _found(words: str, text: str) -> list[str]:
    return re.findall(alone(re.escape(words)), text)


def alone(pattern: str) -> str:
    """What matches a pattern and is no part of a longer word or number: 285.000.000 is none of 1.285.000.000."""
    return rf"(?<![\w.,]){pattern}(?!\w|[.,]\d)"


def right_cell(table: Table, row: Sequence[str | int], column: int, changes: Sequence[Change]) -> str | None:
    """What a cell should have said, without the table's unit; None where it stands or where it cannot be told."""
    change = _meant(table, row, column, changes)
    return _bare(change.right, table.unit) if change else None


def _meant(table: Table, row: Sequence[str | int], column: int, changes: Sequence[Change]) -> Change | None:
    """The change that names a row and says what one cell of it alone says."""
    cells = [_cell(cell) for cell in row]
    named = [one for one in changes if one.field == cells[0] and _bare(one.wrong, table.unit) == cells[column]]
    alone = cells.count(cells[column]) == 1 and [_cell(other[0]) for other in table.rows].count(cells[0]) == 1
    return named[0] if column and alone and len(named) == 1 else None


def _bare(value: str, unit: str | None) -> str:
    return value.removesuffix(f" {unit}") if unit else value


def _cell(value: str | int) -> str:
    return screen.number(value) if isinstance(value, int) else value

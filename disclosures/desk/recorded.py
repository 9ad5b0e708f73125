"""What a disclosure's records say now, as a clerk copies it into a correction.

    copied("300  mét", "Chiều dài", state)    # Copied("300 mét"): the words as the record has them

Cells of a table are written with their unit, as a correction names them; of a file only its name can be known.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from disclosures.desk.days import whole
from disclosures.desk.forms import FORMS
from disclosures.model.bodies import DisclosureCorrected
from disclosures.pages.corrected import alone, pieces, right_cell, standing
from disclosures.words import screen
from disclosures.words.dates import day
from disclosures.words.desk import NOT_IN_RECORD, POSTED, STRUCK, WHOLE_WORDS, label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from disclosures.model.bodies import Change, Table
    from disclosures.model.disclosure import Disclosure


class Copied(NamedTuple):
    """Words as they stand in the record; where they do not, what to do."""

    text: str = ""
    fault: str = ""


def told(state: Disclosure) -> Iterator[tuple[str, str]]:
    """The parts of the record that are text or days, each with its name, as they now are."""
    changes = _standing(state)
    now = [(name, _now(text, changes)) for name, text in _parts(state)]
    yield from now
    for sheet in state.postings:
        yield label("disclosure.posted", "places").name, POSTED.format(sheet.place, day(sheet.on), day(sheet.until))
    seen = [text for _, text in now] + _cells(state, changes)
    for change in changes:
        if not any(change.right in text for text in seen):
            yield change.field, change.right
    for file in files(state):
        yield label("", "tep").name, file


def _parts(state: Disclosure) -> Iterator[tuple[str, str]]:
    """The parts of the record that are text or days, as they were first written."""
    for one in FORMS["disclosure.published"].fields:
        name, _, member = one.name.partition(".")
        value = getattr(state.published, name)
        value = getattr(value, member, None) if member else value
        if value and one.kind in {"line", "text", "date"}:
            written = day(value) if isinstance(value, date) else value
            yield label("disclosure.published", one.name).name.removesuffix(" (nếu có)"), written


def _standing(state: Disclosure) -> Sequence[Change]:
    """What of the first words holds no more, by the rule of the page that strikes them."""
    return standing(DisclosureCorrected(on=one.on, changes=one.changes) for one in state.corrections)


def _now(text: str, changes: Sequence[Change]) -> str:
    lines = pieces(text, changes)
    return "\n".join("".join(piece.text if piece.right is None else piece.right for piece in line) for line in lines)


def begun(on: date, state: Disclosure) -> date:
    """The first day that a record of it may tell of: its own, or the earlier one that a correction put in its place.

    Another error that was corrected says nothing of the day.
    """
    now = on
    for change in (change for correction in state.corrections for change in correction.changes):
        if whole(change.wrong) == now:
            now = whole(change.right) or now
    return min(on, now)


def tables(state: Disclosure) -> list[tuple[Table, list[list[str]]]]:
    """Each table with its cells as they now are."""
    return [(table, _rows(table, _standing(state))) for table in (state.published.tables if state.published else ())]


def _rows(table: Table, changes: Sequence[Change]) -> list[list[str]]:
    """The cells of a table, amounts with their unit."""
    unit = f" {table.unit}" if table.unit else ""

    def cell(row: Sequence[str | int], column: int) -> str:
        one = row[column]
        now = right_cell(table, row, column, changes) or (screen.number(one) if isinstance(one, int) else one)
        return f"{now}{unit}" if isinstance(one, int) else now

    return [[cell(row, column) for column in range(len(row))] for row in table.rows]


def _cells(state: Disclosure, changes: Sequence[Change]) -> list[str]:
    listed = state.published.tables if state.published else ()
    return [
        cell for table in listed for row in (table.columns, *_rows(table, changes)) for cell in (table.caption, *row)
    ]


def files(state: Disclosure) -> Sequence[str]:
    """The names of the files that it came with."""
    return [one.name for one in state.published.attachments] if state.published else []


def copied(words: str, place: str, state: Disclosure) -> Copied:
    """Find words in the record as it now is, however their letters and spaces are written.

    What is stored are the record's own letters and spaces: the page strikes those alone.
    """
    changes, tokens = _standing(state), unicodedata.normalize("NFC", words).split()
    now = [*(text for _, text in told(state)), *_cells(state, changes)]
    sought = r"\s+".join(map(re.escape, tokens))
    whole_words = alone(sought)
    found = next(_matches(whole_words, now), "")
    for one in changes:
        if (one.field == place and one.wrong.split() == tokens) or (not found and re.search(whole_words, one.wrong)):
            return Copied(fault=STRUCK.format(right=one.right))
    if not found:
        return Copied(fault=WHOLE_WORDS if any(_matches(sought, now)) else NOT_IN_RECORD)
    return Copied(" ".join(found.split("\n")))


def _matches(pattern: str, texts: Iterable[str]) -> Iterator[str]:
    return (found[0] for text in texts if (found := re.search(pattern, text)))

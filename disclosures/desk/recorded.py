"""What a disclosure's records say, as a clerk copies it into a correction.

    stands("300 mét", state)    # whether these words are in a record of it

Cells of a table are written with their unit, as a correction names them; of a file only its name can be known.
"""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import TYPE_CHECKING

from disclosures.desk.days import whole
from disclosures.desk.forms import FORMS
from disclosures.words import screen
from disclosures.words.dates import day
from disclosures.words.desk import POSTED, label

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from disclosures.model.bodies import Table
    from disclosures.model.disclosure import Disclosure


def told(state: Disclosure) -> Iterator[tuple[str, str]]:
    """The parts of the record that are text or days, each with its name; what was corrected as it now is."""
    for one in FORMS["disclosure.published"].fields:
        name, _, member = one.name.partition(".")
        value = getattr(state.published, name)
        value = getattr(value, member, None) if member else value
        if value and one.kind in {"line", "text", "date"}:
            written = day(value) if isinstance(value, date) else value
            yield label("disclosure.published", one.name).name.removesuffix(" (nếu có)"), written
    for sheet in state.postings:
        yield label("disclosure.posted", "places").name, POSTED.format(sheet.place, day(sheet.on), day(sheet.until))
    for change in (change for correction in state.corrections for change in correction.changes):
        yield change.field, change.right
    for file in files(state):
        yield label("", "tep").name, file


def begun(on: date, state: Disclosure) -> date:
    """The first day that a record of it may tell of: its own, or the earlier one that a correction put in its place.

    Another error that was corrected says nothing of the day.
    """
    now = on
    for change in (change for correction in state.corrections for change in correction.changes):
        if whole(change.wrong) == now:
            now = whole(change.right) or now
    return min(on, now)


def rows(table: Table) -> list[list[str]]:
    """The cells of a table, amounts with their unit."""
    unit = f" {table.unit}" if table.unit else ""
    return [[f"{screen.number(one)}{unit}" if isinstance(one, int) else one for one in row] for row in table.rows]


def files(state: Disclosure) -> Sequence[str]:
    """The names of the files that it came with."""
    return [one.name for one in state.published.attachments] if state.published else []


def stands(words: str, state: Disclosure) -> bool:
    """Whether the words are in the record, however their letters and spaces are written."""
    tables = state.published.tables if state.published else ()
    texts = [text for _, text in told(state)]
    texts += [cell for table in tables for row in (table.columns, *rows(table)) for cell in (table.caption, *row)]
    return any(_bare(words) in _bare(text) for text in texts)


def _bare(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())

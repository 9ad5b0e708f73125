"""The loader of the catalogue: every row read strictly and checked against the vocabulary, or a ``DataError``.

parse(b"...", "law.toml")    # DataError data.field: file law.toml, row "12 (xa-ck-12)", field "deadline"
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from pydantic import ValidationError

from disclosures.catalogue.duty import ALWAYS, Duty
from disclosures.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_VOCABULARY: Final = ("slogan", "actor", "form", "audience", "deadline_basis")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every duty by its id, in the order of the file, with sources and vocabulary."""

    name: str
    version: str
    duties: Mapping[str, Duty]
    sources: Mapping[str, str]
    vocabulary: Mapping[str, Mapping[str, str]]

    def duty(self, duty_id: str) -> Duty:
        """Give one duty; raises ``DataError`` (``duty.unknown``)."""
        try:
            return self.duties[duty_id]
        except KeyError:
            raise DataError("duty.unknown", duty_id, duty=duty_id) from None


def parse(content: bytes, name: str = "law.toml") -> Catalogue:
    """Read a catalogue; raises ``DataError`` that names file, row and field."""
    tables = _read(content, name)
    meta, sources, vocabulary = (_table(tables, part, name) for part in ("meta", "sources", "vocab"))
    rows = tables.get("duty")
    if not isinstance(rows, list):
        raise DataError.in_field(name, "–", "duty", "missing")
    vocabulary = {part: _table(vocabulary, part, name) for part in _VOCABULARY}
    duties: dict[str, Duty] = {}
    for number, row in enumerate(rows, start=1):
        duty = _duty(name, number, row)
        for field, problem in _faults(duty, sources, vocabulary):
            raise DataError.in_field(name, f"{number} ({duty.id})", field, problem)
        if duty.id in duties:
            raise DataError.in_field(name, f"{number} ({duty.id})", "id", "duplicate")
        duties[duty.id] = duty
    if meta.get("rows") != len(rows):
        raise DataError.in_field(name, "meta", "rows", "value")
    title, version = str(meta.get("catalogue", name)), str(meta.get("draft_date", ""))
    return Catalogue(title, version, MappingProxyType(duties), sources, vocabulary)


def _read(content: bytes, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(content.decode())
    except (ValueError, RecursionError) as error:
        raise DataError.no_toml(name, error) from error


def _table(tables: dict[str, Any], part: str, name: str) -> dict[str, Any]:
    table = tables.get(part)
    if not isinstance(table, dict):
        raise DataError.in_field(name, "–", part, "missing")
    return table


def _duty(name: str, number: int, row: Any) -> Duty:
    try:
        return Duty.model_validate(row)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = f"{number} ({row['id']})" if isinstance(row, dict) and "id" in row else str(number)
        field = ".".join(str(part) for part in first["loc"])
        raise DataError.misfit(name, place, field, first) from error


def _faults(duty: Duty, sources: Mapping[str, Any], vocabulary: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    named = (
        ("slogan", (duty.slogan,), vocabulary["slogan"]),
        ("who", duty.who, vocabulary["actor"]),
        ("audience", duty.audience, vocabulary["audience"]),
        ("forms", duty.forms, vocabulary["form"]),
        ("deadline_basis", (duty.deadline_basis,), vocabulary["deadline_basis"]),
        ("source", (duty.source,), sources),
    )
    for field, values, known in named:
        if set(values) - known.keys():
            yield field, "vocabulary"
    if duty.valid_to and duty.valid_to < duty.valid_from:
        yield "valid_to", "order"
    if (duty.starts == ALWAYS) != (duty.per == ""):
        yield "per", "value"
    if duty.kind == "act" and (duty.starts == ALWAYS or not duty.settles):
        yield "settles", "value"


def data() -> bytes:
    """Give the bytes of the catalogue that this version carries, as a ledger adopts them."""
    return files("disclosures.catalogue").joinpath("law.toml").read_bytes()


@cache
def load() -> Catalogue:
    """Give the catalogue that this version carries."""
    return parse(data())

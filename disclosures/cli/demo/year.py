"""The sample year as data: ``year.toml`` read into acts, in the order in which they are drawn up."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from importlib import resources
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_XA = ("van-phong-thong-ke", "chu-tich")


@dataclass(frozen=True, slots=True)
class Planned:
    """One act of the sample year; ``by`` are stems of key files, ``files`` are (name, text)."""

    drawn: date
    topic: str
    entity: str
    by: tuple[str, ...]
    body: dict[str, Any]
    files: tuple[tuple[str, str], ...]
    attach: str | None
    withheld: tuple[dict[str, str], ...]


def read(name: str) -> bytes:
    """A data file of the demo."""
    return resources.files(__package__).joinpath(name).read_bytes()


def acts() -> list[Planned]:
    """Every act, repeated ones once a day; acts of one day keep the order of the file."""
    rows = tomllib.loads(read("year.toml").decode())["act"]
    return sorted((act for row in rows for act in _expand(row)), key=lambda act: act.drawn)


def plan_items() -> list[dict[str, Any]]:
    """The rows of the plan as items of ``plan.adopted``."""
    items: list[dict[str, Any]] = tomllib.loads(read("plan.toml").decode())["item"]
    return items


def _expand(row: dict[str, Any]) -> Iterator[Planned]:
    by = _XA if row["by"] == "xa" else tuple(row["by"])
    for day in row.get("days", [row.get("day")]):
        yield Planned(
            drawn=row.get("drawn", day),
            topic=row["topic"],
            entity=row["entity"].format(day=day.isoformat()),
            by=by,
            body=_as_json(row["body"]) | {"on": day.isoformat()},
            files=tuple((file["name"], file["text"]) for file in row.get("files", ())),
            attach=row.get("attach"),
            withheld=tuple(row.get("withheld", ())),
        )


def _as_json(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {name: _as_json(member) for name, member in value.items()}
    return [_as_json(member) for member in value] if isinstance(value, list) else value

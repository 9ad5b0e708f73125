"""The commune as ``ledger.opened`` names it, before any act: the member ``unit`` (docs/formats/bodies.md).

A unit that does not fit is no error of the ledger, which knows no commune: it leaves the names empty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import ValidationError

from disclosures.model.parts import Many, Name, Part, Slug

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ledger.book import Entry


class Village(Part):
    """A thôn or tổ dân phố of the unit."""

    id: Slug
    kind: Slug
    name: Name


class Unit(Part):
    """The member ``unit`` of ``ledger.opened``; ``trial`` marks a trial run, which every page then says."""

    code: Slug
    kind: Slug
    name: Name
    trial: bool = False
    villages: Many[Village] = ()


def unit_of(entries: Sequence[Entry]) -> Unit | None:
    """The unit that entry 0 names; None where it names none."""
    if not entries or entries[0].record is None or not entries[0].sound:
        return None
    try:
        return Unit.model_validate(entries[0].record.body.get("unit"))
    except ValidationError:
        return None

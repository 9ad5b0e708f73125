"""Lengths that must run without a break, validities that end, and extensions: two small grammars of the catalogue.

parse("P30D posting; P3D loudspeaker")      parse_extensions(["complex: total P45D"])
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, cast

from disclosures.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterable

_LENGTH: Final = re.compile(
    r"(?:max P([1-9]\d{0,3})([DMY]) (term|interim|consent)|P([1-9]\d{0,3})D (posting|loudspeaker|opinion))", re.ASCII
)
_EXTENSION: Final = re.compile(r"([a-z]+(?:-[a-z]+)*): (total|add) P([1-9]\d{0,3})(D|WD)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Length:
    """So many days of ``what`` without a break; or, with ``most``, days, months or years of a validity that ends."""

    count: int
    unit: Literal["D", "M", "Y"]
    what: str
    most: bool = False


@dataclass(frozen=True, slots=True)
class Duration:
    """Every length of one duty; ``standing`` means for as long as the content holds."""

    lengths: tuple[Length, ...] = ()
    standing: bool = False

    def least(self, what: str) -> int:
        """Give the least number of days for ``what`` (posting, loudspeaker, opinion); 0 where the law sets none."""
        return max((part.count for part in self.lengths if part.what == what and not part.most), default=0)


@dataclass(frozen=True, slots=True)
class Extension:
    """A ground on which the deadline is longer: ``total`` counts from the same start, ``add`` from the due date."""

    ground: str
    way: Literal["total", "add"]
    count: int
    unit: Literal["D", "WD"]


def parse(rule: str) -> Duration:
    """Read the lengths of a duty; raises ``DataError`` (``duration.malformed``)."""
    if rule == "standing":
        return Duration(standing=True)
    return Duration(tuple(_length(part, rule) for part in rule.split("; ")))


def _length(part: str, rule: str) -> Length:
    found = _LENGTH.fullmatch(part)
    if not found:
        raise DataError("duration.malformed", f"no length of the grammar: {part!r}", rule=rule)
    if not found[1]:
        return Length(int(found[4]), "D", found[5])
    return Length(int(found[1]), cast('Literal["D", "M", "Y"]', found[2]), found[3], most=True)


def parse_extensions(rules: Iterable[str]) -> tuple[Extension, ...]:
    """Read the extensions of a duty; raises ``DataError`` (``extension.malformed``)."""
    return tuple(_extension(rule) for rule in rules)


def _extension(rule: str) -> Extension:
    found = _EXTENSION.fullmatch(rule)
    if not found:
        raise DataError("extension.malformed", f"no extension of the grammar: {rule!r}", rule=rule)
    way, unit = cast('Literal["total", "add"]', found[2]), cast('Literal["D", "WD"]', found[4])
    return Extension(found[1], way, int(found[3]), unit)

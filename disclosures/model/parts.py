"""The small types that bodies are made of: strict and frozen, one spelling each (docs/formats/bodies.md).

>>> Part.model_config["extra"]
'forbid'
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from disclosures.errors import DateError
from disclosures.workdays import FIRST_DAY, LAST_DAY, parse_period

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
DEVICE = re.compile(r"con|prn|aux|nul|(com|lpt)[0-9]")
"""Names that Windows keeps for itself, whatever the ending."""


def _day(value: object) -> object:
    """A day has one spelling; what is not spelled so is left for pydantic to refuse."""
    if isinstance(value, str) and _DAY.fullmatch(value):
        return date.fromisoformat(value)
    return value


def _likely(value: date) -> date:
    """No day that a record may name lies so far off that the law's clocks could not be counted from it."""
    if not FIRST_DAY <= value <= LAST_DAY:
        raise ValueError(f"a day before {FIRST_DAY} or after {LAST_DAY}")
    return value


def _period(value: str) -> str:
    """Not every year has a week 53."""
    try:
        return parse_period(value).name
    except DateError as error:
        raise ValueError(error.detail) from error


def _no_device(name: str) -> str:
    """A file that Windows takes for a device, whatever its suffix, cannot be kept there."""
    if DEVICE.fullmatch(name.partition(".")[0]):
        raise ValueError("the name of a Windows device")
    return name


T = TypeVar("T")
Many = Annotated[tuple[T, ...], Field(strict=False)]  # JSON has lists; frozen models hold tuples
Some = Annotated[tuple[T, ...], Field(strict=False, min_length=1)]
Day = Annotated[date, BeforeValidator(_day), AfterValidator(_likely)]
# At least one character that is to be seen: our table allows no spaces but these (ledger/characters.json).
_LINE = r"^[^\n]*[^\n \u00a0][^\n]*$"
Text = Annotated[str, StringConstraints(min_length=1, max_length=8000, pattern=r"[^\n \u00a0]")]
Line = Annotated[str, StringConstraints(min_length=1, max_length=400, pattern=_LINE)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=120, pattern=_LINE)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9.-]{0,59}$")]
EntityId = Annotated[str, StringConstraints(pattern=r"^[a-z]+/[a-z0-9.-]{1,60}$")]
Period = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9]{4}(-(H[12]|Q[1-4]|0[1-9]|1[0-2]|W(0[1-9]|[1-4][0-9]|5[0-3])))?$"),
    AfterValidator(_period),
]
FileName = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z0-9-]{1,60}\.(pdf|png|jpg|xlsx|csv|toml|txt)$"),
    AfterValidator(_no_device),
]
Count = Annotated[int, Field(ge=0, le=2**53 - 1)]
CountName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,40}$")]
Section = Literal["dan-biet", "dan-ban", "dan-lam", "dan-kiem-tra", "dan-giam-sat", "dan-thu-huong"]


class Part(BaseModel):
    """A piece of a body: nothing unknown, nothing loosely typed, no ``null``."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _no_null(cls, value: object) -> object:
        if isinstance(value, dict) and None in value.values():
            raise ValueError("an absent member is absent; null is never written")
        return value

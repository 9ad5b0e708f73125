"""One row of the catalogue: who must do what, by which rule of time, valid from when to when.

duty.basis_vi    # "khoản 2 Điều 13 Luật 10/2022/QH15"
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator, StringConstraints

from disclosures.catalogue.deadline import Deadline, Due
from disclosures.catalogue.deadline import parse as parse_deadline
from disclosures.catalogue.length import Duration, Extension, parse_extensions
from disclosures.catalogue.length import parse as parse_duration
from disclosures.errors import DataError
from disclosures.words.law import basis
from disclosures.workdays import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from disclosures.workdays import Calendar

T = TypeVar("T")
ALWAYS: Final = "always"
_KIND: Final = "|".join(KINDS)
_TOPIC: Final = r"[a-z]+\.[a-z]+(-[a-z]+)*"


def _list(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _day(value: Any) -> Any:
    return date.fromisoformat(value) if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value) else value


def _last_day(value: Any) -> Any:
    return None if value == "" else _day(value)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("not a text")  # noqa: TRY004 (pydantic turns a ValueError into its own)
    return value


def _read_deadline(value: Any) -> Deadline:
    return _parsed(parse_deadline, _text(value))


def _read_duration(value: Any) -> Duration:
    return _parsed(parse_duration, _text(value))


def _read_extensions(value: Any) -> tuple[Extension, ...]:
    if not isinstance(value, list):
        raise ValueError("not a list")  # noqa: TRY004 (pydantic turns a ValueError into its own)
    return _parsed(parse_extensions, [_text(part) for part in value])


def _parsed(read: Callable[[Any], T], value: Any) -> T:
    try:
        return read(value)
    except DataError as error:
        raise ValueError(error.detail) from error


Text = Annotated[str, StringConstraints(min_length=1)]
Texts = Annotated[tuple[Text, ...], BeforeValidator(_list)]
Some = Annotated[tuple[Text, ...], BeforeValidator(_list), Field(min_length=1)]
Topics = Annotated[tuple[Annotated[str, StringConstraints(pattern=rf"^{_TOPIC}$")], ...], BeforeValidator(_list)]
Start = Annotated[str, StringConstraints(pattern=rf"^({ALWAYS}|(every|after)-({_KIND})|{_TOPIC})$")]


class Duty(BaseModel):
    """A legal duty as data; the names of its fields are the catalogue's."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", arbitrary_types_allowed=True)

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
    law: Text
    article: str
    clause: str
    title_vi: Text
    who: Some
    audience: Some
    forms: Texts
    trigger: Text
    deadline: Annotated[Deadline, PlainValidator(_read_deadline)]
    duration: Annotated[Duration, PlainValidator(_read_duration)] = Duration()
    extension: Annotated[tuple[Extension, ...], PlainValidator(_read_extensions)] = ()
    deadline_basis: Text
    slogan: Text
    scope: Literal["xa", "thon", "co-quan", "tinh"]
    kind: Literal["act", "rule", "guard", "standing", "right", "reference"]
    starts: Start
    settles: Topics
    per: Literal["commune", "thon", "matter", ""]
    shows: Literal["full", "facts", "dates"]
    personal_data: Literal["no", "maybe", "yes"]
    confidence: Literal["sourced", "remembered-sure", "remembered-unsure"]
    source: Text
    valid_from: Annotated[date, BeforeValidator(_day)]
    valid_to: Annotated[date | None, BeforeValidator(_last_day)]
    seed_rows: Texts = ()
    note: str = ""
    quorum: str = ""

    @property
    def basis_vi(self) -> str:
        """Cite the article: ``khoản 2 Điều 13 Luật 10/2022/QH15``."""
        return basis(self.law, self.article, self.clause)

    @property
    def period(self) -> str | None:
        """Name the kind of period that opens an instance (``quarter``); None where a topic does, or nothing."""
        way, _, kind = self.starts.partition("-")
        return kind if way in {"every", "after"} else None

    @property
    def past(self) -> bool:
        """Tell whether the act is about the period that has ended."""
        return self.period is not None and self.starts.startswith("after-")

    def in_force(self, on: date) -> bool:
        """Tell whether the rule binds on this day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    def due(self, trigger: date, calendar: Calendar) -> Due:
        """Work out the last day in time; raises ``DateError`` beyond the calendar."""
        return self.deadline.due(trigger, calendar, past=self.past)

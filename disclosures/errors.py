"""Errors of the law and of the office; the ledger's own (``ledger.errors``) pass through unchanged.

LedgerError
└── DisclosureError              carries ``params`` that its Vietnamese sentence names (``words.error``)
    ├── DataError                catalogue, calendar, office.toml: file, row and field are in ``params``
    ├── DateError                a date that is none, or lies beyond the calendar
    └── RefusalError             the model refuses an act: the rule and its article are in ``params``
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ledger.errors import LedgerError

if TYPE_CHECKING:
    from typing import Self

    from pydantic_core import ErrorDetails


class DisclosureError(LedgerError):
    """The root of house two's errors; ``params`` fill the Vietnamese sentence of ``code``."""

    def __init__(
        self,
        code: str,
        detail: str = "",
        *,
        index: int | None = None,
        entity: str | None = None,
        path: str | None = None,
        **params: object,
    ) -> None:
        super().__init__(code, detail, index=index, entity=entity, path=path)
        self.params = params


class DataError(DisclosureError):
    """A data file (catalogue, calendar, settings) that does not hold what it must."""

    @classmethod
    def in_field(cls, name: str, row: str, field: str, problem: str, detail: str = "") -> Self:
        """``data.field``: in the file ``name``; ``problem`` is ``missing``, ``unknown``, ``value``, ``order``, …"""
        told = f"row {row}, {field}: {detail or problem}"
        return cls("data.field", told, file=name, row=row, field=field, problem=problem)

    @classmethod
    def no_toml(cls, name: str, error: Exception) -> Self:
        """``data.malformed``: the file ``name`` is not TOML, from this line on."""
        line = re.search(r"at line (\d+)", str(error))
        return cls("data.malformed", str(error), file=name, line=line[1] if line else "cuối")

    @classmethod
    def misfit(cls, name: str, row: str, field: str, error: ErrorDetails) -> Self:
        """``data.field``: the first thing that a model found against a row."""
        problem = {"missing": "missing", "extra_forbidden": "unknown"}.get(error["type"], "value")
        return cls.in_field(name, row, field, problem, error["msg"])


class DateError(DisclosureError):
    """A date that is none, or that lies beyond the calendar."""


class RefusalError(DisclosureError):
    """An act that the law's rules refuse; nothing was written."""

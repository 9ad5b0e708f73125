"""Days as people write them into one line.

whole("02/11/2026")    # date(2026, 11, 2)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from disclosures.errors import DateError
from disclosures.workdays import parse_date, parse_written

if TYPE_CHECKING:
    from datetime import date


def whole(text: str) -> date | None:
    """The day that a text is, as 02/11/2026 or 2026-11-02; None where it is anything else."""
    for reader in (parse_written, parse_date):
        try:
            return reader(text.strip())
        except DateError:
            continue
    return None

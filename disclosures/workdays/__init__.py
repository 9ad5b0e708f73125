"""Days: which are worked, how people write them, and the periods that duties report on.

Working days are data (``calendar.toml``, each year with its official documents); nothing is known beyond its last year.

    load().is_working(date(2026, 1, 10))    # True: worked for Friday 2 January
"""

from __future__ import annotations

from disclosures.workdays.calendar import Calendar, DayOff, data, load, parse
from disclosures.workdays.dates import FIRST_DAY, LAST_DAY, parse_boxes, parse_date, parse_judged, parse_written
from disclosures.workdays.periods import KINDS, Period, parse_period, period_of

__all__ = [
    "FIRST_DAY",
    "KINDS",
    "LAST_DAY",
    "Calendar",
    "DayOff",
    "Period",
    "data",
    "load",
    "parse",
    "parse_boxes",
    "parse_date",
    "parse_judged",
    "parse_period",
    "parse_written",
    "period_of",
]

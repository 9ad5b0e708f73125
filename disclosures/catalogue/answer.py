"""What ``danbiet deadline DUTY DATE`` answers, without any ledger (docs/formats/answers.md).

deadline_answer("xa-ck-01", "2025-12-31", calendar, catalogue)["due"]    # "2026-01-09"
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from disclosures.catalogue.deadline import Due
from disclosures.words.deadline import not_in_force
from disclosures.workdays import parse_date

if TYPE_CHECKING:
    from disclosures.catalogue.loader import Catalogue
    from disclosures.workdays import Calendar


def deadline_answer(duty_id: str, date_text: str, calendar: Calendar, catalogue: Catalogue) -> dict[str, Any]:
    """Give one due date and its working-out, as ``deadline --json`` prints it.

    Raises ``duty.unknown``, ``date.malformed`` and ``date.beyond-calendar`` (exit 2). A duty that is not in force on
    that day has ``due`` null (exit 1): ask ``catalogue.duty(...).in_force(...)``.
    """
    duty = catalogue.duty(duty_id)
    trigger = parse_date(date_text)
    calendar.check(trigger)
    if duty.in_force(trigger):
        answer = duty.due(trigger, calendar)
    else:
        answer = Due(None, None, (), not_in_force(trigger, duty.valid_from, duty.valid_to))
    return {
        "duty": duty.id,
        "trigger": trigger.isoformat(),
        "due": answer.due.isoformat() if answer.due else None,
        "unit": answer.unit,
        "skipped": [{"date": off.date.isoformat(), "why": off.why, "source": off.source} for off in answer.skipped],
        "calendar": calendar.version,
        "sentence": answer.sentence,
    }

"""Which occurrence of a duty a record starts or settles: the anchor of its clock (docs/formats/answers.md).

    period_settled(duty, body)    # "2025-Q1" for a body whose period that is, where the duty starts after-quarter

``every-P``: the record's ``on`` chooses P, the trigger is its first day. ``after-P``: the record's ``period`` names P,
the trigger is its last day. A duty per matter counts from the starting record: *after* from ``on``, *before* back from
``for``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from disclosures.catalogue.deadline import Before
from disclosures.workdays import Period, parse_period, period_of

if TYPE_CHECKING:
    from datetime import date

    from disclosures.catalogue import Duty
    from disclosures.model.bodies import Body


def counts_back(duty: Duty) -> bool:
    """Whether its clock counts back from an announced day, the body's ``for``."""
    return isinstance(duty.deadline, Before)


def started(duty: Duty, body: Body) -> date | None:
    """The day from which a started matter counts; None where the announced day is missing."""
    return body.for_ if counts_back(duty) else body.on


def period_settled(duty: Duty, body: Body) -> Period | None:
    """The period that a record settles, or None where the duty has none or the record names none of its kind."""
    if duty.period is None:
        return None
    if not duty.past:
        return period_of(duty.period, body.on)
    named = parse_period(body.period) if body.period else None
    return named if named and named.kind == duty.period else None


def period_trigger(duty: Duty, period: Period) -> date:
    """The day from which a period's clock counts."""
    return period.last if duty.past else period.first

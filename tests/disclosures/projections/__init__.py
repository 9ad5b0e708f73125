"""Instances of duties on one day, from acts."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from disclosures import workdays
from disclosures.projections.dates import Seal
from disclosures.projections.due import Instance, instances
from tests.disclosures.model import LAW

if TYPE_CHECKING:
    from collections.abc import Sequence

    from disclosures.model.events import Event

CALENDAR = workdays.load()
OPENED = date(2025, 1, 2)


def seal(size: int, time: int) -> Seal:
    """A checkpoint that one witness cosigned, at a POSIX time."""
    at = datetime.fromtimestamp(time, UTC)
    return Seal(size, at, at)


def due(
    duty: str, events: Sequence[Event], on: str, *, opened: date = OPENED, cosigned: Sequence[Seal] = ()
) -> list[Instance]:
    """The instances of one duty as of a day."""
    lines = instances(
        events,
        LAW,
        CALENDAR,
        on=date.fromisoformat(on),
        opened=opened,
        villages=("dong", "doai"),
        cosigned=cosigned,
    )
    return [line for line in lines if line.duty == duty]


def one(duty: str, events: Sequence[Event], on: str, *, cosigned: Sequence[Seal] = ()) -> Instance:
    """The only instance of a duty that counts from its start."""
    (line,) = [line for line in due(duty, events, on, cosigned=cosigned) if line.clock == "start"]
    return line

"""Two short lists for the first page: what is overdue, and what was recorded last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from disclosures.projections.records import visible

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from disclosures.model.events import Event
    from disclosures.projections.instance import Instance


def overdue(instances: Iterable[Instance]) -> list[Instance]:
    """What should have been recorded and is not, the longest overdue first."""
    late = [one for one in instances if one.state == "overdue"]
    return sorted(late, key=lambda one: (one.due is None, one.due, one.duty))


def news(events: Iterable[Event], *, on: date, count: int = 20) -> list[Event]:
    """The newest acts drawn up by ``on``, the newest first."""
    return visible(events, on)[: -count - 1 : -1]

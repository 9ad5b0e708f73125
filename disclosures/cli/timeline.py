"""``danbiet timeline``: the story of one matter, its own records and those of the other side."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from disclosures.cli.base import JSON, answer_json, damage, status_with
from disclosures.cli.help import VietnameseHelp
from ledger.errors import RefusedError


@click.command(cls=VietnameseHelp)
@click.argument("entity", metavar="ENTITY")
@click.option("--from", "where", metavar="FROM", required=True, help="Thư mục đã công bố, tệp zip hoặc địa chỉ.")
@JSON
def timeline(entity: str, where: str, *, as_json: bool) -> int:
    """Chuyện của một hồ sơ (ENTITY, ví dụ disclosure/2025-0012): từng tờ, cả tờ của bên kia, với ba ngày."""
    from disclosures.model.events import events
    from disclosures.model.topics import REGISTRY
    from disclosures.projections.timeline import timeline as story
    from disclosures.verifying.state import seals_of
    from disclosures.words import dates, screen
    from ledger.audit import audit
    from ledger.reader import open_source
    from ledger.record import day_of

    audited = audit(open_source(where), REGISTRY)
    cosigned = seals_of(audited.cosigned, audited.size)
    lines = story(events(audited.entries), entity, on=day_of(datetime.now(UTC)), cosigned=cosigned)
    worst = damage(audited)
    if not lines and worst is None:
        raise RefusedError("prove.unknown", entity, entity=entity)
    if as_json:
        answer_json([line.as_json() for line in lines])
    else:
        for line in lines:
            other = f" ({line.entity})" if line.other else ""
            drawn = f", ngày lập {dates.day(line.recorded)}"
            sure = f"Ban xác nhận ngày {dates.day(line.witnessed)}" if line.witnessed else "chờ Ban xác nhận"
            title = getattr(line.event.body, "title", None)
            named = f": {title}" if title else ""
            click.echo(f"{dates.day(line.claimed)}{drawn}, {sure}: {screen.TOPICS[line.topic].word}{named}{other}")
    return status_with(worst)

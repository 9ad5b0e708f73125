"""``danbiet restore``: the office's store, rebuilt from what was published."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from disclosures.cli.base import FILE, HOLDS, JSON, answer_json
from disclosures.cli.help import VietnameseHelp

if TYPE_CHECKING:
    from pathlib import Path


@click.command(cls=VietnameseHelp)
@click.argument("ledger", metavar="LEDGER", type=FILE)
@click.option("--from", "where", metavar="FROM", help="Sổ đã công bố; nếu không nêu thì nơi văn phòng công bố.")
@JSON
def restore(ledger: Path, where: str | None, *, as_json: bool) -> int:
    """Dựng lại kho của văn phòng LEDGER từ sổ đã công bố, so từng tờ. Kho đang có không bị ghi đè."""
    from disclosures import office as offices
    from disclosures.recording import restore_office
    from ledger.reader import open_source

    office = offices.load(ledger)
    size = restore_office(office, open_source(where or office.public))
    if as_json:
        answer_json({"size": size})
    else:
        click.echo(f"Đã dựng lại {size} tờ, mỗi tờ giống hệt tờ đã công bố.")
    return HOLDS

"""``danbiet restore``: the office's store, rebuilt from what was published."""

from __future__ import annotations

from pathlib import Path

import click

from disclosures.cli.base import FILE, HOLDS, JSON, answer_json
from disclosures.cli.help import VietnameseHelp


@click.command(cls=VietnameseHelp)
@click.argument("ledger", metavar="LEDGER", type=FILE)
@click.option("--from", "where", metavar="FROM", help="Sổ đã công bố; nếu không nêu thì nơi văn phòng công bố.")
@click.option("--keys", metavar="DIR", type=FILE, help="Thư mục khóa, khi cả thư mục LEDGER đã mất.")
@JSON
def restore(ledger: Path, where: str | None, keys: Path | None, *, as_json: bool) -> int:
    """Dựng lại kho của văn phòng LEDGER từ sổ đã công bố, so từng tờ. Kho đang có không bị ghi đè."""
    from disclosures import office as offices
    from disclosures.recording import restore_office
    from ledger.reader import open_source

    if keys is not None and where is not None:
        _settings_again(ledger, Path(where), keys)
    office = offices.load(ledger)
    size = restore_office(office, open_source(where or office.public))
    if as_json:
        answer_json({"size": size})
    else:
        click.echo(f"Đã dựng lại {size} tờ, mỗi tờ giống hệt tờ đã công bố.")
    return HOLDS


def _settings_again(ledger: Path, public: Path, keys: Path) -> None:
    """Write ``office.toml`` anew for a ledger that is published in a folder of this machine."""
    from disclosures.office import Office
    from ledger import storage
    from ledger.errors import StorageError
    from ledger.tlog import checkpoint, note

    data = storage.read(public / "log" / "checkpoint")
    if data is None or not (keys / "log.key").is_file():
        raise StorageError("storage.missing", path=str(keys / "log.key" if data else public / "log" / "checkpoint"))
    origin = checkpoint.parse(note.parse(data).text).origin
    Office(ledger.resolve(), origin, public.resolve(), keys.resolve() / "log.checkpoint", keys.resolve()).save(
        again=True
    )

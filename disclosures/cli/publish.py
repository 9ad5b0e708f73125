"""``danbiet publish``: log, pages and data, only what changed; takes in cosignature lines."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from disclosures.cli.base import FILE, HOLDS, JSON, answer_json, passphrase, signature_lines
from disclosures.cli.help import VietnameseHelp

if TYPE_CHECKING:
    from pathlib import Path

    from disclosures.publishing.write import Written


@click.command(cls=VietnameseHelp)
@click.argument("ledger", metavar="LEDGER", type=FILE)
@click.option("--to", "to", metavar="DIR", type=FILE, help="Công bố vào thư mục này thay cho nơi đã đặt.")
@click.option("--cosignature", "files", metavar="FILE", type=FILE, multiple=True, help="Dòng chữ ký của Ban.")
@click.option("--key", metavar="FILE", type=FILE, help="Tệp khóa của sổ; nếu không nêu thì log.key của văn phòng.")
@click.option("--passphrase-file", metavar="FILE", type=FILE, help="Tệp có mật khẩu của khóa sổ.")
@JSON
def publish(
    ledger: Path,
    to: Path | None,
    files: tuple[Path, ...],
    key: Path | None,
    passphrase_file: Path | None,
    *,
    as_json: bool,
) -> int:
    """Công bố mọi tờ đã ghi của văn phòng LEDGER: sổ, trang, dữ liệu. Chỉ viết lại tệp có đổi."""
    from disclosures import office as offices
    from disclosures.model.topics import REGISTRY
    from disclosures.publishing import publish as published
    from ledger import keyfile
    from ledger.store import Store

    office = offices.load(ledger)
    path = key or office.keys / "log.key"
    lines = [line for file in files for line in signature_lines(file)]
    signer = keyfile.open_key(path, passphrase(passphrase_file, path.stem))
    with Store(office.ledger, REGISTRY) as store:
        done = published(office, store, signer, datetime.now(UTC), lines, to and to.resolve())
    if as_json:
        answer_json({"size": done.size, "witnessed_size": done.witnessed_size, **_files(done.written)})
        return HOLDS
    click.echo(
        f"Đã công bố {done.size} tờ, Ban đã xác nhận {done.witnessed_size} tờ. "
        f"Viết {len(done.written.written)} tệp, bỏ {len(done.written.deleted)} tệp."
    )
    if done.written.moved:
        click.echo(
            f"Trong thư mục công bố có tệp lạ, đã chuyển nguyên vẹn sang {office.set_aside}: "
            f"{', '.join(done.written.moved)}"
        )
    return HOLDS


def _files(written: Written) -> dict[str, list[str]]:
    return {"written": written.written, "deleted": written.deleted, "moved": written.moved}

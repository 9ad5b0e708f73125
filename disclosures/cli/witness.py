"""``danbiet witness``: the Board's witness, on the Board's own machine."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from disclosures.cli import base
from disclosures.cli.base import FILE, HOLDS, JSON, answer_json, new_passphrase, passphrase
from disclosures.cli.help import Group

if TYPE_CHECKING:
    from pathlib import Path

_FILE_HELP = "Tệp có mật khẩu."


@click.group(cls=Group)
def witness() -> None:
    """Nhân chứng của Ban: nhớ sổ đã thấy, kiểm cả sổ, rồi mới ký xác nhận."""


@witness.command()
@click.argument("state", metavar="STATE", type=FILE)
@click.option("--name", required=True, metavar="NAME", help="Tên khóa, ví dụ huongson.example/nhan-chung.")
@click.option("--passphrase-file", type=FILE, metavar="FILE", help=_FILE_HELP)
def init(state: Path, name: str, passphrase_file: Path | None) -> int:
    """Lập khóa của nhân chứng trong thư mục STATE; in khóa công khai để đưa vào sổ."""
    from ledger import witness as witnesses

    click.echo(witnesses.init(state, name, new_passphrase(passphrase_file, "witness"), os.urandom).vkey)
    return HOLDS


@witness.command()
@click.argument("state", metavar="STATE", type=FILE)
@click.argument("where", metavar="FROM")
@click.option("--fingerprint", metavar="F", help="Vân tay của sổ, lần đầu bắt buộc: so với tờ giấy đã in.")
@click.option("--passphrase-file", type=FILE, metavar="FILE", help=_FILE_HELP)
def cosign(state: Path, where: str, fingerprint: str | None, passphrase_file: Path | None) -> int:
    """Kiểm chứng cả sổ ở FROM rồi in một dòng chữ ký để đưa cho văn phòng (danbiet publish --cosignature)."""
    from disclosures.cli.progress import bar
    from disclosures.model.topics import REGISTRY
    from ledger import witness as witnesses
    from ledger.reader import open_source

    _made(state)
    paper = base.fingerprint(fingerprint)
    words = passphrase(passphrase_file, "witness")
    with bar("Đang kiểm cả sổ") as progress:
        line = witnesses.cosign(state, open_source(where), REGISTRY, words, datetime.now(UTC), paper, progress=progress)
    click.echo(line, nl=False)
    return HOLDS


@witness.command()
@click.argument("state", metavar="STATE", type=FILE)
@JSON
def status(state: Path, *, as_json: bool) -> int:
    """Nhân chứng này đã xác nhận sổ nào, đến tờ nào, ngày nào."""
    from disclosures.words import screen
    from ledger import witness as witnesses
    from ledger.record import instant_of
    from ledger.tlog import note

    _made(state)
    last = witnesses.status(state)
    if as_json:
        members = None
        if last is not None:
            members = {
                "fingerprint": last.fingerprint,
                "origin": last.origin,
                "root": note.b64encode(last.root),
                "size": last.size,
                "time": last.time,
            }
        answer_json(members)
    elif last is None:
        click.echo("Chưa xác nhận sổ nào.")
    else:
        when = screen.moment(instant_of(last.time))
        click.echo(f"Sổ: {last.origin}\nVân tay: {last.fingerprint}\nĐã xác nhận {last.size} tờ, lúc {when}.")
    return HOLDS


def _made(state: Path) -> None:
    from ledger import witness as witnesses
    from ledger.errors import StorageError

    if not (state / witnesses.KEY).is_file():
        raise StorageError("storage.missing", "no witness was made there", path=str(state / witnesses.KEY))

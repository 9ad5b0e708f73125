"""``danbiet keys``: make a key file, show it, lock it with another passphrase, prove that one holds it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from disclosures.cli.base import FILE, HOLDS, JSON, answer_json, new_passphrase
from disclosures.cli.base import passphrase as ask
from disclosures.cli.help import Group

if TYPE_CHECKING:
    from pathlib import Path


@click.group(cls=Group)
def keys() -> None:
    """Lập khóa, xem khóa, đổi mật khẩu. Khóa của ai người ấy giữ; mật khẩu không ai khác được biết."""


@keys.command()
@click.argument("file", metavar="FILE", type=FILE)
@click.option("--name", required=True, metavar="NAME", help="Tên khóa, ví dụ huongson.example/chu-tich.")
@click.option("--role", required=True, metavar="ROLE", help="Vai, ví dụ chu-tich.")
@click.option("--passphrase-file", type=FILE, metavar="FILE", help="Tệp có mật khẩu.")
def new(file: Path, name: str, role: str, passphrase_file: Path | None) -> int:
    """Lập một khóa mới trong tệp FILE."""
    from ledger import keyfile

    words = new_passphrase(passphrase_file, file.stem)
    keyfile.write(file, name=name, role=role, seed=os.urandom(32), passphrase=words, random=os.urandom)
    click.echo(keyfile.public_key_of(file).vkey)
    return HOLDS


@keys.command()
@click.argument("file", metavar="FILE", type=FILE)
@JSON
def show(file: Path, *, as_json: bool) -> int:
    """Xem tên, vai và khóa công khai của tệp khóa FILE; không cần mật khẩu."""
    from ledger import keyfile

    header = keyfile.read_header(file)
    if as_json:
        answer_json({"name": header.name, "role": header.role, "vkey": header.key.vkey})
    else:
        click.echo(f"Tên: {header.name}\nVai: {header.role}\nKhóa công khai: {header.key.vkey}")
    return HOLDS


@keys.command()
@click.argument("file", metavar="FILE", type=FILE)
@click.option("--passphrase-file", type=FILE, metavar="FILE", help="Tệp có mật khẩu cũ.")
@click.option("--new-passphrase-file", type=FILE, metavar="FILE", help="Tệp có mật khẩu mới.")
def passphrase(file: Path, passphrase_file: Path | None, new_passphrase_file: Path | None) -> int:
    """Đổi mật khẩu của tệp khóa FILE. Bản sao cũ của tệp vẫn mở bằng mật khẩu cũ: hãy hủy các bản ấy."""
    from ledger import keyfile

    stem, name = file.stem, keyfile.read_header(file).name
    old = ask(passphrase_file, stem)
    keyfile.open_key(file, old)
    keyfile.change_passphrase(file, old, new_passphrase(new_passphrase_file, stem), random=os.urandom)
    click.echo(f"Khóa {name} nay mở bằng mật khẩu mới. Hãy hủy các bản sao cũ của tệp: chúng vẫn mở bằng mật khẩu cũ.")
    return HOLDS


@keys.command()
@click.argument("file", metavar="FILE", type=FILE)
@click.option("--origin", required=True, metavar="ORIGIN", help="Tên của sổ, ví dụ huongson.example/log.")
@click.option("--passphrase-file", type=FILE, metavar="FILE", help="Tệp có mật khẩu.")
def proof(file: Path, origin: str, passphrase_file: Path | None) -> int:
    """Chứng tỏ mình giữ khóa FILE, để sổ ORIGIN thêm khóa ấy: in ô "proof" của tờ roster.key-added."""
    from ledger import keyfile
    from ledger.roster import prove_possession

    click.echo(prove_possession(keyfile.open_key(file, ask(passphrase_file, file.stem)), origin))
    return HOLDS

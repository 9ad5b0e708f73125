"""``danbiet demo DIR``: the whole chain on the real plan of a town, with a sample year of invented acts.

The plan (``plan-2025.txt``) is an official document of the People's Committee of thị trấn Hương Sơn; it is carried to
the byte. Its rows in our own words are ``plan.toml``; the acts of the year are ``year.toml``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from disclosures.cli.base import CANNOT, FILE, HOLDS
from disclosures.cli.help import VietnameseHelp

if TYPE_CHECKING:
    from pathlib import Path


@click.command(cls=VietnameseHelp)
@click.argument("folder", metavar="DIR", type=FILE)
def demo(folder: Path) -> int:
    """Chạy thử trên kế hoạch thật của một thị trấn: dựng DIR/office, DIR/board và DIR/public."""
    from disclosures.cli.demo.place import built_in_place

    verified = built_in_place(folder, lambda sentence: click.echo(sentence, err=True))
    from disclosures.words import verdict_sentence

    audited = verified.audit
    click.echo(verdict_sentence(verified.verdict, audited.trust_basis, size=audited.size, witnessed=audited.witnessed))
    click.echo(
        f"""
Mở trang:        {folder}/public/index.html
Vân tay của sổ:  {audited.fingerprint}

Việc nên thử tiếp:
  danbiet verify {folder}/public --pages
  danbiet duties {folder}/public --on 2025-12-31
  danbiet prove 3 --from {folder}/public --out to-3.tlog-proof
  danbiet office {folder}/office

Mật khẩu của các khóa thử: {folder}/README.txt"""
    )
    return HOLDS if verified.verdict == "valid" else CANNOT

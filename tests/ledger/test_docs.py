"""The examples of docs/formats, made again from fixed seeds and compared byte for byte; and what the pages count."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from ledger import canonical, keyfile
from ledger.commitment import Opening, check_opening, commit_to, format_opening, parse_opening
from ledger.record import Withheld, code, fingerprint, parse_text, unseal
from ledger.roster import possession_text, prove_possession
from ledger.tlog.merkle import leaf_hash
from tests.simulator import ORIGIN, SITE, Commune, signer

PAGES = Path(__file__).parents[2] / "docs" / "formats"


def examples(page: str) -> dict[str, str]:
    """The fenced blocks of a page by the name after ``text``."""
    text = (PAGES / page).read_text(encoding="utf-8")
    return dict(re.findall(r"^```text (\S+)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL))


def record_page() -> dict[str, str]:
    commune = Commune()
    body = {"number": "07/2025/QĐ-UBND", "on": "2025-01-06"}
    raw = commune.seal("document.issued", "document/2025-0001", body, ["chu-tich", "van-phong-thong-ke"])
    left = [Withheld("reason", "Điều 7 Luật 29/2018/QH14", "Chủ tịch UBND xã", None)]
    withheld = commune.seal("document.issued", "document/2025-0002", body, withheld=tuple(left))
    return {
        "record": raw.decode(),
        "withheld": withheld.decode().split("\n")[2] + "\n",
        "fingerprint": fingerprint(commune.entries[0].raw) + "\n",
        "code": code(ORIGIN, 1, leaf_hash(raw)) + "\n",
    }


def roster_page() -> dict[str, str]:
    new = signer(f"{SITE}/pho-chu-tich-2")
    key = {"body": "uy-ban", "holder": "p20", "role": "pho-chu-tich", "vkey": new.key.vkey}
    body = {"key": key, "proof": prove_possession(new, ORIGIN)}
    return {
        "possession": possession_text(ORIGIN, new.key.vkey).decode(),
        "key-added": canonical.dumps(body).decode() + "\n",
        "key-retired": canonical.dumps({"vkey": new.key.vkey}).decode() + "\n",
        "opened": json.dumps(smallest(), ensure_ascii=False, indent=2, sort_keys=True) + "\n",
    }


FEW = ("chu-tich", "goc-chu-tich", "goc-hoi-dong", "goc-mat-tran", "van-phong-thong-ke")


def smallest() -> dict[str, Any]:
    """The body of a ledger of five keys, three of them roots, in which two persons make a document public."""
    commune = Commune(opened=False)
    return commune.opening_body() | {
        "families": [{"bodies": ["mat-tran"], "family": "front"}],
        "keys": [commune.key(name) for name in FEW],
        "rules": [{"groups": [["chu-tich"], ["van-phong-thong-ke"]], "topic": "document.*"}],
    }


def keyfile_page() -> dict[str, str]:
    data = keyfile.seal(
        name="huongson.example/chu-tich",
        role="chu-tich",
        seed=bytes(range(32)),
        passphrase="rừng xanh suối mát",
        random=lambda size: bytes([7]) * size,
        mem=keyfile.MEMORY[0],
        ops=keyfile.OPERATIONS[0],
    )
    return {"keyfile": data.decode()}


OPENING = Opening("petition/2025-0003", 1, "name", bytes(range(32)), "Trần Thị B")


def commitment_page() -> dict[str, str]:
    return {"opening": format_opening(OPENING).decode(), "commitment": commit_to(ORIGIN, OPENING) + "\n"}


MADE = {
    "record.md": record_page,
    "roster.md": roster_page,
    "keyfile.md": keyfile_page,
    "commitment.md": commitment_page,
}


@pytest.mark.parametrize("page", MADE)
def test_the_examples_are_what_the_code_makes(page: str) -> None:
    assert examples(page) == MADE[page]()


def test_the_examples_are_what_the_code_reads() -> None:
    record = unseal(examples("record.md")["record"].encode(), ORIGIN).record
    assert record.entity == "document/2025-0001"
    added: dict[str, Any] = json.loads(examples("roster.md")["key-added"])
    commune = Commune()
    assert commune.append("roster.key-added", "roster/book", added).sound
    retired: dict[str, Any] = json.loads(examples("roster.md")["key-retired"])
    assert commune.append("roster.key-retired", "roster/book", retired).sound
    few = Commune(opened=False)
    assert few.add(few.opening(json.loads(examples("roster.md")["opened"]), signers=FEW)).sound
    line = examples("record.md")["withheld"].encode()
    assert parse_text(b"danbiet/record@v1\n%s\n%s" % (ORIGIN.encode(), line), ORIGIN).withheld[0].field == "reason"
    data = examples("keyfile.md")["keyfile"].encode()
    assert keyfile.open_key(data, "rừng xanh suối mát").key.name == "huongson.example/chu-tich"
    opening, commitment = examples("commitment.md").values()
    check_opening(ORIGIN, parse_opening(opening.encode()), commitment.strip())


def test_the_page_of_characters_names_every_group_and_their_number() -> None:
    text = (PAGES / "characters.md").read_text(encoding="utf-8")
    table = json.loads(Path(canonical.__file__).with_name("characters.json").read_bytes())
    rows = {name for row in re.findall(r"^\| ([^|]+) \|", text, re.MULTILINE) for name in row.split(", ")}
    assert set(table["allowed"]) == rows - {"group", "---"}
    assert f"{sum(last - first + 1 for first, last in canonical.ALLOWED):,} code\npoints as of Unicode 13.0" in text
    assert table["unicode"] == "13.0"

"""The examples of docs/formats/tlog.md, made again from fixed seeds and compared byte for byte."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ledger.tlog import checkpoint, cosignature, merkle, note, policy, proof, tile
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.note import Note, Signer
from ledger.tlog.proof import Proof

PAGE = Path(__file__).parents[3] / "docs" / "formats" / "tlog.md"
LOG = Signer("huongson.example/log", bytes([11]) * 32)
BOARD = Signer("ban-thanh-tra.example/chung-kien", bytes([12]) * 32)
CLERK = Signer("huongson.example/van-phong-thong-ke", bytes([1]) * 32)
BOARD_KEY = cosignature.key(BOARD.key.name, BOARD.key.public)
ENTRIES = [b"one", b"two", b"three"]
TIME = 1767225600


def tree() -> merkle.Tree:
    made = merkle.Tree()
    for entry in ENTRIES:
        made.append(merkle.leaf_hash(entry))
    return made


HEAD = Checkpoint(LOG.key.name, 3, tree().root())
COSIGNED = note.format(Note(HEAD.text, (LOG.sign(HEAD.text), cosignature.cosign(BOARD, HEAD.text, TIME))))


def examples() -> dict[str, bytes]:
    """The fenced blocks of the page by the name after ``text``."""
    blocks = re.findall(r"^```text (\S+)\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    return {name: body.encode() for name, body in blocks}


def made() -> dict[str, bytes]:
    text = "Công khai: thôn Đoài, 1.250.000 đồng.\n".encode()
    paths = [
        tile.tile_path(0, 1067),
        tile.tile_path(1, 4, 44),
        tile.entries_path(1067),
        tile.entries_path(1068, 5),
    ]
    return {
        "note": note.format(Note(text, (CLERK.sign(text),))),
        "vkey": f"{CLERK.key.vkey}\n".encode(),
        "checkpoint": HEAD.text,
        "tiles": "".join(f"{path}\n" for path in paths).encode(),
        "bundle": tile.bundle(ENTRIES).hex(" ").encode() + b"\n",
        "cosigned": COSIGNED,
        "cosignature-message": b"cosignature/v1\ntime %d\n" % TIME + HEAD.text,
        "proof": proof.format(Proof(1, tuple(tree().inclusion(1, 3)), COSIGNED)),
        "policy": policy.format_policy([LOG.key.vkey], [BOARD_KEY.vkey], 1),
    }


@pytest.mark.parametrize("name", made())
def test_an_example_of_the_page_is_what_the_code_makes(name: str) -> None:
    assert examples()[name] == made()[name]


def test_every_example_of_the_page_is_tested() -> None:
    assert examples().keys() == made().keys()


def test_the_examples_hold_together() -> None:
    page = examples()
    key = note.parse_vkey(page["vkey"].decode().strip())
    signed = note.parse(page["note"])
    assert key.verify(signed.text, signed.signatures[0])
    claim = proof.parse(page["proof"])
    assert claim.checkpoint == page["cosigned"]
    head = checkpoint.parse(note.parse(claim.checkpoint).text)
    merkle.check_inclusion(claim.index, head.size, merkle.leaf_hash(b"two"), head.root, claim.path)
    assert policy.parse(page["policy"]).check(note.parse(page["cosigned"])).ok


def test_the_paths_of_the_page_are_in_a_log_of_273413_entries() -> None:
    assert set(examples()["tiles"].decode().split()) < tile.all_paths(1068 * 256 + 5)

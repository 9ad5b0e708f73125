"""The pages of ``docs/`` that show what the program says, made again; ``make docs`` writes them, a test compares.

    python -m tests.documents build/demo

A block is fenced with its name, as in ```` ```json verify ````; what stands around the blocks is written by people.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from disclosures.cli.base import COMMANDS, danbiet
from disclosures.pages.verifier import fragment
from disclosures.verifying import manifest as manifests
from ledger.tlog import merkle
from tests.command import danbiet as command
from tests.demo import Demo
from tests.simulator import ORIGIN, signer

if TYPE_CHECKING:
    from collections.abc import Iterator

DOCS = Path(__file__).parents[1] / "docs"
FORMATS = DOCS / "formats"
_BLOCK = re.compile(r"^```(\w+) (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_WIDTH = 100
_HEAD = """# Commands

Help and errors are Vietnamese, names of commands and options English. Exit status: 0 it holds, 1 it does not hold or
was refused, 2 it cannot be decided or cannot run. Errors are `[code]` and one sentence on standard error.
Answers with `--json`: [formats/answers.md](formats/answers.md).
LEDGER is an office's folder; FROM is a published folder, a zip of it, or its URL. This page is made by `make docs`.
"""


def blocks(page: Path) -> dict[str, str]:
    """The fenced blocks of a page by name."""
    return {name: text for _, name, text in _BLOCK.findall(page.read_text("utf-8"))}


def commands_page() -> str:
    """All of ``docs/commands.md``: what each command's ``--help`` prints."""
    with click.Context(danbiet, info_name="danbiet") as top:
        sections = [
            f"\n## {' '.join(path)}\n\n```text\n{text}\n```\n"
            for name in COMMANDS
            for path, text in _helps(top, danbiet.get_command(top, name), ("danbiet", name))
        ]
    return _HEAD + "".join(sections)


def _helps(
    top: click.Context, found: click.Command | None, path: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], str]]:
    assert found is not None
    context = click.Context(found, top, path[-1], terminal_width=_WIDTH, max_content_width=_WIDTH)
    yield path, found.get_help(context)
    if isinstance(found, click.Group):
        for name in found.list_commands(context):
            yield from _helps(context, found.get_command(context, name), (*path, name))


def answers_page(demo: Demo, desk: Path) -> dict[str, str]:
    """The blocks of ``formats/answers.md``: what the commands print about the demo."""
    policy, proof = demo.public / "log" / "policy", desk / "to-10.proof"
    command("prove", "10", "--from", demo.public, "--out", proof)
    duties = command("duties", demo.public, "--on", "2025-12-31", "--json").value
    states = {one["state"]: one for one in reversed(duties)}
    return {
        "verify": command("verify", demo.public, "--pages", "--json").out,
        "verify-note": command("verify-note", demo.public / "manifest.note", "--policy", policy, "--json").out,
        "verify-evidence": command("verify-evidence", policy, "--json").out,
        "verify-proof": command("verify-proof", proof.with_suffix(".note"), proof, "--policy", policy, "--json").out,
        "duties": _written([states[state] for state in ("overdue", "met-late", "met")]),
        "deadline": command("deadline", "xa-ck-01", "2025-12-31", "--json").out,
        "timeline": _written(command("timeline", "answer/2025-duong-dong", "--from", demo.public, "--json").value[:2]),
        "keys-show": command("keys", "show", demo.key("chu-tich"), "--json").out,
        "witness-status": command("witness", "status", demo.board, "--json").out,
    }


def _written(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def manifest_page() -> dict[str, str]:
    """The blocks of ``formats/manifest.md``: a manifest of two files, signed with a key of tests."""
    part = manifests.part_files({"index.html": hashlib.sha256(b"<!DOCTYPE html>").hexdigest()})["root"]
    manifest = manifests.Manifest(
        origin=ORIGIN,
        danbiet="0.1.0",
        date=date(2025, 12, 31),
        environment=hashlib.sha256(b"jinja2==3.1.6\n").hexdigest(),
        parts={"root": hashlib.sha256(part).hexdigest()},
        root=merkle.leaf_hash(b"one"),
        size=1,
        witnessed_size=0,
    )
    return {"part": part.decode(), "manifest": manifest.sign(signer(ORIGIN)).decode()}


def printed_page() -> dict[str, str]:
    """The block of ``formats/printed.md``: entry and proof of the page on the log's own formats, as digits."""
    proof = blocks(FORMATS / "tlog.md")["proof"]
    return {"payload": fragment(b"two", proof.encode()) + "\n"}


def made(demo: Demo, desk: Path) -> dict[str, dict[str, str]]:
    """Every block that is made, by page and name."""
    return {
        "answers.md": answers_page(demo, desk),
        "folders.md": {"office": (demo.office / "office.toml").read_text("utf-8")},
        "manifest.md": manifest_page(),
        "printed.md": printed_page(),
    }


def main() -> None:
    """Write the pages anew."""
    demo = Demo(Path(sys.argv[1]))
    (DOCS / "commands.md").write_text(commands_page(), "utf-8")
    for name, texts in made(demo, demo.folder.parent).items():
        page = FORMATS / name
        page.write_text(_BLOCK.sub(partial(_filled, texts), page.read_text("utf-8")), "utf-8")


def _filled(texts: dict[str, str], found: re.Match[str]) -> str:
    language, name, text = found.groups()
    return f"```{language} {name}\n{texts.get(name, text)}```"


if __name__ == "__main__":
    main()

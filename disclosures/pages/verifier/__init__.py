"""The offline verifier: one HTML file that checks a record by itself, on any machine, without a network.

    page(trial=True)    # b'<!DOCTYPE html>…': the bytes of kiem-chung.html

The scripts beside this module are classic scripts of ECMAScript 2020, twins of ``ledger`` by name; they are joined in
order, with the ledger's own table of characters and our own words, and allowed by their hash alone.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from jinja2 import Environment, StrictUndefined

from disclosures.pages import render
from disclosures.words import screen
from disclosures.words.codes import FINDINGS
from disclosures.words.fields import FIELDS

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

SCRIPTS: Final = (
    "vendor/noble.js", "bytes.js", "ed25519.js", "note.js", "merkle.js", "checkpoint.js", "cosignature.js", "proof.js",
    "policy.js", "canonical.js", "record.js", "single.js", "inflate.js", "printed.js", "words.js", "files.js",
    "view.js", "body.js", "main.js",
)  # fmt: skip
Names = Mapping[str, Mapping[str, str]]
FAMILIES: Final = ("attachment", "note", "checkpoint", "record", "witness", "policy", "proof")


def page(policy: bytes = b"", fingerprint: str = "", names: Names | None = None, *, trial: bool) -> bytes:
    """The whole page. ``policy`` is the tlog-policy that it starts with, if any; people may choose another.

    ``fingerprint`` is that of the ledger beside which it is published, shown at its foot as on every page; ``names``
    what the same ledger calls its villages, by id, and the holders of its keys, by the key's name.
    """
    style, script = _style(), _script()
    csp = render.policy(script=script, style=style, images="data:")
    html = Environment(autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True).from_string(
        _read("page.html")
    )
    return html.render(
        csp=csp,
        style=style,
        script=script,
        trial=trial and screen.TRIAL,
        policy=policy.decode(),
        fingerprint=fingerprint.split(),
        names=_inlined(names or {"holders": {}, "villages": {}}),
    ).encode()


def fragment(entry: bytes, proof: bytes) -> str:
    """What a printed code carries after the ``#`` of the page's address: entry and tlog-proof as decimal digits."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(len(entry).to_bytes(4, "big") + entry + proof) + packer.flush()
    return str(int.from_bytes(b"\x01" + packed, "big"))


def folder() -> Traversable:
    """Where the scripts are."""
    return files(__package__)


def _read(path: str) -> str:
    return folder().joinpath(path).read_text(encoding="utf-8")


@cache
def _style() -> str:
    shared = files("disclosures.pages").joinpath("static/site.css").read_text(encoding="utf-8")
    return f"\n{shared}{_read('verifier.css')}"


@cache
def _script() -> str:
    characters = json.loads(files("ledger").joinpath("characters.json").read_bytes())
    constants = {"CHARACTERS": characters, "WORDS": _words()}
    lines = [f"const {name} = {_inlined(value)};\n" for name, value in constants.items()]
    return "\n".join(['\n"use strict";', *lines, *map(_read, SCRIPTS)])


def _words() -> dict[str, dict[str, str]]:
    tables: dict[str, Mapping[str, str]] = {
        "codes": {code: text for code, text in FINDINGS.items() if code.partition(".")[0] in FAMILIES},
        "fields": FIELDS,
        "counts": screen.COUNTS,
        "kinds": {**screen.DOCUMENTS, **screen.UNITS, **screen.VILLAGES},
        "topics": {topic: state.word for topic, state in screen.TOPICS.items()},
        "roles": screen.ROLES,
        "bodies": screen.BODIES,
        "actors": screen.ACTORS,
        "families": screen.FAMILIES,
        "sections": screen.SECTIONS,
        "forms": screen.FORMS,
        "outcomes": screen.OUTCOMES,
        "media": screen.MEDIA,
    }
    return {name: dict(table) for name, table in tables.items()}


def _inlined(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")

"""Open data: each line is one entry, and its record is the signed line byte for byte."""

from __future__ import annotations

import json
import re
from base64 import b64decode
from pathlib import Path

from disclosures.pages import pages
from disclosures.pages.lists import months
from ledger.record import code
from ledger.tlog.merkle import leaf_hash
from tests.disclosures.pages.world import commune, view
from tests.simulator import ORIGIN

DOCUMENT = Path(__file__).parents[3] / "docs" / "formats" / "data.md"


def lines() -> list[bytes]:
    files = [page.make() for page in pages(view()) if page.path.startswith("data/records/")]
    return [line for data in files for line in data.splitlines()]


def test_every_entry_stands_on_exactly_one_line() -> None:
    assert sorted(json.loads(line)["index"] for line in lines()) == list(range(view().size))


def test_a_line_carries_the_record_as_it_was_signed() -> None:
    entries = {entry.index: entry for entry in commune().entries}
    for line in lines():
        told = json.loads(line)
        entry = entries[told["index"]]
        assert b'"record":' + entry.raw.split(b"\n")[2] + b"," in line
        assert b64decode(told["leaf"]) == leaf_hash(entry.raw)
        assert told["code"] == code(ORIGIN, entry.index, entry.leaf)


def test_a_void_entry_says_so_and_why() -> None:
    told = {json.loads(line)["index"]: json.loads(line) for line in lines()}
    assert told[8]["void"] is True
    assert told[8]["finding"] == "rights.second-person-missing"
    assert told[7]["void"] is False
    assert told[7]["finding"] is None


def test_an_entry_that_is_no_record_is_given_whole_and_goes_with_the_one_before_it() -> None:
    world = commune()
    world.add(b"no note at all\n")
    one = view(world)
    newest = months(one)[0]
    assert [entry.index for entry in newest.entries] == [6, 7, 8, 9]
    data = next(page for page in pages(one) if page.path == newest.data).make()
    told = json.loads(data.splitlines()[-1])
    assert b64decode(told["entry"]) == b"no note at all\n"
    assert told["record"] is None
    assert told["finding"] == "note.malformed"


def test_the_keys_of_a_line_are_sorted() -> None:
    for line in lines():
        keys = list(json.loads(line))
        assert keys == sorted(keys)


def test_the_documents_examples_are_lines_that_we_write() -> None:
    examples = re.findall(r"^```json\n(.+)\n```$", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(examples) == 2
    assert {example.encode() for example in examples} <= set(lines())


def test_the_document_names_every_key_that_a_line_may_have() -> None:
    named = set(re.findall(r"^\| `(\w+)` \|", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE))
    assert set().union(*(json.loads(line) for line in lines())) | {"entry"} == named

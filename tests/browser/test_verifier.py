"""The page kiem-chung.html and the ledger give one answer: same cases, same verdict, same code."""

from __future__ import annotations

import json
import random
from base64 import b64decode, b64encode
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import pytest

from disclosures.pages.verifier import page
from ledger.single import Answer, verify_note, verify_proof
from ledger.tlog import ed25519
from tests.vectors import cases, make_single, vectors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    Ask = Callable[[Sequence[tuple[bytes, ...]]], list[dict[str, Any]]]

pytestmark = pytest.mark.browser

# What came into browsers after ECMAScript 2020, and what a plain http page lacks: the page must do without.
OLD = """
delete window.fetch; delete window.structuredClone; delete window.DecompressionStream; delete window.WeakRef;
for (const kind of [Array, String, Object.getPrototypeOf(Uint8Array)])
  for (const name of ["at", "findLast", "findLastIndex", "toSorted", "toReversed", "with", "replaceAll", "isWellFormed",
    "toWellFormed", "toHex", "toBase64"]) delete kind.prototype[name];
delete Object.hasOwn; delete Object.groupBy; delete Promise.any;
delete Uint8Array.fromBase64; delete Uint8Array.fromHex;
Object.defineProperty(crypto, "subtle", { value: undefined });
"""
ASK = """(asked) => asked.map((parts) => {
  const found = (parts.length === 2 ? single.verifyNote : single.verifyProof)(...parts.map(note.b64decode));
  return { ...found, index: String(found.index), size: String(found.size),
    times: found.times.map(([name, time]) => [name, String(time)]) };
})"""


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "kiem-chung.html"
    path.write_bytes(page(trial=True))
    return path


@pytest.fixture(scope="module")
def bare(browser: Browser, file: Path) -> Iterator[Page]:
    """The page from file://, in a browser that can do no more than one of 2020, and that is offline."""
    context = browser.new_context(offline=True)
    context.add_init_script(OLD)
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.goto(file.as_uri())
    assert errors == []
    yield opened
    context.close()


@pytest.fixture(scope="module")
def ask(bare: Page) -> Ask:
    def answers(asked: Sequence[tuple[bytes, ...]]) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = bare.evaluate(
            ASK, [[b64encode(part).decode() for part in parts] for parts in asked]
        )
        return found

    return answers


def python(parts: tuple[bytes, ...]) -> dict[str, Any]:
    """The ledger's answer, as the page's script writes its own."""
    found: Answer = verify_note(*parts) if len(parts) == 2 else verify_proof(*parts)
    plain = asdict(found) | {"index": str(found.index), "size": str(found.size)}
    plain |= {"times": [[name, str(time)] for name, time in found.times], "signers": list(found.signers)}
    return {name: "null" if value == "None" else value for name, value in plain.items() if name != "detail"}


def agree(ask: Ask, asked: Sequence[tuple[bytes, ...]]) -> None:
    for parts, theirs in zip(asked, ask(asked), strict=True):
        theirs.pop("detail")
        assert theirs == python(parts), parts


def parts_of(case: dict[str, Any]) -> tuple[bytes, ...]:
    return tuple(b64decode(case[name]) for name in ("note", "entry", "proof", "policy") if name in case)


def test_of_1065_signatures_of_other_projects_the_page_takes_the_89_that_python_takes(bare: Page) -> None:
    cctv = json.loads(vectors("cctv", "ed25519vectors.json").read_bytes())
    wycheproof = json.loads(vectors("wycheproof", "ed25519_test.json").read_bytes())
    asked = [(one["key"], one["msg"].encode().hex(), one["sig"]) for one in cctv]
    asked += [
        (group["publicKey"]["pk"], one["msg"], one["sig"])
        for group in wycheproof["testGroups"]
        for one in group["tests"]
    ]
    theirs: list[bool] = bare.evaluate(
        """(asked) => {
          const raw = (hex) => Uint8Array.from(hex.match(/../g) || [], (pair) => parseInt(pair, 16));
          return asked.map((one) => ed25519.verify(...one.map(raw)));
        }""",
        asked,
    )
    ours = [ed25519.verify(*map(bytes.fromhex, one)) for one in asked]
    assert (len(asked), sum(ours)) == (1065, 89)
    assert theirs == ours


def test_the_page_reads_every_case_of_a_note_as_the_case_says(bare: Page) -> None:
    notes = cases("notes")
    found: list[list[Any]] = bare.evaluate(
        """(cases) => cases.map(({ data, keys }) => {
          try {
            const read = note.parse(note.b64decode(data));
            const known = keys.map(note.parseVkey);
            const lines = (key) => read.signatures.filter((line) => note.madeBy(key, line));
            const holds = (key) => lines(key).every((line) => note.verify(key, read.text, line));
            if (!known.every(holds)) return ["note.signature-bad", []];
            return ["good", keys.filter((_, place) => lines(known[place]).length)];
          } catch (fault) { return [fault.code, []]; }
        })""",
        notes,
    )
    assert found == [[case["verdict"], case["signed"]] for case in notes]


def test_the_page_reads_every_case_of_json_as_the_case_says(bare: Page) -> None:
    texts = cases("json")
    found: list[str] = bare.evaluate(
        """(cases) => cases.map(({ data }) => {
          try { canonical.loads(note.b64decode(data)); return "good"; } catch (fault) { return fault.code; }
        })""",
        texts,
    )
    assert found == [case["verdict"] for case in texts]


@pytest.mark.parametrize("name", ["proofs", "single"])
def test_the_page_answers_every_case_as_python_does(ask: Ask, name: str) -> None:
    agree(ask, [parts_of(case) for case in cases(name)])


def test_the_page_answers_every_note_of_the_cases_under_a_policy_of_their_keys_as_python_does(ask: Ask) -> None:
    asked = []
    for case in cases("notes"):
        policy = "".join(f"log {vkey}\n" for vkey in case["keys"]) + "quorum none\n"
        asked.append((b64decode(case["data"]), policy.encode()))
    agree(ask, asked)


def test_the_page_answers_proofs_by_other_programs_as_python_does(ask: Ask) -> None:
    def read(name: str) -> bytes:
        return vectors("generated", name).read_bytes()

    names = ("p777", "p777nw", "bad", "lax1", "lax2")
    asked = [(read("e777"), read(f"{name}.tlog-proof"), read("policy.txt")) for name in names]
    agree(ask, [*asked, (read("log1000.cosigned-checkpoint"), read("policy.txt"))])
    verdicts = [found["verdict"] for found in ask(asked)]
    assert verdicts == ["valid", "inconclusive", "invalid", "invalid", "invalid"]


TOKENS = [
    *(bytes([octet]) for octet in b"\n \t\r\0" + b'01=A+-,"{}[#\xff\xc3'),
    *(text.encode() for text in ("\n\n", ".0", "e5", "\\u0061", "\\ud800", "\u202e", "\u200b", "\ufeff", "o\u0302")),
    *(text.encode() for text in ("— a AAAAAAA=\n", "none", "any", "all", "group g 1 w1\n", "quorum none\n")),
    *(text.encode() for text in ("index 0\n", "extra AAAA\n", "9223372036854775808")),
]


def mutated(data: bytes, draw: random.Random, others: list[bytes]) -> bytes:
    """The same bytes with one to three wounds."""
    for _ in range(draw.choice((1, 1, 1, 2, 3))):
        lines, place = data.split(b"\n"), draw.randrange(len(data) + 1)
        end = min(len(data), place + draw.randrange(1, 9))
        line, other = draw.randrange(len(lines)), draw.randrange(len(lines))
        match draw.randrange(8):
            case 0:
                data = data[:place] + draw.choice(TOKENS) + data[place:]
            case 1:
                data = data[:place] + data[end:]
            case 2:
                data = data[:place] + bytes([draw.randrange(256)]) + data[place + 1 :]
            case 3:
                lines[line], lines[other] = lines[other], lines[line]
                data = b"\n".join(lines)
            case 4:
                data = b"\n".join([*lines[:line], lines[other], *lines[line:]])
            case 5:
                data = b"\n".join([*lines[:line], *lines[line + 1 :]])
            case 6:
                data = data[:place] + draw.choice(TOKENS) + data[end:]
            case _:
                foreign = draw.choice(others).split(b"\n")
                lines[line] = draw.choice(foreign)
                data = b"\n".join(lines)
    return data


def test_the_page_answers_hundreds_of_damaged_files_as_python_does(ask: Ask) -> None:
    draw = random.Random("kiem-chung")
    entry = make_single.sealed()
    proof, policy = make_single.claim(entry), make_single.POLICY
    checkpoint = make_single.head(b"a", b"b")
    statement = make_single.over(f"danbiet/receipt/v1\n{make_single.ORIGIN}\nx\n".encode(), make_single.LOG)
    whole = [entry, proof, policy, checkpoint, statement]
    asked: list[tuple[bytes, ...]] = []
    for _ in range(150):
        asked += [
            (mutated(entry, draw, whole), proof, policy),
            (entry, mutated(proof, draw, whole), policy),
            (entry, proof, mutated(policy, draw, whole)),
            (mutated(draw.choice((entry, checkpoint, statement)), draw, whole), policy),
        ]
    answers = ask(asked)
    assert len({found["code"] for found in answers}) > 12
    agree(ask, asked)

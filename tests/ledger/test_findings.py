"""The page on findings is true: every code, its weight, and the case that shows it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ledger.errors import INCONCLUSIVE, NOTICE, weight
from tests.ledger.cases import CASES

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/formats/findings.md").read_text("utf-8")
ROWS = re.findall(r"^\| `([a-z]+\.[a-z-]+)` \| (\w+) \| (.+) \| (.+) \|$", PAGE, re.MULTILINE)
FAMILIES = (
    "note|checkpoint|tile|entry|tree|record|rights|log|witness|policy|proof|attachment|page|file|manifest|catalogue|"
    "opening|evidence"
)


def used(*folders: str) -> dict[str, str]:
    """Every code that stands in the source, and a file where it does."""
    code = re.compile(rf'"((?:{FAMILIES})\.[a-z-]+)"')
    found: dict[str, str] = {}
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            found |= dict.fromkeys(code.findall(path.read_text("utf-8")), path.name)
    return found


def test_each_code_has_one_row_in_the_order_of_nothing_missing() -> None:
    codes = [code for code, *_ in ROWS]
    assert len(codes) == len(set(codes)) == PAGE.count("\n| `")
    assert set(codes) >= INCONCLUSIVE | NOTICE


@pytest.mark.parametrize(("code", "verdict"), [row[:2] for row in ROWS])
def test_a_code_weighs_what_the_page_says(code: str, verdict: str) -> None:
    assert weight(code).name == verdict.upper()


def test_every_case_stands_on_the_page_and_the_page_names_no_other() -> None:
    for code, _, _, shown in ROWS:
        cases = [case.done for case in CASES if case.code == code]
        if cases:
            assert shown == "; ".join(cases)
        else:
            named = re.fullmatch(r"`(tests/\S+\.py)`", shown)
            text = (ROOT / named[1]).read_text("utf-8").replace("\\.", ".") if named else ""
            assert shown in ("house two", "–") or code in text, code


def test_every_code_that_an_audit_gives_has_a_case() -> None:
    shown = {code for code, _, _, shown in ROWS if shown not in ("house two", "–")}
    audit = used(
        "ledger/audit", "ledger/book.py", "ledger/record", "ledger/roster", "ledger/canonical.py", "ledger/tlog"
    )
    assert audit.keys() <= shown


def test_a_code_without_a_case_is_given_by_nothing() -> None:
    unshown = {code for code, _, _, shown in ROWS if shown == "–"}
    assert not used("ledger/audit", "ledger/tlog", "disclosures/verifying").keys() & unshown

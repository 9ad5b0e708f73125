from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from ledger.audit import Audit, audit
from tests.ledger.cases import CASES
from tests.ledger.published import ORIGIN, REGISTRY, Memory, office

if TYPE_CHECKING:
    from tests.ledger.cases.case import Case, Files


def run(files: Files, **anchors: Any) -> Audit:
    return audit(Memory(files), REGISTRY, **anchors)


def codes(found: Audit) -> list[str]:
    return [one.code for one in found.findings]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}: {case.done}")
def test_what_was_done_is_found_and_named(case: Case) -> None:
    found = run(case.make()).findings
    mine = [one for one in found if one.code == case.code]
    assert mine, found
    assert mine[0].index == case.index
    if case.path:
        assert mine[0].path == case.path
    if case.only:
        awaited = {"witness.awaited", "witness.quorum-missing"} - {case.code}
        assert {one.code for one in found} - awaited == {case.code}


def test_a_log_that_is_whole_has_no_findings() -> None:
    made = office(300)
    found = run(made.files(), on=date(2025, 11, 14))
    assert found.findings == []
    assert found.holds
    assert found.proven
    assert (found.origin, found.size, found.root) == (ORIGIN, 301, made.root())
    assert [entry.raw for entry in found.entries] == made.raws
    assert [one.size for one in found.cosigned] == [1, 301]
    assert found.witnessed() == 301
    assert found.witnessed(300) == 1
    assert found.witnessed(0) == 0
    assert found.root_at(7) == made.root(7)
    assert found.trust_basis == "none"

"""A holder's pen: it signs what its own copy of the log bears out, never a smaller or another history."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from disclosures.recording.pen import Pen
from disclosures.recording.recorder import Draft
from ledger import keyfile
from ledger.errors import LedgerError
from ledger.record import Record, Seen, text_of
from ledger.tlog import merkle
from tests.ledger.published import ORIGIN

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NAME, WORDS = "huongson.example/chu-tich", "năm từ không liên quan nhau"


def history(*entries: bytes) -> Callable[[int], bytes]:
    tree = merkle.Tree()
    for entry in entries:
        tree.append(merkle.leaf_hash(entry))
    return tree.root


GROWN = history(b"0", b"1", b"2", b"3")


def draft(size: int, root: bytes | None = None, signer: str = NAME) -> Draft:
    seen = Seen(size, GROWN(size) if root is None else root)
    record = Record("check.held", 1, "check/1", 1, "2025-02-01T00:00:00Z", seen, (signer,), {"on": "2025-02-01"})
    return Draft(text_of(record, ORIGIN), record)


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("keys") / "chu-tich.key"
    keyfile.write(path, name=NAME, role="chu-tich", seed=bytes(32), passphrase=WORDS, random=bytes, mem=2**26, ops=2)
    return path


@pytest.fixture
def pen(key: Path) -> Pen:
    key.with_suffix(".seen").unlink(missing_ok=True)
    return Pen(key, WORDS)


def code(pen: Pen, asked: Draft, root_at: Callable[[int], bytes]) -> str:
    with pytest.raises(LedgerError) as caught:
        pen.sign(asked, root_at)
    return caught.value.code


def test_a_draft_that_saw_less_than_another_signed_before_it_is_signed_all_the_same(pen: Pen) -> None:
    for size in (3, 2, 4, 1):
        assert pen.signer.key.verify(draft(size).text, pen.sign(draft(size), GROWN))
    assert code(pen, draft(1), history(b"0", b"1", b"2")) == "log.rollback"


def test_a_smaller_or_another_history_than_was_ever_seen_is_refused(pen: Pen) -> None:
    pen.sign(draft(3), GROWN)
    assert code(pen, draft(2), history(b"0", b"1")) == "log.rollback"
    assert code(pen, draft(2), history(b"0", b"1", b"x", b"3")) == "log.fork"
    pen.sign(draft(2), GROWN)


@pytest.mark.parametrize(
    ("asked", "told"), [(draft(2, bytes(32)), "record.seen-mismatch"), (draft(9, bytes(32)), "copy.behind")]
)
def test_a_draft_that_saw_what_the_copy_has_not_is_refused_and_not_remembered(
    pen: Pen, asked: Draft, told: str
) -> None:
    assert code(pen, asked, GROWN) == told
    pen.sign(draft(1), GROWN)
    assert code(pen, asked, GROWN) == told


def test_a_text_that_does_not_name_the_key_is_refused(pen: Pen) -> None:
    assert code(pen, draft(1, signer="huongson.example/khac"), GROWN) == "note.signer-unknown"

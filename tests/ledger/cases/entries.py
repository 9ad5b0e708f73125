from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from ledger import record as records
from ledger.record import Seen
from ledger.roster import prove_possession
from ledger.tlog import note
from ledger.tlog.note import VerifierKey
from tests.ledger.cases.case import Case, forged, grow
from tests.ledger.published import (
    APPROVER,
    AUTHOR,
    BOARD,
    ORIGIN,
    ROOTS,
    START,
    STRANGER,
    Office,
    key,
    office,
    opening,
)

if TYPE_CHECKING:
    from collections.abc import Callable

DAY = timedelta(days=1)


MIXED = bytes.fromhex("95" + "99" * 31)


def added(who: note.Signer, role: str = "author", **changes: Any) -> dict[str, Any]:
    return {"key": key(who, "uy-ban", role), "proof": prove_possession(who, ORIGIN), **changes}


def change_keys(made: Office, body: dict[str, Any], topic: str = "roster.key-added") -> Office:
    return made.add(topic, body, [ROOTS[0], ROOTS[2]], entity="roster/book")


def retire_author(made: Office) -> None:
    change_keys(made, {"vkey": AUTHOR.key.vkey}, "roster.key-retired").add()


def spaced(made: Office) -> None:
    made.add()
    said = note.parse(made.raws.pop()).text.replace(b'"body":', b'"body": ')
    made.seal(said, [APPROVER, AUTHOR])


def resealed(old: bytes, new: bytes) -> Callable[[Office], None]:
    """The last entry, signed again with other bytes in its text."""

    def change(made: Office) -> None:
        made.add()
        said = note.parse(made.raws.pop()).text
        assert old in said
        made.seal(said.replace(old, new, 1), [APPROVER, AUTHOR])

    return change


def unsigned(made: Office) -> None:
    made.add()
    parsed = note.parse(made.raws.pop())
    made.raws.append(records.seal(parsed.text, [parsed.signatures[0], forged(AUTHOR)]))


def inadmissible(made: Office) -> None:
    bad = VerifierKey("huongson.example/weak", 1, MIXED).vkey
    body = {"body": "uy-ban", "holder": "weak", "role": "author", "vkey": bad}
    change_keys(made, {"key": body, "proof": prove_possession(STRANGER, ORIGIN)})


def unknown_type(made: Office) -> None:
    vkey = VerifierKey("huongson.example/new", 6, bytes(range(40))).vkey
    body = {"body": "uy-ban", "holder": "new", "role": "author", "vkey": vkey}
    change_keys(made, {"key": body, "proof": prove_possession(STRANGER, ORIGIN)})


ENTRY_CASES = [
    Case("note.malformed", "an entry that is no note", grow(lambda made: made.raws.append(b"x")), 6),
    Case("note.malformed", "an entry of no bytes", grow(lambda made: made.raws.append(b"")), 6),
    Case("record.malformed", "a float", grow(resealed(b'"topic_version":1', b'"topic_version":1.0')), 6),
    Case("record.not-canonical", "a space", grow(spaced), 6),
    Case("record.origin", "another ledger's record", grow(resealed(b"huongson.example/log", b"x.example/log")), 6),
    Case(
        "note.signer-unknown",
        "a signer who is not enrolled",
        grow(lambda made: made.add(signers=[AUTHOR, STRANGER])),
        6,
    ),
    Case("note.signature-bad", "a signature of another text", grow(unsigned), 6),
    Case("record.topic-unknown", "a topic of a later version", grow(lambda made: made.add(topic_version=2)), 6),
    Case("record.body-invalid", "a body of another shape", grow(lambda made: made.add(body={"x": 1})), 6),
    Case(
        "record.body-invalid",
        "a change of the roster without its proof",
        grow(lambda made: change_keys(made, {"key": key(STRANGER, "uy-ban", "author")})),
        6,
    ),
    Case("rights.key-inadmissible", "a key of mixed order", grow(inadmissible), 6),
    Case(
        "rights.key-inadmissible",
        "a proof by another key",
        grow(lambda made: change_keys(made, added(STRANGER, proof=prove_possession(BOARD, ORIGIN)))),
        6,
    ),
    Case(
        "rights.duplicate-key-id",
        "one key in two roles",
        grow(lambda made: change_keys(made, added(AUTHOR, "approver"))),
        6,
    ),
    Case("rights.key-type-unknown", "a key of a type to come", grow(unknown_type), 6, only=False),
    Case("rights.inactive", "a retired author", grow(retire_author), 7, only=False),
    Case(
        "rights.not-allowed",
        "the Board writes what it has no rule for",
        grow(lambda made: made.add(signers=[BOARD])),
        6,
    ),
    Case("rights.second-person-missing", "no approver", grow(lambda made: made.add(signers=[AUTHOR])), 6),
    Case(
        "record.seen-mismatch",
        "saw another history",
        grow(lambda made: made.add(seen=Seen(3, bytes(32)))),
        6,
    ),
    Case("record.version-gap", "the second before the first", grow(lambda made: made.add(version=2)), 6),
    Case(
        "record.lapsed",
        "a draft of 61 days ago",
        grow(lambda made: made.add(at=START + 61 * DAY).add(at=START + 61 * DAY)),
        7,
        only=False,
    ),
    Case(
        "record.time-suspect", "two days before an earlier record", grow(lambda made: made.add(at=START - 2 * DAY)), 6
    ),
    Case(
        "record.time-suspect",
        "drawn up after it was cosigned",
        lambda: office(5).add(at=START + DAY).cosign(time=START + DAY - timedelta(seconds=1)).files(),
        6,
    ),
    Case("policy.changed", "a key more", grow(lambda made: change_keys(made, added(STRANGER))), 6),
    Case(
        "note.signer-unknown",
        "the first record opens nothing",
        lambda: Office().add(seen=Seen(1, bytes(32))).files(),
        0,
    ),
    Case(
        "rights.second-person-missing",
        "a key of the opening that does not sign it",
        lambda: Office().add("ledger.opened", opening(), [*ROOTS, AUTHOR], entity="ledger/book", seen=None).files(),
        0,
    ),
]

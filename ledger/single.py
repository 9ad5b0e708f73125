"""One thing, offline: what a note, or an entry with its proof (c2sp.org/tlog-proof), is worth under a policy.

    >>> verify_note(b"This is an example message.", b"quorum none").code
    'policy.malformed'

No roster and no clock: whether a record's signers had the right to sign follows from the whole ledger, which the
witnesses verify before they cosign. The offline page decides the same, step for step (``single.js``); what is asked
in which order is docs/decisions/0004.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from ledger.errors import FormatError, LedgerError, ProofError, Weight, weight
from ledger.record import Record, unseal
from ledger.tlog import checkpoint, merkle, note
from ledger.tlog import policy as policies
from ledger.tlog import proof as proofs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.tlog.checkpoint import Checkpoint
    from ledger.tlog.note import Note
    from ledger.tlog.policy import Policy, PolicyResult

Verdict = Literal["valid", "invalid", "inconclusive"]
File = Literal["note", "entry", "proof", "policy"]

RECORD = "danbiet/record@v1"
PROOF = "c2sp.org/tlog-proof@v1"
_OF_THE_LOG = ("danbiet/manifest/v1", "danbiet/receipt/v1")
_OF_A_WITNESS = "danbiet/refusal/v1"
_NOWHERE = "\n"  # no line of a text equals it


@dataclass(frozen=True, slots=True)
class Answer:
    """What can be said of one thing.

    ``code`` is of docs/formats/findings.md; None when valid, and when ``detail`` names the file that is missing.
    ``file`` is the file that the code is about. ``signers`` are key names: those that a record names (not checked
    here), else those of the policy whose signatures hold. ``times`` are cosignatures: key name and POSIX seconds.
    """

    verdict: Verdict
    code: str | None = None
    detail: str = ""
    file: File | None = None
    signers: tuple[str, ...] = ()
    index: int | None = None
    size: int | None = None
    times: tuple[tuple[str, int], ...] = ()


class _Stop(Exception):  # noqa: N818 - not an error: the answer is known
    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self.answer = answer


@contextmanager
def _reading(file: File) -> Iterator[None]:
    try:
        yield
    except LedgerError as error:
        verdict: Verdict = "invalid" if weight(error.code) is Weight.INVALID else "inconclusive"
        raise _Stop(Answer(verdict, error.code, error.detail, file)) from error


def verify_note(data: bytes, policy: bytes) -> Answer:
    """What a signed note is worth: a checkpoint, a record, or a statement of the log or of a witness."""
    try:
        rules = _policy(policy)
        if data.startswith(f"{PROOF}\n".encode()):
            return Answer("inconclusive", detail="the entry is missing: a proof alone is about nothing")
        with _reading("note"):
            signed = note.parse(data)
            first, second, *_ = signed.text.decode().split("\n")
            if first == RECORD:
                record = _record(data, rules, second)
                return Answer("inconclusive", detail="the proof is missing", signers=record.signers)
            if first in _origins(rules) or _is_checkpoint(signed):
                return _quorum(rules, *_checkpoint(rules, signed))
            return Answer("valid", signers=_statement(rules, signed))
    except _Stop as stop:
        return stop.answer


def verify_proof(entry: bytes, proof: bytes, policy: bytes) -> Answer:
    """Whether the policy's log, seen by its witnesses, holds these bytes; a record must also be a well-formed one.

    Each file is judged by itself first, then the signatures, the place in the tree, and last the quorum.
    """
    try:
        rules = _policy(policy)
        with _reading("proof"):
            claim = proofs.parse(proof)
            signed = note.parse(claim.checkpoint)
            head = _known_origin(rules, checkpoint.parse(signed.text))
        signers: tuple[str, ...] = ()
        with _reading("entry"):
            if entry.startswith(f"{RECORD}\n".encode()):
                signers = _record(entry, rules, head.origin).signers
        with _reading("proof"):
            _, result = _checkpoint(rules, signed)
            merkle.check_inclusion(claim.index, head.size, merkle.leaf_hash(entry), head.root, claim.path)
        return replace(_quorum(rules, head, result), signers=signers, index=claim.index)
    except _Stop as stop:
        return stop.answer


def _policy(data: bytes) -> Policy:
    with _reading("policy"):
        return policies.parse(data)


def _origins(rules: Policy) -> set[str]:
    return {key.name for key in rules.logs}


def _record(data: bytes, rules: Policy, origin: str) -> Record:
    """Rows 1 to 5 of the table of void entries, and of row 6 what a policy can tell."""
    sealed = unseal(data, origin if origin in _origins(rules) else _NOWHERE)
    if any(_holding(rules, sealed.note)):
        raise ProofError("note.signer-unknown", "a record is not signed by the log or a witness")
    return sealed.record


def _is_checkpoint(signed: Note) -> bool:
    try:
        checkpoint.parse(signed.text)
    except FormatError:
        return False
    return True


def _known_origin(rules: Policy, head: Checkpoint) -> Checkpoint:
    if head.origin not in _origins(rules):
        raise ProofError("checkpoint.origin", "a checkpoint of no log of the policy")
    return head


def _checkpoint(rules: Policy, signed: Note) -> tuple[Checkpoint, PolicyResult]:
    head = _known_origin(rules, checkpoint.parse(signed.text))
    result = rules.check(signed)
    if not result.log_ok:
        raise ProofError("checkpoint.signature-missing", f"not signed by {head.origin}")
    return head, result


def _quorum(rules: Policy, head: Checkpoint, result: PolicyResult) -> Answer:
    answer = Answer(
        "valid",
        signers=(head.origin,),
        size=head.size,
        times=tuple((rules.witnesses[one.name].name, one.time) for one in result.cosigned),
    )
    if result.quorum_ok:
        return answer
    missing = ", ".join(rules.witnesses[name].name for name in result.missing)
    return replace(answer, verdict="inconclusive", code="witness.quorum-missing", detail=f"not cosigned by {missing}")


def _statement(rules: Policy, signed: Note) -> tuple[str, ...]:
    """The keys behind a statement: a manifest or receipt is its log's, a refusal a witness's, another text anyone's."""
    first, second, *_ = (*signed.text.decode().split("\n"), "")
    logs, witnesses = _holding(rules, signed)
    if first in _OF_THE_LOG:
        logs, witnesses = [name for name in logs if name == second], []
    elif first == _OF_A_WITNESS:
        logs = []
    if not (logs or witnesses):
        raise ProofError("note.signer-unknown", "not signed by any key of the policy that could say this")
    return tuple(dict.fromkeys([*logs, *witnesses]))


def _holding(rules: Policy, signed: Note) -> tuple[list[str], list[str]]:
    """Names of the policy's logs, and of its witnesses, whose keys signed a text as a note (type 0x01).

    ProofError ``note.signature-bad`` or ``witness.signature-bad`` for a bad signature of any key of the policy.
    """
    rules.check(signed)  # judges the lines of logs; a cosignature says nothing of a text that is no checkpoint
    logs = [key for key in rules.logs if any(key.verify(signed.text, line) for line in signed.signatures)]
    witnesses = [
        note.VerifierKey(key.name, note.ED25519, key.public)
        for key in rules.witnesses.values()
        if key.type == note.COSIGNATURE
    ]
    for line in signed.signatures:
        for key in witnesses:
            if key.made(line) and not key.verify(signed.text, line):
                raise ProofError("witness.signature-bad", f"not signed by {key.name}")
    refusers = [key for key in witnesses if any(key.made(line) for line in signed.signatures)]
    return [key.name for key in logs], [key.name for key in refusers]

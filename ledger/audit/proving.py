"""A tlog-proof of one entry of a verified log (c2sp.org/tlog-proof)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.errors import RefusedError
from ledger.tlog import proof

if TYPE_CHECKING:
    from ledger.audit.result import Audit


def prove_entry(audited: Audit, what: str) -> tuple[bytes, bytes]:
    """The entry that ``what`` names, a decimal index or an entity (its first record), and a tlog-proof of it.

    The proof carries the newest checkpoint that met the quorum and holds the entry, else the log's own newest.
    RefusedError ``prove.invalid`` where the log does not hold, ``prove.unknown`` where it has no such entry.
    """
    if not audited.holds or audited.roster is None or audited.checkpoint is None:
        raise RefusedError("prove.invalid", "a proof is made of a log that holds")
    index = _index(audited, what)
    holding = [(one.size, one.note) for one in audited.cosigned if one.size > index]
    size, checkpoint = holding[-1] if holding else (audited.size, audited.checkpoint)
    path = tuple(audited.tree.inclusion(index, size))
    return audited.entries[index].raw, proof.format(proof.Proof(index, path, checkpoint, None))


def lasting_proofs(audited: Audit, size: int) -> dict[int, bytes]:
    """For each entry a tlog-proof under the first cosigned checkpoint of at most ``size`` that holds it.

    No later publication changes it. An entry that no such checkpoint holds has none.
    """
    found: dict[int, bytes] = {}
    for one in audited.cosigned:
        if one.size <= size:
            for index in range(len(found), one.size):
                path = tuple(audited.tree.inclusion(index, one.size))
                found[index] = proof.format(proof.Proof(index, path, one.note, None))
    return found


def _index(audited: Audit, what: str) -> int:
    if what.isascii() and what.isdigit() and int(what[:20]) < len(audited.entries):
        return int(what)
    for entry in audited.entries:
        if entry.record is not None and entry.record.entity == what:
            return entry.index
    raise RefusedError("prove.unknown", what, entity=what)

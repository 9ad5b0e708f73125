"""The witness: it verifies the whole ledger, remembers the newest tree it cosigned, and never signs another history.

STATE/witness.key     its key file (role ``witness``), opened with its holder's passphrase
STATE/witness.vkey    its verifier key, type 0x04, for the roster: ``board.example/witness+4a4f…+BI…`` and LF
STATE/cosigned.json   what it cosigned last, canonical JSON: fingerprint, origin, root, size, time (POSIX seconds)

It needs nothing of the office but the published folder. The memory is written, and safe on the disk, before the
signature is made: a machine that dies between the two has promised too much, never two things.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

from ledger import canonical, keyfile, storage
from ledger.audit import audit
from ledger.errors import FormatError, KeyFileError, ProofError, RefusedError, StorageError
from ledger.record import HASH_SIZE, decode_base64
from ledger.roster import OWN_FAMILIES
from ledger.tlog import cosignature, ed25519, note
from ledger.tlog.checkpoint import Checkpoint

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from ledger.audit import Audit
    from ledger.errors import Finding
    from ledger.reader import Source
    from ledger.record import Registry
    from ledger.tlog.note import Signer, VerifierKey

KEY: Final = "witness.key"
VKEY: Final = "witness.vkey"
_MEMORY: Final = "cosigned.json"
_LOCK: Final = "witness.lock"
_BLINDING: Final = ("record.topic-unknown", "rights.key-type-unknown")


@dataclass(frozen=True, slots=True)
class Last:
    """What a witness cosigned last: which ledger, which tree, and when in POSIX seconds."""

    fingerprint: str
    origin: str
    size: int
    root: bytes
    time: int


def init(
    state: Path,
    name: str,
    passphrase: str,
    random: Callable[[int], bytes],
    *,
    mem: int = keyfile.DEFAULT_MEMORY,
    ops: int = keyfile.DEFAULT_OPERATIONS,
) -> VerifierKey:
    """Make a witness's key, and the folder that it needs; the key for the roster is given back.

    RefusedError ``witness.exists`` where there is one already; KeyFileError as of ``keyfile.write``, also for a name
    that we would not make. ``mem`` and ``ops`` are the cost of the passphrase.
    """
    path = state / KEY
    with storage.lock(state / _LOCK):
        if path.exists():
            raise RefusedError("witness.exists", "a witness has its key there", path=str(path))
        if not note.own_name(name):
            raise KeyFileError("key.malformed", "not a name of a-z, 0-9, dot, hyphen and slash", path=str(path))
        seed = random(ed25519.SEED)
        keyfile.write(
            path, name=name, role="witness", seed=seed, passphrase=passphrase, random=random, mem=mem, ops=ops
        )
        key = cosignature.key(name, keyfile.public_key_of(path).public)
        storage.replace(state / VKEY, f"{key.vkey}\n".encode())
        return key


def cosign(
    state: Path,
    source: Source,
    registry: Registry,
    secret: str | Signer,
    now: datetime,
    fingerprint: str | None = None,
    *,
    jobs: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> bytes:
    """Verify all of a published log and cosign its checkpoint: one signature line, for the office to take in.

    ``secret`` is the passphrase, or the key already opened. ``fingerprint`` says which ledger, the first time: without
    it RefusedError ``witness.fingerprint-missing``. ProofError with the code and place of the worst finding where
    the log does not hold, or where this version cannot judge who may sign; ``log.rollback`` or ``log.fork`` where it
    does not continue what was cosigned before; RefusedError ``checkpoint.origin`` for another log, ``witness.clock``
    where ``now`` is before the last cosignature. The same checkpoint may be cosigned again, with a later time.
    """
    before = status(state)
    if before is None and fingerprint is None:
        raise RefusedError("witness.fingerprint-missing", "which ledger is it?")
    if before is not None and fingerprint is None:
        fingerprint = before.fingerprint
    found = audit(source, registry, fingerprint=fingerprint, jobs=jobs, progress=progress)
    if not found.holds or found.roster is None or not found.roster.judges:
        worst = found.findings[0] if not found.holds else next(filter(_blinds, found.findings), found.findings[0])
        raise ProofError.of(worst)
    signer = keyfile.open_key(state / KEY, secret) if isinstance(secret, str) else secret
    time = int(now.timestamp())
    with storage.lock(state / _LOCK):
        # Read again under the lock: another process may have cosigned while this one verified.
        _refuse_another_history(status(state), found)
        _refuse_an_earlier_time(status(state), found, signer, time)
        _remember(state, Last(found.fingerprint, found.origin, found.size, found.root, time))
        text = Checkpoint(found.origin, found.size, found.root).text
        return note.signature_line(cosignature.cosign(signer, text, time))


def status(state: Path) -> Last | None:
    """What this witness cosigned last; None before the first time. StorageError ``storage.damaged``."""
    path = state / _MEMORY
    data = storage.read(path)
    if data is None:
        return None
    try:
        match canonical.loads(data.removesuffix(b"\n")):
            case {
                "fingerprint": str(fingerprint),
                "origin": str(origin),
                "root": str(root),
                "size": int(size),
                "time": int(time),
            } if (
                size > 0 <= time and (known := decode_base64(root, HASH_SIZE)) and bool not in (type(size), type(time))
            ):
                return Last(fingerprint, origin, size, known, time)
    except FormatError as error:
        raise StorageError("storage.damaged", error.detail, path=str(path)) from error
    raise StorageError("storage.damaged", "not what a witness remembers", path=str(path))


def _blinds(finding: Finding) -> bool:
    """Whether this is why nobody's rights can be judged any more."""
    return finding.code in _BLINDING and (finding.entity or "").partition("/")[0] in OWN_FAMILIES


def _remember(state: Path, last: Last) -> None:
    members = {**asdict(last), "root": note.b64encode(last.root)}
    storage.replace(state / _MEMORY, canonical.dumps(members) + b"\n")


def _refuse_another_history(last: Last | None, found: Audit) -> None:
    if last is None:
        return
    if found.origin != last.origin:
        raise RefusedError("checkpoint.origin", f"this witness is of {last.origin}", path="log/checkpoint")
    denied = Checkpoint(last.origin, last.size, last.root).denied_by(found.size, found.root_at)
    if denied:
        raise ProofError(denied, f"size {found.size}; {last.size} was cosigned", path="log/checkpoint")


def _refuse_an_earlier_time(last: Last | None, found: Audit, signer: Signer, time: int) -> None:
    """Also against what is published: the memory may be an old copy, put back."""
    published = [one.times[signer.key.name] for one in found.cosigned if signer.key.name in one.times]
    newest = max([*published, *([last.time] if last else [])], default=time)
    if time < newest:
        raise RefusedError("witness.clock", f"the clock says {time}, the last cosignature {newest}")

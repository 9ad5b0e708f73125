"""The signed notes of a log: its checkpoint, and each cosigned checkpoint that is kept (docs/formats, "Folders").

Our own published checkpoints carry a line of the log and lines of the roster's witnesses, each once, nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.audit.result import Cosigned
from ledger.errors import Finding, FormatError
from ledger.tlog import checkpoint, cosignature, note

if TYPE_CHECKING:
    from ledger.roster import Roster
    from ledger.tlog.checkpoint import Checkpoint
    from ledger.tlog.merkle import Tree
    from ledger.tlog.note import Note

PATH = "log/checkpoint"


@dataclass(frozen=True, slots=True)
class Lines:
    """Who signed a checkpoint: whether the log did, and each witness's time by name."""

    by_log: bool
    times: dict[str, int]

    def meets(self, quorum: int) -> bool:
        """Whether the log and enough witnesses signed."""
        return self.by_log and len(self.times) >= quorum


def read_checkpoint(data: bytes | None, path: str, found: list[Finding]) -> tuple[Note | None, Checkpoint | None]:
    """A checkpoint's note and what it says, as far as either can be read; what is wrong is added to ``found``.

    Where only the signature lines or extra lines are bad, the text is read all the same, so that the tree can be
    checked too.
    """
    if data is None:
        found.append(Finding("checkpoint.malformed", path=path, detail="missing"))
        return None, None
    try:
        signed = note.parse(data)
        text = signed.text
    except FormatError as error:
        found.append(Finding(error.code, path=path, detail=error.detail))
        signed, text = None, data.rpartition(b"\n\n")[0] + b"\n"
    try:
        return signed, checkpoint.parse(text)
    except FormatError as error:
        if signed is None:
            return None, None
        found.append(Finding(error.code, path=path, detail=error.detail))
        return signed, _first_lines(text) if error.code == "checkpoint.extension" else None


def _first_lines(text: bytes) -> Checkpoint:
    return checkpoint.parse(b"".join(text.splitlines(keepends=True)[:3]))


def read_lines(signed: Note, roster: Roster, path: str, found: list[Finding]) -> Lines:
    """Judge each signature line by this roster; where it does not judge any more, a line by others is let be."""
    witnesses = {(one.key.name, one.key.key_id): one.key for one in roster.witnesses if one.active}
    seen: set[tuple[str, bytes]] = set()
    by_log, log_line, times = False, False, dict[str, int]()
    for line in signed.signatures:
        mark = (line.name, line.key_id)
        if mark in seen:
            found.append(Finding("note.malformed", path=path, detail=f"two lines of {line.name}"))
        elif roster.log.made(line):
            log_line, by_log = True, roster.log.verify(signed.text, line)
            if not by_log:
                found.append(Finding("note.signature-bad", path=path, detail=line.name))
        elif mark in witnesses:
            time = cosignature.verify(witnesses[mark], signed.text, line)
            if time is None:
                found.append(Finding("witness.signature-bad", path=path, detail=line.name))
            else:
                times[line.name] = time
        elif roster.judges:
            found.append(Finding("note.signer-unknown", path=path, detail=line.name))
        seen.add(mark)
    if not log_line:
        found.append(Finding("checkpoint.signature-missing", path=path, detail=roster.log.name))
    return Lines(by_log, times)


def read_cosigned(
    size: int, data: bytes, roster: Roster, tree: Tree | None, log_size: int, found: list[Finding]
) -> Cosigned | None:
    """A kept checkpoint by the roster of its own first ``size`` entries; None unless it holds in every way.

    ``tree`` is the proven one. A kept checkpoint of another tree is ``log.fork``, of a larger one ``log.rollback``.
    """
    path = f"log/cosigned/{size}"
    mine: list[Finding] = []
    signed, said = read_checkpoint(data, path, mine)
    met, lines = False, Lines(by_log=False, times={})
    if signed is not None and said is not None:
        lines = read_lines(signed, roster, path, mine)
        met = lines.meets(roster.quorum)
        if said.origin != roster.origin:
            mine.append(Finding("checkpoint.origin", path=path, detail=said.origin))
        elif said.size != size:
            mine.append(Finding("file.unexpected", path=path, detail=f"of size {said.size}"))
        elif not met and roster.judges:
            mine.append(Finding("file.unexpected", path=path, detail="without its quorum"))
        elif size > log_size:
            mine.append(Finding("log.rollback", path=path, detail=f"the log has {log_size} entries only"))
        elif tree is not None and tree.root(size) != said.root:
            mine.append(Finding("log.fork", path=path, detail=f"another root at size {size}"))
    found += mine
    return Cosigned(size, data, lines.times) if met and not mine else None


def roster_at(size: int, rosters: list[tuple[int, Roster]]) -> Roster | None:
    """The roster that the first ``size`` entries give, from those of each size at which it changed, ascending."""
    return next((roster for since, roster in reversed(rosters) if since <= size), None)

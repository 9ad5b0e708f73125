"""Policies (c2sp.org/tlog-policy): which logs, which witnesses, and which of them make a checkpoint count.

    log minhbach.example/congkhai+69075920+AbreET4S+QQKAW8udejSvVP0R0n9y1TX6T9nDN3KWg0r
    witness w1 witness.example/tinh+3539a116+BMXhTORYaIwWBYV2cz8A18ut+mp4PuXU0k6G4PH/C5A7
    group q 1 w1
    quorum q

``parse`` reads all that C2SP allows (comments, tabs, URLs, groups of groups); ``format_policy`` writes one spelling.
A key of a type that we do not know may be listed; it never signs anything here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from ledger.errors import FormatError, ProofError
from ledger.tlog import cosignature
from ledger.tlog.note import COSIGNATURE, ED25519, Note, Signature, VerifierKey, parse_vkey

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NONE = "none"

_OTHER_CONTROL = re.compile(rb"[\x00-\x08\x0b-\x1f\x7f]")
_SPACE = re.compile("[ \t]+")
_COUNT = re.compile("[1-9][0-9]{0,8}", re.ASCII)


class Cosigned(NamedTuple):
    """A witness by its name in the policy, and the time of its cosignature in POSIX seconds."""

    name: str
    time: int


class Group(NamedTuple):
    """So many of these members, witnesses or earlier groups, make the group a witness."""

    needed: int
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PolicyResult:
    """What a policy says of a checkpoint. ``missing`` names the witnesses that did not cosign, in policy order."""

    log_ok: bool
    quorum_ok: bool
    cosigned: tuple[Cosigned, ...]
    missing: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether the checkpoint counts."""
        return self.log_ok and self.quorum_ok


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy: log keys, witnesses and groups by their names in the file, and the name of the quorum."""

    logs: tuple[VerifierKey, ...]
    witnesses: Mapping[str, VerifierKey]
    groups: Mapping[str, Group]
    quorum: str

    def check(self, note: Note) -> PolicyResult:
        """Whether a checkpoint is signed by its own log and cosigned by the quorum.

        A known key with a bad signature is a ProofError, ``note.signature-bad`` or ``witness.signature-bad``,
        whatever else the note carries; unknown lines are ignored. Of two cosignatures by one witness the first counts.
        """
        origin = note.text.partition(b"\n")[0].decode()
        log_ok, times = False, dict[str, int]()
        for line in note.signatures:
            log_ok = self._by_log(note.text, line, origin) or log_ok
            for name, time in self._by_witness(note.text, line):
                times.setdefault(name, time)
        cosigned = tuple(Cosigned(name, times[name]) for name in self.witnesses if name in times)
        missing = tuple(name for name in self.witnesses if name not in times)
        return PolicyResult(log_ok, self._met(set(times)), cosigned, missing)

    def _by_log(self, text: bytes, line: Signature, origin: str) -> bool:
        for key in self.logs:
            if key.type == ED25519 and key.made(line):
                if not key.verify(text, line):
                    raise ProofError("note.signature-bad", f"not signed by {key.name}")
                return key.name == origin
        return False

    def _by_witness(self, text: bytes, line: Signature) -> list[tuple[str, int]]:
        for name, key in self.witnesses.items():
            if key.type == COSIGNATURE and key.made(line):
                time = cosignature.verify(key, text, line)
                if time is None:
                    raise ProofError("witness.signature-bad", f"not cosigned by {key.name}")
                return [(name, time)]
        return []

    def _met(self, names: set[str]) -> bool:
        for name, group in self.groups.items():
            if len(names.intersection(group.members)) >= group.needed:
                names.add(name)
        return self.quorum == NONE or self.quorum in names


def format_policy(logs: Sequence[str], witnesses: Sequence[str], quorum: int) -> bytes:
    """The one policy of these vkeys, witnesses in the order given, of which ``quorum`` must cosign."""
    names = [f"w{place}" for place in range(1, len(witnesses) + 1)]
    lines = [f"log {vkey}" for vkey in logs]
    lines += [f"witness {name} {vkey}" for name, vkey in zip(names, witnesses, strict=True)]
    lines += [f"group q {quorum} {' '.join(names)}", "quorum q"] if quorum else [f"quorum {NONE}"]
    return "".join(f"{line}\n" for line in lines).encode()


def parse(data: bytes) -> Policy:
    """A policy from its file. FormatError ``policy.malformed`` with the number of the line."""
    if _OTHER_CONTROL.search(data) or (data and not data.endswith(b"\n")):
        raise _malformed("a control character, or no newline at the end")
    reader = _Reader()
    # Octets above ASCII are opaque to the format; what is no UTF-8 must survive the way in.
    for place, line in enumerate(data.decode(errors="surrogateescape").split("\n"), 1):
        words = [word for word in _SPACE.split(line) if word]
        if words and not words[0].startswith("#"):
            try:
                reader.read(words)
            except FormatError as error:
                raise _malformed(f"line {place}: {error.detail}") from error
    return reader.policy()


class _Reader:
    def __init__(self) -> None:
        self.logs: list[VerifierKey] = []
        self.witnesses: dict[str, VerifierKey] = {}
        self.groups: dict[str, Group] = {}
        self.members: set[str] = set()
        self.quorum: str | None = None

    def read(self, words: list[str]) -> None:
        match words:
            case ["log", vkey] | ["log", vkey, _]:
                self.logs.append(self._key(vkey, self.logs, COSIGNATURE))
            case ["witness", name, vkey] | ["witness", name, vkey, _]:
                key = self._key(vkey, list(self.witnesses.values()), ED25519)
                self.witnesses[self._fresh(name)] = key
            case ["group", name, count, *members] if members:
                self.groups[name] = self._group(name, count, members)
            case ["quorum", name] if self.quorum is None:
                if name != NONE:
                    self._known(name)
                self.quorum = name
            case _:
                raise _malformed(f"not a {words[0]!r} line here")

    def policy(self) -> Policy:
        if self.quorum is None:
            raise _malformed("no quorum line")
        return Policy(tuple(self.logs), self.witnesses, self.groups, self.quorum)

    def _key(self, vkey: str, others: list[VerifierKey], wrong: int) -> VerifierKey:
        key = parse_vkey(vkey)
        if key.type == wrong:
            raise _malformed("a key of the wrong type")
        if any(key.public == other.public or (key.name, key.key_id) == (other.name, other.key_id) for other in others):
            raise _malformed("a key twice")
        return key

    def _group(self, name: str, count: str, members: list[str]) -> Group:
        for member in members:
            self._known(member)
            if member in self.members:
                raise _malformed(f"{member!r} is in two groups")
            self.members.add(member)
        self._fresh(name)
        everyone = {"any": 1, "all": len(members)}
        if count not in everyone and not _COUNT.fullmatch(count):
            raise _malformed(f"not a number: {count!r}")
        needed = everyone.get(count) or int(count)
        if needed > len(members):
            raise _malformed(f"{needed} of {len(members)}")
        return Group(needed, tuple(members))

    def _fresh(self, name: str) -> str:
        if name == NONE or name in self.witnesses or name in self.groups:
            raise _malformed(f"{name!r} is taken")
        return name

    def _known(self, name: str) -> None:
        if name not in self.witnesses and name not in self.groups:
            raise _malformed(f"{name!r} is not defined above")


def _malformed(detail: str) -> FormatError:
    return FormatError("policy.malformed", detail)

"""Who may sign what at one position of the log: keys, witnesses, families, rules (docs/formats/roster.md)."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Literal

from ledger.tlog import policy
from ledger.tlog.note import ED25519, VerifierKey

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT: Final = "root"
"""The one role that the ledger itself knows."""

OWN_FAMILIES: Final = frozenset({"ledger", "roster"})
"""The families whose rights are the ledger's own and take no rule."""

State = Literal["active", "retired", "suspended"]
Groups = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Key:
    """A staff or root key: of which institution, which person, in which role, enrolled by entry ``since``."""

    key: VerifierKey
    body: str
    holder: str
    role: str
    since: int
    state: State = "active"

    @property
    def active(self) -> bool:
        """Whether it may sign at this position."""
        return self.state == "active"


@dataclass(frozen=True, slots=True)
class Witness:
    """A key that cosigns checkpoints."""

    key: VerifierKey
    body: str
    holder: str
    since: int
    active: bool = True


@dataclass(frozen=True, slots=True)
class Predecessor:
    """The ledger that this one follows, and the roots of it that must sign the opening: ``threshold`` of them."""

    origin: str
    fingerprint: str
    size: int
    root: bytes
    roots: tuple[VerifierKey, ...]
    threshold: int


@dataclass(frozen=True, slots=True)
class Roster:
    """The fold of ``ledger.opened`` and the changes after it; a change gives a new one.

    ``keys`` is by vkey, in order of enrolment, and keeps those that fell. ``families`` gives the bodies that a family
    is reserved to. ``rules`` gives, by topic or ``family.*``, the groups of roles.
    The roots of a ``predecessor`` sign the opening and nothing after it.
    ``judges`` is false after a change that this version does not know: from there on rights are not judged.
    """

    origin: str
    log: VerifierKey
    title: str
    unit: Mapping[str, Any]
    keys: Mapping[str, Key]
    witnesses: tuple[Witness, ...]
    threshold: int
    quorum: int
    every_days: int
    families: Mapping[str, tuple[str, ...]]
    rules: Mapping[str, Groups]
    predecessor: Predecessor | None = None
    judges: bool = True
    _found: Mapping[tuple[str, bytes], Key] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        found = {(one.key.name, one.key.key_id): one for one in self.keys.values()}
        object.__setattr__(self, "_found", MappingProxyType(found))

    def find(self, name: str, key_id: bytes) -> Key | None:
        """The enrolled key of this name and key ID, in any state."""
        return self._found.get((name, key_id))

    def active(self, name: str) -> Key | None:
        """The active key of this name; there is at most one."""
        return next((one for one in self.keys.values() if one.active and one.key.name == name), None)

    def roots(self) -> list[Key]:
        """The active roots."""
        return [one for one in self.keys.values() if one.active and one.role == ROOT]

    def rule_for(self, topic: str) -> Groups | None:
        """The groups of the most specific rule: the topic's own, else its family's; None when nobody may sign."""
        return self.rules.get(topic) or self.rules.get(topic.partition(".")[0] + ".*")

    def may_sign(self, topic: str) -> tuple[tuple[Key, ...], ...]:
        """For each group of the topic's rule, the active keys that could stand for it."""
        bodies = self.families.get(topic.partition(".")[0])
        return tuple(
            tuple(
                one
                for one in self.keys.values()
                if one.active and one.role in group and (bodies is None or one.body in bodies)
            )
            for group in self.rule_for(topic) or ()
        )

    def reserved_bodies(self) -> frozenset[str]:
        """Every body that some family is reserved to."""
        return frozenset(body for bodies in self.families.values() for body in bodies)

    def policy(self) -> bytes:
        """The tlog-policy of this position: the log, the active witnesses in order of enrolment, the quorum."""
        witnesses = [one.key.vkey for one in self.witnesses if one.active]
        return policy.format_policy([self.log.vkey], witnesses, self.quorum)

    def enrolled(self) -> list[VerifierKey]:
        """Every key ever enrolled: staff, the log, and the witnesses in both their types."""
        witnesses = [one.key for one in self.witnesses]
        notes = [VerifierKey(one.name, ED25519, one.public) for one in witnesses]
        return [*(one.key for one in self.keys.values()), self.log, *witnesses, *notes]

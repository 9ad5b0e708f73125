"""A commune in memory: deterministic keys, an opened ledger with a roster like the demo's, and a book that judges.

    commune = Commune()
    entry = commune.append("document.issued", "document/2025-0001", {...})      # signed as the rules ask
    entry = commune.append(..., signers=["van-phong-thong-ke"])                 # signed by those named, right or not

Names of signers are the last part of the key's name; ``commune.seal`` gives bytes that no book has seen yet.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from ledger.book import Book, Entry
from ledger.record import Record, Registry, Seen, format_instant, seal, text_of
from ledger.roster import prove_possession
from ledger.tlog import cosignature
from ledger.tlog.note import Signer

if TYPE_CHECKING:
    from collections.abc import Iterable

SITE = "huongson.example"
ORIGIN = f"{SITE}/log"
START = datetime(2025, 1, 6, 1, 0, tzinfo=UTC)

STAFF = {
    # last part of the key's name: body, holder, role
    "ban-chi-dao": ("uy-ban", "p05", "ban-chi-dao"),
    "ban-giam-sat": ("ban-giam-sat", "p11", "ban-giam-sat"),
    "ban-thanh-tra": ("ban-thanh-tra", "p09", "ban-thanh-tra"),
    "ban-thanh-tra-cq": ("ban-thanh-tra-cq", "p10", "ban-thanh-tra"),
    "chu-tich": ("uy-ban", "p01", "chu-tich"),
    "cong-doan": ("cong-doan", "p06", "cong-doan"),
    "goc-chu-tich": ("uy-ban", "p01", "root"),
    "goc-hoi-dong": ("hoi-dong", "p12", "root"),
    "goc-mat-tran": ("mat-tran", "p07", "root"),
    "mat-tran": ("mat-tran", "p07", "mat-tran"),
    "pho-chu-tich": ("uy-ban", "p02", "pho-chu-tich"),
    "to-truong-doai": ("uy-ban", "p08", "to-truong"),
    "van-hoa-thong-tin": ("uy-ban", "p04", "van-hoa-thong-tin"),
    "van-phong-thong-ke": ("uy-ban", "p03", "van-phong-thong-ke"),
}
ROOTS = ("goc-chu-tich", "goc-hoi-dong", "goc-mat-tran")

_AUTHORS = ["ban-chi-dao", "to-truong", "van-hoa-thong-tin", "van-phong-thong-ke"]
_CHAIRS = ["chu-tich", "pho-chu-tich"]
_BOARDS = ["ban-giam-sat", "ban-thanh-tra"]
_COMMITTEE = (
    "answer", "check", "convention", "dialogue", "disclosure", "document", "law", "plan", "reception", "register",
    "report", "unit",
)  # fmt: skip
RULES: dict[str, list[list[str]]] = {
    **{f"{family}.*": [_AUTHORS, _CHAIRS] for family in _COMMITTEE},
    **{f"{family}.*": [_BOARDS] for family in ("board", "inspection", "recommendation")},
    **{f"{family}.*": [["chu-tich"], ["ban-thanh-tra"]] for family in ("catalogue", "duty")},
    "conference.*": [_CHAIRS, ["cong-doan"]],
    "front.*": [["mat-tran"]],
    "steering.*": [["ban-chi-dao"], _CHAIRS],
}
_ALL_BOARDS = ["ban-giam-sat", "ban-thanh-tra", "ban-thanh-tra-cq"]
FAMILIES = {
    "board": _ALL_BOARDS,
    "front": ["mat-tran"],
    "inspection": _ALL_BOARDS,
    "recommendation": _ALL_BOARDS,
}
UNIT: dict[str, Any] = {
    "code": "08797",
    "kind": "xa",
    "name": "Hương Sơn",
    "villages": [
        {"id": "doai", "kind": "thon", "name": "Đoài"},
        {"id": "ha", "kind": "thon", "name": "Hạ"},
        {"id": "thuong", "kind": "thon", "name": "Thượng"},
    ],
}


def signer(name: str, seed: str = "commune") -> Signer:
    """The key of this name; the same name and seed give the same key."""
    return Signer(name, hashlib.sha256(f"{seed}\n{name}".encode()).digest())


class Commune:
    """One ledger in memory, and everybody's keys."""

    def __init__(self, registry: Registry | None = None, *, seed: str = "commune", opened: bool = True) -> None:
        self.seed = seed
        self.log = signer(ORIGIN, seed)
        self.witness = signer(f"{SITE}/ban-thanh-tra-xac-nhan", seed)
        self.staff = {name: signer(f"{SITE}/{name}", seed) for name in STAFF}
        self.now = START
        self.entries: list[Entry] = []
        self.book = Book(registry or Registry({}))
        if opened:
            self.add(self.opening())

    def key(self, name: str, **other: str) -> dict[str, str]:
        """An object of ``keys``."""
        body, holder, role = STAFF[name]
        return {"body": body, "holder": holder, "role": role, "vkey": self.staff[name].key.vkey, **other}

    def opening_body(self) -> dict[str, Any]:
        """A good body of ``ledger.opened``; tests spoil it."""
        witness = cosignature.key(self.witness.key.name, self.witness.key.public)
        return {
            "every_days": 7,
            "families": [{"bodies": bodies, "family": family} for family, bodies in sorted(FAMILIES.items())],
            "keys": [self.key(name) for name in sorted(STAFF)],
            "log": self.log.key.vkey,
            "origin": ORIGIN,
            "quorum": 1,
            "rules": [{"groups": groups, "topic": topic} for topic, groups in sorted(RULES.items())],
            "threshold": 2,
            "title": "Sổ công khai xã Hương Sơn",
            "unit": UNIT,
            "witnesses": [{"body": "ban-thanh-tra", "holder": "p09", "vkey": witness.vkey}],
        }

    def opening(self, body: dict[str, Any] | None = None, *, signers: Iterable[str] = STAFF) -> bytes:
        """The sealed first record."""
        record = Record(
            topic="ledger.opened",
            topic_version=1,
            entity="ledger/book",
            entity_version=1,
            recorded_at=format_instant(self.now),
            seen=None,
            signers=(),
            body=self.opening_body() if body is None else body,
        )
        return self.sign(record, *signers)

    def next(self, topic: str, entity: str, body: dict[str, Any], **other: Any) -> Record:
        """A record that fits at the end of the log, an hour after the last; ``other`` replaces members."""
        self.now += timedelta(hours=1)
        size = other.pop("seen_size", self.book.size)
        record = Record(
            topic=topic,
            topic_version=1,
            entity=entity,
            entity_version=self.book.next_version(entity),
            recorded_at=format_instant(self.now),
            seen=Seen(size, self.book.root(size)),
            signers=(),
            body=body,
        )
        return record._replace(**other)

    def sign(self, record: Record, *names: str) -> bytes:
        """Name these signers in the record, and sign it with their keys."""
        keys = [self.staff[name] for name in names]
        text = text_of(record._replace(signers=tuple(sorted(key.key.name for key in keys))), ORIGIN)
        return seal(text, [key.sign(text) for key in keys])

    def usual(self, topic: str) -> list[str]:
        """Who signs a topic by the rules: for each group the first of its roles; two roots for the roster."""
        roster = self.book.roster
        assert roster is not None
        if topic.startswith(("ledger.", "roster.")):
            return list(ROOTS[:2])
        chosen: dict[str, str] = {}  # holder -> last part of the name
        for group in roster.may_sign(topic):
            key = next(one for one in group if one.holder not in chosen)
            chosen[key.holder] = key.key.name.removeprefix(f"{SITE}/")
        return list(chosen.values())

    def seal(
        self, topic: str, entity: str, body: dict[str, Any], signers: Iterable[str] | None = None, **other: Any
    ) -> bytes:
        """A sealed record that would come next."""
        record = self.next(topic, entity, body, **other)
        return self.sign(record, *(self.usual(topic) if signers is None else signers))

    def append(
        self, topic: str, entity: str, body: dict[str, Any], signers: Iterable[str] | None = None, **other: Any
    ) -> Entry:
        """Seal a record and take it in. ``on`` goes into the body."""
        if "on" in other:
            body = {**body, "on": other.pop("on")}
        return self.add(self.seal(topic, entity, body, signers, **other))

    def add(self, raw: bytes) -> Entry:
        """Take in any bytes as the next entry."""
        entry = self.book.add(raw)
        self.entries.append(entry)
        return entry

    def enrol(self, name: str, body: str, holder: str, role: str, signers: Iterable[str] = ROOTS) -> Entry:
        """Add a new key of this name to the roster."""
        new = signer(f"{SITE}/{name}", self.seed)
        self.staff[name] = new
        key = {"body": body, "holder": holder, "role": role, "vkey": new.key.vkey}
        proof = prove_possession(new, ORIGIN)
        return self.append("roster.key-added", "roster/book", {"key": key, "proof": proof}, signers)

    def retire(self, name: str, signers: Iterable[str] = ROOTS) -> Entry:
        """Retire the key of this name."""
        return self.append("roster.key-retired", "roster/book", {"vkey": self.staff[name].key.vkey}, signers)

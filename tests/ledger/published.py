"""A small ledger and its published log, made from the formats alone, so that a test can also make a wrong one."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict

from ledger import record as records
from ledger.record import Record, Registry, Seen, Topic
from ledger.tlog import checkpoint, cosignature, merkle, note, tile
from ledger.tlog.note import Note, Signature, Signer
from ledger.tlog.policy import format_policy

if TYPE_CHECKING:
    from pathlib import Path

ORIGIN = "huongson.example/log"
START = datetime(2025, 11, 1, 1, 0, tzinfo=UTC)


class Written(BaseModel):
    """The body of the two topics that the tests use."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    text: str


REGISTRY = Registry(
    {
        "note.written": Topic(Written),
        "inspection.found": Topic(Written),
        "secret.counted": Topic(Written, protected=True),
    }
)


def signer(name: str) -> Signer:
    return Signer(name, sha256(f"seed of {name}".encode()).digest())


LOG = signer(ORIGIN)
ROOTS = [signer(f"huongson.example/root-{place}") for place in (1, 2, 3)]
AUTHOR = signer("huongson.example/author")
APPROVER = signer("huongson.example/approver")
BOARD = signer("board.example/ban-thanh-tra")
WITNESS = signer("board.example/witness")
STRANGER = signer("elsewhere.example/stranger")


def key(who: Signer, body: str, role: str) -> dict[str, str]:
    return {"body": body, "holder": who.key.name.rpartition("/")[2], "role": role, "vkey": who.key.vkey}


def opening() -> dict[str, Any]:
    keys = [
        key(ROOTS[0], "uy-ban", "root"),
        key(ROOTS[1], "uy-ban", "root"),
        key(ROOTS[2], "ban-thanh-tra", "root"),
        key(AUTHOR, "uy-ban", "author"),
        key(APPROVER, "uy-ban", "approver"),
        key(BOARD, "ban-thanh-tra", "ban-thanh-tra"),
    ]
    witness = cosignature.key(WITNESS.key.name, WITNESS.key.public).vkey
    return {
        "every_days": 7,
        "families": [{"bodies": ["ban-thanh-tra"], "family": "inspection"}],
        "keys": sorted(keys, key=lambda one: one["vkey"].partition("+")[0]),
        "log": LOG.key.vkey,
        "origin": ORIGIN,
        "quorum": 1,
        "rules": [
            {"groups": [["ban-thanh-tra"]], "topic": "inspection.*"},
            {"groups": [["author"], ["approver"]], "topic": "note.written"},
            {"groups": [["author"], ["approver"]], "topic": "secret.counted"},
        ],
        "threshold": 2,
        "title": "Sổ thử",
        "unit": {"name": "Hương Sơn"},
        "witnesses": [{"body": "ban-thanh-tra", "holder": "witness", "vkey": witness}],
    }


@dataclass
class Office:
    """Entries, and the checkpoints that were cosigned. Nothing is checked: what is wrong is written all the same."""

    raws: list[bytes] = field(default_factory=list)
    versions: dict[str, int] = field(default_factory=dict)
    cosigned: dict[int, bytes] = field(default_factory=dict)

    @property
    def size(self) -> int:
        return len(self.raws)

    def root(self, size: int | None = None) -> bytes:
        tree = merkle.Tree()
        for raw in self.raws[:size]:
            tree.append(merkle.leaf_hash(raw))
        return tree.root()

    def open(self, **changes: Any) -> Office:
        every = [*ROOTS, AUTHOR, APPROVER, BOARD]
        return self.add("ledger.opened", {**opening(), **changes}, every, entity="ledger/book", seen=None)

    def add(
        self,
        topic: str = "note.written",
        body: Any = None,
        signers: list[Signer] | None = None,
        *,
        entity: str | None = None,
        version: int | None = None,
        at: datetime | None = None,
        **changes: Any,
    ) -> Office:
        signers = sorted(signers or [AUTHOR, APPROVER], key=lambda one: one.key.name)
        entity = entity or f"{topic.partition('.')[0]}/2025-{self.size:04}"
        version = version or self.versions.get(entity, 0) + 1
        self.versions[entity] = version
        members = {
            "topic": topic,
            "topic_version": 1,
            "entity": entity,
            "entity_version": version,
            "recorded_at": records.format_instant(at or START + timedelta(hours=self.size)),
            "seen": Seen(1, self.root(1)),
            "signers": tuple(one.key.name for one in signers),
            "body": {"text": f"Niêm yết lần {self.size}"} if body is None else body,
        }
        text = records.text_of(Record(**{**members, **changes}), ORIGIN)
        return self.seal(text, signers)

    def seal(self, text: bytes, signers: list[Signer]) -> Office:
        self.raws.append(records.seal(text, [one.sign(text) for one in signers]))
        return self

    def checkpoint(self, size: int | None = None, *extra: Signature, origin: str = ORIGIN) -> bytes:
        size = self.size if size is None else size
        text = checkpoint.Checkpoint(origin, size, self.root(size)).text
        return note.format(Note(text, (LOG.sign(text), *extra)))

    def cosign(self, size: int | None = None, time: datetime | None = None) -> Office:
        size = self.size if size is None else size
        self.cosigned[size] = self.with_line(size, time or START + timedelta(hours=self.size + 1))
        return self

    def with_line(self, size: int, time: datetime, witness: Signer = WITNESS) -> bytes:
        text = checkpoint.Checkpoint(ORIGIN, size, self.root(size)).text
        return self.checkpoint(size, cosignature.cosign(witness, text, int(time.timestamp())))

    def files(self) -> dict[str, bytes]:
        """The log of today's size, by path."""
        tree = merkle.Tree()
        for raw in self.raws:
            tree.append(merkle.leaf_hash(raw))
        files = {f"log/{path}": data for path, data in tile.tiles(tree, self.size)}
        for index in range(-(-self.size // tile.WIDTH)):
            part = self.raws[index * tile.WIDTH :][: tile.WIDTH]
            files[f"log/{tile.entries_path(index, len(part))}"] = tile.bundle(part)
        witness = cosignature.key(WITNESS.key.name, WITNESS.key.public).vkey
        files["log/policy"] = format_policy([LOG.key.vkey], [witness], 1)
        files["log/checkpoint"] = self.checkpoint()
        files |= {f"log/cosigned/{size}": data for size, data in self.cosigned.items()}
        return files

    def publish(self, folder: Path) -> Path:
        write(folder, self.files())
        return folder


def write(folder: Path, files: dict[str, bytes]) -> None:
    for path, data in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)


def office(notes: int = 5) -> Office:
    """A ledger with its opening record and some more, cosigned to the last."""
    made = Office().open()
    for _ in range(notes):
        made.add()
    return made.cosign(1, START + timedelta(minutes=1)).cosign()


class Memory:
    """A source in memory, as a folder would be; ``listed`` false makes it like a web host."""

    def __init__(self, files: dict[str, bytes], *, listed: bool = True) -> None:
        self.files = files
        self.listed = listed

    def read(self, path: str, limit: int = 1 << 26) -> bytes | None:
        data = self.files.get(path)
        return None if data is None else data[: limit + 1]

    def paths(self) -> set[str] | None:
        return set(self.files) if self.listed else None

    def links(self) -> set[str]:
        return set()

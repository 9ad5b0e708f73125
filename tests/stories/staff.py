"""The demo's staff at the command line: draft an act, sign the text, append it; and what the office has afterwards.

staff = Staff(demo.copy(tmp_path / "demo"), tmp_path)
text = staff.drafted("reception.held", "reception/2026-x", RECEPTION, "van-phong-thong-ke-2", "chu-tich")
staff.append(text, staff.signed(text, "chu-tich"))
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from disclosures.model.topics import REGISTRY
from ledger.store import Store
from tests.command import Answer, danbiet

if TYPE_CHECKING:
    from pathlib import Path

    from tests.demo import Demo

PREFIX = "demo.danbiet.example/huong-son/"
CLERK, CHAIR = "van-phong-thong-ke-2", "chu-tich"
RECEPTION = {"title": "Chủ tịch tiếp công dân", "on": "2026-01-08", "counts": {"present": 3}}


@dataclass
class Staff:
    """Everybody's hands; files are made in ``desk``."""

    demo: Demo
    desk: Path
    made: int = 0

    def draft(self, topic: str, entity: str, body: dict[str, Any], *signers: str) -> tuple[Answer, Path]:
        """Draft an act: the answer, and where the text to sign is."""
        self.made += 1
        act, text = self.desk / f"{self.made}.json", self.desk / f"{self.made}.txt"
        asked = {"topic": topic, "entity": entity, "body": body, "signers": [PREFIX + stem for stem in signers]}
        act.write_text(json.dumps(asked), encoding="utf-8")
        return danbiet("record", self.demo.office, "draft", act, "--out", text), text

    def drafted(self, topic: str, entity: str, body: dict[str, Any], *signers: str) -> Path:
        """Draft an act that nothing forbids."""
        answer, text = self.draft(topic, entity, body, *signers)
        assert answer.status == 0, answer.err
        return text

    def sign(self, text: Path, stem: str, passphrase_file: Path | None = None) -> tuple[Answer, Path]:
        """Sign a text: the answer, and where the line is."""
        line, words = text.with_suffix(f".{stem}"), passphrase_file or self.demo.readme
        key = self.demo.key(stem)
        command = ["record", self.demo.office, "sign", text, "--key", key, "--passphrase-file", words, "--out", line]
        return danbiet(*command), line

    def signed(self, text: Path, *stems: str) -> list[Path]:
        """Sign a text with each of these keys."""
        lines = []
        for stem in stems:
            answer, line = self.sign(text, stem)
            assert answer.status == 0, answer.err
            lines.append(line)
        return lines

    def append(self, text: Path, lines: list[Path], *files: Path) -> Answer:
        """Append a text with these lines and files."""
        named = [word for line in lines for word in ("--signature", line)]
        named += [word for file in files for word in ("--attach", file)]
        return danbiet("record", self.demo.office, "append", text, *named)

    def record(self, topic: str, entity: str, body: dict[str, Any], *signers: str) -> Answer:
        """Draft, sign and append."""
        text = self.drafted(topic, entity, body, *signers)
        return self.append(text, self.signed(text, *signers))

    def publish(self) -> Answer:
        """Publish everything recorded."""
        return danbiet("publish", self.demo.office, "--passphrase-file", self.demo.readme)

    def kept(self) -> list[bytes]:
        """Every record that the office has."""
        with Store(self.demo.office / "ledger.sqlite", REGISTRY) as store:
            return list(store.entries())

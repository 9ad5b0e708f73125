"""An office on the test's disk with a desk in it: keys that open fast, a set clock, a publisher that only notes.

bench = Bench(tmp_path)
bench.start()                                # follows the start link
page = bench.get("/")
bench.post("/nhap/0123456789abcdef", topic="document.issued", …)
"""

from __future__ import annotations

import hashlib
import re
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from html import unescape
from typing import TYPE_CHECKING, Any

from disclosures.desk.app import create_app
from disclosures.desk.desk import Desk, Doors
from disclosures.desk.drafts import Drafts
from disclosures.model import rules
from disclosures.model.topics import REGISTRY
from disclosures.office import Office, load
from disclosures.recording import opened_recorder, opening_record
from ledger import keyfile, log
from ledger.store import Store
from ledger.tlog import cosignature
from ledger.tlog.note import Signer
from tests.disclosures.desk.browsing import Browser

if TYPE_CHECKING:
    from pathlib import Path

    import httpx

    from disclosures.desk.publisher import Stage

SITE = "huongson.example"
ORIGIN = f"{SITE}/log"
PORT = 8765
HOME = f"http://127.0.0.1:{PORT}"
DRAFT = "0123456789abcdef"
LOG_SIGNER = Signer(ORIGIN, hashlib.sha256(b"log").digest())
ONCE = "start-link-of-the-test"
OPENED = datetime(2026, 11, 2, 2, 0, tzinfo=UTC)
STAFF = {
    # stem of the key file: body, holder, role
    "ban-chi-dao": ("uy-ban", "p02", "ban-chi-dao"),
    "ban-thanh-tra": ("ban-thanh-tra", "p09", "ban-thanh-tra"),
    "chu-tich": ("uy-ban", "p01", "chu-tich"),
    "goc-1": ("uy-ban", "p11", "root"),
    "goc-2": ("hoi-dong", "p12", "root"),
    "goc-3": ("ban-thanh-tra", "p13", "root"),
    "pho-chu-tich": ("uy-ban", "p02", "pho-chu-tich"),
    "van-hoa-thong-tin": ("uy-ban", "p04", "van-hoa-thong-tin"),
    "van-phong-thong-ke": ("uy-ban", "p03", "van-phong-thong-ke"),
}
ON_THIS_MACHINE = ("ban-chi-dao", "chu-tich", "pho-chu-tich", "van-phong-thong-ke")
UNIT = {
    "code": "vi-du-01",
    "kind": "xa",
    "name": "Hương Sơn",
    "trial": True,
    "villages": [
        {"id": "thon-doai", "kind": "thon", "name": "Đoài"},
        {"id": "thon-dong", "kind": "thon", "name": "Đông"},
    ],
}
PDF = b"%PDF-1.7\n1 0 obj <</Type /Catalog>> endobj\n%%EOF\n"


def passphrase(stem: str) -> str:
    """The passphrase of a test's key file."""
    return f"mật khẩu thử của {stem}"


def name_of(stem: str) -> str:
    """The key's name."""
    return f"{SITE}/{stem}"


def counted(size: int) -> bytes:
    """Bytes that look random and are the same in every test."""
    return hashlib.sha256(str(size).encode()).digest()[:size]


def make_office(root: Path, *, now: datetime = OPENED) -> Office:
    """A new office under ``root``: keys, an opened ledger, its log published."""
    folder = root / "office"
    office = Office(folder, ORIGIN, root / "public", root / "keys" / "log.memory", root / "keys", PORT)
    office.save()
    signers = {stem: Signer(name_of(stem), hashlib.sha256(stem.encode()).digest()) for stem in STAFF}
    for stem in ON_THIS_MACHINE:
        _key(office, stem, name_of(stem), STAFF[stem][2])
    _key(office, "log", ORIGIN, "log")
    witness = Signer(name_of("xac-nhan"), hashlib.sha256(b"witness").digest())
    body = {
        "every_days": 7,
        "families": rules.families(),
        "keys": [
            {"body": body, "holder": holder, "role": role, "vkey": signers[stem].key.vkey}
            for stem, (body, holder, role) in sorted(STAFF.items())
        ],
        "log": LOG_SIGNER.key.vkey,
        "origin": ORIGIN,
        "quorum": 1,
        "rules": rules.rules(),
        "threshold": 2,
        "title": "Sổ công khai xã Hương Sơn",
        "unit": UNIT,
        "witnesses": [
            {
                "body": "ban-thanh-tra",
                "holder": "p09",
                "vkey": cosignature.key(witness.key.name, witness.key.public).vkey,
            }
        ],
    }
    with Store(office.ledger, REGISTRY, create=True) as store:
        store.append(opening_record(body, signers.values(), now))
        log.publish(store, office.public, LOG_SIGNER, office.memory, office.staging)
    return office


def _key(office: Office, stem: str, name: str, role: str) -> None:
    keyfile.write(
        office.keys / f"{stem}.key",
        name=name,
        role=role,
        seed=hashlib.sha256(stem.encode()).digest(),
        passphrase=passphrase(stem),
        random=counted,
        mem=keyfile.MEMORY[0],
        ops=keyfile.OPERATIONS[0],
    )


@dataclass
class Noted:
    """A publisher that notes what it is told; it is its own status."""

    stage: Stage = "waiting"
    size: int | None = 1
    at: datetime | None = OPENED
    sentence: str = ""
    told: list[str] = field(default_factory=list)

    @property
    def status(self) -> Noted:
        return self

    def unlock(self, passphrase: str) -> None:
        self.told.append(f"unlock {passphrase}")

    def publish(self) -> None:
        self.told.append("publish")


class Bench:
    """One desk of one office, and a browser before it."""

    def __init__(self, root: Path) -> None:
        self.office = load(root / "office")
        self.now = OPENED + timedelta(hours=6)
        self.publisher = Noted()
        self._drawn = 0
        self._open = ExitStack()
        self.recorder = self._open.enter_context(opened_recorder(self.office))
        self.drafts = self._open.enter_context(Drafts(self.office.drafts))
        doors = Doors(lambda: self.now, self.random, PORT, ONCE)
        self.desk = Desk(self.office, self.recorder, self.drafts, self.publisher, doors)
        self.client = Browser(create_app(self.desk), HOME)

    def close(self) -> None:
        """Give everything back."""
        self._open.close()

    def random(self, size: int) -> bytes:
        """New bytes at each call, the same in each run."""
        self._drawn += 1
        return hashlib.sha256(f"{self._drawn}".encode()).digest()[:size]

    def start(self) -> None:
        """Follow the start link."""
        answer = self.client.get(f"/bat-dau?k={ONCE}")
        assert answer.status_code == 303, answer.text

    @property
    def today(self) -> date:
        """The day at UTC+7."""
        return (self.now + timedelta(hours=7)).date()

    def get(self, path: str) -> str:
        """The text of a screen that must come."""
        answer = self.client.get(path)
        assert answer.status_code == 200, (answer.status_code, told(answer))
        return answer.text

    def post(self, path: str, files: Any = None, **fields: str | list[str]) -> httpx.Response:
        """Send a form as our own page would, made just now unless ``ban`` says of which draft.

        ``__`` in a name stands for a hyphen or dot as the desk writes it.
        """
        draft = self.drafts.get(path.split("/")[2]) if path.count("/") > 1 else None
        hidden = {"token": self.desk.sessions.token(path), "ban": draft.version if draft else ""}
        data = hidden | {spelled(name): value for name, value in fields.items()}
        return self.client.post(path, data=data, files=files, headers=ours())

    def follow(self, answer: httpx.Response) -> httpx.Response:
        """Where a press leads, as a browser goes there."""
        assert answer.status_code == 303, (answer.status_code, told(answer))
        return self.client.get(answer.headers["location"])

    def faulty(self, answer: httpx.Response) -> httpx.Response:
        """The page to which a press led that found something to be mended; it can be loaded and gone back to."""
        page = self.follow(answer)
        assert page.status_code == 200
        assert "<title>Cần sửa: " in page.text, told(page)
        return page

    def write(self, path: str, topic: str, files: Any = None, **changed: str | list[str]) -> httpx.Response:
        """Fill in a whole good form of a topic, changed where the test says, and press "Xem lại"."""
        return self.post(path, files, topic=topic, **{**good(topic, self.today), "nut": "xem-lai", **changed})

    def sign(self, draft_id: str, stem: str, **changed: str) -> httpx.Response:
        """Choose a key, type its passphrase, press."""
        return self.post(f"/ky/{draft_id}", **{"key": stem, "mk": passphrase(stem), "nut": "ky", **changed})

    def record(self, topic: str, draft_id: str = DRAFT, **changed: str | list[str]) -> httpx.Response:
        """The whole way of one record: written, signed by two people, in the ledger."""
        answer = self.write(f"/nhap/{draft_id}", topic, **changed)
        assert answer.headers["location"] == f"/ky/{draft_id}", told(self.follow(answer))
        for stem in ("van-phong-thong-ke", "chu-tich"):
            answer = self.sign(draft_id, stem)
        assert answer.headers["location"].startswith("/to/"), told(self.follow(answer))
        self.recorder.catch_up()
        return answer

    def wake(self) -> None:
        """Somebody sits down at the desk again, after however long."""
        self.desk.sessions.wake(self.client.cookies[self.desk.cookie], self.now)

    def publish(self) -> None:
        """What the publisher's process does."""
        with Store(self.office.ledger, REGISTRY) as store:
            log.publish(store, self.office.public, LOG_SIGNER, self.office.memory, self.office.staging)


def spelled(name: str) -> str:
    """``on__ngay`` is ``on-ngay``, ``todo___text`` is ``todo.text``."""
    return name.replace("___", ".").replace("__", "-")


def ours(**changed: str) -> dict[str, str]:
    """The headers of a form that our own page sends."""
    return {"origin": HOME, "sec-fetch-site": "same-origin"} | changed


def good(topic: str, day: date) -> dict[str, Any]:
    """The fields of a form that can be signed."""
    on = {"on__ngay": f"{day.day}", "on__thang": f"{day.month}", "on__nam": f"{day.year}"}
    people = {"signer__0": name_of("van-phong-thong-ke"), "signer__1": name_of("chu-tich")}
    forms: dict[str, dict[str, Any]] = {
        "document.issued": {
            "title": "Quyết định phê duyệt tiến độ làm mương thôn Đoài",
            "kind": "quyet-dinh",
            "number": "231/QĐ-UBND",
            "issuer": "Ủy ban nhân dân xã Hương Sơn",
            "duties": ["xa-ck-03", "xa-ck-niem-yet"],
        },
        "disclosure.published": {
            "title": "Làm mương thôn Đoài: đã đến đâu",
            "what": "Xã cho bà con biết tiến độ làm mương.",
            "summary": "Đã xong 300 mét, còn 200 mét.",
            "todo___text": "Bà con chỉ cần biết.",
            "forms": ["niem-yet-tru-so", "cong-thong-tin"],
            "duties": ["xa-ck-03"],
            "about": "document/2026-0001",
        },
    }
    return {**on, **people, **forms.get(topic, {})}


def told(answer: httpx.Response | str) -> list[str]:
    """Heading and error sentences of a screen."""
    text = answer if isinstance(answer, str) else answer.text
    found = re.findall(
        r"<h1>(.*?)</h1>|<p class=\"err\".*?</svg>(.*?)</p>|<p class=\"lead\">(.*?)</p>", text, re.DOTALL
    )
    return [unescape(" ".join(one.split())) for groups in found for one in groups if one]

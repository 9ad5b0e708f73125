"""The demo's year, lived through: keys, opening, acts, weekly publication, monthly cosignature, the pages at its end.

Every record goes the way that staff go (``recording``), author and approver each signing the same text with their own
key file. Clock and randomness are fixed, so that two runs give the same bytes; only this command does that.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from disclosures import catalogue, workdays
from disclosures.cli.demo import people, year
from disclosures.model import rules
from disclosures.model.topics import REGISTRY
from disclosures.office import Office
from disclosures.publishing import publish
from disclosures.recording import Act, Pen, Recorder, attach, opening_record
from ledger import keyfile, log, storage, witness
from ledger.reader import open_source
from ledger.record import Withheld, fingerprint
from ledger.roster import prove_possession
from ledger.store import Store
from ledger.tlog import note

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from disclosures.cli.demo.year import Planned

FIRST_DAY = date(2025, 1, 2)
LAST_DAY = date(2025, 12, 31)
SUCCESSION = date(2025, 7, 2)
_HOUR = 2  # 9 in the morning at UTC+7
_FRIDAY = 4


class Seeded:
    """Bytes that look random and are the same in every run: SHA-256 of a counter. For the demo alone."""

    def __init__(self, seed: str) -> None:
        self._seed = seed.encode()
        self._counter = 0

    def __call__(self, size: int) -> bytes:
        """The next ``size`` bytes."""
        data = b""
        while len(data) < size:
            self._counter += 1
            data += hashlib.sha256(self._seed + self._counter.to_bytes(8, "big")).digest()
        return data[:size]


@dataclass
class Year:
    """One run of the demo in an empty folder; ``say`` tells the person what goes on."""

    folder: Path
    say: Callable[[str], None]
    random: Seeded = field(default_factory=lambda: Seeded("danbiet demo"))
    passphrases: dict[str, str] = field(default_factory=dict)
    pens: dict[str, Pen] = field(default_factory=dict)
    fingerprint: str = ""
    last: datetime = datetime(2025, 1, 1, tzinfo=UTC)

    @property
    def keys(self) -> Path:
        """Where the office's keys are."""
        return self.folder / "keys"

    @property
    def board(self) -> Path:
        """The Board's own folder: its keys and what its witness remembers."""
        return self.folder / "board"

    def live(self) -> None:
        """Everything, from the first key to the last page."""
        self._make_keys()
        office = self._found_office()
        with Store(office.ledger, REGISTRY, create=True) as store:
            self._open(office, store)
            recorder = Recorder(store, office)
            planned = year.acts()
            for day in _days(FIRST_DAY, LAST_DAY):
                for act in (one for one in planned if one.drawn == day):
                    self._record(recorder, store, office, act)
                if day == SUCCESSION:
                    self._change_hands(recorder, store)
                if day.weekday() == _FRIDAY or day in (FIRST_DAY, LAST_DAY):
                    self._publish(office, store, day)
            self.say("Dựng trang…")
            publish(office, store, self._signer(people.LOG), self._at(LAST_DAY, minutes=600))

    # keys and opening

    def _make_keys(self) -> None:
        self.say(f"Lập {len(people.EVERYBODY) + 2} khóa…")
        for one in people.EVERYBODY:
            folder = self.board if one.role in ("ban-thanh-tra", "ban-giam-sat") else self.keys
            self._make_key(folder / f"{one.stem}.key", one.name, one.role)
        self._make_key(self.keys / "log.key", people.ORIGIN, "log")
        witness.init(self.board, people.PREFIX + people.WITNESS, self._passphrase(people.WITNESS), self.random)
        lines = "".join(f"{stem}: {words}\n" for stem, words in sorted(self.passphrases.items()))
        storage.replace(self.folder / "README.txt", (_README + lines).encode())

    def _make_key(self, path: Path, name: str, role: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        words = self._passphrase(path.stem)
        keyfile.write(path, name=name, role=role, seed=self.random(32), passphrase=words, random=self.random)
        self.pens[path.stem] = Pen(path, words)

    def _passphrase(self, stem: str) -> str:
        return self.passphrases.setdefault(stem, f"mat-khau-thu-{stem}-{self.random(4).hex()}")

    def _signer(self, stem: str) -> note.Signer:
        return self.pens[stem].signer

    def _found_office(self) -> Office:
        office = Office(
            folder=self.folder / "office",
            origin=people.ORIGIN,
            public=self.folder / "public",
            memory=self.keys / "log.checkpoint",
            keys=self.keys,
        )
        office.save()
        return office

    def _open(self, office: Office, store: Store) -> None:
        witness_key = note.parse_vkey((self.board / "witness.vkey").read_text().strip())
        body = {
            "title": "Sổ dân biết Hương Sơn (chạy thử)",
            "unit": people.UNIT,
            "origin": people.ORIGIN,
            "log": self._signer(people.LOG).key.vkey,
            "keys": sorted((self._member(one) for one in (*people.ROOTS, *people.STAFF)), key=_key_name),
            "threshold": 2,
            "witnesses": [{"body": people.WITNESS_BODY, "holder": people.WITNESS_HOLDER, "vkey": witness_key.vkey}],
            "quorum": 1,
            "every_days": 31,
            "families": rules.families(),
            "rules": rules.rules(),
        }
        signers = [self._signer(one.stem) for one in (*people.ROOTS, *people.STAFF)]
        store.append(opening_record(body, signers, self._at(FIRST_DAY)))
        self.fingerprint = fingerprint(store.get(0))
        log.publish(store, office.public, self._signer(people.LOG), office.memory, office.staging)

    def _member(self, one: people.Office) -> dict[str, str]:
        return {
            "body": one.body,
            "holder": one.holder,
            "role": one.role,
            "vkey": self._signer(one.stem).key.vkey,
        }

    # the year

    def _record(self, recorder: Recorder, store: Store, office: Office, planned: Planned) -> None:
        body = dict(planned.body)
        files = [attach(office, name, text.encode()) for name, text in planned.files]
        if planned.attach is not None:
            files.append(attach(office, *_document(planned.attach)))
        if files:
            body["attachments"] = files
        if planned.attach == "plan":
            body["items"] = year.plan_items()
        withheld = tuple(
            Withheld(one["field"], one["basis"], one["decided_by"], commitment=None) for one in planned.withheld
        )
        names = tuple(people.PREFIX + stem for stem in planned.by)
        self._sign(recorder, store, Act(planned.topic, planned.entity, body, names, withheld), planned.drawn)

    def _change_hands(self, recorder: Recorder, store: Store) -> None:
        """The reform moves the statistics officer: a new key is added, the old one retired."""
        new = self._signer(people.LATER.stem)
        old = self._signer(people.RETIRED)
        roots = tuple(one.name for one in people.ROOTS[:2])
        added = {"key": self._member(people.LATER), "proof": prove_possession(new, people.ORIGIN)}
        for topic, body in (("roster.key-added", added), ("roster.key-retired", {"vkey": old.key.vkey})):
            self._sign(recorder, store, Act(topic, "roster/book", body, roots), SUCCESSION)

    def _sign(self, recorder: Recorder, store: Store, act: Act, day: date) -> None:
        draft = recorder.draft(act, self._at(day))
        pens = [self.pens[name.removeprefix(people.PREFIX)] for name in draft.record.signers]
        store.append(draft.seal([pen.sign(draft, recorder.root_at) for pen in pens]))

    def _publish(self, office: Office, store: Store, day: date) -> None:
        log.publish(store, office.public, self._signer(people.LOG), office.memory, office.staging)
        if (day + timedelta(days=7)).month != day.month or day == FIRST_DAY:
            line = witness.cosign(
                self.board,
                open_source(office.public),
                REGISTRY,
                self._passphrase(people.WITNESS),
                (evening := self._at(day, minutes=480)),
                self.fingerprint,
            )
            log.add_cosignatures(store, office.public, office.memory, [line], evening)
            self.say(f"{day:%d/%m/%Y}: Ban Thanh tra nhân dân xác nhận {store.size} tờ")

    def _at(self, day: date, *, minutes: int = 0) -> datetime:
        """An instant of that day, one minute after the last one given for a record."""
        morning = datetime.combine(day, time(_HOUR), UTC)
        if minutes:
            return morning + timedelta(minutes=minutes)
        self.last = max(morning, self.last + timedelta(minutes=1))
        return self.last


_README = """Khóa và mật khẩu của bản chạy thử. Mọi việc ghi trong sổ này là ví dụ.
Mỗi dòng sau đây là tên tệp khóa, không có đuôi .key, rồi mật khẩu của khóa ấy.

"""


def _key_name(member: dict[str, str]) -> bytes:
    return member["vkey"].partition("+")[0].encode()


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def _document(kind: str) -> tuple[str, bytes]:
    """The file that an adoption carries: the complete law or calendar, or the plan's own text, to the byte."""
    files: dict[str, Any] = {
        "law": ("danh-muc.toml", catalogue.data),
        "calendar": ("lich-nghi.toml", workdays.data),
        "plan": ("ke-hoach-2025.txt", lambda: year.read("plan-2025.txt")),
    }
    name, read = files[kind]
    return name, read()

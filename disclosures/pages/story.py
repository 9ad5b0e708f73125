"""How a matter came to be what it is: its records, newest first, with who drew each up and who signed it.

Each line keeps the three dates apart: the day that the record claims, the day it was drawn up, and what is proved.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from disclosures.model import bodies
from disclosures.pages.matters import claimed, record_of
from disclosures.words import screen

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from pydantic import BaseModel

    from disclosures.pages.view import View
    from disclosures.words.screen import State
    from ledger.book import Entry
    from ledger.record import Record
    from ledger.roster import Key

_MOST_NAMED = 5
_AUTHORS = ("van-phong-thong-ke", "van-hoa-thong-tin", "ban-chi-dao", "to-truong")
_APPROVERS = ("chu-tich", "pho-chu-tich")


@dataclass(frozen=True, slots=True)
class Line:
    """One record as people read it; ``on`` is the claimed day, ``drawn_up`` the day that it says it was written.

    Records of house one and unread ones claim no day (``claims``): their ``on`` is the day they were drawn up.
    """

    index: int
    topic: str
    body: BaseModel | None
    badge: State
    on: date
    claims: bool
    drawn_up: date
    claimant: str
    signed: str
    code: str
    record: Record
    unread: bool

    @property
    def number(self) -> str:
        """The record's place in the book, as people write it: 000398."""
        return f"{self.index:06d}"


def line(entry: Entry, view: View) -> Line:
    """One record as a line of the story."""
    record = record_of(entry)
    return Line(
        index=entry.index,
        topic=record.topic,
        body=entry.body,
        badge=screen.topic(record.topic),
        on=claimed(entry),
        claims=isinstance(entry.body, bodies.Body),
        drawn_up=record.day,
        claimant=claimant(entry.signers),
        signed=signed_by(entry.signers),
        code=view.code(entry),
        record=record,
        unread=not entry.sound,
    )


def body_of(signers: Sequence[Key]) -> str:
    """The body that speaks: the executive wherever it signed, else the first that did."""
    signed = [key.body for key in signers]
    return "uy-ban" if not signed or "uy-ban" in signed else signed[0]


def claimant(signers: Sequence[Key]) -> str:
    """Whose word the claimed day is: the commune's, or that of the body that signed."""
    body = body_of(signers)
    return "Xã" if body == "uy-ban" else screen.name(screen.BODIES, body)


def signed_by(signers: Sequence[Key]) -> str:
    """Who drew it up and who signed, by office: Lập: … Ký: …"""
    if len(signers) > _MOST_NAMED:
        return f"Ký: cả {screen.tie(f'{len(signers)} người')} được ký từ đầu."
    offices = {office(key): key.role for key in signers}
    approvers = [name for name, role in offices.items() if role in _APPROVERS]
    authors = [name for name, role in offices.items() if role in _AUTHORS]
    if authors and approvers and len(offices) == len(authors) + len(approvers):
        return f"Lập: {screen.joined(authors)}. Ký: {screen.joined(approvers)}."
    return f"Ký: {screen.joined(offices)}."


def office(key: Key) -> str:
    """The office of a signer."""
    return screen.office(key.role, key.body)


def attachments(entries: Sequence[Entry]) -> Sequence[bodies.Attachment]:
    """Every file of a matter, the newest record's first, each once."""
    listed = [
        one for entry in reversed(entries) if isinstance(entry.body, bodies.Body) for one in entry.body.attachments
    ]
    return tuple({(one.sha256, one.name): one for one in listed}.values())

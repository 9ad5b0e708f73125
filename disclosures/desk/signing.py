"""From a draft to the ledger: the author's signature, the approver's on the same text, then the one write path.

    waiting = signed(draft, text, key_file, passphrase, recorder, now)    # a line more, or KeyFileError

A key is opened for one signature and forgotten; its passphrase is kept nowhere. What everybody signs is fixed when the
author signs.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from disclosures.model.topics import MODELS
from disclosures.recording import Act, Draft, Pen
from disclosures.words import screen
from ledger import keyfile
from ledger.errors import LedgerError
from ledger.record import parse_text
from ledger.tlog import note

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from disclosures.desk import drafts
    from disclosures.desk.reading import Read
    from disclosures.desk.world import World
    from disclosures.office import Office
    from disclosures.recording import Recorder
    from ledger.record import Record
    from ledger.roster import Key, Roster
    from ledger.store import Appended


class KeyFile(NamedTuple):
    """A key file of this office whose key may sign now."""

    stem: str
    path: Path
    key: Key

    @property
    def name(self) -> str:
        """The key's name."""
        return self.key.key.name

    @property
    def office(self) -> str:
        """Whose it is."""
        return screen.office(self.key.role, self.key.body)


def key_files(office: Office, roster: Roster) -> list[KeyFile]:
    """The key files in the office's place for keys that belong to active keys of the roster; others are passed over."""
    found = []
    for path in sorted(office.keys.glob("*.key")):
        try:
            header = keyfile.read_header(path)
        except LedgerError:
            continue
        key = roster.active(header.name)
        if key is not None and key.key == header.key:
            found.append(KeyFile(path.stem, path, key))
    return found


def act_of(topic: str, found: Read, recorder: Recorder) -> Act:
    """What the form asks to record; a topic that begins a matter gets the next free name of its family and year."""
    entity = found.entity or _new_entity(topic, str(found.body["on"])[:4], recorder)
    return Act(topic, entity, found.body, found.signers)


def _new_entity(topic: str, year: str, recorder: Recorder) -> str:
    family, taken = topic.partition(".")[0], recorder.catch_up().matters
    number = 1
    while f"{family}/{year}-{number:04}" in taken:
        number += 1
    return f"{family}/{year}-{number:04}"


def drawn(draft: drafts.Draft, origin: str) -> Draft:
    """The record that a waiting draft became, as its signers sign it."""
    return Draft(draft.text, parse_text(draft.text, origin))


def awaited(draft: drafts.Draft, signers: Sequence[str]) -> str | None:
    """The name of the key that signs next; None where everybody has signed. ``signers`` are in the order of signing."""
    return next((name for name in signers if name not in signed_by(draft)), None)


def signed_by(draft: drafts.Draft) -> set[str]:
    """The names of the keys that have signed."""
    return {note.parse_line(line.encode()).name for line in draft.lines}


def signed(
    draft: drafts.Draft, text: Draft, key: KeyFile, passphrase: str, recorder: Recorder, now: datetime
) -> drafts.Draft:
    """The draft with this person's line under it; errors as for ``keyfile.open_key`` and ``Pen.sign``."""
    line = note.signature_line(Pen(key.path, passphrase).sign(text, recorder.root_at)).decode()
    return replace(draft, state="waiting", text=text.text, lines=(*draft.lines, line), reason="", saved=now)


def submit(draft: drafts.Draft, origin: str, recorder: Recorder) -> Appended:
    """Append a record that everybody signed; the same draft again gives the same receipt."""
    return recorder.submit(drawn(draft, origin).seal([note.parse_line(line.encode()) for line in draft.lines]))


def in_order(record: Record, values: Mapping[str, Sequence[str]]) -> list[str]:
    """The record's signers in the order in which they sign: author first, as the form named them."""
    named = [name for at in range(len(record.signers)) for name in values.get(f"signer-{at}", ())]
    return sorted(record.signers, key=lambda name: named.index(name) if name in named else len(named))


def title_of(draft: drafts.Draft, world: World) -> str:
    """What people call a draft: its own title, else what it is for and of which matter."""
    word = screen.topic(draft.topic).word if draft.topic in MODELS else draft.topic
    matter = world.view.matters.get(draft.one("entity"))
    return draft.one("title") or (f"{word}: {matter.name}" if matter else word)

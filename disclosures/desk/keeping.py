"""What was typed, kept at each press: in its own draft, or beside it where that draft is no longer the one shown.

A form carries the version of the draft that it was made of. Where another one is there now, somebody saved, signed or
deleted it in another window: nothing is written over, and the words become a draft of their own.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from disclosures.desk import filing
from disclosures.desk.drafts import Draft
from disclosures.desk.forms import FORMS, takes_files
from disclosures.desk.reading import tidied
from disclosures.words import desk as words

if TYPE_CHECKING:
    from disclosures.desk.asking import Ask
    from disclosures.desk.desk import Desk

ID: Final = re.compile(r"[0-9a-f]{16}")
_NOT_VALUES: Final = frozenset({"token", "nut", "topic", "ban"})


class Kept(NamedTuple):
    """The draft that holds the words now, what is wrong with the files, and the draft that they were typed in if other.

    ``beside`` is empty where the words are in the draft that they were typed in.
    """

    draft: Draft
    wrong: list[str]
    beside: str = ""


class Other(NamedTuple):
    """What became of the draft that the words were typed in: the sentence, and where it is to be seen, if anywhere."""

    sentence: str
    href: str
    link: str


def keep(desk: Desk, ask: Ask) -> Kept | None:
    """Save what was typed and sent; None for an address or a topic that is none of ours."""
    name, topic = ask.names["id"], ask.one("topic")
    if not ID.fullmatch(name) or topic not in FORMS:
        return None
    there = desk.drafts.get(name)
    values = tidied({key: listed for key, listed in ask.form.items() if key not in _NOT_VALUES})
    sent = ask.files if takes_files(topic, desk.world().duties(values.get("duties", []))) else ()
    files, wrong = filing.keep(desk.office, sent, there.files if there else ())
    dropped = [one["sha256"] for one in files if ask.one("nut") == f"bo-{one['sha256']}"]
    typed = Draft(name, topic, values, ask.now, tuple(one for one in files if one["sha256"] not in dropped))
    kept = Kept(*_place(desk, ask, there, typed, wrong))
    for sha256 in dropped:
        filing.forget(desk.office, sha256, desk.world().view.entries, desk.drafts.all())
    return kept


def _place(desk: Desk, ask: Ask, there: Draft | None, typed: Draft, wrong: list[str]) -> tuple[Draft, list[str], str]:
    """Where the words go: over the draft that was shown, or beside another."""
    if there is not None and there.words == typed.words:
        if there.state != "waiting":
            desk.drafts.save(replace(there, saved=ask.now))
        return there, wrong, ""
    shown = ask.one("ban")
    if (there is None and not shown) or (there is not None and there.state != "waiting" and there.version == shown):
        mine = replace(typed, state=there.state, reason=there.reason) if there else typed
        desk.drafts.save(mine)
        return mine, wrong, ""
    twins = (one for one in desk.drafts.all() if one.state == "open" and one.words == typed.words)
    own = next(twins, None) or replace(typed, id=desk.random(8).hex())
    desk.drafts.save(own)
    return own, wrong, typed.id


def other(desk: Desk, draft_id: str) -> Other | None:
    """What is to be said of the draft that somebody typed in, as it stands now."""
    if not ID.fullmatch(draft_id):
        return None
    there = desk.drafts.get(draft_id)
    if there is not None and there.state == "waiting":
        return Other(words.BESIDE["waiting"], f"/ky/{draft_id}", words.SEE["waiting"])
    if there is not None:
        return Other(words.BESIDE["open"], f"/nhap/{draft_id}", words.SEE["open"])
    if draft_id in desk.receipts:
        return Other(words.BESIDE["recorded"], f"/to/{desk.receipts[draft_id]}", words.SEE["recorded"])
    return Other(words.BESIDE["gone"], "", "")

"""Ghi việc mới: pick what to record, fill in its form, keep it as a draft at each press."""

from __future__ import annotations

import re
from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from starlette.responses import RedirectResponse

from disclosures.desk import filing, picking, signing
from disclosures.desk.drafts import Draft
from disclosures.desk.forms import FORMS, fields_of, parts, takes_files
from disclosures.desk.options import choices, defaults, signers
from disclosures.desk.reading import Problem, read, tidied
from disclosures.desk.telling import plainly
from disclosures.desk.today import rows_for
from disclosures.errors import RefusalError
from disclosures.words import desk as words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.responses import Response

    from disclosures.desk.asking import Ask
    from disclosures.desk.desk import Desk

_ID: Final = re.compile(r"[0-9a-f]{16}")
_NOT_VALUES: Final = frozenset({"token", "nut", "topic"})
_AT: Final = {
    "model.on-future": "on", "model.on-early": "on", "model.for-early": "for", "model.posting-short": "until",
    "model.broadcast-short": "until", "model.taken-down-early": "on", "model.place-not-posted": "places",
    "model.document-number": "number", "model.answer-early": "on", "model.answer-evidence": "no_evidence",
    "model.period-missing": "period", "model.place-missing": "place", "model.duty-actor": "signer-0",
    "model.correction-places": "places", "model.correction-same": "changes.right",
    "model.first-record": "entity", "model.closed": "entity",
}  # fmt: skip
"""At which field a refusal of the law is told."""
_LATER: Final = [(topic, words.RECORD[topic]) for topic, form in FORMS.items() if not form.begins]


def pick(desk: Desk, ask: Ask) -> Response:
    """What can be recorded: what is waited for first, then every duty in force, searched without diacritics."""
    world = desk.world()
    sought = ask.asked("tim").strip()
    return desk.page("ghi.html", here="/ghi", sought=sought, later=_LATER, pick=picking.picked(world, sought))


def new(desk: Desk, ask: Ask) -> Response:
    """An empty form, filled in by the duty and the matter that the link names; nothing is kept yet."""
    topic, world = ask.names["topic"], desk.world()
    if topic not in FORMS:
        return desk.refusal("missing", HTTPStatus.NOT_FOUND)
    values = defaults(topic, ask.query, world)
    if not FORMS[topic].begins and not values.get("entity"):
        return desk.page("chon-viec.html", here="/ghi", topic=topic, record=words.RECORD[topic], world=world)
    return _form(desk, Draft(desk.random(8).hex(), topic, values, ask.now))


def show(desk: Desk, ask: Ask) -> Response:
    """A draft that was kept."""
    draft = desk.drafts.get(ask.names["id"])
    if draft is None:
        return desk.refusal("draft", HTTPStatus.NOT_FOUND)
    if draft.state == "waiting":
        return RedirectResponse(f"/ky/{draft.id}", HTTPStatus.SEE_OTHER)
    return _form(desk, draft, kept=ask.asked("luu") == "1")


def press(desk: Desk, ask: Ask) -> Response:
    """Keep what was typed; then go on to the check, or say what is to be mended."""
    draft, wrong = _kept(desk, ask)
    if draft is None:
        return desk.refusal("draft", HTTPStatus.CONFLICT)
    problems = [Problem("tep", "tep", sentence) for sentence in wrong]
    if ask.one("nut") == "xem-lai":
        problems += faults(desk, draft)
        if not problems:
            return RedirectResponse(f"/ky/{draft.id}", HTTPStatus.SEE_OTHER)
    if problems:
        return _form(desk, draft, problems)
    return RedirectResponse(f"/nhap/{draft.id}?luu=1", HTTPStatus.SEE_OTHER)


def keep(desk: Desk, ask: Ask) -> Response:
    """Keep what was typed when the session had gone to sleep; the passphrase is asked for afterwards."""
    _kept(desk, ask)
    return RedirectResponse("/mo-khoa", HTTPStatus.SEE_OTHER)


def delete(desk: Desk, ask: Ask) -> Response:
    """Forget a draft and the files that only it had; what is in the ledger cannot be deleted."""
    draft = desk.drafts.get(ask.names["id"])
    if draft is not None:
        desk.drafts.delete(draft.id)
        for one in draft.files:
            filing.forget(desk.office, one["sha256"], desk.world().view.entries, desk.drafts.all())
    return RedirectResponse("/", HTTPStatus.SEE_OTHER)


def faults(desk: Desk, draft: Draft) -> list[Problem]:
    """Everything that keeps a draft from being signed: the form's faults, else what the law's rules refuse."""
    found = read(draft.topic, draft.values, desk.world(), draft.files)
    if found.problems:
        return found.problems
    try:
        desk.recorder.draft(signing.act_of(draft.topic, found, desk.recorder), desk.clock())
    except RefusalError as refusal:
        named = [one.name for one in fields_of(draft.topic, desk.world().duties(draft.values.get("duties", [])))]
        told = (_AT.get(refusal.code, ""), str(refusal.params.get("field", "")))
        about_duty = "duties" if "duty" in refusal.code or "shows" in refusal.code else named[0]
        at = next((name for name in told if name in named or name.startswith("signer-")), about_duty)
        return [Problem(anchor_of(at), at, plainly(refusal, desk.world()))]
    return []


def anchor_of(name: str) -> str:
    """The control that a field begins with."""
    return f"{name}-ngay" if name in {"on", "until", "for", "todo.by"} else name


def _kept(desk: Desk, ask: Ask) -> tuple[Draft | None, list[str]]:
    """Save what was typed and sent; None where the draft was signed meanwhile, or is none of ours."""
    name, topic = ask.names["id"], ask.one("topic")
    there = desk.drafts.get(name)
    if not _ID.fullmatch(name) or topic not in FORMS or (there is not None and there.state == "waiting"):
        return None, []
    values = tidied({key: listed for key, listed in ask.form.items() if key not in _NOT_VALUES})
    sent = ask.files if takes_files(topic, desk.world().duties(values.get("duties", []))) else ()
    files, wrong = filing.keep(desk.office, sent, there.files if there else ())
    dropped = [one["sha256"] for one in files if ask.one("nut") == f"bo-{one['sha256']}"]
    draft = replace(
        there or Draft(name, topic, values, ask.now),
        topic=topic,
        values=values,
        files=tuple(one for one in files if one["sha256"] not in dropped),
        saved=ask.now,
    )
    desk.drafts.save(draft)
    for sha256 in dropped:
        filing.forget(desk.office, sha256, desk.world().view.entries, desk.drafts.all())
    return draft, wrong


def _form(desk: Desk, draft: Draft, problems: Sequence[Problem] = (), *, kept: bool = False) -> Response:
    world = desk.world()
    duties = world.duties(draft.values.get("duties", []))
    faulty: dict[str, list[Problem]] = {}
    for problem in problems:
        faulty.setdefault(problem.field, []).append(problem)
    return desk.page(
        "nhap.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK,
        here="/ghi",
        draft=draft,
        record=words.RECORD[draft.topic],
        parts=list(parts(draft.topic, duties)),
        files=takes_files(draft.topic, duties),
        choices=choices(draft.topic, draft.values, world),
        given=defaults(draft.topic, draft.values, world),
        signers=len(signers(draft.topic, world)),
        problems=problems,
        faulty=faulty,
        kept=kept,
        duties=duties,
        rows=rows_for(world, draft.values),
        matters=[world.view.matters[name] for name in draft.values.get("entity", []) if name in world.view.matters],
        about_files=words.ABOUT_FILES,
        kept_words=words.KEPT,
        headings=words.HEADINGS,
    )

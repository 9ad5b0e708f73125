"""Chờ ký: the form's words, the scans and the public page side by side; sign, or send back with a reason."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from starlette.responses import RedirectResponse

from disclosures.desk import preview as previews
from disclosures.desk import signing
from disclosures.desk.forms import fields_of
from disclosures.desk.options import choices
from disclosures.desk.reading import read
from disclosures.desk.telling import plainly
from disclosures.desk.today import row_of_draft
from disclosures.errors import RefusalError
from disclosures.words import desk as words
from disclosures.words import screen
from disclosures.words.dates import day
from disclosures.words.desk import label
from disclosures.workdays import parse_date
from ledger.errors import FormatError, KeyFileError, ProofError, RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from starlette.responses import Response

    from disclosures.desk.asking import Ask
    from disclosures.desk.desk import Desk
    from disclosures.desk.drafts import Draft
    from disclosures.desk.signing import KeyFile
    from disclosures.desk.world import World
    from disclosures.recording import Draft as Drawn


def listed(desk: Desk, ask: Ask) -> Response:
    """Everything that waits for a signature."""
    world = desk.world()
    done = next((problem.sentence for problem in desk.said.pop(ask.path, [])), "")
    waiting = [(row_of_draft(draft, world), _next_office(desk, world, draft)) for draft in _waiting(desk)]
    return desk.page("cho-ky.html", here="/ky", waiting=waiting, done=done)


def show(desk: Desk, ask: Ask) -> Response:
    """One record before it is signed; the author's check and the approver's are the same screen."""
    draft = desk.drafts.get(ask.names["id"])
    if draft is None:
        return desk.gone(ask.names["id"])
    said = {problem.field: problem.sentence for problem in desk.said.pop(ask.path, [])}
    text, world = prepared(desk, draft, ask.now), desk.world()
    order = signing.in_order(text.record, draft.values)
    needed = signing.awaited(draft, order)
    keys = [key for key in signing.key_files(desk.office, world.roster) if key.name in order]
    view = previews.with_draft(world, desk.recorder, desk.office, text)
    waiting = [one.id for one in _waiting(desk)]
    return desk.page(
        "ky.html",
        here="/ky",
        draft=draft,
        title=signing.title_of(draft, world),
        topic=screen.topic(draft.topic),
        facts=list(_facts(draft, text, world)),
        people=[(_office(world, name), name != needed and bool(draft.lines)) for name in order],
        author=_office(world, order[0]),
        needed=_office(world, needed) if needed else "",
        keys=keys,
        chosen=next((key.stem for key in keys if key.name == needed), ""),
        last=needed == order[-1],
        page=f"/xem/{draft.id}/{view.matters[text.record.entity].path}",
        place=(waiting.index(draft.id) + 1, len(waiting)) if draft.id in waiting else None,
        wrong=said.get("mk", ""),
        wrong_reason=said.get("ly-do", ""),
        nobody=words.NOBODY,
        lapsed=words.LAPSED["waiting" if draft.text else "open"] if desk.recorder.lapsed(text) else "",
    )


def sign(desk: Desk, ask: Ask) -> Response:
    """One person's signature on what was shown; after the last one the record goes into the ledger."""
    draft = desk.drafts.get(ask.names["id"])
    keys = {key.stem: key for key in signing.key_files(desk.office, desk.world().roster)}
    key = keys.get(ask.one("key"))
    if draft is None or ask.one("ban") != draft.version:
        return _moved(desk, draft, key) if draft else desk.gone(ask.names["id"])
    text = prepared(desk, draft, ask.now)
    order = signing.in_order(text.record, draft.values)
    needed = signing.awaited(draft, order)
    if needed is None:
        return _recorded(desk, draft, ask.now)
    if desk.recorder.lapsed(text):
        return RedirectResponse(ask.path, HTTPStatus.SEE_OTHER)
    if key is None or key.name != needed or not ask.one("mk"):
        return desk.again(ask.path, "mk", words.NO_WORDS if key and key.name == needed else words.NOT_YOUR_TURN)
    try:
        draft = signing.signed(draft, text, key, ask.one("mk"), desk.recorder, ask.now)
    except (KeyFileError, ProofError) as error:
        return desk.again(ask.path, "mk", plainly(error))
    desk.drafts.save(draft)
    return _passed_on(desk, draft, order) or _recorded(desk, draft, ask.now)


def send_back(desk: Desk, ask: Ask) -> Response:
    """Give the draft back to be mended; the signatures under it are dropped."""
    draft = desk.drafts.get(ask.names["id"])
    if draft is None:
        return desk.gone(ask.names["id"])
    reason = ask.one("ly-do").strip()
    if not reason:
        return desk.again(f"/ky/{draft.id}", "ly-do", words.REASON_EMPTY)
    desk.drafts.save(draft.loosened(reason[:1000], ask.now))
    return RedirectResponse("/", HTTPStatus.SEE_OTHER)


def _passed_on(desk: Desk, draft: Draft, order: Sequence[str]) -> Response | None:
    """To the list of what waits, which says once who signs next; None where everybody has signed."""
    needed = signing.awaited(draft, order)
    return desk.again("/ky", "", words.PASSED_ON.format(_office(desk.world(), needed))) if needed else None


def _moved(desk: Desk, draft: Draft, key: KeyFile | None) -> Response:
    """The draft is not the one that was shown; who pressed twice is led where the first press led."""
    if draft.state == "returned":
        return RedirectResponse(f"/nhap/{draft.id}?tra=1", HTTPStatus.SEE_OTHER)
    if key is not None and key.name in signing.signed_by(draft):
        return RedirectResponse("/ky", HTTPStatus.SEE_OTHER)
    return desk.again(f"/ky/{draft.id}", "mk", words.MOVED)


def prepared(desk: Desk, draft: Draft, now: datetime) -> Drawn:
    """What the signers sign: the text fixed by the author, or one drawn up now. RefusalError where it cannot be."""
    if draft.text:
        return signing.drawn(draft, desk.office.origin)
    found = read(draft.topic, draft.values, desk.world(), draft.files)
    if found.problems:
        raise RefusalError("desk.unfinished")
    return desk.recorder.draft(signing.act_of(draft.topic, found, desk.recorder), now)


def _recorded(desk: Desk, draft: Draft, now: datetime) -> Response:
    """Append; where the ledger refuses, the words are kept and the signatures dropped, with the reason."""
    try:
        receipt = signing.submit(draft, desk.office.origin, desk.recorder)
    except (RefusedError, RefusalError, FormatError) as error:
        why = plainly(error, desk.world())
        desk.drafts.save(draft.loosened(f"{why} {words.CHANGED}" if _overtaken(desk, draft) else why, now))
        return RedirectResponse(f"/nhap/{draft.id}", HTTPStatus.SEE_OTHER)
    desk.drafts.delete(draft.id)
    desk.receipts[draft.id] = receipt.index
    return RedirectResponse(f"/to/{receipt.index}?moi=1", HTTPStatus.SEE_OTHER)


def _overtaken(desk: Desk, draft: Draft) -> bool:
    """Whether another record has the place in its matter for which this draft was drawn up."""
    mine = signing.drawn(draft, desk.office.origin).record
    return any(
        entry.occupies and entry.record.entity == mine.entity and entry.record.entity_version >= mine.entity_version
        for entry in desk.world().view.entries
        if entry.record is not None
    )


def _waiting(desk: Desk) -> list[Draft]:
    """The drafts that wait for a signature, the oldest first."""
    return [draft for draft in reversed(desk.drafts.all()) if draft.state == "waiting"]


def _next_office(desk: Desk, world: World, draft: Draft) -> str:
    record = signing.drawn(draft, desk.office.origin).record
    needed = signing.awaited(draft, signing.in_order(record, draft.values))
    return _office(world, needed) if needed else ""


def _office(world: World, name: str) -> str:
    key = world.roster.active(name)
    return screen.office(key.role, key.body) if key else name


def _facts(draft: Draft, text: Drawn, world: World) -> Iterator[tuple[str, list[str]]]:
    """The form's words as the record has them: label and lines."""
    offered = {
        name: {option.value: option.name for option in listed}
        for name, listed in choices(draft.topic, draft.values, world).items()
    }
    for field in fields_of(draft.topic, world.duties(draft.values.get("duties", []))):
        name, _, member = field.name.partition(".")
        value: Any = text.record.entity if name == "entity" else text.record.body.get(name)
        if member:
            part = value[0] if isinstance(value, list) else value or {}
            value = part.get(member)
        if not value:
            continue
        names = offered.get(field.name, {})
        told = [value] if isinstance(value, str) else list(value)
        if field.kind == "date":
            told = [day(parse_date(one)) for one in told]
        yield label(draft.topic, field.name).name.removesuffix(" (nếu có)"), [names.get(one, one) for one in told]

"""Ghi việc mới: pick what to record, fill in its form, keep it as a draft at each press."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from starlette.responses import RedirectResponse

from disclosures.desk import filing, keeping, picking, recorded, signing
from disclosures.desk.drafts import Draft
from disclosures.desk.forms import FORMS, fields_of, parts, takes_files
from disclosures.desk.options import NAMED, choices, defaults, signers
from disclosures.desk.reading import Problem, read
from disclosures.desk.telling import plainly
from disclosures.desk.today import recorded_for, rows_for
from disclosures.errors import RefusalError
from disclosures.words import desk as words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from starlette.responses import Response

    from disclosures.catalogue import Duty
    from disclosures.desk.asking import Ask
    from disclosures.desk.desk import Desk
    from disclosures.desk.forms import Field
    from disclosures.desk.keeping import Other
    from disclosures.desk.options import Choices
    from disclosures.desk.world import World

_AT: Final = {
    "model.on-future": "on", "model.on-early": "on", "model.for-early": "for", "model.posting-short": "until",
    "model.broadcast-short": "until", "model.taken-down-early": "reason", "model.place-not-posted": "places",
    "model.document-number": "number", "model.answer-early": "on", "model.answer-evidence": "no_evidence",
    "model.period-missing": "period", "model.place-missing": "place", "model.duty-actor": "signer-0",
    "model.correction-places": "places", "model.correction-same": "changes.right",
    "model.taken-down-before": "on", "model.period-early": "on",
    "model.first-record": "entity", "model.closed": "entity",
}  # fmt: skip
"""At which field a refusal of the law is told."""
_ID: Final = "n"
_LATER: Final = [(topic, words.RECORD[topic]) for topic, form in FORMS.items() if not form.begins]


def pick(desk: Desk, ask: Ask) -> Response:
    """What can be recorded: what is waited for first, then every duty in force, searched without diacritics."""
    world = desk.world()
    sought = ask.asked("tim").strip()
    return desk.page("ghi.html", here="/ghi", sought=sought, later=_LATER, pick=picking.picked(world, sought))


def new(desk: Desk, ask: Ask) -> Response:
    """An empty form, filled in by the duty and the matter that the link names; nothing is kept yet.

    Its address carries the id that its draft will have: who comes back to it finds what was typed.
    """
    topic, world, name = ask.names["topic"], desk.world(), ask.asked(_ID)
    if topic not in FORMS:
        return desk.refusal("missing", HTTPStatus.NOT_FOUND)
    if (there := desk.drafts.get(name)) is not None:
        return RedirectResponse(f"/nhap/{there.id}", HTTPStatus.SEE_OTHER)
    values = defaults(topic, ask.query, world)
    values[NAMED] = values.get("duties", [])
    offered = world.open_to(topic)
    if not FORMS[topic].begins and not set(values.get("entity", [])) & offered.keys():
        found = [world.view.matters[entity] for entity in offered]
        return desk.page("chon-viec.html", here="/ghi", topic=topic, record=words.RECORD[topic], offered=found)
    if not keeping.ID.fullmatch(name):
        asked = [(key, value) for key, listed in ask.query.items() for value in listed if key != _ID]
        mine = urlencode([*asked, (_ID, desk.random(8).hex())])
        return RedirectResponse(f"/ghi/{topic}?{mine}", HTTPStatus.SEE_OTHER)
    return _form(desk, Draft(name, topic, values, ask.now))


def show(desk: Desk, ask: Ask) -> Response:
    """A draft that was kept; ``loi=1`` asks for everything that keeps it from being signed, told at its field."""
    draft = desk.drafts.get(ask.names["id"])
    if draft is None:
        return desk.gone(ask.names["id"])
    if draft.state == "waiting":
        return RedirectResponse(f"/ky/{draft.id}", HTTPStatus.SEE_OTHER)
    problems = desk.said.pop(ask.path, [])
    if ask.asked("loi"):
        problems = [*problems, *faults(desk, draft)]
    kept, beside = ask.asked("luu") == "1", keeping.other(desk, ask.asked("cua"))
    return _form(desk, draft, problems, kept=kept, beside=beside, unsigned=words.UNSIGNED if ask.asked("tra") else "")


def press(desk: Desk, ask: Ask) -> Response:
    """Keep what was typed; then go on to the check, or to the form again, which says what is to be mended.

    Nothing is shown in answer to the press itself: Back and Reload would send the form a second time.
    """
    kept = keeping.keep(desk, ask)
    if kept is None:
        return desk.refusal("draft", HTTPStatus.CONFLICT)
    draft, path = kept.draft, f"/nhap/{kept.draft.id}"
    checked = ask.one("nut") == "xem-lai"
    if kept.wrong:
        desk.said[path] = [Problem("tep", "tep", sentence) for sentence in kept.wrong]
    elif checked and not kept.beside and (draft.state == "waiting" or not faults(desk, draft)):
        return RedirectResponse(f"/ky/{draft.id}", HTTPStatus.SEE_OTHER)
    asked = {"loi" if checked else "luu": "1"} | ({"cua": kept.beside} if kept.beside else {})
    return RedirectResponse(f"{path}?{urlencode(asked)}", HTTPStatus.SEE_OTHER)


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


def _asked(topic: str, duties: Sequence[Duty], offered: Choices) -> Iterator[tuple[str, list[Field]]]:
    """The parts of the form, without what may be left out and offers nothing to choose."""
    for heading, fields in parts(topic, duties):
        asked = [one for one in fields if one.needed or one.kind != "choices" or offered.get(one.name)]
        if asked:
            yield heading, asked


def _written(world: World, draft: Draft) -> Mapping[str, Any] | None:
    """What is corrected, to copy from."""
    _, state = world.disclosures.get(draft.one("entity"), (None, None))
    if draft.topic != "disclosure.corrected" or state is None or state.published is None:
        return None
    return {"texts": list(recorded.told(state)), "tables": recorded.tables(state)}


def _form(
    desk: Desk,
    draft: Draft,
    problems: Sequence[Problem] = (),
    *,
    kept: bool | None = None,
    beside: Other | None = None,
    unsigned: str = "",
) -> Response:
    """The form of a draft; ``kept`` is None where nothing of it was kept yet, true where it was kept just now.

    ``unsigned`` is said to whoever pressed to sign what had been sent back.
    """
    world = desk.world()
    duties = world.duties(draft.values.get("duties", []))
    offered = choices(draft.topic, draft.values, world)
    faulty: dict[str, list[Problem]] = {}
    for problem in problems:
        faulty.setdefault(problem.field, []).append(problem)
    return desk.page(
        "nhap.html",
        here="/ghi",
        draft=draft,
        version="" if kept is None else draft.version,
        kept=kept,
        beside=beside,
        unsigned=unsigned,
        record=words.RECORD[draft.topic],
        parts=list(_asked(draft.topic, duties, offered)),
        files=takes_files(draft.topic, duties),
        choices=offered,
        given=defaults(draft.topic, draft.values, world),
        signers=len(signers(draft.topic, world)),
        problems=problems,
        faulty=faulty,
        duties=duties,
        rows=rows_for(world, draft.values),
        written=_written(world, draft),
        recorded=dict(recorded_for(world, draft)),
        matters=[world.view.matters[name] for name in draft.values.get("entity", []) if name in world.view.matters],
        about_files=words.ABOUT_FILES,
        kept_words=words.KEPT,
        headings=words.HEADINGS,
    )

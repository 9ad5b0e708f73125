"""Screens that only show: what is to be done today, a record's receipt, its files, and the public pages in advance."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from starlette.responses import HTMLResponse, Response

from disclosures.desk import preview as previews
from disclosures.desk import today as days
from disclosures.desk.desk import static
from disclosures.desk.screens.signing import prepared
from disclosures.words import screen
from ledger import storage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from disclosures.desk.asking import Ask
    from disclosures.desk.desk import Desk
    from disclosures.desk.world import World
    from ledger.book import Entry


class Hang(NamedTuple):
    """A sheet that is to be printed: the words of the link, and where it must hang, as far as a record says so."""

    link: str
    places: Sequence[str] = ()


BOOK: Final = "so"
"""In the place of a draft's id: the book as it is recorded, without any draft."""
_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_NAME: Final = re.compile(r"[a-z0-9-]{1,60}\.[a-z]{2,4}")
_PREVIEW: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'self'; sandbox allow-same-origin"
)


def today(desk: Desk, ask: Ask) -> Response:
    """Việc hôm nay."""
    del ask
    world = desk.world()
    found = days.today(world, desk.drafts.all())
    told: dict[str, Any] = {"day": world.today, "today": found, "kinds": days.kinds, "trouble": world.trouble}
    return desk.page("viec-hom-nay.html", here="/", **told)


def receipt(desk: Desk, ask: Ask) -> Response:
    """What a record's author may write down: its number and its code."""
    world, index = desk.world(), int(ask.names["index"])
    if index >= len(world.view.entries):
        return desk.refusal("missing", HTTPStatus.NOT_FOUND)
    entry = world.view.entries[index]
    matter = world.view.matter_at(index)
    return desk.page(
        "to.html",
        number=f"{index:06d}",
        topic=screen.topic(entry.record.topic) if entry.record else screen.STATES["void"],
        code=world.view.code(entry),
        matter=matter,
        correctable=matter is not None and matter.entity in world.open_to("disclosure.corrected"),
        page=f"/xem/{BOOK}/{matter.path}" if matter else "",
        published=index < world.published,
        new=ask.asked("moi") == "1",
        public=str(desk.office.public / matter.path) if matter else "",
        hang=_to_hang(world, entry),
    )


def _to_hang(world: World, entry: Entry) -> Hang | None:
    """What is still to be printed and put up after this record."""
    record = entry.record
    if record is None or record.entity not in world.open_to("disclosure.posted"):
        return None
    state = world.disclosures[record.entity][1]
    corrected = state.unhung()
    if record.topic == "disclosure.corrected" and corrected and corrected.index == entry.index:
        return Hang("In tờ đính chính", corrected.places)
    return Hang("In phiếu niêm yết") if record.topic == "disclosure.published" and days.unposted(state) else None


def file(desk: Desk, ask: Ask) -> Response:
    """A kept file, to be saved and never shown by the browser in our origin."""
    sha256, name = ask.names["sha256"], ask.names["name"]
    if not (_SHA256.fullmatch(sha256) and _NAME.fullmatch(name)):
        return desk.refusal("missing", HTTPStatus.NOT_FOUND)
    data = storage.read(desk.office.attachments / sha256)
    if data is None:
        return desk.refusal("missing", HTTPStatus.NOT_FOUND)
    headers = {
        "content-disposition": f'attachment; filename="{name}"',
        "content-security-policy": "default-src 'none'; sandbox",
    }
    return Response(data, media_type="application/octet-stream", headers=headers)


def preview(desk: Desk, ask: Ask) -> Response:
    """One page of the public site as it will be, in a sandbox: no script, no form."""
    world, path = desk.world(), ask.names["path"]
    if path in {"site.css", "chay-thu.css", "dau.svg"}:
        kind = "image/svg+xml" if path == "dau.svg" else "text/css"
        return Response(static(path), media_type=kind)
    view = world.view
    if ask.names["id"] != BOOK:
        draft = desk.drafts.get(ask.names["id"])
        if draft is None:
            return desk.refusal("draft", HTTPStatus.NOT_FOUND)
        view = previews.with_draft(world, desk.recorder, desk.office, prepared(desk, draft, ask.now))
    page = previews.page_at(view, path)
    if page is None:
        return desk.refusal("missing", HTTPStatus.NOT_FOUND)
    return HTMLResponse(page, headers={"content-security-policy": _PREVIEW})

"""Công bố: how the publisher stands, its passphrase handed over, and the button that publishes now."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.responses import RedirectResponse

from disclosures.desk.today import signed
from disclosures.words import desk as words

if TYPE_CHECKING:
    from starlette.responses import Response

    from disclosures.desk.asking import Ask
    from disclosures.desk.desk import Desk


def show(desk: Desk, ask: Ask) -> Response:
    """The publisher's state and what waits for it."""
    wrong = next((problem.sentence for problem in desk.said.pop(ask.path, [])), "")
    world = desk.world()
    return desk.page(
        "cong-bo.html",
        here="/cong-bo",
        rows=[signed(entry, world) for entry in world.unpublished],
        public=str(desk.office.public),
        site=world.view.site,
        wrong=wrong,
    )


def press(desk: Desk, ask: Ask) -> Response:
    """Hand the passphrase to the publisher's process, or tell it to publish."""
    if ask.one("nut") == "mat-khau":
        if not ask.one("mk"):
            return desk.again(ask.path, "mk", words.NO_WORDS)
        desk.publisher.unlock(ask.one("mk"))
    else:
        desk.publisher.publish()
    return RedirectResponse("/cong-bo", HTTPStatus.SEE_OTHER)

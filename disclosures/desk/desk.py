"""The desk of one office: what it holds while it runs, and how it answers.

desk = Desk(office, recorder, drafts, publisher, Doors(clock, random, port, once))
desk.page("viec-hom-nay.html", title="Việc hôm nay", …)    # an HTML response with the frame around it
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from starlette.responses import HTMLResponse, RedirectResponse

from disclosures.desk import world as worlds
from disclosures.desk.reading import Problem
from disclosures.desk.sessions import Sessions
from disclosures.desk.shapes import shape
from disclosures.pages.render import environment
from disclosures.words import desk as words
from disclosures.words import screen
from ledger.record import day_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from jinja2 import Environment
    from starlette.responses import Response

    from disclosures.desk.drafts import Drafts
    from disclosures.desk.publisher import Publisher
    from disclosures.desk.world import World
    from disclosures.office import Office
    from disclosures.projections.dates import Seal
    from disclosures.recording import Recorder


MENU: Final = (
    ("Việc hôm nay", "/"),
    ("Ghi việc mới", "/ghi"),
    ("Chờ ký", "/ky"),
    ("Công bố", "/cong-bo"),
)


@dataclass(frozen=True, slots=True)
class Doors:
    """What the desk is given by the process that runs it."""

    clock: Callable[[], datetime]
    random: Callable[[int], bytes]
    port: int
    once: str


class Desk:
    """Everything that one run of the desk holds."""

    def __init__(self, office: Office, recorder: Recorder, drafts: Drafts, publisher: Publisher, doors: Doors) -> None:
        self.office: Final = office
        self.recorder: Final = recorder
        self.drafts: Final = drafts
        self.publisher: Final = publisher
        self.clock: Final = doors.clock
        self.random: Final = doors.random
        self.host: Final = f"127.0.0.1:{doors.port}"
        self.cookie: Final = f"danbiet_{doors.port}"
        self.sessions: Final = Sessions(drafts.key(doors.random), doors.once, doors.random)
        self.said: Final[dict[str, list[Problem]]] = {}
        """By its path, what a page has yet to show of the last press: only what the draft itself cannot tell."""
        self.receipts: Final[dict[str, int]] = {}
        """Which record each draft of this run became."""
        self._world: tuple[object, World] | None = None
        self._seals: tuple[tuple[str, ...], Sequence[Seal]] = ((), ())

    def world(self) -> World:
        """What is known at this moment; folded again only where something changed."""
        self.recorder.catch_up()
        today = day_of(self.clock())
        names = worlds.cosigned(self.office)
        if self._seals[0] != names:
            self._seals = (names, worlds.seals_in(self.office))
        key = (len(self.recorder.entries), today, worlds.checkpoint(self.office), names)
        if self._world is None or self._world[0] != key:
            self._world = (key, worlds.observe(self.recorder, self.office, today, self._seals[1]))
        return self._world[1]

    def page(self, template: str, *, status: int = 200, here: str = "", **values: Any) -> HTMLResponse:
        """One screen, with the frame around it."""
        world = self.world()
        frame = {
            "menu": MENU,
            "here": here,
            "unit": world.view.unit,
            "trial": screen.TRIAL if world.view.trial else "",
            "publisher": self.publisher.status,
            "publisher_words": words.PUBLISHER,
            "unpublished": len(world.unpublished),
            "sealed_on": world.view.sealed_on,
            "token": self.sessions.token,
        }
        return HTMLResponse(_environment().get_template(template).render(frame=frame, **values), status)

    def again(self, path: str, field: str, sentence: str, query: str = "") -> Response:
        """To a page that tells once what was wrong, or done: told in answer to the press, Reload would press again."""
        self.said[path] = [Problem(field, field, sentence)]
        return RedirectResponse(path + query, HTTPStatus.SEE_OTHER)

    def gone(self, draft_id: str) -> Response:
        """Where somebody is led who asks for a draft that is no more: to its record, where it became one."""
        if draft_id in self.receipts:
            return RedirectResponse(f"/to/{self.receipts[draft_id]}?moi=1", HTTPStatus.SEE_OTHER)
        return self.refusal("draft", HTTPStatus.NOT_FOUND)

    def refusal(self, why: str, status: int, sentence: str = "") -> HTMLResponse:
        """A page that says why nothing was done and what to do; it needs no ledger, so it always comes."""
        title, advice = words.REFUSED[why]
        text = _environment().get_template("tu-choi.html").render(title=title, advice=advice, sentence=sentence)
        return HTMLResponse(text, status)


def static(name: str) -> bytes:
    """A style sheet or mark of the desk or of the public pages."""
    package = "disclosures.desk" if name == "desk.css" else "disclosures.pages"
    return files(package).joinpath("static", name).read_bytes()


@cache
def _environment() -> Environment:
    made = environment("disclosures.desk", "disclosures.pages")
    made.filters |= {"shape": shape, "tie": screen.tie}
    made.globals |= {"label": words.label}
    return made

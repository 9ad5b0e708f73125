"""Templates to bytes: autoescaped, every name defined, nothing of a record ever read as a template or as Markdown.

render(view, "so-ghi.html", "so-ghi.html", page)    # b"<!DOCTYPE html>…"
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from disclosures.pages.drawing import drawing
from disclosures.pages.shapes import shape
from disclosures.words import dates, fields, plain, screen
from disclosures.words import due as lasting

if TYPE_CHECKING:
    from datetime import date

    from disclosures.model.bodies import Table
    from disclosures.pages.view import View

GUIDES = (("so-nay-la-gi.html", "Sổ này là gì?"), ("cach-kiem-chung.html", "Cách kiểm chứng"))
VERIFIER = "kiem-chung.html"

_OURS = "disclosures.pages"


@dataclass(frozen=True, slots=True)
class Frame:
    """What header and footer show on every page, rendered and written ones alike."""

    unit: str
    trial: str
    fingerprint: tuple[str, ...]
    menu: tuple[tuple[str, str], ...]


def frame(view: View) -> Frame:
    """The frame of a view; doors lead only to pages that exist."""
    groups = view.fingerprint.split(" ")
    menu = [("Trang chủ", "index.html"), ("Quá hạn", "qua-han.html")]
    menu += [("Kế hoạch", "ke-hoach.html")] if view.plans else []
    menu += [("Mọi tờ trong sổ", "so-ghi.html"), ("Kiểm chứng", VERIFIER), GUIDES[0][::-1]]
    pairs = tuple(" ".join(groups[at : at + 2]) for at in range(0, len(groups), 2))
    return Frame(view.unit, screen.TRIAL if view.trial else "", pairs, tuple(menu))


def render(view: View, template: str, path: str, page: object, *, script: bool = False, **more: object) -> bytes:
    """One page; ``path`` is where it will stand, which gives every relative link."""
    code = _static("hom-nay.js") if script else ""
    return (
        environment(_OURS)
        .get_template(template)
        .render(
            page=page,
            frame=frame(view),
            root="../" * path.count("/"),
            here=path,
            policy=policy(script=code),
            script=Markup(code),  # noqa: S704 (our own file)
            villages=view.villages,
            offices=view.offices,
            duties=view.catalogue.duties,
            verifier=True,
            **more,
        )
        .encode()
    )


def not_found(view: View) -> bytes:
    """The page for an address that leads nowhere: it stands at any depth, so it links to nothing beside it."""
    style = _static("404.css")
    allowed = policy(style=style, images="'none'")
    template = environment(_OURS).get_template("404.html")
    return template.render(frame=frame(view), policy=allowed, style=Markup(style), site=view.site).encode()  # noqa: S704 (our own file)


def policy(*, script: str = "", style: str = "", images: str = "'self'") -> str:
    """The Content-Security-Policy of a page: nothing from elsewhere, an inline script and style by their hash."""
    styles, scripts = _hash(style) if style else "'self'", _hash(script) if script else "'none'"
    return (
        f"default-src 'none'; style-src {styles}; img-src {images}; script-src {scripts}; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def static(name: str) -> bytes:
    """A file that pages link to, as it is published."""
    return files("disclosures.pages").joinpath("static", name).read_bytes()


@cache
def _static(name: str) -> str:
    return static(name).decode().strip()


@cache
def environment(*packages: str) -> Environment:
    """Jinja as our pages use it, with the templates of these packages, the first that has one."""
    made = Environment(
        loader=ChoiceLoader([PackageLoader(package) for package in packages]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters |= _FILTERS
    made.globals |= {"countdown": _countdown, "stale": _stale, "office": screen.office, "due_before": lasting.BEFORE}
    return made


def _countdown(day: date) -> Markup:
    return Markup('<span data-con="{}"></span>').format(day.isoformat())


def _stale(day: date) -> Markup:
    return Markup('<p class="stale" role="status" data-moi="{}" hidden></p>').format(day.isoformat())


def _cell(value: str | int) -> str:
    return screen.number(value) if isinstance(value, int) else value


def _numeric(table: Table, column: int) -> bool:
    return any(isinstance(row[column], int) for row in table.rows)


def _address(value: str) -> Markup:
    """An address as it is copied from paper: it turns only after a stroke, never at a hyphen."""
    parts = value.removeprefix("https://").split("/")
    return Markup("/<wbr>").join(Markup('<span class="keep">{}</span>').format(part) for part in parts)


def _names(table: Any) -> Any:
    return lambda key: screen.name(table, key)


_FILTERS = {
    "actor": screen.actors,
    "address": _address,
    "cell": _cell,
    "count_name": plain.count_name,
    "day": dates.day,
    "document": _names(screen.DOCUMENTS),
    "drawing": drawing,
    "duty_title": plain.duty_title,
    "edition": plain.edition,
    "edition_day": plain.edition_day,
    "family": _names(screen.FAMILIES),
    "field": fields.called,
    "form": _names(screen.FORMS),
    "length_name": _names(lasting.LENGTHS),
    "media": _names(screen.MEDIA),
    "moment": screen.moment,
    "number": screen.number,
    "numeric": _numeric,
    "outcome": _names(screen.OUTCOMES),
    "period": screen.period,
    "shape": shape,
    "short_day": screen.short_day,
    "size": screen.size,
    "unit_kind": _names(screen.UNITS),
    "weekday": screen.weekday,
}

"""Every page of a view, one by one: path, key, and how to make it.

A full build makes every page; an incremental one those whose key changed. A key names everything that shapes its page:
the last record that touches it, the states on it, the frame around it. Both delete what nothing derives.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from disclosures.model.bodies import DutySetAside
from disclosures.pages import lists, verifier
from disclosures.pages.data import ndjson
from disclosures.pages.dossier import dossier
from disclosures.pages.plan import plan_page
from disclosures.pages.render import VERIFIER, frame, not_found, render, static

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from disclosures.pages.matters import Matter
    from disclosures.pages.view import View
    from disclosures.pages.yearly import Plan

Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One file of the published folder: where it stands, what it depends on, and its bytes when asked for."""

    path: str
    key: Key
    make: Callable[[], bytes]


def pages(view: View) -> Iterator[Page]:
    """Every rendered file of a view."""
    around = (view.origin, frame(view))
    whole: Key = (*around, view.size, view.root, view.on, view.witnessed_size, view.sealed_on)
    listed = lists.months(view)
    found = lists.overdue(view)
    yield Page("index.html", whole, lambda: render(view, "index.html", "index.html", lists.home(view), script=True))
    yield Page("qua-han.html", whole, lambda: render(view, "qua-han.html", "qua-han.html", found))
    for one in view.plans:
        yield Page(one.path, whole, partial(_plan, view, one))
    yield Page("so-ghi.html", whole, lambda: _records(view, lists.newest_records(view, listed), "so-ghi.html"))
    for month in listed:
        key: Key = (*around, month.entries[-1].index, len(month.entries))
        yield Page(month.path, key, partial(_month, view, month))
        yield Page(month.data, key, partial(ndjson, month.entries, view.origin))
    homes = lists.month_of(listed)
    for matter in view.matters.values():
        data = homes[matter.number].data
        yield Page(matter.path, (*around, *_key(view, matter)), partial(_dossier, view, matter, data))
    checked = (view.policy, view.fingerprint, _names(view))
    yield Page(VERIFIER, (view.trial, *checked), lambda: verifier.page(*checked, trial=view.trial))
    yield Page("404.html", around, partial(not_found, view))
    for name in ("site.css", "dau.svg", *(("chay-thu.css",) if view.trial else ())):
        yield Page(name, (), partial(static, name))


def _names(view: View) -> verifier.Names:
    """What the offline page is told by name: villages, and who holds which key."""
    return {"holders": {vkey.partition("+")[0]: name for vkey, name in view.offices.items()}, "villages": view.villages}


def _plan(view: View, one: Plan) -> bytes:
    return render(view, "ke-hoach.html", one.path, plan_page(view, one))


def _records(view: View, records: lists.Records, path: str) -> bytes:
    return render(view, "so-ghi.html", path, records)


def _month(view: View, month: lists.Month) -> bytes:
    return _records(view, lists.month_records(view, month), month.path)


def _dossier(view: View, matter: Matter, data: str) -> bytes:
    return render(view, "ho-so.html", matter.path, dossier(view, matter, data), script=True)


def _key(view: View, matter: Matter) -> Key:
    """What shapes the page of a matter beside the frame: its records, its kin, its clocks, its proof, its postings."""
    page = dossier(view, matter, "")
    kin = tuple((other.path, other.name, other.last) for other in page.related)
    clocks = tuple(
        (clock.instance, clock.badge, clock.working, clock.other and clock.other.name) for clock in page.clocks
    )
    proved = tuple(bool(copy.proof) for copy in page.copies)  # a proof comes once and never changes
    dates = tuple(three for _, three in page.dates)
    rows = [view.catalogue.duties.get(one.duty) for one in matter.bodies_of(DutySetAside)]
    titles = tuple(row.title_vi for row in rows if row)  # as the catalogue of today has them
    return (matter.last, page.asked, page.badges, page.postings, clocks, kin, dates, proved, titles)

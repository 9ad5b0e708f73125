"""The page of one matter: what it is, what to do and by when, its words and tables, its story, its dates, its proof.

The printed page begins with the notice: one A4 with the record's code, the ledger's fingerprint and a QR code.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from disclosures.model import bodies
from disclosures.pages import corrected, due
from disclosures.pages.drawing import Three
from disclosures.pages.matters import B, claimed, record_of
from disclosures.pages.postings import SHEETS, Posting, badges, postings
from disclosures.pages.qr import qr
from disclosures.pages.story import Line, attachments, body_of, line
from disclosures.projections.dates import Cosigned
from disclosures.words import dates, screen
from ledger.tlog.note import b64encode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from markupsafe import Markup

    from disclosures.pages.corrected import Piece
    from disclosures.pages.due import Working
    from disclosures.pages.matters import Matter
    from disclosures.pages.view import View
    from disclosures.projections.due import Instance
    from disclosures.words.screen import State
    from ledger.book import Entry
    from ledger.record import Withheld


_MOST_ROWS = 12
_MOST_COLUMNS = 4


@dataclass(frozen=True, slots=True)
class Clock:
    """A duty of this matter: its state, its due date with working-out, the matter that settles or starts it."""

    instance: Instance
    badge: State
    working: Working | None
    other: Matter | None


@dataclass(frozen=True, slots=True)
class Copy:
    """A record with its signed note and its proof, as addresses that hold the files: to keep, and to check offline.

    Empty where the Board has not confirmed it: then nobody outside could check it.
    """

    line: Line
    note: str = ""
    proof: str = ""


@dataclass(frozen=True)
class Dossier:
    """Everything that the page of one matter shows."""

    matter: Matter
    published: bodies.DisclosurePublished | None
    document: bodies.DocumentIssued | None
    postings: Sequence[Posting]
    badges: Sequence[tuple[State, str | None]]
    clocks: Sequence[Clock]
    story: Sequence[Line]
    files: Sequence[bodies.Attachment]
    related: Sequence[Matter]
    dissents: Sequence[tuple[Matter, Line]]
    dates: Sequence[tuple[Sequence[Line], Three]]
    shown: Line
    corrections: Sequence[Line]
    changes: Sequence[bodies.Change]
    withheld: Sequence[Withheld]
    address: str
    data: str
    unit: str
    speaker: str
    asked: bool
    where: str | None
    copies: Sequence[Copy]

    @property
    def can_do(self) -> bodies.Todo | None:
        """What the citizen can do."""
        return self.published.todo if self.published else None

    @property
    def hangs(self) -> bool:
        """Whether it hangs as a sheet, or is going to."""
        return bool(self.postings or (self.published and SHEETS & set(self.published.forms)))

    @property
    def words(self) -> Sequence[Sequence[Piece]]:
        """The summary, line by line, with what was corrected struck where it stands."""
        return corrected.pieces(self.published.summary or "", self.changes) if self.published else ()

    def right_cell(self, table: bodies.Table, row: Sequence[str | int], column: int) -> str | None:
        """What a corrected cell of a table should have said."""
        return corrected.right_cell(table, row, column, self.changes)

    def told(self, text: str) -> Sequence[Piece]:
        """A line of what was first said, with what was corrected struck where it stands."""
        return tuple(piece for line in corrected.pieces(text, self.changes) for piece in line)

    def right_day(self, day: date) -> str | None:
        """What a day that stands alone should have been."""
        return corrected.right_day(day, self._days, self.changes)

    def beside(self, *, printed: bool) -> Sequence[bodies.Change]:
        """What was corrected and is not struck where it stands: on the page, or on the notice with its short tables."""
        tables = self.published.tables if self.published and (self.short_tables or not printed) else ()
        shown = self._days[1:] if printed else self._days  # the notice does not tell the day of publishing
        days = {dates.day(day) for day in shown if self.right_day(day)}
        texts = (*self._texts(printed=printed), *(table.caption for table in tables))
        found = corrected.beside(texts, tables, self.changes)
        return tuple(change for change in found if change.wrong not in days)

    @property
    def _days(self) -> Sequence[date]:
        """The days that stand alone, that of publishing first, each once for each thing that it says."""
        if self.published is None:
            return ()
        by = [self.can_do.by] if self.can_do and self.can_do.by else []
        return (self.published.on, *by, *(day for one in self.postings for day in (one.on, *one.again, one.until)))

    def _texts(self, *, printed: bool) -> Sequence[str]:
        """The texts in which what was corrected is struck."""
        told = self.published
        if told is None:
            return ()
        page = () if printed else (told.legal_title, self.where)
        asked = told.todo.text if told.todo else None
        texts = (self.matter.name, told.what, told.summary, told.affects, asked, *page)
        return (*filter(None, texts), *(", ".join(one.places) for one in self.postings))

    @property
    def named(self) -> Sequence[Matter]:
        """The related matters that the shown record itself names."""
        about = self.shown.body.about if isinstance(self.shown.body, bodies.Body) else ()
        return tuple(other for other in self.related if other.entity in about)

    @property
    def short_tables(self) -> bool:
        """Whether the tables may stand on the printed notice, which is to stay one page."""
        tables = self.published.tables if self.published else ()
        return sum(len(one.rows) for one in tables) <= _MOST_ROWS and all(
            len(one.columns) <= _MOST_COLUMNS for one in tables
        )

    @property
    def qr(self) -> Markup:
        """The address of this page, for the printed notice."""
        return qr(self.address, f"Mã QR dẫn tới trang của hồ sơ {self.matter.number:06d}")


def dossier(view: View, matter: Matter, data: str) -> Dossier:
    """The page of ``matter``; ``data`` is the file of records that its first one stands in."""
    published = _newest(matter, bodies.DisclosurePublished)
    related = view.related.get(matter.entity, ())
    instances = view.clocks.get(matter.entity, ())
    posted = postings(view, matter)
    story = tuple(line(entry, view) for entry in reversed(matter.entries))
    return Dossier(
        matter=matter,
        published=published,
        document=next((one for other in (matter, *related) if (one := _newest(other, bodies.DocumentIssued))), None),
        postings=posted,
        badges=tuple(_badges(view, matter, posted, instances)),
        clocks=tuple(_clock(view, matter, one) for one in instances if not _idle(view, one, instances)),
        story=story,
        files=attachments(matter.entries),
        related=related,
        dissents=tuple((other, line(entry, view)) for other, entry in view.dissents.get(matter.entity, ())),
        dates=_dates(view, matter, instances),
        shown=line(matter.naming, view),
        corrections=tuple(one for one in story if isinstance(one.body, bodies.DisclosureCorrected)),
        changes=corrected.standing(matter.bodies_of(bodies.DisclosureCorrected)),
        withheld=_withheld(matter),
        address=view.site + matter.path,
        data=data,
        unit=view.unit_on(matter.on),
        speaker=screen.name(screen.BODIES, body_of(matter.naming.signers)),
        asked=published is not None and _still_asked(published, view.on),
        where=view.villages.get(published.place, published.place) if published and published.place else None,
        copies=tuple(_copy(view, entry) for entry in matter.entries),
    )


def _copy(view: View, entry: Entry) -> Copy:
    told, proof = line(entry, view), view.proofs.get(entry.index)
    return Copy(told) if proof is None else Copy(told, _file(entry.raw), _file(proof))


def _file(data: bytes) -> str:
    return f"data:application/octet-stream;base64,{b64encode(data)}"


def _newest(matter: Matter, kind: type[B]) -> B | None:
    return next((entry.body for entry in reversed(matter.entries) if isinstance(entry.body, kind)), None)


def _withheld(matter: Matter) -> Sequence[Withheld]:
    return tuple(part for entry in matter.entries for part in record_of(entry).withheld)


def _badges(
    view: View, matter: Matter, posted: Sequence[Posting], instances: Sequence[Instance]
) -> Iterator[tuple[State, str | None]]:
    for hung in badges(posted):
        yield hung, None
    if _newest(matter, bodies.DisclosureCorrected):
        yield screen.STATES["corrected"], "#thay-doi"
    if _newest(matter, bodies.DisclosureSuperseded):
        yield screen.STATES["superseded"], "#thay-doi"
    left_out = _withheld(matter)
    if left_out:
        state = screen.STATES["withheld"]
        yield state._replace(word=f"{state.word} {screen.tie(f'{len(left_out)} mục')}"), "#thay-doi"
    if matter.family == "recommendation" and any(_answers(other) for other in view.related.get(matter.entity, ())):
        yield screen.STATES["answered"], "#lien-quan"
    told = [one for one in instances if one.clock == "start" and one.state in _TOLD]
    own = {due.badge(one) for one in told if any(entry.index == one.settled_by for entry in matter.entries)}
    told += [one for one in instances if one.clock == "length" and one.state == "overdue"]
    for badge in dict.fromkeys(due.badge(one) for one in told):
        yield badge, "#ba-ngay" if badge == screen.STATES["claimed-in-time"] and badge in own else "#han"


_TOLD = frozenset({"overdue", "due-soon", "met", "met-late", "not-due"})


def _answers(matter: Matter) -> bool:
    return _newest(matter, bodies.AnswerGiven) is not None


_BEGINS = {"posting": "disclosure.posted", "loudspeaker": "disclosure.broadcast"}


def _idle(view: View, length: Instance, instances: Sequence[Instance]) -> bool:
    """A length that has not begun, beside a duty to begin it that is overdue or set aside: the duty says it all."""
    if length.clock != "length" or length.due is not None:
        return False
    begins = _BEGINS[length.what]
    told = {one.duty for one in instances if one.clock == "start" and one.state in {"overdue", "not-applicable"}}
    return any(begins in view.catalogue.duties[duty].settles for duty in told)


def _clock(view: View, matter: Matter, instance: Instance) -> Clock:
    settling = None if instance.settled_by is None else view.matter_at(instance.settled_by)
    starting = view.matters.get(instance.matter or "")
    other = next((one for one in (settling, starting) if one and one is not matter), None)
    return Clock(instance, due.badge(instance), due.working(instance, view), other)


def _still_asked(published: bodies.DisclosurePublished, on: date) -> bool:
    return published.todo is not None and (published.todo.by is None or on <= published.todo.by)


def _dates(view: View, matter: Matter, instances: Sequence[Instance]) -> Sequence[tuple[Sequence[Line], Three]]:
    """Of each record that settles a duty with a date, the three dates; of the first record, where none does.

    Records with the same three dates share one drawing.
    """
    ends: dict[int, date] = {}
    own = {entry.index: entry for entry in matter.entries}
    for one in instances:
        if one.settled_by in own and one.due and one.clock == "start":
            ends[one.settled_by] = min(one.due, ends.get(one.settled_by, one.due))
    found: dict[Three, list[Line]] = {}
    cosigned = Cosigned(view.seals)
    for index in sorted(ends) or [matter.naming.index]:
        entry = own[index]
        seen = record_of(entry).seen
        made = cosigned.bounds(seen=seen.size if seen else 0, index=index)
        three = Three(
            claimed=claimed(entry) if isinstance(entry.body, bodies.Body) else None,
            drawn_up=record_of(entry).day,
            after=made.first_day,
            before=made.witnessed,
            due=ends.get(index),
        )
        found.setdefault(three, []).append(line(entry, view))
    return tuple((lines, three) for three, lines in found.items())

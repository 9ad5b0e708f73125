"""The pages that list: what is overdue, what asks for the citizen, what is new, and every record by month.

Nothing here is typed twice: each line is a record or a duty instance of the verified log.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from disclosures.model import bodies
from disclosures.pages import due
from disclosures.pages.postings import posting_now
from disclosures.pages.story import line
from disclosures.words import finding_sentence, screen
from ledger.errors import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime

    from disclosures.pages.due import Working
    from disclosures.pages.matters import Matter
    from disclosures.pages.story import Line
    from disclosures.pages.view import View
    from disclosures.projections.due import Instance
    from disclosures.words.screen import State
    from ledger.book import Entry

_NEWEST = 8
_NEWEST_ROWS = 30


@dataclass(frozen=True, slots=True)
class Item:
    """One duty instance in a list; ``anchor`` is its place on the page of what is overdue.

    ``before``: its last day had passed when this ledger was opened.
    """

    instance: Instance
    anchor: str
    badge: State
    by: str
    working: Working | None
    matter: Matter | None
    settling: Matter | None
    before: bool


@dataclass(frozen=True, slots=True)
class Overdue:
    """What is overdue, in groups, and what was recorded late.

    A group is one duty of one matter, or all periods and villages of one duty, the longest late first; matters stand
    before duties that come round, and what was due before the ledger was opened stands last.
    """

    on: date
    late: Sequence[Sequence[Item]]
    slow: Sequence[Item]

    @property
    def count(self) -> int:
        """How many instances are overdue."""
        return sum(map(len, self.late))

    @property
    def duties(self) -> int:
        """How many duties they are occurrences of."""
        return len({group[0].instance.duty for group in self.late})

    @property
    def told(self) -> str:
        """Both numbers, since one duty may be overdue for many periods and places: 40 lần, của 14 loại việc."""
        return f"{screen.tie(f'{self.count} lần')}, của {screen.tie(f'{self.duties} loại việc')}"


@dataclass(frozen=True, slots=True)
class Asked:
    """Something that the citizen can do, and by when."""

    matter: Matter
    text: str
    by: date
    badge: State | None


@dataclass(frozen=True, slots=True)
class Door:
    """A page of the book and one fact about it."""

    name: str
    path: str
    fact: str


@dataclass(frozen=True, slots=True)
class Home:
    """What is due, what is late, what is new."""

    on: date
    newest: datetime | None
    sealed_on: date | None
    late: Overdue
    soon: Sequence[Item]
    asked: Sequence[Asked]
    news: Sequence[tuple[Line, Matter]]
    doors: Sequence[Door]


@dataclass(frozen=True, slots=True)
class Row:
    """One entry of the log, by the name that its matter had then; ``fault`` says why it is void or unread."""

    index: int
    name: str
    line: Line | None
    matter: Matter | None
    badge: State
    fault: str | None


@dataclass(frozen=True)
class Month:
    """The entries drawn up in one month at UTC+7 (an entry without a readable day goes with the one before it)."""

    name: str
    entries: Sequence[Entry]

    @property
    def path(self) -> str:
        """The page that lists them."""
        return f"so-ghi/{self.name}.html"

    @property
    def data(self) -> str:
        """The same for machines."""
        return f"data/records/{self.name}.ndjson"


@dataclass(frozen=True, slots=True)
class Records:
    """A list of entries: one month's, or the newest with the months."""

    count: int
    rows: Sequence[Row]
    month: Month | None = None
    months: Sequence[Month] = ()


def overdue(view: View) -> Overdue:
    """What is overdue on the view's day, and what was done late."""
    late = [one for one in view.instances if one.state == "overdue"]
    slow = [one for one in view.instances if one.state == "met-late"]
    return Overdue(view.on, _groups(_items(view, late)), tuple(_items(view, slow)))


def _groups(items: Iterable[Item]) -> Sequence[Sequence[Item]]:
    found: dict[tuple[str, str | None], list[Item]] = {}
    for item in items:
        found.setdefault((item.instance.duty, item.instance.matter), []).append(item)
    return sorted(found.values(), key=lambda group: (group[0].before, group[0].matter is None))


def _items(view: View, instances: Sequence[Instance]) -> Iterator[Item]:
    opened = view.commune.opened or view.on

    def order(one: Instance) -> tuple[bool, date, str, str, str]:
        day = one.due or view.on
        return day < opened, day, one.duty, one.matter or "", one.place or ""

    for one in sorted(instances, key=order):
        settling = None if one.settled_by is None else view.matter_at(one.settled_by)
        by = screen.late_by(one.days_late, one.unit) if one.days_late else ""
        matter = view.matters.get(one.matter or "")
        before = one.due is not None and one.due < opened
        yield Item(one, _anchor(one), due.badge(one), by, due.working(one, view), matter, settling, before)


def _anchor(one: Instance) -> str:
    parts = (one.duty, (one.matter or "").replace("/", "-"), one.place, one.period, one.what)
    return "viec-" + "-".join(part for part in parts if part)


def home(view: View) -> Home:
    """The first page."""
    soon = [one for one in view.instances if one.state == "due-soon"]
    found = overdue(view)
    return Home(
        on=view.on,
        newest=view.newest,
        sealed_on=view.sealed_on,
        late=found,
        soon=tuple(_items(view, soon)),
        asked=tuple(sorted(_asked(view), key=lambda one: (one.by, one.matter.number))),
        news=tuple(_news(view)),
        doors=tuple(_doors(view, found)),
    )


def _asked(view: View) -> Iterator[Asked]:
    for matter in view.matters.values():
        published = next(reversed(tuple(matter.bodies_of(bodies.DisclosurePublished))), None)
        todo = published.todo if published else None
        if todo and todo.by and todo.by >= view.on:
            yield Asked(matter, todo.text, todo.by, posting_now(view, matter))


def _news(view: View) -> Iterator[tuple[Line, Matter]]:
    told: set[str] = set()
    for entry in reversed(view.entries):
        matter = None if entry.voids else view.matter_at(entry.index)
        if matter and matter.entity not in told and matter.family not in {"ledger", "roster"}:
            told.add(matter.entity)
            yield line(entry, view), matter
        if len(told) == _NEWEST:
            return


def _doors(view: View, found: Overdue) -> Iterator[Door]:
    if view.plans:
        plan = view.plans[-1]
        yield Door("Kế hoạch", "ke-hoach.html", f"{plan.count} mục {screen.period(plan.period)}, mục nào đến đâu.")
    yield Door("Quá hạn", "qua-han.html", f"{found.told}; lần nào cũng kèm cách tính ngày.")
    yield Door("Mọi tờ trong sổ", "so-ghi.html", f"{screen.number(view.size)} tờ, theo thứ tự ghi, tờ nào cũng có mã.")
    yield Door("Kiểm chứng", "kiem-chung.html", "Tờ giấy bà\u00a0con cầm có đúng là tờ xã đã ký không? Không cần mạng.")
    yield Door("Sổ này là gì?", "so-nay-la-gi.html", "Ai ghi, vì sao không xóa được, sổ không hứa điều gì.")
    yield Door("Cách kiểm chứng", "cach-kiem-chung.html", "So tờ giấy, so vân tay, kiểm cả sổ trên máy của mình.")


def months(view: View) -> Sequence[Month]:
    """Every month with its entries, in log order, the newest month first."""
    found: dict[str, list[Entry]] = {}
    name = next((f"{entry.record.day:%Y-%m}" for entry in view.entries if entry.record), "")
    for entry in view.entries:
        if entry.record:
            name = f"{entry.record.day:%Y-%m}"
        found.setdefault(name, []).append(entry)
    return tuple(Month(name, tuple(found[name])) for name in sorted(found, reverse=True) if name)


def month_records(view: View, month: Month) -> Records:
    """The list of one month."""
    return Records(view.size, tuple(_row(view, entry) for entry in month.entries), month)


def newest_records(view: View, listed: Sequence[Month]) -> Records:
    """The newest records and the months."""
    newest = tuple(_row(view, entry) for entry in reversed(view.entries[-_NEWEST_ROWS:]))
    return Records(view.size, newest, months=listed)


def month_of(listed: Sequence[Month]) -> Mapping[int, Month]:
    """The month of each entry, by index."""
    return {entry.index: month for month in listed for entry in month.entries}


def _row(view: View, entry: Entry) -> Row:
    matter = None if entry.voids else view.matter_at(entry.index)
    told = line(entry, view) if entry.record else None
    fault = finding_sentence(Finding(entry.code)) if entry.code else None
    name = matter.name_at(entry.index) if matter else entry.record.entity if entry.record else ""
    return Row(entry.index, name, told, matter, screen.STATES["void" if entry.voids else "unread"], fault)

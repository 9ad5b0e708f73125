"""Việc hôm nay: what is late, what was sent back, what falls due, what hangs on boards, what waits for a signature.

Late occurrences of one duty stand together, the earliest first, so that a year of missed weeks does not hide the rest.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from disclosures.desk.signing import title_of
from disclosures.pages import due
from disclosures.pages.lists import overdue
from disclosures.pages.postings import SHEETS
from disclosures.words import desk as words
from disclosures.words import plain, screen
from disclosures.words.dates import day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from disclosures.desk.drafts import Draft, Values
    from disclosures.desk.world import World
    from disclosures.model.disclosure import Disclosure
    from disclosures.pages.due import Working
    from disclosures.pages.lists import Item
    from disclosures.projections.due import Instance
    from disclosures.words.screen import State
    from ledger.book import Entry


@dataclass(frozen=True, slots=True)
class Row:
    """One thing to do: its name, what to know of it, its state, and the link that begins it.

    It is an occurrence of ``duty``, of ``matter`` where one began it; ``before``: it was due before the ledger opened.
    """

    name: str
    told: Sequence[str]
    badge: State
    href: str = ""
    link: str = ""
    working: Working | None = None
    more: Sequence[Row] = field(default=())
    duty: str = ""
    matter: str | None = None
    before: bool = False


@dataclass(frozen=True, slots=True)
class Today:
    """The whole screen; ``others`` is late and for others to record, ``public`` tells what is late as the pages do.

    ``broken`` hung or was read too short and cannot be recorded late, under the words for either.
    """

    late: Sequence[Row]
    returned: Sequence[Row]
    soon: Sequence[Row]
    sheets: Sequence[Row]
    waiting: Sequence[Row]
    signed: Sequence[Row]
    drafts: Sequence[Row]
    others: Sequence[Row]
    broken: Mapping[str, Sequence[Row]]
    public: str

    @property
    def counts(self) -> list[str]:
        """How much there is of each, in the order of the screen; what there is none of is not named."""
        counted = (
            (len(self.returned), "tờ bị trả lại"),
            (len(self.waiting), "tờ chờ ký"),
            (kinds(self.late), "loại việc quá hạn"),
            (len(self.soon), "việc sắp đến hạn"),
        )
        return [f"{count}{screen.TIE}{name}" for count, name in counted if count]


def today(world: World, drafts: Sequence[Draft]) -> Today:
    """Everything of this day, from the ledger and the drafts."""
    soon = [one for one in world.awaited if one.state == "due-soon"]
    found = overdue(world.view)
    late = [item for group in found.late for item in group]
    begun = [item for item in late if item.instance.clock == "start"]
    broken = {what: [one for one in late if one.instance.what == what] for what in words.BROKEN}
    return Today(
        late=_late(world, (one for one in begun if world.settling(one.instance))),
        returned=[row_of_draft(one, world) for one in drafts if one.state == "returned"],
        soon=_grouped(row(world, one) for one in soon if world.settling(one)),
        sheets=list(_sheets(world)),
        waiting=[row_of_draft(one, world) for one in drafts if one.state == "waiting"],
        signed=[signed(entry, world) for entry in world.unpublished],
        drafts=[row_of_draft(one, world) for one in drafts if one.state == "open"],
        others=_late(world, (one for one in begun if not world.settling(one.instance))),
        broken={words.BROKEN[what]: _late(world, items) for what, items in broken.items() if items},
        public=found.told,
    )


def kinds(rows: Iterable[Row]) -> int:
    """How many duties the rows are occurrences of, as the pages count them."""
    return len({one.duty for one in rows})


def link(instance: Instance, topic: str) -> str:
    """The form that records what an instance waits for, filled in by it."""
    given = {"duties": instance.duty, "about": instance.matter, "period": instance.period, "place": instance.place}
    return f"/ghi/{topic}?" + urlencode({name: value for name, value in given.items() if value})


def row(world: World, instance: Instance) -> Row:
    """One instance as a row."""
    topic = world.settling(instance) if instance.clock == "start" else None
    return Row(
        name=name_of(world, instance),
        told=list(_told(world, instance)),
        badge=due.badge(instance),
        href=link(instance, topic) if topic else "",
        link=words.RECORD[topic] if topic else "",
        working=due.working(instance, world.view),
        duty=instance.duty,
        matter=instance.matter,
    )


def name_of(world: World, instance: Instance) -> str:
    """What people call it: the matter that began it, else the duty's own name."""
    matter = world.view.matters.get(instance.matter or "")
    if matter:
        return matter.name
    parts = [plain.duty_title(instance.title, instance.until)]
    if instance.period:
        parts.append(screen.period(instance.period))
    if instance.place:
        parts.append(world.view.villages.get(instance.place, instance.place))
    return ", ".join(parts)


def _told(world: World, instance: Instance) -> Iterator[str]:
    if instance.due:
        until = words.THROUGH if instance.clock == "length" else words.AT_THE_LATEST
        yield f"{until} {screen.tie(f'ngày {day(instance.due)}')}"
    title = plain.duty_title(instance.title, instance.until)
    yield f"{title}, {instance.article}" if instance.matter else instance.article
    if world.settling(instance) is None:
        yield screen.actors(instance.actor)


def _late(world: World, items: Iterable[Item]) -> list[Row]:
    """What is late, in the order of the page that tells it."""
    return _grouped(replace(row(world, one.instance), before=one.before) for one in items)


def _grouped(rows: Iterable[Row]) -> list[Row]:
    """Occurrences of one duty of one matter, or of one duty that comes round, as one row."""
    groups: dict[tuple[str, str | None], list[Row]] = {}
    for one in rows:
        groups.setdefault((one.duty, one.matter), []).append(one)
    return [replace(first, more=rest) for first, *rest in groups.values()]


def _sheets(world: World) -> Iterator[Row]:
    posts, lowers = words.RECORD["disclosure.posted"], words.RECORD["disclosure.taken-down"]
    for entity, (_, state) in world.disclosures.items():
        name, up, corrected = world.view.matters[entity].name, state.up(), state.unhung()
        href = f"/ghi/disclosure.posted?{urlencode({'entity': entity})}"
        if corrected:
            told = [f"Đã đính chính {screen.tie(f'ngày {day(corrected.on)}')}, chưa ghi nơi dán tờ đính chính"]
            yield Row(name, [*told, ", ".join(corrected.places)], words.STATES["to-post-again"], href, posts)
        if up:
            until = max(sheet.until for sheet in up)
            over = until <= world.today
            may = f"Gỡ được từ {screen.tie(f'ngày {day(until)}')}"
            told = [may if over else f"{may}, không gỡ sớm hơn", ", ".join(dict.fromkeys(one.place for one in up))]
            badge = screen.STATES["posting-over" if over else "posting"]
            down = f"/ghi/disclosure.taken-down?{urlencode({'entity': entity})}"
            yield Row(name, told, badge, down if over else "", lowers)
        elif state.published and unposted(state):
            told = [f"Đã công khai {screen.tie(f'ngày {day(state.published.on)}')}, chưa ghi nơi dán"]
            yield Row(name, told, words.STATES["to-post"], href, posts)


def unposted(state: Disclosure) -> bool:
    """Whether it is to hang as a sheet and never has."""
    published = state.published
    return bool(published and SHEETS & set(published.forms)) and not (state.postings or state.superseded)


def row_of_draft(draft: Draft, world: World) -> Row:
    """A draft as a row: what is to be done with it next."""
    when = f"{'Trình' if draft.state == 'waiting' else 'Lưu'} lúc {screen.moment(draft.saved)}"
    if draft.state == "waiting":
        return Row(title_of(draft, world), [when], words.STATES["waiting"], f"/ky/{draft.id}", "Xem và ký")
    told = [f"Cần sửa: “{draft.reason}”", when] if draft.state == "returned" else [when]
    link_text = "Sửa và trình lại" if draft.state == "returned" else "Viết tiếp"
    return Row(title_of(draft, world), told, words.STATES[draft.state], f"/nhap/{draft.id}", link_text)


def signed(entry: Entry, world: World) -> Row:
    """A record that nobody outside can read yet."""
    record = entry.record
    entity = record.entity if record else ""
    title = world.view.matters[entity].name if entity in world.view.matters else entity
    topic = screen.topic(record.topic).word if record else ""
    told = [f"{topic}, tờ {entry.index:06d}"]
    return Row(title, told, words.STATES["signed"], f"/to/{entry.index}", "Xem tờ")


def rows_for(world: World, values: Values) -> list[Row]:
    """The occurrences that a draft would settle, as the law's side of its form shows them."""
    duties, matters = set(values.get("duties", [])), set(values.get("about", []))
    for entity in values.get("entity", []):
        if entity in world.disclosures:
            matters |= {entity, *world.disclosures[entity][0].about}
    periods, places = values.get("period", []), values.get("place", [])
    return [
        row(world, one)
        for one in world.awaited
        if one.duty in duties
        and (one.matter is None or one.matter in matters)
        and (not periods or one.period in (None, *periods))
        and (not places or one.place in (None, *places))
    ]


def recorded_for(world: World, draft: Draft) -> Iterator[tuple[str, str]]:
    """The name and the place at this desk of each record that settled already, for its period, what a draft would."""
    duties, periods, places = (draft.values.get(name, []) for name in ("duties", "period", "place"))
    for one in world.view.instances:
        here = one.period in periods and (not places or one.place in (None, *places))
        if one.duty in duties and one.clock == "start" and here and one.settled_by is not None:
            settled = world.view.matter_at(one.settled_by)
            if settled is not None and settled.entity not in draft.values.get("entity", []):
                yield settled.name, f"/to/{one.settled_by}"

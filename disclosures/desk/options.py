"""What the desk offers to choose from, and what it fills in from the duty and the matter.

given ``?duties=xa-ck-niem-yet&about=document/2025-du-toan`` for ``disclosure.posted``, then the disclosure about this
document is chosen, the places of its village houses are offered, and the duty is ticked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from disclosures.desk.forms import FORMS
from disclosures.desk.world import OPEN
from disclosures.model.topics import MODELS
from disclosures.words import plain, screen
from disclosures.words.desk import HEADQUARTERS, HOUSE
from disclosures.workdays import period_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from disclosures.catalogue import Duty
    from disclosures.desk.drafts import Values
    from disclosures.desk.world import World
    from disclosures.model.case import Matter
    from ledger.roster import Key

GIVEN: Final = ("duties", "about", "entity", "period", "place")
"""What a link may fill in."""
NAMED: Final = "named"
"""The duties that the link filled in: who took the tick away by mistake must find them again."""
_FIRST: Final = ("van-phong-thong-ke", "van-hoa-thong-tin", "chu-tich", "pho-chu-tich")
_PERIODS_BACK: Final = 4
_WHERE_IT_HANGS: Final = ("disclosure.taken-down", "disclosure.corrected")
_USUAL_FORMS: Final = (
    "niem-yet-tru-so", "niem-yet-nha-van-hoa", "cong-thong-tin", "truyen-thanh", "qua-truong-thon", "hop-dan", "khac",
)  # fmt: skip


class Option(NamedTuple):
    """One thing to choose: its value, its name, and what to know of it."""

    value: str
    name: str
    note: str = ""


Choices = dict[str, list[Option]]


def choices(topic: str, values: Values, world: World) -> Choices:
    """The options of every field of the topic that has some."""
    found = {name: list(make(topic, values, world)) for name, make in _MAKERS.items()}
    for at, group in enumerate(signers(topic, world)):
        found[f"signer-{at}"] = [Option(key.key.name, screen.office(key.role, key.body), key.key.name) for key in group]
    return found


def signers(topic: str, world: World) -> list[list[Key]]:
    """For each group of the topic's rule, who may sign for it: authors first, those who usually do first."""

    def usual(key: Key) -> tuple[int, str]:
        return (_FIRST.index(key.role) if key.role in _FIRST else len(_FIRST), key.key.name)

    return [sorted(group, key=usual) for group in world.roster.may_sign(topic)]


def defaults(topic: str, given: Values, world: World) -> Values:
    """What the form is filled in with, for what a link gave."""
    values = {name: list(given[name]) for name in GIVEN if given.get(name)}
    if not FORMS[topic].begins and not values.get("entity"):
        values["entity"] = [_of_matter(topic, values.get("about", []), world)]
    values["places"] = _hung(topic, values.get("entity", []), world)
    rows = world.duties(values.get("duties", []))
    if FORMS[topic].begins and topic == "disclosure.published":
        values["duties"] = [*values.get("duties", []), *_waited(topic, values, world)] if rows else []
        values["legal_title"] = [_title(name, world) for name in values.get("about", [])]
    if topic in {"disclosure.posted", "disclosure.broadcast"} and not rows:
        values["duties"] = _waited(topic, values, world)
    if topic == "document.issued":
        values["issuer"] = [f"Ủy ban nhân dân {world.view.unit}"]
    if rows and all(row.shows == "dates" for row in rows):
        values["title"] = [plain.duty_title(rows[0].title_vi, rows[0].valid_to)]
    for at, group in enumerate(signers(topic, world)):
        values[f"signer-{at}"] = [group[0].key.name] if group else []
    return {name: list(dict.fromkeys(filter(None, listed))) for name, listed in values.items()}


def _of_matter(topic: str, about: list[str], world: World) -> str:
    """The disclosure about one of these matters that a record of this topic may follow."""
    cited = (name for one in about if one in world.commune.matters for name in world.commune.matters[one].cited)
    return next((name for name in cited if name in world.open_to(topic)), "")


def _hung(topic: str, entities: list[str], world: World) -> list[str]:
    """Where the sheet of a correction must hang: where the old one does, then where its own record says."""
    state = next((world.disclosures[name][1] for name in entities if name in world.disclosures), None)
    if state and topic == "disclosure.corrected":
        return [sheet.place for sheet in state.up()]
    corrected = state.unhung() if state and topic == "disclosure.posted" else None
    return list(corrected.places) if corrected else []


def _title(entity: str, world: World) -> str:
    return world.view.matters[entity].name if entity in world.view.matters else ""


def _kinds(topic: str, values: Values, world: World) -> Iterator[Option]:
    del topic, values, world
    return (Option(key, name) for key, name in screen.DOCUMENTS.items())


def _outcomes(topic: str, values: Values, world: World) -> Iterator[Option]:
    del topic, values, world
    return (Option(key, name[0].upper() + name[1:]) for key, name in screen.OUTCOMES.items())


def _forms(topic: str, values: Values, world: World) -> Iterator[Option]:
    del topic
    asked = [form for row in world.duties(values.get("duties", [])) for form in row.forms]
    for form in dict.fromkeys((*asked, *_USUAL_FORMS, *values.get("forms", []))):
        if form in screen.FORMS:
            name = screen.FORMS[form]
            yield Option(form, name[0].upper() + name[1:], "luật nêu" if form in asked else "")


def _villages(topic: str, values: Values, world: World) -> Iterator[Option]:
    del topic, values
    return (Option(key, name[0].upper() + name[1:]) for key, name in world.view.villages.items())


def _places(topic: str, values: Values, world: World) -> Iterator[Option]:
    entity = next(iter(values.get("entity", [])), "")
    if topic in _WHERE_IT_HANGS:
        sheets = world.disclosures[entity][1].up() if entity in world.disclosures else ()
        names = [sheet.place for sheet in sheets]
    elif topic == "disclosure.relayed":
        names = [f"Trưởng {name}" for name in world.view.villages.values()]
    else:
        used = (sheet.place for _, state in world.disclosures.values() for sheet in state.postings)
        houses = (HOUSE.format(name) for name in world.view.villages.values())
        names = [HEADQUARTERS, *houses, *sorted(set(used))]
    return (Option(name, name) for name in dict.fromkeys(names))


def _abouts(topic: str, values: Values, world: World) -> Iterator[Option]:
    waited = (one.matter for one in world.awaited if one.matter and world.settling(one) == topic)
    for entity in dict.fromkeys((*values.get("about", []), *waited)):
        if entity in world.commune.matters:
            matter = world.commune.matters[entity]
            yield Option(entity, _title(entity, world), _place_in_book(matter))


def _entities(topic: str, values: Values, world: World) -> Iterator[Option]:
    del values
    return (
        Option(entity, _title(entity, world), _place_in_book(one)) for entity, (one, _) in world.open_to(topic).items()
    )


def _place_in_book(matter: Matter) -> str:
    return f"{screen.name(screen.FAMILIES, matter.family)}, hồ sơ {matter.first:06d}"


def _duties(topic: str, values: Values, world: World) -> Iterator[Option]:
    """Those that the record may name: chosen, named by the link, waited for by the same matters, or started by it.

    A row that no longer binds is offered where it was chosen: what happened while it did is judged by that day.
    """
    if topic not in FORMS:
        return
    chosen = (*values.get("duties", []), *values.get(NAMED, []), *_waited(topic, values, world))
    for row in (*world.duties(chosen), *(row for row in _started(topic, world) if row.id not in chosen)):
        yield Option(row.id, plain.duty_title(row.title_vi, row.valid_to), row.basis_vi)


def _started(topic: str, world: World) -> Iterator[Duty]:
    """The duties in force whose clock a record of this topic starts and that a later record can settle."""
    for row in world.view.catalogue.duties.values():
        begins = row.starts == topic and row.kind == "act" and topic not in row.settles
        if begins and row.in_force(world.today) and any(one in MODELS for one in row.settles):
            yield row


def _waited(topic: str, values: Values, world: World) -> list[str]:
    """The duties that the form's matters wait for, and that a record of this topic settles."""
    matters = set(values.get("about", []))
    for entity in values.get("entity", []):
        if entity in world.disclosures:
            matters |= {entity, *world.disclosures[entity][0].about}
    rows = world.view.catalogue.duties
    return [one.duty for one in world.awaited if one.matter in matters and topic in rows[one.duty].settles]


def _periods(topic: str, values: Values, world: World) -> Iterator[Option]:
    del topic
    names = [*values.get("period", [])]
    for row in world.duties(values.get("duties", [])):
        names += [one.period for one in world.awaited if one.duty == row.id and one.period and one.state in OPEN]
        if row.period:
            period = period_of(row.period, world.today)
            for _ in range(_PERIODS_BACK):
                period = period.previous()
                names.append(period.name)
    for name in sorted(set(names), reverse=True):
        told = screen.period(name)
        yield Option(name, told[0].upper() + told[1:])


_MAKERS: Final[Mapping[str, Callable[[str, Values, World], Iterator[Option]]]] = {
    "about": _abouts,
    "duties": _duties,
    "entity": _entities,
    "forms": _forms,
    "kind": _kinds,
    "outcome": _outcomes,
    "period": _periods,
    "place": _villages,
    "places": _places,
}

"""From the fields of a form to a record's body: strict, in NFC, and every fault with its field and what to do.

    read("document.issued", values, world).problems    # [Problem("on-thang", "on", "Tháng phải từ 1 đến 12; …")]

Nothing is guessed: a date is three boxes of digits, or all of it in the first; a choice is one that was offered; a
character that a record may not hold is named with its place.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from pydantic import ValidationError

from disclosures.desk import days, recorded
from disclosures.desk.forms import FORMS, fields_of, takes_files
from disclosures.desk.options import choices
from disclosures.model.actors import KEYLESS, SIGNS
from disclosures.model.disclosure import due_through, least_until
from disclosures.model.topics import MODELS
from disclosures.words import desk as words
from disclosures.words import screen
from disclosures.words.dates import day
from disclosures.words.desk import label
from disclosures.workdays import parse_date
from ledger import canonical
from ledger.errors import FormatError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from disclosures.catalogue import Duty
    from disclosures.desk.drafts import Values
    from disclosures.desk.forms import Field
    from disclosures.desk.options import Choices
    from disclosures.desk.world import World
    from disclosures.model.disclosure import Disclosure

BOXES: Final = ("ngay", "thang", "nam")
OTHER: Final = "khac"
_UNSEEN: Final = {
    **dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF), ""),  # hyphens and joints that do not show
    **dict.fromkeys((0x09, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), " "),
    **dict.fromkeys((0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029), "\n"),
    0xF0B7: "•",  # the bullet of Word's symbol font
}
_PLACE: Final = re.compile(r"character U\+[0-9A-F]+ at (\d+)")
_LISTS: Final = frozenset({"about"})
_ONE_LINE: Final = 400
"""No member that is longer may be of one line."""


class Problem(NamedTuple):
    """What is wrong: the control to go to, the field that it is of, and what to do."""

    anchor: str
    field: str
    sentence: str


@dataclass
class Read:
    """What a form says, as far as it could be read."""

    body: dict[str, Any] = field(default_factory=dict)
    entity: str = ""
    signers: tuple[str, ...] = ()
    problems: list[Problem] = field(default_factory=list)

    def fault(self, name: str, sentence: str, anchor: str = "") -> None:
        """Note one fault."""
        self.problems.append(Problem(anchor or name, name, sentence))


def tidied(values: Mapping[str, Sequence[str]]) -> Values:
    """What was typed, as it is kept: NFC, one kind of line end, tabs as spaces, nothing around it."""
    return {name: [_tidy(value) for value in listed] for name, listed in values.items()}


def _tidy(value: str) -> str:
    """What a word processor adds and nobody sees is left out; what would change how a text reads is told instead."""
    return unicodedata.normalize("NFC", value.replace("\r\n", "\n").translate(_UNSEEN)).strip()


def read(topic: str, values: Values, world: World, files: Sequence[Mapping[str, Any]] = ()) -> Read:
    """Read the whole form; ``problems`` is empty where the record can be drawn up."""
    found = Read()
    offered = choices(topic, values, world)
    duties = world.duties(values.get("duties", []))
    for one in fields_of(topic, duties):
        try:
            _put(found, one, _value(one, topic, values, offered))
        except _Fault as fault:
            found.fault(one.name, fault.sentence, fault.anchor)
    _complete(found, topic, values, world, duties)
    if takes_files(topic, duties):
        _files(found, values, files)
    found.signers = tuple(_signers(found, topic, values, world, offered))
    if not found.problems:
        _validate(found, topic)
    return found


class _Fault(Exception):  # noqa: N818 (it never leaves this module)
    def __init__(self, sentence: str, anchor: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.anchor = anchor


def _value(one: Field, topic: str, values: Values, offered: Choices) -> Any:
    """The value of one field; None where it is empty and may be."""
    match one.kind:
        case "date":
            value: Any = _date(one, values)
        case "choice" | "choices":
            value = _chosen(one, values.get(one.name, []), [option.value for option in offered.get(one.name, [])])
        case "places":
            other = [line.strip() for text in values.get(f"{one.name}-{OTHER}", []) for line in text.split("\n")]
            value = [_checked(place, 120) for place in dict.fromkeys((*values.get(one.name, []), *other)) if place]
        case _:
            value = _checked(next(iter(values.get(one.name, [])), ""), one.longest)
            if one.kind == "line" and "\n" in value:
                raise _Fault(words.ONE_LINE)
            # A member of one line may be typed in a box of several: the box is there for long titles.
            value = " ".join(value.split("\n")) if one.longest <= _ONE_LINE else value
    if value:
        return value
    if one.needed:
        raise _Fault(label(topic, one.name).empty, f"{one.name}-{BOXES[0]}" if one.kind == "date" else "")
    return None


def _date(one: Field, values: Values) -> date | None:
    parts = [next(iter(values.get(f"{one.name}-{box}", [])), "") for box in BOXES]
    try:
        return days.boxed(parts)
    except days.UnreadError as error:
        raise _Fault(error.sentence, f"{one.name}-{BOXES[error.box]}") from None


def _chosen(one: Field, given: list[str], offered: list[str]) -> str | list[str]:
    taken = [value for value in dict.fromkeys(given) if value]
    if not set(taken) <= set(offered):
        raise _Fault(words.ONE_OF_LIST)
    return taken if one.kind == "choices" else next(iter(taken), "")


def _checked(text: str, longest: int) -> str:
    try:
        canonical.check_text(text)
    except FormatError as error:
        at = _PLACE.search(error.detail)
        place = int(at[1]) if at else 0
        raise _Fault(words.hidden(text[place], place + 1)) from None
    if len(text) > longest:
        raise _Fault(words.TOO_LONG.format(length=screen.number(len(text)), longest=screen.number(longest)))
    return text


def _put(found: Read, one: Field, value: Any) -> None:
    if value is None:
        return
    if one.name == "entity":
        found.entity = value
        return
    written = value.isoformat() if isinstance(value, date) else value
    if one.name in _LISTS and isinstance(written, str):
        written = [written]
    name, _, member = one.name.partition(".")
    if name == "changes":
        found.body.setdefault(name, [{}])[0][member] = written
    elif member:
        found.body.setdefault(name, {})[member] = written
    else:
        found.body[name] = written


def _complete(found: Read, topic: str, values: Values, world: World, duties: Sequence[Duty]) -> None:
    """What follows from the rest: the matters of the same disclosure, the actor without a key, the posting's end."""
    rows = list(duties)
    if found.entity in world.disclosures:
        matter, state = world.disclosures[found.entity]
        about = [name for name in (*values.get("about", []), *matter.about) if name != found.entity]
        if about:
            found.body["about"] = list(dict.fromkeys(about))
        rows += world.duties(state.duties)
        _not_before(found, topic, matter.on, state)
        for change in found.body.get("changes", []):
            _stands(found, change, state)
    if found.body.get("on", "")[:4] > f"{world.today.year}":
        sentence = words.YEAR_AHEAD.format(on=day(parse_date(found.body["on"])))
        found.fault("on", sentence, f"on-{BOXES[0]}")
    actors = [actor for row in duties for actor in row.who]
    if actors and not SIGNS.keys() & set(actors) and (keyless := [one for one in actors if one in KEYLESS]):
        found.body["actor"] = keyless[0]
    if found.body.get("until", "9999") < found.body.get("on", ""):
        found.fault("until", words.UNTIL_BEFORE, f"until-{BOXES[0]}")
    if found.body.get("todo", {}).get("by", "9999") < found.body.get("on", ""):
        found.fault("todo.by", words.TODO_BEFORE, f"todo.by-{BOXES[0]}")
    least = max((row.duration.least("posting") for row in rows), default=0)
    if topic == "disclosure.posted" and "until" not in found.body and "on" in found.body:
        _runs(found, world, least)
    if topic == "disclosure.taken-down" and found.entity in world.disclosures:
        _promised(found, world.disclosures[found.entity][1], least)


def _runs(found: Read, world: World, least: int) -> None:
    """Through which day a sheet hangs, where nobody wrote it: a sheet beside an older one goes on with its span."""
    if not least:
        found.fault("until", words.NO_LENGTH, f"until-{BOXES[0]}")
    elif found.entity in world.disclosures and not any(problem.field == "until" for problem in found.problems):
        _, state = world.disclosures[found.entity]
        until = least_until(state, found.body.get("places", []), date.fromisoformat(found.body["on"]), least)
        found.body["until"] = until.isoformat()


def _promised(found: Read, state: Disclosure, least: int) -> None:
    """Where the law's days are over and the sheet's own last day is not, people were promised more: they learn why.

    Earlier than that it is the law that asks, with its own sentence.
    """
    on = found.body.get("on", "9999")
    for place in () if {"reason", "basis"} & found.body.keys() else found.body.get("places", []):
        until = max((sheet.until for sheet in state.up() if sheet.place == place), default=date.min)
        lawful = due_through(state, place, least) or date.min
        if lawful.isoformat() <= on < until.isoformat():
            found.fault("reason", words.PROMISED.format(place=place, until=day(until)))
            return


def _not_before(found: Read, topic: str, told_on: date, state: Disclosure) -> None:
    """No record of a disclosure is of a day before its own; of two days that clash the older record's may be wrong.

    Then the disclosure is corrected first, and what went up earlier is recorded as it was.
    """
    on, first = found.body.get("on", "9999"), recorded.begun(told_on, state)
    if on < first.isoformat():
        sentence = words.CORRECTED_BEFORE if topic == "disclosure.corrected" else words.BEFORE_IT_WAS_TOLD
        found.fault("on", sentence.format(on=day(parse_date(on)), day=day(first)), f"on-{BOXES[0]}")


def _stands(found: Read, change: dict[str, str], state: Disclosure) -> None:
    """A correction corrects what was written; what stands in a file cannot be seen here, so the file is named."""
    files, place = recorded.files(state), change.get("field", "")
    if "wrong" not in change or any(file in place for file in files):
        return
    copied = recorded.copied(change["wrong"], place, state)
    if copied.text:
        change["wrong"] = copied.text
    else:
        in_file = f" {words.MAYBE_IN_FILE}" if files and copied.fault == words.NOT_IN_RECORD else ""
        found.fault("changes.wrong", copied.fault + in_file)


def _files(found: Read, values: Values, files: Sequence[Mapping[str, Any]]) -> None:
    if not files:
        return
    found.body["attachments"] = [dict(one) for one in files]
    answer = next(iter(values.get("rieng", [])), "")
    if answer != "khong":
        found.fault("rieng", words.PRIVATE if answer == "co" else label("", "rieng").empty, "rieng-khong")


def _signers(found: Read, topic: str, values: Values, world: World, offered: Choices) -> Iterator[str]:
    """One key for each group of the rule, of different persons."""
    holders: set[str] = set()
    for at in range(len(world.roster.rule_for(topic) or ())):
        name = next(iter(values.get(f"signer-{at}", [])), "")
        key = world.roster.active(name)
        if not name:
            found.fault(f"signer-{at}", label(topic, f"signer-{at}").empty)
        elif key is None or name not in [option.value for option in offered[f"signer-{at}"]]:
            found.fault(f"signer-{at}", words.NOT_A_SIGNER)
        elif key.holder in holders:
            found.fault(f"signer-{at}", words.SAME_PERSON)
        else:
            holders.add(key.holder)
            yield name


def _validate(found: Read, topic: str) -> None:
    """The model's own strictness, last: what the fields let through and the body does not."""
    try:
        MODELS[topic].model_validate(found.body)
    except ValidationError as error:
        asked = {one.name.partition(".")[0]: one.name for one in FORMS[topic].fields}
        for one in error.errors(include_url=False):
            name = asked.get(str(one["loc"][0]) if one["loc"] else "", next(iter(asked.values())))
            found.fault(name, words.NOT_WRITTEN)

"""What can be recorded at this desk: the occurrences that wait, and every duty in force with the records it takes.

    picked(world, "ngan sach").duties    # the rows whose words hold "ngân sách"

Typed without marks, a word matches with any; typed with marks, it matches exactly.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from disclosures.desk.filing import plain
from disclosures.desk.forms import FORMS
from disclosures.desk.today import Row, row
from disclosures.words import desk as words
from disclosures.words import screen
from disclosures.words.plain import duty_title

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from disclosures.catalogue import Duty
    from disclosures.desk.world import World


@dataclass(frozen=True, slots=True)
class Choice:
    """One duty and the forms that it may begin with: name, law, links as (address, words)."""

    name: str
    law: str
    links: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Picked:
    """The whole screen; ``duties`` are by part of the slogan."""

    begun: Sequence[Row]
    duties: Sequence[tuple[str, Sequence[Choice]]]
    count: int


def picked(world: World, sought: str) -> Picked:
    """What holds the words sought; everything for none."""
    begun = [row(world, one) for one in world.awaited if one.matter and world.settling(one)]
    groups: dict[str, list[Choice]] = {}
    for duty in world.view.catalogue.duties.values():
        links = list(_links(duty)) if duty.in_force(world.today) else []
        title = duty_title(duty.title_vi, duty.valid_to)
        if links and _holds(f"{title} {duty.basis_vi}", sought):
            groups.setdefault(duty.slogan, []).append(Choice(title, duty.basis_vi, links))
    return Picked(
        [one for one in begun if _holds(f"{one.name} {' '.join(one.told)}", sought)],
        [(screen.name(screen.SECTIONS, slogan), listed) for slogan, listed in groups.items()],
        sum(map(len, groups.values())),
    )


def _links(duty: Duty) -> Iterator[tuple[str, str]]:
    """The form of the record that starts it, where the desk has it; of what settles it, where nothing must start it."""
    if duty.kind not in {"act", "standing"}:
        return
    topics = [duty.starts] if duty.starts in FORMS else []
    if duty.period or duty.kind == "standing":
        topics += [topic for topic in duty.settles if topic in FORMS]
    for topic in dict.fromkeys(topics):
        yield f"/ghi/{topic}?{urlencode({'duties': duty.id})}", words.RECORD[topic]


def _holds(text: str, sought: str) -> bool:
    words_sought = sought.lower().split()
    lowered, bare = text.lower(), plain(text)
    return all((plain(one) in bare) if plain(one) == one else (one in lowered) for one in words_sought)

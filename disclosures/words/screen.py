"""The words of the public pages: names of states, topics, offices and forms, and how days, money and sizes are written.

Every value is data: the act first, the law second; "Chưa ghi", never "chưa làm"; "chậm nhất ngày",
never "trước ngày". A no-break space ties a number to its unit and "ngày" to its date; texts from records
stay as they are.
"""

from __future__ import annotations

from datetime import timedelta, timezone
from typing import TYPE_CHECKING, Final, NamedTuple

from disclosures.words import dates, tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

TIE = "\u00a0"


_VIETNAM: Final = timezone(timedelta(hours=7))


class State(NamedTuple):
    """How a state looks: its word, its shape and its voice (``late``, ``quiet`` or none)."""

    word: str
    shape: str
    voice: str = ""


_NAMES: Final = tables.read("names")
STATES: Final[Mapping[str, State]] = {key: State(*one) for key, one in _NAMES["states"].items()}
TOPICS: Final[Mapping[str, State]] = {key: State(*one) for key, one in _NAMES["topics"].items()}
FAMILIES: Final[Mapping[str, str]] = _NAMES["families"]
ROLES: Final[Mapping[str, str]] = _NAMES["roles"]
BODIES: Final[Mapping[str, str]] = _NAMES["bodies"]
ACTORS: Final[Mapping[str, str]] = _NAMES["actors"]
SECTIONS: Final[Mapping[str, str]] = _NAMES["sections"]
UNITS: Final[Mapping[str, str]] = _NAMES["units"]
VILLAGES: Final[Mapping[str, str]] = _NAMES["villages"]
DOCUMENTS: Final[Mapping[str, str]] = _NAMES["documents"]
OUTCOMES: Final[Mapping[str, str]] = _NAMES["outcomes"]
COUNTS: Final[Mapping[str, str]] = _NAMES["counts"]
MEDIA: Final[Mapping[str, str]] = _NAMES["media"]
FORMS: Final[Mapping[str, str]] = _NAMES["forms"]
DEADLINE_BASES: Final[Mapping[str, str]] = _NAMES["deadline-bases"]
CONFIDENCE: Final[Mapping[str, str]] = _NAMES["confidence"]
TRIAL = (
    "Mọi việc ghi ở đây là ví dụ, không có thật. Chữ đỏ “Quá hạn” nghĩa là chưa ghi ở đây, "
    "không phải là xã thật chưa làm."
)


def name(table: Mapping[str, str], key: str) -> str:
    """The Vietnamese name of a data id; an id that the table lacks is shown as it is."""
    return table.get(key, key)


def office(role: str, body: str) -> str:
    """The office of a key: by its role; by its body too, where several bodies have keys of that role."""
    if role == "root":
        return f"người giữ khóa gốc của {name(BODIES, body)}"
    return name(BODIES, body) if role == "ban-thanh-tra" else name(ROLES, role)


def actors(ids: str) -> str:
    """The actors of a duty, whose ids are joined by commas."""
    return joined(name(ACTORS, one) for one in ids.split(", "))


def topic(key: str) -> State:
    """What a topic is called on screen; a topic that this version does not know is told by its family."""
    return TOPICS.get(key) or State(name(FAMILIES, key.partition(".")[0]), "tick", "quiet")


def short_day(value: date) -> str:
    """A day without its year: 09/11."""
    return f"{value:%d/%m}"


def weekday(value: date) -> str:
    """The name of a weekday, tied: thứ Hai."""
    return tie(dates.weekday(value))


def moment(value: datetime) -> str:
    """An instant, told at UTC+7: 16 giờ 05, ngày 24/11/2025."""
    value = value.astimezone(_VIETNAM)
    return tie(f"{value:%H} giờ {value:%M}, ") + tie(f"ngày {dates.day(value)}")


def number(value: int) -> str:
    """An integer with dots: 339.200.000."""
    return f"{value:,}".replace(",", ".")


def size(value: int) -> str:
    """The size of a file: 310 KB, 1,1 MB."""
    if value < 1000:  # noqa: PLR2004 - a KB
        return tie(f"{value} byte")
    if value < 999_500:  # noqa: PLR2004 - from here on it rounds to 1 MB
        return tie(f"{round(value / 1000)} KB")
    return tie(f"{value / 1_000_000:.1f} MB".replace(".", ","))


def tie(text: str) -> str:
    """The same text on one line: every space holds."""
    return text.replace(" ", TIE)


def joined(parts: Iterable[str]) -> str:
    """A list in a sentence: a, b, c."""
    return ", ".join(parts)


def unit(kind: str, called: str) -> str:
    """A unit's full name: xã Hương Sơn."""
    return f"{name(UNITS, kind)} {called}".strip()


def late_by(days: int, deadline_unit: str) -> str:
    """How late: 3 ngày làm việc, 6 ngày."""
    return tie(f"{number(days)} ngày làm việc" if deadline_unit == "WD" else f"{number(days)} ngày")


def period(value: str) -> str:
    """A period's name: năm 2025, quý IV năm 2025, tháng 03/2025, tuần 07 năm 2025."""
    if "-" not in value:
        return tie(f"năm {value}")
    year, part = value.split("-")
    if part.startswith("Q"):
        return tie(f"quý {('I', 'II', 'III', 'IV')[int(part[1]) - 1]} năm {year}")
    if part.startswith("H"):
        return f"{'sáu tháng đầu' if part == 'H1' else 'sáu tháng cuối'} {tie(f'năm {year}')}"
    if part.startswith("W"):
        return tie(f"tuần {part[1:]} năm {year}")
    return tie(f"tháng {part}/{year}")

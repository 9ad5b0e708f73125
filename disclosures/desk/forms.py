"""What the desk can record: one small table of fields a topic; forms, drafts and records are read from it.

    FORMS["disclosure.posted"].where[0]    # Field("on", "date")

A field's name is the member of the body that it fills; ``todo.by`` fills a member of a part. Words are in
``words.desk``. ``begins`` says whether a record of the topic begins a matter of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from disclosures.model import triggers
from disclosures.model.content import CONTENT, HINTS
from disclosures.words.desk import HEADINGS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from disclosures.catalogue import Duty

Kind = Literal["line", "text", "date", "choice", "choices", "places"]


class Field(NamedTuple):
    """One field: the member that it fills, its control, and what it must hold."""

    name: str
    kind: Kind = "line"
    needed: bool = True
    longest: int = 400


class Form(NamedTuple):
    """The form of a topic: what it is, where and until when, and whether it begins a matter."""

    what: tuple[Field, ...]
    where: tuple[Field, ...] = ()
    begins: bool = True
    files: bool = True

    @property
    def fields(self) -> tuple[Field, ...]:
        """Every field of the topic's own."""
        return self.what + self.where


_ON: Final = Field("on", "date")
_TITLE: Final = Field("title", longest=120)
_ABOUT: Final = Field("about", "choice", needed=False)
_ENTITY: Final = Field("entity", "choice")
_TEXT: Final = Field("text", "text", longest=8000)
_PLAIN: Final = Form((Field("title"), _ON, Field("text", "text", needed=False, longest=8000)))
_SENT: Final = Form((*_PLAIN.what, Field("to", needed=False, longest=120)))

FORMS: Final[Mapping[str, Form]] = {
    "document.issued": Form(
        (
            Field("title"),
            Field("kind", "choice"),
            Field("number", longest=120),
            Field("issuer", longest=120),
            _ON,
            Field("summary", "text", needed=False, longest=8000),
        ),
    ),
    "disclosure.published": Form(
        (
            _ABOUT,
            _TITLE,
            Field("legal_title", "text", needed=False),
            Field("what"),
            Field("affects", needed=False),
            Field("summary", "text", longest=8000),
            Field("todo.text", "text"),
            Field("todo.by", "date", needed=False),
        ),
        (_ON, Field("forms", "choices")),
    ),
    "disclosure.posted": Form(
        (_ENTITY,),
        (_ON, Field("until", "date", needed=False), Field("places", "places"), Field("basis", needed=False)),
        begins=False,
    ),
    "disclosure.taken-down": Form(
        (_ENTITY,), (_ON, Field("places", "choices"), Field("reason", needed=False), Field("basis", needed=False)),
        begins=False,
    ),
    "disclosure.broadcast": Form((_ENTITY,), (_ON, Field("until", "date")), begins=False, files=False),
    "disclosure.relayed": Form((_ENTITY,), (_ON, Field("places", "choices")), begins=False, files=False),
    "disclosure.corrected": Form(
        (
            _ENTITY,
            Field("changes.field", longest=120),
            Field("changes.wrong", "text"),
            Field("changes.right", "text"),
            Field("reason"),
        ),
        (_ON, Field("places", "choices", needed=False)),
        begins=False,
    ),
    "answer.given": Form(
        (Field("about", "choice"), _TITLE, _ON, Field("outcome", "choice"), _TEXT, Field("no_evidence", needed=False)),
    ),
    "report.sent": _SENT,
    **dict.fromkeys(
        (
            "reception.scheduled", "reception.held", "dialogue.scheduled", "dialogue.held", "dialogue.answered",
            "register.published", "report.read", "law.disseminated", "convention.reviewed", "check.held",
        ),
        _PLAIN,
    ),
}  # fmt: skip
"""Every topic that the desk records."""

_PERIOD: Final = Field("period", "choice")
_PLACE: Final = Field("place", "choice")
_FOR: Final = Field("for", "date")
_DUTIES: Final = Field("duties", "choices", needed=False)


def parts(topic: str, duties: Sequence[Duty]) -> Iterator[tuple[str, list[Field]]]:
    """The form in parts, heading first: what the law does not let a record of these duties tell is not asked."""
    form = FORMS[topic]
    dropped = _dropped(duties)
    for name, fields in (("what", form.what), ("where", form.where), ("law", tuple(_law(topic, duties)))):
        shown = [field for field in fields if field.name.partition(".")[0] not in dropped]
        if shown:
            yield HEADINGS[name], shown


def fields_of(topic: str, duties: Sequence[Duty]) -> list[Field]:
    """Every field that is asked, in the order of the form."""
    return [field for _, fields in parts(topic, duties) for field in fields]


def takes_files(topic: str, duties: Sequence[Duty]) -> bool:
    """Whether the record may carry files."""
    return FORMS[topic].files and "attachments" not in _dropped(duties)


def _dropped(duties: Sequence[Duty]) -> frozenset[str]:
    shows = {duty.shows for duty in duties}
    if "dates" in shows:
        return frozenset((*CONTENT, *HINTS))
    return frozenset(CONTENT) if "facts" in shows else frozenset()


def _law(topic: str, duties: Sequence[Duty]) -> Iterator[Field]:
    """What only some duties ask for: the period reported on, the village, the day announced."""
    if any(duty.past for duty in duties):
        yield _PERIOD
    if any(duty.per == "thon" for duty in duties):
        yield _PLACE
    if any(triggers.counts_back(duty) and duty.starts == topic for duty in duties):
        yield _FOR
    yield _DUTIES

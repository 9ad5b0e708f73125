"""The body of every topic (docs/formats/bodies.md): strict and frozen, nothing unknown, nothing loosely typed.

    >>> DocumentIssued.model_validate(
    ...     {"issuer": "UBND xã", "kind": "ke-hoach", "number": "15/KH-UBND", "on": "2025-01-10", "title": "Kế hoạch"}
    ... ).on
    datetime.date(2025, 1, 10)

A body is built with ``model_validate`` from the JSON object (``for`` is a reserved word in Python, so its field is
``for_``); its bytes are ``ledger.canonical.dumps(written(body))``, which sorts the keys. An absent member is absent:
``null`` is never written. Money is integer đồng. The members that hold content (``CONTENT``) are optional here, since
a record for the agency's staff leaves them out and so may ``withheld``; ``content.py`` asks for them.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, model_validator

from disclosures.model.parts import (
    Count,
    CountName,
    Day,
    EntityId,
    FileName,
    Line,
    Many,
    Name,
    Part,
    Period,
    Section,
    Slug,
    Some,
    Text,
)


class Attachment(Part):
    """A file that a record carries by its hash."""

    media_type: Literal[
        "application/pdf",
        "image/png",
        "image/jpeg",
        "text/csv",
        "application/toml",
        "text/plain",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ]
    name: FileName
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    size: Count

    @property
    def path(self) -> str:
        """Where it is published."""
        return f"attachments/{self.sha256}/{self.name}"


class Table(Part):
    """A small table shown as HTML; every row has as many cells as there are columns."""

    caption: Line
    columns: Annotated[tuple[Name, ...], Field(strict=False, min_length=1, max_length=6)]
    rows: Annotated[tuple[Many[Line | Count], ...], Field(strict=False, max_length=200)]
    unit: Name | None = None

    @model_validator(mode="after")
    def _rectangular(self) -> Table:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("a row has another number of cells than there are columns")
        return self


class Todo(Part):
    """What the citizen can do, and by which day."""

    by: Day | None = None
    text: Line


class Change(Part):
    """One thing that a correction puts right: what was written and what is true."""

    field: Name
    right: Line
    wrong: Line


class Body(Part):
    """What every record of an act may carry.

    ``on`` is the day it happened, ``for`` the day announced, ``duties`` every duty that the record starts or settles,
    ``about`` the entities it concerns, ``period`` what it reports on (``2025``, ``2025-H1``, ``2025-Q1``, ``2025-03``,
    ``2025-W07``), ``place`` a village's id, ``actor`` who acted where the actor has no key.
    """

    about: Many[EntityId] = ()
    actor: Slug | None = None
    attachments: Many[Attachment] = ()
    duties: Many[Slug] = ()
    for_: Annotated[Day | None, Field(alias="for")] = None
    on: Day
    period: Period | None = None
    place: Slug | None = None


class DocumentIssued(Body):
    """A document was issued: the fact that starts most clocks."""

    issuer: Name
    kind: Slug
    number: Name
    summary: Text | None = None
    title: Line


class PlanItem(Part):
    """One row of the yearly plan: our plain words, the plan's own exact words, who, and its local clock."""

    actor: Slug
    audience: Literal["public", "staff"]
    deadline: Name | None = None
    duties: Many[Slug] = ()
    id: Slug
    lines: Annotated[str, StringConstraints(pattern=r"^[0-9]+(-[0-9]+)?$")]
    quote: Line
    section: Section
    text: Line


class PlanAdopted(Body):
    """The committee's plan of one year with its items."""

    items: Some[PlanItem]
    period: Period
    title: Line


class PlanItemReported(Body):
    """What was done on one item of the plan."""

    item: Slug
    text: Text | None = None


class DisclosurePublished(Body):
    """A content was made public: its first lawful form has begun."""

    affects: Line | None = None
    forms: Some[Slug]
    legal_title: Line | None = None
    summary: Text | None = None
    tables: Many[Table] = ()
    title: Name
    todo: Todo | None = None
    what: Line


class DisclosurePosted(Body):
    """Sheets were put up at named places, through ``until``; ``basis`` is a special law with its own length."""

    basis: Line | None = None
    places: Some[Name]
    until: Day


class DisclosureTakenDown(Body):
    """Sheets were taken down; before their time with a ``reason``, or under a special law, the ``basis``."""

    basis: Line | None = None
    places: Some[Name]
    reason: Line | None = None


class DisclosureBroadcast(Body):
    """The loudspeaker read it, each day through ``until``."""

    until: Day


class DisclosureRelayed(Body):
    """The thôn heads were told, who tell the households."""

    places: Some[Name]


class DisclosureCorrected(Body):
    """It was wrong from the start; ``places`` are where the correction must hang now: wherever the old sheet does."""

    changes: Many[Change] = ()
    places: Many[Name] = ()
    reason: Line | None = None


class DisclosureSuperseded(Body):
    """It was right, and is replaced by what ``about`` names."""

    reason: Line


class ConferenceCalled(Body):
    """The staff conference was announced for ``for``."""

    agenda: Text | None = None
    for_: Annotated[Day, Field(alias="for")]
    title: Line


class ConferenceHeld(Body):
    """The staff conference took place: counts only, its text stays in the office."""

    present: Count
    resolution_yes: Count | None = None
    title: Line
    total: Annotated[int, Field(ge=1, le=2**53 - 1)]


class InspectionPlanned(Body):
    """A Board will inspect a matter, from ``for`` on."""

    subject: Line | None = None
    title: Name


class InspectionFound(Body):
    """What a Board found."""

    findings: Many[Line] = ()
    title: Name


class RecommendationDrafted(Body):
    """A Board's recommendation in draft, to be sent on ``for``."""

    text: Text | None = None
    title: Name


class RecommendationSent(Body):
    """A Board handed its recommendation over on the day ``on``; the clock of the answer starts."""

    text: Text | None = None
    title: Name
    to: Name


class AnswerGiven(Body):
    """The office answers the recommendation named in ``about``, with evidence or the reason why there is none."""

    no_evidence: Line | None = None
    outcome: Literal["done", "will-do", "not-done", "moved"]
    text: Text | None = None
    title: Name


class Plain(Body):
    """A plain matter: filed, answered, closed; the table of ``matter.py`` says which topic is which step."""

    counts: Annotated[dict[CountName, Count], Field(default_factory=dict)]
    form: Slug | None = None
    text: Text | None = None
    title: Line
    to: Name | None = None


class UnitName(Part):
    """How the unit is called."""

    kind: Literal["xa", "phuong", "thi-tran", "dac-khu"]
    name: Name


class UnitSucceeded(Body):
    """A reform renamed the unit; ledger, keys and duties go on."""

    basis: Line
    text: Text | None = None
    unit: UnitName


class DutySetAside(Body):
    """A duty does not apply here, on a legal ground, by executive and Board; in ``period`` or for ``about`` alone."""

    basis: Line
    duty: Slug
    reason: Line


class CatalogueAdopted(Body):
    """Catalogue or calendar in force from here on; its only attachment is the complete TOML."""

    kind: Literal["law", "calendar"]
    title: Line
    version: Name


def written(body: Body) -> dict[str, Any]:
    """The JSON object of a body as a record carries it: aliases, and only the members that were given."""
    return body.model_dump(mode="json", by_alias=True, exclude_unset=True)

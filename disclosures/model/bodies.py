"""The body of every topic: strict, frozen, fields in alphabetical order so that writing one gives its canonical JSON.

Members that several topics share (docs/formats, "Bodies of the disclosures"): ``on`` is the day it happened, ``for`` the
day announced, ``duties`` every duty that the record starts or settles, ``about`` the entities it concerns, ``period``
what it reports on (``2025``, ``2025-H1``, ``2025-Q1``, ``2025-03``, ``2025-W07``), ``place`` a village's id, ``actor``
who acted where the actor has no key. An absent member is absent: ``null`` is never written. Money is integer đồng.
"""

from __future__ import annotations

from datetime import date  # noqa: TC003 (pydantic reads it at run time)
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Text = Annotated[str, StringConstraints(min_length=1, max_length=8000)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=400, pattern=r"^[^\n]*$")]
Name = Annotated[str, StringConstraints(min_length=1, max_length=120, pattern=r"^[^\n]*$")]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9.-]{0,59}$")]
EntityId = Annotated[str, StringConstraints(pattern=r"^[a-z]+/[a-z0-9.-]{1,60}$")]
Period = Annotated[str, StringConstraints(pattern=r"^\d{4}(-(H[12]|Q[1-4]|0[1-9]|1[0-2]|W[0-5]\d))?$")]
Count = Annotated[int, Field(ge=0, le=2**53 - 1)]
Section = Literal["dan-biet", "dan-ban", "dan-lam", "dan-kiem-tra", "dan-giam-sat", "dan-thu-huong"]


class Part(BaseModel):
    """A piece of a body: nothing unknown, nothing loosely typed."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")


class Attachment(Part):
    """A file that a record carries by its hash (formats §2)."""

    media_type: Literal[
        "application/pdf",
        "image/png",
        "image/jpeg",
        "text/csv",
        "application/toml",
        "text/plain",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ]
    name: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,60}\.(pdf|png|jpg|xlsx|csv|toml|txt)$")]
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    size: Count


class Table(Part):
    """A small table shown as HTML; every row has as many cells as there are columns."""

    caption: Line
    columns: Annotated[tuple[Name, ...], Field(min_length=1, max_length=6)]
    rows: Annotated[tuple[tuple[Line | Count, ...], ...], Field(max_length=200)]
    unit: Name | None = None


class Todo(Part):
    """What the citizen can do, and by which day."""

    by: date | None = None
    text: Line


class Change(Part):
    """One thing that a correction puts right: what was written and what is true."""

    field: Name
    right: Line
    wrong: Line


class Body(Part):
    """What every record of an act may carry."""

    about: tuple[EntityId, ...] = ()
    actor: Slug | None = None
    attachments: tuple[Attachment, ...] = ()
    duties: tuple[Slug, ...] = ()
    on: date


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
    duties: tuple[Slug, ...] = ()
    id: Slug
    lines: Annotated[str, StringConstraints(pattern=r"^\d+(-\d+)?$")]
    quote: Line
    section: Section
    text: Line


class PlanAdopted(Body):
    """The committee's plan of one year with its items."""

    items: Annotated[tuple[PlanItem, ...], Field(min_length=1)]
    period: Period
    title: Line


class PlanItemReported(Body):
    """What was done on one item of the plan."""

    item: Slug
    text: Text


class DisclosurePublished(Body):
    """A content was made public: its first lawful form has begun."""

    affects: Line | None = None
    forms: Annotated[tuple[Slug, ...], Field(min_length=1)]
    legal_title: Line | None = None
    period: Period | None = None
    place: Slug | None = None
    summary: Text
    tables: tuple[Table, ...] = ()
    title: Name
    todo: Todo | None = None
    what: Line


class DisclosurePosted(Body):
    """Sheets were put up at named places, through ``until``."""

    places: Annotated[tuple[Name, ...], Field(min_length=1)]
    until: date


class DisclosureTakenDown(Body):
    """Sheets were taken down."""

    places: Annotated[tuple[Name, ...], Field(min_length=1)]
    reason: Line | None = None


class DisclosureBroadcast(Body):
    """The loudspeaker read it, each day through ``until``."""

    place: Slug | None = None
    until: date


class DisclosureRelayed(Body):
    """The thôn heads were told, who tell the households."""

    places: Annotated[tuple[Name, ...], Field(min_length=1)]


class DisclosureCorrected(Body):
    """It was wrong from the start; ``places`` are where the correction went up."""

    changes: Annotated[tuple[Change, ...], Field(min_length=1)]
    places: tuple[Name, ...] = ()
    reason: Line


class DisclosureSuperseded(Body):
    """It was right, and is replaced by what ``about`` names."""

    reason: Line


class ConferenceCalled(Body):
    """The staff conference was announced for ``for``."""

    agenda: Text
    for_: Annotated[date, Field(alias="for")]
    title: Line


class ConferenceHeld(Body):
    """The staff conference took place: counts only, its text stays in the office."""

    present: Count
    resolution_yes: Count | None = None
    title: Line
    total: Annotated[int, Field(ge=1)]


class InspectionPlanned(Body):
    """A Board will inspect a matter, from ``for`` on."""

    for_: Annotated[date | None, Field(alias="for")] = None
    subject: Line
    title: Name


class InspectionFound(Body):
    """What a Board found."""

    findings: Annotated[tuple[Line, ...], Field(min_length=1)]
    title: Name


class RecommendationDrafted(Body):
    """A Board's recommendation in draft."""

    text: Text
    title: Name


class RecommendationSent(Body):
    """A Board handed its recommendation over on the day ``on``; the clock of the answer starts."""

    text: Text
    title: Name
    to: Name


class AnswerGiven(Body):
    """The office answers the recommendation named in ``about``, with evidence or the reason why there is none."""

    no_evidence: Line | None = None
    outcome: Literal["done", "will-do", "not-done", "moved"]
    text: Text
    title: Name


class Plain(Body):
    """A plain matter: filed, answered, closed; the table of ``matter.py`` says which topic is which step."""

    counts: dict[Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,40}$")], Count] = {}
    for_: Annotated[date | None, Field(alias="for")] = None
    form: Slug | None = None
    period: Period | None = None
    place: Slug | None = None
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
    """A duty does not apply here, on a legal ground, by executive and Board."""

    basis: Line
    duty: Slug
    period: Period | None = None
    reason: Line


class CatalogueAdopted(Body):
    """Catalogue or calendar in force from here on; its only attachment is the complete TOML."""

    kind: Literal["law", "calendar"]
    title: Line
    version: Name

"""``danbiet duties`` and ``danbiet deadline``: what is due, and how a day was counted."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from disclosures import workdays
from disclosures.cli.base import DOES_NOT_HOLD, HOLDS, JSON, answer_json, damage, say, status_with
from disclosures.cli.help import VietnameseHelp
from disclosures.errors import DateError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from disclosures.model.bodies import Attachment
    from disclosures.projections.dates import Seal
    from disclosures.projections.due import Instance
    from disclosures.workdays import Calendar
    from ledger.book import Entry
    from ledger.errors import Finding


@click.command(cls=VietnameseHelp)
@click.argument("duty", metavar="DUTY")
@click.argument("day", metavar="DATE")
@click.option("--calendar", metavar="VERSION", help="Bản lịch nghỉ; nếu không nêu thì bản mới nhất.")
@JSON
def deadline(duty: str, day: str, calendar: str | None, *, as_json: bool) -> int:
    """Tính hạn của nghĩa vụ DUTY từ ngày DATE (năm-tháng-ngày), kèm cách tính."""
    from disclosures import catalogue as catalogues
    from disclosures.words import plain

    law = catalogues.load()
    answer = catalogues.deadline_answer(duty, day, workdays.load(calendar), law)
    if as_json:
        answer_json(answer)
    else:
        click.echo(plain.duty_title((row := law.duty(duty)).title_vi, row.valid_to))
        click.echo(answer["sentence"])
    return HOLDS if law.duty(duty).in_force(workdays.parse_date(day)) else DOES_NOT_HOLD


@click.command(cls=VietnameseHelp)
@click.argument("where", metavar="FROM_OR_LEDGER")
@click.option("--on", "on", metavar="DATE", help="Ngày xét; nếu không nêu thì hôm nay.")
@JSON
def duties(where: str, on: str | None, *, as_json: bool) -> int:
    """Việc quá hạn và sắp đến hạn, kèm cách tính; với --json là mọi lần phải làm, trạng thái, tờ nào đã ghi."""
    from ledger.record import day_of

    day = workdays.parse_judged(on) if on is not None else day_of(datetime.now(UTC))
    known = _known(where, day)
    try:
        known.calendar.check(day)
    except DateError as error:
        say(error)  # what is due after the calendar's end has no date yet, which must not look like nothing due
    if as_json:
        answer_json([instance.as_json() for instance in known.instances])
    else:
        _tell(known, day)
    return status_with(known.worst)


class _Known(NamedTuple):
    """Every duty instance, the villages' names by id, the calendar that counts, and what is wrong with the log."""

    instances: list[Instance]
    villages: dict[str, str]
    calendar: Calendar
    worst: Finding | None = None


def _known(where: str, day: date) -> _Known:
    """What an office's folder, or a published one, says of a day."""
    from disclosures.model.topics import REGISTRY
    from disclosures.verifying.state import from_source, seals_of
    from ledger.audit import audit
    from ledger.reader import open_source

    if (Path(where) / "office.toml").exists():
        return _of_office(Path(where), day)
    source = open_source(where)
    audited = audit(source, REGISTRY)
    worst = damage(audited)
    seals = seals_of(audited.cosigned, audited.size)
    return _told_by(audited.entries, seals, from_source(source), day)._replace(worst=worst)


def _of_office(ledger: Path, day: date) -> _Known:
    """Also of what is recorded and not yet published; the cosignatures are those of the published folder."""
    from disclosures import office as offices
    from disclosures.model.topics import REGISTRY
    from disclosures.recording import opened_recorder
    from disclosures.verifying.state import seals_of
    from ledger import storage
    from ledger.audit import audit
    from ledger.reader import open_source

    office = offices.load(ledger)
    with opened_recorder(office) as recorder:
        entries = recorder.entries
    cosigned = audit(open_source(office.public), REGISTRY).cosigned if office.public.is_dir() else []
    seals = seals_of(cosigned, len(entries))
    return _told_by(entries, seals, lambda attachment: storage.read(office.attachments / attachment.sha256), day)


def _told_by(
    entries: Sequence[Entry], seals: Sequence[Seal], read: Callable[[Attachment], bytes | None], day: date
) -> _Known:
    from disclosures.model.commune import opened
    from disclosures.projections.adopted import eras
    from disclosures.verifying.state import instances_of
    from disclosures.words import plain

    villages = {one.id: plain.village(one.kind, one.name) for one in opened(entries).villages}
    laws = eras(entries, read, day)
    return _Known(instances_of(entries, seals, laws, day), villages, laws[-1][1].calendar)


def _tell(known: _Known, day: date) -> None:
    from disclosures.words import plain, screen

    late = [one for one in known.instances if one.state == "overdue"]
    soon = [one for one in known.instances if one.state == "due-soon"]
    click.echo(f"Ngày {day:%d/%m/%Y}: quá hạn {len(late)} việc, sắp đến hạn {len(soon)} việc.")
    for one in (*late, *soon):
        which = f", {screen.period(one.period)}" if one.period else ""
        where = f", {known.villages.get(one.place, one.place)}" if one.place else ""
        title = plain.duty_title(one.title, one.until)
        click.echo(f"- {screen.STATES[one.state].word}: {title}{which}{where} ({one.article})")
        click.echo(f"  {one.sentence}")

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
    from disclosures.pages import View
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
        answer_json([instance.as_json() for instance in known.view.instances])
    else:
        _tell(known, day)
    return status_with(known.worst)


class _Known(NamedTuple):
    """What the pages of that day would be made of, the calendar that counts, and what is wrong with the log."""

    view: View
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
    from disclosures.projections.adopted import eras
    from disclosures.verifying.state import view_on

    # No duty follows from the tree, the log's name or its policy.
    view = view_on(day, entries, seals, read, origin="", root=b"", witnessed_size=0, policy=b"")
    return _Known(view, eras(entries, read, day)[-1][1].calendar)


def _tell(known: _Known, day: date) -> None:
    """In the order and the words of the page that tells what is overdue."""
    from disclosures.pages import due
    from disclosures.pages.lists import overdue
    from disclosures.words.due import BEFORE

    found, soon = overdue(known.view), [one for one in known.view.instances if one.state == "due-soon"]
    late = f"quá hạn {found.told}" if found.count else "không có việc quá hạn"
    click.echo(f"Ngày {day:%d/%m/%Y}: {late}; sắp đến hạn {len(soon)} việc.")
    for item in (item for group in found.late for item in group):
        _tell_one(item.instance, item.badge.word, known.view)
        if item.before:
            click.echo(f"  {BEFORE}")
    for one in soon:
        _tell_one(one, due.badge(one).word, known.view)


def _tell_one(one: Instance, state: str, view: View) -> None:
    from disclosures.words import plain, screen

    which = f", {screen.period(one.period)}" if one.period else ""
    where = f", {view.villages.get(one.place, one.place)}" if one.place else ""
    title = plain.duty_title(one.title, one.until)
    # What follows the colon of a state is what the title says.
    click.echo(f"- {state.partition(':')[0]}: {title}{which}{where} ({one.article})")
    click.echo(f"  {one.sentence}")

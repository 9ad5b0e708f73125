"""``danbiet verify``: the whole verification of what is published."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from disclosures import workdays
from disclosures.cli import base
from disclosures.cli.base import CANNOT, FILE, JSON, STATUS, answer_json, read_file, status_of
from disclosures.cli.help import VietnameseHelp
from disclosures.words import error_sentence, finding_sentence
from ledger.errors import LedgerError, StorageError
from ledger.record import day_of

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from disclosures.verifying import Verified
    from ledger.errors import Finding


@click.command(cls=VietnameseHelp)
@click.argument("where", metavar="FROM")
@click.option("--pages", is_flag=True, help="Dựng lại mọi trang từ sổ rồi so từng byte.")
@click.option("--fingerprint", metavar="F", help="Vân tay của sổ, chép từ tờ giấy đã in.")
@click.option("--policy", metavar="FILE", type=FILE, help="Tệp log/policy lấy từ nơi tin được.")
@click.option("--state", metavar="DIR", type=FILE, help="Nơi nhớ lần kiểm trước.")
@click.option(
    "--on", metavar="DATE", help="Xét vào ngày này; nếu không nêu: địa chỉ mạng vào hôm nay, thư mục vào ngày công bố."
)
@JSON
def verify(
    where: str,
    fingerprint: str | None,
    policy: Path | None,
    state: Path | None,
    on: str | None,
    *,
    pages: bool,
    as_json: bool,
) -> int:
    """Kiểm chứng cả sổ ở FROM: thư mục, tệp zip hoặc địa chỉ trang."""
    from disclosures.cli.progress import bar
    from disclosures.verifying import Anchors, verify_all
    from ledger.reader import open_source

    day, now = None, datetime.now(UTC)
    try:
        day = workdays.parse_judged(on) if on is not None else None
        anchors = Anchors(base.fingerprint(fingerprint), read_file(policy) if policy else None, state)
        source = open_source(where)
        with bar("Đang kiểm") as progress:
            verified = verify_all(source, anchors, now, on=day, progress=progress)
    except LedgerError as error:
        if as_json:
            answer_json(_unread(error, day or day_of(now)))
        raise
    if pages:
        from disclosures.publishing import compare_pages

        verified = compare_pages(source, verified)
    else:
        verified = verified.unchecked()
    if state is not None and verified.verdict == "valid":
        verified = _remembered(state, verified)
    if as_json:
        answer_json(as_object(verified))
    else:
        _tell(verified)
    return STATUS[verified.verdict]


def as_object(verified: Verified) -> dict[str, Any]:
    """The object of ``verify --json`` (docs/formats, "verify")."""
    from ledger.errors import Weight, weight
    from ledger.tlog import note

    audited = verified.audit
    newest = audited.cosigned[-1].times if audited.cosigned else {}
    told = [(weight(finding.code), _finding(finding)) for finding in verified.findings]
    return {
        "verdict": verified.verdict,
        "trust_basis": audited.trust_basis,
        "origin": audited.origin,
        "size": audited.size,
        "root": note.b64encode(audited.root),
        "witnessed_size": audited.witnessed,
        "fingerprint": audited.fingerprint,
        "cosigned": [{"name": name, "time": time, "size": audited.witnessed} for name, time in newest.items()],
        "on": verified.on.isoformat(),
        "pages": verified.pages,
        "findings": [one for weighed, one in told if weighed is not Weight.NOTICE],
        "notices": [one for weighed, one in told if weighed is Weight.NOTICE],
        "evidence": [str(path) for path in audited.evidence],
    }


def _remembered(state: Path, verified: Verified) -> Verified:
    """The answer once it is remembered; with the finding why it could not be."""
    from ledger.audit import remember

    try:
        remember(state, verified.audit)
    except StorageError as error:
        return replace(verified, findings=[error.finding(), *verified.findings])
    return verified


def _unread(error: LedgerError, on: date) -> dict[str, Any]:
    """The same object where nothing could be read: why is its one finding."""
    from disclosures.verifying import Verified
    from ledger.audit import Audit

    verdict = "inconclusive" if status_of(error) == CANNOT else "invalid"
    why = _finding(error.finding()) | {"message": error_sentence(error)}
    return as_object(Verified(Audit(), None, on, [])) | {"verdict": verdict, "findings": [why]}


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "index": finding.index,
        "entity": finding.entity,
        "path": finding.path,
        "message": finding_sentence(finding),
    }


def _tell(verified: Verified) -> None:
    from disclosures.words import screen, verdict_sentence
    from ledger.errors import Weight, weight
    from ledger.record import instant_of

    audited = verified.audit
    causes = [one.code for one in verified.findings if weight(one.code) is not Weight.NOTICE]
    size, witnessed = audited.size, audited.witnessed
    click.echo(verdict_sentence(verified.verdict, audited.trust_basis, size=size, witnessed=witnessed, causes=causes))
    click.echo()
    click.echo(f"Sổ: {audited.origin or 'không đọc được'}")
    click.echo(f"Vân tay: {audited.fingerprint or 'không đọc được'}")
    for name, time in audited.cosigned[-1].times.items() if audited.cosigned else ():
        click.echo(f"Đã được {name} xác nhận {witnessed} tờ đầu, lúc {screen.moment(instant_of(time))}.")
    click.echo(f"Xét vào ngày: {verified.on:%d/%m/%Y}")
    words = {"same": "giống từng byte", "differ": "KHÁC", "unchecked": "chưa so"}
    click.echo(f"Trang dựng lại từ sổ: {words[verified.pages]}")
    for finding in verified.findings:
        click.echo(f"- [{finding.code}] {finding_sentence(finding)}")

"""``danbiet open``: a new ledger from one settings file; every key that it names signs its first record."""

from __future__ import annotations

import os
import tomllib
import unicodedata
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from disclosures.cli.base import FILE, HOLDS, passphrase, read_file
from disclosures.cli.help import VietnameseHelp
from disclosures.errors import DataError

if TYPE_CHECKING:
    from disclosures.model.opening import Unit
    from disclosures.office import Office
    from ledger.store import Store
    from ledger.tlog.note import Signer


@click.command("open", cls=VietnameseHelp)
@click.argument("ledger", metavar="LEDGER", type=FILE)
@click.option("--settings", metavar="FILE", type=FILE, required=True, help="Tệp TOML: đơn vị, khóa, người giữ khóa.")
@click.option(
    "--passphrase-file", metavar="FILE", type=FILE, help="Mỗi khóa một dòng: tên tệp, dấu hai chấm, mật khẩu."
)
def open_(ledger: Path, settings: Path, passphrase_file: Path | None) -> int:
    """Mở sổ mới ở LEDGER theo tệp --settings (mẫu: docs/formats/opening.md), nhận danh mục luật, công bố."""
    from pydantic import ValidationError

    from disclosures.model.opening import Unit
    from disclosures.model.topics import REGISTRY
    from disclosures.office import Office
    from disclosures.publishing import place, publish
    from disclosures.recording import opening_record
    from ledger import keyfile
    from ledger.record import fingerprint
    from ledger.store import Store

    base = settings.parent
    try:
        wanted: dict[str, Any] = tomllib.loads(unicodedata.normalize("NFC", read_file(settings).decode()))
        office = Office(
            folder=ledger.resolve(),
            origin=wanted["origin"],
            public=_place(base, wanted["public"]),
            memory=_place(base, wanted["memory"]),
            keys=_place(base, wanted["keys"]),
        )
        files = [_place(base, one["file"]) for one in (*wanted["key"], wanted["log"])]
        signers = [keyfile.open_key(file, passphrase(passphrase_file, file.stem)) for file in files]
        body = _body(wanted, base, files)
        _check_villages(Unit.model_validate(wanted["unit"]), settings)
    except ValidationError as error:
        misfit = error.errors(include_url=False)[0]
        field = ".".join(map(str, ("unit", *misfit["loc"])))
        raise DataError("opening.malformed", misfit["msg"], path=str(settings), field=field) from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        field = str(error.args[0]) if isinstance(error, KeyError) else settings.name
        raise DataError("opening.malformed", str(error), path=str(settings), field=field) from None
    first = opening_record(body, signers[:-1], datetime.now(UTC))
    place.check(office)
    office.save()
    with Store(office.ledger, REGISTRY, create=True) as store:
        store.append(first)
        publish(office, store, signers[-1], datetime.now(UTC))
        if _adopt_law(office, store, signers[:-1]):
            publish(office, store, signers[-1], datetime.now(UTC))
        else:
            click.echo(
                "Chưa nhận danh mục luật và lịch nghỉ: việc ấy cần khóa của Chủ tịch và của Ban Thanh tra nhân dân."
            )
        click.echo(f"Đã mở sổ {office.origin}.\nVân tay của sổ, in lên mọi tờ dán: {fingerprint(store.get(0))}")
    return HOLDS


def _adopt_law(office: Office, store: Store, signers: list[Signer]) -> bool:
    """Record the packaged catalogue and calendar, if the executive's and the Board's keys are there to sign."""
    from disclosures import catalogue, workdays
    from disclosures.recording import Act, Recorder, attach
    from ledger.record import day_of

    recorder = Recorder(store, office)
    keys = {key.role: signer for signer in signers if (key := recorder.roster.active(signer.key.name))}
    if not keys.keys() >= {"chu-tich", "ban-thanh-tra"}:
        return False
    pens = [keys["chu-tich"], keys["ban-thanh-tra"]]
    for kind, file, data, version, title in (
        ("law", "danh-muc.toml", catalogue.data(), catalogue.load().version, "Danh mục nghĩa vụ dân chủ ở cơ sở"),
        ("calendar", "lich-nghi.toml", workdays.data(), workdays.load().version, "Lịch ngày nghỉ của cơ quan nhà nước"),
    ):
        now = datetime.now(UTC)
        body = {
            "attachments": [attach(office, file, data)],
            "kind": kind,
            "on": day_of(now).isoformat(),
            "title": title,
            "version": version,
        }
        draft = recorder.draft(
            Act("catalogue.adopted", f"catalogue/{kind}", body, tuple(pen.key.name for pen in pens)), now
        )
        store.append(draft.seal([pen.sign(draft.text) for pen in pens]))
    return True


def _check_villages(unit: Unit, settings: Path) -> None:
    """Two villages of one id would share each duty that is due in every village."""
    ids = [village.id for village in unit.villages]
    twice = next((one for one in ids if ids.count(one) > 1), None)
    if twice is not None:
        raise DataError("opening.malformed", f"{twice} twice", path=str(settings), field=f"unit.villages {twice}")


def _place(base: Path, name: str) -> Path:
    return Path(os.path.normpath(base.resolve() / name))


def _body(wanted: dict[str, Any], base: Path, files: list[Path]) -> dict[str, Any]:
    """The body of ``ledger.opened`` (docs/formats, "Roster") with a commune's first families and rules."""
    from disclosures.model import rules
    from ledger import keyfile

    keys = [
        {
            "body": one["body"],
            "holder": one["holder"],
            "role": keyfile.read_header(read_file(file)).role,
            "vkey": keyfile.public_key_of(file).vkey,
        }
        for one, file in zip(wanted["key"], files, strict=False)
    ]
    witnesses = [
        {
            "body": one["body"],
            "holder": one["holder"],
            "vkey": read_file(_place(base, one["vkey_file"])).decode().strip(),
        }
        for one in wanted["witness"]
    ]
    return {
        "title": wanted["title"],
        "unit": wanted["unit"],
        "origin": wanted["origin"],
        "log": keyfile.public_key_of(files[-1]).vkey,
        "keys": sorted(keys, key=lambda key: key["vkey"].partition("+")[0].encode()),
        "threshold": wanted["threshold"],
        "witnesses": witnesses,
        "quorum": wanted["quorum"],
        "every_days": wanted["every_days"],
        "families": rules.families(),
        "rules": rules.rules(),
    }

"""``danbiet record``: what the desk does, for scripts; the three steps may happen on three machines."""

from __future__ import annotations

import json
from collections import Counter
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NoReturn, NotRequired

import click
from pydantic import ConfigDict, TypeAdapter, ValidationError, with_config
from typing_extensions import TypedDict

from disclosures.cli.base import FILE, HOLDS, JSON, answer_json, passphrase, read_file, signature_lines
from disclosures.cli.help import Group
from disclosures.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from disclosures.office import Office
    from disclosures.recording import Act


@click.group(cls=Group)
@click.argument("ledger", metavar="LEDGER")
@click.pass_context
def record(ctx: click.Context, ledger: str) -> None:
    """Ghi vào sổ của văn phòng LEDGER bằng lệnh: draft (soạn), sign (ký), append (đưa vào sổ)."""
    ctx.obj = ledger


@record.command()
@click.argument("act", metavar="ACT_FILE", type=FILE)
@click.option("--attach", "files", metavar="FILE", type=FILE, multiple=True, help="Tệp đính kèm; nêu được nhiều lần.")
@click.option("--out", metavar="FILE", type=FILE, required=True, help="Ghi văn bản để ký vào tệp này.")
@click.pass_obj
def draft(ledger: str, act: Path, files: tuple[Path, ...], out: Path) -> int:
    """Soạn một tờ từ ACT_FILE (JSON: topic, entity, signers, body, withheld). LEDGER cũng là sổ đã công bố được."""
    from disclosures.recording import attach, opened_recorder
    from ledger import storage

    wanted = _act(read_file(act), act)
    with _desk(Path(ledger)) as office, opened_recorder(office) as recorder:
        if files:
            attached = [attach(office, file.name, read_file(file)) for file in files]
            body = {**wanted.body, "attachments": [*wanted.body.get("attachments", []), *attached]}
            wanted = replace(wanted, body=body)
        storage.create_immutable(out, recorder.draft(wanted, datetime.now(UTC)).text)
    click.echo(f"Văn bản để ký: {out}. Cần ký: {', '.join(wanted.signers)}.")
    return HOLDS


@record.command()
@click.argument("text", metavar="TEXT_FILE", type=FILE)
@click.option("--key", metavar="FILE", type=FILE, required=True, help="Tệp khóa của người ký.")
@click.option("--passphrase-file", metavar="FILE", type=FILE, help="Tệp có mật khẩu.")
@click.option("--out", metavar="FILE", type=FILE, help="Ghi dòng chữ ký vào tệp này; nếu không nêu thì in ra.")
@click.pass_obj
def sign(ledger: str, text: Path, key: Path, passphrase_file: Path | None, out: Path | None) -> int:
    """Ký văn bản TEXT_FILE. LEDGER là văn phòng, hoặc sổ đã công bố nếu ký ở máy khác."""
    from disclosures.recording import Draft, Pen
    from ledger import storage
    from ledger.errors import FormatError, RefusedError
    from ledger.record import parse_text
    from ledger.tlog import note

    data = read_file(text)
    origin, root_at = _history(ledger)
    try:
        drafted = Draft(data, parse_text(data, origin))
    except FormatError as error:
        raise RefusedError(error.code, error.detail, path=str(text)) from error
    pen = Pen(key, passphrase(passphrase_file, key.stem))
    line = note.signature_line(pen.sign(drafted, root_at))
    if out is None:
        click.echo(line, nl=False)
    else:
        storage.create_immutable(out, line)
    return HOLDS


@record.command()
@click.argument("file", metavar="FILE", type=FILE)
@click.option("--signature", "lines", metavar="FILE", type=FILE, multiple=True, help="Dòng chữ ký của từng người.")
@click.option("--attach", "files", metavar="FILE", type=FILE, multiple=True, help="Tệp kèm theo mà tờ đã ghi tên.")
@JSON
@click.pass_obj
def append(ledger: str, file: Path, lines: tuple[Path, ...], files: tuple[Path, ...], *, as_json: bool) -> int:
    """Đưa vào sổ một tờ đã ký ở nơi khác (FILE), hoặc văn bản FILE cùng các dòng chữ ký."""
    from disclosures import office as offices
    from disclosures.recording import attach, opened_recorder
    from ledger.errors import FormatError, RefusedError
    from ledger.record import code, seal
    from ledger.tlog import note

    raw = read_file(file)
    if lines:
        signed = [note.parse_line(one) for line in lines for one in signature_lines(line)]
        try:
            raw = seal(raw, signed)
        except FormatError as error:
            raise RefusedError(error.code, error.detail, path=str(file)) from error
    office = offices.load(Path(ledger))
    for attached in files:
        attach(office, attached.name, read_file(attached))
    with opened_recorder(office) as recorder:
        receipt = recorder.submit(raw)
    if as_json:
        answer_json(
            {"index": receipt.index, "code": code(office.origin, receipt.index, receipt.leaf), "new": receipt.new}
        )
    else:
        click.echo(f"Tờ {receipt.index:06d}: " + ("đã đưa vào sổ." if receipt.new else "đã có sẵn trong sổ."))
    return HOLDS


_strict = with_config(ConfigDict(strict=True, extra="forbid"))


@_strict
class _Left(TypedDict):
    field: str
    basis: str
    decided_by: str
    commitment: NotRequired[str]


@_strict
class _Asked(TypedDict):
    topic: str
    entity: str
    signers: list[str]
    body: dict[str, Any]
    withheld: NotRequired[list[_Left]]


def _act(data: bytes, path: Path) -> Act:
    """The act that a JSON file asks for; ``DataError`` ``act.malformed`` names what is wrong."""
    from disclosures.recording import Act
    from ledger.record import Withheld

    try:
        asked: _Asked = TypeAdapter(_Asked).validate_python(
            json.loads(data, object_pairs_hook=_once, parse_float=_whole)
        )
        withheld = tuple(
            Withheld(one["field"], one["basis"], one["decided_by"], one.get("commitment"))
            for one in asked.get("withheld", ())
        )
        return Act(asked["topic"], asked["entity"], asked["body"], tuple(asked["signers"]), withheld)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(map(str, first["loc"])) or "{}"
        raise DataError("act.malformed", first["msg"], path=str(path), field=field) from None
    except RecursionError:
        raise DataError("act.malformed", "nested too deep", path=str(path), field="body") from None
    except json.JSONDecodeError as error:
        raise DataError("act.malformed", str(error), path=str(path), field=f"{error.lineno}:{error.colno}") from None
    except (ValueError, KeyError, TypeError) as error:
        raise DataError("act.malformed", str(error), path=str(path), field=_named(error)) from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    for name, count in Counter(name for name, _ in pairs).items():
        if count > 1:
            raise KeyError(name)
    return dict(pairs)


def _whole(digits: str) -> NoReturn:
    raise KeyError(digits)


def _named(error: Exception) -> str:
    return str(error.args[0]) if isinstance(error, KeyError) else "body"


@contextmanager
def _desk(where: Path) -> Iterator[Office]:
    """The office to draft in; made for the moment from a published folder, so that a Board needs nobody else's machine.

    RefusedError with the first finding where that folder does not hold.
    """
    from disclosures import office as offices
    from disclosures.recording import restore_office
    from ledger.reader import open_source

    if (where / "office.toml").exists() or not (where / "log" / "checkpoint").exists():
        yield offices.load(where)
        return
    origin, _ = _history(str(where))
    with TemporaryDirectory() as folder:
        place = Path(folder)
        office = offices.Office(place / "office", origin, where.resolve(), place / "memory", place / "keys")
        restore_office(office, open_source(where))
        yield office


def _history(where: str) -> tuple[str, Callable[[int], bytes]]:
    """The origin and the roots that a signer compares with: of an office's store, or of a verified published log."""
    from disclosures import office as offices
    from disclosures.model.topics import REGISTRY
    from disclosures.recording import opened_recorder
    from ledger.audit import audit
    from ledger.errors import ProofError
    from ledger.reader import open_source

    if (Path(where) / "office.toml").exists():
        office = offices.load(Path(where))
        with opened_recorder(office) as recorder:
            recorder.catch_up()
            return office.origin, recorder.root_at
    audited = audit(open_source(where), REGISTRY)
    if not audited.holds:
        raise ProofError.of(audited.findings[0])
    return audited.origin, audited.root_at

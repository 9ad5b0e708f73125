"""``danbiet verify-note``, ``verify-proof``, ``verify-evidence`` and ``prove``: one thing, offline."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from disclosures.cli.base import FILE, HOLDS, JSON, STATUS, answer_json, read_file
from disclosures.cli.help import VietnameseHelp
from disclosures.words import error_sentence
from ledger.errors import LedgerError, StorageError

if TYPE_CHECKING:
    from pathlib import Path

    from ledger.single import Answer


@click.command("verify-note", cls=VietnameseHelp)
@click.argument("file", metavar="FILE", type=FILE)
@click.option(
    "--policy", "policy", metavar="FILE", type=FILE, required=True, help="Tệp log/policy lấy từ nơi tin được."
)
@JSON
def verify_note(file: Path, policy: Path, *, as_json: bool) -> int:
    """Kiểm chứng một tờ có chữ ký (FILE) theo khóa trong --policy."""
    from ledger import single

    return _tell(single.verify_note(read_file(file), read_file(policy)), as_json=as_json)


@click.command("verify-proof", cls=VietnameseHelp)
@click.argument("entry", metavar="ENTRY_FILE", type=FILE)
@click.argument("proof", metavar="PROOF_FILE", type=FILE)
@click.option(
    "--policy", "policy", metavar="FILE", type=FILE, required=True, help="Tệp log/policy lấy từ nơi tin được."
)
@JSON
def verify_proof(entry: Path, proof: Path, policy: Path, *, as_json: bool) -> int:
    """Kiểm chứng rằng tờ ENTRY_FILE nằm trong sổ, theo bằng chứng PROOF_FILE, không cần mạng."""
    from ledger import single

    return _tell(single.verify_proof(read_file(entry), read_file(proof), read_file(policy)), as_json=as_json)


@click.command("verify-evidence", cls=VietnameseHelp)
@click.argument("file", metavar="FILE", type=FILE)
@JSON
def verify_evidence(file: Path, *, as_json: bool) -> int:
    """Xem tệp FILE có chứng minh được rằng sổ có hai lịch sử khác nhau không; không cần mạng, không cần sổ."""
    from ledger.tlog import evidence

    data = read_file(file)
    try:
        fork = evidence.parse(data)
        evidence.check(fork)
    except LedgerError as error:
        if as_json:
            answer_json(_evidence("invalid", error_sentence(error), code=error.code))
        raise
    sentence = f"Đúng: khóa của sổ {fork.key.name} đã ký hai lịch sử không thể cùng thuộc một quyển sổ."
    if as_json:
        answer_json(_evidence("valid", sentence, log=fork.key.name, vkey=fork.key.vkey))
    else:
        click.echo(sentence)
    return HOLDS


def _evidence(verdict: str, message: str, **others: str) -> dict[str, str | None]:
    value = {"verdict": verdict, "code": None, "kind": "fork", "log": None, "vkey": None}
    return {**value, **others, "message": message}


@click.command(cls=VietnameseHelp)
@click.argument("what", metavar="INDEX_OR_ENTITY")
@click.option("--from", "where", metavar="FROM", required=True, help="Thư mục đã công bố, tệp zip hoặc địa chỉ.")
@click.option("--out", "out", metavar="FILE", type=FILE, help="Ghi bằng chứng vào tệp này; tờ ghi cạnh nó, đuôi .note.")
def prove(what: str, where: str, out: Path | None) -> int:
    """Lấy bằng chứng (tlog-proof) rằng một tờ nằm trong sổ; INDEX là số tờ, ENTITY là mã hồ sơ (tờ đầu của nó)."""
    from disclosures.model.topics import REGISTRY
    from ledger import storage
    from ledger.audit import audit, prove_entry
    from ledger.reader import open_source

    if out is not None and not out.name:
        raise StorageError("storage.failed", "no name of a file", path=str(out))
    entry, proof = prove_entry(audit(open_source(where), REGISTRY), what)
    if out is None:
        click.echo(proof, nl=False)
    else:
        beside = out.with_name(f"{out.name if out.suffix == '.note' else out.stem}.note")
        storage.create_immutable(beside, entry)
        storage.create_immutable(out, proof)
        click.echo(f"Bằng chứng: {out}\nTờ: {beside}")
    return HOLDS


def _tell(answer: Answer, *, as_json: bool) -> int:
    from disclosures.words.single import answer_sentences

    if as_json:
        value: dict[str, Any] = asdict(answer)
        value["times"] = [{"name": name, "time": time} for name, time in answer.times]
        value["message"] = answer_sentences(answer)[0]
        answer_json(value)
    else:
        for sentence in answer_sentences(answer):
            click.echo(sentence)
    return STATUS[answer.verdict]

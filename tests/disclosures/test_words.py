"""Every code that the house can raise has its sentence; every id of data has its name."""

from __future__ import annotations

import ast
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from disclosures import catalogue
from disclosures.errors import DateError
from disclosures.words import error_sentence, finding_sentence, screen, verdict_sentence
from disclosures.words import law as law_words
from disclosures.words.codes import FINDINGS, SENTENCES
from disclosures.words.dates import day, runs
from ledger.errors import INCONCLUSIVE, NOTICE, Finding, FormatError, StorageError

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
FILE_ENDINGS = {"toml", "js", "html", "note", "key", "vkey", "lock", "json", "checkpoint", "py", "css", "svg", "txt"}
CODE = re.compile(r"[a-z]+\.[a-z]+(-[a-z]+)*")
FORMATS = re.findall(
    r"\S+",
    """
    note.malformed note.signature-bad note.signer-unknown checkpoint.malformed checkpoint.extension
    checkpoint.origin checkpoint.signature-missing tile.missing tile.mismatch entry.hash-mismatch
    tree.root-mismatch record.malformed record.not-canonical record.origin record.too-large record.topic-unknown
    record.body-invalid record.seen-mismatch record.version-gap record.illegal record.lapsed record.time-suspect
    rights.key-inadmissible rights.duplicate-key-id rights.not-allowed rights.second-person-missing
    rights.inactive rights.key-type-unknown rights.suspect log.rollback log.fork log.fingerprint
    witness.signature-bad policy.malformed witness.quorum-missing witness.stale policy.changed proof.malformed
    proof.mismatch attachment.missing attachment.mismatch page.mismatch file.unexpected manifest.malformed
    page.stale page.unchecked page.age witness.awaited catalogue.differs opening.mismatch evidence.malformed
    evidence.unproven
    """,
)


def raised() -> Iterator[tuple[str, str]]:
    """Every text that stands first in the making of an error or a finding, with where it stands."""
    for house in ("ledger", "disclosures"):
        for path in sorted((ROOT / house).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and node.args and makes_error(node.func):
                    for part in ast.walk(node.args[0]):
                        if (
                            isinstance(part, ast.Constant)
                            and isinstance(part.value, str)
                            and CODE.fullmatch(part.value)
                        ):
                            yield part.value, f"{path.relative_to(ROOT)}:{part.lineno}"


def makes_error(func: ast.expr) -> bool:
    name = func.attr if isinstance(func, ast.Attribute) else func.id if isinstance(func, ast.Name) else ""
    return name.endswith(("Error", "Finding"))


def spoken() -> Iterator[tuple[str, str]]:
    """Every other text that looks like a code of a known family: codes that reach an error by a name."""
    families = {code.partition(".")[0] for code in SENTENCES}
    for house in ("ledger", "disclosures"):
        for path in sorted((ROOT / house).rglob("*.py")):
            if "words" in path.parts:
                continue
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value):
                    family, _, rest = node.value.partition(".")
                    if family in families and rest not in FILE_ENDINGS and node.value not in screen.TOPICS:
                        yield node.value, f"{path.relative_to(ROOT)}:{node.lineno}"


def test_every_code_of_the_formats_has_its_sentence() -> None:
    assert set(FINDINGS) == set(FORMATS)
    assert set(FINDINGS) >= INCONCLUSIVE | NOTICE


def test_every_code_that_the_house_raises_has_its_sentence() -> None:
    found = {**dict(raised()), **dict(spoken())}
    assert "storage.full" in found
    assert "date.month" in found
    assert {code: place for code, place in found.items() if code not in SENTENCES} == {}


def test_every_sentence_is_one_sentence_that_says_what_to_do() -> None:
    for code, sentence in SENTENCES.items():
        assert sentence[0] == sentence[0].upper() or sentence[0] in "{“", code
        assert not sentence.endswith("."), code
        assert not re.search(r"\bvui lòng\b|chưa làm|trước ngày|ngày ghi sổ|\bbị lỗi\b", sentence, re.IGNORECASE), code
        assert ";" in sentence, code


def test_a_finding_names_its_record_its_matter_or_its_file() -> None:
    assert finding_sentence(Finding("note.signature-bad", index=398)).startswith("Tờ 000398: chữ ký không khớp")
    assert finding_sentence(Finding("record.illegal", entity="disclosure/2025-0012")).startswith(
        "Hồ sơ disclosure/2025-0012"
    )
    assert finding_sentence(Finding("page.mismatch", path="qua-han.html")).startswith("Tệp qua-han.html: trang bị sửa")
    both = Finding("attachment.missing", index=3, path="attachments/00/ke.txt")
    assert finding_sentence(both).startswith("Tờ 000003, tệp attachments/00/ke.txt: thiếu tệp")
    assert error_sentence(FormatError("checkpoint.malformed")).startswith("Tờ chốt sổ")


def test_an_error_fills_its_sentence_with_its_own_particulars() -> None:
    assert error_sentence(DateError("date.month", month=13)) == "Tháng phải từ 1 đến 12; hãy sửa ô tháng (đang là 13)."
    beyond = DateError("date.beyond-calendar", date=date(2027, 1, 1), first=date(2023, 1, 1), last=date(2026, 12, 31))
    assert "từ ngày 01/01/2023 đến ngày 31/12/2026, chưa biết ngày 01/01/2027" in error_sentence(beyond)
    assert error_sentence(StorageError("source.missing", path="a.zip")).count("a.zip") == 1


def test_a_code_without_sentence_still_reads_as_a_sentence() -> None:
    assert "(mã no.such)" in error_sentence(FormatError("no.such"))


def test_a_missing_particular_never_breaks_a_sentence() -> None:
    for code in SENTENCES:
        assert "{" not in error_sentence(FormatError(code))


@pytest.mark.parametrize("field", ["path", "code", "text"])
def test_what_a_person_typed_is_never_taken_for_a_template(field: str) -> None:
    error = DateError("date.malformed", path="{0.__class__}", text="{text}{missing}")
    assert "“{text}{missing}”" in error_sentence(error), field


def test_the_verdict_says_by_which_anchor_it_holds() -> None:
    told = {
        basis: verdict_sentence("valid", basis, size=9, witnessed=9)
        for basis in ("none", "fingerprint", "policy", "checkpoint")
    }
    assert len(set(told.values())) == 4
    assert all(sentence.startswith("Đúng") for sentence in told.values())
    assert "một quyển sổ bắt đầu bằng tờ" in told["fingerprint"]
    assert "chưa so với mốc nào" in told["none"]
    assert verdict_sentence("valid", "policy", size=9, witnessed=7).endswith("2 tờ mới nhất còn chờ Ban xác nhận.")
    assert verdict_sentence("invalid", "policy", size=9, witnessed=9).startswith("Không giống")
    assert verdict_sentence("inconclusive", "none", size=9, witnessed=0).startswith("Chưa kiểm được")


def test_the_first_sentence_names_what_keeps_a_verdict_from_being_one() -> None:
    def told(*causes: str, witnessed: int = 128) -> str:
        return verdict_sentence("inconclusive", "none", size=130, witnessed=witnessed, causes=causes)

    unsaid = " Chưa kiểm được không có nghĩa là sai."
    since = "Chưa kiểm được: đã lâu Ban chưa xác nhận sổ, từ tờ 000128 trở đi."
    assert told("witness.stale", "page.stale") == since + unsaid
    assert told("witness.stale", witnessed=130) == "Chưa kiểm được: đã lâu Ban chưa xác nhận sổ." + unsaid
    assert told("page.stale") == "Chưa kiểm được: trang cũ hơn lần chốt sổ mới nhất quá hai ngày." + unsaid
    assert told() == "Chưa kiểm được: thiếu điều cần để kết luận." + unsaid


def test_a_fingerprint_alone_that_differs_is_typed_again_first() -> None:
    def told(*causes: str) -> str:
        return verdict_sentence("invalid", "none", size=9, witnessed=9, causes=causes)

    mistyped = told("log.fingerprint")
    assert mistyped.index("gõ lại đúng như tờ giấy; vẫn khác thì") < mistyped.index("báo Ban Thanh tra nhân dân")
    assert "gõ lại" not in told("log.fingerprint", "record.malformed")


def test_every_id_of_the_catalogue_has_a_name() -> None:
    vocabulary = catalogue.load().vocabulary
    assert set(screen.DEADLINE_BASES) == set(vocabulary["deadline_basis"])
    assert set(screen.CONFIDENCE) == {duty.confidence for duty in catalogue.load().duties.values()}
    assert set(screen.ACTORS) == set(vocabulary["actor"])
    assert set(screen.SECTIONS) == set(vocabulary["slogan"])
    assert set(screen.FORMS) == set(vocabulary["form"])


@pytest.mark.parametrize(
    ("law", "name"),
    [
        ("10/2022/QH15", "Luật 10/2022/QH15"),
        ("59/2023/NĐ-CP", "Nghị định 59/2023/NĐ-CP"),
        ("04/2025/TT-BTC", "Thông tư 04/2025/TT-BTC"),
        ("188/1999/QĐ-TTg", "Quyết định 188/1999/QĐ-TTg"),
        ("11-QĐi/TW", "Quy định 11-QĐi/TW"),
        ("Luật Tiếp cận thông tin (sửa đổi) 2026", "Luật Tiếp cận thông tin (sửa đổi) 2026"),
    ],
)
def test_the_number_of_a_law_tells_its_kind(law: str, name: str) -> None:
    assert law_words.law_name(law) == name


def test_no_duty_is_cited_without_the_kind_of_its_law() -> None:
    kinds = ("Luật", "Nghị định", "Thông tư", "Quy định", "Kế hoạch")
    for duty in catalogue.load().duties.values():
        assert any(kind in duty.basis_vi for kind in kinds), duty.id


def test_days_are_written_as_people_write_them() -> None:
    assert day(date(2026, 1, 9)) == "09/01/2026"
    assert runs([]) == ""
    off = [(date(2025, 1, 31), "nghỉ"), (date(2025, 2, 1), "cuối tuần"), (date(2025, 2, 2), "cuối tuần")]
    assert runs(off) == "31/01 (nghỉ), 01–02/02 (cuối tuần)"
    assert runs([(date(2025, 4, 30), "nghỉ"), (date(2025, 5, 1), "nghỉ"), (date(2025, 5, 3), "nghỉ")]) == (
        "30/04–01/05 (nghỉ), 03/05 (nghỉ)"
    )

"""One plain Vietnamese sentence for every code: what is wrong, where, what to do; and the first words of ``verify``.

error_sentence(DateError("date.month", month=13))
# "Tháng phải từ 1 đến 12; hãy sửa ô tháng (đang là 13)."
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from disclosures.errors import DisclosureError, RefusalError
from disclosures.words import screen, tables
from disclosures.words.dates import day
from disclosures.words.deadline import EVERY
from ledger.errors import RefusedError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ledger.errors import Finding, LedgerError

_TABLES: Final[Mapping[str, Mapping[str, str]]] = tables.read("sentences")
FINDINGS: Final = {
    code: text.replace("{keep}", _TABLES["ends"]["keep"]).replace("{again}", _TABLES["ends"]["again"])
    for code, text in _TABLES["findings"].items()
}
SENTENCES: Final[Mapping[str, str]] = {**FINDINGS, **_TABLES["refusals"], **_TABLES["acts"]}
_NAMED: Final[Mapping[str, Mapping[str, str]]] = {"problem": _TABLES["problems"], "period": EVERY}
_UNTOLD: Final = "Có lỗi chưa có lời giải thích (mã {code}); hãy gửi mã này cho người trông máy"


class _Params(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "…"


def error_sentence(error: LedgerError) -> str:
    """Tell an error to people: what is wrong, where, and what to do."""
    params = error.params if isinstance(error, DisclosureError) else {}
    refused = {**_TABLES["refused"], **(_TABLES["at-field"] if "field" in params else {})}
    return _sentence(error.finding(), params, refused if isinstance(error, (RefusedError, RefusalError)) else {})


def finding_sentence(finding: Finding) -> str:
    """Tell a finding of a verifier to people: what is wrong, where, and what to do."""
    return _sentence(finding, {}, {})


def _sentence(finding: Finding, params: Mapping[str, object], first: Mapping[str, str]) -> str:
    place = {"code": finding.code, "path": finding.path or "…"}
    told = (first.get(finding.code) or SENTENCES.get(finding.code, _UNTOLD)).format_map(
        _Params({**place, **{name: _written(name, value) for name, value in params.items()}})
    )
    where = _where(finding)
    return f"{where}: {told[0].lower()}{told[1:]}." if where else f"{told}."


def _where(finding: Finding) -> str:
    file = finding.path if finding.path and "{path}" not in SENTENCES.get(finding.code, "") else ""
    if finding.index is not None:
        return f"Tờ {finding.index:06d}" + (f", tệp {file}" if file else "")
    if finding.entity is not None:
        return f"Hồ sơ {finding.entity}"
    return f"Tệp {file}" if file else ""


def _written(name: str, value: object) -> object:
    if isinstance(value, date):
        return day(value)
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if name == "topic" and value in screen.TOPICS:
        return screen.TOPICS[str(value)].word
    if name == "reported":
        return screen.period(str(value))
    if name == "who":
        return ", ".join(screen.name(screen.ACTORS, actor) for actor in str(value).split(", "))
    return _NAMED.get(name, {}).get(str(value), value)

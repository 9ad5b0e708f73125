"""What is said of one note, or of one record with its proof: the page's three answers, in the same words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from disclosures.words import screen
from disclosures.words.codes import finding_sentence
from ledger.errors import Finding
from ledger.record import instant_of

if TYPE_CHECKING:
    from ledger.single import Answer

_VERDICTS: Final = {
    "valid": "Đúng. Tờ này giống hệt tờ đã ký và ghi vào sổ.",
    "invalid": "Không giống.",
    "inconclusive": "Chưa kiểm được. Chưa kiểm được không có nghĩa là sai.",
}
_MISSING: Final = {
    "the proof is missing": "Thiếu bằng chứng của tờ này; hãy xin xã, hoặc dùng danbiet prove.",
    "the entry is missing: a proof alone is about nothing": "Mới có bằng chứng, còn thiếu chính tờ cần kiểm.",
}


def answer_sentences(answer: Answer) -> list[str]:
    """The verdict, why, and what is known of it; one sentence a line."""
    told = [_VERDICTS[answer.verdict]]
    if answer.code is not None:
        sentence = finding_sentence(Finding(answer.code, answer.index))
        told[0] += f" {sentence.partition('; ')[0]}."
        told.append(f"[{answer.code}] {sentence}")
    elif answer.detail in _MISSING:
        told.append(_MISSING[answer.detail])
    if answer.index is not None and answer.verdict == "valid":
        told.append(f"Tờ {answer.index:06d} trong sổ, khi sổ có {answer.size} tờ.")
    claimed = answer.index is not None or answer.detail in _MISSING
    signed = "Tờ ghi người ký: {}; chữ ký này chưa kiểm ở đây." if claimed else "Chữ ký đúng: {}."
    told += [signed.format(name) for name in answer.signers]
    told += [f"{name} xác nhận lúc {screen.moment(instant_of(time))}." for name, time in answer.times]
    return told

"""The words of the desk: names of fields and what to write in them, what is wrong, what the desk answers.

LABELS["todo.text"].name    # "Bà con cần làm gì"

The look's rules hold: the act first, the law second; who does it; a refusal says what to do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from disclosures.words import tables
from disclosures.words.screen import State, tie

if TYPE_CHECKING:
    from collections.abc import Mapping


class Label(NamedTuple):
    """How a field is called, what to write in it, and what to say when it is empty or offers nothing to choose."""

    name: str
    hint: str = ""
    empty: str = "Hãy viết ô này."
    none: str = "Chưa có gì để chọn ở đây."


_TABLES: Final = tables.read("desk")
LABELS: Final[Mapping[str, Label]] = {key: Label(**one) for key, one in _TABLES["labels"].items()}
HEADINGS: Final[Mapping[str, str]] = _TABLES["headings"]
RECORD: Final[Mapping[str, str]] = _TABLES["record"]
"""What the desk can record, in the words of the link that leads to its form."""
ABOUT_FILES: Final[Mapping[str, str]] = _TABLES["about-files"]
STATES: Final[Mapping[str, State]] = {key: State(*one) for key, one in _TABLES["states"].items()}
BROKEN: Final[Mapping[str, str]] = _TABLES["broken"]
BESIDE: Final[Mapping[str, str]] = _TABLES["beside"]
SEE: Final[Mapping[str, str]] = _TABLES["see"]
LAPSED: Final[Mapping[str, str]] = _TABLES["lapsed"]
REFUSED: Final[Mapping[str, tuple[str, str]]] = {
    key: (title, advice) for key, (title, advice) in _TABLES["refused"].items()
}
"""Why the desk answers with a page of refusal: title, and what to do."""
PUBLISHER: Final[Mapping[str, str]] = _TABLES["publisher"]
HEADQUARTERS: Final = "Trụ sở Ủy ban nhân dân"
HOUSE: Final = "Nhà văn hóa {}"
AT_THE_LATEST: Final = "Chậm nhất"
THROUGH: Final = "Phải đủ đến"
NOBODY: Final = "Chưa ai có tệp khóa trên máy này được ký tờ này."
KEPT: Final = "Bản nháp đã được giữ."
PASSED_ON: Final = "Đã ký và trình. Chờ {} ký."
UNSIGNED: Final = "Tờ này đã trả lại, chữ ký của ông bà chưa được dùng."
MOVED: Final = "Nháp này đã đổi ở cửa sổ khác sau khi mở ở đây, nên chưa ký. Hãy xem lại rồi ký."
CODE_LATER: Final = "(có sau khi mọi người ký)"
PRIVATE: Final = "Hãy che tên, số của người dân trong tệp, bỏ tệp cũ, đưa tệp đã che vào, rồi chọn Không có."
SAME_PERSON: Final = "Người lập và người duyệt là một người giữ hai khóa. Luật cần hai người: hãy chọn người khác."
NOT_A_SIGNER: Final = "Người này không được ký loại tờ này. Hãy chọn trong danh sách."
ONE_OF_LIST: Final = "Hãy chọn trong danh sách."
TOO_LONG: Final = "Dài {length} chữ cái, quá {longest}. Hãy viết gọn lại."
ONE_LINE: Final = "Ô này chỉ một dòng. Hãy bỏ chỗ xuống dòng."
NOT_WRITTEN: Final = "Ô này chưa đúng mẫu. Hãy xem lại."
YEAR_SHORT: Final = "Hãy ghi năm đủ bốn chữ số (đang là {year})."
BEFORE_IT_WAS_TOLD: Final = (
    "Ngày {on} có trước ngày công khai đã ghi, {day}. Ngày nào đúng? Ngày ở đây sai thì hãy sửa ô này; "
    "ngày đã ghi sai thì hãy đính chính việc công khai ấy trước."
)
CORRECTED_BEFORE: Final = "Việc này công khai ngày {day}, nên không thể đính chính ngày {on}; hãy xem lại ngày."
NOT_IN_RECORD: Final = "Trong tờ không có những chữ này; hãy chép lại từ khung trên."
STRUCK: Final = "Những chữ này đã được đính chính, nay là “{right}”; hãy chép lời đang có."
WHOLE_WORDS: Final = "Hãy chép cả từ hoặc cả số."
MAYBE_IN_FILE: Final = "Nếu chữ sai nằm trong tệp kèm theo, hãy ghi tên tệp ấy vào ô Chỗ nào sai."
PROMISED: Final = "Tờ ở {place} đã hứa dán đến ngày {until}; hãy ghi vì sao gỡ sớm."
POSTED: Final = "{}, từ ngày {} đến ngày {}"
TODO_BEFORE: Final = "Ngày cuối cho bà con có trước ngày công khai. Hãy xem lại hai ngày."
UNTIL_BEFORE: Final = "Ngày cuối có trước ngày bắt đầu. Hãy xem lại hai ngày."
DATE_LIKE: Final = "Hãy ghi như 20/11/2026."
YEAR_AHEAD: Final = "Ngày {on} chưa đến; hãy chờ việc xảy ra rồi ghi, hoặc xem lại năm."
DATE_MISSING: Final = "Hãy ghi đủ ngày, tháng, năm bằng số."
FILE_TOO_BIG: Final = "Tệp {name} nặng {size}, quá {limit}. Hãy quét lại ở 150 dpi, hoặc tách tệp."
FILE_TYPE: Final = "Sổ không nhận tệp {kind}. Hãy lưu {name} thành PDF rồi chọn lại."
FILE_UNLIKE: Final = "Tệp {name} không phải {kind} như tên nó nói. Hãy mở tệp ấy ra xem, lưu thành PDF rồi chọn lại."
FILE_EMPTY: Final = "Tệp {name} rỗng. Hãy chọn lại tệp."
NO_WORDS: Final = "Hãy gõ mật khẩu."
NOT_YOUR_TURN: Final = "Khóa này không phải khóa của người đang cần ký. Hãy chọn đúng khóa."
REASON_EMPTY: Final = "Hãy viết cần sửa gì, để người ghi biết."
NO_LENGTH: Final = "Luật không định số ngày cho việc này. Hãy ghi ngày cuối."
CHANGED: Final = "Trong lúc chờ ký, sổ có tờ mới của hồ sơ này. Hãy xem lại rồi ký lại từ đầu."


def hidden(character: str, place: int) -> str:
    """Name a character that may not stand in a record, and where it stands (``place`` counts from 1)."""
    seen = f"“{character}”" if character.isprintable() else "ký tự không hiện ra được"
    told = _TABLES["hidden"].get(character, seen)
    return f"Chữ thứ {tie(str(place))} là {told} (U+{ord(character):04X}), sổ không nhận. Hãy xóa rồi gõ lại chỗ ấy."


def label(topic: str, name: str) -> Label:
    """The label of a field in a topic's form."""
    return LABELS.get(f"{topic}/{name}") or LABELS[name]

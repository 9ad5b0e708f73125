"""The words of the desk: names of fields and what to write in them, what is wrong, what the desk answers.

LABELS["todo.text"].name    # "Bà con cần làm gì"

The look's rules hold: the act first, the law second; who does it; a refusal says what to do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from disclosures.words.screen import State, tie

if TYPE_CHECKING:
    from collections.abc import Mapping


class Label(NamedTuple):
    """How a field is called, what to write in it, and what to say when it is empty or offers nothing to choose."""

    name: str
    hint: str = ""
    empty: str = "Hãy viết ô này."
    none: str = "Chưa có gì để chọn ở đây."


LABELS: Final[Mapping[str, Label]] = {
    "title": Label("Tên dễ hiểu", "Như nói ở họp thôn, nên gọn trong 60 chữ cái.", "Hãy đặt tên cho việc này."),
    "document.issued/title": Label("Tên văn bản", "Chép đúng trích yếu trên văn bản.", "Hãy chép tên văn bản."),
    "kind": Label("Loại văn bản", "", "Hãy chọn loại văn bản."),
    "number": Label("Số văn bản", "Ví dụ 231/QĐ-UBND.", "Hãy ghi số văn bản."),
    "issuer": Label("Ai ban hành", "", "Hãy ghi cơ quan ban hành."),
    "summary": Label(
        "Tóm tắt", "Nội dung chính cho bà con: việc gì, bao nhiêu tiền, ở đâu.", "Hãy tóm tắt cho bà con."
    ),
    "document.issued/summary": Label("Tóm tắt (nếu có)", "Một vài câu về nội dung văn bản."),
    "what": Label("Việc gì", "Một câu bà con hiểu ngay.", "Hãy viết một câu cho bà con."),
    "affects": Label("Ảnh hưởng ai (nếu có)", "Ví dụ 96 hộ thôn Đoài."),
    "legal_title": Label("Tên trên văn bản (nếu có)"),
    "todo.text": Label(
        "Bà con cần làm gì",
        "Một câu, bắt đầu bằng việc phải làm. Nếu không phải làm gì, viết: Bà con chỉ cần biết.",
        "Hãy viết một câu cho bà con.",
    ),
    "todo.by": Label("Chậm nhất ngày nào (nếu có)", "Là ngày cuối cùng còn kịp. Để trống nếu không có hạn."),
    "on": Label("Ngày làm việc này", "Ngày việc xảy ra, không phải ngày viết tờ này.", "Hãy ghi ngày."),
    "document.issued/on": Label("Ngày ban hành văn bản", "", "Hãy ghi ngày ban hành."),
    "disclosure.published/on": Label("Ngày bắt đầu công khai", "", "Hãy ghi ngày bắt đầu công khai."),
    "disclosure.posted/on": Label("Ngày bắt đầu dán", "", "Hãy ghi ngày bắt đầu dán."),
    "disclosure.taken-down/on": Label("Ngày gỡ", "", "Hãy ghi ngày gỡ."),
    "disclosure.broadcast/on": Label("Ngày đầu đọc loa", "", "Hãy ghi ngày đầu đọc loa."),
    "disclosure.broadcast/until": Label("Ngày cuối đọc loa", "", "Hãy ghi ngày cuối đọc loa."),
    "disclosure.relayed/on": Label("Ngày báo trưởng thôn", "", "Hãy ghi ngày báo."),
    "for": Label("Ngày được báo", "Ngày sẽ làm việc được báo ở tờ này.", "Hãy ghi ngày được báo."),
    "until": Label("Dán đến ngày", "Để trống thì bàn ghi tự tính cho đủ số ngày luật bảo.", "Hãy ghi ngày cuối."),
    "forms": Label("Công khai bằng cách nào", "", "Hãy chọn ít nhất một cách công khai."),
    "places": Label(
        "Nơi dán", "Chọn nơi có sẵn, hoặc viết thêm nơi khác, mỗi nơi một dòng.", "Hãy chọn ít nhất một nơi."
    ),
    "disclosure.taken-down/places": Label(
        "Gỡ ở đâu", "", "Hãy chọn ít nhất một nơi.", "Sổ không có nơi nào đang dán việc này, nên không có gì để gỡ."
    ),
    "disclosure.relayed/places": Label("Báo trưởng thôn nào", "", "Hãy chọn ít nhất một thôn."),
    "disclosure.corrected/on": Label("Ngày đính chính", "", "Hãy ghi ngày đính chính."),
    "disclosure.corrected/places": Label(
        "Tờ đính chính phải dán ở",
        "Chọn mọi nơi còn dán tờ cũ. Ký xong mới có tờ đính chính mang mã để in và dán; dán rồi thì ghi nơi dán.",
    ),
    "changes.field": Label("Chỗ nào sai", "Ví dụ khoản 3, tiền công.", "Hãy ghi chỗ nào sai."),
    "changes.wrong": Label("Đã ghi là", "Chép đúng chữ, số trong khung trên.", "Hãy chép điều đã ghi."),
    "changes.right": Label("Đúng là", "", "Hãy ghi điều đúng."),
    "basis": Label("Theo luật riêng nào (nếu có)", "Chỉ ghi khi một luật khác định thời gian dán ngắn hơn."),
    "reason": Label("Vì sao (nếu có)"),
    "disclosure.taken-down/reason": Label(
        "Vì sao gỡ sớm (nếu có)", "Gỡ khi chưa dán đủ ngày thì phải ghi. Trang của xã nói rõ gỡ sớm bao nhiêu ngày."
    ),
    "disclosure.corrected/reason": Label("Vì sao sai", "Ví dụ gõ nhầm khi chép.", "Hãy ghi vì sao sai."),
    "entity": Label("Của việc công khai nào", "", "Hãy chọn việc công khai."),
    "about": Label(
        "Về hồ sơ nào", "Hồ sơ mở đầu việc này; chọn đúng thì đồng hồ của luật mới dừng.", "Hãy chọn hồ sơ."
    ),
    "answer.given/about": Label(
        "Trả lời kiến nghị nào", "", "Hãy chọn kiến nghị.", "Sổ không có kiến nghị nào đang chờ trả lời."
    ),
    "outcome": Label("Kết quả", "", "Hãy chọn kết quả."),
    "text": Label("Nội dung", "Viết cho bà con đọc: đã làm gì, kết quả ra sao.", "Hãy viết nội dung."),
    "no_evidence": Label("Vì sao không có bằng chứng (nếu không kèm tệp)"),
    "to": Label("Gửi ai (nếu có)"),
    "period": Label("Của kỳ nào", "", "Hãy chọn kỳ."),
    "place": Label("Thôn, tổ dân phố", "", "Hãy chọn thôn, tổ dân phố."),
    "duties": Label("Tờ này làm xong nghĩa vụ nào", "Chọn đủ thì mới hết “chưa ghi”."),
    "document.issued/duties": Label("Văn bản này mở những nghĩa vụ nào", "Đồng hồ của luật chạy từ ngày ban hành."),
    "tep": Label(
        "Tệp quét hoặc PDF", "Bấm Chọn tệp, hoặc kéo tệp vào ô. PDF, ảnh JPG, PNG, bảng XLSX; mỗi tệp tối đa 20 MB."
    ),
    "rieng": Label(
        "Trong tệp có tên, số định danh, số điện thoại của người dân không?", "", "Hãy xem tệp rồi chọn một câu."
    ),
    "signer-0": Label("Ai lập tờ này", "Người này ký trước.", "Hãy chọn người lập."),
    "signer-1": Label("Ai duyệt và ký", "Người thứ hai, không phải người lập.", "Hãy chọn người duyệt."),
}
HEADINGS: Final = {
    "what": "Việc này là gì",
    "where": "Ở đâu, đến ngày nào",
    "law": "Theo luật nào",
    "files": "Tệp và thông tin riêng",
    "signers": "Ai ký",
}
RECORD: Final[Mapping[str, str]] = {
    "document.issued": "Ghi văn bản mới ban hành",
    "disclosure.published": "Ghi đã công khai",
    "disclosure.posted": "Ghi nơi dán",
    "disclosure.taken-down": "Ghi đã gỡ",
    "disclosure.broadcast": "Ghi đã đọc loa",
    "disclosure.relayed": "Ghi đã báo trưởng thôn",
    "disclosure.corrected": "Đính chính",
    "answer.given": "Soạn trả lời",
    "reception.scheduled": "Ghi lịch tiếp dân",
    "reception.held": "Ghi buổi tiếp dân",
    "dialogue.scheduled": "Ghi lịch đối thoại",
    "dialogue.held": "Ghi buổi đối thoại",
    "dialogue.answered": "Ghi trả lời sau đối thoại",
    "register.published": "Ghi danh sách quý",
    "report.sent": "Ghi báo cáo đã gửi",
    "report.read": "Ghi báo cáo đã đọc trước dân",
    "law.disseminated": "Ghi buổi phổ biến pháp luật",
    "convention.reviewed": "Ghi việc rà soát hương ước",
    "check.held": "Ghi việc xã tự kiểm tra",
}
"""What the desk can record, in the words of the link that leads to its form."""
ABOUT_FILES: Final = {
    "khong": "Không có",
    "co": "Có: cần che trước khi trình",
}
STATES: Final[Mapping[str, State]] = {
    "open": State("Nháp", "pencil", "quiet"),
    "waiting": State("Chờ ký", "pencil"),
    "returned": State("Trả lại", "back"),
    "signed": State("Đã ký, chưa công bố", "up"),
    "to-post": State("Chờ dán", "sheet-dashed"),
    "to-post-again": State("Chờ dán tờ đính chính", "sheet-dashed"),
}
HEADQUARTERS: Final = "Trụ sở Ủy ban nhân dân"
HOUSE: Final = "Nhà văn hóa {}"
NOBODY: Final = "Chưa ai có tệp khóa trên máy này được ký tờ này."
KEPT: Final = "Bản nháp đã được giữ."
BESIDE: Final[Mapping[str, str]] = {
    "open": (
        "Nháp này đã đổi ở cửa sổ khác sau khi mở ở đây. Chữ vừa gõ được giữ thành nháp riêng, nháp kia còn nguyên. "
        "Hãy xem cả hai, dùng một nháp và xóa nháp thừa."
    ),
    "waiting": (
        "Nháp này đã có người ký và đang chờ ký, nên không đổi được nữa. Chữ vừa gõ được giữ thành nháp riêng. "
        "Hãy xem tờ chờ ký: cần sửa thì trả lại tờ ấy, không cần thì xóa nháp này."
    ),
    "recorded": (
        "Nháp này đã vào sổ. Chữ vừa gõ được giữ thành nháp riêng; tệp đã kèm thì phải chọn lại. "
        "Hãy xem tờ đã vào sổ: sai thì đính chính, không sai thì xóa nháp này."
    ),
    "gone": (
        "Nháp này không còn: đã xóa, hoặc tờ đã vào sổ. Chữ vừa gõ được giữ thành nháp riêng; "
        "tệp đã kèm thì phải chọn lại. Hãy xem lại rồi dùng nháp này, hoặc xóa đi."
    ),
}
"""What became of the draft in which words were typed that another draft holds now."""
SEE: Final[Mapping[str, str]] = {"open": "Xem nháp kia", "waiting": "Xem tờ chờ ký", "recorded": "Xem tờ đã vào sổ"}
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
MAYBE_IN_FILE: Final = "Nếu chữ sai nằm trong tệp kèm theo, hãy ghi tên tệp ấy vào ô Chỗ nào sai."
POSTED: Final = "{}, từ ngày {} đến ngày {}"
TODO_BEFORE: Final = "Ngày cuối cho bà con có trước ngày công khai. Hãy xem lại hai ngày."
UNTIL_BEFORE: Final = "Ngày cuối có trước ngày bắt đầu. Hãy xem lại hai ngày."
DATE_MISSING: Final = "Hãy ghi đủ ngày, tháng, năm bằng số."
FILE_TOO_BIG: Final = "Tệp {name} nặng {size}, quá {limit}. Hãy quét lại ở 150 dpi, hoặc tách tệp."
FILE_TYPE: Final = "Sổ không nhận tệp {kind}. Hãy lưu {name} thành PDF rồi chọn lại."
FILE_UNLIKE: Final = "Tệp {name} không phải {kind} như tên nó nói. Hãy mở tệp ấy ra xem, lưu thành PDF rồi chọn lại."
FILE_EMPTY: Final = "Tệp {name} rỗng. Hãy chọn lại tệp."
NO_WORDS: Final = "Hãy gõ mật khẩu."
NOT_YOUR_TURN: Final = "Khóa này không phải khóa của người đang cần ký. Hãy chọn đúng khóa."
REASON_EMPTY: Final = "Hãy viết cần sửa gì, để người ghi biết."
NO_LENGTH: Final = "Luật không định số ngày cho việc này. Hãy ghi ngày cuối."
LAPSED: Final[Mapping[str, str]] = {
    "open": (
        "Lần công bố gần nhất cũ hơn tờ mới nhất quá 60 ngày, nên sổ chưa nhận tờ nào ký bây giờ. "
        "Hãy công bố trước, rồi mở lại trang này và ký."
    ),
    "waiting": (
        "Tờ này soạn theo lần công bố cũ hơn tờ mới nhất quá 60 ngày, nên sổ không nhận. "
        "Hãy trả lại tờ này, công bố, rồi trình lại."
    ),
}
CHANGED: Final = "Trong lúc chờ ký, sổ có tờ mới của hồ sơ này. Hãy xem lại rồi ký lại từ đầu."

REFUSED: Final[Mapping[str, tuple[str, str]]] = {
    "host": ("Địa chỉ lạ", "Bàn ghi chỉ trả lời ở địa chỉ mà lệnh danbiet office đã in ra. Hãy mở đúng địa chỉ ấy."),
    "cookie": (
        "Bàn ghi chưa mở ở cửa sổ này",
        (
            "Hãy mở đường dẫn mà lệnh danbiet office in ra khi chạy. Đường dẫn ấy chỉ dùng một lần; "
            "nếu đã dùng, hãy chạy lại lệnh."
        ),
    ),
    "once": (
        "Đường dẫn này đã dùng rồi",
        "Mỗi đường dẫn mở bàn chỉ dùng một lần. Hãy chạy lại lệnh danbiet office và mở đường dẫn mới.",
    ),
    "origin": (
        "Lệnh này không đến từ bàn ghi",
        (
            "Một trang khác, hoặc một trình duyệt không nói nó ở trang nào, đã gửi lệnh này. Bàn ghi không làm gì cả. "
            "Hãy bấm nút ngay trong trang của bàn ghi."
        ),
    ),
    "token": ("Trang này cũ rồi", "Bàn ghi không làm gì cả. Hãy mở lại trang trước rồi bấm lại nút."),
    "missing": ("Không có trang này", "Hãy xem lại địa chỉ, hoặc về Việc hôm nay."),
    "method": ("Không làm được như thế ở đây", "Hãy về Việc hôm nay rồi bấm vào việc cần làm."),
    "large": (
        "Tệp gửi lên nặng quá",
        (
            "Bàn ghi nhận mỗi tệp tối đa 20 MB. Lần bấm này không giữ được gì: những gì đã lưu trước đó còn ở "
            "Việc hôm nay, chữ gõ sau đó phải gõ lại. Hãy bấm Lưu nháp trước, rồi mới chọn tệp nhẹ hơn."
        ),
    ),
    "malformed": ("Trang gửi lên không đọc được", "Hãy bấm nút Quay lại của trình duyệt rồi gửi lại."),
    "failed": (
        "Bàn ghi gặp trục trặc",
        (
            "Việc vừa bấm có thể chưa xong. Bản nháp đã lưu vẫn còn. Hãy về Việc hôm nay xem lại rồi làm lại; "
            "nếu vẫn thế, hãy tắt bàn ghi và chạy lại lệnh danbiet office."
        ),
    ),
    "ledger": ("Bàn ghi chưa làm được việc này", "Hãy làm theo câu trên, rồi thử lại."),
    "draft": ("Bản nháp này không còn", "Tờ đã vào sổ, hoặc bản nháp đã xóa. Hãy về Việc hôm nay xem lại."),
}
"""Why the desk answers with a page of refusal: title, and what to do."""

PUBLISHER: Final[Mapping[str, str]] = {
    "locked": "Chưa công bố được: máy công bố đang chờ mật khẩu của khóa sổ.",
    "starting": "Máy công bố đang khởi động.",
    "waiting": "Máy công bố đang chờ tờ mới.",
    "publishing": "Đang công bố…",
    "failed": "Lần công bố vừa rồi chưa xong.",
    "stopped": "Máy công bố đã dừng. Hãy tắt bàn ghi và chạy lại lệnh danbiet office.",
}

_HIDDEN: Final[Mapping[str, str]] = {
    "\u00ad": "dấu gạch nối ẩn",
    "\u200b": "khoảng trắng không thấy được",
    "\u200c": "dấu tách chữ ẩn",
    "\u200d": "dấu nối chữ ẩn",
    "\u200e": "dấu đổi chiều chữ sang phải",
    "\u200f": "dấu đổi chiều chữ sang trái",
    "\u202a": "dấu nhúng chữ sang phải",
    "\u202b": "dấu nhúng chữ sang trái",
    "\u202c": "dấu thôi đổi chiều chữ",
    "\u202d": "dấu ép chiều chữ sang phải",
    "\u202e": "dấu ép chiều chữ sang trái",
    "\u2060": "dấu nối ẩn",
    "\u2066": "dấu cô lập chữ sang phải",
    "\u2067": "dấu cô lập chữ sang trái",
    "\u2068": "dấu cô lập chữ",
    "\u2069": "dấu thôi cô lập chữ",
    "\ufeff": "dấu đầu tệp ẩn",
}


def hidden(character: str, place: int) -> str:
    """Name a character that may not stand in a record, and where it stands (``place`` counts from 1)."""
    seen = f"“{character}”" if character.isprintable() else "ký tự không hiện ra được"
    told = _HIDDEN.get(character, seen)
    return f"Chữ thứ {tie(str(place))} là {told} (U+{ord(character):04X}), sổ không nhận. Hãy xóa rồi gõ lại chỗ ấy."


def label(topic: str, name: str) -> Label:
    """The label of a field in a topic's form."""
    return LABELS.get(f"{topic}/{name}") or LABELS[name]

"""What staff are told when their own record is refused at the door: the codes of findings, with what to do next.

Nothing was written then, so nobody has to keep a copy or warn the Board; a verifier who finds the same in a published
log is told by ``findings``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

REFUSED: Final[Mapping[str, str]] = {
    "attachment.missing": "Văn phòng chưa có tệp kèm theo {path} đúng như tờ đã ghi; hãy đưa tệp ấy cùng với tờ",
    "log.rollback": "Kho của văn phòng thiếu tờ đã ký công bố, có lẽ lấy từ bản sao cũ; "
    "hãy cất tệp ledger.sqlite sang chỗ khác rồi chạy danbiet restore",
    "log.fork": "Kho của văn phòng có tờ khác tờ đã ký công bố ở cùng một chỗ, có lẽ ghi tiếp lên bản sao cũ; "
    "hãy cất tệp ledger.sqlite sang chỗ khác, chạy danbiet restore, rồi ghi lại tờ còn thiếu",
    "note.malformed": "Tệp đưa vào không phải là một tờ có ký, hoặc hỏng khi chép; "
    "hãy chép lại nguyên tệp hoặc chọn đúng tệp",
    "note.signer-unknown": "Người ký có khóa không nằm trong danh sách người được ký; hãy xem lại ai ký",
    "note.signature-bad": "Có chữ ký không phải của văn bản này; hãy ký lại đúng văn bản cần đưa vào sổ",
    "record.malformed": "Tờ viết sai mẫu của sổ, hỏng khi chép, hoặc thiếu, thừa dòng chữ ký; "
    "hãy chép lại nguyên tệp, ký đủ hoặc soạn lại",
    "record.origin": "Tờ này soạn cho quyển sổ khác; hãy soạn lại trong sổ này",
    "record.not-canonical": "Tờ không viết theo cách viết duy nhất của sổ; hãy soạn lại bằng danbiet",
    "record.body-invalid": "Nội dung tờ thiếu, thừa hoặc sai mẫu của loại việc này; hãy sửa rồi soạn lại",
    "record.topic-unknown": "Sổ không có loại việc này; hãy chọn loại việc trong danh sách",
    "record.seen-mismatch": "Tờ được soạn theo một lần công bố khác với sổ này; hãy soạn lại từ sổ hiện có",
    "record.version-gap": "Hồ sơ đã có tờ mới hơn lúc soạn; hãy xem tờ mới rồi soạn lại",
    "record.lapsed": "Bản soạn dựa trên lần công bố đã cũ quá 60 ngày; hãy công bố rồi soạn lại",
    "rights.inactive": "Người ký có khóa đang bị dừng hoặc đã thôi dùng; hãy để người đang giữ việc ấy ký",
    "rights.not-allowed": "Người ký không có quyền ký loại việc này; hãy đưa đúng người ký",
    "rights.second-person-missing": "Tờ còn thiếu chữ ký của người thứ hai, hai khóa của một người chỉ tính là một; "
    "hãy đưa người kia cùng ký",
    "rights.key-inadmissible": "Khóa mới yếu hoặc không có bằng chứng giữ khóa; hãy lập khóa khác",
    "rights.duplicate-key-id": "Khóa mới trùng với khóa đã có; hãy lập khóa khác",
}

AT_FIELD: Final[Mapping[str, str]] = {
    "record.malformed": "Ô “{field}” sai mẫu của sổ hoặc có ký tự ẩn, ký tự lạ {mark}; hãy xóa rồi gõ lại ô ấy",
    "record.body-invalid": "Ô “{field}” thiếu, thừa hoặc sai mẫu của loại việc này; "
    "hãy sửa ô ấy, ngày thì viết như 2026-11-28",
}

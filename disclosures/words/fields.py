"""What a part of a record is called where it is left out of the page: never the member's own name.

called("tables")    # "bảng số"
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

FIELDS: Final[Mapping[str, str]] = {
    "about": "hồ sơ liên quan",
    "actor": "ai làm",
    "affects": "ảnh hưởng ai",
    "agenda": "chương trình",
    "attachments": "tệp kèm theo",
    "changes": "chỗ đính chính",
    "counts": "số đếm",
    "findings": "kết quả kiểm tra",
    "for": "ngày được báo",
    "form": "hình thức",
    "forms": "hình thức công khai",
    "issuer": "nơi ban hành",
    "legal_title": "tên theo văn bản",
    "no_evidence": "vì sao không có bằng chứng",
    "number": "số văn bản",
    "period": "kỳ",
    "place": "thôn, tổ",
    "places": "những nơi dán",
    "reason": "vì sao",
    "subject": "kiểm tra việc gì",
    "summary": "tóm tắt",
    "tables": "bảng số",
    "text": "nội dung",
    "title": "tên việc",
    "to": "gửi ai",
    "todo": "bà\u00a0con cần làm gì",
    "what": "việc gì",
}


def called(field: str) -> str:
    """The name of a member on screen; one that people are never asked to write is told as a part."""
    return FIELDS.get(field, "một mục")

"""What the members of a record are called on page, sheet and offline page, in the order that people read them.

called("tables")    # "bảng số"
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

FIELDS: Final[Mapping[str, str]] = {
    "title": "tên việc", "legal_title": "tên trên văn bản", "what": "việc gì", "summary": "tóm tắt", "text": "nội dung",
    "number": "số văn bản", "kind": "loại", "issuer": "nơi ban hành", "on": "ngày xã khai", "for": "ngày được báo",
    "until": "đến hết ngày", "period": "kỳ", "place": "ở đâu", "places": "những nơi dán", "affects": "ảnh hưởng ai",
    "todo": "bà\u00a0con cần làm gì", "by": "chậm nhất ngày", "forms": "hình thức công khai", "form": "hình thức",
    "changes": "chỗ đính chính", "field": "chỗ nào", "wrong": "ghi nhầm", "right": "đúng là", "reason": "vì sao",
    "basis": "căn cứ", "tables": "bảng số", "items": "các việc", "item": "việc trong kế hoạch", "id": "mã việc",
    "section": "phần", "quote": "kế hoạch ghi", "lines": "dòng", "deadline": "hạn", "audience": "cho ai xem",
    "agenda": "chương trình", "present": "có mặt", "total": "tổng số", "resolution_yes": "tán thành nghị quyết",
    "subject": "kiểm tra việc gì", "findings": "kết quả kiểm tra", "to": "gửi ai", "outcome": "trả lời",
    "no_evidence": "vì sao không có bằng chứng", "counts": "số đếm", "unit": "đơn vị", "name": "tên",
    "duty": "nghĩa vụ", "version": "bản", "actor": "ai làm", "attachments": "tệp kèm theo", "about": "hồ sơ liên quan",
    "media_type": "loại tệp", "sha256": "dấu của tệp", "size": "cỡ", "decided_by": "người quyết định",
    "commitment": "dấu cam kết", "origin": "tên sổ", "log": "khóa của sổ", "keys": "người được ký",
    "threshold": "số khóa gốc cần", "witnesses": "người xác nhận", "quorum": "số người xác nhận cần",
    "every_days": "xác nhận mỗi mấy ngày", "families": "việc dành riêng", "rules": "ai được ký gì", "body": "tổ chức",
    "holder": "người giữ", "role": "vai", "vkey": "khóa", "bodies": "tổ chức", "family": "nhóm việc",
    "groups": "nhóm người ký", "topic": "loại việc", "proof": "bằng chứng giữ khóa", "villages": "thôn, tổ",
    "code": "mã",
}  # fmt: skip


def called(field: str) -> str:
    """The name of a member on screen; one that people are never asked to write is told as a part."""
    return FIELDS.get(field, "một mục")

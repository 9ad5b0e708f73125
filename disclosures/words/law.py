"""Names that the law gives: citations, forms, audiences, how sure a row is.

basis("73/2026/NĐ-CP", "36;37", "36.3c; 37.1")
# "điểm c khoản 3 Điều 36, khoản 1 Điều 37 Nghị định 73/2026/NĐ-CP"
"""

from __future__ import annotations

import re
from typing import Final

_KINDS: Final = (
    (re.compile(r"\d+/\d{4}/QH\d+"), "Luật"),
    (re.compile(r"\d+/\d{4}/NĐ-CP"), "Nghị định"),
    (re.compile(r"\d+/\d{4}/TT-[A-ZĐ]+"), "Thông tư"),
    (re.compile(r"\d+/\d{4}/QĐ-[A-Za-zĐ]+"), "Quyết định"),
    (re.compile(r"\d+-QĐi/TW"), "Quy định"),
    (re.compile(r"KH .+"), "Kế hoạch"),
)
_CLAUSE: Final = re.compile(r"(\d+)([a-zđ])?(?:-(\d+|[a-zđ]))?")


def law_name(law: str) -> str:
    """Write a law's number with its kind: ``Luật 10/2022/QH15``."""
    return "; ".join(map(_one_law, law.split("; ")))


def _one_law(law: str) -> str:
    kind = next((kind for pattern, kind in _KINDS if pattern.fullmatch(law)), "")
    return f"{kind} {law.removeprefix('KH ')}".lstrip()


def basis(law: str, article: str, clause: str = "") -> str:
    """Cite an article: ``khoản 2 Điều 13 Luật 10/2022/QH15``."""
    articles = [part.strip() for part in article.split(";") if part.strip()]
    named = [_article(part, clause, alone=len(articles) == 1) for part in articles]
    return " ".join([", ".join(named), law_name(law)]).strip()


def _article(article: str, clause: str, *, alone: bool) -> str:
    if not article[0].isdigit():
        return _section(article, clause)
    own = f"{article}."
    parts = [part.strip() for part in clause.split(";") if ":" not in part]
    named = [part.removeprefix(own) for part in parts if part.startswith(own) or (alone and part)]
    return " ".join([_clauses(" ".join(named)), f"Điều {article}"]).lstrip()


def _section(section: str, bullets: str) -> str:
    number = bullets.rpartition(" ")[2].replace("-", "–")
    return f"mục {section}" + (f", gạch đầu dòng {number}" if number else "")


def _clauses(text: str) -> str:
    """Write ``2``, ``1-3,5``, ``2d`` or ``1a,1b``, clause by clause."""
    written, points = [], dict[str, list[str]]()
    for clause, point, end in _CLAUSE.findall(text):
        if point:
            points.setdefault(clause, []).append(f"{point}–{end}" if end else point)
        else:
            written.append(f"{clause}–{end}" if end else clause)
    plain = [f"khoản {', '.join(written)}"] if written else []
    return ", ".join([f"điểm {', '.join(named)} khoản {clause}" for clause, named in points.items()] + plain)


FORMS: Final = {
    "niem-yet-tru-so": "niêm yết tại trụ sở",
    "niem-yet-nha-van-hoa": "niêm yết tại nhà văn hóa, điểm sinh hoạt",
    "niem-yet-co-quan": "niêm yết tại cơ quan",
    "niem-yet-noi-tiep-dan": "niêm yết tại nơi tiếp dân",
    "cong-thong-tin": "cổng, trang thông tin điện tử",
    "vneid": "VNeID",
    "truyen-thanh": "truyền thanh",
    "qua-truong-thon": "qua trưởng thôn, tổ trưởng",
    "gui-van-ban": "gửi văn bản",
    "giay-moi": "giấy mời",
    "tin-nhan": "tin nhắn, điện thoại",
    "mang-xa-hoi": "mạng xã hội",
    "hop-dan": "họp dân",
    "phieu-ho": "phiếu lấy ý kiến hộ",
    "phieu-ho-sau-hop": "phiếu hộ sau cuộc họp không đủ người",
    "bieu-quyet-truc-tuyen": "biểu quyết trực tuyến",
    "doi-thoai": "đối thoại",
    "doi-thoai-doi-tuong": "đối thoại với người phải thi hành",
    "tiep-cong-dan": "tiếp dân, tiếp xúc cử tri, báo chí",
    "truc-tuyen": "trực tuyến",
    "hop-thu": "hòm thư góp ý, đường dây nóng",
    "qua-ban-ctmt": "qua Ban công tác Mặt trận, đoàn thể",
    "qua-doan-the": "qua đoàn thể",
    "noi-bo-dien-tu": "mạng nội bộ",
    "hoi-nghi": "hội nghị cán bộ, công chức",
    "qua-phu-trach": "qua người phụ trách bộ phận",
    "qua-dang-doan": "qua tổ chức đảng, công đoàn",
    "phieu-can-bo": "phiếu lấy ý kiến cán bộ",
    "cung-hinh-thuc": "cùng cách với lần công khai sai",
    "cong-bo-ky-hop": "công bố tại kỳ họp Hội đồng nhân dân",
    "dien-tu": "gửi qua mạng",
    "buu-dien": "gửi bưu điện",
    "truc-tiep": "trực tiếp",
    "qua-cong-doan": "qua công đoàn, đoàn thể",
    "an-pham": "in thành sách, tờ rơi",
    "bao-chi": "báo, đài",
    "hop-bao": "họp báo",
    "hop-co-quan": "họp cơ quan",
    "sinh-hoat-chi-bo": "sinh hoạt chi bộ",
    "hop-giao-ban": "họp giao ban",
    "khac": "cách khác",
}
DEADLINE_BASES: Final = {
    "text": "điều luật ghi rõ số ngày",
    "default-12.3": "5 ngày làm việc chung của khoản 3 Điều 12; luật riêng có hạn khác thì theo luật riêng",
    "derived": "suy từ nhiều điều luật, cần luật sư xác nhận",
    "local": "kế hoạch của địa phương đặt ra",
    "unsure": "ghi theo trí nhớ, chưa đối chiếu",
}
CONFIDENCE: Final = {
    "sourced": "đã đọc trong một bản chép, chưa đối chiếu Công báo",
    "remembered-sure": "ghi theo hiểu biết chung, chưa đối chiếu văn bản",
    "remembered-unsure": "chưa chắc, cần đối chiếu văn bản",
}

"""The words of the public pages: names of states, topics, offices and forms, and how days, money and sizes are written.

Every value is data: the act first, the law second; "Chưa ghi", never "chưa làm"; "chậm nhất ngày",
never "trước ngày". A no-break space ties a number to its unit and "ngày" to its date; texts from records
stay as they are.
"""

from __future__ import annotations

from datetime import timedelta, timezone
from typing import TYPE_CHECKING, Final, NamedTuple

from disclosures.words import dates, law

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

TIE = "\u00a0"


_VIETNAM: Final = timezone(timedelta(hours=7))


class State(NamedTuple):
    """How a state looks: its word, its shape and its voice (``late``, ``quiet`` or none)."""

    word: str
    shape: str
    voice: str = ""


STATES: Mapping[str, State] = {
    "not-due": State("Chưa đến hạn", "circle", "quiet"),
    "due-soon": State("Sắp đến hạn", "half"),
    "met": State("Đúng hạn", "circle-tick", "quiet"),
    "met-late": State("Làm chậm", "diamond-tick"),
    "overdue": State("Quá hạn", "late", "late"),
    "running": State("Đang chạy", "sheet"),
    "lasted": State("Đã đủ ngày", "circle-tick", "quiet"),
    "too-short": State("Gỡ sớm {}: niêm yết chưa đủ", "late", "late"),  # by how many days
    "broadcast-short": State("Phát truyền thanh chưa đủ ngày", "late", "late"),
    "broadcasting": State("Đang phát truyền thanh", "sheet"),
    "withheld": State("Không công khai", "bar"),
    "no-clock": State("Không có hạn", "dash", "quiet"),
    "not-applicable": State("Không áp dụng", "slash", "quiet"),
    "recorded": State("Đã ghi", "tick", "quiet"),
    "not-begun": State("Chưa phát sinh hạn", "circle", "quiet"),
    "not-recorded": State("Chưa ghi", "square", "quiet"),
    "claimed-in-time": State("Khai đúng hạn, lập sau hạn", "diamond-half"),
    "posting-soon": State("Sắp niêm yết", "sheet-dashed"),
    "posting": State("Đang niêm yết", "sheet"),
    "posting-over": State("Hết hạn niêm yết", "sheet-foot"),
    "taken-down": State("Đã dán đủ ngày, đã gỡ", "sheet-cross"),
    "taken-down-early": State("Gỡ sớm", "sheet-cross"),
    "corrected": State("Đã đính chính", "unlike"),
    "superseded": State("Đã thay thế", "sheets"),
    "answered": State("Đã trả lời", "bubble-tick"),
    "unread": State("Bản này chưa đọc được", "dash"),
    "void": State("Không có giá trị", "unlike"),
}

TOPICS: Mapping[str, State] = {
    "ledger.opened": State("Mở sổ", "tick", "quiet"),
    "roster.key-added": State("Thêm người được ký", "tick", "quiet"),
    "roster.key-retired": State("Thôi quyền ký", "dash", "quiet"),
    "document.issued": State("Ban hành văn bản", "tick", "quiet"),
    "plan.adopted": State("Ban hành kế hoạch", "tick", "quiet"),
    "plan.item-reported": State("Báo việc trong kế hoạch", "tick", "quiet"),
    "disclosure.published": State("Công khai", "sheet"),
    "disclosure.posted": State("Niêm yết", "sheet"),
    "disclosure.taken-down": State("Gỡ tờ niêm yết", "sheet-cross"),
    "disclosure.broadcast": State("Phát truyền thanh", "sheet"),
    "disclosure.relayed": State("Báo trưởng thôn để báo các hộ", "sheet"),
    "disclosure.corrected": State("Đính chính", "unlike"),
    "disclosure.superseded": State("Thay bằng việc khác", "sheets"),
    "conference.called": State("Báo họp hội nghị cán bộ, công chức", "circle", "quiet"),
    "conference.held": State("Đã họp hội nghị cán bộ, công chức", "tick", "quiet"),
    "inspection.planned": State("Ban lên kế hoạch kiểm tra", "circle", "quiet"),
    "inspection.found": State("Ban nêu kết quả kiểm tra", "tick", "quiet"),
    "recommendation.drafted": State("Ban soạn kiến nghị", "bubble"),
    "recommendation.sent": State("Ban trao kiến nghị", "bubble"),
    "answer.given": State("Xã trả lời", "bubble-tick"),
    "dialogue.scheduled": State("Báo ngày đối thoại", "circle", "quiet"),
    "dialogue.held": State("Đã đối thoại", "tick", "quiet"),
    "dialogue.answered": State("Trả lời sau đối thoại", "bubble-tick"),
    "reception.scheduled": State("Báo lịch tiếp dân", "circle", "quiet"),
    "reception.held": State("Đã tiếp dân", "tick", "quiet"),
    "register.published": State("Công khai danh sách quý", "sheet"),
    "report.sent": State("Gửi báo cáo", "tick", "quiet"),
    "report.read": State("Đọc báo cáo trước dân", "tick", "quiet"),
    "law.disseminated": State("Phổ biến pháp luật", "tick", "quiet"),
    "convention.reviewed": State("Rà soát hương ước", "tick", "quiet"),
    "check.held": State("Xã tự kiểm tra", "tick", "quiet"),
    "steering.inspected": State("Ban Chỉ đạo kiểm tra", "tick", "quiet"),
    "front.confirmed": State("Mặt trận xác nhận", "tick", "quiet"),
    "front.supervised": State("Mặt trận giám sát", "tick", "quiet"),
    "board.planned": State("Ban lập kế hoạch", "circle", "quiet"),
    "board.reported": State("Ban báo cáo", "tick", "quiet"),
    "board.dissented": State("Ban có ý kiến khác", "bubble"),
    "unit.succeeded": State("Đổi tên đơn vị", "sheets"),
    "duty.set-aside": State("Nghĩa vụ không áp dụng", "slash"),
    "catalogue.adopted": State("Dùng danh mục mới", "tick", "quiet"),
}

FAMILIES: Mapping[str, str] = {
    "ledger": "Sổ",
    "roster": "Người được ký",
    "document": "Văn bản",
    "plan": "Kế hoạch",
    "disclosure": "Việc công khai",
    "conference": "Hội nghị cán bộ, công chức",
    "inspection": "Kiểm tra của Ban",
    "recommendation": "Kiến nghị của Ban",
    "answer": "Trả lời kiến nghị",
    "dialogue": "Đối thoại",
    "reception": "Tiếp dân",
    "register": "Danh sách đã công khai",
    "report": "Báo cáo",
    "law": "Phổ biến pháp luật",
    "convention": "Hương ước, quy ước",
    "check": "Tự kiểm tra",
    "steering": "Ban Chỉ đạo",
    "front": "Mặt trận",
    "board": "Ban Thanh tra nhân dân",
    "unit": "Đơn vị",
    "duty": "Nghĩa vụ",
    "catalogue": "Danh mục nghĩa vụ, lịch nghỉ",
}

ROLES: Mapping[str, str] = {
    "root": "người giữ khóa gốc",
    "chu-tich": "Chủ tịch Ủy ban nhân dân",
    "pho-chu-tich": "Phó Chủ tịch Ủy ban nhân dân",
    "van-phong-thong-ke": "công chức Văn phòng – Thống kê",
    "van-hoa-thong-tin": "công chức Văn hóa – Thông tin",
    "ban-chi-dao": "Ban Chỉ đạo",
    "cong-doan": "Công đoàn",
    "mat-tran": "Ủy ban Mặt trận Tổ quốc",
    "to-truong": "trưởng thôn, tổ trưởng",
    "ban-thanh-tra": "Ban Thanh tra nhân dân",
    "ban-giam-sat": "Ban Giám sát đầu tư của cộng đồng",
}

BODIES: Mapping[str, str] = {
    "uy-ban": "Ủy ban nhân dân",
    "hoi-dong": "Hội đồng nhân dân",
    "cong-doan": "Công đoàn",
    "mat-tran": "Ủy ban Mặt trận Tổ quốc",
    "ban-thanh-tra": "Ban Thanh tra nhân dân",
    "ban-thanh-tra-cq": "Ban Thanh tra nhân dân của cơ quan",
    "ban-giam-sat": "Ban Giám sát đầu tư của cộng đồng",
}

ACTORS: Mapping[str, str] = {
    "ubnd-xa": "Ủy ban nhân dân",
    "chu-tich-ubnd-xa": "Chủ tịch Ủy ban nhân dân",
    "hdnd-xa": "Hội đồng nhân dân",
    "mttq-xa": "Ủy ban Mặt trận Tổ quốc",
    "truong-thon": "Trưởng thôn, tổ trưởng",
    "truong-ban-ctmt": "Trưởng ban công tác Mặt trận",
    "ban-ttnd-xa": "Ban Thanh tra nhân dân",
    "ban-gsdtcd": "Ban Giám sát đầu tư của cộng đồng",
    "nguoi-dung-dau-cq": "Người đứng đầu cơ quan",
    "cong-doan-cq": "Công đoàn cơ quan",
    "ban-ttnd-cq": "Ban Thanh tra nhân dân của cơ quan",
    "chu-dau-tu": "Chủ đầu tư",
    "bi-thu-cap-uy": "Bí thư cấp ủy",
    "cong-chuc-van-hoa": "Công chức Văn hóa – Thông tin",
    "cong-chuc-van-phong": "Công chức Văn phòng – Thống kê",
    "ban-chi-dao": "Ban Chỉ đạo",
    "ubnd-tinh": "Ủy ban nhân dân tỉnh",
    "cap-tren": "Cơ quan cấp trên",
    "nhan-dan": "Nhân dân",
    "ho-gia-dinh": "Hộ gia đình",
    "can-bo": "Đảng viên, cán bộ, công chức",
    "tat-ca": "Mọi cơ quan, cá nhân",
}

SECTIONS: Mapping[str, str] = {
    "dan-biet": "Dân biết",
    "dan-ban": "Dân bàn",
    "dan-lam": "Dân làm",
    "dan-kiem-tra": "Dân kiểm tra",
    "dan-giam-sat": "Dân giám sát",
    "dan-thu-huong": "Dân thụ hưởng",
}

FORMS: Mapping[str, str] = law.FORMS
UNITS: Mapping[str, str] = {"xa": "xã", "phuong": "phường", "thi-tran": "thị trấn", "dac-khu": "đặc khu"}
VILLAGES: Mapping[str, str] = {"thon": "thôn", "to-dan-pho": "tổ dân phố"}
DOCUMENTS: Mapping[str, str] = {
    "bao-cao": "Báo cáo", "ke-hoach": "Kế hoạch", "quyet-dinh": "Quyết định", "thong-bao": "Thông báo",
    "cong-van": "Công văn", "nghi-quyet": "Nghị quyết", "to-trinh": "Tờ trình", "quy-che": "Quy chế",
}  # fmt: skip
OUTCOMES: Mapping[str, str] = {
    "done": "đã làm", "will-do": "sẽ làm", "not-done": "không làm", "moved": "chuyển nơi có thẩm quyền",
}  # fmt: skip
COUNTS: Mapping[str, str] = {
    "present": "có mặt", "total": "tổng số", "yes": "đồng ý", "no": "không đồng ý", "households": "số hộ",
    "opinions": "số ý kiến", "people": "số người", "cases": "số vụ việc", "times": "số lần", "items": "số việc",
    "questions": "số câu hỏi", "answered": "đã trả lời", "units": "số đơn vị", "reviewed": "đã rà soát",
}  # fmt: skip
MEDIA: Mapping[str, str] = {
    "application/pdf": "PDF", "image/png": "ảnh PNG", "image/jpeg": "ảnh JPEG", "text/csv": "bảng CSV",
    "application/toml": "dữ liệu TOML", "text/plain": "văn bản",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "bảng XLSX",
}  # fmt: skip
TRIAL = (
    "Mọi việc ghi ở đây là ví dụ, không có thật. Chữ đỏ “Quá hạn” nghĩa là chưa ghi ở đây, "
    "không phải là xã thật chưa làm."
)


def name(table: Mapping[str, str], key: str) -> str:
    """The Vietnamese name of a data id; an id that the table lacks is shown as it is."""
    return table.get(key, key)


def office(role: str, body: str) -> str:
    """The office of a key: by its role; by its body too, where several bodies have keys of that role."""
    if role == "root":
        return f"người giữ khóa gốc của {name(BODIES, body)}"
    return name(BODIES, body) if role == "ban-thanh-tra" else name(ROLES, role)


def actors(ids: str) -> str:
    """The actors of a duty, whose ids are joined by commas."""
    return joined(name(ACTORS, one) for one in ids.split(", "))


def topic(key: str) -> State:
    """What a topic is called on screen; a topic that this version does not know is told by its family."""
    return TOPICS.get(key) or State(name(FAMILIES, key.partition(".")[0]), "tick", "quiet")


def short_day(value: date) -> str:
    """A day without its year: 09/11."""
    return f"{value:%d/%m}"


def weekday(value: date) -> str:
    """The name of a weekday, tied: thứ Hai."""
    return tie(dates.weekday(value))


def moment(value: datetime) -> str:
    """An instant, told at UTC+7: 16 giờ 05, ngày 24/11/2025."""
    value = value.astimezone(_VIETNAM)
    return tie(f"{value:%H} giờ {value:%M}, ") + tie(f"ngày {dates.day(value)}")


def number(value: int) -> str:
    """An integer with dots: 339.200.000."""
    return f"{value:,}".replace(",", ".")


def size(value: int) -> str:
    """The size of a file: 310 KB, 1,1 MB."""
    if value < 1000:  # noqa: PLR2004 - a KB
        return tie(f"{value} byte")
    if value < 999_500:  # noqa: PLR2004 - from here on it rounds to 1 MB
        return tie(f"{round(value / 1000)} KB")
    return tie(f"{value / 1_000_000:.1f} MB".replace(".", ","))


def tie(text: str) -> str:
    """The same text on one line: every space holds."""
    return text.replace(" ", TIE)


def joined(parts: Iterable[str]) -> str:
    """A list in a sentence: a, b, c."""
    return ", ".join(parts)


def unit(kind: str, called: str) -> str:
    """A unit's full name: xã Hương Sơn."""
    return f"{name(UNITS, kind)} {called}".strip()


def late_by(days: int, deadline_unit: str) -> str:
    """How late: 3 ngày làm việc, 6 ngày."""
    return tie(f"{number(days)} ngày làm việc" if deadline_unit == "WD" else f"{number(days)} ngày")


def period(value: str) -> str:
    """A period's name: năm 2025, quý IV năm 2025, tháng 03/2025, tuần 07 năm 2025."""
    if "-" not in value:
        return tie(f"năm {value}")
    year, part = value.split("-")
    if part.startswith("Q"):
        return tie(f"quý {('I', 'II', 'III', 'IV')[int(part[1]) - 1]} năm {year}")
    if part.startswith("H"):
        return f"{'sáu tháng đầu' if part == 'H1' else 'sáu tháng cuối'} {tie(f'năm {year}')}"
    if part.startswith("W"):
        return tie(f"tuần {part[1:]} năm {year}")
    return tie(f"tháng {part}/{year}")

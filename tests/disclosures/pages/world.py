"""A small book for the pages: money that was corrected, a recommendation, a plan, and a void entry."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from disclosures import catalogue, workdays
from disclosures.model.topics import REGISTRY
from disclosures.pages import View
from disclosures.projections.dates import Seal
from disclosures.projections.due import Instance
from ledger.record import fingerprint
from tests.simulator import ORIGIN, Commune

if TYPE_CHECKING:
    from collections.abc import Sequence

ON = date(2025, 11, 24)
FILE_BYTES = b"%PDF-1.7\n"
FILE = {
    "media_type": "application/pdf",
    "name": "bao-cao-214.pdf",
    "sha256": hashlib.sha256(FILE_BYTES).hexdigest(),
    "size": len(FILE_BYTES),
}
PUBLISHED: dict[str, Any] = {
    "about": ["document/2025-0214"],
    "affects": "118 hộ thôn Đoài",
    "attachments": [FILE],
    "duties": ["xa-ck-01"],
    "forms": ["niem-yet-tru-so", "cong-thong-tin"],
    "legal_title": "Báo cáo kết quả huy động, quản lý, sử dụng khoản Nhân dân đóng góp làm đường thôn Đoài, đợt 2",
    "on": "2025-10-28",
    "place": "doai",
    "summary": "Đã thu 339.200.000 đồng, đã chi 285.000.000 đồng.\nTiền còn lại giữ ở quỹ của thôn.",
    "tables": [
        {
            "caption": "Thu, chi làm đường thôn Đoài",
            "columns": ["Khoản", "Dự tính", "Thực tế"],
            "rows": [
                ["Ngân sách xã hỗ trợ", 120_000_000, 120_000_000],
                ["Bà con góp", 212_400_000, 205_200_000],
                ["Nhân công, máy", 78_400_000, 47_000_000],
            ],
            "unit": "đồng",
        }
    ],
    "title": "Tiền bà con góp làm đường thôn Đoài: đã thu, đã chi",
    "todo": {"by": "2025-11-27", "text": "Xem số tiền của thôn. Thấy số nào sai thì báo Ban Giám sát đầu tư."},
    "what": "Xã cho bà con biết tiền làm 640 mét đường: thu của ai, chi vào đâu, còn bao nhiêu.",
}
ITEMS = [
    ("cong-khai", "dan-biet", ["xa-ck-01"], "Đăng việc của xã đúng lúc", "thời điểm công khai", "154"),
    ("danh-sach", "dan-biet", ["xa-ck-danh-sach-quy"], "Lập danh sách từng quý", "Theo dõi, tổng hợp", "318"),
    ("hoi-nghi", "dan-ban", ["kh-hn-15-02"], "Họp hội nghị cán bộ", "trước ngày 15/02/2025", "188"),
    ("tiet-kiem", "dan-lam", [], "Tiết kiệm, chống lãng phí", "thực hành tiết kiệm", "145"),
    ("tra-loi", "dan-giam-sat", ["xa-ck-02"], "Trả lời kiến nghị của Ban", "Giải quyết kịp thời", "190"),
]
PLAN: dict[str, Any] = {
    "items": [
        {
            "actor": "ubnd-xa",
            "audience": "public",
            "duties": duties,
            "id": item,
            "lines": lines,
            "quote": quote,
            "section": section,
            "text": text,
        }
        for item, section, duties, text, quote, lines in ITEMS
    ],
    "on": "2025-01-10",
    "period": "2025",
    "title": "Kế hoạch thực hiện Luật Thực hiện dân chủ ở cơ sở năm 2025",
}


def commune(*, void: bool = True) -> Commune:
    """The book: every record is sound, but for a last one that lacks its second person."""
    world = Commune(REGISTRY)
    _at(world, 2025, 1, 10)
    world.append("plan.adopted", "plan/2025", PLAN)
    world.append(
        "plan.item-reported",
        "plan/2025",
        {
            "about": ["disclosure/2025-0012"],
            "item": "tiet-kiem",
            "on": "2025-02-20",
            "text": "Đã khoán văn phòng phẩm.",
        },
    )
    _at(world, 2025, 10, 22)
    document = {
        "issuer": "Ủy ban nhân dân xã",
        "kind": "bao-cao",
        "number": "214/BC-UBND",
        "on": "2025-10-22",
        "title": "Báo cáo kết quả huy động, sử dụng khoản Nhân dân đóng góp, đợt 2 năm 2025",
        "duties": ["xa-ck-01"],
    }
    world.append("document.issued", "document/2025-0214", document)
    _at(world, 2025, 10, 31)
    world.append("disclosure.published", "disclosure/2025-0012", PUBLISHED)
    posted = {"on": "2025-10-28", "places": ["Trụ sở xã", "Nhà văn hóa thôn Đoài"], "until": "2025-11-27"}
    world.append("disclosure.posted", "disclosure/2025-0012", posted)
    _at(world, 2025, 11, 3)
    sent = {"on": "2025-11-03", "text": "Đề nghị công khai quỹ.", "title": "Kiến nghị về quỹ đền ơn", "to": "UBND xã"}
    world.append("recommendation.sent", "recommendation/2025-0001", sent)
    _at(world, 2025, 11, 10)
    corrected = {
        "changes": [{"field": "Nhân công, máy", "right": "74.000.000 đồng", "wrong": "47.000.000 đồng"}],
        "on": "2025-11-10",
        "places": ["Trụ sở xã"],
        "reason": "Đảo hai chữ số khi chép.",
    }
    world.append("disclosure.corrected", "disclosure/2025-0012", corrected)
    _at(world, 2025, 11, 24)
    if void:
        world.append("document.issued", "document/2025-0300", {**document, "number": "300/BC-UBND"}, ["chu-tich"])
    return world


def _at(world: Commune, year: int, month: int, day: int) -> None:
    world.now = datetime(year, month, day, 8, 5, tzinfo=UTC)


SEALS = (
    Seal(3, datetime(2025, 1, 17, 3, tzinfo=UTC), datetime(2025, 1, 17, 3, tzinfo=UTC)),
    Seal(4, datetime(2025, 10, 30, 3, tzinfo=UTC), datetime(2025, 10, 30, 3, tzinfo=UTC)),
    Seal(6, datetime(2025, 11, 7, 3, tzinfo=UTC), datetime(2025, 11, 7, 3, tzinfo=UTC)),
)
INSTANCES = (
    Instance(
        duty="xa-ck-01",
        title="Công khai kết quả huy động đóng góp",
        article="khoản 3 Điều 12 Luật 10/2022/QH15",
        actor="ubnd-xa",
        matter="document/2025-0214",
        place=None,
        period=None,
        trigger=date(2025, 10, 22),
        due=date(2025, 10, 29),
        clock="start",
        state="met",
        settled_by=4,
        claimed=date(2025, 10, 28),
        recorded=date(2025, 10, 31),
        witnessed=date(2025, 11, 7),
        after=date(2025, 10, 30),
        sentence="5 ngày làm việc kể từ ngày 22/10/2025; bỏ 25–26/10 (cuối tuần); chậm nhất ngày 29/10/2025.",
    ),
    Instance(
        duty="xa-ck-01",
        title="Niêm yết đủ 30 ngày",
        article="khoản 2 Điều 14 Luật 10/2022/QH15",
        actor="ubnd-xa",
        matter="document/2025-0214",
        place=None,
        period=None,
        trigger=date(2025, 10, 28),
        due=date(2025, 11, 27),
        clock="length",
        state="running",
        settled_by=5,
        claimed=date(2025, 10, 28),
        what="posting",
        sentence="Niêm yết ít nhất 30 ngày liên tục, đến hết ngày 27/11/2025.",
    ),
    Instance(
        duty="xa-ck-02",
        title="Trả lời kiến nghị của Ban Thanh tra nhân dân",
        article="điểm c khoản 1 Điều 40 Luật 10/2022/QH15",
        actor="ubnd-xa",
        matter="recommendation/2025-0001",
        place=None,
        period=None,
        trigger=date(2025, 11, 12),
        due=date(2025, 11, 19),
        clock="start",
        state="overdue",
        days_late=3,
        unit="WD",
        skipped=workdays.load().add(date(2025, 11, 12), 5)[1],
        sentence="5 ngày làm việc kể từ ngày 12/11/2025; bỏ 15–16/11 (cuối tuần); chậm nhất ngày 19/11/2025.",
    ),
    Instance(
        duty="kh-hn-15-02",
        title="Hội nghị cán bộ, công chức năm 2025",
        article="kế hoạch năm 2025",
        actor="nguoi-dung-dau-cq",
        matter=None,
        place=None,
        period="2025",
        trigger=date(2025, 1, 1),
        due=date(2025, 2, 14),
        clock="start",
        state="met-late",
        settled_by=2,
        claimed=date(2025, 2, 21),
        recorded=date(2025, 2, 21),
        days_late=7,
        sentence="Trước ngày 15/02; chậm nhất ngày 14/02/2025.",
    ),
    Instance(
        duty="xa-ck-03",
        title="Gửi kế hoạch kiểm tra",
        article="khoản 2 Điều 41 Luật 10/2022/QH15",
        actor="ban-ttnd-xa",
        matter=None,
        place="doai",
        period="2025-Q4",
        trigger=date(2025, 10, 1),
        due=date(2025, 11, 28),
        clock="start",
        state="due-soon",
        sentence="Chậm nhất ngày 28/11/2025.",
    ),
)


def view(world: Commune | None = None, *, on: date = ON, instances: Sequence[Instance] = INSTANCES) -> View:
    """The view of a book on a day."""
    world = world or commune()
    roster = world.book.roster
    assert roster is not None
    return View(
        origin=ORIGIN,
        fingerprint=fingerprint(world.entries[0].raw),
        size=world.book.size,
        root=world.book.root(world.book.size),
        on=on,
        witnessed_size=6,
        seals=SEALS,
        trial=True,
        policy=roster.policy(),
        entries=tuple(world.entries),
        instances=instances,
        catalogue=catalogue.load(),
    )


def later(one: View, **changes: Any) -> View:
    """The same view, changed."""
    return replace(one, **changes)

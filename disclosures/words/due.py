"""How an occurrence of a duty stands, in one sentence without its final stop, where no due date was worked out.

length("posting", 30, date(2025, 1, 10), date(2025, 2, 9))
# "Niêm yết liên tục ít nhất 30 ngày kể từ 10/01/2025; đến ngày 09/02/2025"
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from disclosures.words.dates import day

if TYPE_CHECKING:
    from datetime import date

NOT_RECORDABLE: Final = "Chưa ghi được bằng bản này, nên không bao giờ bị tính là quá hạn"
NOT_BEGUN: Final = "Chưa có việc nào làm bắt đầu nghĩa vụ này"
NOT_ANNOUNCED: Final = "Hạn tính ngược từ ngày được báo trước, mà tờ ghi không báo ngày nào"
STANDING: Final = "Việc này phải luôn có; sổ chưa ghi lần nào"
BEFORE: Final = "Hạn này có từ trước khi mở sổ này"
LENGTHS: Final = {"posting": "Niêm yết liên tục", "loudspeaker": "Phát truyền thanh liên tục"}


def length(what: str, days: int, on: date, through: date) -> str:
    """Explain a span that must last without a break."""
    return f"{LENGTHS[what]} ít nhất {days} ngày kể từ {day(on)}; đến ngày {day(through)}"


def length_not_begun(what: str, days: int) -> str:
    """Say that a span that must last has not begun."""
    return f"{LENGTHS[what]} ít nhất {days} ngày; sổ chưa ghi ngày bắt đầu"


def length_by_law(told: str, basis: str) -> str:
    """Say that a special law has its own length."""
    return f"{told}; thời gian riêng theo {basis}"


def set_aside(basis: str, on: date) -> str:
    """Say on which ground a duty does not apply here."""
    return f"Không áp dụng theo {basis}; ghi nhận ngày {day(on)}"

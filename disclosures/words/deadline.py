"""How a due date was worked out, in one sentence without its final stop.

5 ngày làm việc kể từ 31/12/2025; bỏ 01–02/01 (nghỉ), 03–04/01 (cuối tuần); chậm nhất ngày 09/01/2026
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from disclosures.words.dates import day, runs

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

UNITS: Final = {"D": "ngày", "WD": "ngày làm việc", "H": "giờ"}
EVERY: Final = {"week": "tuần", "month": "tháng", "quarter": "quý", "half-year": "nửa năm", "year": "năm"}
LENGTHS: Final = {"W": "tuần", "M": "tháng", "Y": "năm"}
WITHOUT_DATE: Final = {
    "none": "Luật không ghi thời hạn, nên không có ngày cuối cùng",
    "standing": "Việc này phải luôn có, nên không có ngày cuối cùng",
    "prompt": "Luật ghi “kịp thời”, không ghi số ngày; sổ chỉ ghi đã làm trong bao lâu",
    "per": "Thời hạn do văn bản khác định, nên không tính được ngày cuối cùng ở đây",
    "or": "Luật cho chọn một ngày khác, nên không tính được ngày cuối cùng",
}


def counted_after(count: int, unit: str, start: date, due: date, skipped: Sequence[tuple[date, bool]]) -> str:
    """Explain days counted forward; a calendar-day count that skips days was moved off its last day."""
    moved = f"ngày cuối rơi vào ngày nghỉ, {_skips(skipped)}" if unit == "D" and skipped else _skips(skipped)
    return _sentence(f"{count} {UNITS[unit]} kể từ {day(start)}", moved, _latest(due))


def counted_before(count: int, unit: str, event: date, due: date, skipped: Sequence[tuple[date, bool]]) -> str:
    """Explain days counted back from the announced event."""
    if not count:
        return _sentence(f"Phải xong trong ngày {day(event)}", _latest(due))
    return _sentence(f"{count} {UNITS[unit]}, tính ngược từ {day(event)}", _skips(skipped), _latest(due))


def fixed(word: str, month: int, number: int, start: date, due: date) -> str:
    """Explain a fixed date of the year, the first one from the start on."""
    rule = {"before": "Phải xong khi chưa đến ngày {}", "by": "Hạn là ngày {}", "on": "Làm vào ngày {}"}[word]
    return _sentence(rule.format(f"{number:02}/{month:02}"), f"tính từ {day(start)}", _latest(due))


def every(kind: str, start: date, due: date, *, past: bool) -> str:
    """Explain once in every period; ``past`` for an act about the period that has ended."""
    name = EVERY[kind]
    rule = f"Việc của {name} có ngày {day(start)}, làm trong {name} sau" if past else f"Mỗi {name} một lần"
    return _sentence(rule, "" if past else f"tính {name} có ngày {day(start)}", _latest(due))


def each_length(count: int, unit: str, start: date, due: date) -> str:
    """Explain once in every so many years, counted from the last time."""
    return _sentence(f"{count} {LENGTHS[unit]} một lần, kể từ {day(start)}", _latest(due))


def same_day(event: date, due: date) -> str:
    """Explain what must be done with the event, or at once."""
    return _sentence(f"Làm ngay trong ngày {day(event)}", _latest(due))


def not_in_force(on: date, first: date, last: date | None) -> str:
    """Say that the rule does not bind on this day."""
    span = f"từ ngày {day(first)}" + (f" đến ngày {day(last)}" if last else "")
    return f"Nghĩa vụ này có hiệu lực {span}, không áp dụng cho ngày {day(on)}"


def _skips(skipped: Sequence[tuple[date, bool]]) -> str:
    named = [(off, "cuối tuần" if weekend else "nghỉ") for off, weekend in skipped]
    return f"bỏ {runs(named)}" if named else ""


def _latest(due: date) -> str:
    return f"chậm nhất ngày {day(due)}"


def _sentence(*parts: str) -> str:
    return "; ".join(part for part in parts if part)

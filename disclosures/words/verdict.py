"""The one plain sentence with which a verification begins (docs/formats/answers.md).

    verdict_sentence("valid", "fingerprint", size=120, witnessed=118)

A fingerprint alone shows *a* history that begins with this record; *the* history needs a witness's key or an earlier
checkpoint that was obtained elsewhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from disclosures.words.codes import FINDINGS

if TYPE_CHECKING:
    from collections.abc import Collection

_VALID: Final = {
    "none": "Đúng: {size} tờ trong sổ khớp với nhau và với các tệp đã công bố, chưa so với mốc nào lấy từ nơi khác.",
    "fingerprint": "Đúng: đây là một quyển sổ bắt đầu bằng tờ có vân tay bà con đưa, và {size} tờ khớp với nhau; "
    "muốn biết đó có phải quyển sổ duy nhất thì cần khóa của Ban hoặc một lần chốt sổ đã giữ.",
    "policy": "Đúng: đây là quyển sổ mà những người giữ khóa bà con đưa đã xác nhận, {size} tờ khớp với nhau.",
    "checkpoint": "Đúng: đây là quyển sổ nối tiếp lần chốt sổ đã giữ, không tờ cũ nào bị đổi, {size} tờ khớp với nhau.",
}
_INVALID: Final = (
    "Không giống: sổ, tệp hoặc chữ ký có chỗ không khớp; hãy giữ nguyên bản đang có và báo Ban Thanh tra nhân dân."
)
_MISTYPED: Final = "log.fingerprint"


def verdict_sentence(
    verdict: str, trust_basis: str, *, size: int, witnessed: int, causes: Collection[str] = frozenset()
) -> str:
    """Say in one sentence whether the history holds, by which anchor, and how far the witnesses have confirmed it.

    ``causes`` are the codes, worst first, of the findings that make the verdict other than valid.
    """
    if verdict == "invalid":
        return f"Không giống: {_lower(FINDINGS[_MISTYPED])}." if set(causes) == {_MISTYPED} else _INVALID
    if verdict == "inconclusive":
        cause = next(iter(causes), "")
        what = _lower(FINDINGS[cause].partition("; ")[0]) if cause in FINDINGS else "thiếu điều cần để kết luận"
        since = f", từ tờ {witnessed:06d} trở đi" if cause == "witness.stale" and witnessed < size else ""
        return f"Chưa kiểm được: {what}{since}. Chưa kiểm được không có nghĩa là sai."
    waiting = f" {size - witnessed} tờ mới nhất còn chờ Ban xác nhận." if witnessed < size else ""
    return _VALID[trust_basis].format(size=size) + waiting


def _lower(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]

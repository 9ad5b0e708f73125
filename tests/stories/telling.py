"""What every refusal must be: its exit status, its code, its place, one Vietnamese sentence that says what to do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.command import Answer

_VIETNAMESE = re.compile(r"[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.IGNORECASE)
_TO_DO = re.compile(r"; (?:hãy|đừng|chậm nhất|hạn tính|muốn) \S")


def told(answer: Answer, status: int, code: str, *places: str) -> None:
    """Check what a refused command, or a finding of ``verify``, tells its reader."""
    text = answer.out + answer.err
    (line, *_) = [one for one in text.splitlines() if f"[{code}]" in one] or [f"no {code}: {text}"]
    assert answer.status == status, text
    assert line.partition("[")[0] in {"", "- "}, line
    assert [place for place in places if place not in line] == [], line
    assert _VIETNAMESE.search(line), line
    assert _TO_DO.search(line), line
    assert line.endswith("."), line
    assert "Traceback" not in text

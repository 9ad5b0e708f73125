"""A commune's first rules: which bodies a family is reserved to, and who signs what (docs/formats/roster.md).

They are data of ``ledger.opened``; from there on a ledger's own roster counts, changed by ``roster.rules-set``.
"""

from __future__ import annotations

from typing import Any

_BOARDS = ["ban-giam-sat", "ban-thanh-tra", "ban-thanh-tra-cq"]
_RESERVED = {"board": _BOARDS, "front": ["mat-tran"], "inspection": _BOARDS, "recommendation": _BOARDS}
_AUTHORS = ["ban-chi-dao", "to-truong", "van-hoa-thong-tin", "van-phong-thong-ke"]
_APPROVERS = ["chu-tich", "pho-chu-tich"]
_BOARD_ROLES = ["ban-giam-sat", "ban-thanh-tra"]
_COMMITTEE = (
    "answer", "check", "convention", "dialogue", "disclosure", "document", "law", "plan", "reception", "register",
    "report", "unit",
)  # fmt: skip
_GROUPS: dict[str, list[list[str]]] = {
    **{key: [_AUTHORS, _APPROVERS] for key in _COMMITTEE},
    **{key: [_BOARD_ROLES] for key in ("board", "inspection", "recommendation")},
    **{key: [["ban-thanh-tra"], ["chu-tich"]] for key in ("catalogue", "duty")},
    "conference": [_APPROVERS, ["cong-doan"]],
    "front": [["mat-tran"]],
    "steering": [["ban-chi-dao"], _APPROVERS],
}


def families() -> list[dict[str, Any]]:
    """The member ``families`` of ``ledger.opened``."""
    return [{"bodies": bodies, "family": family} for family, bodies in sorted(_RESERVED.items())]


def rules() -> list[dict[str, Any]]:
    """The member ``rules`` of ``ledger.opened``."""
    topics = [(f"{family}.*", groups) for family, groups in _GROUPS.items()]
    return [{"groups": sorted(groups), "topic": topic} for topic, groups in sorted(topics)]

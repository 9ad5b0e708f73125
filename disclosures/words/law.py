"""How the law is cited: kind and number of a text, article, clause and point.

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

"""Who signs for whom: an actor of the catalogue, the roles that may sign for it, and the body they belong to.

    SIGNS["ubnd-xa"]    # (frozenset({"chu-tich", "pho-chu-tich"}), "uy-ban")

Glossary, "Actor of the catalogue → role that signs". An actor without a key of its own is recorded by
``van-phong-thong-ke`` and approved by ``chu-tich``, and stands in the body's ``actor``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from disclosures.catalogue import Duty
    from disclosures.model.events import Event
    from ledger.roster import Key

_CHAIR: Final = frozenset({"chu-tich", "pho-chu-tich"})
SIGNS: Final[Mapping[str, tuple[frozenset[str], str]]] = {
    "ubnd-xa": (_CHAIR, "uy-ban"),
    "chu-tich-ubnd-xa": (_CHAIR, "uy-ban"),
    "nguoi-dung-dau-cq": (_CHAIR, "uy-ban"),
    "cong-chuc-van-phong": (frozenset({"van-phong-thong-ke"}), "uy-ban"),
    "cong-chuc-van-hoa": (frozenset({"van-hoa-thong-tin"}), "uy-ban"),
    "ban-chi-dao": (frozenset({"ban-chi-dao"}), "uy-ban"),
    "truong-thon": (frozenset({"to-truong"}), "uy-ban"),
    "cong-doan-cq": (frozenset({"cong-doan"}), "cong-doan"),
    "mttq-xa": (frozenset({"mat-tran"}), "mat-tran"),
    "truong-ban-ctmt": (frozenset({"mat-tran"}), "mat-tran"),
    "ban-ttnd-xa": (frozenset({"ban-thanh-tra"}), "ban-thanh-tra"),
    "ban-ttnd-cq": (frozenset({"ban-thanh-tra"}), "ban-thanh-tra-cq"),
    "ban-gsdtcd": (frozenset({"ban-giam-sat"}), "ban-giam-sat"),
}
KEYLESS: Final = frozenset({
    "hdnd-xa", "chu-dau-tu", "bi-thu-cap-uy", "ubnd-tinh", "cap-tren", "nhan-dan", "ho-gia-dinh", "can-bo", "tat-ca",
})  # fmt: skip
RECORDS_FOR_THEM: Final = ("van-phong-thong-ke", "chu-tich")
BOARDS: Final = frozenset({"ban-thanh-tra", "ban-thanh-tra-cq", "ban-giam-sat"})


def by_both(signers: Iterable[Key]) -> bool:
    """Whether executive and Board sign together, so that neither the watched nor the watcher changes the law alone."""
    bodies = {signer.body for signer in signers}
    return "uy-ban" in bodies and bool(bodies & BOARDS)


def acted(duty: Duty, event: Event) -> bool:
    """Whether one of the duty's actors stands behind this record: by key, or named where it has none."""
    return any(_stands_behind(actor, event) for actor in duty.who)


def _stands_behind(actor: str, event: Event) -> bool:
    if actor in KEYLESS:
        return event.body.actor == actor and event.roles.issuperset(RECORDS_FOR_THEM)
    roles, body = SIGNS.get(actor, (frozenset[str](), ""))
    return any(signer.role in roles and signer.body == body for signer in event.signers)

"""The offices of the demo: who holds which key, in which institution. Holders are offices, never named persons."""

from __future__ import annotations

from typing import NamedTuple

ORIGIN = "demo.danbiet.example/huong-son/log"
PREFIX = "demo.danbiet.example/huong-son/"
LOG = "log"
WITNESS = "witness"


class Office(NamedTuple):
    """One key of the demo: the stem of its file, its role, the institution, and the person's random id."""

    stem: str
    role: str
    body: str
    holder: str

    @property
    def name(self) -> str:
        """The key's name in the ledger."""
        return PREFIX + self.stem


ROOTS = (
    Office("root-1", "root", "uy-ban", "h-01"),
    Office("root-2", "root", "hoi-dong", "h-02"),
    Office("root-3", "root", "mat-tran", "h-03"),
)
STAFF = (
    Office("chu-tich", "chu-tich", "uy-ban", "h-11"),
    Office("pho-chu-tich", "pho-chu-tich", "uy-ban", "h-12"),
    Office("van-phong-thong-ke", "van-phong-thong-ke", "uy-ban", "h-13"),
    Office("van-hoa-thong-tin", "van-hoa-thong-tin", "uy-ban", "h-14"),
    # the vice-chair leads the Steering Committee: one person who holds an author's and an approver's key
    Office("ban-chi-dao", "ban-chi-dao", "uy-ban", "h-12"),
    Office("to-truong", "to-truong", "uy-ban", "h-15"),
    Office("cong-doan", "cong-doan", "cong-doan", "h-16"),
    Office("mat-tran", "mat-tran", "mat-tran", "h-17"),
    Office("ban-thanh-tra", "ban-thanh-tra", "ban-thanh-tra", "h-18"),
    Office("ban-thanh-tra-2", "ban-thanh-tra", "ban-thanh-tra-cq", "h-19"),
    Office("ban-giam-sat", "ban-giam-sat", "ban-giam-sat", "h-20"),
)
LATER = Office("van-phong-thong-ke-2", "van-phong-thong-ke", "uy-ban", "h-21")
RETIRED = "van-phong-thong-ke"
WITNESS_BODY = "ban-thanh-tra"
WITNESS_HOLDER = "h-18"
EVERYBODY = (*ROOTS, *STAFF, LATER)
UNIT = {
    "code": "vi-du-01",
    "kind": "thi-tran",
    "name": "Hương Sơn",
    "trial": True,
    "villages": [
        {"id": "thon-doai", "kind": "thon", "name": "Đoài"},
        {"id": "thon-dong", "kind": "thon", "name": "Đông"},
        {"id": "thon-trung", "kind": "thon", "name": "Trung"},
        {"id": "to-dan-pho-1", "kind": "to-dan-pho", "name": "số 1"},
    ],
}

"""Given events, when a command, then nothing or a refusal with its code and article: the rules of every record."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from disclosures.projections.adopted import judge
from ledger.record import Withheld
from tests.disclosures.model import (
    GIVEN,
    LAW,
    LAWS,
    POSTED,
    PUBLISHED,
    STAFF,
    act,
    allowed,
    commune,
    document,
    down,
    held,
    plain,
    published,
    refused,
    sent,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from disclosures.model.events import Event


@pytest.mark.parametrize(
    ("given", "when"),
    [
        ((), document(1, "2025-01-08", "xa-ck-01")),
        (GIVEN[:1], PUBLISHED),
        (GIVEN, POSTED),
        ((*GIVEN, POSTED), down(4, "2025-02-10", "Trụ sở UBND")),
        ((), sent(1, "2025-01-08", "ttnd-tra-loi")),
        ((), act(1, "recommendation.sent", "recommendation/1", STAFF, by=("ban-thanh-tra@ban-thanh-tra-cq",))),
        ((), held(20, 30, 11, duties=["kh-hn-15-02", "cq-hn-thuong-nien"], period="2024")),
        ((), plain(1, "convention.reviewed", "2025-11-18", "hu-ra-soat-dan", by=("to-truong", "chu-tich"),
                   body={"place": "dong"})),
        ((), plain(1, "reception.scheduled", "2025-01-03", "tcd-lich", body={"for": "2025-01-14"})),
        ((), plain(1, "register.published", "2025-04-02", "xa-ck-danh-sach-quy", body={"period": "2025-Q1"})),
    ],
    ids=lambda value: value.topic if hasattr(value, "topic") else "",
)  # fmt: skip
def test_what_the_law_allows_is_allowed(given: Sequence[Event], when: Event) -> None:
    allowed(given, when)


@pytest.mark.parametrize(
    ("when", "code", "params"),
    [
        (document(1, "2025-01-08", drawn=date(2025, 1, 7)), "model.on-future", {"on": date(2025, 1, 8)}),
        (document(1, "2023-06-30"), "model.on-early", {"since": date(2023, 7, 1)}),
        (document(1, "2025-01-08", "xa-ck-99"), "model.duty-unknown", {"duty": "xa-ck-99"}),
        (
            plain(1, "report.sent", "2025-01-08", "xa-ck-01"),
            "model.duty-topic",
            {"law": "khoản 1 Điều 11 Luật 10/2022/QH15"},
        ),
        (document(1, "2026-01-05", "ns-cu-du-toan-quyet"), "model.duty-not-in-force", {"until": date(2025, 12, 31)}),
        (
            plain(1, "board.planned", "2025-01-08", "ttnd-ke-hoach", by=("chu-tich", "van-phong-thong-ke")),
            "model.duty-actor",
            {"who": "ban-ttnd-xa"},
        ),
        (
            plain(1, "board.planned", "2025-01-08", "ttnd-ke-hoach", by=("ban-thanh-tra@ban-thanh-tra-cq",)),
            "model.duty-actor",
            {"duty": "ttnd-ke-hoach"},
        ),
        (document(1, "2025-01-08", "xa-ck-01", "cq-ck-01"), "model.shows-mixed", {"duties": ("xa-ck-01", "cq-ck-01")}),
        (document(1, "2025-01-08", "xa-ck-01", "xa-ck-01"), "model.repeated", {"value": "xa-ck-01"}),
        (
            plain(1, "register.published", "2025-04-02", "xa-ck-danh-sach-quy"),
            "model.period-missing",
            {"period": "quarter"},
        ),
        (
            plain(1, "register.published", "2025-04-02", "xa-ck-danh-sach-quy", body={"period": "2025"}),
            "model.period-missing",
            {"period": "quarter"},
        ),
        (
            plain(1, "register.published", "2024-12-31", "xa-ck-danh-sach-quy", body={"period": "2025-Q1"}),
            "model.period-early",
            {"first": date(2025, 1, 1), "reported": "2025-Q1"},
        ),
        (
            plain(1, "convention.reviewed", "2025-11-18", "hu-ra-soat-dan", by=("to-truong", "chu-tich")),
            "model.place-missing",
            {"duty": "hu-ra-soat-dan"},
        ),
        (plain(1, "check.held", "2025-01-08", body={"place": "tay"}), "model.place-unknown", {"place": "tay"}),
        (plain(1, "check.held", "2025-01-08", body={"actor": "ai-do"}), "model.actor-unknown", {"actor": "ai-do"}),
        (plain(1, "reception.scheduled", "2025-01-08", "tcd-lich"), "model.for-missing", {"duty": "tcd-lich"}),
        (
            plain(1, "reception.scheduled", "2025-01-08", body={"for": "2025-01-07"}),
            "model.for-early",
            {"announced": date(2025, 1, 7)},
        ),
        (published(1, "2025-01-10", ["document/9"]), "model.about-unknown", {"about": "document/9"}),
        (published(1, "2025-01-10", body={"summary": "x"}, withheld=(Withheld("summary", "Điều 7", "Chủ tịch", None),)),
         "model.withheld-present", {"field": "summary"}),
    ],
)  # fmt: skip
def test_the_common_rules_refuse(when: Event, code: str, params: dict[str, Any]) -> None:
    refusal = refused((), when)
    assert refusal.code == code
    assert params.items() <= refusal.params.items()


def test_an_actor_without_a_key_is_recorded_by_the_office_and_approved_by_the_chair() -> None:
    body = {"actor": "bi-thu-cap-uy", "duties": ["tcd-bi-thu"], "on": "2025-01-08", "title": "Tiếp dân"}
    allowed((), act(1, "reception.held", "reception/1", body))
    assert refused((), act(1, "reception.held", "reception/1", body | {"actor": "hdnd-xa"})).code == "model.duty-actor"
    deputy = act(1, "reception.held", "reception/1", body, by=("van-phong-thong-ke", "pho-chu-tich"))
    assert refused((), deputy).code == "model.duty-actor"


def test_an_act_is_judged_by_the_rule_in_force_on_its_trigger_not_on_its_own_day() -> None:
    issued = document(1, "2025-12-30", "ns-cu-du-toan-quyet")
    allowed((issued,), published(2, "2026-01-12", ["document/1"], "ns-cu-du-toan-quyet"))
    refusal = refused((), published(2, "2026-01-12", [], "ns-cu-du-toan-quyet"))
    assert refusal.code == "model.duty-not-in-force"


def test_a_record_for_the_agencys_staff_tells_facts_and_no_content() -> None:
    issued = document(1, "2025-01-08", "cq-ck-03")
    refusal = refused((issued,), published(2, "2025-01-10", ["document/1"], "cq-ck-03"))
    assert (refusal.code, refusal.params["field"]) == ("model.facts-content", "summary")
    bare = {"about": ["document/1"], "duties": ["cq-ck-03"], "forms": ["noi-bo-dien-tu"], "on": "2025-01-10",
            "title": "Quyết toán", "what": "Quyết toán năm 2024"}  # fmt: skip
    allowed((issued,), act(2, "disclosure.published", "disclosure/2", bare))


def test_dates_alone_stand_where_a_person_might_be_found() -> None:
    title = LAW.duties["kn-doi-thoai"].title_vi
    allowed((), plain(1, "dialogue.held", "2025-01-08", "kn-doi-thoai", body={"title": title}))
    for more in ({}, {"title": title, "place": "dong"}, {"title": title, "counts": {"people": 3}}):
        assert (
            refused((), plain(1, "dialogue.held", "2025-01-08", "kn-doi-thoai", body=more)).code
            == "model.dates-content"
        )


def test_content_is_there_or_withheld_with_ground_law_and_decider() -> None:
    bare = {"forms": ["niem-yet-tru-so"], "on": "2025-01-10", "title": "Danh sách", "what": "Danh sách hộ"}

    def drafted(*withheld: Withheld) -> Event:
        return act(1, "disclosure.published", "disclosure/1", bare, withheld=withheld)

    assert refused((), drafted()).code == "model.content-missing"
    ground = "dữ liệu cá nhân, Điều 16 Luật 91/2025/QH15"
    allowed((), drafted(Withheld("summary", ground, "Chủ tịch UBND", "0" * 64)))
    assert refused((), drafted(Withheld("summary", "vì lý do riêng", "Chủ tịch", None))).code == "model.withheld-ground"
    assert refused((), drafted(Withheld("summary", ground, " ", None))).code == "model.withheld-ground"
    assert refused((), drafted(Withheld("nothing", ground, "Chủ tịch", None))).code == "model.withheld-field"


def test_a_state_secret_has_no_commitment() -> None:
    bare = {"forms": ["niem-yet-tru-so"], "on": "2025-01-10", "title": "Việc", "what": "Việc"}
    ground = "bí mật nhà nước, Điều 7 Luật 29/2018/QH14"
    secret = Withheld("summary", ground, "Chủ tịch UBND", "0" * 64)
    assert (
        refused((), act(1, "disclosure.published", "disclosure/1", bare, withheld=(secret,))).code
        == "model.withheld-secret"
    )
    allowed((), act(1, "disclosure.published", "disclosure/1", bare,
                    withheld=(Withheld("summary", ground, "Chủ tịch UBND", None),)))  # fmt: skip


def test_what_decide_would_have_refused_is_a_notice_at_its_place() -> None:
    finding = judge(commune(), LAWS, document(7, "2023-06-30"))
    assert finding is not None
    assert (finding.code, finding.index, finding.entity, finding.detail) == (
        "record.illegal", 7, "document/7", "model.on-early",
    )  # fmt: skip
    assert judge(commune(), LAWS, document(7, "2025-06-30")) is None

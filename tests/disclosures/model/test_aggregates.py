"""Given events, when a command, then nothing or a refusal: the rules of each aggregate."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from disclosures.words import error_sentence
from tests.disclosures.model import (
    BOARD,
    GIVEN,
    POSTED,
    act,
    allowed,
    answer,
    document,
    down,
    held,
    plain,
    posted,
    published,
    refused,
    sent,
)

if TYPE_CHECKING:
    from disclosures.model.events import Event


def test_a_document_number_is_used_once_in_a_year() -> None:
    given = (document(1, "2025-01-08", number="15/KH-UBND"),)
    refusal = refused(given, document(2, "2025-03-08", number="15/KH-UBND"))
    assert (refusal.code, refusal.params["other"]) == ("model.document-number", "document/1")
    allowed(given, document(2, "2026-03-08", number="15/KH-UBND"))
    assert refused(given, document(2, "2025-01-09", entity="document/1")).code == "model.already"


def test_sheets_hang_as_long_as_the_law_says_or_under_a_special_law() -> None:
    refusal = refused(GIVEN, posted(3, "2025-01-10", "2025-02-08"))
    assert refusal.code == "model.posting-short"
    assert refusal.params["least"] == date(2025, 2, 9)
    assert refusal.params["law"] == "khoản 1 Điều 11 Luật 10/2022/QH15"
    allowed(GIVEN, posted(3, "2025-01-10", "2025-01-30", basis="khoản 5 Điều 41 Luật 78/2015/QH13"))
    given = (*GIVEN, POSTED)
    assert refused(given, down(4, "2025-02-10", "Chợ")).code == "model.place-not-posted"
    twice = (*given, down(4, "2025-02-10", "Trụ sở UBND"))
    assert refused(twice, down(5, "2025-02-11", "Trụ sở UBND")).code == "model.place-not-posted"


def test_an_early_taking_down_is_recorded_with_its_reason_or_under_a_special_law() -> None:
    given = (*GIVEN, POSTED)
    refusal = refused(given, down(4, "2025-02-08", "Trụ sở UBND"))
    assert (refusal.code, refusal.params["place"]) == ("model.taken-down-early", "Trụ sở UBND")
    assert refusal.params["through"] == date(2025, 2, 9)
    assert "đến ngày 09/02/2025" in error_sentence(refusal)
    assert "hãy ghi vì sao gỡ sớm" in error_sentence(refusal)
    allowed(given, down(4, "2025-02-09", "Trụ sở UBND"))
    allowed(given, down(4, "2025-01-20", "Trụ sở UBND", reason="Mưa bão làm hỏng bảng"))
    allowed(given, down(4, "2025-01-20", "Trụ sở UBND", basis="khoản 5 Điều 41 Luật 78/2015/QH13"))
    special = (*GIVEN, posted(3, "2025-01-10", "2025-01-30", basis="khoản 5 Điều 41 Luật 78/2015/QH13"))
    allowed(special, down(4, "2025-01-31", "Trụ sở UBND"))
    before = refused(given, down(4, "2025-01-09", "Trụ sở UBND", reason="Mưa bão làm hỏng bảng"))
    assert (before.code, before.params["posted"]) == ("model.taken-down-before", date(2025, 1, 10))


def test_a_sheet_put_up_later_elsewhere_has_no_span_of_its_own() -> None:
    """As in the projection: the span is that of the first posting."""
    later = posted(4, "2025-01-20", "2025-02-19", places=["Chợ"])
    allowed((*GIVEN, POSTED, later), down(5, "2025-02-12", "Chợ"))


def test_a_sheet_put_up_again_goes_on_with_the_span_of_its_place() -> None:
    torn = down(4, "2025-01-20", "Trụ sở UBND", reason="Rách")
    again = posted(5, "2025-01-21", "2025-02-09", places=["Trụ sở UBND"])
    allowed((*GIVEN, POSTED, torn), again)
    late = posted(5, "2025-01-22", "2025-02-09", places=["Trụ sở UBND"])
    assert refused((*GIVEN, POSTED, torn), late).code == "model.posting-short"
    given = (*GIVEN, POSTED, torn, again)
    assert refused(given, down(6, "2025-02-08", "Trụ sở UBND")).code == "model.taken-down-early"
    allowed(given, down(6, "2025-02-09", "Trụ sở UBND"))


def test_a_sheet_beside_one_that_hangs_goes_on_with_its_span() -> None:
    given = (*GIVEN, POSTED)
    allowed(given, posted(4, "2025-01-20", "2025-02-09", places=["Trụ sở UBND"]))
    refusal = refused(given, posted(4, "2025-01-20", "2025-02-08", places=["Trụ sở UBND"]))
    assert (refusal.code, refusal.params["least"]) == ("model.posting-short", date(2025, 2, 9))
    elsewhere = refused(given, posted(4, "2025-01-20", "2025-02-09", places=["Trụ sở UBND", "Chợ"]))
    assert elsewhere.params["least"] == date(2025, 2, 19)


def test_of_two_sheets_at_one_place_none_comes_down_before_the_newer_went_up() -> None:
    again = posted(4, "2025-01-20", "2025-02-19", places=["Trụ sở UBND"])
    given = (*GIVEN, POSTED, again)
    before = refused(given, down(5, "2025-01-15", "Trụ sở UBND", reason="Rách"))
    assert (before.code, before.params["posted"]) == ("model.taken-down-before", date(2025, 1, 20))
    allowed(given, down(5, "2025-01-20", "Trụ sở UBND", reason="Rách"))


def test_the_loudspeaker_runs_three_days_where_the_law_asks_for_them() -> None:
    given = (
        document(1, "2025-01-08", "xa-ck-07"),
        published(2, "2025-01-10", ["document/1"], "xa-ck-07", entity="disclosure/2"),
    )

    def aired(until: str) -> Event:
        return act(3, "disclosure.broadcast", "disclosure/2", {"on": "2025-01-10", "until": until})

    assert refused(given, aired("2025-01-11")).code == "model.broadcast-short"
    allowed(given, aired("2025-01-12"))


def test_a_disclosure_begins_with_its_publication_and_ends_when_superseded() -> None:
    assert refused((), POSTED).code == "model.first-record"
    assert refused(GIVEN, published(3, "2025-01-11", entity="disclosure/2")).code == "model.already"

    def superseded(**body: Any) -> Event:
        return act(4, "disclosure.superseded", "disclosure/2", {"on": "2025-01-20", "reason": "Điều chỉnh"} | body)

    assert refused(GIVEN, superseded()).code == "model.superseded-by"
    newer = published(3, "2025-01-20", entity="disclosure/3")
    allowed((*GIVEN, newer), superseded(about=["disclosure/3"]))
    ended = (*GIVEN, POSTED, newer, superseded(about=["disclosure/3"]))
    assert refused(ended, posted(5, "2025-01-21", "2025-03-01")).code == "model.closed"
    allowed(ended, down(5, "2025-02-10", "Trụ sở UBND"))


def test_a_duty_is_served_by_one_of_its_own_forms() -> None:
    given = GIVEN[:1]

    def with_forms(*forms: str) -> Event:
        return published(2, "2025-01-10", ["document/1"], "xa-ck-01", body={"forms": list(forms)})

    allowed(given, with_forms("tin-nhan", "cong-thong-tin"))
    refusal = refused(given, with_forms("tin-nhan"))
    assert (refusal.code, refusal.params["law"]) == ("model.form-unlawful", "khoản 1 Điều 11 Luật 10/2022/QH15")
    assert refused(given, with_forms("cong-thong-tin", "bo-cau")).code == "model.form-unknown"


def test_a_correction_goes_everywhere_the_error_went_and_names_what_changed() -> None:
    given = (*GIVEN, POSTED)

    def corrected(places: list[str], **body: Any) -> Event:
        change = {"field": "Số tiền", "right": "50 triệu đồng", "wrong": "5 triệu đồng"}
        members = {"changes": [change], "on": "2025-01-15", "places": places, "reason": "Gõ nhầm"} | body
        return act(4, "disclosure.corrected", "disclosure/2", members)

    refusal = refused(given, corrected(["Trụ sở UBND"]))
    assert (refusal.code, refusal.params["places"]) == ("model.correction-places", ("Nhà văn hóa thôn Đoài",))
    both = ["Trụ sở UBND", "Nhà văn hóa thôn Đoài"]
    allowed(given, corrected(both))
    assert refused(given, corrected(both, changes=[])).code == "model.content-missing"
    same = [{"field": "Số tiền", "right": "5", "wrong": "5"}]
    assert refused(given, corrected(both, changes=same)).code == "model.correction-same"


def test_a_conference_is_valid_with_two_thirds_and_passes_with_more_than_half_of_those_present() -> None:
    allowed((), held(20, 30))
    refusal = refused((), held(19, 30))
    assert (refusal.code, refusal.params["law"]) == ("model.conference-quorum", "khoản 1 Điều 51 Luật 10/2022/QH15")
    assert refused((), held(20, 30, 10)).code == "model.resolution-not-passed"
    allowed((), held(20, 30, 11))
    assert refused((), held(31, 30)).code == "model.counts"
    assert refused((), held(20, 30, 21)).code == "model.counts"
    assert refused((held(20, 30),), held(20, 30)).code == "model.closed"


def test_only_a_board_finds_and_recommends() -> None:
    assert refused((), sent(1, "2025-01-08", by=("van-phong-thong-ke", "chu-tich"))).code == "model.board-only"
    found = {"findings": ["Đường hỏng"], "on": "2025-01-08", "title": "Kiểm tra"}
    assert refused((), act(1, "inspection.found", "inspection/1", found)).code == "model.board-only"
    allowed((), act(1, "inspection.found", "inspection/1", found, by=BOARD))
    assert refused((sent(1, "2025-01-08"),), sent(2, "2025-01-09", entity="recommendation/1")).code == "model.closed"


def test_an_answer_names_a_recommendation_that_was_sent_and_brings_evidence_or_a_reason() -> None:
    given = (sent(1, "2025-01-08", "ttnd-tra-loi"), document(2, "2025-01-09"))
    assert refused(given, answer(3, "2025-01-20", about=["document/2"])).code == "model.answer-recommendation"
    assert refused(given, answer(3, "2025-01-20", about=["recommendation/1"])).code == "model.answer-evidence"
    assert (
        refused(given, answer(3, "2025-01-07", about=["recommendation/1", "document/2"])).code == "model.answer-early"
    )
    allowed(given, answer(3, "2025-01-20", about=["recommendation/1", "document/2"], duties=["ttnd-tra-loi"]))
    allowed(given, answer(3, "2025-01-08", about=["recommendation/1", "document/2"]))
    told = {"about": ["recommendation/1"], "no_evidence": "Việc chưa làm xong", "outcome": "will-do"}
    allowed(given, answer(3, "2025-01-20", **told))
    drafted = act(
        1, "recommendation.drafted", "recommendation/1", {"on": "2025-01-08", "text": "x", "title": "y"}, by=BOARD
    )
    assert refused((drafted,), answer(3, "2025-01-20", **told)).code == "model.answer-recommendation"


def test_a_promise_may_be_followed_by_the_deed_and_nothing_follows_the_deed() -> None:
    told = {"about": ["recommendation/1"], "no_evidence": "Chưa xong"}
    given = (sent(1, "2025-01-08"), answer(3, "2025-01-20", **told, outcome="will-do"))
    done = act(
        4,
        "answer.given",
        "answer/3",
        {**told, "on": "2025-02-20", "outcome": "done", "text": "Xong", "title": "Trả lời"},
    )
    allowed(given, done)
    assert refused((*given, done), done).code == "model.closed"


def test_a_plan_item_that_is_reported_stands_in_the_plan() -> None:
    item = {"actor": "ubnd-xa", "audience": "public", "duties": ["xa-ck-01"], "id": "s-48", "lines": "98-100",
            "quote": "công khai", "section": "dan-biet", "text": "Công khai kế hoạch"}  # fmt: skip
    adopted = act(
        1, "plan.adopted", "plan/2025", {"items": [item], "on": "2025-01-10", "period": "2025", "title": "Kế hoạch"}
    )
    allowed((), adopted)
    twice = {"items": [item, item], "on": "2025-01-10", "period": "2025", "title": "Kế hoạch"}
    assert refused((), act(1, "plan.adopted", "plan/2025", twice)).code == "model.repeated"
    wrong = {"items": [item | {"duties": ["xa-99"]}], "on": "2025-01-10", "period": "2025", "title": "Kế hoạch"}
    assert refused((), act(1, "plan.adopted", "plan/2025", wrong)).code == "model.duty-unknown"

    def reported(item_id: str) -> Event:
        return act(2, "plan.item-reported", "plan/2025", {"item": item_id, "on": "2025-02-10", "text": "Đã làm"})

    allowed((adopted,), reported("s-48"))
    assert refused((adopted,), reported("s-99")).code == "model.plan-item-unknown"
    assert refused((), reported("s-48")).code == "model.first-record"
    assert refused((adopted,), adopted).code == "model.already"


def test_a_plain_matter_never_steps_back_and_ends() -> None:
    scheduled = plain(1, "dialogue.scheduled", "2025-01-08", entity="dialogue/1")
    met = plain(2, "dialogue.held", "2025-01-18", entity="dialogue/1")
    answered = plain(3, "dialogue.answered", "2025-01-28", entity="dialogue/1")
    allowed((scheduled,), met)
    assert refused((scheduled, met), scheduled).code == "model.step-back"
    assert refused((scheduled, met, answered), met).code == "model.closed"


def test_a_duty_is_set_aside_by_executive_and_board_together() -> None:
    body = {"basis": "khoản 3 Điều 13 Luật 10/2022/QH15", "duty": "xa-ck-truyen-thanh", "on": "2025-01-08",
            "reason": "Xã không có truyền thanh"}  # fmt: skip
    allowed((), act(1, "duty.set-aside", "duty/1", body, by=("chu-tich", "ban-thanh-tra")))
    alone = act(1, "duty.set-aside", "duty/1", body, by=("chu-tich", "van-phong-thong-ke"))
    assert refused((), alone).code == "model.set-aside-signers"
    board = act(1, "duty.set-aside", "duty/1", body, by=("ban-thanh-tra",))
    assert refused((), board).code == "model.set-aside-signers"
    unknown = act(1, "duty.set-aside", "duty/1", body | {"duty": "xa-99"}, by=("chu-tich", "ban-thanh-tra"))
    assert refused((), unknown).code == "model.duty-unknown"


def test_setting_aside_what_never_occurs_is_refused() -> None:
    body = {"basis": "Điều 85", "duty": "ks-doi-thoai-nam", "on": "2025-01-08", "reason": "Thiên tai"}
    both = ("chu-tich", "ban-thanh-tra")
    allowed((), act(1, "duty.set-aside", "duty/1", body | {"period": "2025"}, by=both))
    for idle in ({"period": "2025-Q1"}, {"place": "dong"}):
        assert refused((), act(1, "duty.set-aside", "duty/1", body | idle, by=both)).code == "model.set-aside-idle"


def test_a_catalogue_is_adopted_with_its_complete_file() -> None:
    file = {"media_type": "application/toml", "name": "law.toml", "sha256": "0" * 64, "size": 9}
    body = {"attachments": [file], "kind": "law", "on": "2025-01-08", "title": "Danh mục", "version": "2026-11-23"}
    by = ("chu-tich", "ban-thanh-tra")
    allowed((), act(1, "catalogue.adopted", "catalogue/1", body, by=by))
    bare = act(1, "catalogue.adopted", "catalogue/1", body | {"attachments": []}, by=by)
    assert refused((), bare).code == "model.catalogue-attachment"

"""Strips of days, postings, plans and names: the small folds behind the pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from disclosures import workdays
from disclosures.model.topics import REGISTRY
from disclosures.pages import due, lists, pages
from disclosures.pages.dossier import dossier
from disclosures.pages.plan import plan_page
from disclosures.pages.postings import posting_now
from disclosures.words import screen
from tests.disclosures.pages.dom import Document
from tests.disclosures.pages.world import INSTANCES, PLAN, PUBLISHED, commune, view
from tests.simulator import Commune

if TYPE_CHECKING:
    from disclosures.projections.due import Instance
    from disclosures.words.screen import State

OVERDUE = INSTANCES[2]


def working_of_overdue() -> due.Working:
    """How the overdue instance's day was counted."""
    working = due.working(OVERDUE, view())
    assert working is not None
    return working


def test_a_strip_counts_working_days_and_ends_on_the_due_date() -> None:
    working = due.working(OVERDUE, view())
    assert working is not None
    assert [cell.voice for cell in working.days] == ["", "count", "count", "off", "off", "count", "count", "last"]
    assert working.days[0].date == OVERDUE.trigger
    assert working.days[-1].date == OVERDUE.due


def test_a_strip_steps_over_a_swap_of_days() -> None:
    skipped = workdays.load().add(date(2025, 12, 31), 5)[1]
    swapped = replace(OVERDUE, trigger=date(2025, 12, 31), due=date(2026, 1, 9), skipped=skipped)
    working = due.working(swapped, view())
    assert working is not None
    off = [cell.date.day for cell in working.days if cell.voice == "off"]
    assert off == [1, 2, 3, 4]


def test_a_length_and_a_date_without_working_out_have_no_strip() -> None:
    assert working_of_overdue().sure.endswith("chưa đối chiếu Công báo")
    lasting = due.working(INSTANCES[1], view())
    assert lasting is not None
    assert lasting.days == ()
    assert due.working(replace(OVERDUE, due=None), view()) is None


def test_late_is_told_in_the_unit_of_the_deadline() -> None:
    assert due.badge(OVERDUE).word == "Quá hạn 3\u00a0ngày\u00a0làm\u00a0việc"
    assert due.badge(INSTANCES[3]).word == "Làm chậm 7\u00a0ngày"
    assert due.badge(INSTANCES[0]).word == "Khai đúng hạn, lập sau hạn"
    in_time = replace(INSTANCES[0], after=date(2025, 10, 29), recorded=date(2025, 10, 29))
    assert due.badge(in_time).word == "Đúng hạn"


def test_drawn_up_after_the_last_day_is_told_by_the_record_s_own_word_too() -> None:
    unseen = replace(INSTANCES[0], after=None, recorded=date(2025, 10, 30))
    assert due.badge(unseen).word == "Khai đúng hạn, lập sau hạn"


def test_only_what_is_overdue_is_red() -> None:
    red = {name for name, state in screen.STATES.items() if state.voice == "late"}
    assert red == {"overdue", "too-short", "broadcast-short"}
    assert not [topic for topic, state in screen.TOPICS.items() if state.voice == "late"]


def posted(*more: tuple[str, dict[str, Any]]) -> Commune:
    world = Commune(REGISTRY)
    world.append("disclosure.published", "disclosure/x", {**PUBLISHED, "about": []})
    for topic, body in more:
        assert world.append(topic, "disclosure/x", body).sound
    return world


def _posting_on(day: date, *acts: tuple[str, dict[str, Any]]) -> State | None:
    one = view(posted(*acts), on=day, instances=())
    return posting_now(one, one.matters["disclosure/x"])


def test_a_sheet_is_soon_up_over_and_down_by_its_days() -> None:
    up = ("disclosure.posted", {"on": "2025-03-03", "places": ["Trụ sở", "Thôn Đoài"], "until": "2025-04-02"})
    half = ("disclosure.taken-down", {"on": "2025-04-03", "places": ["Trụ sở"]})
    down = ("disclosure.taken-down", {"on": "2025-04-04", "places": ["Thôn Đoài"]})
    told = [
        (day, _posting_on(date.fromisoformat(f"2025-{day}"), up, half, down))
        for day in ("03-02", "03-03", "04-02", "04-03", "04-04")
    ]
    assert [(day, state and state.word) for day, state in told] == [
        ("03-02", "Sắp niêm yết"),
        ("03-03", "Đang niêm yết"),
        ("04-02", "Đang niêm yết"),
        ("04-03", f"Hết hạn niêm yết {screen.tie('ở 1 nơi')}"),
        ("04-04", "Đã dán đủ ngày, đã gỡ"),
    ]


def test_a_sheet_that_came_down_before_the_day_that_it_promised_says_so() -> None:
    up = ("disclosure.posted", {"on": "2025-03-03", "places": ["Trụ sở", "Thôn Đoài"], "until": "2025-04-02"})
    early = ("disclosure.taken-down", {"basis": "Luật riêng", "on": "2025-04-01", "places": ["Trụ sở"]})
    last = ("disclosure.taken-down", {"on": "2025-04-02", "places": ["Thôn Đoài"]})
    told = [_posting_on(date(2025, 4, day), up, early, last) for day in (1, 2)]
    alone = screen.tie("ở 1 nơi")
    assert [state and state.word for state in told] == [f"Đang niêm yết {alone}", f"Gỡ sớm {alone}"]


def test_a_matter_without_a_sheet_has_no_posting() -> None:
    assert _posting_on(date(2025, 3, 3)) is None


def test_a_sheet_that_hangs_again_where_one_came_down_that_day_hangs() -> None:
    first = ("disclosure.posted", {"on": "2025-03-03", "places": ["Trụ sở"], "until": "2025-04-02"})
    down = ("disclosure.taken-down", {"on": "2025-04-03", "places": ["Trụ sở"]})
    again = ("disclosure.posted", {"on": "2025-04-03", "places": ["Trụ sở"], "until": "2025-05-03"})
    now = _posting_on(date(2025, 4, 3), first, down, again)
    assert now is not None
    assert now.word == "Đang niêm yết"


def test_a_plan_counts_each_item_once_and_puts_what_is_late_first() -> None:
    one = view()
    page = plan_page(one, one.plans[-1])
    rows = [row for section in page.sections for row in section.rows]
    assert len(rows) == page.plan.count == sum(kind.many for kind in page.filters)
    assert {row.item.id: row.kind for row in rows} == {
        "cong-khai": "run",
        "danh-sach": "none",
        "hoi-nghi": "done",
        "tiet-kiem": "done",
        "tra-loi": "late",
    }


def test_the_newest_plan_has_the_short_address_and_names_the_others() -> None:
    world = commune()
    plan = world.entries[1].record
    assert plan is not None
    world.append("plan.adopted", "plan/2026", {**plan.body, "on": "2026-01-09", "period": "2026"})
    one = view(world, on=date(2026, 1, 12))
    assert [plan.path for plan in one.plans] == ["ke-hoach-000001.html", "ke-hoach.html"]
    assert [other.period for other in plan_page(one, one.plans[-1]).others] == ["2025"]


def test_a_record_is_listed_by_what_it_says_and_not_by_a_later_title() -> None:
    world, board = Commune(REGISTRY), ["ban-thanh-tra"]
    world.append("board.planned", "board/q1", {"on": "2025-01-06", "title": "Kế hoạch quý I"}, board)
    world.append("board.reported", "board/q1", {"on": "2025-01-06", "title": "Báo cáo quý I"}, board)
    world.append("disclosure.published", "disclosure/x", {**PUBLISHED, "about": []})
    world.append("disclosure.superseded", "disclosure/x", {"on": "2025-01-06", "reason": "Đã thay."})
    rows = lists.newest_records(view(world), ()).rows
    assert [row.name for row in reversed(rows[:4])] == [
        "Kế hoạch quý I",
        "Báo cáo quý I",
        PUBLISHED["title"],
        PUBLISHED["title"],
    ]


def test_matters_of_one_name_are_told_apart_by_their_day() -> None:
    world = commune()
    item, past = PLAN["items"][3], {"on": "2025-11-24", "period": "2025"}
    told = {"about": ["disclosure/2025-0012", "document/2025-0214"], "item": item["id"], "text": "Xong."}
    assert world.append("plan.item-reported", "plan/2025", {**past, **told}).sound
    page = next(page for page in pages(view(world)) if page.path == "ke-hoach.html").make()
    text = Document(page).text
    assert f"{PUBLISHED['title']}, ngày\u00a028/10/2025" in text
    assert "đợt 2 năm 2025, ngày\u00a022/10/2025" in text


def test_a_matter_is_numbered_by_its_first_record_and_named_by_its_newest() -> None:
    world = commune()
    world.append(
        "recommendation.sent",
        "recommendation/2025-0001",
        {"on": "2025-11-24", "text": "x", "title": "Tên mới", "to": "UBND"},
    )
    one = view(world)
    matter = one.matters["recommendation/2025-0001"]
    assert (matter.number, matter.year, matter.name) == (6, 2025, "Tên mới")
    assert matter.path == "ho-so/2025/000006.html"


def test_the_year_of_a_matter_is_that_of_its_day_at_utc_7() -> None:
    world = Commune(REGISTRY)
    body = {"on": "2026-01-01", "reason": "Đã thay."}
    world.append("disclosure.superseded", "disclosure/x", body, recorded_at="2025-12-31T17:00:00Z")
    assert view(world).matters["disclosure/x"].path.startswith("ho-so/2026/")
    assert lists.months(view(world))[0].name == "2026-01"


def test_what_a_record_names_is_linked_both_ways() -> None:
    one = view()
    kin = {entity: [other.entity for other in others] for entity, others in one.related.items()}
    assert "document/2025-0214" in kin["disclosure/2025-0012"]
    assert "disclosure/2025-0012" in kin["document/2025-0214"]


def test_a_reform_gives_the_unit_its_new_name_and_leaves_earlier_records_the_old_one() -> None:
    world = Commune(REGISTRY)
    early = world.append("disclosure.published", "disclosure/x", {**PUBLISHED, "about": [], "on": "2025-01-06"})
    unit = {"kind": "phuong", "name": "Hương Sơn Mới"}
    world.append("unit.succeeded", "unit/x", {"basis": "Nghị quyết", "on": "2025-07-01", "unit": unit})
    one = view(world)
    assert early.sound
    assert one.unit == "phường Hương Sơn Mới"
    assert dossier(one, one.matters["disclosure/x"], "").unit == "xã Hương Sơn"
    assert one.unit_on(date(2025, 6, 30)) == "xã Hương Sơn"


def clocks(*instances: Instance) -> list[tuple[str, str]]:
    """What a matter's page tells of its duties: which one, and its state."""
    one = view(instances=tuple(replace(instance, matter="document/2025-0214") for instance in instances))
    page = dossier(one, one.matters["document/2025-0214"], "")
    return [(clock.instance.what or clock.instance.duty, clock.badge.word) for clock in page.clocks]


def test_a_length_that_has_not_begun_is_told_by_the_duty_to_begin_it_where_that_is_overdue_or_set_aside() -> None:
    length = replace(INSTANCES[1], due=None, state="not-due", settled_by=None)
    begin = replace(OVERDUE, duty="xa-ck-niem-yet")
    assert clocks(length, begin) == [("xa-ck-niem-yet", "Quá hạn 3\u00a0ngày\u00a0làm\u00a0việc")]
    aside = replace(begin, state="not-applicable", days_late=None)
    assert clocks(length, aside) == [("xa-ck-niem-yet", "Không áp dụng")]
    aired = replace(length, what="loudspeaker")
    assert clocks(aired, aside) == [("loudspeaker", "Chưa phát sinh hạn"), ("xa-ck-niem-yet", "Không áp dụng")]


def test_a_length_that_has_begun_is_told_beside_an_overdue_duty() -> None:
    told = clocks(INSTANCES[1], replace(OVERDUE, duty="xa-ck-niem-yet"))
    assert [name for name, _ in told] == ["posting", "xa-ck-niem-yet"]


def test_what_comes_round_is_told_once_and_matters_stand_first() -> None:
    weeks = [
        replace(
            OVERDUE, duty="tcd-chu-tich", matter=None, period=f"2025-W{week}", due=date(2025, 1, week), days_late=300
        )
        for week in (11, 12, 13)
    ]
    one = view(instances=(*weeks, OVERDUE))
    found = lists.overdue(one)
    assert found.count == 4
    assert [[item.instance.period for item in group] for group in found.late] == [
        [None],
        ["2025-W11", "2025-W12", "2025-W13"],
    ]
    made = next(page for page in pages(one) if page.path == "qua-han.html").make()
    text = " ".join(Document(made).text.split())
    assert "Quá hạn: 4 lần, của 2 loại việc" in text
    assert "Việc này còn 2 lần quá hạn nữa" in text
    assert text.count("tuần 12 năm 2025") == 1


def test_what_was_due_before_the_ledger_was_opened_is_marked_and_stands_last() -> None:
    """The book was opened on 06/01/2025."""
    plain = replace(OVERDUE, matter=None, period="2025-W02", days_late=300)
    old, on_that_day = replace(plain, period="2024-W52", due=date(2025, 1, 5)), replace(plain, due=date(2025, 1, 6))
    one = view(instances=(old, on_that_day, replace(old, duty="xa-ck-03", matter="document/2025-0214"), OVERDUE))
    found = lists.overdue(one)
    assert [[item.before for item in group] for group in found.late] == [[False], [False, True], [True]]
    assert (found.count, found.duties) == (4, 2)
    for path, times in (("qua-han.html", 2), ("index.html", 1)):
        made = next(page for page in pages(one) if page.path == path).make()
        assert Document(made).text.count("Hạn này có từ trước khi mở sổ này.") == times


def test_what_stands_behind_several_items_of_the_plan_is_listed_under_the_first_alone() -> None:
    items = [
        {**item, "duties": ["xa-ck-01"]} if item["id"] in {"danh-sach", "tra-loi"} else item for item in PLAN["items"]
    ]
    world = Commune(REGISTRY)
    world.append("plan.adopted", "plan/2025", {**PLAN, "items": items})
    world.append("disclosure.published", "disclosure/x", {**PUBLISHED, "about": []})
    made = replace(INSTANCES[0], matter="plan/2025", settled_by=2)
    page = next(page for page in pages(view(world, instances=(made,))) if page.path == "ke-hoach.html").make()
    assert page.decode().count("<summary>Xem 2&nbsp;hồ sơ</summary>") == 1
    text = " ".join(Document(page).text.split())
    assert text.count("2 hồ sơ, cũng là các hồ sơ của mục Đăng việc của xã đúng lúc") == 2
    assert Document(page).links.count("#viec-cong-khai") == 2

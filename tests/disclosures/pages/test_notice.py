"""The printed notice: everything that the record says, so that paper and page can be compared word by word."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from disclosures.model.bodies import DisclosureCorrected
from disclosures.model.topics import REGISTRY
from disclosures.pages import pages
from disclosures.pages.corrected import standing
from disclosures.pages.dossier import dossier
from ledger.record import Withheld
from tests.disclosures.pages.dom import Document
from tests.disclosures.pages.world import PUBLISHED, commune, view
from tests.simulator import Commune

if TYPE_CHECKING:
    from collections.abc import Sequence


def notice(world: Commune, entity: str) -> str:
    """The words of a matter's printed notice, spaces joined."""
    one = view(world, instances=())
    page = next(page for page in pages(one) if page.path == one.matters[entity].path).make().decode()
    sheet = page[page.index('<section class="sheet"') : page.index("</section>")]
    return re.sub(r"\s+", " ", Document(f"{sheet}</section>".encode()).text)


def told(topic: str, body: dict[str, Any], roles: Sequence[str]) -> str:
    """The notice of a matter with one record."""
    world, entity = Commune(REGISTRY), f"{topic.partition('.')[0]}/x"
    assert world.append(topic, entity, {"on": "2025-01-06", **body}, roles).sound
    return notice(world, entity)


def corrected(*changes: tuple[str, str, str], **more: Any) -> Commune:
    """A disclosure that was corrected once for each change."""
    world = Commune(REGISTRY)
    world.append("disclosure.published", "disclosure/x", {**PUBLISHED, "about": [], **more})
    for field, wrong, right in changes:
        body = {"changes": [{"field": field, "right": right, "wrong": wrong}], "on": "2025-01-06"}
        assert world.append("disclosure.corrected", "disclosure/x", body).sound
    return world


def test_a_disclosure_prints_its_summary_and_its_tables() -> None:
    text = notice(commune(), "disclosure/2025-0012")
    assert "Tóm tắt Đã thu 339.200.000 đồng, đã chi 285.000.000 đồng. Tiền còn lại giữ ở quỹ của thôn." in text
    assert "Bà con góp 212.400.000 205.200.000" in text


def test_a_long_table_stays_on_the_page_and_the_notice_says_so() -> None:
    table = {"caption": "Từng hộ", "columns": ["Hộ", "Góp"], "rows": [[f"Hộ {n}", n] for n in range(1, 14)]}
    text = notice(corrected(tables=[table]), "disclosure/x")
    assert "Bảng số dài, xem ở địa chỉ trên: Từng hộ." in text
    assert "Hộ 13" not in text


def test_a_part_that_is_left_out_is_named_with_its_ground_and_who_decided() -> None:
    world = Commune(REGISTRY)
    body = {name: value for name, value in PUBLISHED.items() if name not in {"tables", "about"}}
    left_out = Withheld("tables", "Điều 7 Luật 29/2018/QH14", "Chủ tịch", None)
    world.append("disclosure.published", "disclosure/x", body, withheld=(left_out,))
    text = notice(world, "disclosure/x")
    assert "Không công khai: bảng số. Điều 7 Luật 29/2018/QH14. Người quyết định: Chủ tịch." in text


def test_a_corrected_notice_names_the_correction_and_shows_right_beside_wrong() -> None:
    world = commune()
    page = dossier(view(world), view(world).matters["disclosure/2025-0012"], "")
    text = notice(world, "disclosure/2025-0012")
    code = page.corrections[0].code
    assert f"Bản này đã đính chính ngày 10/11/2025, thay bản dán trước. Tờ 000007, mã {code}." in text
    assert f"Tờ 000007, mã {code}. {page.corrections[0].signed} Ngày lập: 10/11/2025." in text
    assert f"Mã của tờ lần đầu: {page.shown.code}" in text
    assert "Mã của tờ này" not in text
    assert "Mã của tờ này: " in notice(corrected(), "disclosure/x")
    assert "Nhân công, máy 78.400.000 47.000.000 nay 74.000.000" in text


def test_words_that_were_corrected_are_struck_where_they_stand() -> None:
    text = notice(corrected(("Cộng chi", "285.000.000 đồng", "312.000.000 đồng")), "disclosure/x")
    assert "đã chi 285.000.000 đồng, nay 312.000.000 đồng." in text
    assert "ghi nhầm" not in text


def test_what_cannot_be_struck_where_it_stands_is_told_beside_it() -> None:
    twice = corrected(("Cộng chi", "5 đồng", "6 đồng"), summary="Thu 5 đồng, chi 5 đồng, nợ 1.5 đồng.")
    text = notice(twice, "disclosure/x")
    assert "Thu 5 đồng, chi 5 đồng, nợ 1.5 đồng." in text
    assert "Cộng chi: ghi nhầm 5 đồng, đúng là 6 đồng." in text


def test_a_number_within_a_longer_one_is_not_struck() -> None:
    text = notice(corrected(("Chi", "285 đồng", "312 đồng"), summary="Thu 1.285 đồng, chi 285 đồng."), "disclosure/x")
    assert "Thu 1.285 đồng, chi 285 đồng, nay 312 đồng." in text


def test_a_correction_of_a_correction_goes_back_to_the_first_words() -> None:
    again = corrected(("Cộng chi", "285.000.000 đồng", "3 đồng"), ("Cộng chi", "3 đồng", "312.000.000 đồng"))
    text = notice(again, "disclosure/x")
    assert "đã chi 285.000.000 đồng, nay 312.000.000 đồng." in text
    assert text.index("Bản này đã đính chính") < text.index("Lần trước đã đính chính")


def test_the_board_prints_under_its_own_name_what_it_says() -> None:
    board = {"text": "Bảng tin không có tờ nào.", "title": "Không thấy niêm yết"}
    text = told("board.dissented", board, ["ban-thanh-tra"])
    assert text.startswith(" Ban Thanh tra nhân dân xã Hương Sơn Phiếu niêm yết")
    assert "Nội dung Bảng tin không có tờ nào." in text
    assert "Ủy ban nhân dân" not in text


def test_the_office_prints_under_its_own_name() -> None:
    assert notice(commune(), "disclosure/2025-0012").startswith(" Ủy ban nhân dân xã Hương Sơn Phiếu niêm yết")


def test_a_finding_prints_each_thing_that_was_found() -> None:
    found = {"findings": ["Thiếu ngày giao hàng.", "Thiếu chữ ký."], "title": "Kiểm tra hóa đơn"}
    assert "Thiếu ngày giao hàng. Thiếu chữ ký." in told("inspection.found", found, ["ban-giam-sat"])


def test_a_matter_prints_the_words_and_the_code_of_the_record_that_names_it() -> None:
    world = Commune(REGISTRY)
    body = {"on": "2025-01-06", "title": "Về quỹ"}
    board = ["ban-thanh-tra"]
    draft = {**body, "for": "2025-01-08", "text": "Bản soạn."}
    world.append("recommendation.drafted", "recommendation/x", draft, board)
    sent = world.append("recommendation.sent", "recommendation/x", {**body, "text": "Đề nghị.", "to": "UBND"}, board)
    page = dossier(view(world), view(world).matters["recommendation/x"], "")
    text = notice(world, "recommendation/x")
    assert page.shown.index == sent.index
    assert page.shown.code in text
    assert "Đề nghị." in text
    assert "Bản soạn." not in text


def told_twice(world: Commune, on: date, entity: str = "disclosure/x") -> tuple[str, str]:
    """The words of a matter's page and of its notice on a day, spaces joined."""
    one = view(world, on=on, instances=())
    page = next(page for page in pages(one) if page.path == one.matters[entity].path).make()
    text = re.sub(r"\s+", " ", Document(page).text)
    return text[text.index(" · Việc công khai") :], text[: text.index(" · Việc công khai")]


def hung(*acts: tuple[str, dict[str, Any]]) -> Commune:
    """A disclosure whose sheets hang at two places from 03/03 to 02/04/2025, and what became of them."""
    world = corrected()
    up = {"on": "2025-03-03", "places": ["Trụ sở xã", "Nhà văn hóa thôn Đoài"], "until": "2025-04-02"}
    for topic, body in (("disclosure.posted", up), *acts):
        assert world.append(topic, "disclosure/x", body).sound
    return world


def test_a_sheet_that_came_down_at_one_of_two_places_is_told_at_that_place_on_page_and_paper() -> None:
    down = {"on": "2025-03-12", "places": ["Nhà văn hóa thôn Đoài"], "reason": "Mưa làm ướt tờ."}
    page, paper = told_twice(hung(("disclosure.taken-down", down)), date(2025, 3, 20))
    assert "Đang niêm yết ở 1 nơi Gỡ sớm ở 1 nơi" in page
    still = "Trụ sở xã từ ngày 03/03/2025 đến ngày 02/04/2025 · Đang niêm yết"
    gone = "Nhà văn hóa thôn Đoài từ ngày 03/03/2025 đến ngày 02/04/2025 Gỡ sớm ngày 12/03/2025, thiếu 21 ngày."
    assert f"Niêm yết ở đâu {still} Và ở {gone} Vì sao: Mưa làm ướt tờ." in page
    assert "Dán ở Trụ sở xã, từ ngày 03/03/2025 đến ngày 02/04/2025; không gỡ sớm hơn" in paper
    gone = "từ ngày 03/03/2025 đến ngày 02/04/2025; gỡ sớm ngày 12/03/2025, thiếu 21 ngày. Vì sao: Mưa làm ướt tờ."
    assert f"Dán ở Nhà văn hóa thôn Đoài, {gone}" in paper


def test_a_sheet_that_came_down_early_under_a_special_law_lacks_no_days() -> None:
    down = {"basis": "Luật riêng", "on": "2025-03-12", "places": ["Trụ sở xã", "Nhà văn hóa thôn Đoài"]}
    page, _ = told_twice(hung(("disclosure.taken-down", down)), date(2025, 3, 20))
    assert "Gỡ sớm ngày 12/03/2025. Vì sao: Luật riêng" in page
    assert "thiếu" not in page


def test_a_new_sheet_in_the_same_places_is_one_row_with_the_later_end() -> None:
    both = ["Trụ sở xã", "Nhà văn hóa thôn Đoài"]
    again = {"on": "2025-03-12", "places": both, "until": "2025-04-11"}
    page, paper = told_twice(hung(("disclosure.posted", again)), date(2025, 3, 20))
    told = "từ ngày 03/03/2025, dán lại ngày 12/03/2025, đến ngày 11/04/2025"
    assert f"Niêm yết ở đâu Trụ sở xã, Nhà văn hóa thôn Đoài {told}" in page
    assert f"Dán ở Trụ sở xã, Nhà văn hóa thôn Đoài, {told}; không gỡ sớm hơn" in paper
    assert "Và ở" not in page
    assert paper.count("Dán ở") == 1


def test_a_sheet_that_hangs_again_after_days_without_one_is_a_row_of_its_own() -> None:
    down = {"on": "2025-03-12", "places": ["Trụ sở xã"], "reason": "Sửa nhà."}
    again = {"on": "2025-03-15", "places": ["Trụ sở xã"], "until": "2025-04-14"}
    world = hung(("disclosure.taken-down", down), ("disclosure.posted", again))
    page, _ = told_twice(world, date(2025, 3, 20))
    assert "Gỡ sớm ngày 12/03/2025, thiếu 21 ngày. Vì sao: Sửa nhà." in page
    assert "Và ở Trụ sở xã từ ngày 15/03/2025 đến ngày 14/04/2025 · Đang niêm yết" in page


def test_a_wrong_deadline_title_and_place_are_struck_wherever_they_stand_on_page_and_paper() -> None:
    up = {"on": "2025-03-03", "places": ["Trụ sở xã", "Chợ Đoài"], "until": "2025-04-02"}
    changes = [
        {"field": "Chậm nhất", "right": "12/12/2025", "wrong": "27/11/2025"},
        {"field": "Tên", "right": "thôn Đông", "wrong": "thôn Đoài"},
        {"field": "Nơi dán", "right": "Đình Đoài", "wrong": "Chợ Đoài"},
        {"field": "Dán đến ngày", "right": "05/04/2025", "wrong": "02/04/2025"},
    ]
    world = corrected()
    assert world.append("disclosure.posted", "disclosure/x", up).sound
    body = {"changes": changes, "on": "2025-03-04", "places": up["places"]}
    assert world.append("disclosure.corrected", "disclosure/x", body).sound
    for text in told_twice(world, date(2025, 12, 20)):
        assert "Chậm nhất ngày 27/11/2025, nay 12/12/2025" in text
        assert "Tiền bà con góp làm đường thôn Đoài, nay thôn Đông: đã thu, đã chi" in text
        assert "Trụ sở xã, Chợ Đoài, nay Đình Đoài" in text
        assert "đến ngày 02/04/2025, nay 05/04/2025" in text
        assert "27/11/2025 (đã qua)" not in text
        assert "Thu, chi làm đường thôn Đoài, nay thôn Đông đơn vị: đồng" in text


def test_a_wrong_day_of_publishing_is_struck_on_the_page_and_told_on_paper_which_does_not_show_it() -> None:
    page, paper = told_twice(corrected(("Ngày công khai", "28/10/2025", "29/10/2025")), date(2025, 12, 20))
    assert "Công khai ngày 28/10/2025, nay 29/10/2025:" in page
    assert "Ngày công khai: ghi nhầm 28/10/2025, đúng là 29/10/2025." in paper


def test_a_day_that_two_things_share_is_told_beside_and_struck_nowhere() -> None:
    up = {"on": "2025-03-03", "places": ["Trụ sở xã"], "until": "2025-11-27"}
    world = corrected(("Chậm nhất", "27/11/2025", "12/12/2025"))
    assert world.append("disclosure.posted", "disclosure/x", up).sound
    for text in told_twice(world, date(2025, 3, 20)):
        assert "Chậm nhất: ghi nhầm 27/11/2025, đúng là 12/12/2025." in text
        assert "nay 12/12/2025" not in text
    told = "Chỗ sai và lời đúng ghi ở dòng trên; chữ dưới đây là lời lần đầu."
    assert told in told_twice(world, date(2025, 3, 20))[0]


def dissented() -> Commune:
    """The book, with what the Board says against the posting."""
    world = commune()
    body = {"about": ["disclosure/2025-0012"], "on": "2025-11-20", "title": "Nhà văn hóa thôn Đoài không có tờ nào"}
    assert world.append("board.dissented", "board/x", body, ["ban-thanh-tra"]).sound
    return world


def test_what_the_board_says_against_a_matter_stands_at_its_head_beside_its_places_and_on_paper() -> None:
    one = view(dissented(), instances=())
    matter = next(page for page in pages(one) if page.path == one.matters["disclosure/2025-0012"].path).make()
    text = re.sub(r"\s+", " ", Document(matter).text)
    said = "Ban Thanh tra nhân dân có ý kiến khác, ngày 20/11/2025: Nhà văn hóa thôn Đoài không có tờ nào. Xem ý kiến."
    assert f"· Việc công khai {PUBLISHED['title']} {said}" in text
    assert f"Trụ sở xã, Nhà văn hóa thôn Đoài từ ngày 28/10/2025 đến ngày 27/11/2025 {said}" in text
    assert f"../../{one.matters['board/x'].path}#to-000009" in Document(matter).links
    paper = notice(dissented(), "disclosure/2025-0012")
    assert "Ý kiến khác Ban Thanh tra nhân dân, ngày 20/11/2025: Nhà văn hóa thôn Đoài không có tờ nào." in paper
    assert one.code(one.entries[9]) in paper


def test_a_matter_that_no_board_spoke_against_says_nothing_of_it() -> None:
    one = view(dissented(), instances=())
    told = {page.path: page.make().decode() for page in pages(one) if page.path.startswith("ho-so/")}
    spoken = {path for path, page in told.items() if "nhân dân có ý kiến khác" in page or "Ý kiến khác" in page}
    assert spoken == {"ho-so/2025/000004.html"}


def test_what_was_put_right_and_back_again_is_struck_nowhere() -> None:
    there, back = (
        DisclosureCorrected.model_validate(
            {"on": "2025-03-01", "places": ["x"], "changes": [{"field": "f", "wrong": wrong, "right": right}]}
        )
        for wrong, right in (("100 đồng", "120 đồng"), ("120 đồng", "100 đồng"))
    )
    assert [(one.wrong, one.right) for one in standing([there])] == [("100 đồng", "120 đồng")]
    assert standing([there, back]) == ()

"""Two windows, two presses, a lock in between: nothing typed is lost, nothing is signed unseen."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.disclosures.desk.bench import DRAFT, PDF, Bench, passphrase, told

FORM, SIGN = f"/nhap/{DRAFT}", f"/ky/{DRAFT}"
ISSUED = "document.issued"


def saved(bench: Bench, title: str) -> str:
    """Save a draft in one window; the version that its form carries from then on."""
    bench.post(FORM, topic=ISSUED, nut="luu", title=title)
    draft = bench.drafts.get(DRAFT)
    assert draft is not None
    assert f'name="ban" value="{draft.version}"' in bench.get(FORM)
    return draft.version


def titles(bench: Bench) -> set[str]:
    return {draft.one("title") for draft in bench.drafts.all()}


@pytest.mark.parametrize("button", ["luu", "xem-lai"])
def test_an_older_window_keeps_its_words_beside_the_newer_ones(bench: Bench, button: str) -> None:
    older = saved(bench, "Kế hoạch")
    saved(bench, "Kế hoạch, sửa ở cửa sổ B")
    answer = bench.post(FORM, topic=ISSUED, nut=button, title="Kế hoạch, sửa ở cửa sổ A", ban=older)
    assert titles(bench) == {"Kế hoạch, sửa ở cửa sổ B", "Kế hoạch, sửa ở cửa sổ A"}
    page = bench.follow(answer).text
    own = next(draft.id for draft in bench.drafts.all() if draft.id != DRAFT)
    assert "Nháp này đã đổi ở cửa sổ khác" in page
    assert f'href="{FORM}"' in page
    assert f'href="/nhap/{own}"' in page
    assert 'value="Kế hoạch, sửa ở cửa sổ A"' in page


def test_pressing_twice_makes_one_draft(bench: Bench) -> None:
    for _ in range(2):
        bench.post(FORM, topic=ISSUED, nut="luu", title="Kế hoạch", ban="")
    older = saved(bench, "Kế hoạch")
    saved(bench, "Kế hoạch, sửa ở cửa sổ B")
    for _ in range(2):
        bench.post(FORM, topic=ISSUED, nut="luu", title="Kế hoạch, sửa ở cửa sổ A", ban=older)
    assert len(bench.drafts.all()) == 2


def test_words_typed_in_a_draft_that_was_deleted_are_kept(bench: Bench) -> None:
    older = saved(bench, "Kế hoạch")
    bench.post(f"{FORM}/xoa")
    answer = bench.post(FORM, topic=ISSUED, nut="luu", title="Kế hoạch gõ tiếp", ban=older)
    page = bench.follow(answer).text
    assert "Nháp này không còn: đã xóa, hoặc tờ đã vào sổ." in page
    assert titles(bench) == {"Kế hoạch gõ tiếp"}


def test_words_typed_in_a_draft_that_was_recorded_are_kept_beside_its_record(bench: Bench) -> None:
    older = saved(bench, "Kế hoạch")
    bench.record(ISSUED)
    answer = bench.post(FORM, topic=ISSUED, nut="luu", title="Kế hoạch gõ tiếp", ban=older)
    page = bench.follow(answer).text
    assert "Nháp này đã vào sổ." in page
    assert 'href="/to/1"' in page
    assert titles(bench) == {"Kế hoạch gõ tiếp"}
    assert bench.client.get(FORM).headers["location"] == "/to/1?moi=1"


def test_what_was_changed_in_another_window_is_not_signed_unseen(bench: Bench) -> None:
    bench.write(FORM, ISSUED)
    seen = bench.drafts.all()[0].version
    bench.write(FORM, ISSUED, title="Quyết định khác hẳn")
    page = bench.faulty(bench.sign(DRAFT, "van-phong-thong-ke", ban=seen))
    assert any(one.startswith("Nháp này đã đổi ở cửa sổ khác") for one in told(page))
    assert bench.drafts.all()[0].lines == ()


def test_signing_twice_leads_where_signing_once_led(bench: Bench) -> None:
    bench.write(FORM, ISSUED)
    for stem, place in (("van-phong-thong-ke", "/ky"), ("chu-tich", "/to/1?moi=1")):
        seen = bench.drafts.all()[0].version
        first = bench.sign(DRAFT, stem, ban=seen)
        second = bench.sign(DRAFT, stem, ban=seen)
        assert first.headers["location"] == second.headers["location"] == place
        assert "gõ" not in " ".join(told(bench.follow(second)))
    bench.recorder.catch_up()
    assert len(bench.recorder.entries) == 2


def test_whoever_signs_what_was_sent_back_meanwhile_is_told(bench: Bench) -> None:
    bench.write(FORM, ISSUED)
    bench.sign(DRAFT, "van-phong-thong-ke")
    seen = bench.drafts.all()[0].version
    bench.post(f"{SIGN}/tra", ly__do="Thiếu số hộ.")
    page = bench.follow(bench.sign(DRAFT, "chu-tich", ban=seen)).text
    assert "Tờ này đã trả lại, chữ ký của ông bà chưa được dùng." in page
    assert "Thiếu số hộ." in page
    assert "chữ ký của ông bà" not in bench.get(FORM)


def test_whoever_takes_the_authors_key_instead_of_the_own_one_is_told(bench: Bench) -> None:
    bench.write(FORM, ISSUED)
    bench.sign(DRAFT, "van-phong-thong-ke")
    page = bench.faulty(bench.sign(DRAFT, "van-phong-thong-ke", mk=passphrase("chu-tich")))
    assert any(one.startswith("Khóa này không phải khóa của người đang cần ký") for one in told(page))


def test_a_page_with_errors_can_be_loaded_again(bench: Bench) -> None:
    """Back and Reload ask for a page; they never send the form a second time."""
    answer = bench.write(FORM, ISSUED, title="", files={"tep": ("tờ.docx", b"PK")})
    first, second = bench.faulty(answer), bench.follow(answer)
    assert "Hãy đặt tên" in first.text or "Hãy chép tên văn bản." in first.text
    assert told(second)[0] == told(first)[0]
    assert "Hãy chép tên văn bản." in told(second)
    assert "tờ.docx" in first.text
    assert "tờ.docx" not in second.text  # the file is a matter of that one press
    bench.write(FORM, ISSUED)
    assert "Hãy chép tên văn bản." not in told(bench.follow(answer))


def test_a_file_that_was_refused_while_the_desk_was_locked_is_told_afterwards(bench: Bench) -> None:
    bench.now += timedelta(minutes=16)
    late = bench.post(FORM, files={"tep": ("tờ.docx", b"PK")}, topic=ISSUED, nut="luu", title="Đang gõ dở")
    assert late.headers["location"] == f"/mo-khoa?ve={FORM}%3Fluu%3D1"
    opened = bench.post("/mo-khoa", key="chu-tich", mk=passphrase("chu-tich"), ve=f"{FORM}?luu=1")
    page = bench.faulty(opened)
    assert any(one.startswith("Sổ không nhận tệp .docx.") for one in told(page))
    assert 'value="Đang gõ dở"' in page.text


def test_files_that_are_too_large_together_cost_no_word(bench: Bench) -> None:
    big = [("tep", (f"{number}.pdf", PDF + bytes(21_000_000))) for number in range(3)]
    page = bench.faulty(bench.post(FORM, files=big, topic=ISSUED, nut="luu", title="Vẫn còn"))
    assert len([one for one in told(page) if "quá 20,0" in one]) == 3
    assert titles(bench) == {"Vẫn còn"}

"""What is typed is kept at each press; what is wrong is told at its field; nothing reaches the ledger by it."""

from __future__ import annotations

from typing import Any

import pytest

from disclosures.desk import filing
from disclosures.desk.forms import FORMS, fields_of
from disclosures.desk.options import choices, signers
from disclosures.model.topics import MODELS
from disclosures.words.desk import LABELS, RECORD, label
from tests.disclosures.desk.bench import PDF, Bench, name_of, ours, spelled, told

FORM = "/nhap/0123456789abcdef"
ISSUED = "document.issued"


def test_every_topic_of_the_desk_is_in_the_model_and_has_words_and_signers(bench: Bench) -> None:
    world = bench.desk.world()
    assert set(RECORD) == set(FORMS)
    for topic in FORMS:
        assert topic in MODELS
        assert all(signers(topic, world))
        for field in fields_of(topic, list(world.view.catalogue.duties.values())):
            assert label(topic, field.name).name
            member = field.name.partition(".")[0]
            names = {info.alias or name for name, info in MODELS[topic].model_fields.items()}
            assert member in names | {"entity"}, (topic, member)
            if field.kind in {"choice", "choices", "places"}:
                assert field.name in choices(topic, {}, world)


def test_no_label_is_left_over() -> None:
    used = {name for form in FORMS.values() for name, *_ in form.fields}
    used |= {"for", "period", "place", "duties", "tep", "rieng", "signer-0", "signer-1"}
    assert {key.rpartition("/")[2] for key in LABELS} == used
    assert {key.partition("/")[0] for key in LABELS if "/" in key} <= set(FORMS)


@pytest.mark.parametrize("topic", FORMS)
def test_every_form_opens_empty_and_says_what_is_missing(bench: Bench, topic: str) -> None:
    assert bench.client.get(f"/ghi/{topic}").status_code == 200
    answer = bench.faulty(bench.post(FORM, topic=topic, nut="xem-lai"))
    assert "Bản nháp đã được giữ" in answer.text
    assert told(answer)[1:]
    assert [draft.topic for draft in bench.drafts.all()] == [topic]


def test_a_topic_that_the_desk_does_not_know_has_no_form(bench: Bench) -> None:
    assert bench.client.get("/ghi/ledger.opened").status_code == 404
    assert bench.post(FORM, topic="ledger.opened", nut="luu").status_code == 409
    assert bench.post("/nhap/../x", topic=ISSUED, nut="luu").status_code in {403, 404, 405, 409}
    assert bench.post("/nhap/zz", topic=ISSUED, nut="luu").status_code == 409
    assert bench.drafts.all() == []


def test_a_draft_is_kept_as_it_was_typed_and_comes_back(bench: Bench) -> None:
    typed = "Sửa đường\r\nthôn Đoài\t“mới”"
    answer = bench.post(FORM, topic=ISSUED, nut="luu", title="Kế hoạch", summary=typed, on__ngay="31", on__thang="2")
    assert answer.headers["location"] == f"{FORM}?luu=1"
    page = bench.get(f"{FORM}?luu=1")
    assert "Bản nháp đã được giữ" in page
    assert "Sửa đường\nthôn Đoài “mới”" in page
    assert 'value="31"' in page
    assert "Kế hoạch" in bench.get("/")
    assert bench.recorder.catch_up().matters == {}


def test_a_draft_outlives_the_desk(bench: Bench) -> None:
    bench.post(FORM, topic=ISSUED, nut="luu", title="Kế hoạch")
    again = Bench(bench.office.folder.parent)
    again.start()
    assert "Kế hoạch" in again.get(FORM)
    again.close()


def test_letters_and_marks_that_were_typed_apart_are_joined(bench: Bench) -> None:
    bench.post(FORM, topic=ISSUED, nut="luu", title="Ke\u0302\u0301 hoa\u0323ch")
    assert bench.drafts.all()[0].one("title") == "Kế hoạch"


def test_what_a_word_processor_adds_and_nobody_sees_is_left_out(bench: Bench) -> None:
    pasted = "\ufeffKế\u200b hoạch\u00ad thu\u2003chi\u000bnăm\u202f2026\uf0b7"
    bench.post(FORM, topic=ISSUED, nut="luu", title=pasted)
    assert bench.drafts.all()[0].one("title") == "Kế hoạch thu chi\nnăm 2026•"


def test_who_comes_back_to_a_new_form_finds_what_was_typed(bench: Bench) -> None:
    address = bench.client.get(f"/ghi/{ISSUED}").url
    draft_id = str(address).rpartition("n=")[2]
    bench.post(f"/nhap/{draft_id}", topic=ISSUED, nut="luu", title="Kế hoạch")
    back = bench.client.get(f"{address.path}?{address.query.decode()}")
    assert back.headers["location"] == f"/nhap/{draft_id}"


@pytest.mark.parametrize(
    ("title", "sentence"),
    [
        ("\u202eKế hoạch", "Chữ thứ 1 là dấu ép chiều chữ sang trái (U+202E), sổ không nhận."),
        ("Kế hoạch 😀!", "Chữ thứ 10 là “😀” (U+1F600), sổ không nhận."),
        ("Kế hoạch\u0007!", "Chữ thứ 9 là ký tự không hiện ra được (U+0007), sổ không nhận."),
        ("Kế\nhoạch", "Ô này chỉ một dòng."),
        ("x" * 401, "Dài 401 chữ cái, quá 400."),
    ],
)
def test_a_character_that_a_record_may_not_hold_is_named_with_its_place(
    bench: Bench, title: str, sentence: str
) -> None:
    answer = bench.faulty(bench.write(FORM, ISSUED, title=title))
    assert any(one.replace("\u00a0", " ").startswith(sentence) for one in told(answer)), told(answer)
    assert "#title" in answer.text
    assert bench.drafts.all()[0].one("title") == title


@pytest.mark.parametrize(
    ("boxes", "anchor", "sentence"),
    [
        (("24", "13", "2026"), "on-thang", "Tháng phải từ 1 đến 12; hãy sửa ô tháng (đang là 13)."),
        (("31", "11", "2026"), "on-ngay", "Tháng 11 năm 2026 chỉ có ngày 1 đến 30; hãy sửa ô ngày (đang là 31)."),
        (("29", "2", "2026"), "on-ngay", "Tháng 2 năm 2026 chỉ có ngày 1 đến 28; hãy sửa ô ngày (đang là 29)."),
        (("01", "12", "26"), "on-nam", "Hãy ghi năm đủ bốn chữ số (đang là 26)."),
        (("1", "", "2026"), "on-ngay", "Hãy ghi đủ ngày, tháng, năm bằng số."),
        (("một", "1", "2026"), "on-ngay", "Hãy ghi đủ ngày, tháng, năm bằng số."),
        (("", "", ""), "on-ngay", "Hãy ghi ngày ban hành."),
        (("5/3/26", "", ""), "on-ngay", "Hãy ghi năm đủ bốn chữ số (đang là 26)."),
        (("5/13/2026", "", ""), "on-ngay", "Tháng phải từ 1 đến 12"),
        (("5/3/2026", "3", ""), "on-ngay", "Hãy ghi đủ ngày, tháng, năm bằng số."),
        (("26-03-05", "", ""), "on-ngay", "Hãy ghi năm đủ bốn chữ số (đang là 05)."),
        (("mùng 5 tháng 3", "", ""), "on-ngay", "Hãy ghi như 20/11/2026."),
        (("05032026", "", ""), "on-ngay", "Hãy ghi như 20/11/2026."),
        (("20", "11", "2027"), "on-ngay", "Ngày 20/11/2027 chưa đến; hãy chờ việc xảy ra rồi ghi, hoặc xem lại năm."),
        (("1", "1", "2030"), "on-ngay", "Ngày 01/01/2030 chưa đến"),
        (("1", "1", "2020"), "on-ngay", "Ngày 01/01/2020 có trước khi Luật có hiệu lực"),
    ],
)
def test_a_bad_date_is_told_at_its_box(bench: Bench, boxes: tuple[str, str, str], anchor: str, sentence: str) -> None:
    day, month, year = boxes
    answer = bench.faulty(bench.write(FORM, ISSUED, on__ngay=day, on__thang=month, on__nam=year))
    assert sentence.lower() in answer.text.lower()
    assert f'href="#{anchor}"' in answer.text
    assert f'id="{anchor}"' in answer.text
    assert f'name="on-ngay" type="text" inputmode="numeric" autocomplete="off" value="{day}"' in answer.text


@pytest.mark.parametrize(
    "typed",
    [
        "02/11/2026", "2/11/2026", "2.11.2026", "02-11-2026", "2026-11-02", "02 11 2026", "ngày 02/11/2026",
        "Ngày 2 tháng 11 năm 2026",
    ],
)  # fmt: skip
def test_a_whole_date_may_stand_in_the_first_box(bench: Bench, typed: str) -> None:
    assert "maxlength" not in bench.get(f"/ghi/{ISSUED}")
    bench.record(ISSUED, on__ngay=typed, on__thang="", on__nam="")
    record = bench.recorder.entries[1].record
    assert record is not None
    assert record.body["on"] == "2026-11-02"


def test_every_error_leads_to_a_control_that_is_there(bench: Bench) -> None:
    for topic in ("document.issued", "disclosure.published", "report.sent"):
        page = bench.faulty(bench.post(FORM, topic=topic, nut="xem-lai")).text
        anchors = [part.partition('"')[0] for part in page.split('href="#')[2:]]
        assert anchors
        assert [one for one in anchors if f'id="{one}"' not in page] == []


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"kind": "hoa-don"}, "Hãy chọn trong danh sách."),
        ({"duties": ["no-such-duty"]}, "Hãy chọn trong danh sách."),
        ({"signer__1": name_of("van-phong-thong-ke")}, "Người này không được ký loại tờ này."),
        ({"signer__0": name_of("chu-tich")}, "Người này không được ký loại tờ này."),
        ({"signer__1": name_of("goc-1")}, "Người này không được ký loại tờ này."),
        ({"signer__1": ""}, "Hãy chọn người duyệt."),
        (
            {"signer__0": name_of("ban-chi-dao"), "signer__1": name_of("pho-chu-tich")},
            "Người lập và người duyệt là một người giữ hai khóa.",
        ),
    ],
)
def test_what_was_not_offered_is_refused(bench: Bench, changed: dict[str, Any], sentence: str) -> None:
    answer = bench.faulty(bench.write(FORM, ISSUED, **changed))
    assert any(one.startswith(sentence) for one in told(answer)), told(answer)
    assert bench.recorder.catch_up().matters == {}


def test_a_good_form_goes_on_to_the_check(bench: Bench) -> None:
    answer = bench.write(FORM, ISSUED)
    assert (answer.status_code, answer.headers["location"]) == (303, "/ky/0123456789abcdef")


def upload(bench: Bench, name: str, data: bytes, **fields: str) -> Any:
    return bench.post(FORM, files={"tep": (name, data, "text/html")}, topic=ISSUED, **{"nut": "luu", **fields})


def test_a_scan_is_kept_under_a_plain_name_and_typed_by_its_content(bench: Bench) -> None:
    upload(bench, "Biên bản họp – thôn Đoài.HTML", PDF)
    (file,) = bench.drafts.all()[0].files
    assert (file["name"], file["media_type"]) == ("bien-ban-hop-thon-doai.pdf", "application/pdf")
    assert (bench.office.attachments / file["sha256"]).read_bytes() == PDF
    upload(bench, "Biên bản họp – thôn Đoài.pdf", PDF + b"2")
    upload(bench, "cùng nội dung.pdf", PDF)
    assert [one["name"] for one in bench.drafts.all()[0].files] == [
        "bien-ban-hop-thon-doai.pdf",
        "bien-ban-hop-thon-doai-2.pdf",
    ]


@pytest.mark.parametrize("name", ["con.pdf", "PRN.pdf", "Côn.pdf", "lpt1.pdf", "com0.pdf"])
def test_a_name_that_windows_keeps_for_itself_is_made_harmless(bench: Bench, name: str) -> None:
    upload(bench, name, PDF)
    (file,) = bench.drafts.all()[0].files
    assert file["name"] == f"tep-{filing.plain(name.partition('.')[0])}.pdf"
    assert bench.write(FORM, ISSUED, rieng="khong").headers["location"] == "/ky/0123456789abcdef"


def test_a_file_is_given_back_only_to_be_saved(bench: Bench) -> None:
    upload(bench, "a.pdf", PDF)
    (file,) = bench.drafts.all()[0].files
    answer = bench.client.get(f"/tep/{file['sha256']}/{file['name']}")
    assert answer.content == PDF
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"] == 'attachment; filename="a.pdf"'
    assert "sandbox" in answer.headers["content-security-policy"]
    for path in (f"/tep/{'0' * 64}/a.pdf", f"/tep/{file['sha256']}/a.html%22", "/tep/..%2foffice.toml/a.pdf"):
        assert bench.client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("tờ.docx", b"PK\x03\x04", "Sổ không nhận tệp .docx. Hãy lưu tờ.docx thành PDF rồi chọn lại."),
        ("trang", b"<script>", "Sổ không nhận tệp không có đuôi. Hãy lưu trang thành PDF"),
        ("gia.pdf", b"MZ\x90\x00", "Tệp gia.pdf không phải PDF như tên nó nói."),
        ("anh.JPEG", b"not a picture", "Tệp anh.JPEG không phải JPEG như tên nó nói."),
        ("bang.xlsx", b"not a sheet", "Tệp bang.xlsx không phải XLSX như tên nó nói."),
        ("chu.txt", b"\x00\xff", "Tệp chu.txt không phải TXT như tên nó nói."),
        ("rong.pdf", b"", "Tệp rong.pdf rỗng."),
        ("lon.pdf", PDF + bytes(21_000_000), "Tệp lon.pdf nặng 21,0 MB, quá 20,0 MB."),
    ],
)
def test_a_file_that_cannot_be_kept_is_named_and_the_words_stay(
    bench: Bench, name: str, data: bytes, sentence: str
) -> None:
    answer = bench.faulty(upload(bench, name, data, title="Vẫn còn"))
    assert any(one.replace("\u00a0", " ").startswith(sentence) for one in told(answer)), told(answer)
    assert bench.drafts.all()[0].one("title") == "Vẫn còn"
    assert bench.drafts.all()[0].files == ()


def test_a_file_with_peoples_names_waits_until_they_are_covered(bench: Bench) -> None:
    upload(bench, "a.pdf", PDF)
    assert "Hãy xem tệp rồi chọn một câu." in told(bench.faulty(bench.write(FORM, ISSUED)))
    covered = bench.faulty(bench.write(FORM, ISSUED, rieng="co"))
    assert any(one.startswith("Hãy che tên") for one in told(covered))
    assert bench.write(FORM, ISSUED, rieng="khong").status_code == 303


def test_a_removed_file_and_a_deleted_draft_leave_nothing_behind(bench: Bench) -> None:
    upload(bench, "a.pdf", PDF)
    upload(bench, "b.pdf", PDF + b"2")
    first, second = (file["sha256"] for file in bench.drafts.all()[0].files)
    bench.post("/nhap/1123456789abcdef", files={"tep": ("a.pdf", PDF)}, topic=ISSUED, nut="luu")
    bench.post(FORM, topic=ISSUED, nut=f"bo-{first}", title="x")
    assert [file["sha256"] for file in bench.drafts.get("0123456789abcdef").files] == [second]  # type: ignore[union-attr]  # kept just now
    assert (bench.office.attachments / first).exists()  # the other draft still has it
    bench.post(f"{FORM}/xoa")
    bench.post("/nhap/1123456789abcdef/xoa")
    assert bench.drafts.all() == []
    assert list(bench.office.attachments.rglob("*")) == []


def test_a_search_without_marks_finds_words_with_marks(bench: Bench) -> None:
    found = bench.get("/ghi?tim=ngan+sach")
    assert "Ngân sách" in found
    assert "hương ước" not in bench.get("/ghi?tim=ng%C3%A2n+s%C3%A1ch").lower()
    assert "Không có nghĩa vụ nào" in bench.get("/ghi?tim=xyzzy")


def test_what_is_typed_is_shown_as_text(bench: Bench) -> None:
    bench.post(FORM, topic=ISSUED, nut="luu", title="<script>alert(1)</script>{{ 7*7 }}")
    for path in (FORM, "/"):
        page = bench.get(path)
        assert "<script>" not in page
        assert "{{ 7*7 }}" in page


def test_names_of_fields_are_spelled_as_the_form_spells_them() -> None:
    assert (spelled("on__ngay"), spelled("todo___text")) == ("on-ngay", "todo.text")
    assert ours(origin="x")["origin"] == "x"

from __future__ import annotations

import contextlib
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosures import catalogue
from disclosures.errors import DataError

CATALOGUE = catalogue.load()


def test_every_row_of_the_law_is_read() -> None:
    assert len(CATALOGUE.duties) == 253
    assert CATALOGUE.name == "vn-grassroots-democracy"
    assert CATALOGUE.version == "2026-11-23"
    assert next(iter(CATALOGUE.duties)) == "xa-ck-01"


def test_a_row_carries_typed_values() -> None:
    duty = CATALOGUE.duty("xa-ck-07")
    assert (duty.starts, duty.settles, duty.per) == ("document.issued", ("disclosure.published",), "matter")
    assert duty.duration.least("loudspeaker") == 3
    assert (duty.valid_from, duty.valid_to) == (date(2023, 7, 1), None)


def test_a_duty_binds_from_its_first_through_its_last_day() -> None:
    old = CATALOGUE.duty("tctt-dinh-chinh")
    assert old.valid_to == date(2026, 8, 31)
    assert [old.in_force(date(2026, 8, 31)), old.in_force(date(2026, 9, 1))] == [True, False]
    assert [old.in_force(date(2018, 6, 30)), old.in_force(date(2018, 7, 1))] == [False, True]


@pytest.mark.parametrize(
    ("duty", "kind", "past"),
    [
        ("xa-ck-danh-sach-quy", "quarter", True),
        ("cq-kiem-tra-6-thang", "half-year", False),
        ("tcd-chu-tich", "week", False),
        ("xa-ck-01", None, False),
        ("ks-hai-long", None, False),
    ],
)
def test_what_opens_an_instance_is_a_period_a_topic_or_nothing(duty: str, kind: str | None, *, past: bool) -> None:
    assert (CATALOGUE.duty(duty).period, CATALOGUE.duty(duty).past) == (kind, past)


@pytest.mark.parametrize(
    ("duty", "basis"),
    [
        ("xa-ck-danh-sach-quy", "khoản 2 Điều 13 Luật 10/2022/QH15"),
        ("hu-cong-nhan", "điểm b khoản 3 Điều 11 Nghị định 61/2023/NĐ-CP"),
        ("cq-ttnd-thong-bao", "điểm a, b, d khoản 1 Điều 63 Luật 10/2022/QH15"),
        ("ks-hai-long", "khoản 1 Điều 34, điểm a khoản 2 Điều 35 Luật 10/2022/QH15"),
        ("ns-cu-du-toan-quyet", "khoản 2 Điều 15, Điều 16, khoản 2 Điều 17, khoản 2 Điều 18 Thông tư 343/2016/TT-BTC"),
        ("tctt-dinh-chinh", "khoản 1–3, 5 Điều 22 Luật 104/2016/QH13"),
        ("tcd-bi-thu", "Quy định 11-QĐi/TW"),
        ("bm-loai-tru", "Điều 5 Luật 29/2018/QH14; Luật 117/2025/QH15"),
        (
            "kh-hn-15-02",
            "mục II.3, gạch đầu dòng 4 Kế hoạch thực hiện dân chủ cơ sở 2025 – UBND thị trấn Hương Sơn",
        ),
    ],
)
def test_a_duty_cites_its_article_in_words(duty: str, basis: str) -> None:
    assert CATALOGUE.duty(duty).basis_vi == basis


def test_an_unknown_duty_is_a_data_error() -> None:
    with pytest.raises(DataError) as caught:
        CATALOGUE.duty("xa-ck-99")
    assert caught.value.code == "duty.unknown"


@pytest.mark.parametrize(
    ("old", "new", "field", "problem"),
    [
        ('deadline = "P5WD after issued"', 'deadline = "5 days"', "deadline", "value"),
        ('deadline = "P5WD after issued"', "deadline = 5", "deadline", "value"),
        ('duration = "P30D posting"', 'duration = "long"', "duration", "value"),
        ('duration = "P30D posting"', 'duration = "P30D postin"', "duration", "value"),
        ('id = "xa-ck-02"', 'id = "xa-ck-01"', "id", "duplicate"),
        ('id = "xa-ck-02"', 'id = "XA"', "id", "value"),
        ('who = ["ubnd-xa"]', 'who = ["somebody"]', "who", "vocabulary"),
        ('who = ["ubnd-xa"]', "who = []", "who", "value"),
        ('audience = ["nhan-dan"]', 'audience = ["x"]', "audience", "vocabulary"),
        ('"niem-yet-tru-so", ', '"x", ', "forms", "vocabulary"),
        ('slogan = "dan-biet"', 'slogan = "dan"', "slogan", "vocabulary"),
        ('source = "L10"', 'source = "L0"', "source", "vocabulary"),
        ('deadline_basis = "default-12.3"', 'deadline_basis = "x"', "deadline_basis", "vocabulary"),
        ('valid_to = ""', 'valid_to = "2020-01-01"', "valid_to", "order"),
        ('valid_from = "2023-07-01"', 'valid_from = "1/7/2023"', "valid_from", "value"),
        ('starts = "document.issued"', 'starts = "every-day"', "starts", "value"),
        ('settles = ["disclosure.published"]', 'settles = ["published"]', "settles.0", "value"),
        ('settles = ["disclosure.published"]', "settles = []", "settles", "value"),
        ('per = "matter"', 'per = ""', "per", "value"),
        ('scope = "xa"', 'colour = "red"', "scope", "missing"),
        ('scope = "xa"', 'scope = "xa"\ncolour = "red"', "colour", "unknown"),
        ("rows = 253", "rows = 252", "rows", "value"),
        ('duration = "P30D posting"', "extension = 7", "extension", "value"),
        ('duration = "P30D posting"', "deadline_x = 1", "deadline_x", "unknown"),
        ("[vocab.slogan]", "[vocab]\nslogan = 1\n[vocab.slogans]", "slogan", "missing"),
        ("[vocab.form]", "[vocab.shape]", "form", "missing"),
        ("[sources]", "[origins]", "sources", "missing"),
    ],
)
def test_a_damaged_row_names_file_row_and_field(old: str, new: str, field: str, problem: str) -> None:
    text = catalogue.data().decode()
    assert old in text
    with pytest.raises(DataError) as caught:
        catalogue.parse(text.replace(old, new, 1).encode(), "luat.toml")
    params = caught.value.params
    assert (caught.value.code, params["file"]) == ("data.field", "luat.toml")
    assert (params["field"], params["problem"]) == (field, problem)
    assert params["row"]


@pytest.mark.parametrize(
    "content",
    [b"\xff\xfe", b"[meta", b"", b"meta = 1\nduty = [1]", b"a = " + b"[" * 100_000, b"a = " + b"9" * 100_000],
    ids=["bytes", "cut", "empty", "shape", "deep", "long"],
)
def test_what_is_no_catalogue_is_a_data_error(content: bytes) -> None:
    with pytest.raises(DataError):
        catalogue.parse(content)


@given(st.data())
@settings(max_examples=30, deadline=None)
def test_a_catalogue_with_a_damaged_spot_is_read_or_refused(data: st.DataObject) -> None:
    text = catalogue.data()
    at = data.draw(st.integers(0, 20_000))
    spot = data.draw(st.binary(max_size=8))
    with contextlib.suppress(DataError):
        catalogue.parse(text[:at] + spot + text[at + len(spot) :])

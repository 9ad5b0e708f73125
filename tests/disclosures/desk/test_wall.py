"""Nothing gets into the desk but its own pages: every address, every POST, each missing or foreign sign."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from disclosures.desk.app import DOORS
from tests.disclosures.desk.bench import HOME, ONCE, Bench, ours, passphrase, told

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

POSTS = sorted(door.path for door in DOORS if door.post)
GETS = sorted(door.path for door in DOORS if door.get)


async def chunked(*parts: bytes) -> AsyncIterator[bytes]:
    for part in parts:
        yield part


def filled(path: str) -> str:
    return (
        path.replace("{id}", "0123456789abcdef")
        .replace("{topic}", "document.issued")
        .replace("{index:int}", "0")
        .replace("{sha256}", "0" * 64)
        .replace("{name}", "a.pdf")
        .replace("{path:path}", "index.html")
    )


def test_the_desk_has_these_posts_and_no_other() -> None:
    assert POSTS == ["/cong-bo", "/khoa", "/ky/{id}", "/ky/{id}/tra", "/mo-khoa", "/nhap/{id}", "/nhap/{id}/xoa"]


REFUSED: dict[str, Callable[[dict[str, str]], dict[str, str]]] = {
    "a foreign host": lambda headers: headers | {"host": "evil.example"},
    "localhost, which is not the address that was printed": lambda headers: headers | {"host": "localhost:8765"},
    "another port": lambda headers: headers | {"host": "127.0.0.1:8766"},
    "a foreign origin": lambda headers: headers | {"origin": "http://evil.example"},
    "an opaque origin": lambda headers: headers | {"origin": "null"},
    "the origin of another scheme": lambda headers: headers | {"origin": "https://127.0.0.1:8765"},
    "no origin": lambda headers: {name: value for name, value in headers.items() if name != "origin"},
    "a request from another site": lambda headers: headers | {"sec-fetch-site": "cross-site"},
    "a request from a neighbour": lambda headers: headers | {"sec-fetch-site": "same-site"},
    "a request that no page made": lambda headers: headers | {"sec-fetch-site": "none"},
}


@pytest.mark.parametrize("what", REFUSED)
def test_every_post_refuses(bench: Bench, what: str) -> None:
    for path in map(filled, POSTS):
        data = {"token": bench.desk.sessions.token(path), "topic": "document.issued"}
        answer = bench.client.post(path, data=data, headers=REFUSED[what](ours()))
        assert answer.status_code == 403, path
        assert "<h1>" in answer.text
    assert bench.drafts.all() == []
    assert bench.publisher.told == []


def test_every_post_refuses_without_our_cookie(bench: Bench) -> None:
    bench.client.cookies.clear()
    for path in map(filled, POSTS):
        for cookie in ("", "0123.4567", f"0123.{'0' * 64}"):
            headers = ours(cookie=f"danbiet_8765={cookie}") if cookie else ours()
            data = {"token": bench.desk.sessions.token(path), "topic": "document.issued"}
            assert bench.client.post(path, data=data, headers=headers).status_code == 403, path
    assert bench.drafts.all() == []


def test_every_post_refuses_without_the_token_of_its_own_form(bench: Bench) -> None:
    for path in map(filled, POSTS):
        for token in ("", bench.desk.sessions.token("/elsewhere"), "ữ"):
            answer = bench.client.post(path, data={"token": token, "topic": "document.issued"}, headers=ours())
            assert answer.status_code == 403, path
    assert bench.drafts.all() == []
    assert bench.publisher.told == []


def test_a_browser_that_knows_no_fetch_metadata_passes_by_its_origin(bench: Bench) -> None:
    for path in map(filled, POSTS):
        data = {"token": bench.desk.sessions.token(path), "topic": "document.issued", "nut": "luu"}
        assert bench.client.post(path, data=data, headers={"origin": HOME}).status_code != 403, path


def test_every_screen_refuses_without_our_cookie_or_on_another_host(bench: Bench) -> None:
    for path in map(filled, GETS):
        assert bench.client.get(path, headers={"host": "evil.example"}).status_code == 403, path
    bench.client.cookies.clear()
    for path in map(filled, GETS):
        answer = bench.client.get(path)
        assert answer.status_code == 403, path
        assert "Bàn ghi chưa mở ở cửa sổ này" in answer.text


@pytest.mark.parametrize("path", POSTS)
def test_an_idle_session_does_nothing_but_keep_a_draft(bench: Bench, path: str) -> None:
    path = filled(path)
    bench.now += timedelta(minutes=16)
    answer = bench.post(path, topic="document.issued", title="Đang gõ dở", nut="luu")
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/mo-khoa")
    assert bench.publisher.told == []
    kept = [draft.one("title") for draft in bench.drafts.all()]
    assert kept == (["Đang gõ dở"] if path == "/nhap/0123456789abcdef" else [])


def test_the_start_link_works_once(bench: Bench) -> None:
    for once in (ONCE, "", "another"):
        answer = bench.client.get(f"/bat-dau?k={once}")
        assert answer.status_code == 403
        assert "set-cookie" not in answer.headers


def test_the_cookie_is_for_this_port_and_no_script_and_no_other_site(made: object, bench: Bench) -> None:
    del made
    sessions = bench.desk.sessions
    assert list(bench.client.cookies) == ["danbiet_8765"]
    assert sessions.known(bench.client.cookies["danbiet_8765"])


def test_every_answer_forbids_script_frames_and_foreign_forms(bench: Bench) -> None:
    for answer in (bench.client.get("/"), bench.client.get("/no-such"), bench.client.get("/", headers={"host": "x"})):
        policy = answer.headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "script-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert answer.headers["referrer-policy"] == "same-origin"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-store"


def test_the_locked_desk_opens_by_a_passphrase_and_goes_back_where_it_was(bench: Bench) -> None:
    bench.now += timedelta(hours=1)
    away = bench.client.get("/ky")
    assert away.headers["location"] == "/mo-khoa?ve=/ky"
    assert "<nav" not in bench.get("/mo-khoa?ve=/ky")
    assert "hoặc khi máy vừa mở lại bàn" in bench.get("/mo-khoa")
    wrong = bench.faulty(bench.post("/mo-khoa", key="chu-tich", mk="không phải câu này", ve="/ky"))
    assert "ật khẩu chưa đúng; hãy xem phím Caps Lock" in wrong.text
    assert str(bench.office.keys) not in wrong.text
    assert '<option value="chu-tich" selected>' in wrong.text
    assert 'name="ve" value="/ky"' in wrong.text
    assert bench.client.get("/ky").status_code == 303
    answer = bench.post("/mo-khoa", key="chu-tich", mk=passphrase("chu-tich"), ve="/ky")
    assert answer.headers["location"] == "/ky"
    assert bench.client.get("/ky").status_code == 200


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example", "/\\evil.example", ""])
def test_the_locked_desk_never_leads_elsewhere(bench: Bench, back: str) -> None:
    answer = bench.post("/mo-khoa", key="chu-tich", mk=passphrase("chu-tich"), ve=back)
    assert answer.headers["location"] == "/"


def test_the_publisher_is_handed_no_empty_passphrase(bench: Bench) -> None:
    bench.publisher.stage = "locked"
    page = bench.faulty(bench.post("/cong-bo", nut="mat-khau", mk=""))
    assert "Hãy gõ mật khẩu." in told(page)
    assert bench.publisher.told == []
    bench.post("/cong-bo", nut="mat-khau", mk=passphrase("log"))
    assert bench.publisher.told == [f"unlock {passphrase('log')}"]


def test_the_desk_can_be_locked_at_once(bench: Bench) -> None:
    assert bench.post("/khoa").headers["location"] == "/mo-khoa"
    assert bench.client.get("/").status_code == 303


def test_a_cookie_of_the_last_run_still_keeps_the_draft(bench: Bench) -> None:
    again = Bench(bench.office.folder.parent)
    again.client.cookies = bench.client.cookies
    answer = again.post("/nhap/0123456789abcdef", topic="document.issued", title="Trước khi tắt máy", nut="luu")
    assert answer.headers["location"] == "/mo-khoa?ve=/nhap/0123456789abcdef%3Fluu%3D1"
    assert [draft.one("title") for draft in again.drafts.all()] == ["Trước khi tắt máy"]
    again.close()


def test_a_mistake_in_the_program_shows_a_page_and_no_traceback(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken() -> None:
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr(bench.drafts, "all", broken)
    answer = bench.client.get("/")
    assert answer.status_code == 500
    assert "Bàn ghi gặp trục trặc" in answer.text
    assert "Traceback" not in answer.text + capsys.readouterr().err
    assert "secret detail" not in answer.text


def test_a_body_that_is_too_large_is_refused_while_it_comes_in(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("disclosures.desk.asking.BODY_LIMIT", 1000)
    path = "/nhap/0123456789abcdef"
    assert bench.post(path, topic="document.issued", title="x" * 2000).status_code == 413
    parts = chunked(b"token=", b"x" * 2000)
    headers = ours(**{"content-type": "application/x-www-form-urlencoded"})
    assert bench.client.post(path, content=parts, headers=headers).status_code == 413
    assert bench.drafts.all() == []

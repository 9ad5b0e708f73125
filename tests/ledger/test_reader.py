from __future__ import annotations

import http.server
import os
import stat
import threading
import zipfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ledger.errors import FormatError, LedgerError, StorageError
from ledger.reader import Archive, Folder, LogReader, Url, is_safe, open_source
from ledger.tlog import tile
from tests.ledger.published import Memory, office, write

if TYPE_CHECKING:
    from collections.abc import Iterator

FILES = {"log/checkpoint": b"a note", "index.html": b"<p>", "thon/Đoài.html": b"Doai"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path / "public", FILES)
    return tmp_path / "public"


def zipped(tmp_path: Path, files: dict[str, bytes], prefix: str = "") -> Path:
    path = tmp_path / "public.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(prefix + name, data)
    return path


@pytest.fixture
def host(folder: Path) -> Iterator[str]:
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

        def do_GET(self) -> None:
            if self.path.endswith("/broken"):
                self.send_error(500)
            elif self.path.endswith("/elsewhere"):
                self.send_response(302)
                self.send_header("Location", "ftp://127.0.0.1/log/checkpoint")
                self.end_headers()
            else:
                super().do_GET()

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def test_folder_zip_and_host_give_the_same_bytes(folder: Path, tmp_path: Path, host: str) -> None:
    for source in (open_source(folder), open_source(str(zipped(tmp_path, FILES))), open_source(host)):
        assert {path: source.read(path) for path in FILES} == FILES
        assert source.read("log/policy") is None
        assert source.links() == set()
    assert open_source(folder).read("log") is None


def test_folder_and_zip_list_every_file_and_a_host_cannot(folder: Path, tmp_path: Path, host: str) -> None:
    assert open_source(folder).paths() == open_source(zipped(tmp_path, FILES)).paths() == set(FILES)
    assert open_source(host).paths() is None


def test_a_zip_that_holds_the_folder_under_its_name_is_read_too(tmp_path: Path) -> None:
    source = open_source(zipped(tmp_path, FILES, "công-khai/"))
    assert source.paths() == set(FILES)
    assert source.read("index.html") == b"<p>"


@pytest.mark.parametrize(
    "path", ["../secret", "/etc/passwd", "log/../../secret", "a//b", "", ".", "log\\checkpoint", "C:/x", "a\0b"]
)
def test_no_path_leaves_the_folder(folder: Path, tmp_path: Path, path: str) -> None:
    (tmp_path / "secret").write_text("s")
    assert not is_safe(path)
    assert Folder(folder).read(path) is None
    assert Url("http://127.0.0.1:9/").read(path) is None


def test_a_link_is_named_and_never_followed(folder: Path, tmp_path: Path) -> None:
    write(tmp_path, {"outside/secret": b"s"})
    (folder / "secret").symlink_to(tmp_path / "outside/secret")
    (folder / "log/tile").symlink_to(tmp_path / "outside")
    source = open_source(folder)
    assert source.links() == {"secret", "log/tile"}
    assert source.paths() == set(FILES) | {"secret", "log/tile"}
    assert source.read("secret") is None
    assert source.read("log/tile/secret") is None


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
@pytest.mark.parametrize("name", [b"\xff.html", b"\x1b[2Jx", b"a\nb", "x\u202ey".encode()])
def test_a_name_that_cannot_be_printed_is_told_in_letters_that_can(folder: Path, name: bytes) -> None:
    (folder / os.fsdecode(name)).write_bytes(b"x")
    (odd,) = Folder(folder).paths() - set(FILES)
    assert odd.isprintable()
    assert "\\" in odd
    assert odd.encode()
    assert open_source(folder).read(odd) is None


def test_a_longer_file_comes_back_cut_one_byte_too_long(folder: Path, tmp_path: Path, host: str) -> None:
    write(folder, {"long": b"0123456789"})
    for source in (open_source(folder), open_source(zipped(tmp_path, {"long": b"0123456789"})), open_source(host)):
        assert source.read("long", 4) == b"01234"
        assert source.read("long", 10) == b"0123456789"


def test_nothing_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"source\.missing"):
        open_source(tmp_path / "none")


def test_a_folder_that_the_system_refuses_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    monkeypatch.setattr("os.scandir", refuse)
    with pytest.raises(StorageError, match=r"source\.unreadable.*log/checkpoint"):
        open_source(folder).read("log/checkpoint")
    with pytest.raises(StorageError, match=r"source\.unreadable"):
        open_source(folder).paths()


def test_a_file_that_is_no_zip_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"no zip")
    with pytest.raises(FormatError, match=r"source\.zip"):
        open_source(tmp_path / "a.zip")


@pytest.mark.parametrize("name", ["../up", "/top", "log/../../up", "a\\..\\b", "C:/x"])
def test_a_zip_whose_names_leave_the_folder_is_refused(tmp_path: Path, name: str) -> None:
    info = zipfile.ZipInfo("placeholder")
    info.filename = name
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(info, b"x")
    with pytest.raises(FormatError, match=r"source\.zip.*leaves the folder"):
        open_source(tmp_path / "a.zip")


def test_a_zip_with_two_files_of_one_name_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("log/checkpoint", b"one")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("log/checkpoint", b"two")
    with pytest.raises(FormatError, match=r"source\.zip.*one name"):
        open_source(tmp_path / "a.zip")


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"source\.zip.*far more"):
        open_source(zipped(tmp_path, {"log/checkpoint": bytes(8_000_000)}))


def test_a_zip_that_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ledger.reader.source._ZIP_TOTAL", 9)
    with pytest.raises(FormatError, match=r"source\.zip.*more than 9 bytes"):
        open_source(zipped(tmp_path, FILES))
    monkeypatch.setattr("ledger.reader.source._ZIP_FILES", 2)
    with pytest.raises(FormatError, match=r"source\.zip.*more than 2 files"):
        open_source(zipped(tmp_path, FILES))


def test_a_zip_packed_in_another_way_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("log/checkpoint", b"x" * 100)
    with pytest.raises(FormatError, match=r"source\.zip.*packed"):
        open_source(tmp_path / "a.zip")


def test_a_link_in_a_zip_is_named_and_not_read(tmp_path: Path) -> None:
    info = zipfile.ZipInfo("log/policy")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(info, "../secret")
        archive.writestr("log/checkpoint", b"x")
    source = open_source(tmp_path / "a.zip")
    assert source.links() == {"log/policy"}
    assert source.read("log/policy") is None


def test_any_flipped_bit_of_a_zip_is_refused_or_changes_what_is_read(tmp_path: Path) -> None:
    path = zipped(tmp_path, {name: data * 5 for name, data in FILES.items()})
    good = path.read_bytes()
    for bit in range(0, len(good) * 8, 7):
        bad = bytearray(good)
        bad[bit // 8] ^= 1 << bit % 8
        path.write_bytes(bad)
        try:
            source = Archive(path)
            read = {name: source.read(name) for name in FILES}
        except LedgerError as error:
            assert error.code == "source.zip"  # noqa: PT017 - most flips raise nothing
        else:
            assert all(data in (None, b"", FILES[name] * 5) for name, data in read.items()), bit


def test_what_a_host_answers_in_error_is_said(host: str) -> None:
    with pytest.raises(StorageError, match=r"source\.network.*500"):
        open_source(host).read("broken")


def test_a_host_cannot_send_the_reader_elsewhere_than_the_web(host: str) -> None:
    with pytest.raises(StorageError, match=r"source\.network"):
        open_source(host).read("elsewhere")


def test_a_host_that_is_not_there_is_said() -> None:
    with pytest.raises(StorageError, match=r"source\.network"):
        Url("http://127.0.0.1:9/", timeout=1).read("log/checkpoint")


def test_a_host_that_never_stops_sending_is_left(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ledger.reader.source._BUDGET", 7)
    source = open_source(host)
    assert source.read("log/checkpoint") == b"a note"
    with pytest.raises(StorageError, match=r"source\.network.*more than 7 bytes"):
        source.read("index.html")


def test_a_page_of_the_site_is_as_good_as_its_folder(host: str) -> None:
    assert open_source(f"{host}index.html?x=1#y").read("index.html") == b"<p>"


def test_entries_come_in_order_from_any_start() -> None:
    made = office(300)
    reader = LogReader(Memory(made.files()))
    assert list(reader.entries(made.size)) == made.raws
    assert list(reader.entries(made.size, 255)) == made.raws[255:]
    assert list(reader.entries(10)) == made.raws[:10]


def test_a_full_bundle_stands_in_for_a_partial_one_that_a_grown_log_has_dropped() -> None:
    made = office(300)
    assert list(LogReader(Memory(made.files())).entries(200)) == made.raws[:200]


@pytest.mark.parametrize("kept", [None, b"", b"\x00\x01", tile.bundle([b"one"])])
def test_a_bundle_that_is_missing_or_none_is_named(kept: bytes | None) -> None:
    made = office(3)
    files = made.files()
    del files["log/tile/entries/000.p/4"]
    if kept is not None:
        files["log/tile/entries/000.p/4"] = kept
    with pytest.raises(FormatError) as raised:
        list(LogReader(Memory(files)).entries(4))
    assert raised.value.code == ("tile.missing" if kept is None else "tile.mismatch")
    assert raised.value.path == "log/tile/entries/000.p/4"


def test_kept_checkpoints_are_found_by_their_size() -> None:
    files = office(3).files() | {"log/cosigned/03": b"x", "log/cosigned/x": b"x"}
    assert [size for size, _ in LogReader(Memory(files)).cosigned()] == [1, 4]
    unlisted = LogReader(Memory(files, listed=False))
    assert [size for size, _ in unlisted.cosigned(frozenset({4, 5}))] == [4]

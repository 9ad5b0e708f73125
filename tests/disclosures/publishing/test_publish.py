"""Publishing: the same bytes by either way, only what changed, nothing left over, the manifest after what it names."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from disclosures.cli.verify import verify
from disclosures.errors import DataError
from disclosures.publishing import compare_pages, place
from disclosures.publishing.published import published_view
from disclosures.publishing.write import site_files
from disclosures.verifying import Anchors, Verified, verify_all
from ledger import storage
from ledger.errors import StorageError
from ledger.reader import open_source
from tests.disclosures.pages.dom import Document
from tests.disclosures.pages.world import FILE
from tests.disclosures.publishing.conftest import NOW, Press

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[3]
KEPT = ("log/", "attachments/", "manifest")


def verified(press: Press) -> Verified:
    source = open_source(press.office.public)
    return compare_pages(source, verify_all(source, Anchors(), NOW))


def mkdocs(press: Press, target: Path) -> subprocess.CompletedProcess[str]:
    """``mkdocs build`` as anybody runs it, in a folder with a space and a ``đ`` in its name."""
    environment = os.environ | {
        "DANBIET_FROM": str(press.office.public),
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONHASHSEED": "7",
        "TZ": "America/New_York",
    }
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(target)]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_mkdocs_build_and_publish_give_the_same_bytes_in_every_file(press: Press, tmp_path: Path) -> None:
    press.publish()
    target = tmp_path / "trang đã dựng"
    ran = mkdocs(press, target)
    assert ran.returncode == 0, ran.stderr
    built = {path.relative_to(target).as_posix(): path.read_bytes() for path in target.rglob("*") if path.is_file()}
    assert built == {path: data for path, data in press.files().items() if not path.startswith(KEPT)}
    assert "ho-so/2025/000004.html" in built
    assert "so-nay-la-gi.html" in built


def test_a_published_folder_verifies_and_its_pages_are_what_the_records_give(press: Press) -> None:
    press.publish()
    found = verified(press)
    assert found.pages == "same"
    assert not [finding for finding in found.findings if finding.code.startswith(("page.m", "file", "attach", "mani"))]


def test_publishing_again_writes_nothing(press: Press) -> None:
    first = press.publish()
    before = press.files()
    again = press.publish(minutes=5)
    assert again.written.written == []
    assert again.written.deleted == []
    assert again.written.same == len(first.written.written) + first.written.same
    assert press.files() == before


def test_one_more_record_touches_its_own_files_and_no_others(press: Press) -> None:
    press.publish()
    press.record("disclosure.superseded", "disclosure/2025-0012", {"on": "2025-11-24", "reason": "Đã có bản mới."})
    touched = set(press.publish().written.written)
    assert {"ho-so/2025/000004.html", "so-ghi.html", "index.html", "data/records/2025-11.ndjson"} <= touched
    assert "ho-so/2025/000006.html" not in touched
    assert "so-ghi/2025-01.html" not in touched
    assert "site.css" not in touched
    assert verified(press).pages == "same"


def test_the_memory_of_keys_changes_nothing_but_the_work(press: Press) -> None:
    press.publish()
    press.record("disclosure.superseded", "disclosure/2025-0012", {"on": "2025-11-24", "reason": "Đã có bản mới."})
    press.publish(days=1)
    with_memory = press.files()
    (press.office.folder / "pages.json").unlink()
    shutil.rmtree(press.office.public / "ho-so")
    press.publish(days=1)
    assert press.files() == with_memory


@pytest.mark.parametrize("damage", [lambda data: data + b" ", lambda data: data.replace(b"47.000.000", b"47.000.001")])
def test_a_page_that_somebody_changed_is_told_by_verify_and_put_right_by_the_next_publication(
    press: Press, damage: Callable[[bytes], bytes]
) -> None:
    press.publish()
    page = press.office.public / "ho-so/2025/000004.html"
    good = page.read_bytes()
    page.write_bytes(damage(good))
    assert page.read_bytes() != good
    found = verified(press)
    assert found.pages == "differ"
    assert ("page.mismatch", "ho-so/2025/000004.html") in [(one.code, one.path) for one in found.findings]
    press.publish()
    assert page.read_bytes() == good


def test_what_nothing_derives_goes_and_log_and_attachments_stay(press: Press) -> None:
    press.publish()
    public = press.office.public
    kept = {path: data for path, data in press.files().items() if path.startswith(("log/", "attachments/"))}
    for stray in ("ho-so/2019/000001.html", "moi.html", "data/records/2019-01.ndjson", "manifest/la.json"):
        (public / stray).parent.mkdir(parents=True, exist_ok=True)
        (public / stray).write_bytes(b"x")
    (public / "lien-ket").symlink_to(public / "index.html")
    written = press.publish().written
    assert set(written.deleted) == {"manifest/la.json", "lien-ket"}
    assert set(written.moved) == {"ho-so/2019/000001.html", "moi.html", "data/records/2019-01.ndjson"}
    assert not any((public / path).exists() for path in (*written.deleted, *written.moved))
    kept_aside = {path.name: path.read_bytes() for path in press.office.set_aside.rglob("*") if path.is_file()}
    assert kept_aside == dict.fromkeys(("000001.html", "moi.html", "2019-01.ndjson"), b"x")
    assert {path: data for path, data in press.files().items() if path.startswith(("log/", "attachments/"))} == kept
    assert f"attachments/{FILE['sha256']}/{FILE['name']}" in kept


@pytest.mark.parametrize("torn", [b"", b"[]", b"null", b"{", b'{"maker": "x"}', b'{"maker": "x", "pages": {"a": 1}}'])
def test_a_damaged_memory_of_pages_costs_time_alone(press: Press, torn: bytes) -> None:
    press.publish()
    before = press.files()
    (press.office.folder / "pages.json").write_bytes(torn)
    press.publish()
    assert press.files() == before


def test_nobody_publishes_over_others_files(press: Press, tmp_path: Path) -> None:
    photo = tmp_path / "photos" / "1.jpg"
    photo.parent.mkdir()
    photo.write_bytes(b"x")
    for public, code in ((photo.parent, "publish.foreign"), (tmp_path, "publish.place"), (photo, "publish.foreign")):
        press.office = replace(press.office, public=public)
        with pytest.raises(DataError) as refused:
            press.publish()
        assert refused.value.code == code
    assert photo.read_bytes() == b"x"


@pytest.mark.parametrize("lost", ["log", "manifest.note", "log/checkpoint"])
def test_what_is_missing_of_ones_own_folder_is_put_back(press: Press, lost: str) -> None:
    press.publish()
    before, gone = press.files(), press.office.public / lost
    shutil.rmtree(gone) if gone.is_dir() else gone.unlink()
    press.publish()
    assert press.files() == before


def test_the_folder_of_another_ledger_is_not_published_into(press: Press, tmp_path: Path) -> None:
    press.publish()
    other = replace(press.office, folder=tmp_path / "other", origin="khac.example/log")
    with pytest.raises(DataError, match=r"publish\.foreign"):
        place.check(other)
    for path in press.office.public.iterdir():
        if path.name != "log":
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    with pytest.raises(DataError, match=r"publish\.foreign"):
        place.check(other)


def test_a_hidden_folder_by_which_people_publish_is_left_alone(press: Press) -> None:
    config = press.office.public / ".git" / "config"
    config.parent.mkdir(parents=True)
    config.write_bytes(b"x")
    assert press.publish().written.moved == []
    assert press.publish().written.moved == []
    assert config.read_bytes() == b"x"


def test_two_publishers_do_not_work_at_once(press: Press) -> None:
    with storage.lock(press.office.lock), pytest.raises(StorageError, match=r"storage\.locked"):
        press.publish()


def test_pages_come_before_parts_parts_before_the_manifest_and_deletions_last(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    press.publish()
    (press.office.public / "moi.html").write_bytes(b"x")
    press.record("disclosure.superseded", "disclosure/2025-0012", {"on": "2025-11-24", "reason": "Đã có bản mới."})
    steps: list[str] = []
    replace, remove = storage.replace, storage.remove

    def note_replace(path: Path, data: bytes, *, secret: bool = False) -> None:
        steps.append(
            path.relative_to(press.office.public).as_posix() if path.is_relative_to(press.office.public) else ""
        )
        replace(path, data, secret=secret)

    def note_remove(path: Path) -> None:
        steps.append(f"-{path.name}")
        remove(path)

    monkeypatch.setattr("disclosures.publishing.write.storage.replace", note_replace)
    monkeypatch.setattr("disclosures.publishing.write.storage.remove", note_remove)
    press.publish()
    order = [step for step in steps if step and not step.startswith("log/")]
    kinds = [
        3 if step.startswith("-") else 2 if step == "manifest.note" else 1 if step.startswith("manifest/") else 0
        for step in order
        if not step.startswith("-") or step == "-moi.html"
    ]
    assert kinds == sorted(kinds)
    assert set(kinds) == {0, 1, 2, 3}


def test_every_link_of_the_finished_folder_leads_somewhere(press: Press) -> None:
    press.publish()
    files = press.files()
    for path in ("so-nay-la-gi.html", "cach-kiem-chung.html"):
        page = Document(files[path])
        for link in page.links:
            assert (link.partition("#")[0] or path) in files, f"{path}: {link}"
        assert page.policy is not None
        assert "unsafe" not in page.policy
        assert not page.scripts
        assert not [name for _, names in page.tags for name in names if name == "style" or name.startswith("on")]
        assert b"generator" not in files[path]
        assert "vân tay" in page.text.lower()
    assert not [
        path for path in files if path.startswith(("search/", "sitemap")) or path.endswith((".map", ".js", ".gz"))
    ]


def test_a_log_that_does_not_hold_makes_no_page(press: Press, tmp_path: Path) -> None:
    press.publish()
    bundle = next((press.office.public / "log/tile/entries").rglob("000*"))
    path = bundle if bundle.is_file() else next(path for path in bundle.rglob("*") if path.is_file())
    path.write_bytes(path.read_bytes().replace(b"47.000.000", b"74.000.000"))
    ran = mkdocs(press, tmp_path / "site")
    assert ran.returncode != 0
    assert "note.signature-bad: Tờ 000007: chữ ký không khớp" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert not (tmp_path / "site" / "index.html").exists()


def test_an_absent_folder_makes_no_page_and_says_why(press: Press, tmp_path: Path) -> None:
    ran = mkdocs(press, tmp_path / "site")
    assert ran.returncode != 0
    assert re.search(r"ERROR +-  [a-z]+\.[a-z-]+: \w", ran.stderr)
    assert "Traceback" not in ran.stderr
    assert not (tmp_path / "site" / "index.html").exists()


def test_an_attachment_that_was_cut_off_in_the_folder_is_put_back(press: Press) -> None:
    press.publish()
    (attachment,) = (path for path in (press.office.public / "attachments").rglob("*") if path.is_file())
    whole = attachment.read_bytes()
    storage.replace(attachment, whole[:-1])
    press.publish()
    assert attachment.read_bytes() == whole


def test_an_attachment_that_the_office_lost_stops_the_publication(press: Press) -> None:
    (press.office.attachments / str(FILE["sha256"])).unlink()
    with pytest.raises(DataError) as caught:
        press.publish()
    assert caught.value.code == "attachment.missing"


def test_pages_of_another_version_are_left_unchecked(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    press.publish()
    monkeypatch.setattr("disclosures.verifying.manifest.version", lambda: "9.9.9")
    found = verified(press)
    assert found.pages == "unchecked"
    assert "page.unchecked" in [finding.code for finding in found.findings]


def test_a_broken_part_is_told_with_the_pages_compared_all_the_same(press: Press) -> None:
    press.publish()
    (press.office.public / "manifest/root.json").write_bytes(b"torn")
    found = verified(press)
    assert [(one.code, one.path) for one in found.findings if one.code == "manifest.malformed"] == [
        ("manifest.malformed", "manifest/root.json")
    ]
    assert found.pages == "same"


def test_a_file_that_the_manifest_names_and_no_record_gives_is_a_mismatch(press: Press) -> None:
    press.publish()
    view = published_view(press.office.public)
    paths = [page.path for page in site_files(view)]
    assert len(paths) == len(set(paths))
    assert "404.html" in paths


def test_the_command_that_the_guide_prints_does_what_the_guide_says_of_it() -> None:
    text = (ROOT / "site/docs/cach-kiem-chung.md").read_text("utf-8")
    (line,) = re.findall(r"^danbiet verify .*$", text, re.MULTILINE)
    offered = {name for option in verify.params for name in option.opts}
    assert {word for word in line.split() if word.startswith("--")} == {"--pages", "--fingerprint"} <= offered

"""The documents say what is so: examples are made again, commands typed, links followed, figures counted."""

from __future__ import annotations

import re
import shlex
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from disclosures.cli.base import COMMANDS
from tests import documents
from tests.command import danbiet

if TYPE_CHECKING:
    from tests.demo import Demo

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md")])
WISHED = {
    "backup", "board", "deadline", "demo", "duties", "fsck", "keys", "mirror", "monitor", "office", "open", "policy",
    "prove", "publish", "record", "restore", "state", "timeline", "verify", "verify-evidence", "verify-note",
    "verify-opening", "verify-proof", "witness",
}  # fmt: skip
PASSPHRASE = "năm từ không liên quan nhau"


def test_every_command_and_its_help_is_documented() -> None:
    page = (DOCS / "commands.md").read_text("utf-8")
    assert page == documents.commands_page(), "make docs writes it anew"
    assert {name for name in COMMANDS if f"\n## danbiet {name}\n" not in page} == set()


def test_the_examples_of_the_formats_are_what_the_program_makes(demo: Demo, tmp_path: Path) -> None:
    for name, texts in documents.made(demo, tmp_path).items():
        shown = documents.blocks(DOCS / "formats" / name)
        assert {block: shown.get(block) for block in texts} == texts, f"{name}: make docs writes it anew"


def test_the_readme_uses_the_ledger_in_fifteen_lines(
    demo: Demo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (code,) = re.findall(r"^```python\n(.*?)^```$", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert len([line for line in code.splitlines() if line]) <= 15
    assert set(re.findall(r"^(?:from|import) (\w+)", code, re.MULTILINE)) == {"pathlib", "ledger"}
    (tmp_path / "build").mkdir()
    (tmp_path / "build" / "demo").symlink_to(demo.folder)
    monkeypatch.chdir(tmp_path)
    exec(compile(code, "README.md", "exec"), {})  # noqa: S102 - our own page, as its reader would run it
    first, *_, last = capsys.readouterr().out.splitlines()
    assert first.startswith("demo.danbiet.example/huong-son/log ")
    assert first.endswith(" holds")
    assert last == "valid"


def test_a_program_of_another_domain_keeps_publishes_and_is_witnessed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = (DOCS / "library.md").read_text("utf-8")
    (code,) = re.findall(r"^```python\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    monkeypatch.chdir(tmp_path)
    exec(compile(code, "library.md", "exec", dont_inherit=True), {"__name__": "library"})  # noqa: S102 - as above
    assert f"It prints `{capsys.readouterr().out.strip()}`" in page


def test_the_readme_names_exactly_the_commands_that_are_not_there() -> None:
    section = (ROOT / "README.md").read_text("utf-8").partition("## What is not done yet")[2].partition("\n## ")[0]
    said = {name for name in re.findall(r"`([a-z-]+)`", section) if name in WISHED}
    assert said == WISHED - COMMANDS.keys()


def test_the_readme_opens_in_vietnamese_and_shows_a_small_picture() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    assert text.splitlines()[2].startswith("> **Sổ dân biết**")
    (picture,) = re.findall(r"!\[[^]]+\]\(([^)]+)\)", text)
    data = (ROOT / picture).read_bytes()
    assert data.startswith(b"\x89PNG")
    assert len(data) <= 150_000


def test_every_published_file_is_of_a_pattern_and_every_pattern_has_a_file(demo: Demo) -> None:
    section = (DOCS / "formats" / "folders.md").read_text("utf-8").partition("## The office's folder")[0]
    cells = re.findall(r"^\| (`[^|]+`) \|", section, re.MULTILINE)
    patterns = [pattern for cell in cells for pattern in re.findall(r"`([^`]+)`", cell)]
    paths = list(demo.files())
    assert [path for path in paths if sum(_is_of(path, pattern) for pattern in patterns) != 1] == []
    assert [pattern for pattern in patterns if not any(_is_of(path, pattern) for path in paths)] == []


def _is_of(path: str, pattern: str) -> bool:
    deep = pattern.endswith("/**")
    return fnmatch(path, pattern) and (deep or path.count("/") == pattern.count("/"))


def test_the_office_has_what_the_page_names(demo: Demo) -> None:
    section = (DOCS / "formats" / "folders.md").read_text("utf-8").partition("## The office's folder")[2]
    named = {name.rstrip("/") for name in re.findall(r"^\| `([^`]+)` \|", section, re.MULTILINE)}
    assert {path.name for path in demo.office.iterdir()} <= named


def test_the_settings_file_opens_a_ledger(tmp_path: Path) -> None:
    words, settings = tmp_path / "words", tmp_path / "opening.toml"
    words.write_text(PASSPHRASE, "utf-8")
    settings.write_text(documents.blocks(DOCS / "formats" / "opening.md")["settings"], "utf-8")
    for stem in ("log", "root-1", "root-2", "root-3", "van-phong-thong-ke", "chu-tich"):
        role = "root" if stem.startswith("root") else stem
        name = ["--name", f"huongson.example/{stem}", "--role", role]
        assert danbiet("keys", "new", tmp_path / "keys" / f"{stem}.key", *name, "--passphrase-file", words).status == 0
    name = ["--name", "huongson.example/nhan-chung"]
    assert danbiet("witness", "init", tmp_path / "board", *name, "--passphrase-file", words).status == 0
    command = ["open", tmp_path / "office", "--settings", settings, "--passphrase-file", words]
    foreign = tmp_path / "foreign.toml"
    foreign.write_text(
        settings.read_text("utf-8").replace("huongson.example/log", "huongson.example/khac/log"), "utf-8"
    )
    refused = danbiet("open", tmp_path / "office", "--settings", foreign, "--passphrase-file", words)
    assert refused.status == 1
    assert refused.err.startswith("[record.body-invalid]")
    nameless = tmp_path / "nameless.toml"
    nameless.write_text(settings.read_text("utf-8").replace('kind = "thon", ', ""), "utf-8")
    refused = danbiet("open", tmp_path / "office", "--settings", nameless, "--passphrase-file", words)
    assert (refused.status, refused.err.partition("]")[0]) == (2, "[opening.malformed")
    assert "kind" in refused.err
    assert not (tmp_path / "office").exists()
    opened = danbiet(*command)
    assert opened.status == 0, opened.err
    mark = opened.out.rpartition(": ")[2].strip()
    audited = danbiet("verify", tmp_path / "public", "--fingerprint", mark, "--json").value
    assert (audited["size"], audited["trust_basis"]) == (1, "fingerprint")
    assert {one["code"] for one in audited["findings"]} == {"witness.quorum-missing"}
    again = danbiet(*command)
    assert again.status == 2
    board = ["--name", "huongson.example/ban-thanh-tra", "--role", "ban-thanh-tra", "--passphrase-file", words]
    assert danbiet("keys", "new", tmp_path / "keys" / "ban-thanh-tra.key", *board).status == 0
    key = '[[key]]\nfile = "keys/ban-thanh-tra.key"\nbody = "ban-thanh-tra"\nholder = "p9"\n'
    text = settings.read_text("utf-8").replace('"public"', '"second"').replace("log.checkpoint", "second.checkpoint")
    settings.write_text(text + key, "utf-8")
    adopted = danbiet("open", tmp_path / "second-office", "--settings", settings, "--passphrase-file", words)
    assert adopted.status == 0, adopted.err
    assert danbiet("verify", tmp_path / "second", "--json").value["size"] == 3
    assert again.err.startswith("[office.exists]")


def test_the_act_file_and_its_three_steps_record_an_act(
    demo: Demo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    demo.copy(tmp_path / "build" / "demo")
    shown = documents.blocks(DOCS / "formats" / "act.md")
    (tmp_path / "act.json").write_text(shown["act"], "utf-8")
    monkeypatch.chdir(tmp_path)
    for line in shown["steps"].splitlines():
        answer = danbiet(*shlex.split(line)[1:])
        assert answer.status == 0, answer.err
    assert "đã đưa vào sổ" in answer.out


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_of_a_page_leads_to_a_file(page: Path) -> None:
    text = re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    links = [link for link in re.findall(r"\]\(([^)\s]+)\)", text) if not link.startswith(("http", "#"))]
    missing = [link for link in links if not (page.parent / link.partition("#")[0]).exists()]
    assert missing == []


def test_the_indexes_name_every_page() -> None:
    for folder in (DOCS / "formats", DOCS / "decisions"):
        index = (folder / "README.md").read_text("utf-8")
        pages = {path.name for path in folder.glob("*.md")} - {"README.md"}
        assert {page for page in pages if f"]({page})" not in index} == set()


def test_each_decision_has_its_own_number_and_says_its_price() -> None:
    records = sorted((DOCS / "decisions").glob("0*.md"))
    numbers = [record.name[:4] for record in records]
    assert numbers == sorted(set(numbers))
    for record in records:
        text = record.read_text("utf-8")
        assert re.match(rf"# {record.name[:4]}\b", text)
        assert [part for part in ("## Context", "## Choice", "## Price") if part not in text] == []

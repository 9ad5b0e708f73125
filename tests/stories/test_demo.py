"""The demo is what it promises: real keys, a lawful year with its gaps, and nobody's name.

That it has the same bytes each time, wherever and whenever it is built, is tested from the wheel (``tests/wheel``).
"""

from __future__ import annotations

import json
import re
import subprocess
from datetime import UTC, date, datetime, timedelta, timezone
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from disclosures.model import rules
from disclosures.model.topics import REGISTRY
from disclosures.verifying import Verified, verify_all
from disclosures.verifying.whole import Anchors
from disclosures.words import screen
from ledger import keyfile
from ledger.reader import open_source
from ledger.record import Record, day_of
from tests.command import danbiet

if TYPE_CHECKING:
    from tests.demo import Demo

ROOT = Path(__file__).parents[2]
PLAN = "disclosures/cli/demo/plan-2025.txt"
YEAR = date(2025, 1, 1), date(2025, 12, 31)


@pytest.fixture(scope="module")
def verified(demo: Demo) -> Verified:
    return verify_all(open_source(demo.public), Anchors(), datetime(2025, 12, 31, 12, tzinfo=UTC))


@pytest.fixture(scope="module")
def records(verified: Verified) -> list[Record]:
    found = [entry.record for entry in verified.audit.entries]
    return [record for record in found if record is not None]


@pytest.fixture(scope="module")
def duties(demo: Demo) -> list[dict[str, Any]]:
    answer = danbiet("duties", demo.public, "--on", "2025-12-31", "--json")
    assert answer.status == 0
    found: list[dict[str, Any]] = answer.value
    return found


def bodies(records: list[Record], topic: str) -> list[dict[str, Any]]:
    return [record.body for record in records if record.topic == topic]


@pytest.mark.parametrize(
    "path",
    [
        "README.txt", "office/office.toml", "office/ledger.sqlite", "board/witness.vkey", "public/index.html",
        "public/ke-hoach.html", "public/qua-han.html", "public/kiem-chung.html", "public/so-nay-la-gi.html",
        "public/cach-kiem-chung.html", "public/404.html", "public/manifest.note", "public/log/checkpoint",
        "public/log/policy",
    ],
)  # fmt: skip
def test_it_leaves_the_three_folders_and_what_people_open_first(demo: Demo, path: str) -> None:
    assert (demo.folder / path).stat().st_size > 0


def test_each_line_of_the_readme_opens_its_key_and_every_key_has_one(demo: Demo, verified: Verified) -> None:
    lines = re.findall(r"^([a-z0-9-]+): (\S+)$", demo.readme.read_text(), re.MULTILINE)
    assert sorted(stem for stem, _ in lines) == sorted(path.stem for path in demo.folder.rglob("*.key"))
    signers = {stem: keyfile.open_key(demo.key(stem), words) for stem, words in lines}
    roster = verified.audit.roster
    assert roster is not None
    public = {one.public for one in roster.enrolled()}
    assert all(signer.key.public in public for signer in signers.values())
    assert {"log", "witness", "root-1", "root-2", "root-3"} <= signers.keys()


def test_every_role_that_signs_has_a_key_in_its_institution(verified: Verified) -> None:
    roster = verified.audit.roster
    assert roster is not None
    held = {key.role for key in roster.keys.values()}
    assert held == {role for rule in rules.rules() for group in rule["groups"] for role in group} | {"root"}
    assert {key.body for key in roster.roots()} == {"uy-ban", "hoi-dong", "mat-tran"}


def test_one_key_came_later_one_is_retired_and_one_person_has_two(demo: Demo, verified: Verified) -> None:
    roster = verified.audit.roster
    assert roster is not None
    keys = list(roster.keys.values())
    (later,) = [key for key in keys if key.since > 0]
    (retired,) = [key for key in keys if key.state == "retired"]
    assert later.role == retired.role
    assert demo.key(retired.key.name.rpartition("/")[2]).exists()
    author, approver = rules.rules()[0]["groups"]
    holders = {key.holder for key in keys if key.active and key.role in author}
    assert len(holders & {key.holder for key in keys if key.active and key.role in approver}) == 1


def test_a_year_of_at_least_eighty_records_uses_every_topic(records: list[Record]) -> None:
    assert len(records) >= 80
    own = {"ledger.opened", "roster.key-added", "roster.key-retired"}
    assert {record.topic for record in records} == {*REGISTRY.topics, *own}
    assert YEAR[0] <= min(record.day for record in records) <= max(record.day for record in records) <= YEAR[1]


def test_the_year_has_a_correction_a_dissent_an_answer_and_a_withheld_secret(records: list[Record]) -> None:
    assert bodies(records, "disclosure.corrected")[0]["changes"]
    assert bodies(records, "board.dissented")
    sent = {record.entity for record in records if record.topic == "recommendation.sent"}
    assert sent & {entity for body in bodies(records, "answer.given") for entity in body["about"]}
    (renamed,) = bodies(records, "unit.succeeded")
    assert (renamed["on"], renamed["unit"]["kind"]) == ("2025-07-01", "xa")
    (secret,) = [one for record in records for one in record.withheld]
    assert secret.commitment is None
    assert "Bí mật nhà nước" in secret.basis
    assert re.search(r"số \d+/2025", secret.basis)


def test_one_act_came_too_late_and_several_never_came(duties: list[dict[str, Any]]) -> None:
    late = [one for one in duties if one["state"] == "met-late"]
    assert late
    assert all(one["claimed"] > one["due"] and one["days_late"] > 0 for one in late)
    assert len({one["duty"] for one in duties if one["state"] == "overdue"}) >= 5
    never = [one for one in duties if one["state"] == "overdue" and one["matter"] is not None]
    assert {"ttnd-tra-loi", "xa-ck-niem-yet"} <= {one["duty"] for one in never}
    assert [one["duty"] for one in duties if one["state"] == "not-applicable"] == ["xa-ck-truyen-thanh"]


def test_it_published_at_least_weekly_and_was_cosigned_every_month(verified: Verified, records: list[Record]) -> None:
    for index, record in enumerate(records):
        later = [one for one in records if one.time >= record.time + timedelta(days=7)]
        assert all(one.seen is not None and one.seen.size > index for one in later)
    times = [datetime.fromtimestamp(time, UTC) for one in verified.audit.cosigned for time in one.times.values()]
    assert {day_of(time).month for time in times} == set(range(1, 13))


def test_it_is_valid_to_the_byte_and_names_the_cosignature_of_the_board(demo: Demo) -> None:
    answer = danbiet("verify", demo.public, "--pages", "--json")
    value = answer.value
    assert (answer.status, value["verdict"], value["pages"]) == (0, "valid", "same")
    assert (value["findings"], value["witnessed_size"]) == ([], value["size"])
    assert [one["name"] for one in value["cosigned"]] == ["demo.danbiet.example/huong-son/witness"]
    told = danbiet("verify", demo.public, "--pages")
    assert told.out.startswith("Đúng: ")
    assert "demo.danbiet.example/huong-son/witness" in told.out


def test_board_command_and_home_page_tell_one_day_of_the_newest_cosignature(demo: Demo) -> None:
    """The demo's office was quiet at its end: the Board cosigned the same tree once more."""
    looked = danbiet("witness", "status", demo.board, "--json").value["time"]
    told = danbiet("verify", demo.public, "--json").value["cosigned"]
    assert [one["time"] for one in told] == [looked]
    day = datetime.fromtimestamp(looked, timezone(timedelta(hours=7)))
    assert f'đã xác nhận sổ đến ngày&nbsp;<time datetime="{day:%Y-%m-%d}">' in (
        (demo.public / "index.html").read_text("utf-8")
    )


def test_the_plan_is_carried_to_the_byte_with_its_137_items(demo: Demo, records: list[Record]) -> None:
    (plan,) = bodies(records, "plan.adopted")
    assert len(plan["items"]) == 137
    (attached,) = plan["attachments"]
    published = demo.public / "attachments" / attached["sha256"] / attached["name"]
    assert published.read_bytes() == (ROOT / PLAN).read_bytes()


def test_no_page_no_record_and_no_file_of_ours_repeats_the_name_of_the_plans_signer(demo: Demo) -> None:
    lines = resources.files("disclosures.cli.demo").joinpath("plan-2025.txt").read_text("utf-8").splitlines()
    name = [line.strip() for line in lines if line.strip()][-1]
    assert 2 <= len(name.split()) <= 5
    published = {path: data for path, data in demo.files().items() if not path.endswith("/ke-hoach-2025.txt")}
    assert len(demo.files()) == len(published) + 1
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    ours = {path: (ROOT / path).read_bytes() for path in listed.stdout.split("\0") if path and path != PLAN}
    texts = {path: data.decode(errors="ignore").casefold() for path, data in (published | ours).items()}
    assert [path for path, text in texts.items() if name.casefold() in text] == []


def test_every_page_says_that_this_is_a_trial_and_that_red_means_not_recorded_here(demo: Demo) -> None:
    pages = {path: data.decode() for path, data in demo.files().items() if path.endswith(".html")}
    assert len(pages) > 40
    assert [path for path, text in pages.items() if screen.TRIAL not in text] == []
    assert "không có thật" in screen.TRIAL
    assert "chưa ghi ở đây" in screen.TRIAL


def test_what_it_says_to_type_next_can_be_typed(demo: Demo, tmp_path: Path) -> None:
    out = tmp_path / "to-3.proof"
    assert danbiet("prove", "3", "--from", demo.public, "--out", out).status == 0
    policy = demo.public / "log" / "policy"
    answer = danbiet("verify-proof", out.with_suffix(".note"), out, "--policy", policy, "--json")
    assert json.loads(answer.out)["verdict"] == "valid"

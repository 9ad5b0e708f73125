"""An office that lost its database: rebuilt from what is published, at another place too; never from another log."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from tests.command import danbiet
from tests.demo import published_files
from tests.ledger.published import office, write
from tests.stories.telling import told

if TYPE_CHECKING:
    from pathlib import Path

    from tests.demo import Demo


def test_an_office_is_rebuilt_from_its_folder_and_goes_on(demo: Demo, tmp_path: Path) -> None:
    mine = demo.copy(tmp_path / "Sổ đã chuyển")
    database = mine.office / "ledger.sqlite"
    told(danbiet("restore", mine.office), 2, "storage.differs", str(database))
    database.unlink()
    write(tmp_path / "khac", office().files())
    told(danbiet("restore", mine.office, "--from", tmp_path / "khac"), 1, "checkpoint.origin", "log/checkpoint")
    assert not database.exists()
    answer = danbiet("restore", mine.office, "--json")
    assert (answer.status, answer.value) == (0, {"size": 128})
    assert database.is_file()
    assert danbiet("verify", mine.public).status == 0
    published = danbiet("publish", mine.office, "--passphrase-file", mine.readme, "--json").value
    assert (published["size"], published["moved"]) == (128, [])


def test_a_restore_that_was_cut_off_is_finished(demo: Demo, tmp_path: Path) -> None:
    mine = demo.copy(tmp_path / "demo")
    shutil.rmtree(mine.office / "attachments")
    (mine.office / "ledger.sqlite").unlink()
    lost = next(path for path in (mine.public / "attachments").rglob("*") if path.is_file())
    kept = lost.read_bytes()
    lost.unlink()
    told(danbiet("restore", mine.office), 2, "attachment.missing", lost.name)
    lost.write_bytes(kept)
    answer = danbiet("restore", mine.office)
    assert answer.status == 0, answer.err
    before, after = ({path.name for path in (one.office / "attachments").iterdir()} for one in (demo, mine))
    assert after <= before
    assert kept in {path.read_bytes() for path in (mine.office / "attachments").iterdir()}
    told(danbiet("restore", mine.office), 2, "storage.differs")


def test_an_office_whose_folder_was_lost_is_rebuilt_from_its_settings_and_what_is_published(
    demo: Demo, tmp_path: Path
) -> None:
    mine = demo.copy(tmp_path / "demo")
    settings = (mine.office / "office.toml").read_bytes()
    shutil.rmtree(mine.office)
    told(danbiet("restore", mine.office, "--from", mine.public), 2, "office.missing", str(mine.office), "office.toml")
    mine.office.mkdir()
    (mine.office / "office.toml").write_bytes(settings)
    answer = danbiet("restore", mine.office)
    assert answer.status == 0, answer.err
    before = published_files(mine.public)
    assert danbiet("publish", mine.office, "--passphrase-file", mine.readme).status == 0
    changed = {path for path, data in published_files(mine.public).items() if before.get(path) != data}
    assert not any(path.startswith("log/") for path in changed)


def test_a_lost_database_is_told_with_the_way_to_get_it_back(demo: Demo, tmp_path: Path) -> None:
    mine = demo.copy(tmp_path / "demo")
    (mine.office / "ledger.sqlite").unlink()
    told(danbiet("publish", mine.office, "--passphrase-file", mine.readme), 2, "store.missing", "danbiet restore")

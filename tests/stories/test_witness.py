"""The Board's witness at the command line, where it was never made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.command import danbiet
from tests.stories.telling import told

if TYPE_CHECKING:
    from pathlib import Path

    from tests.demo import Demo


def test_a_folder_without_a_witness_is_not_one_that_never_cosigned(demo: Demo, tmp_path: Path) -> None:
    key = str(tmp_path / "witness.key")
    told(danbiet("witness", "status", tmp_path), 2, "storage.missing", key)
    told(danbiet("witness", "cosign", tmp_path, demo.public), 2, "storage.missing", key)
    assert list(tmp_path.iterdir()) == []
    assert danbiet("witness", "status", demo.board).status == 0

"""Where a demo is built: beside its place, and moved there when it is whole, so that nothing is half there or lost."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from disclosures.cli.demo.build import LAST_DAY, Year
from disclosures.errors import DataError
from disclosures.model.topics import REGISTRY
from disclosures.verifying import Anchors, verify_all
from ledger.errors import LedgerError
from ledger.reader import open_source
from ledger.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from disclosures.verifying import Verified

_MARK = "README.txt"


def built_in_place(folder: Path, say: Callable[[str], None]) -> Verified:
    """Build the demo at ``folder``, verify it, and give the answer.

    A demo that is there already is replaced when it is as it was made, and set aside beside it when somebody has
    recorded in it since. ``DataError`` ``demo.foreign`` for a folder that is no demo.
    """
    fresh = folder.with_name(f"{folder.name}.dang-dung")
    shutil.rmtree(fresh, ignore_errors=True)
    if folder.exists() and any(folder.iterdir()) and not (folder / _MARK).is_file():
        raise DataError("demo.foreign", path=str(folder))
    fresh.mkdir(parents=True)
    year = Year(fresh, say)
    year.live()
    say("Kiểm chứng…")
    verified = verify_all(open_source(fresh / "public"), Anchors(year.fingerprint), _evening())
    if folder.exists():
        _make_way(folder, fresh, say)
    fresh.rename(folder)
    return verified


def _evening() -> datetime:
    return datetime.combine(LAST_DAY, time(12), UTC)


def _make_way(folder: Path, fresh: Path, say: Callable[[str], None]) -> None:
    if _state(folder) == _state(fresh):
        shutil.rmtree(folder)
        return
    number = next(n for n in range(1, 10_000) if not folder.with_name(f"{folder.name}.{n}").exists())
    aside = folder.with_name(f"{folder.name}.{number}")
    folder.rename(aside)
    say(f"Bản chạy thử trước khác bản mới, nay nằm ở {aside}")


def _state(folder: Path) -> tuple[bytes, bool] | None:
    """The root of everything recorded, and whether the desk keeps drafts; None where it cannot be told."""
    try:
        with Store(folder / "office" / "ledger.sqlite", REGISTRY) as store:
            return store.book.root(store.size), (folder / "office" / "drafts.sqlite").exists()
    except LedgerError:
        return None

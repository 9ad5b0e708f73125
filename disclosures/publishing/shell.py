"""The shell of the site: guide pages that people wrote, built by MkDocs in half a second, with the book's own frame.

``shell(view)`` gives its files; ``mkdocs build`` gives the same ones, since both run the same plugin on the same
sources. The sources stand at the top of a checkout, and inside this package in an installed wheel.
"""

from __future__ import annotations

import logging
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, cast

from disclosures.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from disclosures.pages import View
    from disclosures.publishing.plugin import DanbietPlugin

_HERE = Path(__file__).parent


def config_file() -> Path:
    """Where ``mkdocs.yml`` stands, ``site/`` beside it; ``DataError`` where neither a checkout nor a wheel has it."""
    for folder in (_HERE / "guide", _HERE.parents[1]):
        if (folder / "mkdocs.yml").is_file() and (folder / "site" / "docs").is_dir():
            return folder / "mkdocs.yml"
    raise DataError("data.missing", path="mkdocs.yml", file="mkdocs.yml")


def shell(view: View) -> Iterator[tuple[str, bytes]]:
    """The files of the shell for ``view``, by path, in order."""
    with tempfile.TemporaryDirectory(prefix="danbiet-") as folder:
        target = Path(folder, "site")
        _build(view, target)
        for path in sorted(target.rglob("*")):
            if path.is_file():
                yield path.relative_to(target).as_posix(), path.read_bytes()


def _build(view: View, target: Path) -> None:
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    logging.getLogger("mkdocs").setLevel(logging.WARNING)
    config = load_config(str(config_file()), site_dir=str(target))
    plugin = cast("DanbietPlugin", config.plugins["danbiet"])
    plugin.view, plugin.shell_only = view, True
    build(config)

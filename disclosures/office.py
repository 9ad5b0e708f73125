"""The office's folder (docs/formats, "Folders"): what stands where, and the few settings of ``office.toml``.

    office.toml        layout, origin, and where the published folder, the log's memory and the keys are
    ledger.sqlite      the signed event store        drafts.sqlite   drafts, which are not in the ledger
    attachments/       <sha256> of each attachment   staff/          content for the agency's staff

Keys and the anti-rollback file live elsewhere, in places that ``open`` names; places are kept relative, so
that a folder that moves with its neighbours still works.
"""

from __future__ import annotations

import json
import os
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from disclosures.errors import DataError
from ledger import storage

if TYPE_CHECKING:
    from collections.abc import Mapping

LAYOUT = 1
DEFAULT_PORT = 8765
_SETTINGS = "office.toml"
T = TypeVar("T", int, str)


@dataclass(frozen=True, slots=True)
class Office:
    """One office's folder and its settings; every path is absolute."""

    folder: Path
    origin: str
    public: Path
    memory: Path
    keys: Path
    port: int = DEFAULT_PORT
    layout: int = field(default=LAYOUT)

    @property
    def ledger(self) -> Path:
        """The signed event store."""
        return self.folder / "ledger.sqlite"

    @property
    def drafts(self) -> Path:
        """Drafts of the desk."""
        return self.folder / "drafts.sqlite"

    @property
    def attachments(self) -> Path:
        """One file an attachment, named by its SHA-256."""
        return self.folder / "attachments"

    @property
    def staff(self) -> Path:
        """Content for the agency's staff, which the log holds by commitment only."""
        return self.folder / "staff"

    @property
    def set_aside(self) -> Path:
        """Files that lay in the published folder though nothing derives them; nobody's file is ever deleted."""
        return self.folder / "set-aside"

    @property
    def lock(self) -> Path:
        """Held while somebody publishes."""
        return self.folder / "publishing.lock"

    @property
    def staging(self) -> Path:
        """Tiles that wait for their checkpoint."""
        return self.folder / "staging"

    def save(self) -> None:
        """Make the folder and write its settings; ``DataError`` where an office or a log's memory is there already."""
        if (self.folder / _SETTINGS).exists():
            raise DataError("office.exists", path=str(self.folder))
        if self.memory.exists():
            raise DataError("opening.memory", path=str(self.memory))
        for folder in (self.folder, self.attachments, self.staff, self.keys, self.memory.parent, self.public):
            storage.make_folder(folder)
        lines = {
            "layout": str(self.layout),
            "origin": json.dumps(self.origin),
            "public": _relative(self.public, self.folder),
            "memory": _relative(self.memory, self.folder),
            "keys": _relative(self.keys, self.folder),
            "port": str(self.port),
        }
        text = "".join(f"{name} = {value}\n" for name, value in lines.items())
        storage.create_immutable(self.folder / _SETTINGS, text.encode())


def load(folder: Path) -> Office:
    """The office in ``folder``; ``DataError`` names the file and the field that is wrong."""
    path = folder / _SETTINGS
    try:
        settings = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        published = (folder / "log" / "checkpoint").exists()
        raise DataError("office.published" if published else "office.missing", path=str(folder)) from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError("office.malformed", str(error), path=str(path), field=_SETTINGS) from None
    layout = _setting(settings, "layout", int, path)
    if layout != LAYOUT:
        raise DataError("office.layout", path=str(path), layout=layout, known=LAYOUT)
    return Office(
        folder=folder.resolve(),
        origin=_setting(settings, "origin", str, path),
        public=_place(settings, "public", folder, path),
        memory=_place(settings, "memory", folder, path),
        keys=_place(settings, "keys", folder, path),
        port=_setting(settings, "port", int, path),
    )


def _setting(settings: Mapping[str, object], name: str, kind: type[T], path: Path) -> T:
    value = settings.get(name)
    if not isinstance(value, kind):
        raise DataError("office.malformed", f"{name} is not {kind.__name__}", path=str(path), field=name)
    return value


def _place(settings: Mapping[str, object], name: str, folder: Path, path: Path) -> Path:
    return Path(os.path.normpath(folder.resolve() / _setting(settings, name, str, path)))


def _relative(place: Path, folder: Path) -> str:
    return json.dumps(Path(os.path.relpath(place.resolve(), folder.resolve())).as_posix())

"""Where a published folder is read from: a folder, a zip of one, or an ``http(s)`` URL; read only.

Paths are those of ``docs/formats``, "Folders", with ``/`` on every system. Symbolic links are never followed. A file
longer than its reader asked for comes back cut, one byte too long: it fits in memory, and equals nothing expected.
"""

from __future__ import annotations

import errno
import http.client
import os
import re
import stat
import urllib.error
import urllib.request
import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol
from urllib.parse import quote

from ledger.errors import FormatError, StorageError

if TYPE_CHECKING:
    from collections.abc import Iterator

LIMIT: Final = 64 * 1024 * 1024
"""The longest file that is read where the reader names no length of its own, in bytes."""

_ZIP_TOTAL: Final = 8 * 1024**3
_ZIP_RATIO: Final = 200
_ZIP_SMALL: Final = 1024**2
_ZIP_FILES: Final = 1_000_000
_TIMEOUT: Final = 30.0
_BUDGET: Final = 8 * 1024**3
_HANDLERS: Final = (  # those of urllib, but for ftp, file and data
    urllib.request.ProxyHandler, urllib.request.HTTPHandler, urllib.request.HTTPSHandler,
    urllib.request.HTTPDefaultErrorHandler, urllib.request.HTTPRedirectHandler, urllib.request.HTTPErrorProcessor,
)  # fmt: skip
FORBIDDEN: Final = "the host answers 403"
"""What some hosts say of a file that is not there too, as they list nothing."""

_ABSENT: Final = (errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG)


class Source(Protocol):
    """A published folder, wherever it lies."""

    def read(self, path: str, limit: int = LIMIT) -> bytes | None:
        """A file's bytes, at most ``limit`` and one more; None where there is none, or only a link."""

    def paths(self) -> set[str] | None:
        """Every file, and every link; None where the place cannot be listed, as a web host cannot."""

    def links(self) -> set[str]:
        """What is neither a file nor a folder: symbolic links above all. Never followed, never read."""


def open_source(where: str | Path) -> Source:
    """The source that a person named: a folder, a zip file, or a URL that begins with ``http://`` or ``https://``.

    StorageError ``source.missing``; FormatError ``source.zip`` for an archive that is refused.
    """
    name = str(where)
    if name.startswith(("http://", "https://")):
        return Url(name)
    path = Path(where)
    if path.is_dir():
        return Folder(path)
    if path.is_file():
        return Archive(path)
    raise StorageError("source.missing", "neither a folder nor a file", path=name)


def is_safe(path: str) -> bool:
    """Whether a path stays inside the folder on every system: relative, no ``..``, no backslash, no drive."""
    parts = path.split("/")
    return not any(part in ("", ".", "..") for part in parts) and not re.search(r"[\x00-\x1f\\:]", path)


def _shown(name: str) -> str:
    """A name that can be printed. Nothing that we publish is changed by it, and what is changed is read by nobody."""
    return name if name.isprintable() else name.encode("unicode_escape").decode()


class Folder:
    """A published folder on this machine. The folder itself may be named through a link; nothing in it may be one."""

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()
        self._plain: set[Path] = {self._root}

    def read(self, path: str, limit: int = LIMIT) -> bytes | None:
        """See ``Source``. StorageError ``source.unreadable`` where the system refuses."""
        if not is_safe(path):
            return None
        file = self._root / path
        try:
            if not self._is_plain_folder(file.parent) or not stat.S_ISREG(file.lstat().st_mode):
                return None
            with file.open("rb") as opened:
                return opened.read(limit + 1)
        except OSError as error:
            if error.errno in _ABSENT:
                return None
            raise StorageError("source.unreadable", error.strerror or "", path=path) from error

    def paths(self) -> set[str]:
        """See ``Source``."""
        return {path for path, _ in self._walk()}

    def links(self) -> set[str]:
        """See ``Source``."""
        return {path for path, plain in self._walk() if not plain}

    def _is_plain_folder(self, folder: Path) -> bool:
        if folder in self._plain:
            return True
        plain = self._is_plain_folder(folder.parent) and stat.S_ISDIR(folder.lstat().st_mode)
        if plain:
            self._plain.add(folder)
        return plain

    def _walk(self) -> Iterator[tuple[str, bool]]:
        waiting = [(self._root, "")]
        try:
            while waiting:
                folder, prefix = waiting.pop()
                with os.scandir(folder) as entries:
                    for entry in entries:
                        path = prefix + _shown(entry.name)
                        if entry.is_dir(follow_symlinks=False):
                            waiting.append((Path(entry.path), f"{path}/"))
                        else:
                            yield path, entry.is_file(follow_symlinks=False)
        except OSError as error:
            raise StorageError("source.unreadable", error.strerror or "", path=str(folder)) from error


class Archive:
    """A zip of a published folder; a zip that holds that folder under one name of its own is read too."""

    def __init__(self, path: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise FormatError("source.zip", f"not a zip file: {error}", path=str(path)) from error
        infos = self._zip.infolist()
        _refuse_hostile(infos)
        files = {_shown(info.filename): info for info in infos if not info.is_dir()}
        first = {name.partition("/")[0] for name in files}
        top = f"{first.pop()}/" if len(first) == 1 and not any(name.startswith("log/") for name in files) else ""
        self._files = {name.removeprefix(top): info for name, info in files.items()}

    def read(self, path: str, limit: int = LIMIT) -> bytes | None:
        """See ``Source``. What a damaged archive no longer gives reads as empty: it equals nothing expected."""
        info = self._files.get(path)
        if info is None or _is_link(info):
            return None
        try:
            with self._zip.open(info) as opened:
                return opened.read(limit + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError):
            return b""

    def paths(self) -> set[str]:
        """See ``Source``."""
        return set(self._files)

    def links(self) -> set[str]:
        """See ``Source``."""
        return {path for path, info in self._files.items() if _is_link(info)}


def _is_link(info: zipfile.ZipInfo) -> bool:
    mode = info.external_attr >> 16
    return bool(mode) and stat.S_IFMT(mode) not in (0, stat.S_IFREG)


def _refuse_hostile(infos: list[zipfile.ZipInfo]) -> None:
    def refuse(why: str, path: str | None = None) -> None:
        raise FormatError("source.zip", why, path=path)

    if len(infos) > _ZIP_FILES:
        refuse(f"more than {_ZIP_FILES} files")
    seen: set[str] = set()
    total = 0
    for info in infos:
        name = info.filename
        if not is_safe(name.removesuffix("/")) or info.orig_filename != name:
            refuse("a name that leaves the folder", name)
        if name in seen:
            refuse("two files of one name", name)
        if info.flag_bits & 1 or info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            refuse("encrypted, or packed in a way that is not read", name)
        if info.file_size > max(_ZIP_SMALL, _ZIP_RATIO * info.compress_size):
            refuse("unpacks to far more than it is", name)
        seen.add(name)
        total += info.file_size
    if total > _ZIP_TOTAL:
        refuse(f"unpacks to more than {_ZIP_TOTAL} bytes")


class Url:
    """A published folder on a web host. Redirections are followed to ``http(s)`` only."""

    def __init__(self, url: str, timeout: float = _TIMEOUT) -> None:
        self._base = url.partition("#")[0].partition("?")[0].removesuffix("index.html").rstrip("/") + "/"
        self._base = quote(self._base, safe="%/:@[]!$&'()*+,;=~")  # as a person writes it, with spaces and accents
        self._timeout = timeout
        self._left = _BUDGET
        self._opener = urllib.request.OpenerDirector()
        for handler in _HANDLERS:
            self._opener.add_handler(handler())

    def read(self, path: str, limit: int = LIMIT) -> bytes | None:
        """See ``Source``. StorageError ``source.network`` when the host cannot be asked, or answers anything else."""
        if not is_safe(path):
            return None
        request = urllib.request.Request(self._base + quote(path), headers={"Cache-Control": "no-cache"})  # noqa: S310 - open_source lets http(s) pass only
        try:
            with self._opener.open(request, timeout=self._timeout) as answer:
                data: bytes = answer.read(min(limit, self._left) + 1)
        except urllib.error.HTTPError as error:
            error.close()
            if error.code in (http.client.NOT_FOUND, http.client.GONE):
                return None
            raise StorageError("source.network", f"the host answers {error.code}", path=path) from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise StorageError("source.network", str(error), path=path) from error
        self._left -= len(data)
        if self._left < 0:
            raise StorageError("source.network", f"the host sends more than {_BUDGET} bytes", path=path)
        return data

    def paths(self) -> None:
        """See ``Source``: a web host cannot be listed."""

    def links(self) -> set[str]:
        """See ``Source``."""
        return set()

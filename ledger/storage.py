"""Durable files: what was acknowledged is there after a power cut, whole or not at all.

The sequence is that of Sunlight's ``internal/durable``: a temporary file in the same folder, write, fsync, give it its
name, fsync the folder. For ``log/checkpoint`` these are the calls

    open(".checkpoint.<process>-<thread>.tmp", O_CREAT|O_EXCL)  write  fsync  rename("…tmp", "checkpoint")  fsync(".")

An fsync that failed is never tried again: the kernel may have dropped the pages and report success the next time, so
the file is given up and the caller starts over from what it knows. Known hole, as in Sunlight: after such an error a
later process may still read pages that never reached the disk. On Windows folders cannot be synced; durability there
is unproven. No other module makes a call that only POSIX systems know.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import threading
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from filelock import FileLock, Timeout

from ledger.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Iterator

_WINDOWS: Final = os.name == "nt"
_PUBLIC: Final = 0o666
_SECRET: Final = 0o600
_FULL: Final = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})
_NO_LINKS: Final = frozenset({errno.EPERM, errno.ENOSYS, errno.EMLINK, getattr(errno, "ENOTSUP", errno.ENOSYS)})
_NETWORK: Final = re.compile(r"nfs\d?|cifs|smb\w*|9p|afs|ceph|glusterfs|lustre|ncpfs|davfs\d?|fuse(\..*)?")
_SYNCED: Final = re.compile(r"onedrive\b.*|dropbox|google ?drive|my drive|icloud ?drive|zalo\b.*", re.IGNORECASE)
_TEMPORARY: Final = re.compile(r"\..*\.\d+-\d+\.tmp")


def read(path: Path, limit: int | None = None) -> bytes | None:
    """The bytes of a file; None when there is none. StorageError ``storage.failed``, ``storage.large`` (a limit)."""
    with _failing(path):
        try:
            with path.open("rb") as file:
                data = file.read() if limit is None else file.read(limit + 1)
        except (FileNotFoundError, NotADirectoryError):
            return None
    if limit is not None and len(data) > limit:
        raise StorageError("storage.large", f"more than {limit} bytes", path=str(path))
    return data


def files(folder: Path) -> list[Path]:
    """Every file below a folder, sorted; none where there is no folder. StorageError ``storage.failed``."""
    with _failing(folder):
        return sorted(path for path in folder.rglob("*") if path.is_file())


def create_immutable(path: Path, data: bytes, *, secret: bool = False) -> None:
    """Write a file that will never change; folders are made as needed.

    A file that is already there must hold the same bytes: StorageError ``storage.differs``, and it stays as it is.
    StorageError ``storage.full``, ``storage.failed``. With ``secret`` only the owner may read it.
    """
    with _failing(path):
        make_folder(path.parent)
        if not os.path.lexists(path):
            temporary = _temporary(path, data, _SECRET if secret else _PUBLIC)
            try:
                _name(temporary, path)
            except FileExistsError:
                pass
            finally:
                temporary.unlink(missing_ok=True)
        if path.is_symlink() or not path.is_file() or path.stat().st_size != len(data) or path.read_bytes() != data:
            raise StorageError("storage.differs", "another file has this name", path=str(path))
        # Also when it was there before: whoever made it may have died before this call.
        _sync_folder(path.parent)


def replace(path: Path, data: bytes, *, secret: bool = False) -> None:
    """Write a file, or put new bytes in place of the old: a reader sees either, never a part.

    StorageError ``storage.full``, ``storage.failed``; the old file is then untouched.
    """
    with _failing(path):
        make_folder(path.parent)
        temporary = _temporary(path, data, _SECRET if secret else _PUBLIC)
        try:
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
        _sync_folder(path.parent)


def adopt(temporary: Path, path: Path) -> None:
    """Give a finished file its name, for good; never over another file: StorageError ``storage.differs``."""
    with _failing(path):
        descriptor = os.open(temporary, os.O_RDWR)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        try:
            _name(temporary, path)
        except FileExistsError:
            raise StorageError("storage.differs", "another file has this name", path=str(path)) from None
        temporary.unlink(missing_ok=True)
        _sync_folder(path.parent)


def remove(path: Path) -> None:
    """Remove a file for good, and its folder when that is left empty; a file that is not there is no error."""
    with _failing(path):
        path.unlink(missing_ok=True)
        if path.parent.is_dir():
            _sync_folder(path.parent)
            with suppress(OSError):
                path.parent.rmdir()


def remove_folder(folder: Path) -> None:
    """Remove a folder and all that is in it; one that is not there is no error."""
    with _failing(folder):
        if folder.is_dir():
            shutil.rmtree(folder)
            _sync_folder(folder.parent)


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, each one durably."""
    with _failing(folder):
        missing = []
        while not folder.is_dir():
            missing.append(folder)
            folder = folder.parent
        for one in reversed(missing):
            one.mkdir(exist_ok=True)
            _sync_folder(one.parent)


def sweep(folder: Path) -> None:
    """Remove temporary files that a killed process left below a folder. Only while nobody else writes there."""
    with _failing(folder):
        for path in files(folder):
            if _TEMPORARY.fullmatch(path.name):
                path.unlink(missing_ok=True)


@contextmanager
def lock(path: Path) -> Iterator[None]:
    """Hold a file lock, or refuse at once: StorageError ``storage.locked``. The kernel frees it with the process."""
    with _failing(path):
        make_folder(path.parent)
        held = FileLock(path, timeout=0)
        try:
            held.acquire()
        except Timeout:
            raise StorageError("storage.locked", "another process holds the lock", path=str(path)) from None
    try:
        yield
    finally:
        held.release()


def require_local(path: Path) -> None:
    """Refuse a place where locks and fsync do not mean what they say: StorageError ``storage.remote``.

    Network file systems by their type where the system tells it, and folders that a program copies to other machines
    by their names.
    """
    place = path.resolve()
    if any(_SYNCED.fullmatch(part) for part in place.parts):
        raise StorageError("storage.remote", "a folder that a program synchronises", path=str(path))
    if place.drive.startswith("\\\\") or _NETWORK.fullmatch(_file_system(place)):
        raise StorageError("storage.remote", "a network file system", path=str(path))


def _file_system(place: Path, table: Path = Path("/proc/mounts")) -> str:
    """The type of the file system that holds a place; empty where the system does not tell."""
    try:
        rows = [line.split() for line in table.read_text(errors="replace").splitlines()]
    except OSError:
        return ""
    mounts = [(Path(re.sub(r"\\(\d{3})", lambda octal: chr(int(octal[1], 8)), row[1])), row[2]) for row in rows]
    holding = [(len(point.parts), kind) for point, kind in mounts if place.is_relative_to(point)]
    # Of two mounts on one point the later hides the earlier.
    return max(enumerate(holding), key=lambda item: (item[1][0], item[0]), default=(0, (0, "")))[1][1]


def _temporary(path: Path, data: bytes, mode: int) -> Path:
    """The bytes, safe on the disk, under a name of their own beside ``path``. Left behind by no failure but a kill."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}.tmp")
    temporary.unlink(missing_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(temporary, flags, mode)
    try:
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(descriptor, rest) :]
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    return temporary


def _name(temporary: Path, path: Path) -> None:
    """Give a file its name. FileExistsError when the name is taken."""
    if _WINDOWS:
        temporary.rename(path)
        return
    try:
        os.link(temporary, path)
    except OSError as error:
        # A USB stick's file system knows no links; there the callers' lock keeps others away.
        if error.errno not in _NO_LINKS:
            raise
        if os.path.lexists(path):
            raise FileExistsError from error
        temporary.rename(path)


def _sync_folder(folder: Path) -> None:
    if _WINDOWS:
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _failing(path: Path) -> Iterator[None]:
    """What the system refuses, told as our error."""
    try:
        yield
    except OSError as error:
        code = "storage.full" if error.errno in _FULL else "storage.failed"
        raise StorageError(code, error.strerror or str(error), path=str(path)) from error

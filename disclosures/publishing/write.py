"""The published folder brought up to date: only what changed is written, what nothing derives goes last.

    pages → manifest/<part>.json → manifest.note → deletions

A file whose key is the one remembered, and which lies as it was left, is not even made again; what is made is
compared before it is written. ``log/**`` and ``attachments/**`` are never touched. The memory is disposable: without it
every file is made and compared.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cache, partial
from importlib.resources import files as resources
from typing import TYPE_CHECKING

from pydantic import BaseModel, ValidationError

from disclosures.model.events import attached
from disclosures.pages import Page, pages
from disclosures.publishing.place import is_hidden
from disclosures.publishing.shell import shell
from disclosures.verifying import manifest as manifests
from ledger import storage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from importlib.resources.abc import Traversable
    from pathlib import Path

    from disclosures.pages import View
    from disclosures.verifying.manifest import Manifest
    from ledger.tlog.note import Signer

_KEPT = ("log", "attachments")


@dataclass(slots=True)
class Written:
    """The paths that a publication wrote, deleted, and moved to the office as foreign; how many it left as they lay."""

    written: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    same: int = 0


def site_files(view: View) -> Iterator[Page]:
    """Every derived file of the published folder but the log and the attachments: the shell, then the pages."""
    for path, data in shell(view):
        yield Page(path, (hashlib.sha256(data).hexdigest(),), partial(bytes, data))
    yield from pages(view)


def attachments(view: View) -> dict[str, str]:
    """The SHA-256 of each attachment that a sound record names, by path."""
    return {one.path: one.sha256 for _, _, one in attached(view.entries)}


def write(folder: Path, view: View, manifest: Manifest, signer: Signer, memory: Path, aside: Path) -> Written:
    """Bring ``folder`` to ``view``; ``manifest`` names all but its parts, ``memory`` is a file outside the folder.

    What nothing derives goes: pages that were made here before are deleted, and anybody else's files moved to
    ``aside``, each below its own SHA-256.
    """
    done = Written()
    known = _Memory(memory)
    was = known.made(folder)
    derived = {page.path: _page(folder, page, known, done) for page in site_files(view)}
    listed = derived | {path: digest for path, digest in attachments(view).items() if (folder / path).is_file()}
    parts = manifests.part_files(listed)
    for part, data in sorted(parts.items()):
        _put(folder, manifests.part_path(part), data, done)
    digests = {part: hashlib.sha256(data).hexdigest() for part, data in parts.items()}
    _put(folder, manifests.PATH, replace(manifest, parts=digests).sign(signer), done)
    known.save(derived.keys())
    kept = {*derived, manifests.PATH, *map(manifests.part_path, parts)}
    for path in _others(folder, kept):
        if not (path in was or path.startswith("manifest/") or (folder / path).is_symlink()):
            _set_aside(folder / path, aside)
            done.moved.append(path)
        else:
            done.deleted.append(path)
        storage.remove(folder / path)
    return done


def _set_aside(path: Path, aside: Path) -> None:
    data = storage.read(path) or b""
    storage.create_immutable(aside / hashlib.sha256(data).hexdigest() / path.name, data)


def _page(folder: Path, page: Page, known: _Memory, done: Written) -> str:
    """The SHA-256 of a page that now lies in the folder."""
    remembered = known.digest(folder, page)
    if remembered is not None:
        done.same += 1
        return remembered
    data = page.make()
    _put(folder, page.path, data, done)
    return known.learn(folder, page, hashlib.sha256(data).hexdigest())


def _put(folder: Path, path: str, data: bytes, done: Written) -> None:
    target = folder / path
    if not target.is_symlink() and storage.read(target) == data:
        done.same += 1
        return
    storage.replace(target, data)
    done.written.append(path)


def _others(folder: Path, kept: set[str]) -> list[str]:
    hidden = {path.name for path in folder.iterdir() if is_hidden(path)}
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_symlink() or path.is_file())
    left = {*_KEPT, *hidden}
    return sorted(path.as_posix() for path in found if path.parts[0] not in left and path.as_posix() not in kept)


class _Known(BaseModel):
    key: str
    left: list[int] | None
    sha256: str


class _Kept(BaseModel):
    maker: str
    pages: dict[str, _Known]


class _Memory:
    """Of each page, the key that it was made by, and how the file was left; and which danbiet made them all."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self._pages: dict[str, _Known] = {}
        self._own = False
        with suppress(ValidationError):
            kept = _Kept.model_validate_json(storage.read(place) or b"")
            self._own = kept.maker == _maker()
            self._pages = kept.pages

    def made(self, folder: Path) -> set[str]:
        """The pages that lie as they were left, whichever danbiet made them."""
        return {path for path, known in self._pages.items() if known.left == _left(folder / path)}

    def digest(self, folder: Path, page: Page) -> str | None:
        known = self._pages.get(page.path) if self._own else None
        if known is None or known.key != _key(page) or known.left != _left(folder / page.path):
            return None
        return known.sha256

    def learn(self, folder: Path, page: Page, digest: str) -> str:
        self._pages[page.path] = _Known(key=_key(page), left=_left(folder / page.path), sha256=digest)
        return digest

    def save(self, paths: Iterable[str]) -> None:
        kept = _Kept(maker=_maker(), pages={path: self._pages[path] for path in sorted(paths)})
        storage.replace(self._place, kept.model_dump_json().encode())


def _key(page: Page) -> str:
    return hashlib.sha256(repr(page.key).encode()).hexdigest()


def _left(path: Path) -> list[int] | None:
    try:
        found = path.lstat()
    except OSError:
        return None
    return [found.st_size, found.st_mtime_ns, found.st_ino]


@cache
def _maker() -> str:
    """SHA-256 over this danbiet's own files and the packages that shape a page: another maker makes other bytes."""
    digest = hashlib.sha256(f"{manifests.version()}\n{manifests.environment()}\n".encode())
    for package in ("disclosures", "ledger"):
        for name, data in _walk(resources(package), package):
            digest.update(f"{name}\n{len(data)}\n".encode() + data)
    return digest.hexdigest()


def _walk(folder: Traversable, name: str) -> Iterator[tuple[str, bytes]]:
    for one in sorted(folder.iterdir(), key=lambda one: one.name):
        if one.is_dir() and one.name != "__pycache__":
            yield from _walk(one, f"{name}/{one.name}")
        elif one.is_file():
            yield f"{name}/{one.name}", one.read_bytes()

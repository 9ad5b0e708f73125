"""Whether a folder may be published into: publishing takes away what nothing derives, so it must be nobody else's.

check(office)    # DataError where it holds the office or its keys, or where somebody else's files lie
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from disclosures.errors import DataError
from disclosures.verifying import manifest as manifests
from ledger import storage
from ledger.errors import FormatError
from ledger.tlog import note

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from disclosures.office import Office


def check(office: Office) -> None:
    """DataError ``publish.place`` or ``publish.foreign``; nothing is written."""
    public = office.public
    for place in (office.folder, office.keys, office.memory):
        if place.is_relative_to(public):
            raise DataError("publish.place", path=str(public), held=str(place))
    for place in (office.attachments, office.staff, office.staging):
        if public.is_relative_to(place):
            raise DataError("publish.place", path=str(public), held=str(place))
    if not _is_ours(public, office.origin):
        raise DataError("publish.foreign", path=str(public))


def is_hidden(path: Path) -> bool:
    """A folder such as ``.git``, by which people bring what is published to its host: never ours to tidy."""
    return path.name.startswith(".") and path.is_dir() and not path.is_symlink()


def _is_ours(public: Path, origin: str) -> bool:
    """Empty, begun by a publisher that died, or the published folder of this very ledger, whatever of it is damaged."""
    if public.exists() and not public.is_dir():
        return False
    there = list(public.iterdir()) if public.is_dir() else []
    names = {path.name for path in there if not is_hidden(path)}
    named = set(_origins(public))
    return named == {origin} or (not named and (names <= {"log"} or (public / "log" / "tile").is_dir()))


def _origins(public: Path) -> Iterator[str]:
    """The ledgers that a folder says it is of: its checkpoint in the first line, its manifest in the second."""
    for place, line in (("log/checkpoint", 0), (manifests.PATH, 1)):
        with suppress(FormatError, UnicodeDecodeError, IndexError):
            yield note.parse(storage.read(public / place) or b"").text.split(b"\n")[line].decode()

"""The manifest (docs/formats, "Folders"): one signed note that names every published file but the log itself.

``manifest.note`` is signed by the log key alone; its text is ``danbiet/manifest/v1``, the origin, and one canonical
JSON object. ``manifest/<part>.json`` maps path to SHA-256. A part holds the files of one first path segment, of one
year of matters (``ho-so-2025``), or those at the top (``root``), so that a change touches one part.
"""

from __future__ import annotations

import hashlib
import re
import sys
import zlib
from dataclasses import dataclass
from datetime import date
from importlib import metadata
from typing import TYPE_CHECKING, Any

from ledger import canonical
from ledger.errors import FormatError, LedgerError
from ledger.tlog import note
from ledger.tlog.note import Note, Signer, VerifierKey

if TYPE_CHECKING:
    from collections.abc import Mapping

FIRST_LINE = "danbiet/manifest/v1"
PATH = "manifest.note"
_SHA256 = re.compile(r"[0-9a-f]{64}")
_MEMBERS = {
    "danbiet": str,
    "date": str,
    "environment": str,
    "parts": dict,
    "root": str,
    "size": int,
    "witnessed_size": int,
}
_SHAPES_A_PAGE = (
    "jinja2",
    "markdown",
    "markupsafe",
    "mkdocs",
    "mkdocs-material",
    "pygments",
    "pymdown-extensions",
    "segno",
)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the log's key says of the published folder."""

    origin: str
    danbiet: str
    date: date
    environment: str
    parts: Mapping[str, str]
    root: bytes
    size: int
    witnessed_size: int

    @property
    def text(self) -> bytes:
        """The three lines that the log's key signs."""
        members = {
            "danbiet": self.danbiet,
            "date": self.date.isoformat(),
            "environment": self.environment,
            "parts": dict(self.parts),
            "root": note.b64encode(self.root),
            "size": self.size,
            "witnessed_size": self.witnessed_size,
        }
        lines = (FIRST_LINE.encode(), self.origin.encode(), canonical.dumps_any_key(members))
        return b"".join(line + b"\n" for line in lines)

    def sign(self, signer: Signer) -> bytes:
        """The bytes of ``manifest.note``."""
        return note.format(Note(self.text, (signer.sign(self.text),)))

    def made_here(self) -> bool:
        """Whether this danbiet, with these packages, must make the same pages to the byte."""
        return self.danbiet == version() and self.environment == environment()


def version() -> str:
    """This danbiet's version."""
    return metadata.version("danbiet")


def environment() -> str:
    """SHA-256 over the sorted ``name==version`` lines of what shapes a page, Python and zlib among them."""
    lines = [f"{name}=={metadata.version(name)}" for name in _SHAPES_A_PAGE]
    lines += [
        f"python=={sys.version_info.major}.{sys.version_info.minor}",
        f"zlib=={zlib.ZLIB_RUNTIME_VERSION}",
    ]
    return hashlib.sha256("".join(f"{line}\n" for line in sorted(lines)).encode()).hexdigest()


def part_of(path: str) -> str | None:
    """The part that lists ``path``; None for the log and for the manifest itself."""
    first, _, rest = path.partition("/")
    if first in ("log", "manifest") or path == PATH:
        return None
    if not rest:
        return "root"
    return f"ho-so-{rest.partition('/')[0]}" if first == "ho-so" else first


def part_path(part: str) -> str:
    """Where a part's file stands."""
    return f"manifest/{part}.json"


def part_files(files: Mapping[str, str]) -> dict[str, bytes]:
    """The bytes of each part's file, by part, for ``{path: sha256}`` of all files."""
    parts: dict[str, dict[str, str]] = {}
    for path, digest in files.items():
        if (part := part_of(path)) is not None:
            parts.setdefault(part, {})[path] = digest
    return {part: canonical.dumps_any_key(listed) + b"\n" for part, listed in parts.items()}


def parse_part(data: bytes) -> dict[str, str]:
    """``{path: sha256}`` of a part's file; ``FormatError`` (manifest.malformed) for any other spelling."""
    try:
        value = canonical.loads_any_key(data.removesuffix(b"\n"))
    except LedgerError as error:
        raise FormatError("manifest.malformed", str(error)) from None
    if not isinstance(value, dict) or not all(isinstance(digest, str) for digest in value.values()):
        raise FormatError("manifest.malformed", "a part is not {path: sha256}")
    if canonical.dumps_any_key(value) + b"\n" != data:
        raise FormatError("manifest.malformed", "a part is not spelled canonically")
    return value


def parse(data: bytes, origin: str, key: VerifierKey) -> Manifest:
    """The manifest of log ``origin``, signed by ``key`` alone; ``FormatError`` (manifest.malformed) otherwise."""
    try:
        signed = note.parse(data)
        lines = signed.text.split(b"\n")
        members = canonical.loads_any_key(lines[2])
    except (LedgerError, IndexError) as error:
        raise FormatError("manifest.malformed", str(error), path=PATH) from None
    if [lines[0], lines[1], *lines[3:]] != [FIRST_LINE.encode(), origin.encode(), b""]:
        raise FormatError("manifest.malformed", "not the manifest of this log", path=PATH)
    if len(signed.signatures) != 1 or not key.verify(signed.text, signed.signatures[0]):
        raise FormatError("manifest.malformed", "not signed by the log's key alone", path=PATH)
    manifest = _manifest(origin, members)
    if manifest.text != signed.text:
        raise FormatError("manifest.malformed", "not spelled canonically", path=PATH)
    return manifest


def claimed(data: bytes | None) -> tuple[date | None, int]:
    """The date and the witnessed size that a manifest claims, before anything about it is verified.

    They only choose the day to judge on and the cosigned checkpoint to look for; None and 0 where it claims none.
    """
    try:
        members = canonical.loads_any_key(note.parse(data or b"").text.split(b"\n")[2])
        return date.fromisoformat(members["date"]), int(members["witnessed_size"])
    except (LedgerError, LookupError, TypeError, ValueError):
        return None, 0


def _manifest(origin: str, members: Any) -> Manifest:
    if not isinstance(members, dict) or {name: type(value) for name, value in members.items()} != _MEMBERS:
        raise FormatError("manifest.malformed", "members are missing, foreign or of another type", path=PATH)
    if not _SHA256.fullmatch(members["environment"]):
        raise FormatError("manifest.malformed", "the environment is no SHA-256", path=PATH)
    try:
        return Manifest(
            origin=origin,
            danbiet=members["danbiet"],
            date=date.fromisoformat(members["date"]),
            environment=members["environment"],
            parts={str(part): str(digest) for part, digest in members["parts"].items()},
            root=note.b64decode(members["root"]),
            size=members["size"],
            witnessed_size=members["witnessed_size"],
        )
    except (LedgerError, ValueError) as error:
        raise FormatError("manifest.malformed", str(error), path=PATH) from None

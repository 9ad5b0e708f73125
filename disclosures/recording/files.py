"""Files that records carry by their hash: kept in the office, and put back from what was published."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from disclosures.errors import DataError, RefusalError
from disclosures.model.events import attached
from disclosures.model.topics import REGISTRY
from disclosures.recording.recorder import opened_recorder
from ledger import storage
from ledger.errors import StorageError
from ledger.restore import restore

if TYPE_CHECKING:
    from disclosures.office import Office
    from ledger.reader import Source

MAX_ATTACHMENT = 64 * 1024 * 1024
_TYPES = {
    "pdf": ("application/pdf", b"%PDF-"),
    "png": ("image/png", b"\x89PNG\r\n\x1a\n"),
    "jpg": ("image/jpeg", b"\xff\xd8\xff"),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK\x03\x04"),
    "csv": ("text/csv", b""),
    "toml": ("application/toml", b""),
    "txt": ("text/plain", b""),
}


def restore_office(office: Office, source: Source) -> int:
    """Rebuild an office's store and attachments from a published folder; how many records it has.

    Errors are those of ``ledger.restore``; ``DataError`` ``attachment.missing`` where the folder lacks a file, after
    everything else was rebuilt. A store that is there already stays as it is, and is refused, unless attachments that
    its records name are missing: then these are put back, so that a restore that was cut off can be finished.
    """
    there: StorageError | None = None
    try:
        restore(source, office.ledger, REGISTRY, office.origin)
    except StorageError as error:
        if error.code != "storage.differs" or not office.ledger.exists():
            raise
        there = error
    with opened_recorder(office) as recorder:
        missing = {
            attachment.sha256: (index, attachment.path)
            for index, _, attachment in attached(recorder.entries)
            if not (office.attachments / attachment.sha256).exists()
        }
        if there is not None and not missing:
            raise there
        lost = [place for digest, place in missing.items() if not _put_back(office, source, digest, place[1])]
        if lost:
            raise DataError("attachment.missing", index=lost[0][0], path=lost[0][1])
        return len(recorder.entries)


def _put_back(office: Office, source: Source, digest: str, path: str) -> bool:
    data = source.read(path, MAX_ATTACHMENT)
    if data is None or hashlib.sha256(data).hexdigest() != digest:
        return False
    storage.create_immutable(office.attachments / digest, data)
    return True


def attach(office: Office, name: str, data: bytes) -> dict[str, Any]:
    """Keep a file in the office and give the member of ``attachments`` that names it; its content must fit its name."""
    suffix = name.rpartition(".")[2]
    if suffix not in _TYPES:
        raise RefusalError("attachment.type", path=name, known=", ".join(sorted(_TYPES)))
    media_type, magic = _TYPES[suffix]
    if not data.startswith(magic) or (not magic and not _is_text(data)):
        raise RefusalError("attachment.content", path=name, suffix=suffix)
    if not 0 < len(data) <= MAX_ATTACHMENT:
        raise RefusalError("attachment.size", path=name, size=len(data), limit=MAX_ATTACHMENT)
    digest = hashlib.sha256(data).hexdigest()
    storage.create_immutable(office.attachments / digest, data)
    return {"media_type": media_type, "name": name, "sha256": digest, "size": len(data)}


def _is_text(data: bytes) -> bool:
    try:
        return "\x00" not in data.decode("utf-8")
    except UnicodeDecodeError:
        return False

"""Files that records carry by their hash: kept in the office, and put back from what was published."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from disclosures.errors import DataError, RefusalError
from disclosures.model.bodies import Body
from disclosures.model.topics import REGISTRY
from disclosures.recording.recorder import opened_recorder
from ledger import storage
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
    everything else was rebuilt.
    """
    size = restore(source, office.ledger, REGISTRY, office.origin).size
    lost: DataError | None = None
    with opened_recorder(office) as recorder:
        for entry in recorder.entries:
            for attachment in entry.body.attachments if entry.sound and isinstance(entry.body, Body) else ():
                path = attachment.path
                data = source.read(path, MAX_ATTACHMENT)
                if data is None or hashlib.sha256(data).hexdigest() != attachment.sha256:
                    lost = lost or DataError("attachment.missing", index=entry.index, path=path)
                else:
                    storage.create_immutable(office.attachments / attachment.sha256, data)
    if lost is not None:
        raise lost
    return size


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

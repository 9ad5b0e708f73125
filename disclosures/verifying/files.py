"""Every published file but the log's own against the manifest, and every attachment against its record.

Needs no MkDocs: it compares bytes with hashes that the log's key signed. Goes on after a finding and reports all.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from disclosures.verifying import manifest as manifests
from ledger.errors import Finding, FormatError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from disclosures.model.bodies import Attachment
    from disclosures.verifying.manifest import Manifest
    from ledger.reader import Source
    from ledger.record import Record
    from ledger.tlog.note import VerifierKey


@dataclass(slots=True)
class Checked:
    """The manifest, if it can be trusted; the files that are as it says; every path that it names; what was found.

    ``files`` has the digest and the size of each file that is as its part says.
    ``unread`` are the parts that are not as the manifest says: what they list is not known, so it is not told apart.
    """

    manifest: Manifest | None = None
    files: dict[str, tuple[str, int]] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)
    unread: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)


def check_files(source: Source, origin: str, key: VerifierKey, size: int, root_at: Callable[[int], bytes]) -> Checked:
    """Compare the folder with its manifest; ``size`` and ``root_at`` are the verified log's."""
    checked = Checked()
    data = source.read(manifests.PATH)
    if data is None:
        checked.findings.append(Finding("manifest.malformed", path=manifests.PATH, detail="missing"))
        return checked
    try:
        manifest = manifests.parse(data, origin, key)
        if not 0 <= manifest.witnessed_size <= manifest.size <= size or root_at(manifest.size) != manifest.root:
            raise FormatError("manifest.malformed", "not of this log's history", path=manifests.PATH)
    except FormatError as error:
        checked.findings.append(error.finding())
        return checked
    checked.manifest = manifest
    checked.findings += _missing_cosignature(source, manifest)
    for part, digest in sorted(manifest.parts.items()):
        checked.findings += _check_part(source, part, digest, checked)
    checked.findings += _unexpected(source, checked)
    return checked


def check_attachments(
    source: Source, attachments: Iterable[tuple[int, str, Attachment]], listed: dict[str, tuple[str, int]]
) -> Iterator[Finding]:
    """Each attachment of each sound record ``(index, entity, attachment)`` is there, whole; ``listed`` were hashed."""
    for index, entity, attachment in attachments:
        path = attachment.path
        if listed.get(path) == (attachment.sha256, attachment.size):
            continue
        data = source.read(path)
        if data is None:
            yield Finding("attachment.missing", index, entity, path)
        elif hashlib.sha256(data).hexdigest() != attachment.sha256 or len(data) != attachment.size:
            yield Finding("attachment.mismatch", index, entity, path)


def check_foreign(records: Iterable[Record], listed: Iterable[str]) -> Iterator[Finding]:
    """Attachments that the manifest lists and none of all ``records`` names, whatever its topic and version."""
    lists = (record.body.get("attachments") for record in records)
    each = (one for some in lists if isinstance(some, list) for one in some if isinstance(one, dict))
    named = {f"attachments/{one.get('sha256')}/{one.get('name')}" for one in each}
    for path in sorted(listed):
        if path.startswith("attachments/") and path not in named:
            yield Finding("file.unexpected", path=path)


def _missing_cosignature(source: Source, manifest: Manifest) -> Iterator[Finding]:
    path = f"log/cosigned/{manifest.witnessed_size}"
    if manifest.witnessed_size and source.read(path) is None:
        yield Finding("checkpoint.malformed", path=path, detail="missing")


def _check_part(source: Source, part: str, digest: str, checked: Checked) -> Iterator[Finding]:
    path = manifests.part_path(part)
    checked.named.add(path)
    data = source.read(path)
    if data is None or hashlib.sha256(data).hexdigest() != digest:
        checked.unread.add(part)
        yield Finding("manifest.malformed", path=path, detail="missing" if data is None else "other than its hash")
        return
    try:
        listed = manifests.parse_part(data)
        foreign = [name for name in listed if manifests.part_of(name) != part]
        if foreign:
            raise FormatError("manifest.malformed", f"{foreign[0]} is of another part")
    except FormatError as error:
        checked.unread.add(part)
        yield Finding(error.code, path=path, detail=error.detail)
        return
    checked.named |= listed.keys()
    for name, expected in sorted(listed.items()):
        found = source.read(name)
        if found is None or hashlib.sha256(found).hexdigest() != expected:
            kind = "attachment" if name.startswith("attachments/") else "page"
            code = "attachment.missing" if found is None and kind == "attachment" else f"{kind}.mismatch"
            yield Finding(code, path=name, detail="missing" if found is None else "other than its hash")
            continue
        checked.files[name] = expected, len(found)


def _unexpected(source: Source, checked: Checked) -> Iterator[Finding]:
    for path in sorted((source.paths() or set()) - checked.named - {manifests.PATH}):
        if not path.startswith("log/") and manifests.part_of(path) not in checked.unread:
            yield Finding("file.unexpected", path=path)

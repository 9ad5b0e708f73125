"""Files against the manifest, attachments against their records: each fault with its code, its place, and once."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from disclosures.model.bodies import Attachment
from disclosures.verifying import manifest as manifests
from disclosures.verifying.files import check_attachments, check_files, check_foreign
from ledger.errors import FormatError
from ledger.reader import open_source
from ledger.record import Record
from tests.ledger.published import LOG, ORIGIN

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Bảng kê".encode()
ROOT = bytes(32)
MANIFEST = manifests.Manifest(ORIGIN, "0.1.0", date(2025, 2, 1), "0" * 64, {}, ROOT, 1, 0)
LISTED = Attachment(media_type="text/plain", name="ke.txt", sha256=hashlib.sha256(TEXT).hexdigest(), size=len(TEXT))


def folder_of(place: Path, files: dict[str, bytes], **parts: str) -> Path:
    """A folder with these files, and a manifest that lists them; ``parts`` are named in the manifest alone."""
    made = manifests.part_files({path: hashlib.sha256(data).hexdigest() for path, data in files.items()})
    named = {part: hashlib.sha256(data).hexdigest() for part, data in made.items()}
    for path, data in {
        **files,
        **{manifests.part_path(part): data for part, data in made.items()},
        manifests.PATH: replace(MANIFEST, parts=named | parts).sign(LOG),
    }.items():
        (place / path).parent.mkdir(parents=True, exist_ok=True)
        (place / path).write_bytes(data)
    return place


def naming(body: dict[str, Any]) -> Record:
    return Record("check.held", 9, "check/1", 1, "2025-02-01T00:00:00Z", None, ("a",), body)


def test_an_attachment_of_another_size_than_its_record_says_is_a_mismatch_listed_or_not(tmp_path: Path) -> None:
    path = LISTED.path
    source = open_source(folder_of(tmp_path, {path: TEXT}))
    listed = check_files(source, ORIGIN, LOG.key, 1, lambda _: ROOT).files
    longer = LISTED.model_copy(update={"size": LISTED.size + 1})
    assert list(check_attachments(source, [(1, "check/1", LISTED)], listed)) == []
    for known in (listed, {}):
        (found,) = check_attachments(source, [(1, "check/1", longer)], known)
        assert (found.code, found.index, found.path) == ("attachment.mismatch", 1, path)


def test_an_attachment_that_no_record_names_is_a_file_that_nothing_derives() -> None:
    path = LISTED.path
    told = naming({"attachments": [LISTED.model_dump()]})
    assert list(check_foreign([told], [path, "index.html"])) == []
    for body in ({}, {"attachments": 5}, {"attachments": ["x", {}]}):
        assert [(one.code, one.path) for one in check_foreign([naming(body)], [path])] == [("file.unexpected", path)]


def test_a_part_whose_name_no_folder_can_hold_is_missing(tmp_path: Path) -> None:
    name = "x" * 300
    source = open_source(folder_of(tmp_path, {"index.html": b"x"}, **{name: "0" * 64}))
    (found,) = check_files(source, ORIGIN, LOG.key, 1, lambda _: ROOT).findings
    assert (found.code, found.path) == ("manifest.malformed", f"manifest/{name}.json")


@pytest.mark.parametrize("environment", ["", "0" * 63, "A" * 64, "0" * 64 + "\n"])
def test_an_environment_that_is_no_hash_makes_the_manifest_malformed(environment: str) -> None:
    with pytest.raises(FormatError) as caught:
        manifests.parse(replace(MANIFEST, environment=environment).sign(LOG), ORIGIN, LOG.key)
    assert caught.value.code == "manifest.malformed"

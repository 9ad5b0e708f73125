"""Files of a draft: named without diacritics, typed by their content, kept in the office, forgotten with the draft.

suffix_of("Biên bản.PDF", b"%PDF-1.7 …")    # "pdf"
plain("Biên bản họp thôn Đoài")             # "bien-ban-hop-thon-doai"
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any, Final

from disclosures import recording
from disclosures.desk.asking import FILE_LIMIT
from disclosures.errors import RefusalError
from disclosures.model.bodies import Body
from disclosures.model.parts import DEVICE
from disclosures.words import desk as words
from disclosures.words import screen
from ledger import storage

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from disclosures.desk.asking import Sent
    from disclosures.desk.drafts import Draft
    from disclosures.office import Office
    from ledger.book import Entry

_BY_CONTENT: Final = ((b"%PDF-", "pdf"), (b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpg"))
_BY_NAME: Final = frozenset({"xlsx", "csv", "txt"})
_TAKEN: Final = frozenset({"pdf", "png", "jpg", "jpeg", *_BY_NAME})
_LONGEST: Final = 50


def suffix_of(name: str, data: bytes) -> str:
    """The ending that tells the type: by the content, else the name's own; empty where the book takes no such file."""
    given = _ending(name)
    told = next((suffix for magic, suffix in _BY_CONTENT if data.startswith(magic)), "")
    return told or (given if given in _BY_NAME else "")


def _ending(name: str) -> str:
    return name.rpartition(".")[2].lower() if "." in name else ""


def plain(text: str) -> str:
    """The same words in a-z, 0-9 and hyphens."""
    bare = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return re.sub(r"[^a-z0-9]+", "-", "".join(one for one in bare if not unicodedata.combining(one))).strip("-")


def keep(
    office: Office, sent: Sequence[Sent], there: Sequence[Mapping[str, Any]]
) -> tuple[list[Mapping[str, Any]], list[str]]:
    """Keep the files that were sent, beside those that the draft has; and what is wrong with the others."""
    kept, wrong = list(there), []
    for one in sent:
        if one.size > FILE_LIMIT:
            size, limit = screen.size(one.size), screen.size(FILE_LIMIT)
            wrong.append(words.FILE_TOO_BIG.format(name=one.name, size=size, limit=limit))
        elif not one.size:
            wrong.append(words.FILE_EMPTY.format(name=one.name))
        elif not suffix_of(one.name, one.data):
            wrong.append(_unlike(one.name) if _ending(one.name) in _TAKEN else _untaken(one.name))
        else:
            try:
                kept.append(recording.attach(office, _free(one, kept), one.data))
            except RefusalError:
                wrong.append(_unlike(one.name))
    by_content: dict[str, Mapping[str, Any]] = {}
    for file in kept:
        by_content.setdefault(file["sha256"], file)
    return list(by_content.values()), wrong


def _unlike(name: str) -> str:
    """Its content is not what its name says."""
    return words.FILE_UNLIKE.format(name=name, kind=_ending(name).upper())


def _untaken(name: str) -> str:
    """It is of a type that the book does not take."""
    given = _ending(name)
    return words.FILE_TYPE.format(name=name, kind=f".{given}" if given else "không có đuôi")


def _free(sent: Sent, kept: Sequence[Mapping[str, Any]]) -> str:
    """A name that no other file of the record has."""
    stem = plain(sent.name.rpartition(".")[0])[:_LONGEST].strip("-") or "tep"
    stem = f"tep-{stem}" if DEVICE.fullmatch(stem) else stem
    suffix, taken = suffix_of(sent.name, sent.data), {file["name"] for file in kept}
    names = (f"{stem}{'' if number == 1 else f'-{number}'}.{suffix}" for number in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)


def forget(office: Office, sha256: str, entries: Iterable[Entry], drafts: Iterable[Draft]) -> None:
    """Remove a kept file, unless a record or a draft still names it."""
    recorded = any(
        one.sha256 == sha256 for entry in entries if isinstance(entry.body, Body) for one in entry.body.attachments
    )
    if not recorded and not any(one["sha256"] == sha256 for draft in drafts for one in draft.files):
        storage.remove(office.attachments / sha256)

"""Open data: one line for each entry of the log, by the month that it was drawn up in (docs/formats/data.md).

    {"code":"K7QX-2M9F-4HTR","entry":null,"index":398,"leaf":"…","record":{…},"void":false}

``record`` is the third line of the signed note, byte for byte; what cannot be read is given whole in ``entry``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger import canonical
from ledger.record import code
from ledger.tlog.note import b64encode

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ledger.book import Entry


def ndjson(entries: Iterable[Entry], origin: str) -> bytes:
    """One canonical JSON object a line, in log order."""
    return b"".join(_line(entry, origin) for entry in entries)


def _line(entry: Entry, origin: str) -> bytes:
    about = {"code": code(origin, entry.index, entry.leaf), "index": entry.index, "leaf": b64encode(entry.leaf)}
    if entry.record is None:
        about |= {"entry": b64encode(entry.raw)}
    head = canonical.dumps(about | {"finding": entry.code})[:-1]
    record = b"null" if entry.record is None else entry.raw.split(b"\n", 3)[2]
    return head + b',"record":' + record + b',"void":' + (b"true" if entry.voids else b"false") + b"}\n"

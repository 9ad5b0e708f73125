"""A published folder, read; nothing of it is believed yet.

LogReader(open_source("build/demo/public")).checkpoint_note()
"""

from ledger.reader.log import BUNDLE_LIMIT, NOTE_LIMIT, LogReader
from ledger.reader.source import LIMIT, Archive, Folder, Source, Url, is_safe, open_source

__all__ = [
    "BUNDLE_LIMIT",
    "LIMIT",
    "NOTE_LIMIT",
    "Archive",
    "Folder",
    "LogReader",
    "Source",
    "Url",
    "is_safe",
    "open_source",
]

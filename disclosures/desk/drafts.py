"""Drafts: what people typed and have not signed yet; kept at each press in ``drafts.sqlite``, never in the ledger.

open → waiting (the author signed: ``text`` is what everybody signs) → deleted once the record is in the ledger
↖ returned (somebody said what to mend, or somebody else recorded first; ``text`` and signatures are gone)
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, Literal

from ledger.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path
    from typing import Self

State = Literal["open", "returned", "waiting"]
Values = dict[str, list[str]]

_TABLES: Final = """
CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS draft (
  id TEXT PRIMARY KEY, topic TEXT NOT NULL, state TEXT NOT NULL, form TEXT NOT NULL, files TEXT NOT NULL,
  reason TEXT NOT NULL, text BLOB NOT NULL, lines TEXT NOT NULL, saved TEXT NOT NULL
) STRICT;
"""
_BUSY_SECONDS: Final = 10.0


@dataclass(frozen=True, slots=True)
class Draft:
    """One draft: the values of its form as they were typed, its files, and what was signed of it so far.

    ``files`` are members of ``attachments``; ``lines`` signature lines as text, in the order in which people signed.
    """

    id: str
    topic: str
    values: Values
    saved: datetime
    files: tuple[Mapping[str, Any], ...] = ()
    state: State = "open"
    reason: str = ""
    text: bytes = b""
    lines: tuple[str, ...] = field(default=())

    def one(self, name: str) -> str:
        """The first value of a field; empty where there is none."""
        return next(iter(self.values.get(name, [])), "")

    @property
    def words(self) -> tuple[object, ...]:
        """What somebody typed and sent: the topic, the fields, the files."""
        return (self.topic, self.values, [dict(one) for one in self.files])

    @property
    def version(self) -> str:
        """Tells this state of the draft from every other; a form carries that of the draft which it shows."""
        whole = json.dumps([*self.words, self.state, self.reason, self.lines], sort_keys=True)
        return hashlib.sha256(whole.encode()).hexdigest()[:16]

    def loosened(self, reason: str, now: datetime) -> Draft:
        """The same words, to be mended and signed anew."""
        return replace(self, state="returned", reason=reason, text=b"", lines=(), saved=now)


class Drafts:
    """The drafts of one office; threads of one process share it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with self._failing():
            self._connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, check_same_thread=False)
            self._connection.executescript(_TABLES)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def key(self, random: Callable[[int], bytes]) -> bytes:
        """The office folder's secret, made on first use."""
        with self._failing(), self._connection as connection:
            connection.execute("INSERT OR IGNORE INTO setting VALUES ('key', ?)", (random(32),))
            (found,) = connection.execute("SELECT value FROM setting WHERE name = 'key'").fetchone()
        return bytes(found)

    def save(self, draft: Draft) -> None:
        """Keep a draft as it is now; when this returns it is on the disk."""
        row = (
            draft.id,
            draft.topic,
            draft.state,
            json.dumps(draft.values, ensure_ascii=False),
            json.dumps(list(map(dict, draft.files)), ensure_ascii=False),
            draft.reason,
            draft.text,
            json.dumps(draft.lines, ensure_ascii=False),
            draft.saved.isoformat(),
        )
        with self._failing(), self._connection as connection:
            connection.execute("REPLACE INTO draft VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)

    def get(self, draft_id: str) -> Draft | None:
        """One draft."""
        return next(self._select("WHERE id = ?", draft_id), None)

    def all(self) -> list[Draft]:
        """Every draft, the newest first."""
        return list(self._select("ORDER BY saved DESC, id"))

    def delete(self, draft_id: str) -> None:
        """Forget a draft."""
        with self._failing(), self._connection as connection:
            connection.execute("DELETE FROM draft WHERE id = ?", (draft_id,))

    def _select(self, where: str, *values: str) -> Iterator[Draft]:
        query = f"SELECT id, topic, state, form, files, reason, text, lines, saved FROM draft {where}"  # noqa: S608 (ours)
        with self._failing():
            rows = self._connection.execute(query, values).fetchall()
        for draft_id, topic, state, form, files, reason, text, lines, saved in rows:
            yield Draft(
                id=draft_id,
                topic=topic,
                values=json.loads(form),
                saved=datetime.fromisoformat(saved),
                files=tuple(json.loads(files)),
                state=state,
                reason=reason,
                text=bytes(text),
                lines=tuple(json.loads(lines)),
            )

    @contextmanager
    def _failing(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            code = "storage.full" if error.sqlite_errorname == "SQLITE_FULL" else "storage.failed"
            raise StorageError(code, str(error), path=str(self._path)) from None
        except sqlite3.Error as error:
            raise StorageError("storage.damaged", str(error), path=str(self._path)) from None

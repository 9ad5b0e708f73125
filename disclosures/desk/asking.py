"""One request, read whole: fields as they were typed, files with a limit, and none of the web framework's types.

A body larger than ``BODY_LIMIT`` is refused while it comes in; a single file larger than ``FILE_LIMIT`` is dropped and
named, so that the words beside it are kept.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from starlette.requests import Request
    from starlette.types import Message

    from disclosures.desk.drafts import Values

FILE_LIMIT: Final = 20_000_000
_FILES: Final = 20
BODY_LIMIT: Final = 2 * _FILES * FILE_LIMIT
"""Twice what may be kept: a file that is too large shall cost its own place alone, not the words beside it."""
_FIELDS: Final = 500
_FIELD_SIZE: Final = 256 * 1024
TOO_LARGE: Final = 413


@dataclass(frozen=True, slots=True)
class Sent:
    """A file that was sent; ``data`` is empty where it is empty or larger than the limit."""

    name: str
    size: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Ask:
    """What somebody asks of the desk."""

    path: str
    now: datetime
    cookie: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    query: Values = field(default_factory=dict)
    form: Values = field(default_factory=dict)
    files: Sequence[Sent] = ()

    def one(self, name: str) -> str:
        """The first value of a field of the form; empty where there is none."""
        return next(iter(self.form.get(name, [])), "")

    def asked(self, name: str) -> str:
        """The first value of a query parameter; empty where there is none."""
        return next(iter(self.query.get(name, [])), "")


async def read(request: Request, cookie: str, now: datetime) -> Ask:
    """Read a request; HTTPException 413 for a body beyond the limit, 400 for one that is no form."""
    values: Values = {}
    files: list[Sent] = []
    if request.method == "POST":
        _limit(request)
        async with request.form(max_files=_FILES, max_fields=_FIELDS, max_part_size=_FIELD_SIZE) as form:
            for name, value in form.multi_items():
                if isinstance(value, UploadFile):
                    files += await _sent(value)
                else:
                    values.setdefault(name, []).append(value)
    query: Values = {}
    for name, value in request.query_params.multi_items():
        query.setdefault(name, []).append(value)
    return Ask(request.url.path, now, cookie, dict(request.path_params), query, values, files)


async def _sent(upload: UploadFile) -> list[Sent]:
    """The file, or nothing where the browser sent an empty control."""
    if not upload.filename:
        return []
    size = upload.size or 0
    return [Sent(upload.filename, size, await upload.read() if size <= FILE_LIMIT else b"")]


def _limit(request: Request) -> None:
    """Count the body as it comes in, whatever length the request claims."""
    claimed = request.headers.get("content-length", "0")
    if not claimed.isdigit() or int(claimed) > BODY_LIMIT:
        raise HTTPException(TOO_LARGE)
    receive, count = request._receive, 0  # noqa: SLF001 (Starlette offers no other place to count)

    async def counted() -> Message:
        nonlocal count
        message = await receive()
        count += len(message.get("body", b""))
        if count > BODY_LIMIT:
            raise HTTPException(TOO_LARGE)
        return message

    request._receive = counted  # noqa: SLF001 (as above)

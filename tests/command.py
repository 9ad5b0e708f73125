"""The command line as a person meets it, without a new process each time: what it prints, and its exit status.

    answer = danbiet("verify", folder, "--json")
    answer.status, answer.value["verdict"]

An exception that is not one of ours passes through and fails the test: a traceback never reaches a user.
"""

from __future__ import annotations

import json
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from typing import Any

from disclosures.cli.base import run


@dataclass(frozen=True, slots=True)
class Answer:
    """What one call printed on standard output and standard error, and its exit status."""

    status: int
    out: str
    err: str

    @property
    def value(self) -> Any:
        """Standard output read as JSON."""
        return json.loads(self.out)


def danbiet(*arguments: object) -> Answer:
    """Run ``danbiet`` with these arguments."""
    out, err = (TextIOWrapper(BytesIO(), "utf-8", newline="", write_through=True) for _ in range(2))
    with redirect_stdout(out), redirect_stderr(err):
        try:
            run([str(argument) for argument in arguments])
        except SystemExit as leave:
            status = leave.code
    assert isinstance(status, int)
    return Answer(status, *(_printed(stream) for stream in (out, err)))


def _printed(stream: TextIOWrapper) -> str:
    stream.seek(0)
    return stream.read()

"""The command where its streams are closed or nobody reads on: the exit status alone says what is so."""

from __future__ import annotations

import shlex
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.demo import Demo

DANBIET = (sys.executable, "-c", "from disclosures.cli import main; main()")


def shell(command: str) -> subprocess.CompletedProcess[str]:
    """Run a line as a person types it."""
    return subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_stream_that_the_caller_closed_changes_no_answer(demo: Demo, closed: str) -> None:
    command = shlex.join([*DANBIET, "verify", str(demo.public), "--on", "2025-12-31"])
    ran = shell(f"{command} {closed}")
    assert (ran.returncode, "Traceback" in ran.stderr) == (0, False)


@pytest.mark.parametrize("named", ["here", "nowhere"])
def test_what_nobody_reads_to_its_end_is_not_called_false(demo: Demo, named: str) -> None:
    command = shlex.join([*DANBIET, "verify", str(demo.public if named == "here" else demo.public / named), "--json"])
    ran = shell(f"{{ {command} 2>/dev/full; echo $? >&2; }} | true")
    assert ran.stderr.split() == ["2"]

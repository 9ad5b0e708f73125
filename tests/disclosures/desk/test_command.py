"""``danbiet office``: the first line is the start link; what goes wrong is one Vietnamese sentence."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from typing import TYPE_CHECKING

import httpx

from tests.disclosures.desk.bench import passphrase

if TYPE_CHECKING:
    from pathlib import Path

COMMAND = [sys.executable, "-c", "from disclosures.cli import main; main()", "office"]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *arguments], stdin=subprocess.DEVNULL, capture_output=True, text=True, encoding="utf-8", check=False
    )


def test_the_first_line_is_a_start_link_that_works_once(made: Path, tmp_path: Path) -> None:
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    words = tmp_path / "words.txt"
    words.write_text(f"khác: x\nlog: {passphrase('log')}\n", "utf-8")
    process = subprocess.Popen(
        [*COMMAND, str(tmp_path / "office"), "--port", "0", "--no-open", "--passphrase-file", str(words)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert process.stdout is not None
    link = process.stdout.readline().strip()
    found = re.fullmatch(r"(http://127\.0\.0\.1:(\d+))/bat-dau\?k=[\w-]{20,}", link)
    assert found is not None
    with httpx.Client(base_url=found[1], timeout=60) as client:
        answer = client.get(link)
        assert answer.headers["location"] == "/"
        given = answer.headers["set-cookie"]
        assert given.startswith(f"danbiet_{found[2]}=")
        assert {"HttpOnly", "SameSite=strict"} <= set(given.split("; "))
        assert client.get("/").status_code == 200
        assert httpx.get(link).status_code == 403
        assert "server" not in client.get("/").headers
    process.send_signal(signal.SIGINT)
    out, errors = process.communicate(timeout=60)
    assert (out, process.returncode) == ("", 0)
    assert "Traceback" not in errors


def test_only_this_machine_is_listened_to(made: Path) -> None:
    del made
    from disclosures.cli.desk import _listening

    with _listening(0) as door:
        assert door.getsockname()[0] == "127.0.0.1"


def test_a_port_that_is_taken_is_said_before_anything_is_opened(made: Path, tmp_path: Path) -> None:
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run(str(tmp_path / "office"), "--port", str(port), "--no-open")
    assert done.returncode == 2
    assert done.stdout == ""
    assert f"Cổng {port} đang có chương trình khác dùng" in done.stderr


def test_an_office_that_is_none_is_said_in_one_sentence(tmp_path: Path) -> None:
    done = run(str(tmp_path), "--no-open")
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_the_help_is_vietnamese_and_loads_no_web_server() -> None:
    code = "import sys; from disclosures.cli.base import danbiet, COMMANDS; danbiet.get_command(None, 'office')"
    check = "; assert not {'uvicorn', 'starlette', 'jinja2'} & set(sys.modules)"
    environment = {**os.environ, "PYTHONUTF8": "1"}
    assert subprocess.run([sys.executable, "-c", code + check], check=False, env=environment).returncode == 0
    done = run("--help")
    assert "Mở bàn làm việc" in done.stdout
    assert "--passphrase-file" in done.stdout

"""``danbiet office``: the desk and, as its own process with its own key, the publisher; on this machine alone."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import sys
import threading
import webbrowser
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from disclosures.cli.base import FILE, HOLDS, passphrase
from disclosures.cli.help import VietnameseHelp
from disclosures.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import uvicorn

_HOST = "127.0.0.1"
_ASK = "Mật khẩu của khóa log, để tự công bố (Enter: gõ sau, ở trang Công bố)"


@click.command(cls=VietnameseHelp)
@click.argument("ledger", metavar="LEDGER", type=FILE)
@click.option(
    "--port", type=click.IntRange(0, 65535), metavar="N", help="Cổng, 0 đến 65535; nếu không nêu thì theo office.toml."
)
@click.option("--no-open", is_flag=True, help="Không tự mở trình duyệt.")
@click.option("--passphrase-file", metavar="FILE", type=FILE, help="Tệp có mật khẩu của khóa sổ, để tự công bố.")
def office(ledger: Path, port: int | None, passphrase_file: Path | None, *, no_open: bool) -> int:
    """Mở bàn làm việc của văn phòng LEDGER trên máy này. Dòng đầu in ra là đường dẫn mở bàn, dùng một lần."""
    import uvicorn

    from disclosures import office as offices
    from disclosures.desk.app import create_app
    from disclosures.desk.desk import Desk, Doors
    from disclosures.desk.drafts import Drafts
    from disclosures.publishing.handle import running
    from disclosures.recording import opened_recorder

    found = offices.load(ledger)
    words = passphrase(passphrase_file, "log") if passphrase_file else ""
    with (
        opened_recorder(found) as recorder,
        Drafts(found.drafts) as drafts,
        _listening(found.port if port is None else port) as door,
        running(found.folder) as publisher,
    ):
        once, number = secrets.token_urlsafe(24), door.getsockname()[1]
        doors = Doors(lambda: datetime.now(UTC), os.urandom, number, once)
        app = create_app(Desk(found, recorder, drafts, publisher, doors))
        address = f"http://{_HOST}:{number}/bat-dau?k={once}"
        settings = uvicorn.Config(
            app,
            log_level="critical",
            access_log=False,
            lifespan="off",
            ws="none",
            proxy_headers=False,
            server_header=False,
            date_header=False,
        )
        with _serving(uvicorn.Server(settings), door) as ended:
            click.echo(address)
            sys.stdout.flush()
            if not no_open:
                webbrowser.open(address)
            if not words and sys.stdin.isatty():
                words = click.prompt(_ASK, default="", show_default=False, hide_input=True, err=True)
            if words:
                publisher.unlock(words)
            ended()
    return HOLDS


@contextmanager
def _serving(server: uvicorn.Server, door: socket.socket) -> Iterator[Callable[[], None]]:
    """Serve in another thread, so that this one can ask for a passphrase; ended by Ctrl-C, or a polite kill."""
    thread = threading.Thread(target=server.run, kwargs={"sockets": [door]})
    signal.signal(signal.SIGTERM, signal.default_int_handler)

    def ended() -> None:
        while thread.is_alive():
            thread.join(0.5)

    door.listen()
    thread.start()
    try:
        yield ended
    except (KeyboardInterrupt, click.Abort):
        pass
    finally:
        server.should_exit = True
        thread.join()


def _listening(port: int) -> socket.socket:
    """A socket of this machine alone, taken before anything is printed; ``DataError`` where another has the port."""
    door = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if os.name == "posix":
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((_HOST, port))
    except OSError:
        door.close()
        raise DataError("desk.port", port=port) from None
    return door

"""What every command shares: lazy loading, Vietnamese help and errors, exit statuses, passphrases, JSON."""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from disclosures.cli.help import Group, usage_sentence
from disclosures.errors import DataError, DateError
from ledger.errors import KeyFileError, LedgerError, ProofError, RefusedError, StorageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ledger.audit import Audit
    from ledger.errors import Finding

HOLDS, DOES_NOT_HOLD, CANNOT = 0, 1, 2
STATUS = {"valid": HOLDS, "invalid": DOES_NOT_HOLD, "inconclusive": CANNOT}
FILE = click.Path(path_type=Path)
_LARGEST = 64 * 1024 * 1024
JSON = click.option("--json", "as_json", is_flag=True, help="Trả lời bằng JSON.")

# command -> (module under disclosures.cli, one line of help): what ``danbiet --help`` shows without loading any
COMMANDS: dict[str, tuple[str, str]] = {
    "open": ("opening", "Mở một sổ mới: đơn vị, khóa, người ký, danh mục luật."),
    "office": ("desk", "Mở bàn làm việc trên máy này (127.0.0.1)."),
    "record": ("record", "Ghi bằng lệnh: soạn, ký, đưa vào sổ."),
    "publish": ("publish", "Công bố: sổ, trang, dữ liệu; nhận chữ ký của Ban."),
    "verify": ("verify", "Kiểm chứng cả một sổ đã công bố."),
    "verify-note": ("single", "Kiểm chứng một tờ có chữ ký."),
    "verify-proof": ("single", "Kiểm chứng một tờ với bằng chứng của nó, không cần mạng."),
    "verify-evidence": ("single", "Kiểm bằng chứng rằng sổ có hai lịch sử."),
    "prove": ("single", "Lấy bằng chứng của một tờ trong sổ."),
    "witness": ("witness", "Nhân chứng của Ban: lập khóa, kiểm rồi ký xác nhận."),
    "duties": ("law", "Mọi việc phải làm, trạng thái và hạn, tại một ngày."),
    "deadline": ("law", "Tính một hạn theo luật, kèm cách tính."),
    "timeline": ("timeline", "Chuyện của một hồ sơ: từng tờ, với ba ngày."),
    "restore": ("restore", "Dựng lại kho của văn phòng từ sổ đã công bố."),
    "keys": ("keys", "Lập khóa, xem khóa, đổi mật khẩu."),
    "demo": ("demo", "Chạy thử trên kế hoạch thật của một thị trấn."),
}


class LazyGroup(Group):
    """The top group: a command's module is imported when the command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the table."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command's module and take the command from it."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"disclosures.cli.{COMMANDS[cmd_name][0]}")
        command = getattr(module, cmd_name.replace("-", "_"), None) or getattr(module, f"{cmd_name}_")
        return command if isinstance(command, click.Command) else None

    def _short_help(self, ctx: click.Context, name: str) -> str:
        del ctx
        return COMMANDS[name][1]


@click.group(cls=LazyGroup, context_settings={"max_content_width": 100})
@click.version_option(package_name="danbiet", message="%(package)s %(version)s", help="Xem số bản.")
def danbiet() -> None:
    """Sổ dân biết: ghi, ký, công bố và kiểm chứng việc dân chủ ở cơ sở."""


def run(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run and exit; every error becomes its code and one Vietnamese sentence on standard error."""
    _set_up_streams()
    try:
        status = danbiet.main(args=arguments, prog_name="danbiet", standalone_mode=False)
    except SystemExit:  # how click leaves when nobody reads on
        sys.exit(CANNOT)
    except click.exceptions.Exit as leave:
        sys.exit(leave.exit_code)
    except click.Abort:
        _say("Đã dừng.")
        sys.exit(CANNOT)
    except click.ClickException as error:
        _say(usage_sentence(error))
        sys.exit(CANNOT)
    except LedgerError as error:
        say(error)
        sys.exit(status_of(error))
    except BrokenPipeError:
        sys.exit(CANNOT)
    except OSError as error:
        _say(f"Máy không cho đọc hoặc ghi {error.filename or 'tệp'}; hãy xem lại nơi ấy, rồi chạy lại lệnh này.")
        sys.exit(CANNOT)
    except Exception as error:  # noqa: BLE001 (a mistake of ours: its user gets a sentence all the same)
        _say(
            f"Chương trình có lỗi ({type(error).__name__}: {error}). Việc có thể đã xong hoặc chưa: "
            "hãy xem lại sổ trước khi làm lại, và báo người phụ trách máy."
        )
        sys.exit(CANNOT)
    sys.exit(status if isinstance(status, int) else HOLDS)


def _set_up_streams() -> None:
    """A place for each stream that the caller closed, else the next opened file takes it; and UTF-8 on all.

    A Windows PC redirects in a code page that lacks our letters.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 (as long as we run)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def say(error: LedgerError) -> None:
    """An error's code and its one Vietnamese sentence, on standard error."""
    from disclosures.words import error_sentence

    _say(f"[{error.code}] {error_sentence(error)}")


def status_of(error: LedgerError) -> int:
    """1 when something does not hold or is refused, 2 when it could not be decided."""
    undecided = isinstance(error, (StorageError, KeyFileError, DataError, DateError)) or error.code == "source.zip"
    return CANNOT if undecided else DOES_NOT_HOLD


def damage(audited: Audit) -> Finding | None:
    """What is worst about a log that does not hold; ProofError where nothing of it can be shown."""
    worst = None if audited.holds else audited.findings[0]
    if worst is not None and audited.roster is None:
        raise ProofError.of(worst)
    return worst


def status_with(worst: Finding | None) -> int:
    """Say what is wrong with the log behind an answer that was given all the same; its exit status."""
    if worst is None:
        return HOLDS
    from disclosures.words import finding_sentence

    _say(f"[{worst.code}] {finding_sentence(worst)}")
    return DOES_NOT_HOLD


def read_file(path: Path) -> bytes:
    """The bytes of a file that a person named; ``StorageError`` ``storage.missing``, ``storage.large``."""
    from ledger import storage

    data = storage.read(path, _LARGEST)
    if data is None:
        raise StorageError("storage.missing", path=str(path))
    return data


def signature_lines(path: Path) -> list[bytes]:
    """The signature lines of a file, however the PC that it came from ends its lines.

    RefusedError ``note.malformed`` where there is none, or one that is none.
    """
    from ledger.errors import FormatError
    from ledger.tlog import note

    lines = [line + b"\n" for line in read_file(path).removeprefix(b"\xef\xbb\xbf").splitlines() if line]
    try:
        for line in lines or [b""]:
            note.parse_line(line)
    except FormatError as error:
        raise RefusedError(error.code, error.detail, path=str(path)) from error
    return lines


def answer_json(value: Any) -> None:
    """One JSON value on standard output, and nothing else."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def passphrase(file: Path | None, stem: str) -> str:
    """The passphrase of key file ``<stem>.key``: from ``--passphrase-file``, else asked on the terminal without echo.

    The file holds one line with a passphrase, or a line ``<stem>: <passphrase>`` for each key. ``KeyFileError``
    ``key.passphrase-missing`` where there is neither.
    """
    if file is not None:
        try:
            lines = file.read_text("utf-8-sig").strip().splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise KeyFileError("key.passphrase-missing", str(error), path=str(file)) from None
        named = [line.partition(": ")[2] for line in lines if line.startswith(f"{stem}: ")]
        if not named and len(lines) > 1:
            raise KeyFileError("key.passphrase-missing", f"several lines, none of {stem}", path=str(file))
        return named[0] if named else "".join(lines)
    return _asked(f"Mật khẩu của khóa {stem}", stem)


def new_passphrase(file: Path | None, stem: str) -> str:
    """The passphrase that a key file shall have; typed twice, since what is mistyped once locks the key for good.

    As ``passphrase``; ``KeyFileError`` ``key.passphrase-differs`` where the two are not the same.
    """
    if file is not None:
        return passphrase(file, stem)
    words = _asked(f"Đặt mật khẩu cho khóa {stem}", stem)
    if _asked("Gõ lại mật khẩu ấy", stem) != words:
        raise KeyFileError("key.passphrase-differs")
    return words


def fingerprint(text: str | None) -> str | None:
    """A fingerprint as somebody typed it. DataError ``fingerprint.malformed`` for what no ledger could have."""
    from ledger.record import is_fingerprint

    if text is not None and not is_fingerprint(text):
        raise DataError("fingerprint.malformed", path=text)
    return text


def _asked(question: str, stem: str) -> str:
    if not sys.stdin.isatty():
        raise KeyFileError("key.passphrase-missing", path=stem)
    return str(click.prompt(question, hide_input=True, err=True))


def _say(sentence: str) -> None:
    with suppress(OSError):  # where nobody can read it, the exit status still says it
        click.echo(sentence, err=True)

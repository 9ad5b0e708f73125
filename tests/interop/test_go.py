"""A program that shares no code with ours, only Go's ``sumdb`` packages, must come to the same verdict."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from ledger.tlog import cosignature, merkle, note, tile
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.note import Note, Signer
from tests.ledger.offices import Office
from tests.ledger.stored import commune
from tests.vectors import vectors

pytestmark = pytest.mark.interop

SOURCE = Path(__file__).parent
OLDEST_GO = (1, 25)
LOG = Signer("huongson.example/log", bytes([11]) * 32)
BOARD = Signer("ban-thanh-tra.example/chung-kien", bytes([12]) * 32)
TIME = 1767225600
STEPS = (1, 2, 255, 256, 257, 600)


class GoVerifier:
    """The compiled program: give it a log's folder and vkey."""

    def __init__(self, program: Path) -> None:
        self.program = program

    def __call__(self, folder: Path, vkey: str) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "DANBIET_LOG": str(folder), "DANBIET_VKEY": vkey}
        return subprocess.run([self.program], env=environment, capture_output=True, text=True, check=False, timeout=120)


@pytest.fixture(scope="session")
def go_verifier(tmp_path_factory: pytest.TempPathFactory) -> GoVerifier:
    go = shutil.which("go")
    found = subprocess.run([go, "version"], capture_output=True, text=True, check=True).stdout if go else ""
    version = re.search(r"go(\d+)\.(\d+)", found)
    if not go or not version or tuple(map(int, version.groups())) < OLDEST_GO:
        pytest.skip("Go 1.25 or newer is not installed: the log was not read by a program that is not ours")
    program = tmp_path_factory.mktemp("go") / ("interop.exe" if os.name == "nt" else "interop")
    environment = {**os.environ, "GOTOOLCHAIN": "local", "GOWORK": "off"}
    build = [go, "build", "-mod=readonly", "-o", str(program), "."]
    done = subprocess.run(build, cwd=SOURCE, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return GoVerifier(program)


def head(tree: merkle.Tree, size: int, *, cosigned: bool) -> bytes:
    text = Checkpoint(LOG.key.name, size, tree.root(size)).text
    lines = [LOG.sign(text)] + ([cosignature.cosign(BOARD, text, TIME + size)] if cosigned else [])
    return note.format(Note(text, tuple(lines)))


def write(folder: Path, path: str, data: bytes) -> None:
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_bytes(data)


@pytest.fixture
def grown(tmp_path: Path) -> Path:
    """A log that grew in steps, each step cosigned, the partial tiles of all of them still there."""
    entries = [f"mục {place} ".encode() * (place % 7) for place in range(STEPS[-1])]
    tree, since = merkle.Tree(), 0
    for size in STEPS:
        for entry in entries[since:size]:
            tree.append(merkle.leaf_hash(entry))
        for path, data in tile.tiles(tree, size, since):
            write(tmp_path, path, data)
        for start in range(since // tile.WIDTH * tile.WIDTH, size, tile.WIDTH):
            part = entries[start : min(start + tile.WIDTH, size)]
            write(tmp_path, tile.entries_path(start // tile.WIDTH, len(part)), tile.bundle(part))
        write(tmp_path, f"cosigned/{size}", head(tree, size, cosigned=True))
        since = size
    write(tmp_path, "checkpoint", head(tree, since, cosigned=False))
    return tmp_path


def test_go_verifies_a_log_that_we_wrote(go_verifier: GoVerifier, grown: Path) -> None:
    done = go_verifier(grown, LOG.key.vkey)
    assert (done.stderr, done.stdout) == ("", f"entries {STEPS[-1]}, cosigned checkpoints {len(STEPS)}\n")


def test_go_verifies_what_the_office_publishes(go_verifier: GoVerifier, tmp_path: Path) -> None:
    office = Office(tmp_path, commune(258), published=257)
    line = cosignature.cosign(office.made.witness, office.shown().text, TIME)
    assert office.cosign(note.signature_line(line)) == 257
    assert office.publish().size == 258
    done = go_verifier(office.folder / "log", office.made.log.key.vkey)
    assert (done.stderr, done.stdout) == ("", "entries 258, cosigned checkpoints 1\n")


def test_go_verifies_a_log_that_neither_of_us_wrote(go_verifier: GoVerifier) -> None:
    vkey = vectors("generated", "log.vkey").read_text().strip()
    assert go_verifier(vectors("generated", "log1000"), vkey).stdout == "entries 1000, cosigned checkpoints 0\n"


@pytest.mark.parametrize(
    "path", ["checkpoint", "cosigned/257", "tile/0/000", "tile/0/002.p/88", "tile/1/000.p/2", "tile/entries/001"]
)
def test_go_refuses_a_log_with_one_bit_changed(go_verifier: GoVerifier, grown: Path, path: str) -> None:
    data = bytearray((grown / path).read_bytes())
    data[len(data) // 2] ^= 1
    (grown / path).write_bytes(data)
    assert go_verifier(grown, LOG.key.vkey).returncode == 1


def test_go_refuses_a_log_whose_past_was_another(go_verifier: GoVerifier, grown: Path) -> None:
    other = merkle.Tree()
    for place in range(257):
        other.append(merkle.leaf_hash(b"%d" % place))
    write(grown, "cosigned/257", head(other, 257, cosigned=True))
    done = go_verifier(grown, LOG.key.vkey)
    assert done.returncode == 1
    assert done.stderr.startswith("cosigned/257: ")


def test_go_refuses_a_log_of_another_key(go_verifier: GoVerifier, grown: Path) -> None:
    assert go_verifier(grown, BOARD.key.vkey).returncode == 1

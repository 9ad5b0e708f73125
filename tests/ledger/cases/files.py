from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ledger.tlog import checkpoint, merkle, note, tile
from ledger.tlog.note import Note
from ledger.tlog.policy import format_policy
from tests.ledger.cases.case import Case, Files, alter, forged, line, signed, text
from tests.ledger.published import (
    LOG,
    ORIGIN,
    STRANGER,
    WITNESS,
    Office,
    office,
)

if TYPE_CHECKING:
    from collections.abc import Callable


def put(path: str, data: bytes | None) -> Callable[[Files], Any]:
    def change(files: Files) -> None:
        if data is None:
            del files[path]
        else:
            files[path] = data

    return change


def swap(path: str, old: bytes, new: bytes) -> Callable[[Files], Any]:
    def change(files: Files) -> None:
        assert old in files[path]
        files[path] = files[path].replace(old, new, 1)

    return change


def flip(path: str, place: int) -> Callable[[Files], Any]:
    def change(files: Files) -> None:
        data = bytearray(files[path])
        data[place] ^= 1
        files[path] = bytes(data)

    return change


def both(*changes: Callable[[Files], Any]) -> Callable[[Files], Any]:
    def change(files: Files) -> None:
        for one in changes:
            one(files)

    return change


BUNDLE, TILE = "log/tile/entries/000.p/6", "log/tile/0/000.p/6"


def forked() -> Files:
    """Two histories of one log: the kept checkpoint is of the other."""
    files, other = office(5).files(), office(4).add(body={"text": "khác"}).cosign()
    files["log/cosigned/6"] = other.cosigned[6]
    return files


def rolled_back() -> Files:
    return office(3).files() | {"log/cosigned/6": office(5).cosigned[6]}


def unwitnessed() -> Files:
    return Office().open().add().files()


FILE_CASES = [
    Case("checkpoint.malformed", "no checkpoint", alter(put("log/checkpoint", None)), path="log/checkpoint"),
    Case(
        "checkpoint.malformed",
        "a size that is no number",
        alter(put("log/checkpoint", signed(text().replace(b"\n6\n", b"\n06\n")))),
        path="log/checkpoint",
    ),
    Case(
        "checkpoint.malformed",
        "a log of size 0",
        lambda: {"log/checkpoint": signed(checkpoint.Checkpoint(ORIGIN, 0, merkle.EMPTY_ROOT).text)},
        path="log/checkpoint",
    ),
    Case(
        "checkpoint.extension",
        "a fourth line",
        alter(put("log/checkpoint", signed(text(6, "more")))),
        path="log/checkpoint",
    ),
    Case(
        "checkpoint.origin",
        "signed for another log",
        alter(put("log/checkpoint", office().checkpoint(origin="huongson.example/other"))),
        path="log/checkpoint",
    ),
    Case(
        "checkpoint.signature-missing",
        "only the witness signed",
        alter(put("log/checkpoint", note.format(Note(text(), (line(text()),))))),
        path="log/checkpoint",
    ),
    Case(
        "note.signature-bad",
        "the log signed another text",
        alter(put("log/checkpoint", note.format(Note(text(), (forged(LOG),))))),
        path="log/checkpoint",
    ),
    Case(
        "note.signer-unknown",
        "a stranger signed the checkpoint too",
        alter(put("log/checkpoint", signed(text(), STRANGER.sign(text())))),
        path="log/checkpoint",
    ),
    Case(
        "note.signer-unknown",
        "the witness signed as for a note",
        alter(put("log/checkpoint", signed(text(), WITNESS.sign(text())))),
        path="log/checkpoint",
    ),
    Case(
        "note.malformed",
        "a line twice",
        alter(put("log/checkpoint", signed(text(), line(text()), line(text(), time=9)))),
        path="log/checkpoint",
    ),
    Case(
        "note.malformed",
        "a control character",
        alter(swap("log/checkpoint", b"\n\n", b"\r\n\n")),
        path="log/checkpoint",
    ),
    Case(
        "witness.signature-bad",
        "the witness cosigned another tree",
        alter(put("log/checkpoint", signed(text(), line(text(5))))),
        path="log/checkpoint",
    ),
    Case("policy.malformed", "no policy", alter(put("log/policy", None)), path="log/policy"),
    Case("policy.malformed", "a comment", alter(swap("log/policy", b"log ", b"# x\nlog ")), path="log/policy"),
    Case(
        "policy.malformed",
        "another witness",
        alter(put("log/policy", format_policy([LOG.key.vkey], [], 0))),
        path="log/policy",
    ),
    Case("tile.missing", "no bundle", alter(put(BUNDLE, None)), path=BUNDLE),
    Case("tile.missing", "no hash tile", alter(put(TILE, None)), path=TILE),
    Case("tile.mismatch", "a bundle that is none", alter(put(BUNDLE, b"\0\5abc")), path=BUNDLE),
    Case("tile.mismatch", "a hash tile that differs", alter(flip(TILE, 40)), path=TILE),
    Case("tile.mismatch", "a byte too many in a hash tile", alter(swap(TILE, b"", b"x")), path=TILE),
    Case(
        "tile.mismatch",
        "a hash tile of level 1 that differs",
        alter(flip("log/tile/1/000.p/1", 5), 300),
        path="log/tile/1/000.p/1",
    ),
    Case(
        "tile.mismatch",
        "a partial bundle of an earlier size that differs",
        lambda: office(5).files() | {"log/tile/entries/000.p/2": tile.bundle(office(3).raws[1:3])},
        path="log/tile/entries/000.p/2",
    ),
    Case(
        "tile.mismatch",
        "a partial hash tile of an earlier size that differs",
        lambda: office(5).files() | {"log/tile/0/000.p/2": bytes(64)},
        path="log/tile/0/000.p/2",
    ),
    Case(
        "entry.hash-mismatch",
        "a letter of an entry",
        alter(swap(BUNDLE, "lần 3".encode(), "lần 4".encode())),
        index=3,
        path=BUNDLE,
        only=False,
    ),
    Case(
        "entry.hash-mismatch",
        "two entries changed places",
        alter(put(BUNDLE, tile.bundle([*office().raws[:2], *office().raws[3:1:-1], *office().raws[4:]]))),
        index=2,
        path=BUNDLE,
        only=False,
    ),
    Case(
        "tree.root-mismatch",
        "an entry and its tile",
        alter(both(flip(TILE, 3 * 32), swap(BUNDLE, "lần 3".encode(), "lần 4".encode()))),
        path="log/checkpoint",
        only=False,
    ),
    Case(
        "tree.root-mismatch",
        "a checkpoint of another root",
        alter(put("log/checkpoint", signed(checkpoint.Checkpoint(ORIGIN, 6, bytes(32)).text))),
        path="log/checkpoint",
    ),
    Case("file.unexpected", "a file of no meaning", alter(put("log/readme.txt", b"x")), path="log/readme.txt"),
    Case(
        "file.unexpected",
        "a tile of a wider log",
        alter(put("log/tile/0/000.p/7", b"x")),
        path="log/tile/0/000.p/7",
    ),
    Case(
        "file.unexpected",
        "a tile under a second spelling",
        alter(put("log/tile/0/x000/000.p/6", b"x")),
        path="log/tile/0/x000/000.p/6",
    ),
    Case(
        "file.unexpected",
        "a kept checkpoint under another size",
        alter(put("log/cosigned/5", office().cosigned[6])),
        path="log/cosigned/5",
    ),
    Case(
        "file.unexpected",
        "a kept checkpoint without its quorum",
        alter(put("log/cosigned/5", office().checkpoint(5))),
        path="log/cosigned/5",
    ),
    Case(
        "file.unexpected",
        "a kept checkpoint under no size",
        alter(put("log/cosigned/06", b"x")),
        path="log/cosigned/06",
    ),
    Case(
        "note.malformed",
        "a kept checkpoint with a line twice",
        alter(put("log/cosigned/6", signed(text(), line(text()), line(text(), time=9)))),
        path="log/cosigned/6",
    ),
    Case(
        "note.signer-unknown",
        "a kept checkpoint with a stranger's line",
        alter(put("log/cosigned/6", signed(text(), line(text()), line(text(), STRANGER)))),
        path="log/cosigned/6",
    ),
    Case(
        "witness.signature-bad",
        "a kept checkpoint with another's cosignature",
        alter(put("log/cosigned/6", signed(text(), line(text(5))))),
        path="log/cosigned/6",
        only=False,
    ),
    Case(
        "note.signature-bad",
        "a kept checkpoint that the log did not sign",
        alter(put("log/cosigned/6", note.format(Note(text(), (forged(LOG), line(text())))))),
        path="log/cosigned/6",
        only=False,
    ),
    Case("log.fork", "a kept checkpoint of another history", forked, path="log/cosigned/6"),
    Case("log.rollback", "a kept checkpoint beyond the log", rolled_back, path="log/cosigned/6"),
    Case("witness.quorum-missing", "never cosigned", unwitnessed, path="log/cosigned", only=False),
    Case("witness.awaited", "two records since", lambda: office(5).add().add().files(), index=6),
]

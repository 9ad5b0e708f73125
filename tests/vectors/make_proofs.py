"""Proofs of inclusion with policies, good and bad: what the command and the page must judge alike."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import Any

from ledger.tlog import cosignature, merkle, note, proof
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.note import Signer
from ledger.tlog.proof import Proof

ABOUT = [
    "Each case: 'entry', 'proof' and 'policy' are the bytes of three files, in base64.",
    "'verdict' is 'good', 'witness.quorum-missing' (all holds but the quorum), or the code of the first thing wrong.",
    "Asked in this order: policy, proof (then the note in it), checkpoint, is its origin a log of the policy, every",
    "line of a known key, is the log's line there, inclusion, quorum.",
    "'index' and 'size' stand in good cases. No entry here is a record: what a record must be is another matter.",
]

LOG = Signer("huongson.example/log", bytes([11]) * 32)
BOARD = Signer("ban-thanh-tra.example/chung-kien", bytes([12]) * 32)
FRONT = Signer("mat-tran.example/chung-kien", bytes([13]) * 32)
PRESS = Signer("bao.example/chung-kien", bytes([14]) * 32)
OTHER = Signer("khac.example/log", bytes([15]) * 32)
TIME = 1767225600

ENTRIES = [f"mục {place}".encode() for place in range(300)]
TREE = merkle.Tree()
for _entry in ENTRIES:
    TREE.append(merkle.leaf_hash(_entry))


def vkey_of(witness: Signer) -> str:
    return cosignature.key(witness.key.name, witness.key.public).vkey


def rules(quorum: str, *more: str) -> bytes:
    """A policy of our log and three witnesses, with further lines and a quorum."""
    known = [f"witness {name} {vkey_of(key)}" for name, key in (("w1", BOARD), ("w2", FRONT), ("w3", PRESS))]
    return "".join(f"{text}\n" for text in (f"log {LOG.key.vkey}", *known, *more, f"quorum {quorum}")).encode()


ANY = rules("q", "group q 1 w1 w2 w3")
NO_QUORUM = rules("none")


def head(text: bytes, *witnesses: Signer, log: Signer | None = LOG) -> bytes:
    """A checkpoint's note over any text, signed by the log (unless None) and cosigned."""
    lines = [cosignature.cosign(witness, text, TIME + place) for place, witness in enumerate(witnesses)]
    return text + b"\n" + b"".join(map(note.signature_line, [*([log.sign(text)] if log else []), *lines]))


def text_of(size: int, origin: str = LOG.key.name) -> bytes:
    """The text of the checkpoint of our log at a size."""
    return Checkpoint(origin, size, TREE.root(size)).text


def claim(index: int, size: int, extra: bytes | None = None) -> Proof:
    """A true proof, cosigned by the Board."""
    return Proof(index, tuple(TREE.inclusion(index, size)), head(text_of(size), BOARD), extra)


def case(
    purpose: str, made: Proof | bytes, verdict: str, policy: bytes = ANY, entry: bytes = ENTRIES[5]
) -> dict[str, Any]:
    data = made if isinstance(made, bytes) else proof.format(made)
    return {"purpose": purpose, "entry": entry, "proof": data, "policy": policy, "verdict": verdict}


def _good(purpose: str, index: int, size: int, policy: bytes = ANY, extra: bytes | None = None) -> dict[str, Any]:
    made = case(purpose, claim(index, size, extra), "good", policy, ENTRIES[index])
    return {**made, "index": index, "size": size}


def _signed(purpose: str, checkpoint: bytes, verdict: str, policy: bytes = ANY) -> dict[str, Any]:
    made = case(purpose, replace(claim(5, 7), checkpoint=checkpoint), verdict, policy)
    return {**made, "index": 5, "size": 7} if verdict == "good" else made


def _true() -> list[dict[str, Any]]:
    places = [
        (0, 1),
        (0, 2),
        (1, 2),
        (2, 3),
        (0, 7),
        (3, 7),
        (6, 7),
        (5, 8),
        (255, 256),
        (256, 257),
        (0, 300),
        (299, 300),
    ]
    foreign = ANY.replace(b"log ", b"# our neighbours\n\n \tlog\t", 1).replace(
        b"\nwitness", b"  https://example.com/ \nwitness", 1
    )
    nested = rules("tat-ca", "group a 2 w1 w2", "group b any w3", "group tat-ca any a b")
    unknown = ANY.replace(b"log ", b"log " + OTHER.key.vkey.encode() + b"\nlog ", 1)
    return [
        *[_good(f"entry {index} of {size}", index, size) for index, size in places],
        _good("extra data that nobody vouches for", 5, 7, extra=b'{"file":"QD-12.pdf"}'),
        _good("no quorum asked", 5, 7, NO_QUORUM),
        _good("a quorum of one named witness", 5, 7, rules("w1")),
        _good("comments, tabs, empty lines and a URL in the policy", 5, 7, foreign),
        _good("a second log in the policy", 5, 7, unknown),
        _signed("a group of groups, met by its second", head(text_of(7), PRESS), "good", nested),
        _signed("a group of groups, met by its first", head(text_of(7), BOARD, FRONT), "good", nested),
        _signed(
            "all three, asked for by number",
            head(text_of(7), BOARD, FRONT, PRESS),
            "good",
            rules("q", "group q 3 w1 w2 w3"),
        ),
        _signed(
            "all three, asked for by 'all'",
            head(text_of(7), BOARD, FRONT, PRESS),
            "good",
            rules("q", "group q all w1 w2 w3"),
        ),
        _signed("a witness that the policy does not know is ignored", head(text_of(7), OTHER, BOARD), "good"),
        _signed("the log alone, where no quorum is asked", head(text_of(7)), "good", NO_QUORUM),
        _signed("an unused group that is not met", head(text_of(7), BOARD), "good", rules("w1", "group x all w2 w3")),
    ]


def _unmet() -> list[dict[str, Any]]:
    missing, by = "witness.quorum-missing", head(text_of(7), BOARD)
    nested = rules("tat-ca", "group a any w1 w2", "group b any w3", "group tat-ca all a b")
    as_note = head(text_of(7)) + note.signature_line(BOARD.sign(text_of(7)))
    return [
        _signed("nobody cosigned", head(text_of(7)), missing),
        _signed("one of two", by, missing, rules("q", "group q 2 w1 w2 w3")),
        _signed("another than the one asked for", by, missing, rules("w3")),
        _signed("one branch of two", by, missing, nested),
        _signed(
            "the same witness twice is one witness",
            head(text_of(7), BOARD, BOARD),
            missing,
            rules("q", "group q 2 w1 w2"),
        ),
        _signed("a witness's signature as a note is no cosignature", as_note, missing),
    ]


def _heads() -> list[dict[str, Any]]:
    text, size_8 = text_of(7), text_of(8)
    root = note.b64encode(TREE.root(7))
    texts = {
        "an extension line": (text + b"more\n", "checkpoint.extension"),
        "an empty line at the end": (text + b"\n", "checkpoint.malformed"),
        "a leading zero": (text.replace(b"\n7\n", b"\n07\n"), "checkpoint.malformed"),
        "a sign": (text.replace(b"\n7\n", b"\n+7\n"), "checkpoint.malformed"),
        "full-width digits": (text.replace(b"\n7\n", "\n７\n".encode()), "checkpoint.malformed"),
        "2^63": (text.replace(b"\n7\n", b"\n9223372036854775808\n"), "checkpoint.malformed"),
        "two lines": (f"{LOG.key.name}\n7\n".encode(), "checkpoint.malformed"),
        "no origin": (f"\n7\n{root}\n".encode(), "checkpoint.malformed"),
        "a root of 31 bytes": (f"{LOG.key.name}\n7\n{note.b64encode(bytes(31))}\n".encode(), "checkpoint.malformed"),
        "a root without padding": (text.replace(b"=\n", b"\n"), "checkpoint.malformed"),
        "another origin": (text_of(7, "khac.example/log"), "checkpoint.origin"),
        "another root": (f"{LOG.key.name}\n7\n{note.b64encode(bytes(32))}\n".encode(), "proof.mismatch"),
        "another size, its true root": (size_8, "proof.mismatch"),
        "2^63 - 1 entries": (text.replace(b"\n7\n", b"\n9223372036854775807\n"), "proof.malformed"),
        "no entries": (f"{LOG.key.name}\n0\n{note.b64encode(merkle.EMPTY_ROOT)}\n".encode(), "proof.malformed"),
    }
    found = [_signed(f"checkpoint: {purpose}", head(body, BOARD), code) for purpose, (body, code) in texts.items()]
    late = cosignature.cosign(BOARD, text, 2**63 - 1)
    too_late = late._replace(blob=b"\x80" + bytes(7) + late.blob[8:])
    moved = late._replace(blob=bytes(7) + b"\1" + late.blob[8:])
    alone, bad = head(text), "witness.signature-bad"
    return [
        *found,
        _signed("not signed by the log", head(text, BOARD, log=None), "checkpoint.signature-missing"),
        _signed("signed by another log", head(text, BOARD, log=OTHER), "checkpoint.signature-missing"),
        _signed("the log's line of another size", text + head(size_8)[len(size_8) :], "note.signature-bad"),
        _signed(
            "the witness's line of another size",
            alone + note.signature_line(cosignature.cosign(BOARD, size_8, TIME)),
            bad,
        ),
        _signed("the witness's time moved", alone + note.signature_line(moved), bad),
        _signed("a time of 2^63 seconds", alone + note.signature_line(too_late), bad),
        _signed("a time of 2^63 - 1 seconds", alone + note.signature_line(late), "good"),
        _signed("a cosignature of 64 bytes", alone + note.signature_line(late._replace(blob=late.blob[8:])), bad),
        _signed(
            "a cosignature with a byte more", alone + note.signature_line(late._replace(blob=late.blob + b"\0")), bad
        ),
        _signed("the note: a tab", head(text, BOARD).replace(b"\n7\n", b"\n7\t\n"), "note.malformed"),
        _signed("the note: cut off", head(text, BOARD)[:-1], "note.malformed"),
        _signed("the note: no signatures", text + b"\n", "note.malformed"),
        _signed("the note: nothing", b"", "note.malformed"),
    ]


def _spellings() -> list[dict[str, Any]]:
    good = proof.format(claim(5, 7))
    hashes = claim(5, 7).path
    first = note.b64encode(hashes[0]).encode()
    lines = {
        "another first line": good.replace(b"@v1", b"@v2", 1),
        "a leading zero": good.replace(b"index 5", b"index 05"),
        "a sign": good.replace(b"index 5", b"index +5"),
        "a space more": good.replace(b"index 5", b"index  5"),
        "hexadecimal": good.replace(b"index 5", b"index 0x5"),
        "an underscore": good.replace(b"index 5", b"index 0_5"),
        "an index of 2^63": good.replace(b"index 5", b"index 9223372036854775808"),
        "a minus": good.replace(b"index 5", b"index -0"),
        "no index": good.replace(b"index 5\n", b""),
        "no index line's name": good.replace(b"index 5", b"5"),
        "an empty extra": good.replace(b"index", b"extra \nindex", 1),
        "extra after the index": good.replace(b"index 5\n", b"index 5\nextra AAAA\n"),
        "extra twice": good.replace(b"index", b"extra AAAA\nextra AAAA\nindex", 1),
        "extra that is no base64": good.replace(b"index", b"extra A\nindex", 1),
        "CR LF": good.replace(b"\n", b"\r\n"),
        "no empty line": good.replace(b"\n\nhuongson", b"\nhuongson"),
        "nothing": b"",
        "the first line alone": b"c2sp.org/tlog-proof@v1\n",
        "a byte order mark": b"\xef\xbb\xbf" + good,
        "a hash of 31 bytes": good.replace(first, note.b64encode(hashes[0][:31]).encode(), 1),
        "a hash without padding": good.replace(first, first[:-1], 1),
        "a hash with bits left over": good.replace(first, first[:-2] + b"b" + b"=", 1),
        "a space after a hash": good.replace(first, first + b" ", 1),
        "64 hashes": proof.format(replace(claim(5, 7), path=(bytes(32),) * 64)),
    }
    # After the first empty line all is the checkpoint's, so it is the checkpoint that is wrong here.
    early = good.replace(b"index 5\n", b"index 5\n\n")
    found = [case(f"spelling: {purpose}", data, "proof.malformed") for purpose, data in lines.items()]
    return [*found, case("spelling: an empty line before the hashes", early, "checkpoint.malformed")]


def _claims() -> list[dict[str, Any]]:
    true, other = claim(5, 7), "proof.mismatch"
    path = true.path
    node = TREE.hashes(0, 4, 6)
    inner = replace(claim(4, 7), index=2, path=claim(4, 7).path[1:])
    return [
        case("the index of its sibling", replace(true, index=4), other),
        case("an index of another height", replace(true, index=6), "proof.malformed"),
        case("an index equal to the size", replace(true, index=7), "proof.malformed"),
        case("a hash less", replace(true, path=path[:-1]), "proof.malformed"),
        case("a hash more", replace(true, path=(*path, path[0])), "proof.malformed"),
        case("no hashes", replace(true, path=()), "proof.malformed"),
        case("two hashes swapped", replace(true, path=(path[1], path[0], *path[2:])), other),
        case("one bit of a hash", replace(true, path=(bytes([path[0][0] ^ 1]) + path[0][1:], *path[1:])), other),
        case("one byte of the entry", true, other, entry=ENTRIES[5] + b" "),
        case("an empty entry", true, other, entry=b""),
        case(
            "two hashes of the tree posing as an entry",
            replace(inner, index=5, path=(bytes(32), *inner.path)),
            other,
            entry=node,
        ),
        case("the leaf's hash posing as the entry", true, other, entry=sha256(b"\0" + ENTRIES[5]).digest()),
    ]


def cases() -> list[dict[str, Any]]:
    """Every case of a proof under a policy that is one."""
    return [*_true(), *_unmet(), *_heads(), *_spellings(), *_claims()]

"""One note, or one entry with its proof, under a policy: what ``ledger.single`` and the page must answer alike."""

from __future__ import annotations

import json
from typing import Any

from ledger import canonical
from ledger.tlog import cosignature, merkle, note, proof
from ledger.tlog.checkpoint import Checkpoint
from ledger.tlog.note import Signer
from ledger.tlog.proof import Proof

ABOUT = [
    "Each case: 'note' and 'policy', or 'entry', 'proof' and 'policy': the bytes of files, in base64.",
    "'verdict' is valid, invalid or inconclusive; 'code' is of docs/formats (null: valid, or a file is missing);",
    "'file' is the one that the code is about. docs/decisions/0004 says what is asked in which order.",
]
ORIGIN = "huongson.example/log"
LOG = Signer(ORIGIN, bytes([21]) * 32)
BOARD = Signer("huongson.example/ban-thanh-tra", bytes([22]) * 32)
CLERK = Signer("huongson.example/van-hoa-thong-tin", bytes([23]) * 32)
CHAIR = Signer("huongson.example/chu-tich", bytes([24]) * 32)
OTHER = Signer("khac.example/log", bytes([25]) * 32)
TIME = 1767225600
BODY = {
    "attachments": [
        {"media_type": "application/pdf", "name": "bang-ke.pdf", "sha256": "0" * 63 + "a", "size": 310000},
    ],
    "duties": ["xa-ck-05"],
    "forms": ["niem-yet-tru-so", "truyen-thanh"],
    "on": "2025-10-28",
    "place": "thon-dong",
    "tables": [
        {"caption": "Thu, chi", "columns": ["Khoản", "Số tiền"], "rows": [["Xi măng", 339200000]], "unit": "đồng"},
    ],
    "title": "Tiền bà con góp làm đường thôn Đông",
    "todo": {"by": "2025-12-05", "text": "Xem bảng kê hóa đơn, góp ý cho trưởng thôn"},
    "what": "Tiền bà con góp làm đường: đã thu, đã chi",
}  # fmt: skip
MEMBERS: dict[str, Any] = {
    "body": BODY,
    "entity": "disclosure/2025-0012",
    "entity_version": 1,
    "recorded_at": "2025-10-31T02:15:00Z",
    "seen": {"root": note.b64encode(bytes(32)), "size": 1},
    "signers": [CHAIR.key.name, CLERK.key.name],
    "topic": "disclosure.published",
    "topic_version": 1,
}
JSON = canonical.dumps(MEMBERS).decode()
POLICY = (
    f"log {LOG.key.vkey}\nwitness w1 {cosignature.key(BOARD.key.name, BOARD.key.public).vkey}\ngroup q 1 w1\nquorum q\n"
).encode()


def sealed(json_line: str = JSON, *signers: Signer, first: str = "danbiet/record@v1", origin: str = ORIGIN) -> bytes:
    """An entry of three lines, whatever they are, signed by the chair and the clerk unless others are named."""
    text = f"{first}\n{origin}\n{json_line}\n".encode()
    return over(text, *(signers or (CHAIR, CLERK)))


def over(text: bytes, *signers: Signer) -> bytes:
    """A note over a text that need not be one that we would sign."""
    lines = [note.Signature(one.key.name, one.key.key_id, one.raw(text)) for one in signers]
    return text + b"\n" + b"".join(map(note.signature_line, lines))


def changed(**members: Any) -> str:
    """The record's JSON with other members."""
    return json.dumps({**MEMBERS, **members}, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def head(*entries: bytes, witnesses: tuple[Signer, ...] = (BOARD,)) -> bytes:
    """The signed and cosigned checkpoint over these entries."""
    text = Checkpoint(ORIGIN, len(entries), _tree(*entries).root()).text
    lines = [LOG.sign(text), *[cosignature.cosign(one, text, TIME) for one in witnesses]]
    return text + b"\n" + b"".join(map(note.signature_line, lines))


def _tree(*entries: bytes) -> merkle.Tree:
    tree = merkle.Tree()
    for entry in entries:
        tree.append(merkle.leaf_hash(entry))
    return tree


def claim(entry: bytes, *, witnesses: tuple[Signer, ...] = (BOARD,)) -> bytes:
    """The proof that an entry is the second of three."""
    entries = (b"first", entry, b"third")
    return proof.format(Proof(1, tuple(_tree(*entries).inclusion(1, 3)), head(*entries, witnesses=witnesses)))


def _note(
    purpose: str, data: bytes, verdict: str, code: str | None = None, file: str | None = "note"
) -> dict[str, Any]:
    answer = {"verdict": verdict, "code": code, "file": file if code else None}
    return {"purpose": f"note: {purpose}", "note": data, "policy": POLICY, **answer}


def _proof(
    purpose: str, entry: bytes, made: bytes, verdict: str, code: str | None = None, file: str | None = None
) -> dict[str, Any]:
    answer = {"verdict": verdict, "code": code, "file": file}
    return {"purpose": f"proof: {purpose}", "entry": entry, "proof": made, "policy": POLICY, **answer}


def _statements() -> list[dict[str, Any]]:
    manifest = f'danbiet/manifest/v1\n{ORIGIN}\n{{"size":3}}\n'.encode()
    receipt = f"danbiet/receipt/v1\n{ORIGIN}\n{note.b64encode(bytes(32))}\n2025-11-07T00:00:00Z\n".encode()
    refusal = f"danbiet/refusal/v1\n{ORIGIN}\n3\n-\n2025-11-07\n".encode()
    foreign = manifest.replace(ORIGIN.encode(), b"khac.example/log")
    cosigned = manifest + b"\n" + note.signature_line(cosignature.cosign(BOARD, manifest, TIME))
    bad, not_seen, who = "note.signature-bad", "witness.signature-bad", "note.signer-unknown"
    return [
        _note("a manifest by the log", over(manifest, LOG), "valid"),
        _note("a manifest by a witness", over(manifest, BOARD), "invalid", who),
        _note("a manifest with a cosignature, which says nothing of it", cosigned, "invalid", who),
        _note("a manifest by another log", over(foreign, OTHER), "invalid", who),
        _note("another log's manifest, signed by our log", over(foreign, LOG), "invalid", who),
        _note("a manifest, changed", over(manifest, LOG).replace(b":3}", b":4}"), "invalid", bad),
        _note("a receipt by the log", over(receipt, LOG), "valid"),
        _note("a receipt by a witness", over(receipt, BOARD), "invalid", who),
        _note("a refusal by a witness", over(refusal, BOARD), "valid"),
        _note("a refusal by the log", over(refusal, LOG), "invalid", who),
        _note("a refusal, changed", over(refusal, BOARD).replace(b"\n3\n", b"\n4\n"), "invalid", not_seen),
        _note("any words by the log", over(b"Xin nghe.\n", LOG), "valid"),
        _note("any words by log and witness", over(b"Xin nghe.\n", LOG, BOARD), "valid"),
        _note("any words by a stranger", over(b"Xin nghe.\n", CHAIR), "invalid", who),
        _note("any words by the log, and by a witness that did not", over(b"a\n", LOG) + over(b"b\n", BOARD)[3:],
              "invalid", not_seen),
    ]  # fmt: skip


def _checkpoints() -> list[dict[str, Any]]:
    text = Checkpoint("khac.example/log", 3, bytes(32)).text
    unsigned = head(b"a").split(b"\n\n")[0] + b"\n"
    others = f"{ORIGIN}\nXin nghe.\n".encode()
    lone, unmet = head(b"a", witnesses=()), "witness.quorum-missing"
    return [
        _note("a cosigned checkpoint", head(b"a", b"b"), "valid"),
        _note("a checkpoint that nobody cosigned", lone, "inconclusive", unmet, None),
        _note("another log's checkpoint", over(text, OTHER), "invalid", "checkpoint.origin"),
        _note("another log's checkpoint, signed by our log", over(text, LOG), "invalid", "checkpoint.origin"),
        _note("our checkpoint, signed by a stranger", over(unsigned, CHAIR), "invalid", "checkpoint.signature-missing"),
        _note("our checkpoint with one more line", over(unsigned + b"more\n", LOG), "invalid", "checkpoint.extension"),
        _note("our origin and other words", over(others, LOG), "invalid", "checkpoint.malformed"),
        _note("a proof alone", claim(sealed()), "inconclusive"),
        _note("nothing", b"", "invalid", "note.malformed"),
        _note("plain text", "Công khai.\n".encode(), "invalid", "note.malformed"),
    ]  # fmt: skip


def _bad_records() -> dict[str, tuple[bytes, str]]:
    """Entries that begin like a record and are none, with their codes."""
    malformed, spelling = "record.malformed", "record.not-canonical"
    title, seen = BODY["title"], MEMBERS["seen"]
    backwards = json.dumps(dict(reversed(MEMBERS.items())), ensure_ascii=False, separators=(",", ":"))
    short = {"basis": "a", "commitment": "0" * 63, "decided_by": "a", "field": "b"}
    lines = {
        "a hidden direction mark": (JSON.replace(str(title), "Tiền\u202e bà con"), malformed),
        "a zero-width space": (JSON.replace(str(title), "Tiền\u200b bà con"), malformed),
        "a decomposed letter": (JSON.replace("góp", "go\u0301p"), malformed),
        "a lone surrogate, escaped": (JSON.replace("góp", "g\\ud800p"), malformed),
        "an escape that is not needed": (JSON.replace("góp", "g\\u00f3p"), spelling),
        "a space after a colon": (JSON.replace('"on":', '"on": '), spelling),
        "members in another order": (backwards, spelling),
        "a key twice": (JSON.replace('"on":', '"on":"2025-10-27","on":'), malformed),
        "a float": (JSON.replace("339200000", "339200000.0"), malformed),
        "an exponent": (JSON.replace("339200000", "3392e5"), malformed),
        "minus zero": (JSON.replace("339200000", "-0"), spelling),
        "2^53": (JSON.replace("339200000", "9007199254740992"), malformed),
        "NaN": (JSON.replace("339200000", "NaN"), malformed),
        "a capital key": (JSON.replace('"on":', '"On":'), malformed),
        "no JSON": ("x", malformed), "a list": ("[]", malformed), "two values": (f"{JSON}{JSON}", malformed),
        "nested deeper than 16": (changed(body={"a": json.loads("[" * 15 + "]" * 15)}), malformed),
        "a member more": (changed(more=1), malformed), "version 0": (changed(entity_version=0), malformed),
        "a true version": (changed(topic_version=True), malformed), "no body": (changed(body=[]), malformed),
        "an entity of another family": (changed(entity="plan/2025"), malformed),
        "family void": (changed(entity="void/1", topic="void.opened"), malformed),
        "30 February": (changed(recorded_at="2025-02-30T00:00:00Z"), malformed),
        "29 February of no leap year": (changed(recorded_at="1900-02-29T00:00:00Z"), malformed),
        "hour 24": (changed(recorded_at="2025-02-20T24:00:00Z"), malformed),
        "a time with an offset": (changed(recorded_at="2025-02-20T00:00:00+00:00"), malformed),
        "year 0": (changed(recorded_at="0000-02-20T00:00:00Z"), malformed),
        "the last evening of year 9999": (changed(recorded_at="9999-12-31T17:00:00Z"), malformed),
        "seen nothing": (changed(seen=None), malformed), "seen size 0": (changed(seen={**seen, "size": 0}), malformed),
        "seen root of 31 bytes": (changed(seen={"root": note.b64encode(bytes(31)), "size": 1}), malformed),
        "signers in another order": (changed(signers=MEMBERS["signers"][::-1]), malformed),
        "a signer more than lines": (changed(signers=[*MEMBERS["signers"], "z.example/a"]), malformed),
        "no signers": (changed(signers=[]), malformed), "nothing withheld": (changed(withheld=[]), malformed),
        "withheld without a ground": (changed(withheld=[{"decided_by": "a", "field": "b"}]), malformed),
        "a commitment of 63 digits": (changed(withheld=[short]), malformed),
    }  # fmt: skip
    found = {purpose: (sealed(line), code) for purpose, (line, code) in lines.items()}
    by_log = sealed(changed(signers=[LOG.key.name]), LOG)
    staff, unknown = CHAIR.key.name, "note.signer-unknown"
    return {
        **found,
        "another ledger's record": (sealed(origin="khac.example/log"), "record.origin"),
        "a fourth line": (sealed(f"{JSON}\n"), malformed),
        "two lines": (over(f"danbiet/record@v1\n{ORIGIN}\n".encode(), CHAIR, CLERK), malformed),
        "lines in another order than signers": (sealed(JSON, CLERK, CHAIR), malformed),
        "the log among the signers": (sealed(changed(signers=[staff, ORIGIN]), CHAIR, LOG), unknown),
        "the Board's witness key as a signer": (sealed(changed(signers=[BOARD.key.name]), BOARD), unknown),
        "a bad line of the log": (by_log.replace(b"thon-dong", b"thon-doai"), "note.signature-bad"),
        "a control character": (sealed(JSON.replace("góp", "g\x00p")), "note.malformed"),
        "no final newline": (sealed()[:-1], "note.malformed"),
    }  # fmt: skip


def _records() -> list[dict[str, Any]]:
    good, opened = sealed(), sealed(changed(topic="ledger.opened", entity="ledger/book", seen=None))
    withheld = [{"basis": "điểm a", "commitment": "0" * 64, "decided_by": "chu-tich", "field": "summary"}]
    found = [_note(f"record: {purpose}", data, "invalid", code) for purpose, (data, code) in _bad_records().items()]
    long = sealed(changed(body={**BODY, "summary": "a" * 65_535}))
    found += [_note("record: more than 65,535 bytes", long, "invalid", "record.too-large")]
    found += [
        _proof(f"record, included: {purpose}", data, claim(data), "invalid", code, "entry")
        for purpose, (data, code) in _bad_records().items()
    ]
    fine = {
        "": good, ", the first": opened, ", with a withheld field": sealed(changed(withheld=withheld)),
        ", the last day that there is": sealed(changed(recorded_at="9999-12-31T16:59:59Z")),
        ", a leap day": sealed(changed(recorded_at="2024-02-29T23:59:59Z")),
        ", scripts of Vietnam's peoples": sealed(changed(body={"on": "2025-10-28", "title": "ꪼꪕ ꨌꩌ ខ្មែរ 漢喃"})),
        ", nested as deep as may be": sealed(changed(body={"a": json.loads("[" * 14 + "]" * 14)})),
        ", a key named __proto__": sealed(changed(body={"__proto__": 1, "constructor": 2, "10": 3, "9": 4})),
        ", line feeds and quotes": sealed(changed(body={"text": 'một\n"hai"\\\n'})),
    }  # fmt: skip
    found += [_note(f"a record{purpose}: its proof is missing", data, "inconclusive") for purpose, data in fine.items()]
    found += [_proof(f"a record{purpose}", data, claim(data), "valid") for purpose, data in fine.items()]
    return found


def _claims() -> list[dict[str, Any]]:
    good = sealed()
    waiting, other, no_rules = claim(good, witnesses=()), "proof.mismatch", "policy.malformed"
    retyped = good.replace(b"339200000", b"339200001")
    resigned = sealed(JSON, CHAIR, Signer(CLERK.key.name, bytes(32)))
    return [
        _proof("nobody cosigned", good, waiting, "inconclusive", "witness.quorum-missing"),
        _proof("one digit changed", retyped, claim(good), "invalid", other, "proof"),
        _proof("a staff signature changed", resigned, claim(good), "invalid", other, "proof"),
        _proof("another record's proof", good, claim(b"another"), "invalid", other, "proof"),
        _proof("a manifest as an entry is just bytes", over(b"danbiet/manifest/v1\nx\n{}\n", CHAIR),
               claim(over(b"danbiet/manifest/v1\nx\n{}\n", CHAIR)), "valid"),
        _proof("an entry of any bytes", bytes(range(256)), claim(bytes(range(256))), "valid"),
        _proof("an entry that begins almost like a record", b"danbiet/record@v1", claim(b"danbiet/record@v1"), "valid"),
        _proof("the proof as the entry", claim(good), claim(good), "invalid", other, "proof"),
        _proof("the entry as the proof", good, good, "invalid", "proof.malformed", "proof"),
        {**_proof("no policy", good, claim(good), "invalid", no_rules, "policy"), "policy": b""},
        {**_proof("the proof as the policy", good, claim(good), "invalid", no_rules, "policy"), "policy": claim(good)},
    ]  # fmt: skip


def cases() -> list[dict[str, Any]]:
    """Every case of one thing."""
    return [*_statements(), *_checkpoints(), *_records(), *_claims()]

"""Signed notes, good and bad: what the command and the page must judge alike."""

from __future__ import annotations

from base64 import b64encode, urlsafe_b64encode
from typing import Any

from ledger.tlog import ed25519
from ledger.tlog.note import ED25519, Signer, VerifierKey

ABOUT = [
    "Each case: 'data' is a note (base64 of its bytes), 'keys' the vkeys that the reader knows.",
    "'verdict' is 'good' or the code of the first thing wrong; a malformed note is malformed whatever its signatures.",
    "'signed' lists the vkeys whose line holds, in the order of 'keys'. Lines of unknown keys are ignored.",
    "A known key with one bad line makes the note note.signature-bad, whatever else it carries.",
]
MALFORMED = "note.malformed"
BAD = "note.signature-bad"

CLERK = Signer("huongson.example/van-phong-thong-ke", bytes([1]) * 32)
CHAIR = Signer("huongson.example/chu-tich", bytes([2]) * 32)
STRANGER = Signer("khac.example/nguoi-la", bytes([3]) * 32)
TEXT = "Công khai: thôn Đoài, 1.250.000 đồng.\n".encode()
EXAMPLE_KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
EXAMPLE = (
    "This is an example message.\n\n— example.com/foo "
    "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
)


def line(name: str, raw: bytes) -> bytes:
    """A signature line, whatever its name and bytes."""
    return f"— {name} {b64encode(raw).decode()}\n".encode()


def signed(text: bytes, *signers: Signer) -> bytes:
    """The lines of these signers under a text; written out here, so that the text may be one that no signer takes."""
    return b"".join(line(s.key.name, s.key.key_id + s.raw(text)) for s in signers)


def _case(
    purpose: str, data: bytes, verdict: str = MALFORMED, by: tuple[str, ...] = (), keys: Any = None
) -> dict[str, Any]:
    known = keys or [CLERK.key.vkey, CHAIR.key.vkey]
    return {"purpose": purpose, "data": data, "keys": known, "verdict": verdict, "signed": list(by)}


def _good(purpose: str, text: bytes, lines: bytes | None = None) -> dict[str, Any]:
    lines = signed(text, CLERK) if lines is None else lines
    return _case(purpose, text + b"\n" + lines, "good", (CLERK.key.vkey,))


def _good_cases() -> list[dict[str, Any]]:
    clerk, both = CLERK.key.vkey, (CLERK.key.vkey, CHAIR.key.vkey)
    fake = b"first\n\n" + signed(b"first\n", CHAIR) + b"\nsecond\n"
    strangers = b"".join(line(f"la.example/{place}", bytes(68)) for place in range(99))
    other_id, other_name = bytes(4) + CLERK.raw(TEXT), CLERK.key.key_id + CLERK.raw(TEXT)
    odd = Signer("la.example/\ufeff\u180e\u200bô", bytes([4]) * 32)
    return [
        _case("the example of the specification", EXAMPLE.encode(), "good", (EXAMPLE_KEY,), [EXAMPLE_KEY]),
        _case("two signers", TEXT + b"\n" + signed(TEXT, CLERK, CHAIR), "good", both),
        _case("the order of the lines is free", TEXT + b"\n" + signed(TEXT, CHAIR, CLERK), "good", both),
        _good("a text with empty lines", b"a\n\n\nb\n"),
        _good("a text that is one empty line", b"\n"),
        _good("a text that ends in an empty line", b"a\n\n"),
        _good("signature lines inside the text: it ends at the last empty line", fake),
        _good("a byte order mark that does not lead", "a\ufeffb\n".encode()),
        _good("line separators that are not line feeds", "a\u2028b\u2029c\n".encode()),
        _good("U+00A0, the first character after the C1 controls", "a\u00a0b\n".encode()),
        _good("a character outside the basic plane", "a\U0001f4dcb\n".encode()),
        _good("text is not normalised: the decomposed form is signed as it is", "o\u0302\n".encode()),
        _good("the line of a stranger beside it", TEXT, signed(TEXT, STRANGER, CLERK)),
        _good("100 lines", TEXT, strangers + signed(TEXT, CLERK)),
        _good(
            "a bad line with the clerk's name and another ID is a stranger's",
            TEXT,
            line(CLERK.key.name, other_id[:-1] + b"\0") + signed(TEXT, CLERK),
        ),
        _good(
            "a bad line with the clerk's ID and another name is a stranger's",
            TEXT,
            line("khac.example/x", other_name[:-1] + b"\0") + signed(TEXT, CLERK),
        ),
        _good("the same line twice", TEXT, signed(TEXT, CLERK, CLERK)),
        _good(
            "a stranger's line with one byte of signature", TEXT, line("la.example/a", bytes(5)) + signed(TEXT, CLERK)
        ),
        _case("strangers alone: a note, signed by nobody known", TEXT + b"\n" + signed(TEXT, STRANGER), "good"),
        _case(
            "a name with U+FEFF, U+180E and U+200B, which are no spaces",
            TEXT + b"\n" + signed(TEXT, odd),
            "good",
            (odd.key.vkey,),
            [odd.key.vkey],
        ),
        _case("an empty first line of two", b"\na\n\n" + signed(b"\na\n", CLERK), "good", (clerk,)),
    ]


def _malformed_texts() -> list[dict[str, Any]]:
    named = {
        "NUL": "\0",
        "TAB": "\t",
        "VT": "\v",
        "CR": "\r",
        "ESC": "\x1b",
        "U+001F": "\x1f",
        "DEL": "\x7f",
        "U+0080": "\x80",
        "NEL": "\x85",
        "U+009F": "\x9f",
    }
    found = [
        _case(f"{name} in the text", text + b"\n" + signed(text, CLERK))
        for name, text in ((name, f"a{char}b\n".encode()) for name, char in named.items())
    ]
    octets = {
        "a lone continuation byte": b"a\x80\n",
        "a cut character": b"a\xe1\xba\n",
        "an overlong slash": b"a\xc0\xaf\n",
        "an overlong LF": b"a\xc0\x8ab\n",
        "a surrogate": b"a\xed\xa0\x80\n",
        "beyond U+10FFFF": b"a\xf4\x90\x80\x80\n",
        "the byte FF": b"\xff\n",
    }
    found += [_case(f"not UTF-8: {name}", text + b"\n" + signed(text, CLERK)) for name, text in octets.items()]
    bom, crlf = b"\xef\xbb\xbf" + TEXT, b"a\r\n"
    return [
        *found,
        _case("a leading byte order mark", bom + b"\n" + signed(bom, CLERK)),
        _case("lines that end in CR LF", (crlf + b"\n" + signed(crlf, CLERK)).replace(b"\n", b"\r\n")),
        _case("UTF-16", (TEXT + b"\n" + signed(TEXT, CLERK)).decode().encode("utf-16")),
    ]


def _malformed_shapes() -> list[dict[str, Any]]:
    one, whole = signed(TEXT, CLERK), TEXT + b"\n" + signed(TEXT, CLERK)
    strangers = b"".join(line(f"la.example/{place}", bytes(68)) for place in range(100))
    shapes = {
        "nothing": b"",
        "a newline": b"\n",
        "two newlines": b"\n\n",
        "a text alone": TEXT,
        "no signature lines": TEXT + b"\n",
        "no empty line": TEXT + one,
        "no text, not even a line": one,
        "no text before the empty line": b"\n" + one,
        "no newline at the end": whole[:-1],
        "a space for the last newline": whole[:-1] + b" ",
        "a letter for the last newline": whole[:-1] + b"A",
        "an empty line at the end": whole + b"\n",
        "101 lines": TEXT + b"\n" + strangers + one,
        "a line of text among the signatures": whole + b"text\n",
    }
    return [_case(purpose, data) for purpose, data in shapes.items()]


def _malformed_lines() -> list[dict[str, Any]]:
    name, raw = CLERK.key.name, CLERK.key.key_id + CLERK.raw(TEXT)
    code = b64encode(raw).decode()
    urlsafe = urlsafe_b64encode(CLERK.key.key_id + b"\xfb\xff\xff\xff\xff").decode()
    lines = {
        "a hyphen for the dash": f"- {name} {code}",
        "an en dash": f"– {name} {code}",
        "no space after the dash": f"—{name} {code}",
        "two spaces after the dash": f"—  {name} {code}",
        "two spaces after the name": f"— {name}  {code}",
        "a space at the end": f"— {name} {code} ",
        "a space before the dash": f" — {name} {code}",
        "no name": f"—  {code}",
        "no signature": f"— {name} ",
        "name alone": f"— {name}",
        "a third part": f"— {name} {code} x",
        "a plus in the name": f"— a+b {code}",
        "a no-break space in the name": f"— a\u00a0b {code}",
        "an em space in the name": f"— a\u2003b {code}",
        "an ideographic space in the name": f"— a\u3000b {code}",
        "an ogham space in the name": f"— a\u1680b {code}",
        "a line separator in the name": f"— a\u2028b {code}",
        "base64 without padding": f"— {name} {code.rstrip('=')}",
        "base64 with more padding": f"— {name} {code}=",
        "base64url": f"— {name} {urlsafe}",
        "base64 with bits left over": f"— {name} {code[:-2]}{'B' if code[-2] == 'A' else chr(ord(code[-2]) + 1)}=",
        "base64 with a character of none": f"— {name} {code[:8]}*{code[9:]}",
        "base64 with one ignored character more": f"— {name} {code[:8]}*{code[8:]}",
        "padding in the middle": f"— {name} AAAA=AAAAAA=",
        "a key ID and no signature": f"— {name} {b64encode(raw[:4]).decode()}",
        "three bytes": f"— {name} {b64encode(raw[:3]).decode()}",
    }
    return [_case(purpose, TEXT + b"\n" + f"{text}\n".encode()) for purpose, text in lines.items()]


def _bad_signatures() -> list[dict[str, Any]]:
    name, key_id, good = CLERK.key.name, CLERK.key.key_id, CLERK.raw(TEXT)
    higher = (int.from_bytes(good[32:], "little") + ed25519.ORDER).to_bytes(32, "little")
    signatures = {
        "one bit of R": bytes([good[0] ^ 1]) + good[1:],
        "one bit of S": good[:32] + bytes([good[32] ^ 1]) + good[33:],
        "S + L: the same signature in another spelling": good[:32] + higher,
        "63 bytes": good[:-1],
        "65 bytes": good + b"\0",
        "one byte": b"\0",
        "zeros": bytes(64),
        "R of small order": b"\1" + bytes(63),
        "R = y + p": b"\xee" + b"\xff" * 30 + b"\x7f" + bytes(32),
        "a signature of another text": CLERK.raw(b"another\n"),
        "R twice": good[:32] * 2,
    }
    found = [
        _case(f"a known key, {purpose}", TEXT + b"\n" + line(name, key_id + raw), BAD)
        for purpose, raw in signatures.items()
    ]
    bad = line(name, key_id + bytes(64))
    everything = VerifierKey("xau.example/khoa", ED25519, b"\1" + bytes(31))
    mixed = VerifierKey("xau.example/hon", ED25519, b"\x95" + b"\x99" * 31)
    return [
        *found,
        _case("one known key good, another bad", TEXT + b"\n" + bad + signed(TEXT, CHAIR), BAD),
        _case("good, then a second line of the same key, bad", TEXT + b"\n" + signed(TEXT, CLERK) + bad, BAD),
        _case("bad, then a second line of the same key, good", TEXT + b"\n" + bad + signed(TEXT, CLERK), BAD),
        _case("the text changed by one digit", TEXT.replace(b"250", b"260") + b"\n" + signed(TEXT, CLERK), BAD),
        _case("a newline more in the text", TEXT + b"\n\n" + signed(TEXT, CLERK), BAD),
        _case(
            "the key that verifies everything in other libraries",
            TEXT + b"\n" + line(everything.name, everything.key_id + b"\1" + bytes(63)),
            BAD,
            keys=[everything.vkey],
        ),
        _case("a key of mixed order", TEXT + b"\n" + line(mixed.name, mixed.key_id + good), BAD, keys=[mixed.vkey]),
    ]


def cases() -> list[dict[str, Any]]:
    """Every case of a note."""
    return [*_good_cases(), *_malformed_texts(), *_malformed_shapes(), *_malformed_lines(), *_bad_signatures()]

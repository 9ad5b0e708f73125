"""Canonical JSON, good and bad: what the command and the page must judge alike."""

from __future__ import annotations

from typing import Any

ABOUT = [
    "Each case: 'data' is the third line of a record's text (base64 of its bytes, without the newline).",
    "'verdict' is 'good', 'record.malformed' (breaks a rule of the subset) or 'record.not-canonical' (a good value",
    "in another spelling than RFC 8785's). Asked in this order: UTF-8, JSON, the rules of the subset, the spelling.",
    "What members a record must have is another matter.",
]
GOOD = "good"
MALFORMED = "record.malformed"
SPELLING = "record.not-canonical"

_GOOD: list[tuple[str, str]] = [
    ("an object of every kind of value", '{"a":[1,-1,0,true,false,null,"x"],"b":{}}'),
    ("the page's own Vietnamese", '{"title":"Niêm yết tại nhà văn hóa thôn Đoài: 1.250.000 đồng"}'),
    ("Ê Đê letters that have no code point of their own", '{"name":"Čư Mgar, ƀuôn Ê Đê: ê̆ ô̆ ơ̆"}'),
    ("Khmer, Cham and Tai Viet", '{"name":"ភាសាខ្មែរ ꨌꩌ ꪼꪕ"}'),
    ("Nôm beyond the first plane of Unicode", '{"name":"𡨸喃 𠊛"}'),
    ("the largest and the smallest integer", '{"a":[9007199254740991,-9007199254740991]}'),
    ("the three characters that are escaped", r'{"a":"\"quoted\" \\ and\nanother line"}'),
    ("no-break space", '{"a":"10\u00a0000\u00a0đồng"}'),
    ("sixteen levels", "[" * 16 + "]" * 16),
    ("brackets in a text are not levels", '{"a":"' + "[{" * 20 + '"}'),
    ("keys in the order of their bytes", '{"_":0,"a":1,"a0":2,"a_":3,"b":4}'),
    ("a text alone", '"a"'),
]

_SPELLED_OTHERWISE: list[tuple[str, str]] = [
    ("space after a colon", '{"a": 1}'),
    ("space at the end", '{"a":1} '),
    ("a tab between tokens", '{"a":\t1}'),
    ("keys out of order", '{"b":1,"a":2}'),
    ("keys out of order further in", '{"a":{"b":1,"a":2}}'),
    ("a letter escaped", r'{"a":"\u0061"}'),
    ("a Vietnamese letter escaped", r'{"a":"\u0110"}'),
    ("a character beyond the first plane as two escapes", r'{"a":"\ud842\udfb7"}'),
    ("a slash escaped", r'{"a":"\/"}'),
    ("a newline as a code", r'{"a":"\u000a"}'),
    ("a key escaped", r'{"\u0061":1}'),
    ("minus zero", '{"a":-0}'),
]

_MALFORMED: list[tuple[str, str]] = [
    ("nothing", ""),
    ("not JSON", "{a:1}"),
    ("two values", '{"a":1}{"a":1}'),
    ("cut off", '{"a":1'),
    ("a comma at the end", '{"a":[1,]}'),
    ("a comment", '{"a":1/* */}'),
    ("single quotes", "{'a':1}"),
    ("a byte order mark", '\ufeff{"a":1}'),
    ("a key twice", '{"a":1,"a":2}'),
    ("a key twice with one value", '{"a":1,"a":1}'),
    ("a key twice, once escaped", r'{"a":1,"\u0061":2}'),
    ("a float", '{"a":1.5}'),
    ("a float that is whole", '{"a":1.0}'),
    ("an exponent", '{"a":1e3}'),
    ("not a number", '{"a":NaN}'),
    ("infinity", '{"a":Infinity}'),
    ("minus infinity", '{"a":-Infinity}'),
    ("an integer that browsers round", '{"a":9007199254740993}'),
    ("one more than the largest integer", '{"a":9007199254740992}'),
    ("one less than the smallest integer", '{"a":-9007199254740992}'),
    ("an integer of 5000 digits", '{"a":' + "9" * 5000 + "}"),
    ("a zero before a number", '{"a":01}'),
    ("a plus before a number", '{"a":+1}'),
    ("full-width digits", '{"a":１}'),
    ("an upper-case key", '{"A":1}'),
    ("a key with a hyphen", '{"a-b":1}'),
    ("a Vietnamese key", '{"đ":1}'),
    ("an empty key", '{"":1}'),
    ("the key of an object further in", '{"a":[{"B":1}]}'),
    ("seventeen levels", "[" * 17 + "]" * 17),
    ("seventeen levels of both kinds", '[{"a":' * 8 + "[]" + "}]" * 8),
    ("ten thousand levels", "[" * 10_000 + "]" * 10_000),
    ("letters and marks apart (NFD)", '{"a":"Hu\u031bo\u031b\u0301ng Sơn"}'),
    ("marks in another order than NFC's", '{"a":"o\u0301\u0323"}'),
    ("an Ohm sign, which NFC makes a Greek letter", '{"a":"\u2126"}'),
    ("text turned right to left", '{"a":"\u202e000.1"}'),
    ("an isolate of direction", '{"a":"\u2066a\u2069"}'),
    ("a zero-width space", '{"a":"Hương\u200bSơn"}'),
    ("a zero-width joiner", '{"a":"a\u200db"}'),
    ("a soft hyphen", '{"a":"a\u00adb"}'),
    ("a line separator", '{"a":"a\u2028b"}'),
    ("a paragraph separator", '{"a":"a\u2029b"}'),
    ("a tab in a text", '{"a":"a\tb"}'),
    ("a tab escaped", r'{"a":"a\tb"}'),
    ("a NUL escaped", r'{"a":"\u0000"}'),
    ("a carriage return escaped", r'{"a":"a\r\n"}'),
    ("a delete character", '{"a":"\u007f"}'),
    ("a next-line control", '{"a":"\u0085"}'),
    ("half a surrogate pair, escaped", r'{"a":"\ud83d"}'),
    ("a character for private use", '{"a":"\ue000"}'),
    ("a character that Unicode has not assigned", '{"a":"\u0378"}'),
    ("a character younger than Unicode 13", '{"a":"\u20c0"}'),
    ("a variation selector", '{"a":"\u2714\ufe0f"}'),
    ("a tag character", '{"a":"\U000e0041"}'),
    ("Cyrillic that looks Latin", '{"a":"Нương Sоn"}'),
    ("Icelandic Ð that looks like Đ", '{"a":"\u00d0oài"}'),
    ("full-width letters", '{"a":"ＵＢＮＤ"}'),
    ("an emoji", '{"a":"👍"}'),
    ("a bad character in another spelling", '{"a": "\u200b"}'),
]

_RAW: list[tuple[str, bytes]] = [
    ("a byte that is no UTF-8", b'{"a":"\xff"}'),
    ("a letter in more bytes than it needs", b'{"a":"\xc1\xa1"}'),
    ("a surrogate in UTF-8", b'{"a":"\xed\xa0\xbd"}'),
    ("Latin-1 for UTF-8", '{"a":"é"}'.encode("latin-1")),
]


def cases() -> list[dict[str, Any]]:
    """Every case, its verdict written by hand."""
    texts = ((_GOOD, GOOD), (_SPELLED_OTHERWISE, SPELLING), (_MALFORMED, MALFORMED))
    found = [(purpose, text.encode(), verdict) for table, verdict in texts for purpose, text in table]
    found += [(purpose, data, MALFORMED) for purpose, data in _RAW]
    return [{"purpose": purpose, "data": data, "verdict": verdict} for purpose, data, verdict in found]

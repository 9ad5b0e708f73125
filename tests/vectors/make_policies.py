"""Policies that are none."""

from __future__ import annotations

from typing import Any

from ledger.tlog.note import Signer
from tests.vectors.make_proofs import BOARD, FRONT, LOG, case, claim, vkey_of


def cases() -> list[dict[str, Any]]:
    """Every case of a policy that is none, each with a proof that would hold under a good one."""
    first, witness = f"log {LOG.key.vkey}", f"witness w1 {vkey_of(BOARD)}"
    again = f"witness w9 {vkey_of(BOARD)}"
    front = f"witness w2 {vkey_of(FRONT)}"
    renamed = f"witness w9 {vkey_of(Signer('khac.example/chung-kien', bytes([12]) * 32))}"
    as_log = f"log {vkey_of(BOARD)}"
    name, key_id, material = LOG.key.vkey.split("+", 2)
    upper = f"{name}+{key_id.upper()}+{material}"
    texts = {
        "empty": "",
        "no quorum": f"{first}\n{witness}\n",
        "two quorums": f"{first}\n{witness}\nquorum w1\nquorum w1\n",
        "a quorum of nobody": f"{first}\nquorum w1\n",
        "a quorum before its witness": f"{first}\nquorum w1\n{witness}\n",
        "no newline at the end": f"{first}\nquorum none",
        "CR LF": f"{first}\r\nquorum none\r\n",
        "a group of none": f"{first}\n{witness}\ngroup q any\nquorum q\n",
        "a member that is not there": f"{first}\n{witness}\ngroup q any w1 w2\nquorum q\n",
        "a member twice": f"{first}\n{witness}\ngroup q any w1 w1\nquorum q\n",
        "a member of two groups": f"{first}\n{witness}\ngroup q any w1\ngroup r any w1\nquorum q\n",
        "none as a member": f"{first}\n{witness}\ngroup q any w1 none\nquorum q\n",
        "none as a name": f"{first}\nwitness none {vkey_of(BOARD)}\nquorum none\n",
        "a group of its own": f"{first}\n{witness}\ngroup q any q\nquorum q\n",
        "0 of 1": f"{first}\n{witness}\ngroup q 0 w1\nquorum q\n",
        "2 of 1": f"{first}\n{witness}\ngroup q 2 w1\nquorum q\n",
        "01 of 1": f"{first}\n{witness}\ngroup q 01 w1\nquorum q\n",
        "+1 of 1": f"{first}\n{witness}\ngroup q +1 w1\nquorum q\n",
        "some of 1": f"{first}\n{witness}\ngroup q some w1\nquorum q\n",
        "a name twice": f"{first}\n{witness}\nwitness w1 {vkey_of(FRONT)}\nquorum w1\n",
        "a key twice": f"{first}\n{witness}\n{again}\nquorum w1\n",
        "a key twice, under another name": f"{first}\n{witness}\n{renamed}\nquorum w1\n",
        "a group twice": f"{first}\n{witness}\ngroup q any w1\ngroup q any w1\nquorum q\n",
        "a group's name twice": f"{first}\n{witness}\n{front}\ngroup q any w1\ngroup q any w2\nquorum q\n",
        "a witness with a group's name": f"{first}\n{witness}\ngroup w2 any w1\n{front}\nquorum w2\n",
        "a log twice": f"{first}\n{first}\nquorum none\n",
        "a group with a witness's name": f"{first}\n{witness}\ngroup w1 any w1\nquorum w1\n",
        "a witness's key as a log's": f"{as_log}\nquorum none\n",
        "a log's key as a witness's": f"{first}\nwitness w1 {BOARD.key.vkey}\nquorum none\n",
        "a vkey with another ID": f"{first.replace('+', '+0', 1)}\nquorum none\n",
        "upper-case hex": f"log {upper}\nquorum none\n",
        "a vkey without a key": "log a+00000000+AQ==\nquorum none\n",
        "a word of none": f"{first}\nmonitor x\nquorum none\n",
        "two URLs": f"{first} https://a.example/ https://b.example/\nquorum none\n",
        "a witness without a name": f"{first}\nwitness {vkey_of(BOARD)}\nquorum none\n",
        "upper case": f"{first.replace('log', 'LOG', 1)}\nquorum none\n",
        "an escape character": f"# \x1b\n{first}\nquorum none\n",
    }
    return [
        case(f"policy: {purpose}", claim(5, 7), "policy.malformed", text.encode()) for purpose, text in texts.items()
    ]

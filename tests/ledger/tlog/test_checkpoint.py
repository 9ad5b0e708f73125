from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.errors import FormatError
from ledger.tlog import checkpoint, note
from ledger.tlog.checkpoint import Checkpoint
from tests.vectors import vectors

ROOT = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="


@given(
    origin=st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1),
    size=st.integers(0, 2**63 - 1),
    root=st.binary(min_size=32, max_size=32),
)
def test_a_checkpoint_that_is_written_reads_back_the_same(origin: str, size: int, root: bytes) -> None:
    made = Checkpoint(origin, size, root)
    assert checkpoint.parse(made.text) == made


@given(
    text=st.one_of(st.binary(max_size=80), st.text("a0 7\n=+", max_size=20).map(lambda s: f"{s}\n{ROOT}\n".encode()))
)
def test_whatever_is_read_is_written_back_to_the_byte_or_refused(text: bytes) -> None:
    try:
        written = checkpoint.parse(text).text
    except FormatError:
        return
    assert written == text


@pytest.mark.parametrize("name", ["tessera_log/testdata/log/checkpoint.0", "generated/log1000/checkpoint"])
def test_checkpoints_of_other_logs_are_read(name: str) -> None:
    text = note.parse(vectors(name).read_bytes()).text
    assert checkpoint.parse(text).text == text


@pytest.mark.parametrize("lines", [f"a\n1\n{ROOT}\nx\n", f"a\n1\n{ROOT}\nx\ny\n", f"a\n1\n{ROOT}\n \n"])
def test_extension_lines_have_a_code_of_their_own(lines: str) -> None:
    with pytest.raises(FormatError, match=r"checkpoint\.extension"):
        checkpoint.parse(lines.encode())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "a\n1\n",
        f"a\n1\n{ROOT}",
        f"a\n1\n{ROOT}\n\n",
        f"a\n1\n{ROOT}\n\nx\n",
        f"\n1\n{ROOT}\n",
        f"a\n\n{ROOT}\n",
        f"a\n01\n{ROOT}\n",
        f"a\n-0\n{ROOT}\n",
        f"a\n+1\n{ROOT}\n",
        f"a\n1 \n{ROOT}\n",
        f"a\n1_0\n{ROOT}\n",
        f"a\n１\n{ROOT}\n",
        f"a\n٣\n{ROOT}\n",
        f"a\n9223372036854775808\n{ROOT}\n",
        f"a\n{'9' * 5000}\n{ROOT}\n",
        "a\n1\nAAAA\n",
        "a\n1\n\n",
        f"a\n1\n{ROOT[:-1]}\n",
        f"a\n1\n{ROOT} \n",
        f"a\r\n1\r\n{ROOT}\r\n",
        f"a\n01\n{ROOT}\nx\n",
    ],
)
def test_anything_else_is_malformed(text: str) -> None:
    with pytest.raises(FormatError, match=r"checkpoint\.malformed"):
        checkpoint.parse(text.encode())

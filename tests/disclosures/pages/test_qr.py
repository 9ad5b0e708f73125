"""The QR code of the printed notice: the same modules as the encoder's, four quiet ones around, nothing inline."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import segno
from hypothesis import given
from hypothesis import strategies as st

from disclosures.pages.qr import qr

ADDRESS = "https://demo.danbiet.example/huong-son/ho-so/2025/000398.html"


def modules(svg: str) -> list[list[int]]:
    """The dark modules that the drawing's one path covers."""
    root = ET.fromstring(svg)  # noqa: S314 (our own bytes)
    side = int(root.attrib["viewBox"].split()[-1])
    grid = [[0] * side for _ in range(side)]
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", root[-1].attrib["d"]):
        for column in range(int(x), int(x) + int(width)):
            grid[int(y)][column] = 1
    return grid


@given(st.integers(0, 999_999))
def test_the_drawing_covers_exactly_the_dark_modules(number: int) -> None:
    address = f"https://demo.danbiet.example/huong-son/ho-so/2025/{number:06d}.html"
    expected = [list(row) for row in segno.make_qr(address, error="m", mask=3).matrix_iter(border=4)]
    assert modules(str(qr(address, "mã"))) == expected


def test_four_quiet_modules_stand_around() -> None:
    grid = modules(str(qr(ADDRESS, "mã")))
    edges = [row[side] for row in grid for side in (0, 1, 2, 3, -1, -2, -3, -4)]
    assert not any(edges)
    assert not any(map(any, grid[:4] + grid[-4:]))


def test_the_title_is_told_to_readers_of_sound_and_escaped() -> None:
    svg = str(qr(ADDRESS, 'mã "<x>"'))
    assert ET.fromstring(svg).attrib["aria-label"] == 'mã "<x>"'  # noqa: S314 (our own bytes)
    assert "style=" not in svg

"""A QR code as inline SVG without a style attribute: the address of a page, for the printed notice."""

from __future__ import annotations

import segno
from markupsafe import Markup

_MASK = 3


def qr(address: str, title: str) -> Markup:
    """The QR code of ``address``, four quiet modules around it; ``title`` names it for readers of sound."""
    # Trying all eight masks costs more than the rest of the page; any of them can be read.
    code = segno.make_qr(address, error="m", mask=_MASK)
    rows = [list(row) for row in code.matrix_iter(border=4)]
    path = "".join(_row(y, row) for y, row in enumerate(rows))
    return Markup(
        '<svg class="qr" viewBox="0 0 {size} {size}" role="img" aria-label="{title}">'
        '<path d="M0 0h{size}v{size}H0z" fill="#fff"/><path d="{path}" fill="#000" shape-rendering="crispEdges"/></svg>'
    ).format(size=len(rows), title=title, path=path)


def _row(y: int, row: list[int]) -> str:
    """The dark runs of one row as rectangles of one path."""
    drawn, x = "", 0
    while x < len(row):
        width = next((n for n, dark in enumerate(row[x:]) if not dark), len(row) - x)
        if width:
            drawn += f"M{x} {y}h{width}v1h-{width}z"
        x += max(width, 1)
    return drawn

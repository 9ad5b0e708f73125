"""A QR code as inline SVG without a style attribute: the address of a page, for the printed notice."""

from __future__ import annotations

import re

import segno
from markupsafe import Markup

_MASK = 3
_QUIET = 4
_DARK = re.compile(rb"\x01+")


def qr(address: str, title: str) -> Markup:
    """The QR code of ``address``, four quiet modules around it; ``title`` names it for readers of sound."""
    # Trying all eight masks costs more than the rest of the page; any of them can be read.
    rows = segno.make_qr(address, error="m", mask=_MASK).matrix
    runs = (
        (run.start() + _QUIET, y, run.end() - run.start())
        for y, row in enumerate(rows, _QUIET)
        for run in _DARK.finditer(row)
    )
    path = "".join(f"M{x} {y}h{width}v1h-{width}z" for x, y, width in runs)
    return Markup(
        '<svg class="qr" viewBox="0 0 {size} {size}" role="img" aria-label="{title}">'
        '<path d="M0 0h{size}v{size}H0z" fill="#fff"/><path d="{path}" fill="#000" shape-rendering="crispEdges"/></svg>'
    ).format(size=len(rows) + 2 * _QUIET, title=title, path=path)

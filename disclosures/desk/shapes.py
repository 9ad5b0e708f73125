"""The desk's own shapes beside those of the public pages: pencil, arrow back, arrow up, exclamation mark."""

from __future__ import annotations

from typing import Final

from markupsafe import Markup

from disclosures.pages import shapes

_OWN: Final = {
    "pencil": '<path d="M2 14l1-4 8-8 3 3-8 8z"/>',
    "back": '<path d="M13.5 13V9a3 3 0 0 0-3-3H3M6.2 2.6L2.8 6l3.4 3.4"/>',
    "up": '<circle cx="8" cy="8" r="6.5" stroke-dasharray="2.6 1.8"/><path d="M8 11.5V5M5.4 7.4L8 4.8l2.6 2.6"/>',
    "wrong": '<circle class="on" cx="8" cy="8" r="6.8"/><path class="out" d="M8 3.8v5M8 10.4v1.8"/>',
}


def shape(name: str) -> Markup:
    """One shape as inline SVG, hidden from readers of sound: the word beside it says the same."""
    if name not in _OWN:
        return shapes.shape(name)
    return Markup('<svg class="shape" viewBox="0 0 16 16" aria-hidden="true">%s</svg>') % Markup(_OWN[name])  # noqa: S704 (a constant)

"""The shapes of states, drawn inline in the colour of the text: colour, print and forced colours lose nothing.

Circle: still in time. Diamond: time is over. Square: no deadline. Sheet: on the board. Bubble: opinions.
A tick means recorded, a filled shape asks for attention.
"""

from __future__ import annotations

from markupsafe import Markup

_CIRCLE = '<circle cx="8" cy="8" r="6.5"/>'
_DIAMOND = '<path d="M8 1l7 7-7 7-7-7z"/>'
_SQUARE = '<path d="M2 2h12v12H2z"/>'
_SHEET = '<path d="M3 1.5h10v13H3z"/>'
_BUBBLE = '<path d="M1.5 2.5h13v8.5H8l-3.5 3.5V11h-3z"/>'
_TICK = '<path d="M4.7 8.2l2.4 2.4 4.3-4.9"/>'

_SHAPES = {
    "circle": _CIRCLE,
    "half": f'{_CIRCLE}<path class="on" d="M8 1.5a6.5 6.5 0 0 0 0 13z"/>',
    "circle-tick": _CIRCLE + _TICK,
    "late": '<path class="on" d="M8 .8L15.2 8 8 15.2.8 8z"/><path class="out" d="M8 4v5M8 10.6v1.8"/>',
    "diamond-tick": f'{_DIAMOND}<path d="M5 8l2.2 2.2L11 6.3"/>',
    "diamond-half": f'{_DIAMOND}<path class="on" d="M8 1v14L1 8z"/>',
    "square": _SQUARE,
    "tick": _SQUARE + _TICK,
    "dash": f'{_SQUARE}<path d="M5 8h6"/>',
    "slash": f'{_SQUARE}<path d="M4.5 11.5l7-7"/>',
    "sheet": f'{_SHEET}<path d="M5.5 5h5M5.5 8h5M5.5 11h3"/>',
    "sheet-dashed": '<path d="M3 1.5h10v13H3z" stroke-dasharray="2.6 1.6"/>',
    "sheet-foot": f'{_SHEET}<path class="on" d="M3 10.5h10v4H3z"/>',
    "sheet-cross": f'{_SHEET}<path d="M5.5 5.5l5 5M10.5 5.5l-5 5"/>',
    "sheets": '<path d="M5 4.2h9v10.3H5z"/><path d="M11 1.5H2v10.3"/>',
    "bubble": _BUBBLE,
    "bubble-tick": f'{_BUBBLE}<path d="M5 6.6l2.2 2.2 3.8-4.4"/>',
    "unlike": '<path d="M1.5 5.5h13M1.5 10.5h13M4.5 14.5l7-13"/>',
    "bar": '<path class="on" d="M1.5 4.5h13v7h-13z"/>',
    "said": '<circle cx="8" cy="8" r="6"/>',
    "written": '<circle cx="8" cy="8" r="6"/><path class="on" d="M8 2a6 6 0 0 0 0 12z"/>',
    "proven": '<path class="on" d="M1 5h14v6H1z"/>',
    "open": '<circle cx="8" cy="8" r="6" stroke-dasharray="2.8 1.8"/>',
}


def shape(name: str) -> Markup:
    """One shape as inline SVG, hidden from readers of sound: the word beside it says the same."""
    return Markup('<svg class="shape" viewBox="0 0 16 16" aria-hidden="true">%s</svg>') % Markup(_SHAPES[name])  # noqa: S704 (a constant)

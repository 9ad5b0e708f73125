"""Long work shows how far it is, on a terminal only, and never on standard output."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@contextmanager
def bar(label: str) -> Iterator[Callable[[int, int], None] | None]:
    """A callback ``(done, total)`` that draws a bar on standard error; None where that is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    with click.progressbar(length=1, label=label, file=sys.stderr) as drawn:

        def progress(done: int, total: int) -> None:
            drawn.length = total
            drawn.update(done - drawn.pos)

        yield progress

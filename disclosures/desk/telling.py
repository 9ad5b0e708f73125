"""Errors as the desk tells them: without the ids that code uses for matters, and without folders.

plainly(refusal, world)    # "Văn bản số 231/QĐ-UBND năm 2026 đã ghi ở “Quyết định …”; hãy xem lại số …"
"""

from __future__ import annotations

from copy import copy
from pathlib import PurePath
from typing import TYPE_CHECKING

from disclosures.errors import DisclosureError
from disclosures.words import error_sentence

if TYPE_CHECKING:
    from disclosures.desk.world import World
    from ledger.errors import LedgerError


def plainly(error: LedgerError, world: World | None = None) -> str:
    """The sentence of an error for somebody who has the matter before them: matters by titles, files by names."""
    bare = copy(error)
    bare.entity = None
    bare.path = PurePath(error.path).name if error.path else None
    if isinstance(bare, DisclosureError):
        bare.params = {name: _title(value, world) for name, value in bare.params.items()}
    return error_sentence(bare)


def _title(value: object, world: World | None) -> object:
    matter = world.view.matters.get(value) if world is not None and isinstance(value, str) else None
    return f"“{matter.name}”" if matter else value

"""The public pages as they would be with one more record: the same renderer, the draft standing last in the log.

    preview = with_draft(world, recorder, office, draft_text)
    page_at(preview, "ho-so/2026/000412.html")

A draft has no signatures yet, so it has no code: where the page will show one, the preview says when it comes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from disclosures.desk import world as worlds
from disclosures.model.topics import REGISTRY
from disclosures.pages import pages
from disclosures.words import desk as words
from ledger.book import Entry

if TYPE_CHECKING:
    from disclosures.desk.world import World
    from disclosures.office import Office
    from disclosures.pages import View
    from disclosures.recording import Draft, Recorder


def with_draft(world: World, recorder: Recorder, office: Office, draft: Draft) -> View:
    """The view with ``draft`` appended; FormatError where its body cannot be read."""
    keys = [world.roster.active(name) for name in draft.record.signers]
    entry = Entry(
        index=len(world.view.entries),
        raw=draft.text,
        record=draft.record,
        body=REGISTRY.read(draft.record),
        signers=tuple(key for key in keys if key is not None),
        occupies=True,
    )
    entries = (*world.view.entries, entry)
    return worlds.view(recorder, office, entries, world.view.seals, world.today, words.CODE_LATER)


def page_at(view: View, path: str) -> bytes | None:
    """One page of the public site; None where it has none of that name."""
    return next((page.make() for page in pages(view) if page.path == path), None)

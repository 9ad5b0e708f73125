"""The public pages: a pure function of the verified log, its cosigned checkpoints, the catalogue and a day.

    for page in pages(view):
        write(page.path, page.make())

The renderer knows no MkDocs, reads no clock and opens no file but its own templates.
"""

from __future__ import annotations

from disclosures.pages.site import Page, pages
from disclosures.pages.view import View

__all__ = ["Page", "View", "pages"]

"""The operator's hand: the log, the pages, the open data and the manifest, written where people find them.

Order matters: log, attachments, pages, parts, manifest; a reader who comes in between sees an older whole.
"""

from __future__ import annotations

from disclosures.publishing.compare import compare_pages
from disclosures.publishing.operator import Published, publish

__all__ = ["Published", "compare_pages", "publish"]

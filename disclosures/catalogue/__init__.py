"""The law as data: 253 duties with basis, actor, forms, deadline and validity, and their loader.

load().duties["xa-ck-01"].deadline.rule    # "P5WD after issued"
deadline_answer("xa-ck-01", "2025-12-31", workdays.load(), load())["due"]    # "2026-01-09"
"""

from __future__ import annotations

from disclosures.catalogue.answer import deadline_answer
from disclosures.catalogue.deadline import Deadline, Due
from disclosures.catalogue.duty import Duty
from disclosures.catalogue.loader import Catalogue, data, load, parse

__all__ = ["Catalogue", "Deadline", "Due", "Duty", "data", "deadline_answer", "load", "parse"]

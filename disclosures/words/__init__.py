"""Every Vietnamese sentence and name that people read; one module a subject.

from disclosures.words import error_sentence, finding_sentence, verdict_sentence
"""

from __future__ import annotations

from disclosures.words.codes import error_sentence, finding_sentence
from disclosures.words.verdict import verdict_sentence

__all__ = ["error_sentence", "finding_sentence", "verdict_sentence"]

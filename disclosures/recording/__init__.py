"""The one way in: draft → text, sign(text) → line, append(note); what desk, commands and demo all call.

The three steps may happen on three machines. ``Recorder`` loads, decides and drafts; ``Pen`` is one holder's opened key
with the highest checkpoint that it ever saw; ``Recorder.submit`` appends a sealed record, wherever it was signed.
"""

from disclosures.recording.files import attach, restore_office
from disclosures.recording.pen import Pen
from disclosures.recording.recorder import Act, Draft, Recorder, opened_recorder, opening_record

__all__ = [
    "Act",
    "Draft",
    "Pen",
    "Recorder",
    "attach",
    "opened_recorder",
    "opening_record",
    "restore_office",
]

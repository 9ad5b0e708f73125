"""The whole verification of a published folder: log, attachments, manifest, and what the model says.

verified = verify_all(open_source("public"), Anchors(fingerprint="ABCD …"), now)
verified.verdict    # "valid", "invalid" or "inconclusive"
"""

from disclosures.verifying.whole import Anchors, Verified, verify_all

__all__ = ["Anchors", "Verified", "verify_all"]

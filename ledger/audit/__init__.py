"""The whole verification of a log: every file under ``log/``, every entry, every checkpoint that was cosigned.

It knows no law, goes on after a finding and reports all of them; bad bytes never raise. Errors are left for what keeps
it from reading at all (``StorageError``).

    >>> found = audit(open_source("public"), Registry({}), fingerprint="ABCD …")      # doctest: +SKIP
    >>> found.holds, found.trust_basis, found.size                                    # doctest: +SKIP
    (True, 'fingerprint', 133)
"""

from ledger.audit.memory import remember
from ledger.audit.proving import lasting_proofs, prove_entry
from ledger.audit.result import Audit, Cosigned, TrustBasis, worst_first
from ledger.audit.run import audit

__all__ = ["Audit", "Cosigned", "TrustBasis", "audit", "lasting_proofs", "prove_entry", "remember", "worst_first"]

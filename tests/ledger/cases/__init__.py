"""What was done to a log, and the finding that it must give: one case at least for each code of house one."""

from tests.ledger.cases.entries import ENTRY_CASES
from tests.ledger.cases.files import FILE_CASES

CASES = [*FILE_CASES, *ENTRY_CASES]

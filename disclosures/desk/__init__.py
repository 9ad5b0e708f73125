"""The desk of the staff: plain HTML on 127.0.0.1, a draft at every press, two people's signatures, then the ledger.

    app = create_app(Desk(...))    # a Starlette application; ``danbiet office`` serves it

Nothing here needs script. What is signed leaves through ``recording`` alone; publishing is another process's work.
"""

from __future__ import annotations

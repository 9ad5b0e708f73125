"""The one command ``danbiet``: help and errors in Vietnamese, groups loaded only when they are called.

Exit status: 0 holds, 1 does not hold, 2 cannot be decided or cannot run.
"""

from __future__ import annotations


def main() -> None:
    """Run the command line; no traceback ever reaches its user."""
    from disclosures.cli.base import run

    run()

"""House two: law, plans and people. Every SHA-256 is the ledger's."""

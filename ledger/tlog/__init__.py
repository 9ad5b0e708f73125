"""Transparency-log formats, one module per C2SP specification. Bytes in, bytes out: no files, no clock, no network.

    ed25519       the strict profile; every signature of the project is made and judged here
    note          c2sp.org/signed-note       text, blank line, signature lines; verifier keys
    cosignature   c2sp.org/tlog-cosignature  a witness says: I saw this tree, at this time
    merkle        RFC 6962                   the tree, its roots and proofs
    tile          c2sp.org/tlog-tiles        how tree and entries lie in files
    checkpoint    c2sp.org/tlog-checkpoint   origin, size, root
    proof         c2sp.org/tlog-proof        one entry's inclusion, complete in one file
    policy        c2sp.org/tlog-policy       whose signatures make a checkpoint count
    evidence      docs/formats/evidence.md   two checkpoints that no one tree can hold

Every ``parse`` accepts one spelling only and raises ``FormatError``; a well-formed claim that does not hold raises
``ProofError``. One tested example of each format is in ``docs/formats/tlog.md``.
"""

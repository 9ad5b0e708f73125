"""The operator's hand: the log, the pages, the open data and the manifest, written where people find them.

Order matters: log, attachments, pages, parts, manifest; a reader who comes in between sees an older whole.
"""

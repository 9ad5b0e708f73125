"""The whole verification of a published folder: log, attachments, manifest, and what the model says."""

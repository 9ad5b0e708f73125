"""Every Vietnamese sentence and name that people read; one module a subject."""

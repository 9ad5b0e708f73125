"""What pages and commands read: folds of verified acts, the catalogue and a date."""

"""The embedded record of a project: append-only, checked by the database itself, one writer and many readers."""

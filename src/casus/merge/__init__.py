"""Which tellings are of one happening, and which reports are copies of another."""

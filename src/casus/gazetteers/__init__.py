"""Names to identities: places and actors, offline, ranked, with reasons."""

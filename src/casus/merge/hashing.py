"""Short stable numbers for long keys."""

from __future__ import annotations

import hashlib


def hashed(text: str) -> int:
    """64 bits of a BLAKE2b digest, signed as SQLite keeps integers: the same on every machine."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big", signed=True)

"""
A table from keys to numbers that is read where it lies on disk.

A key is the 64-bit BLAKE2b hash of its text: the first two bytes pick one of 65,536 buckets, the other six are
stored. Two of a million keys share all 64 bits with a probability of 3 in 100 million, an unknown word hits a stored
key with 1 in 10^13; the builder refuses a collision. Keys cannot be listed, which nothing here needs, and in return a
look-up is one hash and one `find` in mapped bytes. Measured against SQLite and a marisa trie in
`benchmarks/gazetteer_formats.py`.

Layout (little-endian): magic, n keys, m values, 65,537 bucket starts (u32), n tails (6 bytes), n + 1 value starts
(u32), m values (u32).
"""

from __future__ import annotations

import mmap
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from pathlib import Path
from struct import Struct, pack, unpack_from
from typing import Final

from casus.errors import ResourceError

MAGIC: Final = b"CASKEY01"
BUCKETS: Final = 65536
_TAIL: Final = 6
_HEAD: Final = Struct("<8sII")
_PAIR: Final = Struct("<II")


def key_hash(key: str) -> bytes:
    """Eight bytes that stand for the key."""
    return blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest()


class KeyTable:
    """A key table opened from a file. Thread-safe: it only reads."""

    __slots__ = ("_data", "_starts", "_tails", "_values", "keys", "path")

    def __init__(self, path: Path) -> None:
        self.path = path
        self._data = map_file(path)
        if len(self._data) < _HEAD.size or self._data[:8] != MAGIC:
            raise _damaged(path, "no key table")
        _, self.keys, values = _HEAD.unpack_from(self._data)
        self._tails = _HEAD.size + 4 * (BUCKETS + 1)
        self._starts = self._tails + _TAIL * self.keys
        self._values = self._starts + 4 * (self.keys + 1)
        if len(self._data) != self._values + 4 * values:
            raise _damaged(path, f"{len(self._data)} bytes, not {self._values + 4 * values}")

    def get(self, key: str) -> tuple[int, ...]:
        """The numbers stored under the key, in the order they were given; empty for an unknown key."""
        at = self._find(key_hash(key))
        if at < 0:
            return ()
        first, last = _PAIR.unpack_from(self._data, self._starts + 4 * at)
        return unpack_from(f"<{last - first}I", self._data, self._values + 4 * first)

    def __contains__(self, key: str) -> bool:
        """Whether the key is stored."""
        return self._find(key_hash(key)) >= 0

    def _find(self, digest: bytes) -> int:
        bucket = digest[0] << 8 | digest[1]
        low, high = _PAIR.unpack_from(self._data, _HEAD.size + 4 * bucket)
        tail = digest[2:]
        begin, end = self._tails + _TAIL * low, self._tails + _TAIL * high
        at = self._data.find(tail, begin, end)
        while at >= 0 and (at - begin) % _TAIL:  # bytes of two neighbours look like the tail
            at = self._data.find(tail, at + 1, end)
        return -1 if at < 0 else low + (at - begin) // _TAIL


def write_keytable(path: Path, entries: Mapping[str, Iterable[int]]) -> None:
    """Write a table; values keep their order. The bytes depend on the entries alone, not on their order."""
    hashed = {key_hash(key): tuple(values) for key, values in entries.items()}
    if len(hashed) != len(entries):
        raise ResourceError("two keys share one hash", where=str(path), remedy="use a longer hash")
    order = sorted(hashed)
    counts = [0] * (BUCKETS + 1)
    for digest in order:
        counts[(digest[0] << 8 | digest[1]) + 1] += 1
    starts = [0]
    for digest in order:
        starts.append(starts[-1] + len(hashed[digest]))
    values = [value for digest in order for value in hashed[digest]]
    parts = (
        _HEAD.pack(MAGIC, len(order), len(values)),
        _numbers(_running(counts)),
        b"".join(digest[2:] for digest in order),
        _numbers(starts),
        _numbers(values),
    )
    path.write_bytes(b"".join(parts))


def map_file(path: Path) -> mmap.mmap:
    """The file's bytes, mapped read-only. Raises `ResourceError` when it is missing or empty."""
    try:
        with path.open("rb") as file:
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError) as error:
        raise _damaged(path, getattr(error, "strerror", None) or str(error)) from error


def _damaged(path: Path, found: str) -> ResourceError:
    return ResourceError(
        found, where=str(path), expected="a file of a compiled gazetteer", remedy="install casus again"
    )


def _numbers(values: list[int]) -> bytes:
    return pack(f"<{len(values)}I", *values)


def _running(counts: list[int]) -> list[int]:
    total, out = 0, []
    for count in counts:
        total += count
        out.append(total)
    return out

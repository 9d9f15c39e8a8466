"""Gzip, with a guard: a small file may not unpack into something that fills memory or takes hours."""

from __future__ import annotations

import gzip
import io
from typing import BinaryIO, Final

from casus.errors import InputError
from casus.readers.draft import LIMIT
from casus.readers.refusal import Fault, RefusalCode

RATIO: Final = 100
"""Unpacked over packed size, at most, once a file has passed `LIMIT`. English text packs to about a third, JSON Lines
of one template repeated to about a thirtieth; a bomb reaches a thousandth."""


def is_gzip(head: bytes) -> bool:
    """Whether a file starts as gzip files do."""
    return head.startswith(b"\x1f\x8b")


def unpacked(stream: BinaryIO, origin: str) -> io.RawIOBase:
    """What a gzip stream holds. Reading it raises `Fault` for a decompression bomb."""
    return _Guarded(stream, origin)


class _Counted(io.RawIOBase):
    """A stream that knows how many bytes were taken from it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.taken = 0

    def readable(self) -> bool:
        """Always."""
        return True

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes."""
        data = self._stream.read(size)
        self.taken += len(data)
        return data


class _Guarded(io.RawIOBase):
    """The unpacked bytes of a gzip stream, counted on both sides."""

    def __init__(self, stream: BinaryIO, origin: str) -> None:
        self._packed = _Counted(stream)
        self._plain = gzip.GzipFile(fileobj=self._packed, mode="rb")
        self._origin = origin
        self._given = 0

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill `buffer` and say how many bytes that took."""
        data = self._plain.read(len(buffer))
        self._given += len(data)
        if self._given > LIMIT and self._given > RATIO * self._packed.taken:
            raise Fault(RefusalCode.TOO_LARGE, _bomb(self._origin, self._given, self._packed.taken))
        buffer[: len(data)] = data
        return len(data)


def _bomb(origin: str, given: int, taken: int) -> InputError:
    return InputError(
        f"a gzip file that grows from {taken:,} to more than {given:,} bytes",
        where=origin,
        expected=f"text that grows at most {RATIO} times",
        remedy="unpack it yourself if you trust it",
    )

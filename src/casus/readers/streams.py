"""Binary streams put one on another."""

from __future__ import annotations

import io
from typing import BinaryIO, Final, cast

LOOK: Final = 65_536
"""Bytes looked at to tell a format."""


class _Chained(io.RawIOBase):
    """The bytes already read for a look, then the rest of the stream, which stays open when this is closed."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = io.BytesIO(head)
        self._rest = rest

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill `buffer` and say how many bytes that took."""
        data = self._head.read(len(buffer)) or self._rest.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def chained(head: bytes, rest: BinaryIO) -> BinaryIO:
    """A buffered stream of `head` and then what is left in `rest`. Closing it leaves `rest` open."""
    return cast(BinaryIO, io.BufferedReader(_Chained(head, rest), LOOK))


def look(stream: BinaryIO) -> tuple[BinaryIO, bytes]:
    """The stream again, and its first bytes, which are still to be read from it. Where it can go back, it still can."""
    if stream.seekable():
        start = stream.tell()
        head = stream.read(LOOK)
        stream.seek(start)
        return stream, head
    head = stream.read(LOOK)
    return chained(head, stream), head

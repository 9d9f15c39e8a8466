"""
Files made of many gzip members one after the other, as .warc.gz is: read them from anywhere, past damage.

A member begins with the bytes 1f 8b 08, which occur elsewhere by chance; one counts only where what it unpacks to
begins as a record does.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from casus.errors import FormatError, InputError
from casus.readers.refusal import Fault, RefusalCode

MAGIC: Final = b"\x1f\x8b\x08"
OPENING: Final = b"WARC/"
MEMBER_LIMIT: Final = 6_000_000
"""Bytes that one member may unpack to: a page with its headers. Beyond, it is refused, unpacked no further."""

_SIZE: Final = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,18})[ \t]*\r\n", re.I)
_STEP: Final = 1 << 16
_GZIP: Final = 31
"""What zlib is told for one gzip member."""


@dataclass(frozen=True, slots=True)
class Member:
    """One member: where it begins in the file, and what it unpacks to."""

    offset: int
    data: bytes


def packed_singly(stream: BinaryIO) -> bool:
    """Whether each record is packed by itself, rather than all together; the stream, which can go back, stays put."""
    at = stream.tell()
    stream.seek(0)
    opening = _opening(stream)
    stream.seek(at)
    size = _SIZE.search(opening[:_STEP])
    end = opening.find(b"\r\n\r\n") + 4 + (int(size[1]) if size else 0) + 4
    return not opening.startswith(OPENING, end)


def _opening(stream: BinaryIO) -> bytes:
    """What the first member unpacks to, up to the limit or to where it is damaged."""
    unpacker, parts, room = zlib.decompressobj(_GZIP), [], MEMBER_LIMIT
    while room > 0 and not unpacker.eof and (data := unpacker.unconsumed_tail or stream.read(_STEP)):
        try:
            parts.append(unpacker.decompress(data, room))
        except zlib.error:
            break
        room -= len(parts[-1])
    return b"".join(parts)


def members(stream: BinaryIO, start: int, stop: int | None) -> Iterator[Member | tuple[int, Fault]]:
    """The members that begin from `start` on and before `stop`, in order; a damaged one as its offset and why."""
    window = _Window(stream, start)
    if start and not window.find(stop):
        return
    while (stop is None or window.at < stop) and window.more():
        at = window.at
        try:
            yield window.member()
        except Fault as fault:
            yield at, fault
            window.pass_over(at)
            if not window.find(stop):
                return


class _Window:
    """A stretch of a file that moves along with reading."""

    def __init__(self, stream: BinaryIO, at: int) -> None:
        self._stream = stream
        stream.seek(at)
        self.at = at
        self._held = b""

    def more(self) -> bool:
        """Whether any bytes are left."""
        if not self._held:
            self._held = self._stream.read(_STEP)
        return bool(self._held)

    def member(self) -> Member:
        """Unpack the member that begins here and go past it. Raises `Fault`; then the place is as `pass_over` wants."""
        at, unpacker, parts, size = self.at, zlib.decompressobj(_GZIP), [], 0
        while not unpacker.eof:
            if not self.more():
                raise _damaged("it ends too soon")
            part = _unpack(unpacker, self._held, MEMBER_LIMIT - size)
            parts.append(part)
            size += len(part)
            if unpacker.unconsumed_tail or size > MEMBER_LIMIT:
                raise _too_large()
            self.at += len(self._held) - len(unpacker.unused_data)
            self._held = unpacker.unused_data
        return Member(at, b"".join(parts))

    def pass_over(self, at: int) -> None:
        """Go to the byte after `at`, where a member began that cannot be unpacked."""
        self.at = at + 1
        self._stream.seek(self.at)
        self._held = b""

    def find(self, stop: int | None) -> bool:
        """Go to where the next member begins; False where none does before `stop`."""
        while stop is None or self.at < stop:
            found = self._held.find(MAGIC)
            if found < 0:
                if not self._slide():
                    return False
                continue
            self._move(found)
            if self._opens_record():
                return True
            self._move(1)
        return False

    def _slide(self) -> bool:
        """Take in more bytes, keeping what may be the beginning of the magic; False at the end of the file."""
        kept = self._held[-(len(MAGIC) - 1) :]
        fresh = self._stream.read(_STEP)
        self.at += len(self._held) - len(kept)
        self._held = kept + fresh
        return bool(fresh)

    def _move(self, by: int) -> None:
        self.at += by
        self._held = self._held[by:]

    def _opens_record(self) -> bool:
        if len(self._held) < 1024:
            self._held += self._stream.read(_STEP)
        try:
            return zlib.decompressobj(_GZIP).decompress(self._held[:1024], len(OPENING)) == OPENING
        except zlib.error:
            return False


def _unpack(unpacker: zlib._Decompress, data: bytes, room: int) -> bytes:
    try:
        return unpacker.decompress(data, room + 1)
    except zlib.error as error:
        raise _damaged(str(error)) from error


def _damaged(why: str) -> Fault:
    return Fault(
        RefusalCode.BROKEN,
        FormatError(f"a packed record that cannot be unpacked ({why})", remedy="the other records are read"),
    )


def _too_large() -> Fault:
    error = InputError(
        f"a packed record of more than {MEMBER_LIMIT:,} bytes",
        expected="one page in each record",
        remedy="the other records are read",
    )
    return Fault(RefusalCode.TOO_LARGE, error)

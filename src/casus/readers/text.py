"""Plain text: one file, one report."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from casus.readers.assemble import check_size
from casus.readers.decode import decode
from casus.readers.draft import LIMIT, Draft, ReadOptions, digest
from casus.readers.refusal import Refusal


def read_whole(stream: BinaryIO, origin: str, limit: int = LIMIT) -> bytes:
    """All bytes of a file that holds one report. Raises `Fault` beyond `limit`, before reading more."""
    data = stream.read(limit + 1)
    check_size(len(data), origin, limit)
    return data


def read_text(stream: BinaryIO, origin: str, _options: ReadOptions) -> Iterator[Draft | Refusal]:
    """The one report of a plain text file."""
    data = read_whole(stream, origin)
    text, notes = decode(data, origin)
    yield Draft(origin, text, digest(data), notes=notes)

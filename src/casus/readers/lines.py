"""Lines of a file that holds one report a row: decoded one by one, so that memory stays flat."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from casus.model.document import Note
from casus.readers.assemble import check_size
from casus.readers.decode import Encoding, encoding_fault, find_encoding, refuse_binary
from casus.readers.draft import LIMIT
from casus.readers.streams import chained

_SAMPLE: Final = 1 << 18


@dataclass(frozen=True, slots=True)
class Line:
    """One line with its line end: the bytes as they stand in the file, their characters, and the line number from 1."""

    raw: bytes
    text: str
    number: int
    notes: tuple[Note, ...] = ()


def read_lines(stream: BinaryIO, origin: str) -> Iterator[Line]:
    """The lines of a file, in the encoding that its first 256 kB show. Raises `Fault` for a line beyond `LIMIT`."""
    sample = stream.read(_SAMPLE)
    refuse_binary(sample, origin)
    encoding = find_encoding(sample, whole=len(sample) < _SAMPLE)
    whole = chained(sample[encoding.mark :], stream)
    raws = _wide_lines(whole, encoding, origin) if encoding.name.startswith("utf-16") else _raw_lines(whole, origin)
    for number, raw in enumerate(raws, 1):
        yield _line(raw, number, encoding, f"{origin}, line {number}")


def _raw_lines(stream: BinaryIO, origin: str) -> Iterator[bytes]:
    while raw := stream.readline(LIMIT + 1):
        check_size(len(raw), origin)
        yield raw


def _wide_lines(stream: BinaryIO, encoding: Encoding, origin: str) -> Iterator[bytes]:
    """Lines of UTF-16, where a line end is two bytes and may straddle what looks like one."""
    try:
        with io.TextIOWrapper(stream, encoding.name, newline="") as text:
            while line := text.readline(LIMIT + 1):
                check_size(len(line), origin)
                yield line.encode(encoding.name)
    except UnicodeDecodeError as error:
        raise encoding_fault(origin, encoding.name, error) from error


def _line(raw: bytes, number: int, encoding: Encoding, origin: str) -> Line:
    """One decoded line; where a single line breaks the encoding of the file, that line alone is guessed."""
    for choice in (encoding, find_encoding(raw)):
        try:
            return Line(raw, raw.decode(choice.name), number, choice.notes)
        except UnicodeDecodeError as error:
            failure = error
    raise encoding_fault(origin, encoding.name, failure)

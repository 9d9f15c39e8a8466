"""
The rows of a file, one at a time, with everything checked that does not depend on what the columns mean.

The encoding is UTF-8 (or UTF-16 with its mark) unless another is named. Bytes that are none are found in the cell that
holds them, so that they can be corrected there.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, cast

from casus.errors import InputError
from casus.imports.report import Report
from casus.imports.types import Problem
from casus.readers.decode import refuse_binary
from casus.readers.draft import LIMIT
from casus.readers.refusal import Fault
from casus.readers.streams import look
from casus.readers.table import find_delimiter
from casus.readers.unpack import is_gzip, unpacked

_STRAY: Final = re.compile("[\udc80-\udcff]")
_LOST: Final = re.compile("[\ufffd\0]")
_WIDE: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number below the column names, the line it starts on, and its cells."""

    number: int
    line: int
    cells: tuple[str, ...]


class Sheet:
    """An open file of rows; the first line is in `header`."""

    def __init__(self, text: io.TextIOBase, report: Report) -> None:
        csv.field_size_limit(max(csv.field_size_limit(), LIMIT))
        self._report = report
        above, first = next(((n, line) for n, line in enumerate(text) if line.strip()), (0, ""))
        mark = find_delimiter(first)
        plain = mark == "\t" and '"' not in first  # tab-separated exports of event data do not quote
        self._lines = _Counted(text, first, above)
        self._reader = (
            csv.reader(self._lines, delimiter=mark, quoting=csv.QUOTE_NONE)
            if plain
            else csv.reader(self._lines, delimiter=mark, strict=True)
        )
        self.first = self._next(0) or Row(0, 1, ())
        self.header = tuple(cell.strip().removeprefix("\ufeff").strip('"') for cell in self.first.cells)

    def rows(self, number: int = 1) -> Iterator[Row]:
        """The rows below the first that are not empty, numbered from `number`; a broken one ends the file."""
        while (row := self._next(number)) is not None:
            if any(cell.strip() for cell in row.cells):
                yield row
                number += 1

    def _next(self, number: int) -> Row | None:
        line = self._lines.count + 1
        try:
            return Row(number, line, tuple(next(self._reader)))
        except StopIteration:
            return None
        except csv.Error as error:
            expected = "every quotation mark closed; one left open takes in the rows below"
            self._report.problem(Problem(number, line, "", f"a broken row ({error})", expected))
            return None


class _Counted:
    """Hands out lines, the first one again, and counts them."""

    def __init__(self, text: io.TextIOBase, first: str, above: int) -> None:
        self._text = text
        self._first = first
        self.count = above

    def __iter__(self) -> Iterator[str]:
        if self._first:
            self.count += 1
            yield self._first
        for line in self._text:
            self.count += 1
            yield line


@contextmanager
def open_text(path: Path, encoding: str | None) -> Iterator[io.TextIOBase]:
    """A file as text, unpacked if need be. Raises InputError for what is no file, cannot be read or is no text."""
    if encoding is not None and not _is_codec(encoding):
        raise InputError(f"no encoding {encoding!r}", expected="a name such as utf-8, cp1252 or latin-1")
    try:
        with path.open("rb") as raw:
            yield _text(raw, str(path), encoding)
    except FileNotFoundError as error:
        raise InputError("no such file", where=str(path), expected="a file", remedy="check the path") from error
    except Fault as fault:
        raise fault.error from fault
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        raise InputError(f"cannot be read ({reason})", where=str(path), expected="a file that is whole") from error


def _text(raw: BinaryIO, origin: str, encoding: str | None) -> io.TextIOBase:
    stream, head = look(raw)
    if is_gzip(head):
        stream, head = look(cast(BinaryIO, unpacked(stream, origin)))
    refuse_binary(head, origin)
    wide = head[:2] in _WIDE and encoding is None
    codec = "utf-16" if wide else (encoding or "utf-8-sig")
    return io.TextIOWrapper(stream, codec, "replace" if wide else "surrogateescape", newline="")


def _is_codec(name: str) -> bool:
    try:
        return codecs.lookup(name)._is_text_encoding
    except (LookupError, AttributeError, ValueError):
        return False


def check_cells(row: Row, header: Sequence[str], report: Report) -> bool:
    """Whether a row has a cell for each column and holds only characters; what is wrong is noted."""
    sound = True
    surplus = row.cells[len(header) :]
    if len(row.cells) < len(header) or any(cell.strip() for cell in surplus):
        found = f"{len(row.cells)} cells where {len(header)} columns are named"
        report.problem(Problem(row.number, row.line, "", found, "as many cells as columns"))
        sound = False
    for name, cell in zip(header, row.cells, strict=False):
        if not cell.isascii() and (stray := _STRAY.search(cell)):
            found = (
                f"the byte 0x{ord(stray[0]) - 0xDC00:02x}, which is not UTF-8, after {cell[: stray.start()][-20:]!r}"
            )
            expected = "text in UTF-8: save the file so, or name its encoding (--encoding cp1252)"
            report.problem(Problem(row.number, row.line, name, found, expected))
            sound = False
        elif lost := _LOST.search(cell):
            found = "a character that was lost in saving" if lost[0] != "\0" else "a NUL character"
            report.problem(Problem(row.number, row.line, name, found, "the file as it was published"))
            sound = False
    return sound

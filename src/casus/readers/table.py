"""CSV and TSV: one report a row, columns named in the first row."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import BinaryIO, Final

from casus.errors import FormatError
from casus.model.document import Note
from casus.readers.autoarchiver import draft_archived, known_layout, wants_other
from casus.readers.draft import LIMIT, Draft, ReadOptions
from casus.readers.formats import DELIMITERS
from casus.readers.lines import Line, read_lines
from casus.readers.refusal import Fault, Refusal, RefusalCode
from casus.readers.rows import columns_fault, draft_row, has_columns

_REMEDY: Final = "correct this row (a quotation mark left open takes in the rows below); the others are read"


class _Recorder:
    """Hands lines to the CSV parser and keeps what it took for the row in work."""

    def __init__(self, lines: Iterator[Line]) -> None:
        self._lines = lines
        self.taken: list[Line] = []

    def __iter__(self) -> Iterator[str]:
        for line in self._lines:
            self.taken.append(line)
            yield line.text

    @property
    def raw(self) -> bytes:
        """The bytes of the row in work, without its line end."""
        return b"".join(line.raw for line in self.taken).rstrip(b"\r\n")

    @property
    def notes(self) -> tuple[Note, ...]:
        """The notes of its lines, each once."""
        return tuple(dict.fromkeys(note for line in self.taken for note in line.notes))


def read_csv(stream: BinaryIO, origin: str, options: ReadOptions) -> Iterator[Draft | Refusal]:
    """One report per row. Broken rows are refused with their number (the row below the column names is 1)."""
    # The parser's limit is one for the whole process and by default below one long report.
    csv.field_size_limit(max(csv.field_size_limit(), LIMIT))
    lines = read_lines(stream, origin)
    first = next((line for line in lines if line.text.strip()), None)
    if first is None:
        raise _no_row("only blank lines", origin)
    delimiter = find_delimiter(first.text)
    columns = _columns(first.text, delimiter)
    if not has_columns(columns, options) and not _archived(columns, options):
        raise columns_fault(columns, origin, options)
    recorder = _Recorder(lines)
    rows = csv.reader(recorder, delimiter=delimiter, strict=True)
    yield from _read_rows(rows, recorder, columns, origin, options)


def find_delimiter(header: str) -> str:
    """The delimiter that occurs most often in the row of column names; a comma when there is none."""
    best = max(DELIMITERS, key=header.count)
    return best if best in header else ","


def _read_rows(
    rows: Iterator[list[str]], recorder: _Recorder, columns: Sequence[str], origin: str, options: ReadOptions
) -> Iterator[Draft | Refusal]:
    number = 0
    while True:
        recorder.taken.clear()
        place = f"{origin}#{number + 1}"
        try:
            cells = next(rows)
            number += bool(cells)
            if cells:
                yield _draft(cells, columns, place, recorder, options)
        except StopIteration:
            break
        except csv.Error as error:
            number += 1
            yield _fault(RefusalCode.BROKEN_ROW, f"a broken row ({error})", _where(place, recorder)).at(place)
        except Fault as fault:
            yield fault.at(place)
    if number == 0:
        raise _no_row("column names without a row below", origin)


def _draft(cells: list[str], columns: Sequence[str], place: str, recorder: _Recorder, options: ReadOptions) -> Draft:
    if len(cells) != len(columns):
        found = f"{len(cells)} cells where {len(columns)} columns are named"
        raise _fault(RefusalCode.BROKEN_ROW, found, _where(place, recorder))
    row = dict(zip(columns, cells, strict=True))
    if layout := _archived(columns, options):
        return draft_archived(layout(row), recorder.raw, place, recorder.notes)
    return draft_row(row, recorder.raw, place, options, recorder.notes)


def _archived(columns: Sequence[str], options: ReadOptions) -> Callable[[Mapping[str, str]], dict[str, str]] | None:
    """What reads a row of an auto-archiver table; None for other tables, and where the user names the text column."""
    return None if wants_other(options) else known_layout(columns)


def _columns(header: str, delimiter: str) -> tuple[str, ...]:
    try:
        return tuple(name.strip() for name in next(csv.reader([header], delimiter=delimiter, strict=True)))
    except csv.Error:
        return tuple(name.strip() for name in header.split(delimiter))


def _where(place: str, recorder: _Recorder) -> str:
    return f"{place} (line {recorder.taken[0].number})" if recorder.taken else place


def _fault(code: RefusalCode, found: str, origin: str) -> Fault:
    return Fault(
        code, FormatError(found, where=origin, expected="as many cells as there are column names", remedy=_REMEDY)
    )


def _no_row(found: str, origin: str) -> Fault:
    error = FormatError(
        found, where=origin, expected="a row of column names and a report in each row below", remedy="leave it out"
    )
    return Fault(RefusalCode.EMPTY, error)

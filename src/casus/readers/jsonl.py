"""JSON Lines (one report a line) and JSON (one report, or an array of them)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, Final

import msgspec

from casus.errors import FormatError
from casus.readers.decode import decode
from casus.readers.draft import Draft, ReadOptions
from casus.readers.lines import Line, read_lines
from casus.readers.refusal import Fault, Refusal, RefusalCode
from casus.readers.rows import draft_row
from casus.readers.text import read_whole

_ROW_REMEDY: Final = "correct this row; the others are read"
_FILE_REMEDY: Final = "correct the file; where only some reports are broken, JSON Lines lets the others be read"


def read_jsonl(stream: BinaryIO, origin: str, options: ReadOptions) -> Iterator[Draft | Refusal]:
    """One report per line; blank lines are passed over, broken ones refused with their row number."""
    rows = (line for line in read_lines(stream, origin) if line.text.strip())
    number = 0
    for number, line in enumerate(rows, 1):
        place = f"{origin}#{number}"
        try:
            yield draft_of_line(line, place, options)
        except Fault as fault:
            yield fault.at(place)
    if number == 0:
        raise _no_report("only blank lines", origin)


def read_json(stream: BinaryIO, origin: str, options: ReadOptions) -> Iterator[Draft | Refusal]:
    """The report, or each report of the array, in a JSON file."""
    text, notes = decode(read_whole(stream, origin), origin)
    found = parse_json(text, origin, RefusalCode.BROKEN)
    if found == []:
        raise _no_report("an empty array", origin)
    for number, row in enumerate(found if isinstance(found, list) else [found], 1):
        place = f"{origin}#{number}" if isinstance(found, list) else origin
        try:
            yield draft_row(_mapping(row, place), msgspec.json.encode(row), place, options, notes)
        except Fault as fault:
            yield fault.at(place)


def parse_json(text: str, origin: str, code: RefusalCode) -> object:
    """What the JSON in `text` says. Raises `Fault` of that `code` (`BROKEN` file or `BROKEN_ROW`) when it is broken."""
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        remedy = _ROW_REMEDY if code is RefusalCode.BROKEN_ROW else _FILE_REMEDY
        raise Fault(
            code,
            FormatError(f"broken JSON ({error})", where=origin, expected="one JSON object per report", remedy=remedy),
        ) from error


def draft_of_line(line: Line, origin: str, options: ReadOptions) -> Draft:
    """The draft of one line. Raises `Fault` where it is broken."""
    found = parse_json(line.text, f"{origin} (line {line.number})", RefusalCode.BROKEN_ROW)
    return draft_row(_mapping(found, origin), line.raw.strip(), origin, options, line.notes)


def _mapping(row: object, origin: str) -> dict[str, object]:
    if isinstance(row, dict):
        return row
    raise Fault(
        RefusalCode.BROKEN_ROW,
        FormatError(
            f"{type(row).__name__} where a report should be",
            where=origin,
            expected="a JSON object with a text",
            remedy=_ROW_REMEDY,
        ),
    )


def _no_report(found: str, origin: str) -> Fault:
    return Fault(
        RefusalCode.EMPTY,
        FormatError(found, where=origin, expected="at least one JSON object with a text", remedy="leave it out"),
    )

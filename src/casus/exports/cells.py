"""
Cells of tables that other programs open: text that a spreadsheet would run as a formula is made harmless.

A cell that starts with = + - @ or a control character gets an apostrophe in front, as spreadsheets themselves write
text; a number keeps its sign. Nothing else is changed in CSV; tab-separated formats have no way to quote, so tabs and
line ends in cells become blanks there.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, TextIO

Cell = str | int | float | None
_FORMULA: Final = re.compile(r"[=+\-@\t\r\n]")
_NUMBER: Final = re.compile(r"[+-]?\d+(\.\d+)?")
_BREAKS: Final = re.compile(r"[\t\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")


def text(value: Cell) -> str:
    """A value as text; what is unknown is empty, whole coordinates lose their ".0"."""
    if value is None:
        return ""
    return f"{value:.6f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def safe(value: Cell) -> str:
    """A cell that no spreadsheet runs; NUL, which CSV readers stumble over, is left out."""
    written = text(value).replace("\0", "")
    return f"'{written}" if _FORMULA.match(written) and not _NUMBER.fullmatch(written) else written


def joined(values: Iterable[str | None]) -> str:
    """Several values in one cell, each once: "a; b"."""
    return "; ".join(dict.fromkeys(value for value in values if value))


class Table:
    """Writes rows of one table in the published order of its columns."""

    def __init__(self, out: TextIO, columns: Sequence[str], *, tabs: bool = False, header: bool = True) -> None:
        self._columns = tuple(columns)
        self._tabs = tabs
        self._out = out
        self._csv = csv.writer(out, lineterminator="\r\n")
        if header:
            self._write(self._columns)

    def row(self, cells: Mapping[str, Cell]) -> None:
        """Write one row; columns that `cells` does not name stay empty. Raises KeyError for a column there is not."""
        if strange := cells.keys() - set(self._columns):
            raise KeyError(f"no such columns: {sorted(strange)}")
        self._write([safe(cells.get(column)) for column in self._columns])

    def _write(self, cells: Sequence[str]) -> None:
        if self._tabs:
            self._out.write("\t".join(_BREAKS.sub(" ", cell) for cell in cells) + "\n")
        else:
            self._csv.writerow(cells)

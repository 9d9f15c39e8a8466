"""The cells of one row, read with a check; what is wrong is noted with row and column, and reading goes on."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date
from typing import Final

from casus.imports import days
from casus.imports.report import Report
from casus.imports.types import Problem

_ESCAPED: Final = re.compile(r"'[=+\-@]")
"""Text that spreadsheets and casus's exports keep from being run as a formula."""

_NUMBER: Final = re.compile(r"[+-]?\d{1,18}(?:\.\d{1,18})?", re.A)
_SHOWN: Final = 40


class Cells:
    """One row by column; `row` and `line` are where it stands in the file."""

    def __init__(self, values: Mapping[str, str], row: int, line: int, report: Report) -> None:
        self._values = values
        self._report = report
        self.row = row
        self.line = line

    def text(self, column: str) -> str:
        """The cell without blanks around it; "" where the file has no such column."""
        value = self._values.get(column, "").strip()
        return value[1:] if _ESCAPED.match(value) else value

    def must(self, column: str) -> str:
        """A cell that may not be empty."""
        value = self.text(column)
        if not value:
            self.wrong(column, "an empty cell", "a value in every row")
        return value

    def one_of(self, column: str, choices: Collection[str]) -> str:
        """A cell that holds one of a few codes; "" and a problem otherwise."""
        value = self.must(column)
        if value and value not in choices:
            self.wrong(column, shown(value), f"one of {', '.join(choices)}")
            return ""
        return value

    def day(self, column: str) -> date | None:
        """A day; None and a problem where there is none."""
        value = self.must(column)
        try:
            return days.day(value) if value else None
        except ValueError as error:
            self.wrong(column, str(error)[: _SHOWN * 2], days.EXPECTED)
            return None

    def number(self, column: str, low: float, high: float) -> float | None:
        """A number between two bounds; None for an empty cell."""
        value = self.text(column)
        if not value:
            return None
        if _NUMBER.fullmatch(value) is None or not low <= float(value) <= high:
            self.wrong(column, shown(value), f"a number from {low:g} to {high:g}")
            return None
        return float(value)

    def count(self, column: str) -> int | None:
        """How many; None for an empty cell."""
        found = self.number(column, 0, 10_000_000)
        if found is not None and not found.is_integer():
            self.wrong(column, shown(self.text(column)), "a whole number")
            return None
        return None if found is None else int(found)

    def point(self, lat: str, lon: str) -> tuple[float | None, float | None]:
        """Coordinates: both, or none where both cells are empty."""
        found = self.number(lat, -90, 90), self.number(lon, -180, 180)
        if bool(self.text(lat)) != bool(self.text(lon)):
            self.wrong(lat if not self.text(lat) else lon, "an empty cell", "latitude and longitude, or neither")
        return found if None not in found else (None, None)

    def wrong(self, column: str, found: str, expected: str) -> None:
        """Note a problem of this row."""
        self._report.problem(Problem(self.row, self.line, column, found, expected))

    def odd(self, column: str, found: str, expected: str) -> None:
        """Note an oddity of this row that stops nothing."""
        self._report.remark(Problem(self.row, self.line, column, found, expected))


def shown(value: str) -> str:
    """A value as messages show it, cut where it is long."""
    return repr(value if len(value) <= _SHOWN else value[: _SHOWN - 1] + "…")

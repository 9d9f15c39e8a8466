"""What a file of coded events gives: frozen rows in one shape, whatever the format, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from casus.model.when import TimePrecision


@dataclass(frozen=True, slots=True)
class CodedPlace:
    """
    Where. WGS84 degrees, both or neither; `radius_km` says how exact the point is.

    `country` is ISO alpha-3 where the name or number is known, `country_name` what the file says.
    """

    name: str
    lat: float | None = None
    lon: float | None = None
    radius_km: float = 0.0
    country: str | None = None
    country_name: str = ""
    admin1: str = ""


@dataclass(frozen=True, slots=True)
class CodedParty:
    """Someone on one side, as the file names them; `group` one of ACLED's eight kinds, "" where not known."""

    name: str
    group: str = ""
    country: str | None = None
    ucdp_id: str = ""


@dataclass(frozen=True, slots=True)
class Deaths:
    """How many died; None where not told. `low` without `high` is "at least"; `best` is what the coders think."""

    low: int | None = None
    best: int | None = None
    high: int | None = None

    @property
    def ends(self) -> tuple[int, int | None] | None:
        """Lowest and highest number, None for no upper bound; None where nothing is told."""
        told = [number for number in (self.low, self.best, self.high) if number is not None]
        if not told:
            return None
        return min(told), None if self.low is not None and self.high is None else max(told)

    def __str__(self) -> str:
        """As a table shows it: "6", "6 to 9", "20 or more"; "" where nothing is told."""
        if self.ends is None:
            return ""
        low, high = self.ends
        return f"{low} or more" if high is None else f"{low}" if low == high else f"{low} to {high}"


@dataclass(frozen=True, slots=True)
class CodedEvent:
    """
    One row. `row` counts from 1 below the line of column names; `first` and `last` are days, both included.

    `types` go from coarse to fine ("Battles", "Armed clash"); `sides` are the two sides, the leading name first.
    """

    id: str
    row: int
    first: date
    last: date
    precision: TimePrecision
    place: CodedPlace
    sides: tuple[tuple[CodedParty, ...], tuple[CodedParty, ...]]
    types: tuple[str, ...]
    deaths: Deaths
    source: str = ""
    url: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: `row` 0 is the line of column names; `line` that of the file, 0 where not known."""

    row: int
    line: int
    column: str
    found: str
    expected: str = ""

    def __str__(self) -> str:
        """One line for a person: "row 3 (line 4), column event_date: '2024-02-30' is no date; expected …"."""
        at = f"row {self.row}" if self.row else "column names"
        at += f" (line {self.line})" if self.row and self.line else ""
        at += f", column {self.column}" if self.column else ""
        return f"{at}: {self.found}" + (f"; expected {self.expected}" if self.expected else "")


@dataclass(frozen=True, slots=True)
class Coded:
    """
    What reading a file came to. With `problems` there are no events; `remarks` are oddities that stop nothing.

    `more` is how many problems there are beyond those listed.
    """

    format: str
    title: str
    events: tuple[CodedEvent, ...] = ()
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()
    more: int = 0

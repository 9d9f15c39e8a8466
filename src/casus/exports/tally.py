"""What became of what was asked for: how many rows were written, and what was left out and why."""

from __future__ import annotations

import csv
from dataclasses import astuple, dataclass, field
from typing import Final, TextIO

from casus.exports.cells import safe

COLUMNS: Final = ("id", "what", "reason", "detail")


@dataclass(frozen=True, slots=True)
class Dropped:
    """One row that a format does not hold: id of the event, state or report, what it is, why it is left out."""

    id: str
    what: str
    reason: str
    detail: str = ""


@dataclass(slots=True)
class Tally:
    """Rows written so far, and what was dropped."""

    rows: int = 0
    dropped: list[Dropped] = field(default_factory=list)

    def drop(self, id_: str, what: str, reason: str, detail: str = "") -> None:
        """Note that something is left out."""
        self.dropped.append(Dropped(id_, what, reason, detail))

    def write(self, out: TextIO) -> None:
        """The dropped rows as CSV."""
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows([safe(cell) for cell in astuple(row)] for row in self.dropped)

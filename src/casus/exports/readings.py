"""JSON Lines of readings: everything that was read in each report, one object a report, in the reading format."""

from __future__ import annotations

from typing import Final

import msgspec

from casus.exports.files import Files
from casus.exports.protocol import Format
from casus.exports.record import Content
from casus.exports.tally import Tally


def write(content: Content, files: Files, tally: Tally) -> None:
    """Write the readings of the reports that the filter keeps anything of."""
    out = files.text()
    for reading in content.readings():
        out.write(msgspec.json.encode(reading).decode() + "\n")
        tally.rows += 1


FORMAT: Final = Format(
    "readings",
    "JSON Lines of readings: each report with its text and everything read in it",
    ".jsonl",
    "what joins reports: merged events and what is believed of them",
    write,
)

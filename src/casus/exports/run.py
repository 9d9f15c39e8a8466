"""Write one export: the file, the list of what was dropped, and what it is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from casus.errors import InputError
from casus.exports import (
    acled,
    bundle,
    evidence,
    flat,
    ftm,
    gdelt,
    ged,
    geojson,
    icews,
    kumu,
    parquet,
    polecat,
    readings,
)
from casus.exports.files import Files
from casus.exports.protocol import Format
from casus.exports.record import Content, Record, about, as_json
from casus.exports.tally import Tally
from casus.store.rows import EVERYTHING, Filter


@dataclass(frozen=True, slots=True)
class Summary:
    """What was written: rows, what was dropped, and the files."""

    rows: int
    tally: Tally
    files: tuple[Path, ...]


def formats() -> dict[str, Format]:
    """All formats by name."""
    listed = (
        *(acled.FORMAT, ged.FORMAT, polecat.FORMAT, icews.FORMAT, gdelt.FORMAT, flat.CSV, flat.HXL),
        *(geojson.FORMAT, parquet.FORMAT, readings.FORMAT, evidence.FORMAT, ftm.FORMAT, kumu.FORMAT, bundle.FORMAT),
    )
    return {one.name: one for one in listed}


def find(name: str) -> Format:
    """The format of that name. Raises InputError, which lists those there are."""
    known = formats()
    if name not in known:
        raise InputError(
            f"no format {name!r}", expected=f"one of {', '.join(known)}", remedy="casus export --list explains them"
        )
    return known[name]


def export(
    record: Record, format_name: str, out: str | Path, wanted: Filter = EVERYTHING, *, name: str = ""
) -> Summary:
    """
    Write a project, or what a filter keeps of it, to `out` and the files beside it.

    Beside `war.csv` stand `war.dropped.csv` (what is left out, one reason each) and `war.about.json` (filter, version,
    runs, citation). `name` is what the project is called there. All files or none are written. Raises InputError for
    an unknown format or a place that cannot be written to, ExtraMissingError where an optional part is missing.
    """
    wanted_format = find(format_name)
    made = datetime.now(UTC).replace(microsecond=0).isoformat()
    content, tally = Content(record, wanted, name=name, made=made), Tally()
    with Files(Path(out)) as files:
        wanted_format.write(content, files, tally)
        tally.write(files.text("dropped.csv"))
        files.text("about.json").write(as_json(about(content, wanted_format.name, tally)))
        written = files.names()
    return Summary(tally.rows, tally, tuple(Path(out).parent / name for name in written))

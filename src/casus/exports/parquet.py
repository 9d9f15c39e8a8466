"""
Parquet with GeoParquet 1.1 metadata: all events as one table with typed columns and points as WKB.

For DuckDB, pandas, GeoPandas, QGIS. Needs pyarrow: the extra casus[parquet]. Events without a place on the map have no
geometry. The file's metadata hold, under "casus", where it comes from.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Any, Final

from casus.errors import ExtraMissingError
from casus.exports.files import Files
from casus.exports.flat import COLUMNS, row
from casus.exports.geojson import Position, position
from casus.exports.protocol import Format
from casus.exports.record import Content, about
from casus.exports.tally import Tally
from casus.model.vocabulary import FATES

BATCH: Final = 5_000
"""Events in one row group."""

DAYS: Final = ("date_start", "date_end", "date_reported")
FLOATS: Final = ("belief", "latitude", "longitude", "radius_km")
INTEGERS: Final = (
    *("independent_sources", "where_precision"),
    *(f"{role}{end}" for role in FATES for end in ("_min", "", "_max")),
)


def write(content: Content, files: Files, tally: Tally) -> None:
    """Write the table, one row group after the other. Raises ExtraMissingError without pyarrow."""
    arrow, parquet = _arrow()
    schema = _schema(arrow)
    box = _Box()
    with parquet.ParquetWriter(files.path(), schema) as writer:
        rows = _rows(content, box, tally)
        while batch := list(islice(rows, BATCH)):
            writer.write_table(arrow.Table.from_pylist(batch, schema=schema))
        found = {"geo": json.dumps(box.metadata()), "casus": json.dumps(about(content, "parquet"), ensure_ascii=False)}
        writer.add_key_value_metadata(found)


class _Box:
    """The bounding box of all points so far."""

    def __init__(self) -> None:
        self._points: list[Position] = []

    def add(self, point: Position) -> None:
        corners = [*self._points, point]
        low = min(x for x, _ in corners), min(y for _, y in corners)
        self._points = [low, (max(x for x, _ in corners), max(y for _, y in corners))]

    def metadata(self) -> dict[str, Any]:
        """What GeoParquet wants to know. Without a "crs", coordinates are WGS84 longitude and latitude."""
        geometry: dict[str, Any] = {"encoding": "WKB", "geometry_types": ["Point"]}
        if self._points:
            geometry["bbox"] = [value for corner in self._points for value in corner]
        return {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": geometry}}


def _rows(content: Content, box: _Box, tally: Tally) -> Iterator[dict[str, Any]]:
    for belief in content.beliefs():
        told: dict[str, Any] = {key: None if value == "" else value for key, value in row(belief).items()}
        told |= {column: date.fromisoformat(told[column]) for column in DAYS if told.get(column)}
        told["disputed"] = told["disputed"] == "yes"
        point = position(belief.place)
        if point:
            box.add(point)
        tally.rows += 1
        yield {column: told.get(column) for column in COLUMNS} | {"geometry": wkb(point) if point else None}


def wkb(point: Position) -> bytes:
    """A point as little-endian well-known binary."""
    return struct.pack("<BIdd", 1, 1, *point)


def _schema(arrow: Any) -> Any:
    kinds = {
        **dict.fromkeys(COLUMNS, arrow.string()),
        **dict.fromkeys(DAYS, arrow.date32()),
        **dict.fromkeys(FLOATS, arrow.float64()),
        **dict.fromkeys(INTEGERS, arrow.int64()),
        "disputed": arrow.bool_(),
        "geometry": arrow.binary(),
    }
    return arrow.schema(list(kinds.items()))


def _arrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise ExtraMissingError(
            "writing Parquet needs pyarrow, which is not installed", remedy="pip install 'casus[parquet]'"
        ) from error
    return pyarrow, pyarrow.parquet


FORMAT: Final = Format(
    "parquet",
    "Parquet with GeoParquet metadata: all events as a typed table with points",
    ".parquet",
    "",
    write,
    extra="parquet",
)

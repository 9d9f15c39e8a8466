"""Parquet: one report a row, columns named as in CSV. Needs pyarrow (casus[parquet])."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, BinaryIO, Final

import msgspec

from casus.errors import ExtraMissingError, FormatError, InputError
from casus.readers.draft import FIELDS, Draft, ReadOptions
from casus.readers.refusal import Fault, Refusal, RefusalCode
from casus.readers.rows import columns_fault, draft_row, find_columns, has_columns

ROWS: Final = 256
"""Rows held at a time."""


def read_parquet(stream: BinaryIO, origin: str, options: ReadOptions) -> Iterator[Draft | Refusal]:
    """One report per row. Raises `Fault` for a file without a text column, ExtraMissingError without pyarrow."""
    yield from read_groups(open_parquet(stream, origin), origin, options)


def open_parquet(stream: BinaryIO, origin: str) -> Any:
    """The file as pyarrow has it. Raises `Fault`, and ExtraMissingError without pyarrow."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise ExtraMissingError(
            "reading Parquet needs pyarrow, which is not installed", remedy="pip install 'casus[parquet]'"
        ) from error
    if not stream.seekable():
        missing = InputError("Parquet in a stream", where=origin, expected="a file", remedy="name the file itself")
        raise Fault(RefusalCode.UNREADABLE, missing)
    try:
        return pyarrow.parquet.ParquetFile(stream)
    except (pyarrow.ArrowException, OSError) as error:
        broken = FormatError(f"no Parquet ({error})", where=origin, remedy="check how the file was saved")
        raise Fault(RefusalCode.BROKEN, broken) from error


def read_groups(file: Any, origin: str, options: ReadOptions, groups: range | None = None) -> Iterator[Draft | Refusal]:
    """The reports of some row groups of a file, by default of all. Rows are counted from 1 over the whole file."""
    names = file.schema_arrow.names
    if not has_columns(names, options):
        raise columns_fault(names, origin, options)
    found = find_columns(names, options)
    wanted = groups if groups is not None else range(file.num_row_groups)
    before = sum(file.metadata.row_group(number).num_rows for number in range(wanted.start))
    columns = [found[field] for field in FIELDS if field in found]
    for number, row in enumerate(_rows(file, wanted, columns, origin), before + 1):
        place = f"{origin}#{number}"
        try:
            yield draft_row(row, msgspec.json.encode(row), place, options)
        except Fault as fault:
            yield fault.at(place)


def _rows(file: Any, groups: range, columns: list[str], origin: str) -> Iterator[dict[str, object]]:
    import pyarrow

    try:
        for batch in file.iter_batches(batch_size=ROWS, row_groups=list(groups), columns=columns):
            for row in batch.to_pylist():
                yield {name: _plain(value) for name, value in row.items()}
    except (pyarrow.ArrowException, OSError) as error:
        broken = FormatError(f"damaged Parquet ({error})", where=origin, remedy="check how the file was saved")
        raise Fault(RefusalCode.BROKEN, broken) from error


def _plain(value: object) -> object:
    """Days and times as ISO words, which readers of dates understand; bytes as text."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value

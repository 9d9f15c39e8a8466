"""Parquet: a report a row."""

from __future__ import annotations

import io
from datetime import date

import pytest

from casus.model.document import Document
from casus.readers import ReadOptions, Refusal
from tests.archive.material import report
from tests.readers.reading import read

pa = pytest.importorskip("pyarrow", reason="needs pyarrow (casus[parquet])")


def _file(table: object, **how: int) -> bytes:
    import pyarrow.parquet

    sink = io.BytesIO()
    pyarrow.parquet.write_table(table, sink, **how)
    return sink.getvalue()


def test_rows_are_reports_with_their_days() -> None:
    """Columns mean what they mean in CSV; days may be days rather than words."""
    rows = [{**report(n), "date": date(2024, 5, 1 + n)} for n in range(3)]

    found = read(_file(pa.Table.from_pylist(rows), row_group_size=2), "a.parquet")

    assert [item.published for item in found if isinstance(item, Document)] == [date(2024, 5, n) for n in (1, 2, 3)]
    assert [item.origin for item in found] == ["a.parquet#1", "a.parquet#2", "a.parquet#3"]


def test_columns_can_be_named() -> None:
    """--map works as for other tables."""
    table = pa.table({"body": [report(1)["text"]]})

    (document,) = read(_file(table), "a.parquet", ReadOptions(mapping=(("text", "body"),)))

    assert isinstance(document, Document)


@pytest.mark.parametrize(("data", "code"), [(b"PAR1 and nothing", "broken"), (None, "columns")])
def test_what_cannot_be_read_says_why(data: bytes | None, code: str) -> None:
    """Damage and a missing text column are refusals."""
    (refusal,) = read(data if data is not None else _file(pa.table({"a": [1]})), "a.parquet")

    assert isinstance(refusal, Refusal)
    assert refusal.code == code

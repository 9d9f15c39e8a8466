"""Plain, HXL and Parquet tables, as pandas, libhxl, pyarrow and GeoPandas read them."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from casus.errors import ExtraMissingError
from casus.exports.flat import COLUMNS, TAGS
from tests.exports.building import ARMY, FRONT, at, claim, exported, killed, on, read_rows, said_by, state


def test_the_plain_table_leaves_nothing_out(tmp_path: Path) -> None:
    """Denied and planned acts have rows, with what became of them; the states stand beside them."""
    ahead = claim(number=3, factuality="U", status="planned", time=on(date(2031, 6, 1)))
    told = (claim(number=1), claim(number=2, factuality="CT-"), ahead)
    held = state("controls", FRONT, replace(ARMY, role="object"), sources=(said_by("a mayor"),))
    out, summary = exported("csv", tmp_path, *told, states=(held,))

    assert [row["realisation"] for row in read_rows(out)] == ["happened", "did_not_happen", "expected"]
    assert summary.tally.dropped == []
    (held_row,) = read_rows(tmp_path / "war.states.csv")
    assert (held_row["relation"], held_row["subject"], held_row["source"]) == ("controls", "Northern Front", "a mayor")


def test_pandas_reads_the_plain_table(tmp_path: Path) -> None:
    """Types come out: numbers as numbers, empty cells as missing."""
    pandas = pytest.importorskip("pandas")
    out, _ = exported("csv", tmp_path, claim(quantities=(killed(4, 4, None),)), claim(number=2, places=()))
    table = pandas.read_csv(out)

    assert list(table.columns) == list(COLUMNS)
    assert table["killed"].tolist()[0] == 4
    assert table["killed_max"].isna().all()
    assert table["latitude"].isna().tolist() == [False, True]


def test_libhxl_reads_the_tagged_table(tmp_path: Path) -> None:
    """Every column has a hashtag that libhxl understands, and rows can be asked by it."""
    hxl = pytest.importorskip("hxl")
    out, _ = exported("hxl", tmp_path, claim(quantities=(killed(4, 4, 6),)))
    with hxl.data(str(out), hxl.InputOptions(allow_local=True)) as found:
        assert [column.display_tag for column in found.columns] == [
            column.display_tag for column in map(hxl.model.Column.parse, TAGS.values())
        ]
        (row,) = list(found)

    assert row.get("#affected+killed+max") == "6"
    assert row.get("#group+name+actor") == "Northern Front"
    assert row.get("#date+start") == "2031-05-05"


def test_pandas_reads_tab_separated_tables(tmp_path: Path) -> None:
    """CAMEO codes keep their leading zeros when read as text."""
    pandas = pytest.importorskip("pandas")
    out, _ = exported("icews", tmp_path, claim("CONSULT", FRONT, ARMY))
    table = pandas.read_csv(out, sep="\t", dtype={"CAMEO Code": str})

    assert table["CAMEO Code"].tolist() == ["040"]


def test_parquet_has_types_points_and_valid_geo_metadata(tmp_path: Path) -> None:
    """The metadata are those of GeoParquet 1.1, points are WKB, events without a place have none."""
    parquet = pytest.importorskip("pyarrow.parquet")
    out, _ = exported("parquet", tmp_path, claim(quantities=(killed(4, 4, None),)), claim(number=2, places=()))
    table = parquet.read_table(out)
    metadata = {
        key.decode(): json.loads(value)
        for key, value in parquet.read_metadata(out).metadata.items()
        if key != b"ARROW:schema"
    }

    assert metadata["geo"] == {
        "version": "1.1.0",
        "primary_column": "geometry",
        "columns": {"geometry": {"encoding": "WKB", "geometry_types": ["Point"], "bbox": [36.25, 34.5, 36.25, 34.5]}},
    }
    assert metadata["casus"]["format"] == "parquet"
    assert table["killed"].to_pylist() == [4, None]
    assert str(table.schema.field("date_start").type) == "date32[day]"
    assert [value and len(value) for value in table["geometry"].to_pylist()] == [21, None]


def test_geopandas_reads_the_parquet(tmp_path: Path) -> None:
    """GeoPandas takes it for GeoParquet in WGS84."""
    geopandas = pytest.importorskip("geopandas")
    out, _ = exported("parquet", tmp_path, claim())
    frame = geopandas.read_parquet(out)

    assert (frame.geometry[0].x, frame.geometry[0].y) == (36.25, 34.5)
    assert frame.crs.to_authority() in (("OGC", "CRS84"), ("EPSG", "4326"))


def test_duckdb_reads_the_parquet(tmp_path: Path) -> None:
    """A query over the file gives what was told."""
    duckdb = pytest.importorskip("duckdb")
    out, _ = exported("parquet", tmp_path, claim(), claim(number=2, places=(at(),)))
    found = duckdb.sql(f"SELECT actor, count(*) FROM '{out}' WHERE disputed = false GROUP BY actor").fetchall()

    assert found == [("Northern Front", 2)]


def test_without_pyarrow_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error says what to install, and nothing is written."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)

    with pytest.raises(ExtraMissingError, match=r"casus\[parquet\]"):
        exported("parquet", tmp_path, claim())
    assert list(tmp_path.iterdir()) == []

"""`casus compare`: a project beside a file of coded events."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.imports.tables import acled, table


@pytest.fixture
def coded(tmp_path: Path) -> Path:
    """A file with the toy report's shelling and an event that no report covers."""
    town = {"latitude": "41.5", "longitude": "70.25", "country": "Dorvania", "iso": ""}
    path = tmp_path / "coded.csv"
    rows = acled(**town), acled(**town, event_id_cnty="SYR102", event_date="2031-07-01")
    path.write_text(table(*rows), "utf-8")
    return path


def test_a_pipe_gets_a_row_for_each_event(run: Run, war: Path, coded: Path) -> None:
    """Tab-separated, with a line of column names."""
    result = run("compare", war, coded)

    assert result.exit_code == 0, result.stderr
    rows = list(csv.DictReader(result.stdout.splitlines(), delimiter="\t"))
    assert [(row["in"], row["coded_id"], row["reason"]) for row in rows] == [
        ("both", "SYR101", ""),
        ("only coded", "SYR102", "no report"),
    ]


@pytest.mark.parametrize("columns", [60, 80, 100, 140])
def test_a_screen_gets_figures_and_lists_that_fit(columns: int, run: Run, war: Path, coded: Path) -> None:
    """Figures, agreement and the lists, at any width without a line that is too long."""
    result = run("compare", war, coded, env={"COLUMNS": str(columns)})

    assert result.exit_code == 0, result.stderr
    assert "1 of 2 coded events are in the project" in " ".join(result.stdout.split())
    assert "IN BOTH (1)" in result.stdout
    assert "ONLY IN THE FILE (1)" in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= columns


def test_a_list_is_cut_and_says_so(run: Run, war: Path, coded: Path, tmp_path: Path) -> None:
    """`--limit 1` shows one of each list; the file of --out holds all."""
    more = tmp_path / "more.csv"
    rows = (acled(event_id_cnty=f"SYR{n}", event_date="2031-08-01") for n in range(200, 203))
    more.write_text(coded.read_text("utf-8") + table(*rows).split("\n", 1)[1], "utf-8")
    result = run("compare", war, more, "--limit", "1", "--out", tmp_path / "out.csv", env={"COLUMNS": "80"})

    assert "ONLY IN THE FILE (4)" in result.stdout
    assert "… and 3 more: --limit 0 shows all" in result.stdout
    assert "5 rows written to" in result.stderr
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as lines:
        assert len(list(csv.DictReader(lines))) == 5


def test_json_is_one_object(run: Run, war: Path, coded: Path) -> None:
    """Figures, agreement by field, and the rows."""
    found = json.loads(run("compare", war, coded, "--json").stdout)

    assert (found["recall"], found["pairs"], found["format"]) == (0.5, 1, "acled")
    assert {line["field"] for line in found["agreement"]} == {"date", "place", "type", "actor1", "actor2", "deaths"}
    assert [event["coded_id"] for event in found["events"]] == ["SYR101", "SYR102"]


def test_a_bad_file_is_told_and_nothing_compared(run: Run, war: Path, coded: Path, tmp_path: Path) -> None:
    """Exit code 1, row and column on stderr, no output and no file."""
    coded.write_text(table(acled(event_date="2031-02-30")), "utf-8")
    result = run("compare", war, coded, "--out", tmp_path / "out.csv")

    assert (result.exit_code, result.stdout) == (1, "")
    assert "row 1 (line 2), column event_date: '2031-02-30' is no day of the calendar" in result.stderr
    assert not (tmp_path / "out.csv").exists()


def test_a_column_that_is_not_looked_at_is_said(run: Run, war: Path, tmp_path: Path) -> None:
    """A remark on stderr; the comparison goes on."""
    path = tmp_path / "coded.csv"
    path.write_text(table(acled() | {"my_code": "7"}), "utf-8")
    result = run("compare", war, path)

    assert result.exit_code == 0
    assert "'my_code', is none of ACLED's" in result.stderr

"""`casus archive claims`, `events` and `query`: how much is shown, to people and to programs."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner, Result

from casus.archive.layout import Layout
from casus.cli import archive as command
from casus.cli.app import app
from tests.archive.material import report, write_lines
from tests.archive.running import read_in

pytest.importorskip("duckdb", reason="needs duckdb (casus[archive])")
pytest.importorskip("pyarrow", reason="needs pyarrow (casus[archive])")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Layout:
    """An archive of twelve reports."""
    folder = tmp_path_factory.mktemp("few")
    return read_in(folder / "archive", write_lines(folder / "reports.jsonl", map(report, range(12))))


def ask(archive: Layout, *words: str) -> Result:
    """What a command says of the archive."""
    return CliRunner().invoke(app, ["archive", words[0], str(archive.root), *words[1:]])


@pytest.mark.parametrize("listed", ["claims", "events"])
def test_json_is_whole_unless_cut(archive: Layout, monkeypatch: pytest.MonkeyPatch, listed: str) -> None:
    """People see the usual number of rows and that there are more; programs get all, or as many as they ask for."""
    monkeypatch.setattr(command, "USUAL", 3)
    shown, whole, cut = (
        ask(archive, listed),
        ask(archive, listed, "--json"),
        ask(archive, listed, "--json", "--limit", "2"),
    )
    rows = [json.loads(line) for line in whole.stdout.splitlines()]

    assert [result.exit_code for result in (shown, whole, cut)] == [0, 0, 0]
    assert len(shown.stdout.splitlines()) == 1 + 3
    assert shown.stderr == "3 rows (there are more: --limit 0 shows all)\n"
    assert len(rows) > 3
    assert whole.stderr == f"{len(rows)} rows\n"
    assert [json.loads(line) for line in cut.stdout.splitlines()] == rows[:2]


def test_a_table_in_a_pipe_has_one_line_a_row(archive: Layout) -> None:
    """Names first, then rows of as many cells, all of them with --limit 0."""
    lines = ask(archive, "claims", "--limit", "0").stdout.splitlines()
    found = ask(archive, "claims", "--json").stdout.splitlines()

    assert lines[0].split("\t")[:2] == ["claim_id", "event_id"]
    assert len(lines) == 1 + len(found)
    assert {line.count("\t") for line in lines} == {lines[0].count("\t")}


def test_sql_is_answered_or_said_to_be_wrong(archive: Layout) -> None:
    """Rows under their names, none at all, or what DuckDB has against it."""
    counted = ask(archive, "query", "--sql", "SELECT count(*) AS reports FROM reports", "--json")
    none = ask(archive, "query", "--sql", "SELECT doc_id FROM reports WHERE false")
    wrong = ask(archive, "query", "--sql", "SELECT nonsense FROM nowhere")

    assert json.loads(counted.stdout) == {"reports": 12}
    assert (none.stdout, none.stderr) == ("doc_id\n", "0 rows\n")
    assert wrong.exit_code == 1
    assert "DuckDB does not take it" in wrong.stderr

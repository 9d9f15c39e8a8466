"""`casus add`, `claims`, `states`, `events`, `show`: a project on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_adding_says_what_came_of_it(run: Run, report: Path, tmp_path: Path) -> None:
    """The summary counts reports and claims, and names the run."""
    result = run("add", tmp_path / "war", report, tmp_path / "gone.txt")

    assert result.exit_code == 1
    assert "1 report read: 1 added (2 claims, 1 state), 0 already there; 1 not read (1 missing)." in result.stderr
    assert "Run r-" in result.stderr


def test_a_misspelt_engine_leaves_no_project_behind(run: Run, report: Path, tmp_path: Path) -> None:
    """The engine is known to be there before anything is made on disk."""
    result = run("add", tmp_path / "war", report, "--engine", "oracle")

    assert result.exit_code != 0
    assert not (tmp_path / "war").exists()


def test_adding_twice_changes_nothing(run: Run, report: Path, war: Path) -> None:
    """The second time the report is counted as already there."""
    before = run("claims", war).stdout
    result = run("add", war, report, "--published", "2031-05-06")

    assert "0 added (0 claims, 0 states), 1 already there" in result.stderr
    assert run("claims", war).stdout == before


@pytest.mark.parametrize(
    ("command", "words"),
    [
        pytest.param("claims", ("ASSAULT.heavy-weapons", "Northern Front", "Dorvan", "did not happen"), id="claims"),
        pytest.param("states", ("controls (all)", "Northern Front", "Upper Kesh"), id="states"),
        pytest.param("events", ("ASSAULT.heavy-weapons", "1 claim in 1 report"), id="events"),
    ],
)
def test_lists_in_a_pipe_are_tab_separated(run: Run, war: Path, command: str, words: tuple[str, ...]) -> None:
    """One line a row under a header, all with the same number of columns; the run is named on stderr."""
    result = run(command, war)
    lines = result.stdout.splitlines()

    assert all(word in result.stdout for word in words)
    assert {line.count("\t") for line in lines} == {lines[0].count("\t")}
    assert "run r-" in result.stderr


@pytest.mark.parametrize(
    ("options", "number"),
    [
        pytest.param((), 2, id="all"),
        pytest.param(("--actor", "northern"), 1, id="actor"),
        pytest.param(("--place", "XDV"), 1, id="country"),
        pytest.param(("--type", "RETREAT"), 1, id="type"),
        pytest.param(("--from", "2031-05-06"), 1, id="from"),
        pytest.param(("--to", "2031-05-05"), 1, id="to"),
        pytest.param(("--source", "hospital"), 1, id="source"),
        pytest.param(("--text", "not left"), 1, id="text"),
        pytest.param(("--limit", "1"), 1, id="limit"),
        pytest.param(("--actor", "nobody"), 0, id="none"),
    ],
)
def test_filters_narrow_the_list(run: Run, war: Path, options: tuple[str, ...], number: int) -> None:
    """Every filter keeps what it names and drops the rest."""
    result = run("claims", war, "--json", *options)

    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == number


def test_a_limit_says_whether_there_is_more(run: Run, war: Path) -> None:
    """Only where something was left out does the summary say how to see it."""
    assert "--limit 0" in run("claims", war, "--limit", "1").stderr
    assert "--limit 0" not in run("claims", war, "--limit", "2").stderr


def test_json_rows_have_the_columns_of_casus_code(run: Run, report: Path, war: Path) -> None:
    """A claim looks the same whether it was stored or not; only event and run are known better."""
    stored = json.loads(run("claims", war, "--json").stdout.splitlines()[0])
    fresh = json.loads(run("code", report, "--format", "jsonl", "--published", "2031-05-06").stdout.splitlines()[0])
    differing = {key for key in fresh if fresh[key] != stored[key]}

    assert differing == {"event", "run"}


@pytest.mark.parametrize("command", ["claims", "states", "events"])
def test_show_opens_whatever_a_list_gave(run: Run, war: Path, command: str) -> None:
    """The first ten characters of an id are enough to see the sentence, the report and the run behind it."""
    row = json.loads(run(command, war, "--json").stdout.splitlines()[0])
    result = run("show", war, row["event" if command == "events" else "claim"][:10])

    assert result.exit_code == 0
    assert " ".join(row["quote"].split()) in result.stdout
    assert "engine default" in result.stdout


def test_show_of_a_report_is_the_page_of_casus_code(run: Run, report: Path, war: Path) -> None:
    """A stored report reads like a fresh one, with the run named below."""
    row = json.loads(run("claims", war, "--json").stdout.splitlines()[0])
    page = run("code", report, "--published", "2031-05-06").stdout
    stored = run("show", war, row["document"]).stdout

    assert stored.startswith(page)
    assert "run r-" in stored[len(page) :]


def test_show_as_json_holds_everything(run: Run, war: Path) -> None:
    """One object with claims, report and run."""
    row = json.loads(run("claims", war, "--json").stdout.splitlines()[0])
    found = json.loads(run("show", war, row["claim"], "--json").stdout)

    assert [found["kind"], len(found["claims"]), len(found["runs"])] == ["claim", 1, 1]


def test_an_unknown_id_is_explained(run: Run, war: Path) -> None:
    """The message says what ids look like."""
    result = run("show", war, "c-0000")

    assert result.exit_code == 1
    assert "nothing has the id 'c-0000'" in result.stderr
    assert all(f"{letter}-" in result.stderr for letter in "cseldr")


def test_a_query_of_no_project_says_how_to_make_one(run: Run, tmp_path: Path) -> None:
    """Nothing is created by asking."""
    result = run("claims", tmp_path / "peace")

    assert result.exit_code == 2
    assert "casus add" in result.stderr
    assert not (tmp_path / "peace").exists()


def test_a_folder_with_other_things_is_not_taken_for_a_project(run: Run, report: Path) -> None:
    """Swapped arguments do not litter a folder of reports."""
    result = run("add", report.parent, report)

    assert result.exit_code == 2
    assert not (report.parent / "casus.db").exists()

"""`casus situation`, `casus changes`, `casus brief` on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_the_situation_tells_who_holds_what(run: Run, war: Path) -> None:
    """Sentences, the source of each, and the words it rests on."""
    result = run("situation", war, env={"COLUMNS": "100"})

    assert result.exit_code == 0
    assert "The Northern Front held all of Upper Kesh, according to" in result.stdout
    assert "CONTROL" in result.stdout
    assert "[1] “The Northern Front holds Upper Kesh.”" in result.stdout


@pytest.mark.parametrize("width", [80, 140])
def test_no_line_is_wider_than_the_screen(run: Run, war: Path, width: int) -> None:
    """Both layouts keep to the terminal."""
    result = run("situation", war, env={"COLUMNS": str(width)})

    assert max(map(len, result.stdout.splitlines())) <= width


def test_a_situation_for_scripts_is_one_object(run: Run, war: Path) -> None:
    """The same facts as JSON on one line."""
    result = run("situation", war, "--json")
    found = json.loads(result.stdout)

    assert result.stdout.count("\n") == 1
    assert [section["section"] for section in found["sections"]] == ["control", "recent"]
    assert found["sections"][0]["items"][0]["periods"][0]["holds"] is True


def test_changes_since_a_day(run: Run, war: Path) -> None:
    """Everything is new since the day of the only report, and nothing since the day after."""
    since = run("changes", war, "--since", "2031-05-06", env={"COLUMNS": "100"})
    after = run("changes", war, "--since", "2031-05-07", env={"COLUMNS": "100"})

    assert "NEW" in since.stdout
    assert "Nothing has changed." in after.stdout


def test_since_takes_a_day_or_a_run_only(run: Run, war: Path) -> None:
    """Anything else is a mistake of the command line."""
    result = run("changes", war, "--since", "yesterday")

    assert result.exit_code == 2
    assert "neither a date" in result.stderr


def test_an_unknown_run_is_said(run: Run, war: Path) -> None:
    """An id that no run has is the user's mistake."""
    result = run("changes", war, "--since", "r-0000")

    assert result.exit_code == 1
    assert "no run has the id" in result.stderr


@pytest.mark.parametrize(
    ("name", "start"),
    [("may.html", "<!doctype html>"), ("may.md", "# Situation report"), ("may.json", "{")],
)
def test_the_name_of_the_file_says_what_is_written(run: Run, war: Path, tmp_path: Path, name: str, start: str) -> None:
    """HTML, Markdown or JSON by the suffix."""
    result = run("brief", war, "--out", tmp_path / name)

    assert result.exit_code == 0
    assert (tmp_path / name).read_text("utf-8").startswith(start)
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("name", "words"),
    [("may.docx", "no format goes by the ending '.docx'"), ("no/may.md", "cannot be written")],
)
def test_a_file_that_cannot_be_made_is_refused(run: Run, war: Path, tmp_path: Path, name: str, words: str) -> None:
    """Markdown under the name of a Word file would open nowhere; nothing is left behind."""
    result = run("brief", war, "--out", tmp_path / name)

    assert result.exit_code == 1
    assert words in result.stderr
    assert not (tmp_path / name).exists()


def test_a_brief_into_a_pipe_is_markdown(run: Run, war: Path) -> None:
    """Nobody watches: Markdown, so that it can be kept."""
    result = run("brief", war)

    assert result.stdout.startswith("# Situation report, 6 May 2031\n")


def test_a_relation_is_shown_by_its_id(run: Run, war: Path) -> None:
    """The ids that a situation prints can be asked for."""
    found = json.loads(run("situation", war, "--json").stdout)
    line = found["sections"][0]["items"][0]["id"]
    result = run("show", war, line[:10], env={"COLUMNS": "100"})

    assert "Northern Front: controls Upper Kesh" in result.stdout


def test_an_event_shows_what_it_rests_on(run: Run, war: Path) -> None:
    """Beside the claims: realisation, independent sources and the parts of the index."""
    event = json.loads(run("events", war, "--type", "ASSAULT", "--json").stdout)
    result = run("show", war, event["event"], env={"COLUMNS": "100"})

    assert (event["realisation"], event["numbers"], event["independent_sources"]) == ("happened", ["killed 4.."], 1)
    assert "WHAT IT RESTS ON" in result.stdout
    assert "killed      4 or more  a hospital" in result.stdout

"""`casus code`."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_a_report_is_shown_with_its_quoted_words(run: Run, report: Path) -> None:
    """The page names the act, who did it and the words for it; a single report needs no summary."""
    result = run("code", report, "--published", "2031-05-06")

    assert result.exit_code == 0
    assert "ASSAULT.heavy-weapons “shelled”" in result.stdout
    assert "published 2031-05-06 (given)" in result.stdout
    assert result.stderr == ""


def test_output_for_pipes_has_no_colour(run: Run, report: Path) -> None:
    """Nothing but text reaches a pipe."""
    assert "\x1b" not in run("code", report).output


def test_the_reading_format_is_one_object_a_report(run: Run, report: Path) -> None:
    """Each line is a whole reading whose offsets quote its own text."""
    (line,) = run("code", report, "--format", "reading").stdout.splitlines()
    reading = json.loads(line)
    start, end = reading["claims"][0]["trigger"]

    assert reading["text"][start:end] == "shelled"


def test_jsonl_and_csv_hold_one_row_per_claim_and_state(run: Run, report: Path) -> None:
    """Both formats give the same rows: two claims and a state."""
    lines = [json.loads(line) for line in run("code", report, "--format", "jsonl").stdout.splitlines()]
    rows = list(csv.DictReader(io.StringIO(run("code", report, "--format", "csv").stdout)))

    assert [line["kind"] for line in lines] == [row["kind"] for row in rows] == ["event", "event", "state"]
    assert [line["claim"] for line in lines] == [row["claim"] for row in rows]


def test_csv_has_its_header_even_when_nothing_is_read(run: Run, tmp_path: Path) -> None:
    """A program that reads the output always finds the columns."""
    (tmp_path / "empty.txt").write_bytes(b"")

    assert run("code", tmp_path / "empty.txt", "--format", "csv").stdout.startswith("kind,claim,")


def test_one_bad_file_does_not_stop_the_others(run: Run, report: Path, tmp_path: Path) -> None:
    """The readable report is shown, the missing one is named, and the exit code says that something was missed."""
    result = run("code", tmp_path / "gone.txt", report)

    assert result.exit_code == 1
    assert "shelled" in result.stdout
    assert "gone.txt" in result.stderr
    assert "1 report read, 1 not read (1 missing)" in result.stderr


def test_a_picture_among_reports_is_no_failure(run: Run, report: Path) -> None:
    """Files in a folder that are no reports by their name are told and counted, and the exit code stays 0."""
    (report.parent / "map.png").write_bytes(b"\x89PNG\r\n")
    result = run("code", report.parent)

    assert result.exit_code == 0
    assert "1 skipped" in result.stderr


def test_standard_input_is_a_report(run: Run, report: Path) -> None:
    """A dash reads from a pipe."""
    result = run("code", "-", input=report.read_text(encoding="utf-8"))

    assert "shelled" in result.stdout


def test_columns_can_be_mapped(run: Run, tmp_path: Path) -> None:
    """Other names for the columns of a table are accepted."""
    path = tmp_path / "archive.jsonl"
    path.write_text(json.dumps({"story": "The Northern Front shelled Dorvan on Monday.", "when": "2031-05-06"}) + "\n")
    result = run("code", path, "--map", "text=story", "--map", "date=when")

    assert "shelled" in result.stdout
    assert "2031-05-06" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        pytest.param(("--published", "2031-02-30"), "is no date", id="no-date"),
        pytest.param(("--map", "text"), "is no mapping", id="no-mapping"),
        pytest.param(("--format", "xml"), "xml", id="no-format"),
        pytest.param(("--reader", "pdf"), "is no format", id="no-reader"),
        pytest.param(("--colour",), "No such option", id="no-option"),
    ],
)
def test_a_wrong_command_line_is_explained(run: Run, report: Path, arguments: tuple[str, ...], complaint: str) -> None:
    """Usage errors exit with 2 and say what was wrong."""
    result = run("code", report, *arguments)

    assert result.exit_code == 2
    assert complaint in result.output


def test_an_unknown_engine_is_refused_by_name(run: Run, report: Path) -> None:
    """The message names what was asked for and what there is."""
    result = run("code", report, "--engine", "oracle")

    assert result.exit_code == 1
    assert "engine 'oracle' is not known" in result.stderr
    assert "Traceback" not in result.output


def test_debug_shows_where_an_error_came_from(run: Run, report: Path) -> None:
    """With --debug the error itself comes through."""
    result = run("code", report, "--engine", "oracle", "--debug")

    assert result.exception is not None
    assert "oracle" in str(result.exception)

"""The options that narrow: the same everywhere they are, and checked everywhere; lists for programs are whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer.main
from typer.core import TyperGroup

from casus.cli import actors, query
from casus.cli.app import app
from tests.cli.conftest import Run

BACKWARDS = ("--from", "2031-05-07", "--to", "2031-05-06")
EVERY = ["--actor", "--place", "--type", "--from", "--to", "--source", "--text"]


def options(command: str) -> list[str]:
    """The long options of a command in order, those of `casus archive` after a blank: "archive claims"."""
    group = typer.main.get_group(app)
    for name in command.split():
        assert isinstance(group, TyperGroup)
        group = group.commands[name]  # type: ignore[assignment]
    return [option for parameter in group.params for option in parameter.opts if option.startswith("--")]


@pytest.mark.parametrize(
    "command",
    ["events", "claims", "states", "export", "compare", "archive claims", "archive events", "archive export"],
)
def test_every_list_and_export_is_narrowed_alike(command: str) -> None:
    """The same seven options in the same order."""
    assert [option for option in options(command) if option in EVERY] == EVERY


def test_what_is_watched_is_not_narrowed_by_day() -> None:
    """What is new is told whenever it happened."""
    assert [option for option in options("watch") if option in EVERY] == [
        option for option in EVERY if option not in ("--from", "--to")
    ]


@pytest.mark.parametrize("command", ["events", "claims", "states"])
def test_a_list_for_no_time_at_all_is_refused(run: Run, war: Path, command: str) -> None:
    """Days given the wrong way round are told, not answered with an empty list."""
    result = run(command, war, *BACKWARDS)

    assert result.exit_code == 1
    assert "ends before it begins" in result.stderr


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(("export", "war", "--format", "csv", "--out", "war.csv"), id="export"),
        pytest.param(("compare", "war", "coded.csv"), id="compare"),
        pytest.param(("archive", "claims", "decade"), id="archive-claims"),
        pytest.param(("archive", "events", "decade"), id="archive-events"),
        pytest.param(("archive", "export", "decade", "--format", "csv", "--out", "war.csv"), id="archive-export"),
    ],
)
def test_days_are_checked_before_anything_is_opened(run: Run, command: tuple[str, ...]) -> None:
    """Neither project nor archive has to be there for a mistake in the question to be told."""
    result = run(*command, *BACKWARDS)

    assert result.exit_code == 1
    assert "the time from 2031-05-07 to 2031-05-06 ends before it begins" in result.stderr


@pytest.mark.parametrize("command", ["claims", "events"])
def test_a_list_for_programs_is_whole(
    run: Run, war: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """People see the first of many and how to see the rest; JSON ends only where --limit says so."""
    monkeypatch.setattr(query, "USUAL", 1)
    shown, whole, cut = run(command, war), run(command, war, "--json"), run(command, war, "--json", "--limit", "1")

    assert len(shown.stdout.splitlines()) == 2  # the line of names is one
    assert "--limit 0 shows all" in shown.stderr
    assert len(whole.stdout.splitlines()) == 2
    assert "--limit" not in whole.stderr
    assert len(cut.stdout.splitlines()) == 1
    assert "--limit 0 shows all" in cut.stderr


def test_actors_for_programs_are_whole(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A search does not stop at the usual number of actors either."""
    monkeypatch.setattr(actors, "USUAL", 1)
    shown, whole = run("actors", "liberation", "front"), run("actors", "liberation", "front", "--json")

    assert len(shown.stdout.splitlines()) == 2
    assert len(list(map(json.loads, whole.stdout.splitlines()))) > 2


@pytest.mark.parametrize("command", ["events", "archive claims", "corrections list", "actors", "places", "situation"])
def test_the_help_says_so(run: Run, command: str) -> None:
    """Whoever looks up --limit learns what programs get."""
    told = " ".join(run(*command.split(), "--help", env={"COLUMNS": "200", "NO_COLOR": "1"}).stdout.split())

    assert "all as JSON" in told

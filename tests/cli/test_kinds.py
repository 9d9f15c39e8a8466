"""The kinds that `--type` takes, and days in order."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import typer

from casus.cli.kinds import in_order, kind
from casus.errors import InputError
from tests.cli.conftest import Run


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("ASSAULT", "ASSAULT"),
        ("assault", "ASSAULT"),
        ("Assault.Aerial", "ASSAULT.aerial"),
        ("supports", "supports"),
        ("support", "SUPPORT"),
        (" Controls", "controls"),
    ],
)
def test_a_type_may_be_written_in_any_case(written: str, meant: str) -> None:
    """What is looked for is written as projects write it."""
    assert kind(written) == meant


@pytest.mark.parametrize("written", ["ATTACK", "", ".aerial", "controlled"])
def test_an_unknown_type_is_refused_with_what_there_is(written: str) -> None:
    """A list that is empty because of a slip would look like an answer."""
    with pytest.raises(typer.BadParameter, match=r"is no type; choose one of AGREE, .*, or controls, "):
        kind(written)


def test_days_in_order_pass_and_others_do_not() -> None:
    """One day is a time, too; open ends always are."""
    one, two = date(2031, 5, 6), date(2031, 5, 7)
    in_order(one, two)
    in_order(one, one)
    in_order(two, None)
    with pytest.raises(InputError, match="from 2031-05-07 to 2031-05-06 ends before it begins"):
        in_order(two, one)


@pytest.mark.parametrize("command", ["events", "claims", "states"])
def test_a_list_for_no_time_at_all_is_refused(run: Run, war: Path, command: str) -> None:
    """Days given the wrong way round are told, not answered with an empty list."""
    result = run(command, war, "--from", "2031-05-07", "--to", "2031-05-06")

    assert result.exit_code == 1
    assert "ends before it begins" in result.stderr

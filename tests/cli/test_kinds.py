"""The kinds that `--type` takes."""

from __future__ import annotations

import pytest
import typer

from casus.cli.kinds import kind


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

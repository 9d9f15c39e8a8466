"""The engines that ship: their names, and what their runs are known by."""

from __future__ import annotations

import pytest

from casus.engine import build_engine, rule_files
from casus.errors import InputError
from casus.resources.load import ROOT
from casus.settings import Settings


def test_an_unknown_engine_is_refused_with_those_there_are() -> None:
    """The message lists the names."""
    with pytest.raises(InputError, match="engine 'crystal-ball' is not known; expected one of default, llm, rules"):
        build_engine(Settings(engine="crystal-ball"))


def test_every_rule_that_ships_is_part_of_what_a_run_is_known_by() -> None:
    """Otherwise a report read with old rules would pass for one read with new ones."""
    shipped = {path for suffix in ("toml", "tsv") for path in ROOT.rglob(f"*.{suffix}")}
    later = {"archive", "beliefs", "briefs", "merge", "schemes"}  # what is done with readings
    elsewhere = {p for p in shipped if p.relative_to(ROOT).parts[0] in {"actors", "examples", "notes.toml"} | later}

    assert set(rule_files()) == shipped - elsewhere

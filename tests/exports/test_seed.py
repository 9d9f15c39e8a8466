"""The report that the project started from: exports of its hand coding hold the rows that the coding says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from casus.evaluate.gold import read_gold
from casus.exports.run import Summary, export
from casus.pipeline import Pipeline
from casus.project import Project
from tests.exports.building import read_rows
from tests.exports.careful import reading_row
from tests.exports.coded import project_of


@pytest.fixture(scope="module")
def seed(shared: Path, rules: Pipeline, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """A project that holds the coded report."""
    (row,) = read_gold(shared / "reports" / "seed" / "reading.jsonl")
    with project_of(row, tmp_path_factory.mktemp("seed") / "seed", rules) as project:
        yield project


@pytest.fixture(scope="module")
def expected(shared: Path) -> dict[str, Any]:
    """What its complete coding says that exports hold."""
    gold: dict[str, Any] = json.loads((shared / "reports" / "seed" / "gold.json").read_text("utf-8"))
    found: dict[str, Any] = gold["expected_exports"]
    return found


def _export(project: Project, name: str, tmp_path: Path) -> tuple[list[dict[str, str]], Summary]:
    out = tmp_path / f"seed.{name}"
    summary = export(project, name, out)
    rows = read_rows(out, "\t" if name == "polecat" else ",")
    assert len(rows) == summary.rows
    return rows, summary


def _reasons(summary: Summary) -> dict[str, str]:
    """Act to the reason why it has no row."""
    return {one.what.split(" ")[0]: one.reason for one in summary.tally.dropped}


def test_acled_has_the_expected_rows(seed: Project, expected: dict[str, Any], tmp_path: Path) -> None:
    """Two battles and two agreements, on the days, with the sides and in the countries that the coding gives."""
    rows, _ = _export(seed, "acled", tmp_path)
    columns = (
        "event_date",
        "time_precision",
        "event_type",
        "sub_event_type",
        "inter1",
        "inter2",
        "country",
        "fatalities",
    )
    wanted = [tuple(str(row[column]) for column in columns) for row in expected["acled_like_rows"]]

    assert sorted(tuple(row[column] for column in columns) for row in rows) == sorted(wanted)


def test_acled_puts_allies_beside_the_leading_actor(seed: Project, tmp_path: Path) -> None:
    """Hezbollah stands beside Syria's forces, refugees beside the fighters they left with."""
    rows, _ = _export(seed, "acled", tmp_path)
    sides = {(row["country"], row["sub_event_type"], row["time_precision"]): row for row in rows}

    battle = sides["Syria", "Armed clash", "1"]
    assert battle["actor1"] == "Military of Syria"
    assert battle["assoc_actor_1"].startswith("Hezbollah")
    assert battle["actor2"] == "Islamic State (Syria)"
    assert sides["Lebanon", "Armed clash", "1"]["actor2"] == "Islamic State (Lebanon)"
    deal = sides["Lebanon", "Agreement", "3"]
    assert (deal["actor1"], deal["assoc_actor_1"]) == ("Hezbollah", "Government of Syria")
    assert (deal["actor2"], deal["assoc_actor_2"]) == ("Nusra Front", "Refugees/IDPs (Syria)")


def test_acled_says_what_it_holds_back_and_why(seed: Project, tmp_path: Path) -> None:
    """Requests, what has not happened, habits, and the evacuation that its deal stands for."""
    _, summary = _export(seed, "acled", tmp_path)
    reasons = _reasons(summary)

    assert reasons["REQUEST.yield"] == "not coded by ACLED"
    assert reasons["RETREAT.withdraw"] == "not realised"
    assert reasons["AID"] == "habitual"
    assert reasons["DISPLACE.evacuate"] == "same context"


def test_ged_has_no_row(seed: Project, expected: dict[str, Any], tmp_path: Path) -> None:
    """Nobody is reported dead, so GED has nothing, and the battles say so."""
    rows, summary = _export(seed, "ucdp", tmp_path)

    assert rows == expected["ucdp_ged_like_rows"] == []
    assert {one.reason for one in summary.tally.dropped if one.what.startswith("ASSAULT “off")} == {"no death"}


def test_polecat_has_eight_rows(seed: Project, tmp_path: Path) -> None:
    """One row per act: request, promise, two offensives, evacuation, deal, its negotiation, an old attack."""
    rows, summary = _export(seed, "polecat", tmp_path)

    assert sorted((row["Event Type"], row["Event Mode"]) for row in rows) == [
        ("AGREE", ""),
        ("ASSAULT", ""),
        ("ASSAULT", ""),
        ("ASSAULT", ""),
        ("CONSULT", ""),
        ("REQUEST", "yield"),
        ("RETREAT", "withdraw"),
        ("SUPPORT", ""),
    ]
    assert _reasons(summary)["CONSULT"] == "not realised"


@pytest.fixture(scope="module")
def careful(shared: Path, rules: Pipeline, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """A project that holds the exhaustive coding of the same report."""
    gold = json.loads((shared / "reports" / "seed" / "gold.json").read_text("utf-8"))
    (coded,) = read_gold(shared / "reports" / "seed" / "reading.jsonl")
    with project_of(reading_row(gold, coded), tmp_path_factory.mktemp("careful") / "seed", rules) as project:
        yield project


def test_the_exhaustive_coding_has_the_same_acled_rows(
    careful: Project, expected: dict[str, Any], tmp_path: Path
) -> None:
    """Its claims give the four rows too: type, sides, country, precision; days lie where the coding puts them."""
    rows, summary = _export(careful, "acled", tmp_path)
    columns = ("time_precision", "sub_event_type", "inter1", "inter2", "country")
    wanted = [tuple(str(row[column]) for column in columns) for row in expected["acled_like_rows"]]

    assert sorted(tuple(row[column] for column in columns) for row in rows) == sorted(wanted)
    assert {row["event_date"] for row in rows if row["time_precision"] != "2"} == {"2017-08-19", "2017-08-15"}
    assert _reasons(summary)["COOPERATE"] == "denied"


def test_the_exhaustive_coding_has_eight_polecat_rows(careful: Project, tmp_path: Path) -> None:
    """As it says itself: two requests, a promise, two offensives, an evacuation, a deal, an old attack."""
    rows, summary = _export(careful, "polecat", tmp_path)

    assert sorted((row["Event Type"], row["Event Mode"]) for row in rows) == [
        ("AGREE", ""),
        ("ASSAULT", ""),
        ("ASSAULT", ""),
        ("ASSAULT", ""),
        ("REQUEST", "meet"),
        ("REQUEST", "yield"),
        ("RETREAT", "withdraw"),
        ("SUPPORT", ""),
    ]
    assert sorted((one.what.split(" ")[0], one.reason) for one in summary.tally.dropped) == [
        ("COOPERATE", "denied"),
        ("RETREAT.withdraw", "not realised"),
    ]

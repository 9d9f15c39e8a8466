"""`casus evaluate` and `casus engines`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.evaluate.coding import coded


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """One hand-coded report, of which the toy engine finds a part."""
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(coded()) + "\n", encoding="utf-8")
    return path


def test_scores_are_shown_as_a_table(run: Run, gold: Path) -> None:
    """Each measure has precision, recall, F1 and counts; the file and the engine are named on stderr."""
    result = run("evaluate", gold, "--by-type")

    assert result.exit_code == 0
    assert "claim found" in result.stdout
    assert "polarity" in result.stdout
    assert "ASSAULT" in result.stdout
    assert "default on 1 report of gold.jsonl" in result.stderr


def test_scores_as_json_are_those_of_the_table(run: Run, gold: Path) -> None:
    """The same numbers for machines."""
    scores = json.loads(run("evaluate", gold, "--json", "--by-type").stdout)
    found = scores["f1"]["claim found"]

    assert f"{found['f1']:.3f}" in run("evaluate", gold).stdout
    assert scores["types"]["ASSAULT"]["gold"] == 2


def test_floors_are_written_kept_and_defended(run: Run, gold: Path, tmp_path: Path) -> None:
    """A first result sets the floors; a lower one fails against them and may lower them only when told so."""
    floors = tmp_path / "floors.json"
    assert run("evaluate", gold, "--floors", floors, "--write-floors").exit_code == 0
    assert run("evaluate", gold, "--floors", floors).exit_code == 0

    raised = json.loads(floors.read_text(encoding="utf-8"))
    raised["floors"][0]["measures"]["claim found"] = 0.999
    floors.write_text(json.dumps(raised), encoding="utf-8")
    below = run("evaluate", gold, "--floors", floors)
    refused = run("evaluate", gold, "--floors", floors, "--write-floors")
    allowed = run("evaluate", gold, "--floors", floors, "--write-floors", "--allow-regression")

    assert [below.exit_code, refused.exit_code, allowed.exit_code] == [1, 1, 0]
    assert "below the floor: claim found" in below.stderr


def test_floors_are_not_written_from_a_part(run: Run, gold: Path, tmp_path: Path) -> None:
    """The first reports alone say nothing about the whole file."""
    result = run("evaluate", gold, "--first", "1", "--floors", tmp_path / "floors.json", "--write-floors")

    assert result.exit_code == 2
    assert not (tmp_path / "floors.json").exists()


def test_a_gold_file_that_is_none_is_explained(run: Run, tmp_path: Path) -> None:
    """The message names the file."""
    (tmp_path / "gold.jsonl").write_text("no json\n", encoding="utf-8")
    result = run("evaluate", tmp_path / "gold.jsonl")

    assert result.exit_code == 1
    assert "gold.jsonl:1" in result.stderr


def test_engines_names_steps_and_digests(run: Run) -> None:
    """What reads, and which data it reads with."""
    result = run("engines")
    (engine,) = json.loads(run("engines", "--json").stdout)["engines"]

    assert "default (used unless another is named)" in result.stdout
    assert engine["digests"] == {"words": "0" * 64}
    assert engine["digests"]["words"] in result.stdout

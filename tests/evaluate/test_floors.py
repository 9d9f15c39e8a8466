from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from casus.errors import FormatError, InputError
from casus.evaluate.floors import Floor, check_floors, floor_of, gold_digest, raised, read_floors, write_floors
from casus.evaluate.reading import score_pairs
from tests.evaluate.coding import coded

FLOOR = Floor("gold.jsonl", "a" * 64, "toy", {"claim found": 0.5, "state": 0.4}, 7)


def test_a_result_at_the_floor_passes() -> None:
    """Holding a floor is enough."""
    assert check_floors([FLOOR], FLOOR) == ()


def test_a_fall_names_measure_floor_and_score() -> None:
    """What got worse, and by how much, is told."""
    (breach,) = check_floors([FLOOR], replace(FLOOR, measures={"claim found": 0.499, "state": 0.9}))

    assert (breach.measure, breach.floor, breach.score) == ("claim found", 0.5, 0.499)


def test_a_better_result_raises_the_floor() -> None:
    """Progress is kept."""
    better = replace(FLOOR, measures={"claim found": 0.6, "state": 0.4})

    assert raised([FLOOR], better) == (better,)


def test_a_fall_is_refused_unless_allowed() -> None:
    """A floor is lowered only on purpose, even when another measure has risen."""
    mixed = replace(FLOOR, measures={"claim found": 0.9, "state": 0.3})

    with pytest.raises(InputError, match=r"state 0\.300 \(floor 0\.400\)"):
        raised([FLOOR], mixed)
    assert raised([FLOOR], mixed, allow_regression=True) == (mixed,)


def test_other_engines_and_files_keep_their_floors() -> None:
    """Writing one result touches no other."""
    other = replace(FLOOR, engine="other")

    assert set(map(str, raised([FLOOR, other], FLOOR))) == {str(FLOOR), str(other)}


def test_a_changed_gold_file_is_not_compared() -> None:
    """Scores on other reports say nothing about a floor."""
    changed = replace(FLOOR, sha256="b" * 64)

    with pytest.raises(InputError, match="not the file that the floors were measured on"):
        check_floors([FLOOR], changed)
    assert raised([FLOOR], changed, allow_regression=True) == (changed,)


def test_floors_come_back_as_written(tmp_path: Path) -> None:
    """The file holds everything, whatever order it was given in."""
    file, other = tmp_path / "floors.json", replace(FLOOR, engine="a")
    write_floors(file, [FLOOR, other])

    assert read_floors(file) == (other, FLOOR)


def test_no_file_means_no_floors_and_a_broken_one_an_error(tmp_path: Path) -> None:
    """A first run starts from nothing; damage is not mistaken for that."""
    file = tmp_path / "floors.json"

    assert read_floors(file) == ()
    file.write_text('{"schema": 1, "floors": [{}]}', "utf-8")
    with pytest.raises(FormatError, match="no floors"):
        read_floors(file)


def test_the_floor_of_a_result_names_its_gold(tmp_path: Path) -> None:
    """Name and digest of the gold file go with the figures."""
    gold = tmp_path / "gold.jsonl"
    gold.write_text("{}", "utf-8")
    floor = floor_of(score_pairs([coded()], [coded()]).total, gold=gold, engine="toy")

    assert (floor.gold, floor.sha256, floor.reports) == ("gold.jsonl", gold_digest(gold), 1)
    assert floor.measures["claim found"] == 1.0

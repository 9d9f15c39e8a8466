"""Written situations are judged field by field, and each miss says what was expected and what was found."""

from datetime import date
from pathlib import Path

import pytest

import casus
from casus.errors import FormatError
from casus.evaluate import situations
from casus.settings import Settings

FILE = """
[[situation]]
id = "one"
category = "status"
phenomenon = "plain act"
published = 2024-05-15
text = "Rebels attacked the town of Koravets on Monday."
[[situation.event]]
trigger = "attacked"
type = "ASSAULT"
status = "completed"
factuality = "CT+"
actor = ["Rebels"]
place = ["Koravets"]
days = "2024-05-13"
"""


def load(tmp_path: Path, text: str) -> situations.Situation:
    """The one situation of a file."""
    path = tmp_path / "s.toml"
    path.write_text(text, encoding="utf-8")
    return situations.load(path)[0]


def found(situation: situations.Situation) -> list[str]:
    """What the rules engine misses of it."""
    reading = casus.code(situation.text, published=situation.published, settings=Settings(engine="rules"))
    return list(situations.misses(situation, reading))


def test_a_situation_read_right_has_no_misses(tmp_path: Path) -> None:
    """All fields of a plain attack."""
    assert found(load(tmp_path, FILE)) == []


@pytest.mark.parametrize(
    ("right", "wrong", "miss"),
    [
        ('type = "ASSAULT"', 'type = "RETREAT"', "type ASSAULT"),
        ('status = "completed"', 'status = "failed"', "status completed, not failed"),
        ('actor = ["Rebels"]', 'actor = ["army"]', "actor is not army"),
        ('actor = ["Rebels"]', "actor = []", "actor is also rebel"),
        ('place = ["Koravets"]', 'place = ["Tarsin"]', "place of it is not tarsin"),
        ("2024-05-13", "2024-05-12", "days 2024-05-13 to 2024-05-13"),
        ('trigger = "attacked"', 'trigger = "town"', "'town' is not found"),
    ],
)
def test_each_field_is_judged(tmp_path: Path, right: str, wrong: str, miss: str) -> None:
    """One wrong expectation is one miss that names it."""
    misses = found(load(tmp_path, FILE.replace(right, wrong)))
    assert any(miss in one for one in misses), misses


def test_what_must_be_absent_is_reported_when_claimed(tmp_path: Path) -> None:
    """An act that did not happen may be read, but not as one that did."""
    situation = load(tmp_path, FILE.replace("published =", 'absent = ["attacked"]\npublished ='))
    assert found(situation) == ["'attacked' is claimed to have happened (ASSAULT, completed)"]


def test_a_situation_without_expectations_wants_no_claim(tmp_path: Path) -> None:
    """Where nothing happens, any claim is a miss."""
    assert "is no act" in found(load(tmp_path, FILE.partition("[[situation.event]]")[0]))[0]


def test_a_broken_file_names_the_situation(tmp_path: Path) -> None:
    """A missing key is an error with the id."""
    with pytest.raises(FormatError, match="KeyError"):
        load(tmp_path, FILE.replace('type = "ASSAULT"\n', ""))


def test_days_may_be_open() -> None:
    """One day is an interval of one day; a slash separates the ends."""
    assert situations.days("2024-05-13") == (date(2024, 5, 13), date(2024, 5, 13))
    assert situations.days("/2024-05-13") == (None, date(2024, 5, 13))


COUNTED = """
[[situation]]
id = "two"
category = "numbers"
phenomenon = "a number and its part"
published = 2024-05-15
text = "Rebels attacked the town of Koravets on Monday, killing 12 people, including two nurses."
[[situation.event]]
trigger = "attacked"
type = "ASSAULT"
killed = [[12, 12, 12, "people", "whole"], [2, 2, 2, "nurses", "part"]]
"""


@pytest.mark.parametrize(
    ("right", "wrong", "miss"),
    [
        ("", "", ""),
        ('[12, 12, 12, "people", "whole"]', "[13, 13, 13]", "killed [(12, 12, 12), (2, 2, 2)], not (13, 13, 13)"),
        ('12, "people"', '12, "soldiers"', "killed does not count soldier"),
        ('"whole"', '"total"', "killed is not told as total"),
        ('"part"', '"whole"', "killed is not told as whole"),
        ("killed = [", 'said = "2024-05-13"\nkilled = [', "said on days None to None"),
    ],
)
def test_a_number_counts_somebody_and_may_be_a_part(tmp_path: Path, right: str, wrong: str, miss: str) -> None:
    """Bounds, whom it counts and what it is to others are judged, and so is when something was said."""
    misses = found(load(tmp_path, COUNTED.replace(right, wrong) if right else COUNTED))

    assert bool(misses) == bool(miss)
    assert all(miss in one for one in misses), misses

"""Numbers side by side make a sum; parts and wholes do not."""

from __future__ import annotations

import re

import pytest

from casus.beliefs.numbers import side_by_side
from casus.store.rows import QuantityRow, Quote

START = 40


def sums(sentence: str, *numbers: tuple[str, int | None, int | None, int | None]) -> list[tuple[str, object]]:
    """Words and bounds of every sum of numbers (words, low, best, high) that a sentence tells."""
    rows = []
    for words, low, best, high in numbers:
        found = re.search(re.escape(words), sentence)
        assert found is not None
        rows.append(QuantityRow("killed", Quote(START + found.start(), START + found.end(), words), low, best, high))
    whole = Quote(START, START + len(sentence), sentence)
    return [(row.quote.words, (row.low, row.best, row.high)) for row in side_by_side(rows, whole)]


def test_numbers_that_a_phrase_puts_side_by_side_are_added() -> None:
    """A row with commas and "and" is one sum, quoted whole."""
    found = sums(
        "18 rebels, 10 soldiers and a nurse were killed.",
        ("18 rebels", 18, 18, 18),
        ("10 soldiers", 10, 10, 10),
        ("a nurse", 1, 1, 1),
    )

    assert found == [("18 rebels, 10 soldiers and a nurse", (29, 29, 29))]


def test_open_ends_stay_open() -> None:
    """The sum of an open and a closed number is open."""
    found = sums(
        "At least two soldiers and six rebels died.", ("At least two soldiers", 2, 2, None), ("six rebels", 6, 6, 6)
    )

    assert found == [("At least two soldiers and six rebels", (8, 8, None))]


@pytest.mark.parametrize(
    ("sentence", "numbers"),
    [
        ("Nine people, including three children, died.", (("Nine people", 9, 9, 9), ("three children", 3, 3, 3))),
        (
            "Five people, three soldiers and two nurses, died.",
            (("Five people", 5, 5, 5), ("three soldiers", 3, 3, 3), ("two nurses", 2, 2, 2)),
        ),
        ("It killed two and, a day later, four.", (("two", 2, 2, 2), ("four", 4, 4, 4))),
        ("It killed nine people.", (("nine people", 9, 9, 9),)),
    ],
)
def test_what_is_part_of_a_number_or_told_apart_is_not_added(
    sentence: str, numbers: tuple[tuple[str, int, int, int], ...]
) -> None:
    """A subset, a breakdown of the whole, another act's number and a single number make no sum."""
    assert sums(sentence, *numbers) == []

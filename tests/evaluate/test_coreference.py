from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casus.evaluate.coreference import b_cubed, best_pairing, ceaf_e, conll, muc

GOLD = ("abc", "defg")
FOUND = ("ab", "cd", "fg", "e")


def test_muc_by_hand() -> None:
    """Links that hold: in abc 1 of 2, in defg 1 of 3; of the found ones ab and fg, not cd."""
    score = muc(GOLD, FOUND)

    assert score.recall == pytest.approx((1 + 1) / (2 + 3))
    assert score.precision == pytest.approx(2 / 3)


def test_b_cubed_by_hand() -> None:
    """Recall: a, b 2/3, c 1/3, d, e 1/4, f, g 2/4; precision: a, b 1, c, d 1/2, e, f, g 1."""
    score = b_cubed(GOLD, FOUND)

    assert score.recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1 / 4 + 1 / 4 + 2 / 4 + 2 / 4) / 7)
    assert score.precision == pytest.approx(6 / 7)


def test_ceaf_by_hand() -> None:
    """Abc goes with ab (4/5), defg with fg (4/6); the others with nothing."""
    score = ceaf_e(GOLD, FOUND)

    assert score.recall == pytest.approx((4 / 5 + 4 / 6) / 2)
    assert score.precision == pytest.approx((4 / 5 + 4 / 6) / 4)


def test_perfect_and_worthless_groups() -> None:
    """All right is 1; all alone has no links at all."""
    assert conll(GOLD, GOLD) == pytest.approx(1)
    assert muc(GOLD, "abcdefg").f1 == 0
    assert ceaf_e((), ()).f1 == 0


tables = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(st.integers(0, 9), min_size=width, max_size=width), min_size=1, max_size=4)
)


@given(tables)
def test_the_best_pairing_is_the_best_of_all(worth: list[list[int]]) -> None:
    """As trying all pairings finds."""
    rows, columns = len(worth), len(worth[0])
    table = worth if rows <= columns else [list(column) for column in zip(*worth, strict=True)]
    tries = permutations(range(max(rows, columns)), min(rows, columns))
    wanted = max(sum(table[row][column] for row, column in enumerate(chosen)) for chosen in tries)

    assert best_pairing(worth) == pytest.approx(wanted)

"""Agreement of coders, against examples worked out in print."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casus.evaluate.agreement import alpha, f1

# Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011): sections A, B and C.
BINARY = ("0100000010", "1110010000")
NOMINAL = ("aabbdcccedda", "babbbccceddd")
MANY = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")


def units(rows: tuple[str, ...]) -> list[tuple[str | None, ...]]:
    """Values by unit; "." where a coder gave none."""
    return [tuple(None if value == "." else value for value in unit) for unit in zip(*rows, strict=True)]


def test_two_coders_and_two_values() -> None:
    """Section A: two observers, ten units, alpha 0.095."""
    assert alpha(units(BINARY)) == pytest.approx(0.095, abs=0.0005)


def test_two_coders_and_many_values() -> None:
    """Section B: two observers, twelve units, alpha 0.692."""
    assert alpha(units(NOMINAL)) == pytest.approx(0.692, abs=0.0005)


def test_many_coders_with_gaps() -> None:
    """Section C: four observers, twelve units, values missing, alpha 0.743."""
    assert alpha(units(MANY)) == pytest.approx(0.743, abs=0.0005)


def test_f1_of_two_coders() -> None:
    """Hripcsak and Rothschild (2005): 2a / (2a + b + c) with a in both, b and c in one only."""
    pairs = [({"x", "y"}, {"y", "z"}), ({"v"}, {"v"}), ((), {"w"})]

    assert f1(pairs) == pytest.approx(2 * 2 / (2 * 2 + 1 + 2))


def test_nothing_to_agree_on() -> None:
    """Without pairs, or with one value only, neither is defined."""
    assert alpha([]) is None
    assert alpha([("a", None), (None, "b")]) is None
    assert alpha([("a", "a"), ("a", "a")]) is None
    assert f1([((), ())]) is None


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1, max_size=30))
def test_who_is_first_makes_no_difference(pairs: list[tuple[str, str]]) -> None:
    """Agreement is symmetric, at most 1, and 1 only where all agree."""
    turned = [(b, a) for a, b in pairs]
    found = alpha(pairs)

    assert found == pytest.approx(alpha(turned)) if found is not None else alpha(turned) is None
    assert found is None or found <= 1
    assert (found == 1) == (found is not None and all(a == b for a, b in pairs))
    assert f1([({a}, {b}) for a, b in pairs]) == f1([({b}, {a}) for a, b in pairs])

"""What is tagged, found as a trigger or painted as a role ends where its sentence ends."""

from __future__ import annotations

import numpy as np

from casus.models.spans import Roles, tagged_runs, trigger_runs

STARTS = np.array([True, False, True, False])
HERE, OTHER = np.array([0, 0, 1, 1]), np.array([0, 0, 0, 0])


def words(*best: int) -> np.ndarray:
    """Scores of words by the number of their surest of three labels."""
    return np.eye(3, dtype=np.float32)[list(best)] * 9


def test_a_mention_does_not_go_on_into_the_next_sentence() -> None:
    """The last word of a headline is not the first of the name that follows it, though their tags would join them."""
    labels = ("O", "B-ACTOR", "I-ACTOR")
    found = tagged_runs(words(0, 1, 2, 2), labels, STARTS)
    assert [(run.first, run.last) for run in found] == [(1, 2), (2, 4)]
    unbroken = tagged_runs(words(0, 1, 2, 2), labels, np.array([True, False, False, False]))
    assert [(run.first, run.last) for run in unbroken] == [(1, 4)]


def test_a_trigger_does_not_go_on_into_the_next_sentence() -> None:
    """The second word of a trigger of two words is in its sentence."""
    labels, limits = ("O", "ASSAULT", "I"), {"*": 0.5}
    first, *_ = trigger_runs(words(0, 1, 2, 0), labels, limits, STARTS)
    assert (first.first, first.last) == (1, 2)
    unbroken = trigger_runs(words(0, 1, 2, 0), labels, limits, np.array([True, False, False, False]))
    assert [(r.first, r.last) for r in unbroken] == [(1, 3)]


def test_a_role_does_not_go_on_into_the_next_sentence() -> None:
    """A place that ends a sentence is apart from one that begins the next."""
    roles = Roles(("O", "B-place", "I-place"), {"*": 0.5, "~": 0.5})
    shares = np.array([[[1, 0, 0], [0, 1, 0], [0, 1, 0], [1, 0, 0]]], np.float32)
    (apart,) = roles.runs(shares, (), HERE, np.array([0]))
    assert [(run.first, run.last) for run in apart] == [(1, 2)]
    (joined,) = roles.runs(shares, (), OTHER, np.array([0]))
    assert [(run.first, run.last) for run in joined] == [(1, 3)]

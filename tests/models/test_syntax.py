"""Trees are trees, and the best ones."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from casus.models.syntax import heads_of_sentence, sentence_starts


def best_by_trying(arcs: np.ndarray) -> float:
    """The score of the best tree with one root, over all head assignments."""
    logs = arcs - np.log(np.exp(arcs).sum(1, keepdims=True))
    size = len(arcs)
    scores = [
        sum(logs[n, h] for n, h in enumerate(heads))
        for heads in itertools.product(range(size + 1), repeat=size)
        if heads.count(0) == 1 and is_tree(heads)
    ]
    return float(max(scores))


def is_tree(heads: tuple[int, ...] | list[int]) -> bool:
    """Whether every word reaches the root."""
    for word in range(1, len(heads) + 1):
        here = word
        for _ in heads:
            here = heads[here - 1] if here else 0
        if here:
            return False
    return True


@pytest.mark.parametrize("size", [1, 2, 5, 40])
@pytest.mark.parametrize("seed", range(8))
def test_one_root_and_no_cycle(size: int, seed: int) -> None:
    """Any scores give one tree."""
    heads = heads_of_sentence(np.random.default_rng(seed).normal(0, 3, (size, size + 1))).tolist()
    assert heads.count(0) == 1
    assert is_tree(heads)


@pytest.mark.parametrize("seed", range(20))
def test_greedy_or_not_the_tree_scores_best_for_its_root(seed: int) -> None:
    """With a clear root no other tree scores higher."""
    arcs = np.random.default_rng(seed).normal(0, 2, (4, 5))
    arcs[:, 0] = -20.0
    arcs[seed % 4, 0] = 20.0  # the root is clear: then the search is exact
    logs = arcs - np.log(np.exp(arcs).sum(1, keepdims=True))
    heads = heads_of_sentence(arcs)
    assert sum(logs[n, h] for n, h in enumerate(heads)) == pytest.approx(best_by_trying(arcs))


def test_forced_starts_win() -> None:
    """A part begins a sentence whatever the scores say."""
    scores = np.array([[3.0, 0.0], [0.0, 3.0], [3.0, 0.0]])
    assert sentence_starts(scores, np.array([False, False, True])).tolist() == [True, True, True]

"""Scores to sentences and dependency trees: pure functions over arrays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating[Any]]
Numbers = NDArray[np.int64]


def sentence_starts(scores: Floats, forced: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which words begin a sentence: where the head says so, and where the text leaves no choice."""
    starts: NDArray[np.bool_] = (scores[:, 1] > scores[:, 0]) | forced
    starts[:1] = True
    return starts


def heads_of_sentence(arcs: Floats) -> Numbers:
    """The best tree with one root. `arcs` is (n, n + 1), column 0 for the root; 0 in the answer is the root too."""
    logs = arcs - _logsumexp(arcs)
    heads: Numbers = logs.argmax(1)
    if _is_tree(heads):
        return heads
    root = int(logs[:, 0].argmax())
    # with the root settled, only cycles can be wrong
    square = np.full((len(logs) + 1, len(logs) + 1), -1e9)
    square[1:, 1:] = logs[:, 1:]
    square[root + 1] = -1e9
    square[root + 1, 0] = 0.0
    return _best_tree(square)[1:]


def _logsumexp(x: Floats) -> Floats:
    top = x.max(1, keepdims=True)
    total: Floats = top + np.log(np.exp(x - top).sum(1, keepdims=True))
    return total


def _is_tree(heads: Numbers) -> bool:
    return int((heads == 0).sum()) == 1 and _cycle([0, *heads.tolist()]) is None


def _cycle(heads: Sequence[int]) -> list[int] | None:
    """Nodes of one cycle, node 0 being the root, or None."""
    seen = [0] * len(heads)
    for node in range(1, len(heads)):
        path, here = [], node
        while here and not seen[here]:
            seen[here] = node
            path.append(here)
            here = heads[here]
        if here and seen[here] == node:
            return path[path.index(here) :]
    return None


def _best_tree(scores: Floats) -> Numbers:
    """Chu-Liu-Edmonds over `scores[child, head]` with node 0 as root; the head of every node in the best tree."""
    scores = scores.copy()
    np.fill_diagonal(scores, -np.inf)
    heads: Numbers = scores.argmax(1)
    heads[0] = 0
    cycle = _cycle(heads.tolist())
    if cycle is None:
        return heads
    ring = np.array(cycle)
    outside = np.ones(len(scores), np.bool_)
    outside[ring] = False
    rest = np.flatnonzero(outside)
    smaller, enter, leave = _contract(scores, heads, ring, rest)
    found = _best_tree(smaller)
    for k in range(1, len(rest)):
        heads[rest[k]] = ring[leave[k]] if found[k] == len(rest) else rest[found[k]]
    entry = found[len(rest)]
    heads[ring[enter[entry]]] = rest[entry]
    return heads


def _contract(scores: Floats, heads: Numbers, ring: Numbers, rest: Numbers) -> tuple[Floats, Numbers, Numbers]:
    """Scores with the ring as one node (the last), the ring word each head enters by, and that each child hangs on."""
    gain = scores[np.ix_(ring, rest)] - scores[ring, heads[ring]][:, None]
    out = scores[np.ix_(rest, ring)]
    size = len(rest)
    smaller = np.full((size + 1, size + 1), -np.inf)
    smaller[:size, :size] = scores[np.ix_(rest, rest)]
    smaller[size, :size] = gain.max(0)
    smaller[:size, size] = out.max(1)
    return smaller, gain.argmax(0), out.argmax(1)

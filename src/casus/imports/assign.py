"""
Who goes with whom: the one-to-one alignment whose pairs stand highest above the threshold in all.

The alignment is exact (shortest augmenting paths, as in the Hungarian method) within each group of events that could be
paired, directly or through others. A group of more than `LARGEST` on its smaller side is aligned greedily, best pairs
first. Equal alignments are told apart by the order of ids, so the order of rows never matters.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

LARGEST: Final = 1_500
"""Rows of one group that are aligned exactly; the time grows with the third power."""


def assign(scores: Mapping[tuple[str, str], float], threshold: float) -> dict[str, str]:
    """
    Left id to right id. `scores` are those of the pairs worth looking at; those below the threshold are never made.

    A pair counts by how far it stands above the threshold: one sure pair goes before two doubtful ones.
    """
    worth = {pair: score - threshold + 0.01 for pair, score in scores.items() if score >= threshold}
    found: dict[str, str] = {}
    for group in _groups(worth):
        lefts, rights = sorted({left for left, _ in group}), sorted({right for _, right in group})
        if min(len(lefts), len(rights)) > LARGEST:
            found |= _greedy(group)
        else:
            found |= _exact(lefts, rights, group)
    return dict(sorted(found.items()))


def _groups(worth: Mapping[tuple[str, str], float]) -> Iterator[dict[tuple[str, str], float]]:
    """The pairs parted into groups that have no id in common."""
    near: dict[tuple[int, str], list[tuple[int, str]]] = {}
    for left, right in worth:
        near.setdefault((0, left), []).append((1, right))
        near.setdefault((1, right), []).append((0, left))
    seen: set[tuple[int, str]] = set()
    for start in sorted(near):
        if start not in seen:
            group = _reached(start, near)
            seen |= group
            lefts = sorted(id_ for side, id_ in group if side == 0)
            pairs = ((left, right) for left in lefts for _, right in near[0, left])
            yield {pair: worth[pair] for pair in pairs}


def _reached(start: tuple[int, str], near: Mapping[tuple[int, str], list[tuple[int, str]]]) -> set[tuple[int, str]]:
    group, waiting = {start}, [start]
    while waiting:
        for other in near[waiting.pop()]:
            if other not in group:
                group.add(other)
                waiting.append(other)
    return group


def _greedy(worth: Mapping[tuple[str, str], float]) -> dict[str, str]:
    """Best pairs first; ties by id."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for left, right in sorted(worth, key=lambda pair: (-worth[pair], pair)):
        if left not in found and right not in taken:
            found[left] = right
            taken.add(right)
    return found


def _exact(lefts: Sequence[str], rights: Sequence[str], worth: Mapping[tuple[str, str], float]) -> dict[str, str]:
    """The pairs of greatest worth in all."""
    if len(lefts) > len(rights):
        turned = {(right, left): value for (left, right), value in worth.items()}
        return {left: right for right, left in _exact(rights, lefts, turned).items()}
    rows = {id_: number for number, id_ in enumerate(lefts)}
    columns = {id_: number for number, id_ in enumerate(rights)}
    costs = np.zeros((len(lefts), len(rights)))
    for (left, right), value in worth.items():
        costs[rows[left], columns[right]] = -value
    chosen = _cheapest(costs)
    pairs = ((left, rights[chosen[number]]) for number, left in enumerate(lefts))
    return {left: right for left, right in pairs if (left, right) in worth}


def _cheapest(costs: NDArray[np.float64]) -> list[int]:
    """The column of each row so that the sum of costs is least; there are no fewer columns than rows."""
    rows, columns = costs.shape
    row_price, column_price = np.zeros(rows + 1), np.zeros(columns + 1)
    owner = np.zeros(columns + 1, dtype=np.int64)  # row (from 1) that has each column; column 0 is the one at work
    for row in range(1, rows + 1):
        owner[0] = row
        _augment(costs, row_price, column_price, owner)
    chosen = [0] * rows
    for column in range(1, columns + 1):
        if owner[column]:
            chosen[owner[column] - 1] = column - 1
    return chosen


def _augment(
    costs: NDArray[np.float64],
    row_price: NDArray[np.float64],
    column_price: NDArray[np.float64],
    owner: NDArray[np.int64],
) -> None:
    """Find a column for the row in `owner[0]`, moving others where that costs least."""
    columns = costs.shape[1]
    least = np.full(columns + 1, np.inf)
    way = np.zeros(columns + 1, dtype=np.int64)
    used = np.zeros(columns + 1, dtype=np.bool_)
    at = 0
    while True:
        used[at] = True
        row = owner[at]
        reduced = costs[row - 1] - row_price[row] - column_price[1:]
        better = ~used[1:] & (reduced < least[1:])
        least[1:][better] = reduced[better]
        way[1:][better] = at
        open_least = np.where(used, np.inf, least)
        open_least[0] = np.inf
        following = int(np.argmin(open_least))
        delta = open_least[following]
        row_price[owner[used]] += delta
        column_price[used] -= delta
        least[~used] -= delta
        at = following
        if owner[at] == 0:
            break
    while at:
        owner[at] = owner[way[at]]
        at = int(way[at])

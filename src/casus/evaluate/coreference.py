"""
How well groups of mentions match those of a gold standard: MUC, B-cubed, CEAF-e and their mean, the CoNLL score.

After M. Vilain and others (1995), A. Bagga and B. Baldwin (1998), X. Luo (2005) and the CoNLL-2012 shared task. Both
sides group the same mentions; singletons count.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass

from casus.evaluate.scores import harmonic

Groups = Sequence[Collection[Hashable]]


@dataclass(frozen=True, slots=True)
class Score:
    """Precision and recall, 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Their harmonic mean; 0 if both are."""
        return harmonic(self.precision, self.recall)


def conll(gold: Groups, found: Groups) -> float:
    """The mean F1 of MUC, B-cubed and CEAF-e."""
    return (muc(gold, found).f1 + b_cubed(gold, found).f1 + ceaf_e(gold, found).f1) / 3


def muc(gold: Groups, found: Groups) -> Score:
    """Links that both sides need to hold their groups together."""
    return Score(_links_kept(found, gold), _links_kept(gold, found))


def _links_kept(these: Groups, others: Groups) -> float:
    of = {item: number for number, group in enumerate(others) for item in group}
    kept = sum(len(group) - len({of.get(item, ("alone", item)) for item in group}) for group in these)
    needed = sum(len(group) - 1 for group in these)
    return kept / needed if needed else 0.0


def b_cubed(gold: Groups, found: Groups) -> Score:
    """For each mention, the share of its group that is right, on average."""
    return Score(_purity(found, gold), _purity(gold, found))


def _purity(these: Groups, others: Groups) -> float:
    of = {item: set(group) for group in others for item in group}
    shares = [len(set(group) & of.get(item, {item})) / len(group) for group in these for item in group]
    return sum(shares) / len(shares) if shares else 0.0


def ceaf_e(gold: Groups, found: Groups) -> Score:
    """Groups paired one to one so that they are most alike; alike as by Dice (Luo's fourth similarity)."""
    likeness = _dice(gold, found)
    total = best_pairing(likeness) if gold and found else 0.0
    return Score(total / len(found) if found else 0.0, total / len(gold) if gold else 0.0)


def _dice(gold: Groups, found: Groups) -> list[list[float]]:
    of = {item: number for number, group in enumerate(found) for item in group}
    table = [[0.0] * len(found) for _ in gold]
    for row, group in zip(table, gold, strict=True):
        for item in group:
            if item in of:
                row[of[item]] += 1
        for number, count in enumerate(row):
            row[number] = 2 * count / (len(group) + len(found[number])) if count else 0.0
    return table


def best_pairing(worth: Sequence[Sequence[float]]) -> float:
    """
    The most that pairing rows with columns one to one can be worth (H. Kuhn's Hungarian method with potentials, n³).

    Every row has the same length; values are not negative, so that leaving a row alone is worth 0.
    """
    rows, columns = len(worth), len(worth[0]) if worth else 0
    if rows > columns:
        return best_pairing([[worth[r][c] for r in range(rows)] for c in range(columns)]) if columns else 0.0
    ups, downs, taken = [0.0] * (rows + 1), [0.0] * (columns + 1), [0] * (columns + 1)
    for row in range(1, rows + 1):
        _place(worth, row, ups, downs, taken)
    return sum(worth[taken[c] - 1][c - 1] for c in range(1, columns + 1) if taken[c])


def _place(worth: Sequence[Sequence[float]], row: int, ups: list[float], downs: list[float], taken: list[int]) -> None:
    """Find a column for one more row by the cheapest chain of exchanges. Lists start at 1; costs are minus worths."""
    size = len(taken)
    least, came_from, done = [float("inf")] * size, [0] * size, [False] * size
    taken[0], column = row, 0
    while taken[column]:
        done[column] = True
        column = _step(worth, (ups, downs, taken), (least, came_from, done), column)
    while column:
        taken[column] = taken[came_from[column]]
        column = came_from[column]


def _step(
    worth: Sequence[Sequence[float]],
    state: tuple[list[float], list[float], list[int]],
    search: tuple[list[float], list[int], list[bool]],
    column: int,
) -> int:
    """Widen the search by the nearest column that is not done, and give it back."""
    (ups, downs, taken), (least, came_from, done) = state, search
    row, delta, nearest = taken[column], float("inf"), 0
    for c in range(1, len(taken)):
        if done[c]:
            continue
        cost = -worth[row - 1][c - 1] - ups[row] - downs[c]
        if cost < least[c]:
            least[c], came_from[c] = cost, column
        if least[c] < delta:
            delta, nearest = least[c], c
    for c in range(len(taken)):
        if done[c]:
            ups[taken[c]] += delta
            downs[c] -= delta
        else:
            least[c] -= delta
    return nearest

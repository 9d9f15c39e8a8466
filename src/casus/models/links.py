"""Which mentions name one actor, and which triggers speak of one happening, across the windows of a text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from casus.models.network import Arrays
from casus.models.pairs import Floats, mention_features, trigger_features
from casus.models.scorers import LinkScorer

Numbers = NDArray[np.int64]


def antecedents(
    scorer: LinkScorer, scores: Arrays, words: Sequence[str], spans: Sequence[tuple[int, int]], limit: float
) -> list[int | None]:
    """For each mention of a window the earlier one that it most likely repeats, if the score passes the limit."""
    if len(spans) < 2:
        return [None] * len(spans)
    first, last = np.array([a for a, _ in spans]), np.array([b - 1 for _, b in spans])
    vectors = scores["end_first"][first] + scores["end_last"][last]
    return _earlier(scorer(vectors, vectors, first, mention_features(words, spans)), limit)


@dataclass(frozen=True, slots=True)
class Triggers:
    """The triggers of acts in a window: the words where they stand, and what each two have in common."""

    places: Numbers
    features: Floats

    @classmethod
    def of(cls, words: Sequence[str], places: Sequence[int], labels: Sequence[int]) -> Triggers:
        """The triggers at word numbers `places`, with the numbers of their labels."""
        return cls(np.array(places, np.int64), trigger_features(words, places, labels))

    def scored(self, scorer: LinkScorer, left: NDArray[Any], right: NDArray[Any]) -> NDArray[Any]:
        """The scores of all pairs of triggers; `left` and `right` are the vectors of the window's words."""
        return scorer(left[self.places], right[self.places], self.places, self.features)


def same_happening(scorer: LinkScorer, scores: Arrays, triggers: Triggers, limit: float) -> list[int | None]:
    """For each trigger of a window the earlier one that tells the same happening."""
    return _earlier(triggers.scored(scorer, scores["same"], scores["same"]), limit)


def speech_acts(scorer: LinkScorer, scores: Arrays, triggers: Triggers, limit: float) -> list[int | None]:
    """For each trigger the one whose content it is, if any."""
    found = triggers.scored(scorer, scores["content"], scores["speech"])
    np.fill_diagonal(found, -np.inf)
    best = found.argmax(1).tolist()
    return [b if found[n, b] > limit else None for n, b in enumerate(best)]


def _earlier(scores: NDArray[Any], limit: float) -> list[int | None]:
    found: list[int | None] = [None]
    for n in range(1, len(scores)):
        best = int(scores[n, :n].argmax())
        found.append(best if scores[n, best] > limit else None)
    return found


class Groups:
    """Items joined step by step (union-find); groups come out in order of their first member."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def root(self, item: int) -> int:
        """The first member of the item's group."""
        while self._parent[item] != item:
            self._parent[item] = self._parent[self._parent[item]]
            item = self._parent[item]
        return item

    def join(self, left: int, right: int) -> None:
        """Put both items, with all theirs, into one group."""
        a, b = sorted((self.root(left), self.root(right)))
        self._parent[b] = a

    def numbers(self) -> list[int]:
        """The group number of each item, counted from 0."""
        order: dict[int, int] = {}
        return [order.setdefault(self.root(n), len(order)) for n in range(len(self._parent))]

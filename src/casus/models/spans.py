"""Scores to labelled runs of words: pure functions over arrays."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

# An act has one time and, with few exceptions (5 % of attributions), one source.
SINGLE: Final = frozenset({"time", "source"})
# Neighbours of a word that passes its limit need only half of it to belong to its run.
_EXTEND: Final = 0.5
_FLOOR: Final = 0.03
Floats = NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True)
class Run:
    """Words `first` to `last` (excluded) of a window with a label and how sure it is."""

    first: int
    last: int
    label: str
    score: float


def softmax(scores: Floats) -> Floats:
    """Probabilities over the last axis."""
    raised = np.exp(scores - scores.max(-1, keepdims=True))
    shares: Floats = raised / raised.sum(-1, keepdims=True)
    return shares


def likeliest(labels: Sequence[str], shares: Floats) -> list[tuple[str, float]]:
    """The two labels with the greatest shares, rounded to what a person reads."""
    order = np.argsort(-shares, kind="stable")[:2]
    return [(labels[n], round(float(shares[n]), 3)) for n in order.tolist()]


def tagged_runs(scores: Floats, labels: Sequence[str], starts: NDArray[np.bool_]) -> list[Run]:
    """Runs of a B-/I- head, read greedily: an I of another label, or one where a sentence starts, opens a run too."""
    shares = softmax(scores)
    found: list[Run] = []
    for word, number in enumerate(shares.argmax(-1).tolist()):
        prefix, _, label = labels[number].partition("-")
        if prefix == "O":
            continue
        score = float(shares[word, number])
        last = found[-1] if found else None
        if prefix == "I" and last and last.last == word and last.label == label and not starts[word]:
            found[-1] = Run(last.first, word + 1, label, min(last.score, score))
        else:
            found.append(Run(word, word + 1, label, score))
    return found


def trigger_runs(
    scores: Floats, labels: Sequence[str], limits: Mapping[str, float], starts: NDArray[np.bool_]
) -> list[Run]:
    """Triggers: words where "some trigger" is likelier than the limit of the best type. "O" comes first, "I" last."""
    shares = softmax(scores)
    found: list[Run] = []
    for word in np.flatnonzero(shares[:, 0] < 1 - min(limits.values())).tolist():
        row = shares[word]
        label = labels[1 + int(row[1:-1].argmax())]
        score = float(1 - row[0])
        last = found[-1] if found else None
        if last and last.last == word and row[-1] > row[1:-1].max() and not starts[word]:
            found[-1] = Run(last.first, word + 1, last.label, last.score)
        elif score >= limits.get(label, limits["*"]):
            found.append(Run(word, word + 1, label, score))
    return found


class Roles:
    """Reads one argument group: which words of a window play which role for each of its triggers.

    Words inside a mention are weighed together, so that a phrase is taken or left as a whole. A role that nothing in
    the trigger's sentence plays may be played by the likeliest phrase of another one, at its own limit ("place~").
    Of the roles in `later`, all phrases above a floor are given: who plays them is settled when actors are known.
    """

    def __init__(self, labels: Sequence[str], limits: Mapping[str, float], *, later: Collection[str] = ()) -> None:
        self._later = frozenset(later)
        bare = [label.removeprefix("B-").removeprefix("I-") for label in labels]
        self._roles = list(dict.fromkeys(bare[1:]))
        # a role's share is the sum of its B- and I- labels
        self._sums = np.array([[role == label for role in self._roles] for label in bare], np.float32)
        near = [limits.get(role, limits["*"]) for role in self._roles]
        far = [limits.get(f"{role}~", limits.get("~", limits["*"])) for role in self._roles]
        self._limits = np.array([far, near], np.float32)

    def runs(
        self, shares: Floats, units: Sequence[tuple[int, int]], sentence_of: NDArray[Any], triggers: NDArray[Any]
    ) -> list[tuple[Run, ...]]:
        """The runs of each trigger. `shares` is (triggers, words, labels), `sentence_of` each word's sentence."""
        near = sentence_of[triggers][:, None] == sentence_of[None, :]
        mass = shares @ self._sums
        asked = self._limits[near.astype(np.int64)]
        free = np.ones(mass.shape[1], np.bool_)
        for first, last in units:
            free[first:last] = False
        loose = np.where(free[None, :, None] & (mass >= _EXTEND * asked), mass, 0.0)
        found = [
            self._united(row, units) + self._loose(rest, sentence_of) for row, rest in zip(mass, loose, strict=True)
        ]
        return [self._chosen(runs, near[n], asked[n]) for n, runs in enumerate(found)]

    def _united(self, mass: Floats, units: Sequence[tuple[int, int]]) -> list[Run]:
        runs = []
        for first, last in units:
            inside = mass[first:last]
            scores = (inside.max(0) + inside.mean(0)) / 2
            best = int(scores.argmax())
            runs.append(Run(first, last, self._roles[best], float(scores[best])))
        return runs

    def _loose(self, mass: Floats, sentence_of: NDArray[Any]) -> list[Run]:
        """Neighbouring words of a sentence with the same likeliest role; the surest word speaks for the run."""
        found: list[Run] = []
        top, best = mass.max(1), mass.argmax(1)
        for word in np.flatnonzero(top).tolist():
            run = Run(word, word + 1, self._roles[best[word]], float(top[word]))
            last = found[-1] if found else None
            if last and last.last == word and last.label == run.label and sentence_of[word - 1] == sentence_of[word]:
                found[-1] = Run(last.first, word + 1, run.label, max(last.score, run.score))
            else:
                found.append(run)
        return found

    def _chosen(self, runs: Sequence[Run], near: NDArray[np.bool_], asked: Floats) -> tuple[Run, ...]:
        chosen = [r for r in runs if r.label in self._later and r.score >= _FLOOR]
        for number, role in enumerate(self._roles):
            if role in self._later:
                continue
            passing = [r for r in runs if r.label == role and r.score >= asked[r.first, number]]
            here = [r for r in passing if near[r.first]]
            there = [r for r in passing if not near[r.first]]
            if (not here and there) or (here and role in SINGLE):
                here = [max(here or there, key=lambda r: r.score)]
            chosen += here
        return tuple(sorted(chosen, key=lambda r: r.first))


def weighed_within(row: NDArray[Any], factors: NDArray[Any], groups: NDArray[np.bool_]) -> NDArray[Any]:
    """
    Shares multiplied by `factors` among the labels in the group of the likeliest one; each group keeps its share.

    So what a status lets one expect decides between degrees of factuality, and not whether something is denied.
    """
    same = groups == groups[row.argmax()]
    weighed = row * factors
    return np.where(same, weighed * (row[same].sum() / weighed[same].sum()), row)

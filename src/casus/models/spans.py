"""Scores to labelled runs of words: pure functions over arrays."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
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


def likeliest(labels: Sequence[str], shares: Floats) -> list[list[tuple[str, float]]]:
    """Of each row the two labels with the greatest shares, rounded to what a person reads."""
    order = np.argsort(-shares, kind="stable")[:, :2]
    tops = np.take_along_axis(shares, order, 1)
    rows = zip(order.tolist(), tops.tolist(), strict=True)
    return [[(labels[n], round(share, 3)) for n, share in zip(*row, strict=True)] for row in rows]


def tagged_runs(scores: Floats, labels: Sequence[str], starts: NDArray[np.bool_]) -> list[Run]:
    """Runs of a B-/I- head, read greedily: an I of another label, or one where a sentence starts, opens a run too."""
    shares = softmax(scores)
    found: list[Run] = []
    numbers = shares.argmax(-1)
    for word in np.flatnonzero(numbers != labels.index("O")).tolist():
        number = int(numbers[word])
        prefix, _, label = labels[number].partition("-")
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
        # a role's share is the sum of its labels, B- and I- or one alone, which stand side by side
        width = len(bare[1:]) // len(self._roles)
        self._columns = [slice(1 + n, None, width) for n in range(width)]
        near = [limits.get(role, limits["*"]) for role in self._roles]
        far = [limits.get(f"{role}~", limits.get("~", limits["*"])) for role in self._roles]
        self._limits = np.array([far, near], np.float32)
        self._asked: list[list[float]] = self._limits.tolist()
        self._is_later = np.array([role in self._later for role in self._roles])

    def runs(
        self, shares: Floats, units: Sequence[tuple[int, int]], sentence_of: NDArray[Any], triggers: NDArray[Any]
    ) -> list[tuple[Run, ...]]:
        """The runs of each trigger. `shares` is (triggers, words, labels), `sentence_of` each word's sentence."""
        near = sentence_of[triggers][:, None] == sentence_of[None, :]
        mass: Floats = sum((shares[..., columns] for columns in self._columns[1:]), shares[..., self._columns[0]])
        found: list[list[Run]] = [[] for _ in mass]
        free = np.ones(mass.shape[1], np.bool_)
        for first, last in units:
            free[first:last] = False
        if units:
            self._add_united(found, mass, units, near)
        painted = mass >= (_EXTEND * self._limits)[near.astype(np.int64)]
        loose = self._loose(mass, painted, free, sentence_of)
        beside = near.tolist()
        for runs, inside, here in zip(found, loose, beside, strict=True):
            runs += [run for run in inside if self._passes(run, near=here[run.first])]
        return [self._chosen(runs, here) for runs, here in zip(found, beside, strict=True)]

    def _add_united(
        self, found: Sequence[list[Run]], mass: Floats, units: Sequence[tuple[int, int]], near: NDArray[np.bool_]
    ) -> None:
        """Add the phrases that pass, each with its likeliest role; all triggers and phrases are weighed at once."""
        scores = _united(mass, units)
        best, top = scores.argmax(2), scores.max(2)
        limits = self._limits[near[:, [first for first, _ in units]].astype(np.int64), best]
        passing = np.where(self._is_later[best], top.astype(np.float64) >= _FLOOR, top >= limits)
        at = np.nonzero(passing)
        rows = zip(*(numbers.tolist() for numbers in at), best[at].tolist(), top[at].tolist(), strict=True)
        for trigger, unit, role, score in rows:
            first, last = units[unit]
            found[trigger].append(Run(first, last, self._roles[role], score))

    def _loose(
        self, mass: Floats, painted: NDArray[np.bool_], free: NDArray[np.bool_], sentence_of: NDArray[Any]
    ) -> list[list[Run]]:
        """Of each trigger, neighbouring words of a sentence with the same likeliest role, as sure as the surest."""
        found: list[list[Run]] = [[] for _ in mass]
        sentences = sentence_of.tolist()
        at = np.nonzero(painted)
        kept = free[at[1]]
        at = tuple(numbers[kept] for numbers in at)
        rows = zip(*(numbers.tolist() for numbers in at), mass[at].tolist(), strict=True)
        for trigger, word, role, score in _surest(rows):
            runs, label = found[trigger], self._roles[role]
            last = runs[-1] if runs else None
            if last and last.last == word and last.label == label and sentences[word - 1] == sentences[word]:
                runs[-1] = Run(last.first, word + 1, label, max(last.score, score))
            else:
                runs.append(Run(word, word + 1, label, score))
        return found

    def _passes(self, run: Run, *, near: bool) -> bool:
        if run.label in self._later:
            return run.score >= _FLOOR
        return run.score >= self._asked[near][self._roles.index(run.label)]

    def _chosen(self, runs: Sequence[Run], near: Sequence[bool]) -> tuple[Run, ...]:
        """Of the runs that pass, all of the later roles; of any other those of its sentence, else the likeliest."""
        chosen = [r for r in runs if r.label in self._later]
        for role in dict.fromkeys(r.label for r in runs):
            if role in self._later:
                continue
            here = [r for r in runs if r.label == role and near[r.first]]
            there = [r for r in runs if r.label == role and not near[r.first]]
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


def _surest(rows: Iterable[tuple[int, int, int, float]]) -> Iterator[tuple[int, int, int, float]]:
    """Of the (trigger, word, role, share) of one word of one trigger the one with the greatest share."""
    for _, same in groupby(rows, key=itemgetter(0, 1)):
        yield max(same, key=itemgetter(3))


def _united(mass: Floats, units: Sequence[tuple[int, int]]) -> Floats:
    """(triggers, words, roles) -> (triggers, units, roles): between the mean and the best word of each phrase."""
    scores = np.empty((len(mass), len(units), mass.shape[2]), mass.dtype)
    for size in {last - first for first, last in units}:
        alike = [n for n, (first, last) in enumerate(units) if last - first == size]
        inside = mass[:, np.array([units[n][0] for n in alike])[:, None] + np.arange(size)]
        scores[:, alike] = (inside.max(2) + inside.mean(2)) / 2
    return scores

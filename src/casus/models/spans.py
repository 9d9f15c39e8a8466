"""Scores to labelled runs of words: pure functions over arrays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

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


def tagged_runs(scores: Floats, labels: Sequence[str]) -> list[Run]:
    """Runs of a B-/I- head, read greedily: an I of another label opens a run too."""
    shares = softmax(scores)
    found: list[Run] = []
    for word, number in enumerate(shares.argmax(-1).tolist()):
        prefix, _, label = labels[number].partition("-")
        if prefix == "O":
            continue
        score = float(shares[word, number])
        last = found[-1] if found else None
        if prefix == "I" and last and last.last == word and last.label == label:
            found[-1] = Run(last.first, word + 1, label, min(last.score, score))
        else:
            found.append(Run(word, word + 1, label, score))
    return found


def trigger_runs(scores: Floats, labels: Sequence[str], limits: Mapping[str, float]) -> list[Run]:
    """Triggers: words where "some trigger" is likelier than the limit of the best type. "O" comes first, "I" last."""
    shares = softmax(scores)
    found: list[Run] = []
    for word in np.flatnonzero(shares[:, 0] < 1 - min(limits.values())).tolist():
        row = shares[word]
        label = labels[1 + int(row[1:-1].argmax())]
        score = float(1 - row[0])
        last = found[-1] if found else None
        if last and last.last == word and row[-1] > row[1:-1].max():
            found[-1] = Run(last.first, word + 1, last.label, last.score)
        elif score >= limits.get(label, limits["*"]):
            found.append(Run(word, word + 1, label, score))
    return found


def argument_runs(shares: Floats, labels: Sequence[str], limits: Mapping[str, float]) -> list[Run]:
    """Runs of one trigger's argument group; a role needs the probability that its limit asks for."""
    roles = list(dict.fromkeys(label.removeprefix("B-").removeprefix("I-") for label in labels[1:]))
    begins = {role: labels.index(f"B-{role}") for role in roles if f"B-{role}" in labels}
    mass = np.stack([shares[:, _columns(labels, role)].sum(1) for role in roles], 1)
    asked = np.array([limits.get(role, limits["*"]) for role in roles])
    found: list[Run] = []
    for word in np.flatnonzero((mass >= asked).any(1)).tolist():
        number = int(np.where(mass[word] >= asked, mass[word], 0.0).argmax())
        role, score = roles[number], float(mass[word, number])
        opens = role in begins and shares[word, begins[role]] > score / 2
        last = found[-1] if found else None
        if last and last.last == word and last.label == role and not opens:
            found[-1] = Run(last.first, word + 1, role, max(last.score, score))
        else:
            found.append(Run(word, word + 1, role, score))
    return found


def _columns(labels: Sequence[str], role: str) -> list[int]:
    return [n for n, label in enumerate(labels) if label.removeprefix("B-").removeprefix("I-") == role and n]

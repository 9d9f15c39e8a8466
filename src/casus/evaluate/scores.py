"""Scores of an engine against hand-coded reports: what they are and how they add up from counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

F1_MEASURES: Final = {
    "claim found": ("claims", "claims"),
    "claim typed": ("type", "claims"),
    "who did what to whom": ("who_did_what_to_whom", "claims"),
    "actor": ("actor", "actor"),
    "recipient": ("recipient", "recipient"),
    "place": ("place", "place"),
    "time": ("time", "time"),
    "quantity": ("quantity", "quantity"),
    "source": ("source", "source"),
    "same event": ("link", "link"),
    "state": ("state", "state"),
}
"""Measure to (count of what is right, what it is a share of); the latter is counted for gold and predicted."""

ACCURACIES: Final = {
    "mode (typed, gold has one)": ("mode", "mode_n"),
    "status": ("status", "claims"),
    "factuality": ("factuality", "claims"),
    "polarity": ("polarity", "claims"),
    "date (gold normalised)": ("date", "date_n"),
}
"""Measure on aligned claims to (count of what is right, count of all)."""


def harmonic(precision: float, recall: float) -> float:
    """The harmonic mean of two shares; 0 if both are."""
    both = precision + recall
    return 2 * precision * recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class F1:
    """How many of the predicted are right, how many of the gold are found, and the balance of the two (0..1)."""

    right: int
    gold: int
    predicted: int

    @property
    def precision(self) -> float:
        """The share of the predicted that is right; 0 where nothing is predicted."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """The share of the gold that is found; 0 where there is none."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def value(self) -> float:
        """Their harmonic mean."""
        return harmonic(self.precision, self.recall)


@dataclass(frozen=True, slots=True)
class Accuracy:
    """A share of aligned claims (0..1; 0 where there are none)."""

    right: int
    total: int

    @property
    def value(self) -> float:
        """The share that is right."""
        return self.right / self.total if self.total else 0.0


@dataclass(frozen=True, slots=True)
class Scores:
    """All measures by name, over some documents. `reports` is the number of documents."""

    f1: Mapping[str, F1]
    accuracy: Mapping[str, Accuracy]
    reports: int = 1

    def values(self) -> dict[str, float]:
        """Measure to its value rounded to three digits: F1, or accuracy."""
        measures: dict[str, F1 | Accuracy] = {**self.f1, **self.accuracy}
        return {name: round(measure.value, 3) for name, measure in measures.items()}

    def as_dict(self) -> dict[str, dict[str, object]]:
        """The scores as plain JSON values, rounded to three digits."""
        f1 = {name: _f1_dict(measure) for name, measure in self.f1.items()}
        return {
            "f1": dict(f1),
            "accuracy on aligned claims": {
                name: [round(measure.value, 3), measure.total] for name, measure in self.accuracy.items()
            },
        }


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Scores over all reports, per report (by id, in the gold's order) and claims typed per event type (by type)."""

    total: Scores
    reports: tuple[tuple[str, Scores], ...]
    types: tuple[tuple[str, F1], ...]


def scores_from(counts: Mapping[str, int], *, reports: int = 1) -> Scores:
    """The measures that counts amount to."""
    return Scores(
        {
            name: F1(counts.get(right, 0), counts.get(f"{base}_g", 0), counts.get(f"{base}_p", 0))
            for name, (right, base) in F1_MEASURES.items()
        },
        {name: Accuracy(counts.get(right, 0), counts.get(total, 0)) for name, (right, total) in ACCURACIES.items()},
        reports,
    )


def total_of(counts: Iterable[Counter[str]]) -> Counter[str]:
    """Counts of all documents together."""
    total: Counter[str] = Counter()
    for some in counts:
        total.update(some)
    return total


def _f1_dict(measure: F1) -> dict[str, float | int]:
    return {
        "p": round(measure.precision, 3),
        "r": round(measure.recall, 3),
        "f1": round(measure.value, 3),
        "gold": measure.gold,
        "pred": measure.predicted,
    }

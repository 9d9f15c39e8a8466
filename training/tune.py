"""Sets the thresholds of a model on the coded dev reports, one at a time, in the order in which they matter.

A threshold of its own goes to a label only with at least 90 gold cases: with fewer, the best value is luck. The limit
of coreference is not set here: the scorer takes any shared mention for the same actor, so that joining too much looks
good (at -2 who-did-what-to-whom gains .01, while B-cubed falls from .79 to .75). It stays at 0, where "the same" and
"new" are equally likely.
"""

from __future__ import annotations

import copy
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from casus.models.decode import Decoder
from casus.models.network import Arrays
from casus.models.reader import ModelReader
from casus.models.scorers import ArgumentScorer
from training.evaluate import Remembered, load_reports, manifest_with, predict, score

_ENOUGH: Final = 90
_LIKELY: Final = (0.35, 0.42, 0.5, 0.58, 0.66)
Limits = dict[str, dict[str, float]]
Bounds = tuple[int, int]
Trees = tuple[tuple[int, ...], tuple[str, ...]]
Measure = Callable[[dict[str, Any]], float]


@dataclass(frozen=True, slots=True)
class Knob:
    """One threshold, the values to try, and what to maximise."""

    group: str
    label: str
    values: Sequence[float]
    measure: Measure


def _f(*weights: tuple[str, float]) -> Measure:
    return lambda found: sum(weight * float(found["f1"][name]["f1"]) for name, weight in weights)


_CLAIM: Final = _f(("claim typed", 1.0), ("claim found", 0.3))
_PARTY: Final = _f(("actor", 1.0), ("recipient", 1.0), ("who did what to whom", 2.0), ("source", 0.2), ("state", 0.2))


def knobs(reports: Sequence[dict[str, Any]]) -> list[Knob]:
    """All thresholds worth setting for these reports."""
    types = Counter(claim["type"] for report in reports for claim in report["claims"])
    frequent = [name for name, count in types.most_common() if count >= _ENOUGH]
    place, state = _f(("place", 1.0)), _f(("state", 1.0))
    return [
        Knob("event", "*", _LIKELY, _CLAIM),
        *(Knob("event", name, _LIKELY, _CLAIM) for name in frequent),
        *(Knob("party", name, (0.42, 0.5, 0.58, 0.66, 0.74), _PARTY) for name in ("actor", "recipient")),
        *(Knob("party", name, (0.08, 0.15, 0.25, 0.4), _PARTY) for name in ("actor~", "recipient~")),
        Knob("setting", "*", (0.35, 0.42, 0.58, 0.65), place),
        Knob("setting", "~", (0.2, 0.3, 0.4), place),
        Knob("setting", "time", (0.4, 0.6, 0.7, 0.8), _f(("time", 1.0))),
        Knob("saying", "source", (0.4, 0.45, 0.55, 0.6, 0.7), _f(("source", 1.0))),
        *(Knob("party", name, (0.1, 0.2, 0.3, 0.4), state) for name in ("subject", "object")),
        Knob("state", "*", (0.3, 0.5, 0.6), state),
        Knob("links", "same", (-2.0, -1.0, -0.5, 0.5), _f(("same event", 1.0))),
    ]


def tune(folder: Path, data: Path, limits: Limits, minutes: float = 10.0) -> tuple[Limits, dict[str, Any]]:
    """Better limits than `limits` on the dev reports, and the scores they give. Stops in time, wherever it is."""
    gold, scorer = data / "coding/dev.jsonl", data / "tools/score.py"
    reports, trial = load_reports(gold), _Trial(folder)
    best, end = copy.deepcopy(limits), time.monotonic() + 60 * minutes
    found = score(scorer, gold, predict(trial.with_limits(best), reports))
    for knob in knobs(reports):
        for value in knob.values:
            if time.monotonic() > end:
                return best, found
            other = copy.deepcopy(best)
            other[knob.group][knob.label] = value
            if other == best:
                continue
            new = score(scorer, gold, predict(trial.with_limits(other), reports))
            if knob.measure(new) > knob.measure(found):
                best, found = other, new
    return best, found


class _ClaimsOnly(Decoder):
    """Leaves out the trees, on which no threshold depends: they are half of the decoding time."""

    def _trees(self, scores: Arrays, sentences: Sequence[Bounds], first: int, last: int) -> Trees:
        del scores, sentences
        return (-1,) * (last - first), ("dep",) * (last - first)


class _Arguments:
    """An argument scorer that keeps its answers: most thresholds leave the triggers of a window as they are."""

    def __init__(self, scorer: ArgumentScorer) -> None:
        self._scorer, self._known = scorer, dict[tuple[int, bytes], dict[str, Any]]()

    def __call__(self, triggers: Any, tokens: Any, places: Any, sentences: Any) -> dict[str, Any]:
        key = (id(tokens), places.tobytes())
        if key not in self._known:
            self._known[key] = self._scorer(triggers, tokens, places, sentences)
        return self._known[key]


class _Trial:
    """A reader whose network runs once per window, however often the limits change."""

    def __init__(self, folder: Path) -> None:
        self._reader = ModelReader(folder, threads=1)
        self._network = self._reader._network
        self._scorers = {kind: _Arguments(scorer) for kind, scorer in self._reader._decoder._arguments.items()}
        self._reader._network = Remembered(self._reader)  # type: ignore[assignment]

    def with_limits(self, limits: Limits) -> ModelReader:
        self._reader.manifest = manifest_with(self._reader.manifest, limits)
        decoder = _ClaimsOnly(self._reader.manifest, self._network)
        decoder._arguments = self._scorers  # type: ignore[assignment]
        self._reader._decoder = decoder
        return self._reader

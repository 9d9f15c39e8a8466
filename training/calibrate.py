"""The map from the engine's scores to certainties, so that of the findings with certainty .7 seven in ten are right.

It is isotonic: a surer finding never becomes a less certain one. Neighbouring levels that would break that order are
pooled, and so are levels that rest on few findings.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from casus.engine import build_engine
from casus.evaluate.calibration import Judged, judge
from casus.evaluate.gold import document_of, read_gold
from casus.settings import Settings

KNOTS: Final = 10
_SMALLEST: Final = 25  # findings that a level must rest on
Curve = tuple[list[float], list[float]]


def curves(gold: Path) -> dict[str, Curve]:
    """The maps of events and states, fitted on coded reports with the shipped engine as it is."""
    rows = read_gold(gold)
    readings = build_engine(Settings()).code_all(map(document_of, rows))
    return {kind: curve(pairs) for kind, pairs in judge(rows, readings).items()}


def curve(pairs: Sequence[Judged]) -> Curve:
    """Scores and the certainties they stand for, both rising, at most `KNOTS` of each."""
    levels: list[tuple[float, float, float]] = []  # sum of scores, number right, number
    for score, right in sorted(pairs):
        levels.append((score, float(right), 1.0))
        while len(levels) > 1 and _must_join(*levels[-2:]):
            levels[-2:] = [_joined(levels[-2:])]
    step = max(1, -(-len(levels) // KNOTS))
    kept = [_joined(levels[n : n + step]) for n in range(0, len(levels), step)]
    return [round(s / n, 4) for s, _, n in kept], [round(r / n, 4) for _, r, n in kept]


def _must_join(left: tuple[float, float, float], right: tuple[float, float, float]) -> bool:
    return right[1] * left[2] <= left[1] * right[2] or left[2] < _SMALLEST


def _joined(levels: Sequence[tuple[float, float, float]]) -> tuple[float, float, float]:
    scores, right, count = (sum(column) for column in zip(*levels, strict=True))
    return scores, right, count

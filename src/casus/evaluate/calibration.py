"""
How often an engine is right when it says how sure it is.

A claim is right when it is aligned with a coded one of the same type; a state, when the relation, both sides and the
polarity match. Certainty is calibrated when of the findings with certainty .7 seven in ten are right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from casus.codec import to_reading_dict
from casus.evaluate.aligned import ReadingSide, align, reading_side
from casus.model.reading import Reading

Json = Mapping[str, Any]
Judged = tuple[float, bool]
"""The certainty of one finding, and whether it is right."""


@dataclass(frozen=True, slots=True)
class Bin:
    """One line of a reliability table: the findings whose certainty lies between `low` and `high`."""

    low: float
    high: float
    count: int
    said: float
    right: float


def judge(gold: Iterable[Json], readings: Iterable[Reading]) -> dict[str, list[Judged]]:
    """Every finding of the readings of coded reports: "event" and "state", each with certainty and verdict."""
    found: dict[str, list[Judged]] = {"event": [], "state": []}
    for row, reading in zip(gold, readings, strict=True):
        sentences = row.get("sentences", ())
        coded = reading_side(dict(row, claims=[c for c in row["claims"] if c["trigger"]]), sentences)
        ours = reading_side(to_reading_dict(reading), sentences)
        right = _right_claims(coded, ours)
        found["event"] += [(claim.certainty, n in right) for n, claim in enumerate(reading.claims)]
        found["state"] += [
            (state.certainty, verdict)
            for state, verdict in zip(reading.states, _right_states(coded, ours), strict=True)
        ]
    return found


def _right_claims(coded: ReadingSide, ours: ReadingSide) -> set[int]:
    pairs = align(coded.claims, ours.claims)
    return {j for i, j in pairs if coded.claims[i].type == ours.claims[j].type}


def _right_states(coded: ReadingSide, ours: ReadingSide) -> Iterator[bool]:
    free = list(coded.states)
    for state in ours.states:
        match = next((other for other in free if other.is_same(state)), None)
        if match is not None:
            free.remove(match)
        yield match is not None


def reliability(pairs: Sequence[Judged]) -> tuple[Bin, ...]:
    """What was said against what was right, by tenths of certainty; tenths without findings are left out."""
    bins = []
    for tenth in range(10):
        inside = [(said, right) for said, right in pairs if min(9, int(10 * said)) == tenth]
        if inside:
            said, right = (sum(column) / len(inside) for column in zip(*inside, strict=True))
            bins.append(Bin(tenth / 10, (tenth + 1) / 10, len(inside), said, right))
    return tuple(bins)


def calibration_error(pairs: Sequence[Judged]) -> float:
    """Expected calibration error (0..1): the distance between said and right, weighed by how many findings."""
    return sum(b.count * abs(b.said - b.right) for b in reliability(pairs)) / max(1, len(pairs))

"""
Let the names of a report agree on where it plays: candidates that lie close to candidates of other names gain belief.

"Paris", "Lamar County" and "Dallas" have candidates all over the world, and only one region where all three lie
together.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from casus.model.where import Place, PlaceCandidate

Key = tuple[str, str | None, tuple[str, ...]]
"""A name, the kind word and the containers said with it."""

ROUNDS: Final = 2
PULL: Final = 5.0
"""How strongly the other names pull; tuned on one half of LGL and GeoVirus."""
REACH_KM: Final = 200.0
SETTLED: Final = 0.95
"""Belief above which a choice is no longer questioned."""
_TRIED: Final = 8
_HEARD: Final = 3
_KM_PER_DEGREE: Final = 111.2


def agree(candidates: Mapping[Key, tuple[PlaceCandidate, ...]]) -> dict[Key, PlaceCandidate]:
    """The best candidate of every name in the light of the others, with its new belief."""
    beliefs = {key: [c.score for c in found[:_TRIED]] for key, found in candidates.items()}
    for _ in range(ROUNDS):
        beliefs = {key: _revised(key, candidates, beliefs) for key in candidates}
    return {key: _best(found, beliefs[key]) for key, found in candidates.items()}


def _best(found: tuple[PlaceCandidate, ...], belief: list[float]) -> PlaceCandidate:
    at = max(range(len(belief)), key=lambda n: (belief[n], -n))
    return replace(found[at], score=belief[at])


def _revised(
    key: Key, candidates: Mapping[Key, tuple[PlaceCandidate, ...]], beliefs: Mapping[Key, list[float]]
) -> list[float]:
    own = beliefs[key]
    if max(own) > SETTLED:
        return own
    pulls = [_pull(c.place, key, candidates, beliefs) for c in candidates[key][:_TRIED]]
    raw = [c.score * math.exp(PULL * pull) for c, pull in zip(candidates[key], pulls, strict=False)]
    total = sum(raw) or 1.0
    return [value / total for value in raw]


def _pull(
    place: Place, key: Key, candidates: Mapping[Key, tuple[PlaceCandidate, ...]], beliefs: Mapping[Key, list[float]]
) -> float:
    """0..2: the closeness of the other names' likely candidates, each name with its best; two close names are
    enough.
    """
    total = 0.0
    for other, found in candidates.items():
        if other[0] != key[0]:
            heard = zip(found[:_HEARD], beliefs[other], strict=False)
            total += max((belief * _closeness(place, c.place) for c, belief in heard if belief > 0.05), default=0.0)
    return min(total, 2.0)


def _closeness(one: Place, other: Place) -> float:
    """0..1, counted from the edge of the other place; a country is close to what lies in it."""
    if other.kind == "country":
        return 0.4 if one.country == other.country and one.kind != "country" else 0.0
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None or one.kind == "country":
        return 0.0
    north = (one.lat - other.lat) * _KM_PER_DEGREE
    east = (one.lon - other.lon) * _KM_PER_DEGREE * math.cos(math.radians(one.lat))
    beyond = max(0.0, math.hypot(north, east) - 0.8 * min(other.radius_km, 500.0))
    return math.exp(-beyond / REACH_KM) if one.country == other.country else 0.5 * math.exp(-beyond / REACH_KM)

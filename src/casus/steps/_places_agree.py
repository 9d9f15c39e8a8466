"""
Let the names of a report agree on where it plays: candidates that lie close to candidates of other names gain belief.

"Paris", "Lamar County" and "Dallas" have candidates all over the world, and only one region where all three lie
together.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
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
_AUDIBLE: Final = 0.05
_ENOUGH: Final = 2.0
_Heard = tuple[str, list[tuple[Place, float]]]
"""A name and the likeliest places it may mean, with their beliefs."""
_KM_PER_DEGREE: Final = 111.2


def agree(candidates: Mapping[Key, tuple[PlaceCandidate, ...]]) -> dict[Key, PlaceCandidate]:
    """The best candidate of every name in the light of the others, with its new belief."""
    beliefs = {key: [c.score for c in found[:_TRIED]] for key, found in candidates.items()}
    for _ in range(ROUNDS):
        beliefs = _round(candidates, beliefs)
    return {key: _best(found, beliefs[key]) for key, found in candidates.items()}


def _best(found: tuple[PlaceCandidate, ...], belief: list[float]) -> PlaceCandidate:
    at = max(range(len(belief)), key=lambda n: (belief[n], -n))
    return PlaceCandidate(found[at].place, belief[at], found[at].reason)


def _round(
    candidates: Mapping[Key, tuple[PlaceCandidate, ...]], beliefs: Mapping[Key, list[float]]
) -> dict[Key, list[float]]:
    """The beliefs after one round; what is settled stays."""
    heard = [
        (key[0], [(c.place, b) for c, b in zip(found[:_HEARD], beliefs[key], strict=False) if b > _AUDIBLE])
        for key, found in candidates.items()
    ]
    return {
        key: own if max(own) > SETTLED else _revised(key[0], candidates[key], heard) for key, own in beliefs.items()
    }


def _revised(name: str, found: tuple[PlaceCandidate, ...], heard: list[_Heard]) -> list[float]:
    others = [voices for other, voices in heard if other != name]
    raw = [c.score * math.exp(PULL * _pull(c.place, others)) for c in found[:_TRIED]]
    total = sum(raw) or 1.0
    return [value / total for value in raw]


def _pull(place: Place, others: list[list[tuple[Place, float]]]) -> float:
    """0..2: the closeness of the other names' likely candidates, each name with its best; two close names are
    enough.
    """
    total = 0.0
    for voices in others:
        best = 0.0
        for other, belief in voices:
            value = belief * _closeness(place, other)
            if value > best:
                best = value
        total += best
        if total >= _ENOUGH:
            return _ENOUGH
    return total


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

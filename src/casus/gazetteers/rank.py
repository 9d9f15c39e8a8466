"""
Which of the places of one name a report means.

Every candidate gets points: its prior (size, rank, conflict), the countries in play, the distance to places already
settled, the containers said with it, and its kind. The weights were tuned on one half of LGL and GeoVirus
(`casus.evaluate.places`).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from casus.gazetteers.placefile import Record
from casus.model.geometry import Point, distance_km
from casus.protocols import PlaceContext


@dataclass(frozen=True, slots=True)
class Weights:
    """Points for each kind of evidence; `alternate` is a share of `exact` taken off; `sharpness` turns points into
    shares of belief.
    """

    prior: float = 8.0
    country: float = 2.5
    near: float = 2.0
    near_km: float = 150.0
    inside: float = 4.0
    kind: float = 2.0
    wrong_kind: float = 1.0
    exact: float = 2.0
    alternate: float = 1.0
    sharpness: float = 1.0


WEIGHTS: Final = Weights()


@dataclass(frozen=True, slots=True)
class Container:
    """A place said to contain the name: its country, its point and how far it reaches, and whether it is a whole
    country.
    """

    country: str
    point: Point | None
    radius_km: float
    whole_country: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """The context of a look-up, made ready for many candidates."""

    countries: dict[str, float]
    near: tuple[Point, ...]
    containers: tuple[Container, ...]
    kinds: tuple[str, ...]

    @classmethod
    def of(cls, context: PlaceContext, *, containers: Iterable[Container], kinds: Sequence[str]) -> Evidence:
        """Prepare a context."""
        return cls(dict(context.countries), context.near, tuple(containers), tuple(kinds))


def points(record: Record, evidence: Evidence, *, weights: Weights = WEIGHTS) -> float:
    """How well a place fits; only differences between candidates of one name mean anything."""
    total = weights.prior * record.prior + weights.country * evidence.countries.get(record.country, 0.0)
    if evidence.near and record.kind != "country":
        total += weights.near * _nearness((record.lat, record.lon), evidence.near, weights.near_km)
    if evidence.containers and any(_inside(record, c) for c in evidence.containers):
        total += weights.inside
    if evidence.kinds:
        total += _kind_points(record.kind, evidence.kinds, weights)
    return total


def _kind_points(kind: str, kinds: tuple[str, ...], weights: Weights) -> float:
    return weights.kind * (1 - 0.15 * kinds.index(kind)) if kind in kinds else -weights.wrong_kind


def _nearness(here: Point, near: tuple[Point, ...], scale: float) -> float:
    """0..1: mostly the closest settled place, a little all of them. NaN coordinates give 0."""
    if here[0] != here[0]:
        return 0.0
    fits = [math.exp(-distance_km(here, other) / scale) for other in near]
    return 0.7 * max(fits) + 0.3 * sum(fits) / len(fits)


def _inside(record: Record, container: Container) -> bool:
    if container.whole_country:
        return record.country == container.country and record.kind != "country"
    if (
        container.point is None
        or record.lat != record.lat
        or (container.country and record.country != container.country)
    ):
        return False
    return (
        record.kind not in ("country",)
        and distance_km((record.lat, record.lon), container.point) <= 1.6 * container.radius_km + 5
    )


def shares(scores: Sequence[float], *, sharpness: float = WEIGHTS.sharpness) -> list[float]:
    """Belief (0..1) in each candidate: the points as a softmax."""
    top = max(scores, default=0.0)
    raw = [math.exp(sharpness * (score - top)) for score in scores]
    total = sum(raw)
    return [value / total for value in raw]


def reason(record: Record, evidence: Evidence) -> str:
    """Why a candidate got its points, for people."""
    said = [f"{record.source}, prior {record.prior:.2f}"]
    weight = evidence.countries.get(record.country, 0.0)
    if weight:
        said.append(f"country {record.country} in play ({weight:.2f})")
    if evidence.near and record.lat == record.lat and record.kind != "country":
        said.append(
            f"{min(distance_km((record.lat, record.lon), p) for p in evidence.near):.0f} km from a place settled before"
        )
    if any(_inside(record, c) for c in evidence.containers):
        said.append("inside what is said to contain it")
    if evidence.kinds:
        said.append(f"{'fits' if record.kind in evidence.kinds else 'does not fit'} the kind word")
    return "; ".join(said)

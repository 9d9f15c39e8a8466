"""Places: identities with coordinates, radius and precision."""

from __future__ import annotations

from dataclasses import dataclass

from casus.model.span import Span


@dataclass(frozen=True, slots=True)
class Place:
    """A known place. Coordinates are WGS84 degrees, the radius kilometres.

    `country` is ISO 3166-1 alpha-3, `kind` one of the kinds of the gazetteer (country, admin1, admin2, city,
    town, village, district, camp, crossing, airbase, airport, port, region, river, lake, sea, mountain, valley,
    island, road, area, disputed, other); `precision` is UCDP where_prec (1 exact … 7 international waters or air).
    """

    id: str
    name: str
    lat: float | None
    lon: float | None
    country: str | None
    admin1: str | None
    kind: str
    precision: int
    radius_km: float


@dataclass(frozen=True, slots=True)
class PlaceCandidate:
    """One place a mention may mean, with its score (0..1) and the reasons, best first."""

    place: Place
    score: float
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """Words that name a place, and what they may mean.

    `place` is the chosen identity or None; `relation` says how the words relate to it: "in" (default), "near",
    "north_of" … "northwest_of", "part_of" (eastern Ghouta, the outskirts), "border" (of A and B),
    "side_of", "between".
    `metonym` is true when the place name stands for a government ("Washington said").
    """

    span: Span
    place: Place | None
    candidates: tuple[PlaceCandidate, ...] = ()
    relation: str = "in"
    metonym: bool = False
    reason: str = ""

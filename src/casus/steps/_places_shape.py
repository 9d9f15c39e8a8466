"""
The geometry of relative places: "30 km north of Homs" is a point 30 km north with a radius of its own, not Homs.

Precision follows UCDP where_prec: 1 exact, 2 near or within about 25 km, 3 district, 4 province, 5 larger, linear or
relative, 6 country.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from casus.model.geometry import BEARINGS, Point, distance_km, midpoint, offset
from casus.model.where import Place

_UNSAID_KM: Final = 15.0
"""How far "north of X" reaches beyond the edge of X when no distance is said; UCDP codes such places within 25 km."""
_ROUNDING: Final = 0.2
"""Share of a distance said in a report by which it may be off."""


def shaped(place: Place, *, relation: str, bearing: float | None, km: float | None) -> Place:
    """The area that the words mean, given the place they name."""
    if place.lat is None or place.lon is None:
        return place
    if relation == "part_of":
        return _part(place, bearing)
    if relation == "near":
        return _near(place, km)
    way = relation.removesuffix("_of")
    if relation.endswith("_of") and way in BEARINGS:
        return _beyond(place, BEARINGS[way], way, km)
    return place


def _part(place: Place, bearing: float | None) -> Place:
    """“northern X” is the half of X that lies there; "central X", "the outskirts of X" stay where X is."""
    radius = (
        round(place.radius_km * 0.6, 1)
        if bearing is not None or place.kind == "country"
        else round(place.radius_km + 3, 1)
    )
    lat, lon = (place.lat or 0.0, place.lon or 0.0)
    if bearing is not None:
        lat, lon = offset((lat, lon), bearing=bearing, km=place.radius_km * 0.5)
    suffix = "part" if bearing is None else f"part-{bearing:.0f}"
    return replace(
        place,
        id=f"{place.id}#{suffix}",
        lat=round(lat, 5),
        lon=round(lon, 5),
        radius_km=radius,
        precision=_coarser(place.precision, part=True),
    )


def _near(place: Place, km: float | None) -> Place:
    """Around the place: its radius grows by the distance said, or by 10 km."""
    radius = round(place.radius_km + (10.0 if km is None else km), 1)
    return replace(place, id=f"{place.id}#near", radius_km=radius, precision=_coarser(place.precision, part=False))


def _beyond(place: Place, bearing: float, way: str, km: float | None) -> Place:
    reach = place.radius_km + _UNSAID_KM if km is None else km
    spread = reach / 2 if km is None else max(2.0, km * _ROUNDING)
    lat, lon = offset((place.lat or 0.0, place.lon or 0.0), bearing=bearing, km=reach)
    precision = 2 if reach <= 25 and place.precision <= 2 else 5
    said = f"{way}-{reach:.0f}km"
    return replace(
        place,
        id=f"{place.id}#{said}",
        lat=round(lat, 5),
        lon=round(lon, 5),
        kind="area",
        radius_km=round(spread, 1),
        precision=precision,
    )


def between(a: Place, b: Place) -> Place | None:
    """The middle of two places, with half their distance as radius; None where one has no coordinates."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    left, right = (a.lat, a.lon), (b.lat, b.lon)
    lat, lon = midpoint(left, right)
    half = distance_km(left, right) / 2
    return Place(
        id=f"{a.id}#between#{b.id}",
        name=f"between {a.name} and {b.name}",
        lat=round(lat, 5),
        lon=round(lon, 5),
        country=a.country if a.country == b.country else None,
        admin1=a.admin1 if a.admin1 == b.admin1 else None,
        kind="area",
        precision=2 if half <= 25 else 5,
        radius_km=round(max(1.0, half), 1),
    )


def side_of(border: Place, side: Place) -> Place:
    """The strip of a border that belongs to one country: shifted 10 km towards the country's centre."""
    if border.lat is None or border.lon is None or side.lat is None or side.lon is None:
        return border
    lat, lon = _towards((border.lat, border.lon), (side.lat, side.lon), 10.0)
    return replace(
        border,
        id=f"{border.id}#{side.country or side.id}",
        name=f"{side.name} side of the {border.name}",
        country=side.country,
        lat=round(lat, 5),
        lon=round(lon, 5),
    )


def _towards(start: Point, goal: Point, km: float) -> Point:
    share = min(1.0, km / max(km, distance_km(start, goal)))
    return start[0] + share * (goal[0] - start[0]), start[1] + share * (goal[1] - start[1])


def _coarser(precision: int, *, part: bool) -> int:
    """UCDP: near a town 2, a part of a district or province 5, a part of a country 5."""
    if precision >= 6:
        return 5 if part else precision
    if precision <= 2:
        return 2
    return 5 if part else precision

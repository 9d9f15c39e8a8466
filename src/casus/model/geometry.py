"""Distances and bearings on a sphere of 6,371 km. Points are (latitude, longitude) in WGS84 degrees."""

from __future__ import annotations

import math
from typing import Final

from casus.model.where import Place

Point = tuple[float, float]

RADIUS_KM: Final = 6371.0
BEARINGS: Final = {
    "north": 0.0,
    "northeast": 45.0,
    "east": 90.0,
    "southeast": 135.0,
    "south": 180.0,
    "southwest": 225.0,
    "west": 270.0,
    "northwest": 315.0,
}
"""Compass word -> degrees clockwise from north."""


def distance_km(a: Point, b: Point) -> float:
    """Great-circle distance."""
    lat_a, lat_b = math.radians(a[0]), math.radians(b[0])
    h = (
        math.sin((lat_b - lat_a) / 2) ** 2
        + math.cos(lat_a) * math.cos(lat_b) * math.sin(math.radians(b[1] - a[1]) / 2) ** 2
    )
    return 2 * RADIUS_KM * math.asin(min(1.0, math.sqrt(h)))


def offset(start: Point, *, bearing: float, km: float) -> Point:
    """The point reached from `start` after `km` in direction `bearing` (degrees clockwise from north)."""
    lat, angle, course = math.radians(start[0]), km / RADIUS_KM, math.radians(bearing)
    new = math.asin(math.sin(lat) * math.cos(angle) + math.cos(lat) * math.sin(angle) * math.cos(course))
    turn = math.atan2(
        math.sin(course) * math.sin(angle) * math.cos(lat), math.cos(angle) - math.sin(lat) * math.sin(new)
    )
    return math.degrees(new), _wrapped(start[1] + math.degrees(turn))


def midpoint(a: Point, b: Point) -> Point:
    """The point halfway on the great circle between two points."""
    lat_a, lat_b, turn = math.radians(a[0]), math.radians(b[0]), math.radians(b[1] - a[1])
    x, y = math.cos(lat_b) * math.cos(turn), math.cos(lat_b) * math.sin(turn)
    lat = math.atan2(math.sin(lat_a) + math.sin(lat_b), math.hypot(math.cos(lat_a) + x, y))
    return math.degrees(lat), _wrapped(a[1] + math.degrees(math.atan2(y, math.cos(lat_a) + x)))


def compass(start: Point, end: Point) -> str:
    """The compass word for the way from one point to another, as one sets out: "northeast"."""
    lat_a, lat_b, turn = math.radians(start[0]), math.radians(end[0]), math.radians(end[1] - start[1])
    east = math.sin(turn) * math.cos(lat_b)
    north = math.cos(lat_a) * math.sin(lat_b) - math.sin(lat_a) * math.cos(lat_b) * math.cos(turn)
    return tuple(BEARINGS)[round(math.degrees(math.atan2(east, north)) / 45) % len(BEARINGS)]


def _wrapped(lon: float) -> float:
    return (lon + 180) % 360 - 180


def acled_geo_precision(place: Place) -> int:
    """ACLED geo_precision: 1 a named town or site, 2 a small area or near a town, 3 a province or larger.

    ACLED codebook: 1 "the source reports a particular town", 2 "a part of a region", coded at a nearby town, 3 "a
    larger region" or province, coded at its capital.
    """
    if place.precision <= 1:
        return 1
    return 2 if place.precision <= 3 else 3

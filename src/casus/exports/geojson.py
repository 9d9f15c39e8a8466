"""
GeoJSON (RFC 7946): events as points, how exactly each place is known as circles, borders and movements as lines.

Features carry the columns of the plain CSV as properties; `feature` tells them apart: "event", "precision", "movement".
The member "casus" of the collection says where it comes from.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, Final, TextIO

from casus.beliefs.types import EventBelief
from casus.exports.files import Files
from casus.exports.flat import row
from casus.exports.protocol import Format
from casus.exports.record import Content, about
from casus.exports.tally import Tally
from casus.model.geometry import offset
from casus.model.where import Place
from casus.resources.placedata import border_line

CORNERS: Final = 48
"""Corners of a circle."""

Position = tuple[float, float]
"""Longitude and latitude, in degrees."""


def write(content: Content, files: Files, tally: Tally) -> None:
    """Write the collection, feature by feature."""
    out = files.text()
    head = json.dumps(about(content, "geojson"), ensure_ascii=False)
    out.write(f'{{"type": "FeatureCollection", "casus": {head}, "features": [')
    first = True
    for belief in content.beliefs():
        found = list(features(belief))
        if not found:
            tally.drop(belief.event.event_id, belief.event.label, "no coordinates", "; ".join(belief.event.places))
        for feature in found:
            _feature(out, feature, first=first)
            first = False
        tally.rows += bool(found)
    out.write("\n]}\n")


def features(belief: EventBelief) -> Iterator[dict[str, Any]]:
    """The features of one event: point, circle of precision, lines of movement."""
    told = {key: value for key, value in row(belief).items() if value not in (None, "")}
    point = position(belief.place)
    if point and belief.place:
        yield _of("event", belief, {"type": "Point", "coordinates": point}, told)
        if belief.place.radius_km > 0:
            few = {"event_id": told["event_id"], "radius_km": belief.place.radius_km, "place": belief.place.name}
            yield _of("precision", belief, extent(belief.place, point), few)
    for start, end in _movements(belief):
        yield _of("movement", belief, {"type": "LineString", "coordinates": [start, end]}, told)


def position(place: Place | None) -> Position | None:
    """Longitude and latitude of a place, if it has them."""
    if place is None or place.lat is None or place.lon is None:
        return None
    return round(place.lon, 6), round(place.lat, 6)


def extent(place: Place, point: Position) -> dict[str, Any]:
    """Where the place may be: along a border, else within its radius."""
    lines = border_line(place.id)
    if not lines:
        return circle(point, place.radius_km)
    return {"type": "MultiLineString", "coordinates": [[(lon, lat) for lat, lon in line] for line in lines]}


def circle(centre: Position, radius_km: float) -> dict[str, Any]:
    """A circle as a polygon, counter-clockwise; cut in two where it crosses the antimeridian."""
    lon, lat = centre
    bearings = (360 - 360 * n / CORNERS for n in range(CORNERS))
    ends = [offset((lat, lon), bearing=bearing, km=radius_km) for bearing in bearings]
    # Longitudes counted on from the centre, so that the ring does not jump from 180 to -180.
    ring = [(lon + ((x - lon + 180) % 360 - 180), y) for y, x in ends]
    rings = [_closed(part) for part in _cut(ring)]
    if len(rings) == 1:
        return {"type": "Polygon", "coordinates": [rings[0]]}
    return {"type": "MultiPolygon", "coordinates": [[one] for one in rings]}


def _cut(ring: Sequence[Position]) -> list[list[Position]]:
    """A ring in unwrapped longitudes, as rings between -180 and 180."""
    parts = (_clip(_clip(ring, edge, keep_below=True), edge - 360, keep_below=False) for edge in (-180, 180, 540))
    return [[(x - edge + 180, y) for x, y in part] for edge, part in zip((-180, 180, 540), parts, strict=True) if part]


def _clip(ring: Sequence[Position], edge: float, *, keep_below: bool) -> list[Position]:
    """The part of a ring on one side of a meridian (Sutherland and Hodgman)."""
    kept: list[Position] = []
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], *ring[:1]], strict=True):
        inside, next_inside = ((x <= edge) if keep_below else (x >= edge) for x in (x1, x2))
        if inside:
            kept.append((x1, y1))
        if inside != next_inside:
            kept.append((edge, y1 + (y2 - y1) * (edge - x1) / (x2 - x1)))
    return kept


def _closed(ring: Sequence[Position]) -> list[Position]:
    rounded = [(round(x, 6), round(y, 6)) for x, y in ring]
    return [*rounded, rounded[0]]


def _movements(belief: EventBelief) -> Iterator[tuple[Position, Position]]:
    """From where to where, as any claim tells both."""
    seen: dict[tuple[Position, Position], None] = {}
    for claim in belief.event.claims:
        ends = {role: [position(p.place) for p in claim.places if p.role == role] for role in ("from", "to")}
        seen |= {(start, end): None for start in ends["from"] for end in ends["to"] if start and end and start != end}
    yield from seen


def _of(kind: str, belief: EventBelief, geometry: dict[str, Any], told: dict[str, Any]) -> dict[str, Any]:
    id_ = belief.event.event_id if kind == "event" else f"{belief.event.event_id}/{kind}"
    return {"type": "Feature", "id": id_, "geometry": geometry, "properties": {"feature": kind, **told}}


def _feature(out: TextIO, feature: dict[str, Any], *, first: bool) -> None:
    out.write(("\n" if first else ",\n") + json.dumps(feature, ensure_ascii=False))


FORMAT: Final = Format(
    "geojson",
    "GeoJSON: events as points, precision as circles, movements as lines",
    ".geojson",
    "events without a place that is on the map",
    write,
)

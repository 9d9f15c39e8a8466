"""GeoJSON: points, circles and lines that a map draws where they belong."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from casus.exports.geojson import CORNERS, circle
from casus.model.geometry import distance_km
from tests.exports.building import DORVAN, KESH, at, claim, exported, reasons


def _collection(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found


def test_events_are_points_circles_and_lines(tmp_path: Path) -> None:
    """A movement has its start as a point, how exactly that is known as a circle, and a line to where it leads."""
    moved = claim("RETREAT.withdraw", places=(at(), at(KESH, "to")))
    out, summary = exported("geojson", tmp_path, moved, claim(number=2, places=()))
    found = _collection(out)

    assert [feature["properties"]["feature"] for feature in found["features"]] == ["event", "precision"]
    assert found["features"][0]["geometry"] == {"type": "Point", "coordinates": [36.25, 34.5]}
    assert found["features"][0]["properties"]["acled"] == "Change to group/activity"
    assert found["casus"]["format"] == "geojson"
    assert reasons(summary) == ["no coordinates"]


def test_a_movement_is_a_line(tmp_path: Path) -> None:
    """From one place to another, each with coordinates."""
    out, _ = exported("geojson", tmp_path, claim("RETREAT.withdraw", places=(at(DORVAN, "from"), at(KESH, "to"))))
    lines = [f["geometry"] for f in _collection(out)["features"] if f["properties"]["feature"] == "movement"]

    assert lines == [{"type": "LineString", "coordinates": [[36.25, 34.5], [36.0, 34.0]]}]


def test_a_circle_is_a_closed_ring_counter_clockwise() -> None:
    """All corners lie at the radius, the ring is closed, and its area is positive as RFC 7946 wants."""
    (ring,) = circle((36.25, 34.5), 25)["coordinates"]

    assert len(ring) == CORNERS + 1
    assert ring[0] == ring[-1]
    assert all(distance_km((34.5, 36.25), (lat, lon)) == pytest.approx(25, rel=1e-3) for lon, lat in ring)
    assert sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring)) > 0


@pytest.mark.parametrize("longitude", [179.9, -179.9, 180.0])
def test_a_circle_across_the_antimeridian_is_cut(longitude: float) -> None:
    """Two rings, each on its side of the map."""
    found = circle((longitude, 10.0), 60)
    sides = [{lon > 0 for lon, _ in polygon[0]} for polygon in found["coordinates"]]

    assert found["type"] == "MultiPolygon"
    assert sorted(map(sorted, sides)) == [[False], [True]]
    assert all(-180 <= lon <= 180 for polygon in found["coordinates"] for lon, _ in polygon[0])


def test_a_border_is_drawn_as_its_line(tmp_path: Path) -> None:
    """What happened somewhere along a border may have happened anywhere on it."""
    border = replace(DORVAN, id="casus:border/lby-tcd", name="Libya–Chad border", kind="area", radius_km=531.0)
    out, _ = exported("geojson", tmp_path, claim(places=(at(border),)))
    drawn = next(f for f in _collection(out)["features"] if f["properties"]["feature"] == "precision")

    assert drawn["geometry"]["type"] == "MultiLineString"
    assert all(14 < lon < 25 and 19 < lat < 24 for line in drawn["geometry"]["coordinates"] for lon, lat in line)


def test_pyogrio_reads_the_collection(tmp_path: Path) -> None:
    """GDAL finds every feature, hostile names included."""
    pyogrio = pytest.importorskip("pyogrio")
    place = replace(DORVAN, name='Dor"van,\n=1+1 דורבן')
    out, _ = exported("geojson", tmp_path, claim(places=(at(place),)))
    metadata, _, geometry, values = pyogrio.raw.read(out)

    assert len(geometry) == 2
    assert values[list(metadata["fields"]).index("location")][0] == place.name

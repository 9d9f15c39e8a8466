"""The map: one feature for each point, or clusters of a grid where there would be too many to draw."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from casus.web import words
from casus.web.index import Index, Mask, Numbers, Reals, grouped
from casus.web.shapes import Json
from casus.web.wanted import needed

MOST_POINTS: Final = 5000
"""Points drawn one by one; a browser without a graphics card takes seconds for ten times as many."""

MOST_IDS: Final = 50
"""Ids listed with a point."""

CELLS: Final = 8
"""Cells along one edge of a map tile: clusters some 60 pixels apart."""


def features(index: Index, mask: Mask, *, zoom: int, clusters: str, seen: int | None) -> Json:
    """A GeoJSON collection of the events that a mask keeps."""
    located = mask & ~np.isnan(index.columns["lat"])
    spots = np.unique(index.columns["spot"][located])
    is_clustered = clusters == "always" or (clusters == "auto" and len(spots) > MOST_POINTS)
    rows = np.flatnonzero(located)
    groups = _cells(index, rows, zoom) if is_clustered else index.columns["spot"][rows]
    return {
        "type": "FeatureCollection",
        "clustered": is_clustered,
        "events": int(mask.sum()),
        "unplaced": int(mask.sum() - located.sum()),
        "features": list(_features(index, rows, groups, needed(index, seen), zoom if is_clustered else None)),
    }


def _cells(index: Index, rows: Numbers, zoom: int) -> Numbers:
    """The cell of a Web Mercator grid that each row lies in."""
    across = CELLS * 2**zoom
    lat = np.clip(index.columns["lat"][rows], -85.05, 85.05)
    x = ((index.columns["lon"][rows] + 180) / 360 * across).astype(np.int64)
    y = ((1 - np.arcsinh(np.tan(np.radians(lat))) / np.pi) / 2 * across).astype(np.int64)
    cells: Numbers = np.clip(y, 0, across - 1) * across + np.clip(x, 0, across - 1)
    return cells


def _features(index: Index, rows: Numbers, groups: Numbers, need: Mask, zoom: int | None) -> Iterator[Json]:
    """One feature for each group of rows."""
    spot_of = index.columns["spot"]
    for group, members in grouped(groups, rows):
        alone = zoom is None or bool((spot_of[members] == spot_of[members[0]]).all())
        yield _place(index, members, need) if alone else _cluster(index, members, need, f"c-{zoom}-{group}")


def _shared(index: Index, members: Numbers, need: Mask) -> Json:
    counts = np.bincount(index.columns["type"][members])
    types = {index.pools["type"].values[n]: int(counts[n]) for n in np.argsort(-counts, kind="stable") if counts[n]}
    return {
        "count": len(members),
        "disputed": int(index.columns["is_disputed"][members].sum()),
        "needs_review": int(need[members].sum()),
        "types": types,
        "top": next(iter(types)),
    }


def _place(index: Index, members: Numbers, need: Mask) -> Json:
    place_id, name, shape, radius, precision, lat, lon = index.pools["spot"].values[index.columns["spot"][members[0]]]
    return _feature(
        f"{lat:.5f},{lon:.5f},{shape}",
        (lon, lat),
        {
            "kind": "place",
            "name": name,
            "place": place_id or None,
            "shape": shape,
            "radius_km": radius,
            "precision": precision,
            "events": [index.ids[row] for row in members[:MOST_IDS]],
            **_shared(index, members, need),
        },
    )


def _cluster(index: Index, members: Numbers, need: Mask, name: str) -> Json:
    lat: Reals = index.columns["lat"][members]
    lon: Reals = index.columns["lon"][members]
    return _feature(
        name,
        (round(float(lon.mean()), 4), round(float(lat.mean()), 4)),
        {
            "kind": "cluster",
            "name": words.count(len(members), "event"),
            "place": None,
            "shape": "cluster",
            "radius_km": None,
            "precision": None,
            "events": [],
            "bbox": [float(edge) for edge in (lon.min(), lat.min(), lon.max(), lat.max())],
            **_shared(index, members, need),
        },
    )


def _feature(name: str, point: tuple[float, float], properties: Json) -> Json:
    return {
        "type": "Feature",
        "id": name,
        "geometry": {"type": "Point", "coordinates": list(point)},
        "properties": properties,
    }

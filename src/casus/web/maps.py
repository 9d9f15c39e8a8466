"""The map: one feature for each point, or clusters of a grid where there would be too many to draw."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from casus.web import words
from casus.web.index import Index, Mask, Numbers, Reals
from casus.web.shapes import Json
from casus.web.wanted import Box, inside, needed

MOST_POINTS: Final = 3000
"""Points drawn one by one; a browser without a graphics card takes seconds for ten times as many."""

MOST_IDS: Final = 50
"""Ids listed with a point."""

CELLS: Final = 8
"""Cells along one edge of a map tile: clusters some 60 pixels apart."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a map is looked at: its scale, whether points are gathered ("auto", "always", "never"), and what is in view
    (west, south, east, north; None for everything).
    """

    zoom: int
    clusters: str = "auto"
    view: Box | None = None


def features(index: Index, mask: Mask, look: Look, *, seen: int | None) -> Json:
    """A GeoJSON collection of the events that a mask keeps; `bbox` holds all of them, also those out of view."""
    located = mask & ~np.isnan(index.columns["lat"])
    shown = located if look.view is None else located & inside(index, look.view)
    spots = np.unique(index.columns["spot"][shown])
    is_clustered = look.clusters == "always" or (look.clusters == "auto" and len(spots) > MOST_POINTS)
    rows = np.flatnonzero(shown)
    keys = _cells(index, rows, look.zoom) if is_clustered else index.columns["spot"][rows]
    groups = Groups.of(index, rows, keys, needed(index, seen))
    return {
        "type": "FeatureCollection",
        "clustered": is_clustered,
        "bbox": _edges(index, located),
        "events": int(mask.sum()),
        "unplaced": int(mask.sum() - located.sum()),
        "features": [groups.feature(number, f"c-{look.zoom}-") for number in range(len(groups.keys))],
    }


def _edges(index: Index, located: Mask) -> list[float] | None:
    """What holds all rows of a mask: west, south, east, north."""
    if not located.any():
        return None
    lon, lat = index.columns["lon"][located], index.columns["lat"][located]
    return [float(edge) for edge in (lon.min(), lat.min(), lon.max(), lat.max())]


def _cells(index: Index, rows: Numbers, zoom: int) -> Numbers:
    """The cell of a Web Mercator grid that each row lies in."""
    across = CELLS * 2**zoom
    lat = np.clip(index.columns["lat"][rows], -85.05, 85.05)
    x = ((index.columns["lon"][rows] + 180) / 360 * across).astype(np.int64)
    y = ((1 - np.arcsinh(np.tan(np.radians(lat))) / np.pi) / 2 * across).astype(np.int64)
    cells: Numbers = np.clip(y, 0, across - 1) * across + np.clip(x, 0, across - 1)
    return cells


@dataclass(frozen=True, slots=True)
class Groups:
    """Rows by what they are drawn as, with all sums that a feature shows; `rows` begin at `starts`."""

    index: Index
    keys: Numbers
    rows: Numbers
    starts: Numbers
    counts: Numbers
    disputed: Numbers
    need: Numbers
    types: Numbers
    edges: Reals

    @classmethod
    def of(cls, index: Index, rows: Numbers, keys: Numbers, need: Mask) -> Groups:
        """Sum up."""
        in_order = np.argsort(keys, kind="stable")
        rows = rows[in_order]
        found, starts, number, counts = np.unique(
            keys[in_order], return_index=True, return_inverse=True, return_counts=True
        )
        size, columns, kinds = len(found), index.columns, max(len(index.pools["type"].values), 1)
        types = np.bincount(number * kinds + columns["type"][rows], minlength=size * kinds).reshape(-1, kinds)
        lat, lon = columns["lat"][rows], columns["lon"][rows]
        least, most = np.minimum.reduceat, np.maximum.reduceat
        edges = [f(c, starts) for f in (least, most) for c in (lon, lat)] if size else [np.zeros(0)] * 4
        means = [np.bincount(number, c, size) / np.maximum(counts, 1) for c in (lon, lat)]
        disputed, needed_by = (
            np.bincount(number, flags[rows], size).astype(np.int64) for flags in (columns["is_disputed"], need)
        )
        around: Reals = np.stack([*edges, *means], axis=-1)
        return cls(index, found, rows, starts, counts, disputed, needed_by, types, around)

    def feature(self, number: int, prefix: str) -> Json:
        """One feature: a point where all events are at one spot, else a cluster."""
        start, count = int(self.starts[number]), int(self.counts[number])
        spots = self.index.columns["spot"][self.rows[start : start + count]]
        shared = self._shared(number)
        if (spots == spots[0]).all():
            return self._place(number, int(spots[0]), shared)
        west, south, east, north, lon, lat = self.edges[number].tolist()
        return _feature(
            f"{prefix}{self.keys[number]}",
            (round(lon, 4), round(lat, 4)),
            {**_CLUSTER, "name": words.count(count, "event"), "bbox": [west, south, east, north], **shared},
        )

    def _place(self, number: int, spot: int, shared: Json) -> Json:
        place_id, name, shape, radius, precision, lat, lon = self.index.pools["spot"].values[spot]
        start = int(self.starts[number])
        members = self.rows[start : start + min(int(self.counts[number]), MOST_IDS)].tolist()
        told = {"kind": "place", "name": name, "place": place_id or None, "shape": shape, "radius_km": radius}
        found = {**told, "precision": precision, "events": [self.index.ids[row] for row in members], **shared}
        return _feature(f"{lat:.5f},{lon:.5f},{shape}", (lon, lat), found)

    def _shared(self, number: int) -> Json:
        counts = self.types[number]
        names = self.index.pools["type"].values
        in_order = sorted(np.flatnonzero(counts).tolist(), key=lambda kind: (-counts[kind], names[kind]))
        types = {names[kind]: int(counts[kind]) for kind in in_order}
        return {
            "count": int(self.counts[number]),
            "disputed": int(self.disputed[number]),
            "needs_review": int(self.need[number]),
            "types": types,
            "top": next(iter(types)),
        }


_CLUSTER: Final[Json] = {
    "kind": "cluster",
    "place": None,
    "shape": "cluster",
    "radius_km": None,
    "precision": None,
    "events": [],
}


def _feature(name: str, point: tuple[float, float], properties: Json) -> Json:
    return {
        "type": "Feature",
        "id": name,
        "geometry": {"type": "Point", "coordinates": list(point)},
        "properties": properties,
    }

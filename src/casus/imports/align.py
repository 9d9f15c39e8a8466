"""Align events of a project with coded events one to one: which pairs are looked at, and which are made."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from typing import Final

from casus.imports.assign import assign
from casus.imports.happening import Happening
from casus.imports.likeness import Likeness, compare, settings, threshold

CELL: Final = 1.0
"""Degrees of a square by which coded events are found."""

NARROW_KM: Final = 40.0
"""Coded events with a wider radius are compared by day alone; they are few."""

KM_OF_DEGREE: Final = 111.0
LONGEST: Final = 400
"""Days. What lasts longer is compared with everything."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """Pairs of ids (the project's, the coded one's), and how alike every two are that were looked at."""

    pairs: Mapping[str, str]
    likeness: Mapping[tuple[str, str], Likeness]

    def closest(self, side: int) -> dict[str, tuple[str, Likeness]]:
        """For each id of a side (0 the project's, 1 the file's) the other that is most like it, pair or not."""
        found: dict[str, tuple[str, Likeness]] = {}
        for pair, likeness in sorted(self.likeness.items()):
            id_, other = pair[side], pair[1 - side]
            if id_ not in found or likeness.score > found[id_][1].score:
                found[id_] = other, likeness
        return found


def align(ours: Iterable[Happening], theirs: Iterable[Happening]) -> Alignment:
    """The alignment. Ids are unique on each side; the order of either makes no difference."""
    index = Index(sorted(theirs, key=lambda one: one.id))
    found = {
        (mine.id, other.id): likeness
        for mine in sorted(ours, key=lambda one: one.id)
        for other in index.near(mine)
        if (likeness := compare(mine, other)) is not None
    }
    return Alignment(assign({pair: one.score for pair, one in found.items()}, threshold()), found)


class Index:
    """Coded events by day and place."""

    def __init__(self, happenings: Sequence[Happening]) -> None:
        self._at: dict[tuple[int, int, int], list[Happening]] = {}
        self._squares: dict[int, set[tuple[int, int, int]]] = {}
        self._wide: dict[int, list[Happening]] = {}
        self._long: list[Happening] = []
        for one in happenings:
            if one.days > LONGEST:
                self._long.append(one)
                continue
            cell = _cell(one)
            for day in range(one.first.toordinal(), one.last.toordinal() + 1):
                if cell is None:
                    self._wide.setdefault(day, []).append(one)
                else:
                    self._at.setdefault((day, *cell), []).append(one)
                    self._squares.setdefault(day, set()).add((day, *cell))

    def near(self, wanted: Happening) -> tuple[Happening, ...]:
        """What may be the same by day and place, each once, by id."""
        found = {one.id: one for one in self._long}
        cells = _reached(wanted)
        for day in _days(wanted):
            squares = self._squares.get(day, set())  # all where no place is told or where squares get thin
            if cells is not None:
                squares = squares.intersection((day, *cell) for cell in cells)
            for one in chain(self._wide.get(day, ()), *(self._at[square] for square in squares)):
                found[one.id] = one
        return tuple(found[id_] for id_ in sorted(found))


def _days(wanted: Happening) -> range:
    reach = int(settings()["reach"]["days"])
    return range(wanted.first.toordinal() - reach, wanted.last.toordinal() + reach + 1)


def _cell(one: Happening) -> tuple[int, int] | None:
    place = one.place
    if place is None or place.lat is None or place.lon is None or place.radius_km > NARROW_KM:
        return None
    return math.floor(place.lat / CELL), math.floor(place.lon / CELL)


def _reached(wanted: Happening) -> list[tuple[int, int]] | None:
    """Squares within reach of a place; None for one without a point, near a pole or the antimeridian, or very wide."""
    place = wanted.place
    if place is None or place.lat is None or place.lon is None:
        return None
    reach = (place.radius_km + NARROW_KM + settings()["reach"]["km"]) / KM_OF_DEGREE
    if abs(place.lat) + reach > 75 or reach > 10:
        return None
    across = reach / math.cos(math.radians(abs(place.lat) + reach))
    if abs(place.lon) + across > 180:
        return None
    lats = range(math.floor((place.lat - reach) / CELL), math.floor((place.lat + reach) / CELL) + 1)
    lons = range(math.floor((place.lon - across) / CELL), math.floor((place.lon + across) / CELL) + 1)
    return [(lat, lon) for lat in lats for lon in lons]


def shifted(day: date, days: int) -> date:
    """A day so many days later; the first or last there is where that is none."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min

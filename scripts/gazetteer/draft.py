"""A place while it is being compiled, and distances."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from casus.gazetteers.fold import fold
from casus.model.geometry import distance_km


@dataclass(slots=True)
class Draft:
    """A place in the making: sources add to it until it becomes a `PlaceRow`.

    `code` is the GeoNames admin code of an admin unit ("SY.09") or the code of the admin1 that a place lies in;
    `events` the number of UCDP events there; `curated` marks places from the hand-made list of conflict places.
    """

    id: str
    name: str
    lat: float | None
    lon: float | None
    country: str
    kind: str
    source: str
    radius_km: float = 1.0
    population: int = 0
    code: str = ""
    events: int = 0
    curated: bool = False
    capital: bool = False
    precision: int | None = None
    alternates: list[str] = field(default_factory=list)
    parent: Draft | None = None

    def all_keys(self) -> set[str]:
        """The folded forms of all its names."""
        return {key for key in map(fold, (self.name, *self.alternates)) if key}

    @property
    def point(self) -> tuple[float, float] | None:
        """Its coordinates, if it has any."""
        return None if self.lat is None or self.lon is None else (self.lat, self.lon)


class Grid:
    """Finds drafts near a point: one bucket per degree square."""

    def __init__(self, drafts: Iterable[Draft]) -> None:
        self._cells: dict[tuple[int, int], list[Draft]] = defaultdict(list)
        for draft in drafts:
            self.add(draft)

    def add(self, draft: Draft) -> None:
        """Let a draft be found from now on."""
        if draft.point is not None:
            self._cells[_cell(draft.point)].append(draft)

    def near(self, point: tuple[float, float], km: float) -> Iterator[tuple[float, Draft]]:
        """Drafts within `km` (at most about 100 km), unordered, with their distance."""
        row, column = _cell(point)
        reach = 1 if abs(point[0]) < 55 else 2
        for r in (row - 1, row, row + 1):
            for c in range(column - reach, column + reach + 1):
                for draft in self._cells.get((r, (c + 180) % 360 - 180), ()):
                    distance = distance_km(point, draft.point or point)
                    if distance <= km:
                        yield distance, draft

    def nearest(self, point: tuple[float, float], *, country: str, km: float = 60) -> Draft | None:
        """The nearest draft of a country ("" for any)."""
        found = [(d, x.id, x) for d, x in self.near(point, km) if not country or x.country == country]
        return min(found, key=lambda f: f[:2])[2] if found else None


def _cell(point: tuple[float, float]) -> tuple[int, int]:
    return math.floor(point[0]), math.floor(point[1])

"""Join what several sources say of one place, find what it lies in, and weigh how likely it is meant."""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final

from casus.gazetteers.fold import bare, fold, skeleton, without_articles
from casus.model.geometry import distance_km
from gazetteer.draft import Draft, Grid

Point = tuple[float, float]
_SETTLED: Final = frozenset({"city", "town", "village", "district", "camp", "other"})


def drop_borrowed(drafts: Iterable[Draft], cities: Iterable[Draft]) -> Iterator[Draft]:
    """UCDP gives the town in brackets after a place in it ("Central prison (Aleppo)"): that is no name of the place
    itself.
    """
    large = {(c.country, key): c for c in cities if c.population >= 10_000 for key in c.all_keys()}
    for draft in drafts:
        draft.alternates = [a for a in draft.alternates if _own(draft, large.get((draft.country, fold(a))))]
        yield draft


def _own(draft: Draft, town: Draft | None) -> bool:
    return town is None or town.point is None or draft.point is None or distance_km(draft.point, town.point) < 3


def merge(base: list[Draft], more: Iterable[Draft]) -> list[Draft]:
    """Add drafts; one that a country already has nearby under a like name gives its names and events to that one
    instead.
    """
    grid = Grid(base)
    units: dict[tuple[str, str, str], Draft] = {}
    for unit in base:
        if unit.kind in ("admin1", "admin2", "disputed"):
            for key in unit.all_keys():
                units.setdefault((unit.country, unit.kind, key), unit)
    added = []
    for draft in more:
        twin = _twin(draft, grid, units)
        if twin is None:
            added.append(draft)
            grid.add(draft)
        else:
            _absorb(twin, draft)
    return base + added


def _twin(draft: Draft, grid: Grid, units: dict[tuple[str, str, str], Draft]) -> Draft | None:
    if draft.kind in ("admin1", "admin2"):
        found = [units[k] for key in sorted(draft.all_keys()) if (k := (draft.country, draft.kind, key)) in units]
        return found[0] if found else None
    if draft.point is None or draft.kind not in _SETTLED | {"airbase"}:
        return None
    keys = _loose(draft)
    near = [
        (distance, other.id, other)
        for distance, other in grid.near(draft.point, max(6, draft.radius_km))
        if other.country == draft.country and _compatible(draft, other) and keys & _loose(other)
    ]
    return min(near, key=lambda found: found[:2])[2] if near else None


def _compatible(draft: Draft, other: Draft) -> bool:
    if draft.kind == "airbase":
        return other.kind in ("airbase", "airport")
    return other.kind in _SETTLED


def _loose(draft: Draft) -> set[str]:
    """Keys that are enough to know a place by within a few kilometres: without articles, and the consonants."""
    keys = {bare(without_articles(key)) for key in draft.all_keys()}
    return keys | {skeleton(key) for key in keys if skeleton(key)}


def _absorb(twin: Draft, draft: Draft) -> None:
    twin.events += draft.events
    twin.curated |= draft.curated
    known = {twin.name, *twin.alternates}
    twin.alternates += [name for name in (draft.name, *draft.alternates) if name not in known]
    if draft.source not in twin.source.split("+"):
        twin.source = f"{twin.source}+{draft.source}"
    if draft.curated and draft.kind in ("admin1", "admin2"):
        twin.radius_km = max(twin.radius_km, draft.radius_km)


def label_units(units: Iterable[Draft], points: dict[str, list[tuple[str, float, float]]]) -> None:
    """Give admin1 units the names that Natural Earth has for them, and its label point where no town gives one."""
    for unit in units:
        keys, sounds = unit.all_keys(), {skeleton(bare(key)) for key in unit.all_keys()} - {""}
        spots = points.get(unit.country, [])
        named = [s for s in spots if _label_keys(s[0]) & keys] or [
            s for s in spots if {skeleton(bare(k)) for k in _label_keys(s[0])} & sounds
        ]
        if len(named) == 1:
            name, lat, lon = named[0]
            if unit.point is None:
                unit.lat, unit.lon = lat, lon
            unit.alternates += [n for n in _label_names(name) if fold(n) not in keys]


def _label_names(name: str) -> list[str]:
    """“Aleppo (Halab)” is two names."""
    return [part.strip(" )") for part in name.split("(") if part.strip(" )")]


def _label_keys(name: str) -> set[str]:
    return {fold(n) for n in _label_names(name)} - {""}


def settle_parents(drafts: Sequence[Draft], units: Sequence[Draft], cities: Sequence[Draft]) -> None:
    """A place without a parent lies where the nearest town of its country lies, if that is close."""
    named: dict[tuple[str, str], Draft] = {(u.country, key): u for u in units for key in sorted(u.all_keys())}
    grid = Grid(cities)
    for draft in drafts:
        if draft.parent is not None or draft.point is None or draft.kind in ("country", "admin1", "sea", "river"):
            continue
        draft.parent = named.get((draft.country, fold(draft.code))) if draft.source == "ucdp-ged" else None
        if draft.parent is None and draft.radius_km <= 60:
            nearest = grid.nearest(draft.point, country=draft.country)
            if nearest is not None:
                draft.parent = nearest.parent
                draft.country = draft.country or nearest.country


def conflict_weights(actors: Path) -> dict[str, float]:
    """ISO alpha-3 -> 0..1: how many non-state groups UCDP or the curated list know of in the country, on a log
    scale.
    """
    counts: Counter[str] = Counter()
    for line in actors.read_text(encoding="utf-8").splitlines():
        actor = json.loads(line)
        if actor["kind"] not in ("government", "state", "armed_forces"):
            counts.update({c["iso3"] for c in actor.get("countries", []) if c.get("iso3")})
    top = math.log1p(max(counts.values(), default=1))
    return {country: math.log1p(n) / top for country, n in counts.items()}


_KIND_PRIOR: Final = {
    "country": 0.9,
    "admin1": 0.62,
    "admin2": 0.4,
    "sea": 0.66,
    "river": 0.5,
    "lake": 0.42,
    "region": 0.56,
    "disputed": 0.7,
    "mountain": 0.4,
    "island": 0.5,
    "valley": 0.5,
    "airport": 0.22,
    "airbase": 0.3,
    "district": 0.32,
    "camp": 0.4,
    "crossing": 0.42,
    "area": 0.55,
}


def prior(draft: Draft, conflict: dict[str, float]) -> float:
    """How likely a place is meant when nothing is known but its name (0..1): size, rank, and what UCDP and the
    curated list know of it.
    """
    base = _KIND_PRIOR.get(draft.kind)
    if base is None:
        base = 0.16 + 0.095 * math.log10(draft.population + 10)
    elif draft.kind in ("country", "admin1"):
        base += 0.011 * math.log10(draft.population + 10)
    events = min(0.2, 0.05 * math.log2(1 + draft.events)) if draft.events else 0.0
    large = 0.2 * (draft.curated and draft.kind == "region" and draft.radius_km >= 300)
    extra = events + large + 0.12 * draft.curated + 0.1 * draft.capital + 0.05 * conflict.get(draft.country, 0.0)
    return min(1.0, base + extra)


def precision(draft: Draft) -> int:
    """UCDP where_prec of the place itself: 1 exact, 2 within about 25 km, 3 district, 4 province, 5 larger or linear,
    6 country, 7 sea.
    """
    if draft.precision is not None:
        return draft.precision
    if draft.kind == "sea":
        return 7
    if draft.kind in ("river", "area", "road"):
        return 5
    if draft.kind in ("city", "town", "village"):
        return 1
    limits = ((5.0, 1), (25.0, 2), (60.0, 3), (150.0, 4))
    return next((value for limit, value in limits if draft.radius_km <= limit), 5)


def borders(
    countries: Sequence[Draft],
    cities: Sequence[Draft],
    adjectives: dict[str, list[str]],
    pairs: Iterable[tuple[str, str]],
    lines: Mapping[tuple[str, str], Sequence[Point]],
) -> Iterator[Draft]:
    """The borders of neighbouring countries: by their line, and else as far as towns show them, where towns of one lie
    within 100 km of towns of the other.
    """
    named = {c.country: c for c in countries}
    inside: dict[str, list[Draft]] = defaultdict(list)
    for city in cities:
        inside[city.country].append(city)
    grids = {code: Grid(found) for code, found in inside.items()}
    for left, right in sorted(pairs):
        if left not in named or right not in named:
            continue
        if line := lines.get((left, right)):
            yield _border(named[left], named[right], line, adjectives)
        elif right in grids and (spots := list(_facing(inside[left], grids[right]))):
            yield _border(named[left], named[right], _close(spots), adjectives)


def spread(line: Sequence[Point], km: float) -> Iterator[Point]:
    """Points of a line at most so far apart, its corners included."""
    yield line[0]
    for start, end in pairwise(line):
        steps = math.ceil(distance_km(start, end) / km) or 1
        for n in range(1, steps + 1):
            yield start[0] + n / steps * (end[0] - start[0]), start[1] + n / steps * (end[1] - start[1])


def _facing(towns: Iterable[Draft], grid: Grid) -> Iterator[tuple[float, Point]]:
    for town in towns:
        if town.point is not None:
            near = [(d, x.id, x) for d, x in grid.near(town.point, 100)]
            if near:
                distance, _, other = min(near, key=lambda found: found[:2])
                at = other.point or town.point
                yield distance, ((town.point[0] + at[0]) / 2, (town.point[1] + at[1]) / 2)


def _close(spots: list[tuple[float, Point]]) -> list[Point]:
    return [point for distance, point in spots if distance <= 30] or [min(spots)[1]]


def _border(left: Draft, right: Draft, points: Sequence[Point], adjectives: dict[str, list[str]]) -> Draft:
    """The middle is the point of the border nearest to the mean of all, so that it lies on the line."""
    mean = (sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points))
    middle = min(points, key=lambda p: distance_km(mean, p))
    reach = max(distance_km(middle, p) for p in points)
    return Draft(
        id=f"casus:border/{left.country.lower()}-{right.country.lower()}",
        name=f"{left.name}–{right.name} border",
        lat=round(middle[0], 3),
        lon=round(middle[1], 3),
        country="",
        kind="area",
        source="casus (from natural earth, geonames)",
        radius_km=max(20, round(reach)),
        precision=5,
        alternates=[f"{left.country}-{right.country} border", *sorted(set(_border_names(left, right, adjectives)))],
    )


def _border_names(left: Draft, right: Draft, adjectives: dict[str, list[str]]) -> Iterator[str]:
    def words(country: Draft) -> list[str]:
        short = [n for n in country.alternates if len(n) <= 14][:6]
        return [country.name, *short, *adjectives.get(country.country, [])]

    for one, other in ((left, right), (right, left)):
        for a in words(one):
            for b in words(other):
                yield f"{a}-{b} border"

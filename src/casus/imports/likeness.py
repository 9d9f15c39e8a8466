"""
How alike a happening of the project and a coded event are: a number from 0 to 1 for each field, and one in all.

The score is the mean of the fields by the weights of `resources/schemes/comparing.toml`; a field that one side does not
tell counts as `silent`. All is symmetric but for the names: `ours` comes from the project, `theirs` from the file.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from casus.imports.happening import Happening, Side
from casus.imports.types import CodedPlace, Deaths
from casus.model.geometry import distance_km
from casus.resources.folding import key
from casus.resources.load import read_toml, resource

FIELDS: Final = ("time", "place", "parties", "type", "deaths")
CROWDS: Final = frozenset(("Civilians", "Protesters", "Rioters"))
STATES: Final = frozenset(("State forces", "External/Other forces"))
"""Whether a state acts at home or abroad is a matter of where, not of who."""


NEXT_DAY: Final = 0.55
"""Of the time field for days that follow each other: what happens at night is told of either."""

MEETING: Final = 0.45
"""Of the time field for a day somewhere in a long interval."""

KIN: Final = 4
"""Letters that a word must have to be kin to a longer one that begins with it: "Iraq" and "Iraqi"."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """
    How alike two are. `fields` are 0 to 1, None where one side is silent; `days` and `km` are gaps (0: they meet).

    `sides` are those of the better of the two ways to match them, `swapped` if that is crosswise.
    """

    score: float
    fields: Mapping[str, float | None]
    days: int
    km: float | None
    sides: tuple[float | None, float | None]
    swapped: bool


@cache
def settings() -> dict[str, Any]:
    """The data file. Raises ResourceError."""
    return read_toml(resource("schemes", "comparing.toml"))


def threshold() -> float:
    """The score from which on two may be one."""
    return float(settings()["scores"]["threshold"])


def compare(ours: Happening, theirs: Happening) -> Likeness | None:
    """How alike two are; None for what is out of the question: other days, another place, another kind of event."""
    reach = settings()["reach"]
    days = gap_days(ours, theirs)
    if days > reach["days"] or is_far_north_or_south(ours.place, theirs.place):
        return None
    km = gap_km(ours.place, theirs.place)
    if km is not None and _apart(ours, theirs, km) > reach["km"]:
        return None
    kind = types(ours.types, theirs.types)
    if kind == 0.0:
        return None
    sides, swapped = both_sides(ours, theirs)
    fields = {
        "time": _time(ours, theirs, days),
        "place": places(ours.place, theirs.place),
        "parties": _parties(ours, theirs, sides),
        "type": kind,
        "deaths": deaths(ours.deaths, theirs.deaths),
    }
    return Likeness(_score(fields), fields, days, km, sides, swapped)


def _score(fields: Mapping[str, float | None]) -> float:
    weights, silent = settings()["weights"], settings()["scores"]["silent"]
    total = sum(weights[name] * (silent if value is None else value) for name, value in fields.items())
    return round(float(total / sum(weights.values())), 4)


def gap_days(ours: Happening, theirs: Happening) -> int:
    """Days between two intervals; 0 where they overlap."""
    return max(0, (max(ours.first, theirs.first) - min(ours.last, theirs.last)).days)


def _time(ours: Happening, theirs: Happening, gap: int) -> float:
    """1 for the same day; less where one may be any of many days, and for each day between them."""
    if gap:
        return NEXT_DAY / gap
    common = (min(ours.last, theirs.last) - max(ours.first, theirs.first)).days + 1
    return MEETING + (1 - MEETING) * common / max(ours.days, theirs.days)


def is_far_north_or_south(ours: CodedPlace | None, theirs: CodedPlace | None) -> bool:
    """Whether latitudes alone put two places out of reach: most pairs are, and it is cheap."""
    if ours is None or theirs is None or ours.lat is None or theirs.lat is None:
        return False
    reach = float(settings()["reach"]["km"]) + 1
    return abs(ours.lat - theirs.lat) * 111 > ours.radius_km + theirs.radius_km + reach


def gap_km(ours: CodedPlace | None, theirs: CodedPlace | None) -> float | None:
    """Kilometres between two points; None where one has none."""
    if ours is None or theirs is None or None in (ours.lat, ours.lon, theirs.lat, theirs.lon):
        return None
    assert ours.lat is not None
    assert ours.lon is not None
    assert theirs.lat is not None
    assert theirs.lon is not None
    return distance_km((ours.lat, ours.lon), (theirs.lat, theirs.lon))


def _apart(ours: Happening, theirs: Happening, km: float) -> float:
    """Kilometres beyond the radii of both."""
    assert ours.place is not None
    assert theirs.place is not None
    return km - ours.place.radius_km - theirs.place.radius_km


def places(ours: CodedPlace | None, theirs: CodedPlace | None) -> float | None:
    """1 for the same point or name nearby; less where one is only known to lie in the other's radius, or beyond."""
    if ours is None or theirs is None:
        return None
    km = gap_km(ours, theirs)
    if km is None:
        return _by_name(ours, theirs)
    if km <= settings()["reach"]["same_km"] or (_same_name(ours, theirs) and km <= settings()["reach"]["km"]):
        return 1.0
    exact = min(ours.radius_km, theirs.radius_km) + settings()["reach"]["same_km"]
    return max(exact / km if km > exact else 1.0, 0.5 if km <= ours.radius_km + theirs.radius_km else 0.0)


def _by_name(ours: CodedPlace, theirs: CodedPlace) -> float | None:
    if _same_name(ours, theirs):
        return 0.9
    provinces = key(ours.admin1), key(theirs.admin1)
    if all(provinces):
        return 0.5 if provinces[0] == provinces[1] else 0.2
    if ours.country and theirs.country:
        return 0.4 if ours.country == theirs.country else 0.0
    return None


def _same_name(ours: CodedPlace, theirs: CodedPlace) -> bool:
    return bool(ours.name) and key(ours.name) == key(theirs.name)


def types(ours: tuple[str, ...], theirs: tuple[str, ...]) -> float:
    """1 for the same type in every detail that both tell, 0.5 for the same family, 0 for another one."""
    shared = 0
    for one, other in zip(ours, theirs, strict=False):
        if one != other:
            break
        shared += 1
    levels = max(len(ours), len(theirs))
    return 0.5 + 0.5 * (shared - 1) / (levels - 1) if shared and levels > 1 else float(shared > 0)


def both_sides(ours: Happening, theirs: Happening) -> tuple[tuple[float | None, float | None], bool]:
    """How alike each side is, ours first with theirs first or crosswise, whichever is better; ties go straight."""
    straight = side(ours.sides[0], theirs.sides[0]), side(ours.sides[1], theirs.sides[1])
    crosswise = side(ours.sides[0], theirs.sides[1]), side(ours.sides[1], theirs.sides[0])
    if sum(one or 0.0 for one in crosswise) > sum(one or 0.0 for one in straight):
        return crosswise, True
    return straight, False


def _parties(ours: Happening, theirs: Happening, sides: tuple[float | None, float | None]) -> float | None:
    """The mean of both sides; one told by only one of the two counts as silent, one told by neither not at all."""
    if sides == (None, None):
        return None
    silent = float(settings()["scores"]["silent"])
    both = sum(map(bool, ours.sides)) > 1 or sum(map(bool, theirs.sides)) > 1
    told = [value for value in sides if value is not None]
    return sum(told + [silent] * (2 - len(told) if both else 0)) / (2 if both else len(told))


def side(ours: tuple[Side, ...], theirs: tuple[Side, ...]) -> float | None:
    """How alike the two most alike parties of two sides are; None where one side is not told."""
    return max((party(one, other) for one in ours for other in theirs), default=None)


def party(ours: Side, theirs: Side) -> float:
    """1 for one identity or name; less for organs of one state, words in common, the same kind of people."""
    if ours.keys & theirs.keys or key(ours.name) == key(theirs.name):
        return 1.0
    short, long = sorted((ours.words, theirs.words), key=len)
    shared = sum(1 for word in short if any(_are_kin(word, other) for other in long))
    return max(0.9 * shared / len(short) if shared else 0.0, _group(ours, theirs))


def _are_kin(one: str, other: str) -> bool:
    """Whether two words are the same or a land and its people: "Tarvenia" and "Tarvenian"."""
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) >= KIN and long.startswith(short) and len(long) - len(short) <= 2)


def _group(ours: Side, theirs: Side) -> float:
    lands = {ours.country, theirs.country} - {None}
    if not (ours.group and theirs.group) or len(lands) > 1:
        return 0.0
    if {ours.group, theirs.group} <= CROWDS:
        return 0.8 if ours.group == theirs.group else 0.5
    if {ours.group, theirs.group} <= STATES:
        return 0.9 if ours.country and theirs.country else 0.4
    return 0.4 if ours.group == theirs.group else 0.0


def deaths(ours: Deaths, theirs: Deaths) -> float | None:
    """1 where the ranges meet, less the further apart they are; None where one tells none."""
    mine, other = ours.ends, theirs.ends
    if mine is None or other is None:
        return None
    tops = [math.inf if end is None else end for end in (mine[1], other[1])]
    if mine[0] <= tops[1] and other[0] <= tops[0]:
        return 1.0
    return (min(tops) + 1) / (max(mine[0], other[0]) + 1)

"""
What speaks for and against two tellings being of one happening, as named numbers between 0 and 1.

Names with an ending of `AGAINST` speak against. A feature is 0 where one side is silent: silence is no evidence.
All are symmetric: the order of the two makes no difference.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from casus.merge.telling import EXACT_DAYS, LAND, SPOT, Telling, Where, Who
from casus.merge.wording import frames_of, likeness, weighed, weight
from casus.model.geometry import distance_km

FEATURES: Final = (
    "type_same",
    "type_differs",
    "mode_same",
    "mode_differs",
    "trigger_same",
    "trigger_kin",
    "trigger_told",
    "wording",
    "topic_same",
    "topic_differs",
    "actor_same",
    "actor_differs",
    "recipient_same",
    "recipient_differs",
    "sides_swapped",
    "place_same",
    "place_within",
    "place_differs",
    "day_same",
    "time_overlaps",
    "time_apart",
    "number_same",
    "number_differs",
    "phase_differs",
    "published_apart",
    "told_apart",
    "closest",
    "rival_apart",
)
"""
All features, in the order of the weights file. The last two come from the other pairs of the two reports: `closest` if
each is the other's best match there, `rival_apart` if one has a better match.
"""

AGAINST: Final = ("_differs", "_apart", "_swapped")
"""Endings of features that speak against; all others speak for."""

NEAR_KM: Final = 20.0
"""Added to the radii of two places before they count as apart: reports name the nearest town."""

TOPICAL: Final = 3
"""Words that it takes to tell what an act is about."""

UNLIKE: Final = 0.05
"""Share of words in common below which two acts are about different things."""

FAR: Final = 1e9


@dataclass(frozen=True, slots=True)
class Compared:
    """A telling made ready for being compared many times."""

    telling: Telling
    triggers: frozenset[str]
    frames: frozenset[str]
    words: Mapping[str, float]
    topic: Mapping[str, float]
    modes: frozenset[str]
    numbers: Mapping[str, frozenset[int]]
    exact: bool

    @classmethod
    def of(cls, telling: Telling) -> Compared:
        """Work out what every comparison needs."""
        numbers: dict[str, frozenset[int]] = {}
        for role, value in telling.numbers:
            numbers[role] = numbers.get(role, frozenset()) | {value}
        return cls(
            telling,
            frozenset(telling.triggers),
            frames_of(telling.triggers),
            weighed(word for word in telling.words if word not in telling.triggers),
            weighed(topic_of(telling)),
            frozenset(telling.modes),
            numbers,
            is_exact(telling),
        )


def topic_of(telling: Telling) -> Iterator[str]:
    """What the act is about, as far as single words tell: those next to it that name no party or place."""
    names = {word for who in (*telling.actors, *telling.recipients) for word in who.words}
    names |= {word for where in telling.places for word in where.key[2:].split()}
    words = dict.fromkeys((*telling.near, *telling.triggers)) if telling.near else ()
    return (word for word in words if word not in names)


def is_exact(telling: Telling) -> bool:
    """Whether the day is told."""
    return telling.first is not None and telling.last is not None and telling.last - telling.first < EXACT_DAYS


def features(x: Compared, y: Compared) -> dict[str, float]:
    """Those of `FEATURES` that are not 0."""
    a, b = x.telling, y.telling
    act = {**_kind(x, y), **_triggers(x, y)}
    around = {
        "wording": likeness(x.words, y.words),
        **_topics(x.topic, y.topic),
        **_parties(a, b),
        **_places(a.places, b.places),
        **_times(a, b),
        **_numbers(x.numbers, y.numbers),
    }
    share = _share(act)
    found = {
        **act,
        **{name: value if name.endswith(AGAINST) else share * value for name, value in around.items()},
        "published_apart": min(abs(a.published - b.published), 30) / 30,
        "told_apart": float(a.doc_id == b.doc_id),
    }
    return {name: value for name, value in found.items() if value}


def _share(act: Mapping[str, float]) -> float:
    """How much it counts that who, where and when agree: little if the acts have nothing in common."""
    if act.get("trigger_same") or act.get("trigger_kin"):
        return 1.0
    if act["type_same"]:
        return 0.6 if act["mode_differs"] else 0.8
    return 0.4 if act.get("trigger_told") else 0.2


def _kind(x: Compared, y: Compared) -> dict[str, float]:
    a, b = x.telling, y.telling
    same = bool(set(a.types) & set(b.types))
    known = bool(a.types and b.types)
    shared_mode = bool(x.modes & y.modes)
    return {
        "type_same": float(same),
        "type_differs": float(known and not same),
        "mode_same": float(shared_mode),
        "mode_differs": float(bool(x.modes and y.modes) and not shared_mode),
        "phase_differs": float(a.expected != b.expected),
    }


def _triggers(x: Compared, y: Compared) -> dict[str, float]:
    if x.triggers & y.triggers:
        return {"trigger_same": 1.0}
    if x.frames & y.frames or any(are_kin(a, b) for a in x.triggers for b in y.triggers):
        return {"trigger_kin": 1.0}
    told = any(word in y.words for word in x.triggers) or any(word in x.words for word in y.triggers)
    return {"trigger_told": float(told)}


def are_kin(a: str, b: str) -> bool:
    """Whether two lemmas look like forms of one word ("bombing", "bombardment"): a long beginning in common."""
    short = min(len(a), len(b))
    return short >= 4 and (a[:5] == b[:5] if short >= 5 else a[:short] == b[:short])


def _topics(x: Mapping[str, float], y: Mapping[str, float]) -> dict[str, float]:
    """What the acts are about: how much of the shorter telling of it is in the longer one."""
    if not x or not y:
        return {}
    common = sum(weight for word, weight in x.items() if word in y)
    same = common / min(sum(x.values()), sum(y.values()))
    told = min(len(x), len(y)) >= TOPICAL
    return {"topic_same": same, "topic_differs": float(told and same < UNLIKE)}


def _parties(a: Telling, b: Telling) -> dict[str, float]:
    actors, recipients = best(a.actors, b.actors), best(a.recipients, b.recipients)
    swapped = max(best(a.actors, b.recipients), best(a.recipients, b.actors))
    return {
        "actor_same": actors,
        "actor_differs": float(actors < 0.3 and _identify(a.actors) and _identify(b.actors)),
        "recipient_same": recipients,
        "recipient_differs": float(recipients < 0.3 and _identify(a.recipients) and _identify(b.recipients)),
        "sides_swapped": swapped if swapped > max(actors, recipients) else 0.0,
    }


def best(some: Iterable[Who], others: tuple[Who, ...]) -> float:
    """How alike the two most alike parties are."""
    return max((likeness_of(a, b) for a in some for b in others), default=0.0)


def likeness_of(a: Who, b: Who) -> float:
    """1 for one identity; less for unnamed parties, shared words, a person of the country, a shared land."""
    if any(key in b.keys for key in a.keys):
        return 1.0 if a.named and b.named else 0.7
    wording = 0.6 * _shared_words(a.words, b.words)
    if a.country is not None and a.country == b.country:
        return max(wording, 0.5 if a.sector == b.sector else 0.35)
    if a.country is not None and b.country is not None and a.named and b.named:
        return wording / 2
    return wording


def _shared_words(some: tuple[str, ...], others: tuple[str, ...]) -> float:
    """What share of the shorter name the other has too, rare words counting more."""
    shared = sum(weight(word) for word in some if word in others)
    return shared / min(sum(map(weight, some)), sum(map(weight, others))) if shared else 0.0


def _identify(parties: tuple[Who, ...]) -> bool:
    return any(party.named for party in parties)


def _places(some: tuple[Where, ...], others: tuple[Where, ...]) -> dict[str, float]:
    if not some or not others:
        return {}
    same = max(_same_place(a, b) for a in some for b in others)
    within = max(_within(a, b) for a in some for b in others)
    return {
        "place_same": same,
        "place_within": within if within > same else 0.0,
        "place_differs": float(not same and not within and places_apart(some, others)),
    }


def _same_place(a: Where, b: Where) -> float:
    if a.key == b.key:
        return (0.25, 0.6, 1.0)[min(a.level, b.level)]
    if a.lat is None and b.lat is None:
        return 0.6 if set(a.key[2:].split()) & set(b.key[2:].split()) else 0.0
    if a.level == SPOT and b.level == SPOT:
        apart = kilometres(a, b)
        reach = a.radius_km + b.radius_km + NEAR_KM
        return max(0.0, 1.0 - apart / reach) if apart < reach else 0.0
    return 0.0


def _within(a: Where, b: Where) -> float:
    """One place inside the other: half a town's worth for a region, less for a land."""
    if a.level == b.level:
        return 0.0
    wide, narrow = (a, b) if a.level < b.level else (b, a)
    if wide.level == LAND:
        return 0.25 if wide.country is not None and wide.country == narrow.country else 0.0
    return 0.6 if kilometres(wide, narrow) <= wide.radius_km + narrow.radius_km else 0.0


def places_apart(some: tuple[Where, ...], others: tuple[Where, ...]) -> bool:
    """Whether both sides name settled places and none is near one of the other."""
    settled, rest = ([w for w in side if w.lat is not None] for side in (some, others))
    if not settled or not rest:
        return False
    return all(_apart(a, b) for a in settled for b in rest)


def _apart(a: Where, b: Where) -> bool:
    if LAND in (a.level, b.level):
        return a.country is not None and b.country is not None and a.country != b.country
    return kilometres(a, b) > a.radius_km + b.radius_km + NEAR_KM


def kilometres(a: Where, b: Where) -> float:
    """Between two places; without end where one has no point."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return FAR
    if abs(a.lat - b.lat) > 12:
        return FAR
    return distance_km((a.lat, a.lon), (b.lat, b.lon))


def _times(a: Telling, b: Telling) -> dict[str, float]:
    if a.first is None or b.first is None or a.last is None or b.last is None:
        return {}
    gap = days_apart(a, b)
    if gap > 0:
        return {"time_apart": min(1.0, 0.4 + 0.2 * gap)}
    overlap = min(a.last, b.last) - max(a.first, b.first) + 1
    width = max(a.last - a.first, b.last - b.first) + 1
    if width <= EXACT_DAYS:
        return {"day_same": 1.0}
    return {"time_overlaps": 0.2 + 0.8 * overlap / width}


def days_apart(a: Telling, b: Telling) -> int:
    """Days between two times told; 0 where they meet or one is not told."""
    if a.first is None or b.first is None or a.last is None or b.last is None:
        return 0
    return max(0, max(a.first, b.first) - min(a.last, b.last))


def _numbers(x: Mapping[str, frozenset[int]], y: Mapping[str, frozenset[int]]) -> dict[str, float]:
    roles = [role for role in x if role in y]
    if not roles:
        return {}
    same = max((_weight_of(x[role] & y[role]) for role in roles), default=0.0)
    return {"number_same": same, "number_differs": 0.0 if same else min(map(_ratio, ((x[r], y[r]) for r in roles)))}


def _weight_of(values: frozenset[int]) -> float:
    """A large number is rarely the same by chance."""
    return max((min(1.0, math.log2(1 + value) / 5) for value in values), default=0.0)


def _ratio(sides: tuple[frozenset[int], frozenset[int]]) -> float:
    """How far two tolls are from each other: 0 for nearly equal, 1 for ten times as many."""
    closest = min(abs(math.log10(1 + a) - math.log10(1 + b)) for a in sides[0] for b in sides[1])
    return min(1.0, closest)

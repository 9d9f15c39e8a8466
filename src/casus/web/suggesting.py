"""What typed words may mean: filters for the search box; places, actors and days for a correction."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Final

from casus.errors import InputError
from casus.model.geometry import Point
from casus.model.span import Span
from casus.model.vocabulary import (
    ACTOR_KINDS,
    EXTENTS,
    FACTUALITIES,
    PARTY_ROLES,
    QUANTITY_ROLES,
    RELATIONS,
    SECTORS,
    STANCES,
    STATUSES,
    TYPES,
)
from casus.model.when import TimePrecision
from casus.store.fold import fold
from casus.web import shapes, words
from casus.web.index import Index
from casus.web.library import Library
from casus.web.shapes import Json

MOST: Final = 12


def suggestions(index: Index, text: str) -> list[Json]:
    """Filters that typed words may mean, likeliest first; the words themselves as a search last."""
    asked = text.strip()
    if re.fullmatch(r"[cdels]-[0-9a-f]{2,16}", asked):
        return [{"key": "open", "value": asked, "shown": asked, "hint": "open this id"}]
    found = [*_days(asked), *_types(asked), *_names(index, asked)]
    return [
        *found[:MOST],
        {"key": "text", "value": asked, "shown": f"“{words.clean(asked)}”", "hint": "words in sentences"},
    ]


def _days(asked: str) -> Iterator[Json]:
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        return
    yield {"key": "since", "value": asked, "shown": f"from {words.day(day)}", "hint": "not before this day"}
    yield {"key": "until", "value": asked, "shown": f"to {words.day(day)}", "hint": "not after this day"}


def _types(asked: str) -> Iterator[Json]:
    for kind in TYPES:
        if kind.startswith(asked.upper()) or words.verbs(kind, None)[0].startswith(asked.lower()):
            yield {"key": "type", "value": kind, "shown": kind, "hint": f"type: {words.verbs(kind, None)[0]}"}


def _names(index: Index, asked: str) -> list[Json]:
    """Actors, places and publishers of which a word begins so, those in most events first."""
    wanted = fold(asked)
    if not wanted:
        return []
    found: list[tuple[int, Json]] = []
    for key, column, name_at, id_at in (("actor", "parties", 0, 2), ("place", "places", 0, 2)):
        values, counts = index.pools[column].values, _counts(index, column)
        events: Counter[tuple[str, str]] = Counter()
        for number, value in enumerate(values[: len(counts)]):
            if counts[number] and _begins(value[name_at], wanted):
                events[(value[id_at] or value[1], value[1])] += counts[number]
        found += [(n, _suggestion(key, value, name, n)) for (value, name), n in events.items()]
    values, counts = index.pools["publishers"].values, _counts(index, "publishers")
    for number, name in enumerate(values[: len(counts)]):
        if counts[number] and _begins(fold(name), wanted):
            found.append((counts[number], _suggestion("source", name, name, counts[number])))
    found.sort(key=lambda item: (-item[0], item[1]["shown"]))
    unique = {(one["key"], one["value"]): one for _, one in reversed(found)}
    return sorted(unique.values(), key=lambda one: [item[1] for item in found].index(one))


def _counts(index: Index, column: str) -> list[int]:
    return index.pairs[column].counted(index.alive, len(index.pools[column].values)).tolist()  # type: ignore[no-any-return]


def _begins(folded: str, wanted: str) -> bool:
    return folded.startswith(wanted) or f" {wanted}" in folded


def _suggestion(key: str, value: str, name: str, events: int) -> Json:
    return {"key": key, "value": value, "shown": words.clean(name), "hint": f"{key}, {words.count(events, 'event')}"}


def places(library: Library, text: str, country: str | None, near: str | None) -> list[Json]:
    """Places that a name may mean. Raises InputError for a point that is none."""
    from casus.protocols import PlaceContext

    gazetteer, point = library.gazetteer(), _point(near)
    playing = ((country.upper(), 1.0),) if country else ()
    found = gazetteer.search(text, PlaceContext(playing, (point,) if point else ()), keep=lambda _: True, most=MOST)
    return [
        {
            "place": shapes.place(one.candidate.place),
            "score": round(one.candidate.score, 3),
            "reason": one.candidate.reason,
            "inside": list(one.path),
            "names": [{"name": name, "script": words.script(name)} for name in (one.candidate.place.name,)],
        }
        for one in found
    ]


def _point(near: str | None) -> Point | None:
    if near is None:
        return None
    try:
        lat, lon = map(float, near.split(","))
    except ValueError:
        lat, lon = 91.0, 0.0
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise InputError(f"{near!r} is no point", where="near", expected="latitude,longitude in degrees, as 36.2,37.15")
    return lat, lon


def actors(library: Library, text: str, day: date | None) -> list[Json]:
    """Actors that a name may mean: those of the project first, then those of the registry."""
    index, wanted = library.index, fold(text)
    values, counts = index.pools["parties"].values, _counts(index, "parties")
    used: Counter[str] = Counter()
    own: dict[str, Json] = {}
    for number, (folded, name, key, sector) in enumerate(values[: len(counts)]):
        used[key or name] += counts[number]
        if wanted and counts[number] and _begins(folded, wanted):
            own.setdefault(key or name, _actor(key or None, name, sector or None, "in this project"))
    known = _registered(library, text, day)
    merged = {**own, **{one["key"]: one for one in known}}
    for key, one in merged.items():
        one["used"] = used[key]
    ranked = sorted(merged.values(), key=lambda one: (-one["used"], one["name"]))[:MOST]
    for place, one in enumerate(ranked):
        one["score"] = round(1 - place / max(len(ranked), 1), 2)
    return ranked


def _registered(library: Library, text: str, day: date | None) -> list[Json]:
    registry = library.registry()
    found = (registry.facts(one.registry, day) for one in registry.search(text, limit=MOST))
    return [
        {
            **_actor(one.registry, one.name, one.sector, "in the registry"),
            "kind": one.kind,
            "country": one.country,
        }
        for one in found
    ]


def _actor(key: str | None, name: str, sector: str | None, reason: str) -> Json:
    return {
        "key": key,
        "name": words.clean(name),
        "kind": None,
        "sector": sector,
        "country": None,
        "score": 0.0,
        "reason": reason,
        "used": 0,
    }


def times(text: str, day: date | None) -> Json:
    """The days that words stand for."""
    from casus.steps.times import resolve_times

    try:
        exact = date.fromisoformat(text.strip())
        return {"time": _time(exact, exact, TimePrecision.DAY), "words": text, "remedy": ""}
    except ValueError:
        pass
    whole = text if text[:1].isupper() else f"in {text}"
    for phrase in (text, whole):
        for item in resolve_times(phrase, [Span(0, len(phrase))], anchor=day):
            when = item.mention.when
            if when is not None and (when.earliest or when.latest):
                return {"time": _time(when.earliest, when.latest, when.precision), "words": text, "remedy": ""}
    needs = "" if day else "; words such as “Monday” need the day of the report"
    return {
        "time": None,
        "words": text,
        "remedy": f"write a day, as 2017-08-24, or words such as “late August 2017”{needs}",
    }


def _time(first: date | None, last: date | None, precision: TimePrecision) -> Json:
    return {
        "earliest": shapes.day(first),
        "latest": shapes.day(last),
        "precision": precision.value,
        "shown": words.days(first, last, precision),
    }


def choices(index: Index) -> Json:
    """What can be chosen in the edit form; types that the project has besides."""
    types = dict.fromkeys((*TYPES, *index.pools["type"].values))
    return {
        "types": [{"value": kind, "shown": words.verbs(kind, None)[0], "modes": _modes(kind)} for kind in types],
        "statuses": list(STATUSES),
        "factualities": list(FACTUALITIES),
        "relations": list(RELATIONS),
        "sectors": list(SECTORS),
        "kinds": list(ACTOR_KINDS),
        "precisions": [precision.value for precision in TimePrecision],
        "quantity_roles": list(QUANTITY_ROLES),
        "roles": list(PARTY_ROLES),
        "extents": list(EXTENTS),
        "stances": list(STANCES),
    }


def _modes(kind: str) -> list[str]:
    return words.modes(kind)

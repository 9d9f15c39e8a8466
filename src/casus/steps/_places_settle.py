"""
Settle all place names of a report together: first what is clear, then the rest in its light.

The countries in play come from country names, demonyms and the dateline; places settled with confidence then pull the
doubtful ones towards them ("Alexandria" in a report about Louisiana). One name means one place throughout a report.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Final

from casus.model.document import Document
from casus.model.geometry import Point
from casus.model.where import Place, PlaceCandidate
from casus.protocols import PlaceContext, PlaceGazetteer
from casus.resources.placedata import demonyms
from casus.steps._places_agree import Key, agree
from casus.steps._places_odds import Found

CLEAR: Final = 0.5
"""Share of belief above which a place speaks for its country and pulls other places towards it."""
_WORD: Final = re.compile(
    r"[A-Z][a-z]+(?: Korean| African| Sudanese| Rican| Lankan| Leonean| Arabian| Guinean| Verdean)?"
)
_DEMONYM_WEIGHT: Final = 0.7
_PLACE_WEIGHT: Final = 0.8
_MOST_NEAR: Final = 12
_SURE: Final = 0.96
_SURE_COUNTRY: Final = 0.75
"""Belief above which a place (a country) stays the choice, whatever else is named."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What a name means in this report: ranked candidates, best first.

    `elsewhere` marks a small place in a country that nothing else in the report speaks of: more likely than that, the
    report means a place that the gazetteer does not know, or no place at all.
    """

    candidates: tuple[PlaceCandidate, ...]
    elsewhere: bool = False

    @property
    def best(self) -> PlaceCandidate | None:
        """The likeliest candidate."""
        return self.candidates[0] if self.candidates else None


class Names:
    """What bare names may mean in one report, given the peoples it names; each name is looked up once."""

    def __init__(self, document: Document, gazetteer: PlaceGazetteer) -> None:
        self.gazetteer = gazetteer
        self.weights = _countries_said(document)
        self._context = PlaceContext(countries=_shares(self.weights))
        self._known: dict[Key, tuple[PlaceCandidate, ...]] = {}

    def __call__(self, name: str) -> tuple[PlaceCandidate, ...]:
        """Candidates of a bare name."""
        return self.first((name, None, ()))

    def first(self, key: Key) -> tuple[PlaceCandidate, ...]:
        """Candidates of a name with its kind word and containers, before other places are known."""
        if key not in self._known:
            self._known[key] = _look(key, self.gazetteer, self._context)
        return self._known[key]


def settle(found: Sequence[Found], names: Names) -> dict[Key, Settled]:
    """What every name means, by `key_of`."""
    groups = _groups(found)
    first = {key: names.first(key) for key in groups}
    anchors = agree({key: candidates for key, candidates in first.items() if candidates})
    weights = names.weights.copy()
    for key, anchor in anchors.items():
        if anchor.score >= CLEAR:
            weights[anchor.place.country or ""] += _weight(anchor.place, groups[key])
    context = _shares(weights)
    settled = {}
    for key in groups:
        candidates = _again(key, first[key], anchors, names.gazetteer, context)
        others = {a.place.country for k, a in anchors.items() if k[0] != key[0] and (a.score >= CLEAR or k[2])}
        settled[key] = Settled(candidates, _is_elsewhere(key, candidates, others | names.weights.keys()))
    return settled


_SMALL: Final = frozenset(
    {"village", "town", "district", "other", "camp", "airport", "airbase", "mountain", "admin2", "port"}
)


def _is_elsewhere(key: Key, candidates: Sequence[PlaceCandidate], countries: Set[str | None]) -> bool:
    if not candidates or key[2] or not countries:
        return False
    best = candidates[0].place
    return best.kind in _SMALL and best.country is not None and best.country not in countries


def key_of(found: Found) -> Key:
    """What must be equal for two mentions to mean the same place."""
    return found.text, found.kind, found.inside


def _groups(found: Iterable[Found]) -> dict[Key, int]:
    """Names with their number of mentions; a name said once with its container keeps it for all later mentions."""
    return dict(Counter(key_of(f) for f in found))


def inherit(found: Sequence[Found]) -> tuple[Found, ...]:
    """Give a bare name the container that the report says with it elsewhere."""
    said: dict[str, tuple[str, ...]] = {}
    for f in found:
        if f.inside:
            said.setdefault(f.text, f.inside)
    return tuple(f if f.inside or f.text not in said else f._replace(inside=said[f.text]) for f in found)


def _look(key: Key, gazetteer: PlaceGazetteer, context: PlaceContext) -> tuple[PlaceCandidate, ...]:
    text, kind, inside = key
    wider = PlaceContext(context.countries, context.near, inside, kind)
    return gazetteer.lookup(text if kind is None else f"{text} {kind}", wider) or gazetteer.lookup(text, wider)


def _again(
    key: Key,
    before: tuple[PlaceCandidate, ...],
    anchors: dict[Key, PlaceCandidate],
    gazetteer: PlaceGazetteer,
    countries: tuple[tuple[str, float], ...],
) -> tuple[PlaceCandidate, ...]:
    """Look again with the places settled so far, but the name's own; what cannot change is left as it is."""
    if len(before) <= 1 or before[0].score > (_SURE_COUNTRY if before[0].place.kind == "country" else _SURE):
        return before
    near = [
        point
        for other, anchor in anchors.items()
        if other[0] != key[0] and anchor.score >= CLEAR and (point := _point(anchor.place)) is not None
    ]
    return _look(key, gazetteer, PlaceContext(countries, tuple(near[:_MOST_NEAR])))


def _point(place: Place) -> Point | None:
    """The point of a place small enough to pull others towards it."""
    return None if place.lat is None or place.lon is None or place.radius_km > 300 else (place.lat, place.lon)


def _weight(place: Place, mentions: int) -> float:
    return mentions * (1.0 if place.kind == "country" else _PLACE_WEIGHT)


def _countries_said(document: Document) -> defaultdict[str, float]:
    """ISO alpha-3 -> weight, from demonyms in the text and the dateline."""
    known = demonyms()
    weights: defaultdict[str, float] = defaultdict(float)
    for word, times in Counter(_WORD.findall(document.text)).items():
        for code in known.get(word, ()):
            weights[code] += times * _DEMONYM_WEIGHT / len(known[word])
    return weights


def _shares(weights: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    """Weights relative to the strongest country, strongest first."""
    top = max(weights.values(), default=0.0)
    ranked = sorted(weights.items(), key=lambda entry: (-entry[1], entry[0]))
    return tuple((code, round(weight / top, 3)) for code, weight in ranked if code and top > 0)

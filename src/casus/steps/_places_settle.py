"""
Settle all place names of a report together: first what is clear, then the rest in its light.

The countries in play come from country names, demonyms and the dateline; places settled with confidence then pull the doubtful ones
towards them ("Alexandria" in a report about Louisiana). One name means one place throughout a report.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from casus.model.document import Document
from casus.model.geometry import Point
from casus.model.where import Place, PlaceCandidate
from casus.protocols import PlaceContext, PlaceGazetteer
from casus.resources.placedata import demonyms
from casus.steps._places_agree import Key, agree
from casus.steps._places_find import Found

CLEAR: Final = 0.5
"""Share of belief above which a place speaks for its country and pulls other places towards it."""
_WORD: Final = re.compile(
    r"[A-Z][a-z]+(?: Korean| African| Sudanese| Rican| Lankan| Leonean| Arabian| Guinean| Verdean)?"
)
_DEMONYM_WEIGHT: Final = 0.7
_DATELINE_WEIGHT: Final = 2.0
_PLACE_WEIGHT: Final = 0.8
_MOST_NEAR: Final = 12


@dataclass(frozen=True, slots=True)
class Settled:
    """What a name means in this report: ranked candidates, best first, and whether the choice is clear."""

    candidates: tuple[PlaceCandidate, ...]

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
    return {key: Settled(_again(key, first[key], anchors, names.gazetteer, context)) for key in groups}


def key_of(found: Found) -> Key:
    """What must be equal for two mentions to mean the same place."""
    return found.text, found.kind, found.inside


def _groups(found: Iterable[Found]) -> dict[Key, int]:
    """Names with their number of mentions; a name said once with its container keeps it for all later mentions."""
    return dict(Counter(key_of(f) for f in found))


def inherit(found: Sequence[Found]) -> tuple[Found, ...]:
    """Give a bare name the container that the report says with it elsewhere."""
    from dataclasses import replace

    said: dict[str, tuple[str, ...]] = {}
    for f in found:
        if f.inside:
            said.setdefault(f.text, f.inside)
    return tuple(f if f.inside or f.text not in said else replace(f, inside=said[f.text]) for f in found)


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
    if len(before) == 1:
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


def _countries_said(document: Document) -> Counter[str]:
    """ISO alpha-3 -> weight, from demonyms in the text and the dateline."""
    known = demonyms()
    weights: Counter[str] = Counter()
    for match in _WORD.finditer(document.text):
        for code in known.get(match.group(), ()):
            weights[code] += _DEMONYM_WEIGHT / len(known[match.group()])  # type: ignore[assignment]
    return weights


def _shares(weights: Counter[str]) -> tuple[tuple[str, float], ...]:
    """Weights relative to the strongest country, strongest first."""
    top = max(weights.values(), default=0)
    return tuple((code, round(weight / top, 3)) for code, weight in weights.most_common() if code and top > 0)

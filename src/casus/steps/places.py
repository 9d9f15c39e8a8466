"""
Places: names become identities with coordinates, radius, precision and the reason.

"Fighters shelled the town of Arsal near the Syrian border" gives Arsal (LBN, precision 1) and the border (precision 5);
"30 km north of Homs" gives a point of its own. What cannot be settled stays open, with a note.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from casus.model.document import Note
from casus.model.geometry import distance_km
from casus.model.reading import Reading
from casus.model.span import Span
from casus.model.where import Place, PlaceCandidate, PlaceMention
from casus.protocols import PlaceGazetteer
from casus.resources.placedata import place_context
from casus.steps._places_borders import borders_and_gaps
from casus.steps._places_find import find_names, read_names
from casus.steps._places_odds import Found
from casus.steps._places_settle import Names, Settled, inherit, key_of, settle
from casus.steps._places_shape import shaped

DOUBT: Final = 0.5
"""A choice that gets less than half of the belief is noted as ambiguous, if the next candidate lies elsewhere."""
ELSEWHERE_KM: Final = 50.0


class Places:
    """The step that finds places. Built with the gazetteer that knows the names."""

    name = "places"
    needs = frozenset({"document", "sentences", "tokens"})
    gives = frozenset({"places", "notes"})

    def __init__(self, gazetteer: PlaceGazetteer) -> None:
        self._gazetteer = gazetteer

    def __call__(self, reading: Reading) -> Reading:
        """Find and settle the places of one report."""
        text = reading.document.text
        names = Names(reading.document, self._gazetteer)
        found = inherit(find_names(reading, self._gazetteer, names))
        pairs = [
            (f, m) for f, m in zip(found, _settled(found, names), strict=True) if m.place is not None or _is_said(f)
        ]
        found, named = tuple(f for f, _ in pairs), [m for _, m in pairs]
        joined = list(borders_and_gaps(text, named, self._gazetteer))
        whole = [*_outside(named, joined), *joined]
        mentions = sorted([*whole, *_anaphors(text, whole)], key=lambda m: m.span)
        notes = tuple(note for m in named for note in _notes(m))
        return replace(reading, places=reading.places + tuple(mentions), notes=reading.notes + notes)

    def resolve(self, reading: Reading, spans: Sequence[Span]) -> tuple[PlaceMention, ...]:
        """What given words mean as places, in the light of the report; one mention for each span, in the order
        given.
        """
        found = inherit(tuple(read_names(reading.document.text, spans)))
        named = _settled(found, Names(reading.document, self._gazetteer))
        return tuple(replace(m, span=f.name) for m, f in zip(named, found, strict=True))


def _settled(found: tuple[Found, ...], names: Names) -> list[PlaceMention]:
    settled = settle(found, names)
    return [_mention(f, settled[key_of(f)]) for f in found]


_ELSEWHERE: Final = "places of this name lie only in countries that the report does not speak of"


def _is_said(found: Found) -> bool:
    """Whether the words around a name say that it is a place, known or not."""
    return found.tag >= _CALLED or found.kind is not None or found.relation != "in" or found.odds >= _SAID


_CALLED: Final = 4.0
"""Odds that a sure tag or an announcing kind word gives."""
_SAID: Final = 4.0
"""Odds from which a name stays in as unresolved: one with a preposition before it, nothing against it."""


def _mention(found: Found, settled: Settled) -> PlaceMention:
    best = settled.best
    if best is None:
        return PlaceMention(found.span, None, relation=found.relation, reason="not in the gazetteer")
    if settled.elsewhere:
        return PlaceMention(found.span, None, settled.candidates, found.relation, False, _ELSEWHERE)
    relation, km = found.relation, found.km
    if relation == "in" and found.kind in _AROUND and best.place.kind in ("city", "town", "village"):
        relation, km = "near", _AROUND_KM  # "the Ras Baalbek area" is more than the town
    place = shaped(_natural(best.place), relation=relation, bearing=found.bearing, km=km)
    metonym = found.metonym and found.relation == "in" and (best.place.kind == "country" or _is_seat(best.place))
    return PlaceMention(found.span, place, settled.candidates, relation, metonym, best.reason)


def _natural(place: Place) -> Place:
    """A natural region of more than 25 km is neither district nor province: UCDP's 5, for areas without bounds."""
    return replace(place, precision=5) if place.kind in _NATURAL and place.precision in (3, 4) else place


_NATURAL: Final = frozenset({"region", "mountain", "valley"})
_AROUND: Final = frozenset({"area", "areas", "region", "countryside", "plain", "plains", "pocket", "suburbs"})
_AROUND_KM: Final = 7.0


def _is_seat(place: Place) -> bool:
    """Whether a place may stand for a government: towns from which states are ruled are cities, and buildings such as
    the Kremlin.
    """
    return place.kind in ("city", "other") and place.country is not None


def _notes(mention: PlaceMention) -> Iterator[Note]:
    if mention.place is None:
        where = " in the countries of the report" if mention.candidates else ""
        yield Note("place-unknown", f"the gazetteer knows no place of this name{where}", mention.span)
        return
    first, *rest = mention.candidates
    others = [c for c in rest if c.score > first.score / 2 and _apart(first, c)]
    if first.score < DOUBT and others:
        said = ", ".join(f"{c.place.name} ({c.place.admin1 or c.place.country})" for c in (first, *others[:2]))
        yield Note("place-ambiguous", f"may be {said}", mention.span)


def _apart(one: PlaceCandidate, other: PlaceCandidate) -> bool:
    a, b = one.place, other.place
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return True
    return distance_km((a.lat, a.lon), (b.lat, b.lon)) > max(ELSEWHERE_KM, a.radius_km, b.radius_km)


def _outside(named: list[PlaceMention], joined: list[PlaceMention]) -> list[PlaceMention]:
    """Names that are no part of a joined expression ("between A and B")."""
    return [m for m in named if not any(j.span.contains(m.span) for j in joined)]


def _anaphors(text: str, mentions: list[PlaceMention]) -> Iterator[PlaceMention]:
    """“the town” means the town named last before it."""
    table = place_context()["anaphors"]
    nouns = re.compile(rf"\b[Tt]h(?:e|at|is) ((?:[a-z-]+ )?)({'|'.join(table)})\b(?! of\b)(?!['’]s)")
    ordered = sorted((m for m in mentions if m.place is not None), key=lambda m: m.span.start)
    for match in nouns.finditer(text):
        span = Span(*match.span())
        if (
            match.group(1).strip() in _NEW
            or any(m.span.overlaps(span) for m in mentions)
            or _named_next(text, match.end())
        ):
            continue
        last = _last_of(table[match.group(2)], ordered, span)
        if last is not None:
            named = text[last.span.start : last.span.end]
            place = last.candidates[0].place if last.candidates else last.place
            yield PlaceMention(span, place, last.candidates, "in", False, f"the {match.group(2)} named last: {named}")


_NEW: Final = frozenset(
    {"other", "next", "nearest", "nearby", "neighboring", "neighbouring", "second", "third", "first", "whole"}
)
"""Words that keep "the … town" from meaning the town named last."""


def _named_next(text: str, end: int) -> bool:
    return text[end : end + 2].strip()[:1].isupper()


def _last_of(kinds: list[str], ordered: list[PlaceMention], span: Span) -> PlaceMention | None:
    earlier = [m for m in ordered if m.span.end <= span.start]
    fitting = (m for m in reversed(earlier) if (m.candidates[0].place if m.candidates else m.place).kind in kinds)  # type: ignore[union-attr]
    return next(fitting, None)

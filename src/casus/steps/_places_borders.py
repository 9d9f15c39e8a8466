"""
Borders, their sides, and what lies between two places.

"the border between Chad and Libya", "the Chadian-Libyan border", "Chad's border with Libya" name both countries. Where
the words name one ("Chadian troops clashed on the border with Libya") or none ("the border"), the other is the nearest
country named, as a place or by its people, that has such a border.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from casus.model.span import Span
from casus.model.where import Place, PlaceCandidate, PlaceMention
from casus.protocols import PlaceContext, PlaceGazetteer
from casus.resources.placedata import demonyms
from casus.steps._places_shape import between, side_of

_GAP: Final = 24
"""Characters between two names of one expression, at most."""
_TRIED: Final = 8
"""Countries tried as the other side, nearest first."""
_LAST: Final = 5
"""Countries named last among which "the border" looks for two neighbours."""

_BETWEEN: Final = re.compile(r"\b(?P<border>borders? |frontier |boundary )?between (?:the )?$", re.IGNORECASE)
_AFTER: Final = re.compile(r"[ \u00a0](?:borders?|frontier)\b")
_OWNED_WITH: Final = re.compile(r"^(?:'s|’s|s'|s’) (?:[a-z]+ )?(?:border|frontier) with (?:the )?$")
_WITH: Final = re.compile(r"\b(?:the|its|their) (?:[a-z]+ )?(?:border|frontier) with (?:the )?$", re.IGNORECASE)
_BARE: Final = re.compile(r"\b(?:[Tt]he|its|their) (?:(?:[a-z]+ )?(?:border|frontier))\b")
_SIDE: Final = re.compile(r"(?:'s|’s)? side of the (?:border|frontier)\b")
_OWNED: Final = re.compile(r"(?:'s|’s) (?:[a-z]+ )?(?:border|frontier)\b")
_ADJECTIVE: Final = re.compile(
    r"\b(?:the )?(?P<a>[A-Z][a-z]+)(?:[-–](?P<b>[A-Z][a-z]+))? (?:side of the )?(?:border|frontier)\b"
)
_CAPITALISED: Final = re.compile(r"\b[A-Z][a-z]+\b")


def borders_and_gaps(text: str, named: list[PlaceMention], gazetteer: PlaceGazetteer) -> Iterator[PlaceMention]:
    """Expressions over two places of a report; `named` are its settled names in text order. They may overlap names."""
    taken: list[Span] = []
    for left, right in pairwise(named):
        mention = _pair(text, left, right, gazetteer)
        if mention is not None:
            taken.append(mention.span)
            yield mention
    if "border" not in text and "frontier" not in text:
        return
    lines = _Lines(gazetteer, tuple(_countries(text, named)))
    yield from _sides(text, named, lines)
    for find in (_shared, _owned, _adjectives, _bare):
        for span, line, why in find(text, named, lines):
            if not any(span.overlaps(t) for t in taken):
                taken.append(span)
                yield PlaceMention(span, line.place, (line,), "border", False, f"{why}{line.reason}")


_Borders = Iterator[tuple[Span, PlaceCandidate, str]]
"""Words, the border that they mean, and what to say before its own reason."""


@dataclass(frozen=True, slots=True)
class _Lines:
    """The borders in play: `countries` are (where in the text, ISO 3166-1 alpha-3 code), in text order."""

    gazetteer: PlaceGazetteer
    countries: tuple[tuple[int, str], ...]

    def of(self, a: str | None, b: str | None) -> PlaceCandidate | None:
        """The border of two countries, None where they have none."""
        if not a or not b or a == b:
            return None
        low, high = sorted((a, b))
        found = self.gazetteer.lookup(f"{low}-{high} border", PlaceContext())
        return found[0] if found else None

    def near(self, code: str | None, at: int) -> PlaceCandidate | None:
        """The border of a country with the country named nearest that it has a border with."""
        nearest = sorted((c for c in self.countries if c[1] != code), key=lambda c: abs(c[0] - at))
        others = list(dict.fromkeys(other for _, other in nearest))[:_TRIED]
        return next((line for other in others if (line := self.of(code, other)) is not None), None)

    def last(self, at: int) -> PlaceCandidate | None:
        """The border of the two neighbours that were named last before a place in the text."""
        before = [code for where, code in reversed(self.countries) if where < at]
        codes = list(dict.fromkeys(before))[:_LAST]
        pairs = ((codes[m], codes[n]) for n in range(len(codes)) for m in range(n))
        return next((line for a, b in pairs if (line := self.of(a, b)) is not None), None)


def _countries(text: str, named: list[PlaceMention]) -> list[tuple[int, str]]:
    """The countries of places, and those of peoples ("Chadian troops")."""
    known = demonyms()
    places = [(m.span.start, m.place.country) for m in named if m.place and m.place.country]
    peoples = [(w.start(), known[w[0]][0]) for w in _CAPITALISED.finditer(text) if known.get(w[0])]
    return sorted({*places, *peoples})


def _pair(text: str, left: PlaceMention, right: PlaceMention, gazetteer: PlaceGazetteer) -> PlaceMention | None:
    gap = text[left.span.end : right.span.start]
    if len(gap) > _GAP or left.place is None or right.place is None:
        return None
    opening = _BETWEEN.search(text[max(0, left.span.start - 40) : left.span.start])
    if opening and re.fullmatch(r" and (?:the )?", gap):
        span = Span(left.span.start - len(opening.group()), right.span.end)
        if opening["border"]:
            return _border(span, left.place, right.place, gazetteer)
        return _middle(span, left.place, right.place)
    behind = _AFTER.match(text[right.span.end : right.span.end + 12])
    if re.fullmatch(r"[-–/‐]", gap) and behind:
        return _border(Span(left.span.start, right.span.end + behind.end()), left.place, right.place, gazetteer)
    if _OWNED_WITH.match(gap):
        return _border(Span(left.span.start, right.span.end), left.place, right.place, gazetteer)
    return None


def _middle(span: Span, a: Place, b: Place) -> PlaceMention | None:
    """Between two towns is a place; between two countries are talks, wars and borders."""
    if "country" in (a.kind, b.kind):
        return None
    place = between(a, b)
    return None if place is None else PlaceMention(span, place, relation="between", reason=place.name)


def _border(span: Span, a: Place, b: Place, gazetteer: PlaceGazetteer) -> PlaceMention | None:
    line = _Lines(gazetteer, ()).of(a.country, b.country)
    if line is not None:
        return PlaceMention(span, line.place, (line,), "border", False, line.reason)
    middle = _middle(span, a, b)
    return replace(middle, relation="border") if middle else None


def _sides(text: str, named: list[PlaceMention], lines: _Lines) -> Iterator[PlaceMention]:
    """“Lebanon's side of the border”."""
    for mention in named:
        match = _SIDE.match(text, mention.span.end)
        if match is None or mention.place is None:
            continue
        line = lines.near(mention.place.country, mention.span.start)
        if line is not None:
            place = side_of(line.place, mention.place)
            yield PlaceMention(Span(mention.span.start, match.end()), place, (line,), "side_of", False, line.reason)


def _shared(text: str, named: list[PlaceMention], lines: _Lines) -> _Borders:
    """“the border with Libya”."""
    for mention in named:
        match = _WITH.search(text[max(0, mention.span.start - 40) : mention.span.start])
        if match and mention.place and (line := lines.near(mention.place.country, mention.span.start)):
            yield Span(mention.span.start - len(match[0]), mention.span.end), line, ""


def _owned(text: str, named: list[PlaceMention], lines: _Lines) -> _Borders:
    """“Lebanon's border”."""
    for mention in named:
        match = _OWNED.match(text, mention.span.end)
        if match and mention.place and (line := lines.near(mention.place.country, mention.span.start)):
            yield Span(mention.span.start, match.end()), line, ""


def _adjectives(text: str, named: list[PlaceMention], lines: _Lines) -> _Borders:
    """“the Syrian border”, “the Lebanese-Syrian border”."""
    del named
    known = demonyms()
    for match in _ADJECTIVE.finditer(text):
        codes = [code for group in ("a", "b") if match[group] for code in known.get(match[group], ())[:1]]
        if codes:
            line = lines.of(*codes) if len(codes) > 1 else lines.near(codes[0], match.start())
            if line is not None:
                yield Span(*match.span()), line, ""


def _bare(text: str, named: list[PlaceMention], lines: _Lines) -> _Borders:
    """“the border”."""
    del named
    for match in _BARE.finditer(text):
        if (line := lines.last(match.start())) is not None:
            yield Span(*match.span()), line, "the two countries named last; "

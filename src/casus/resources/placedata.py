"""The word lists about places: kind words, demonyms, and how often a capitalised word names a place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from casus.resources.load import read_toml, read_tsv, resource


@dataclass(frozen=True, slots=True)
class KindWords:
    """Words that say of what kind a named place is ("province", "refugee camp"), lower case -> kinds of the
    gazetteer, best first.

    `before` stand before the name ("city of Homs", "Mount Sinjar"), `after` behind it ("Idlib province").
    """

    before: dict[str, tuple[str, ...]]
    after: dict[str, tuple[str, ...]]

    def kinds(self, word: str) -> tuple[str, ...]:
        """The kinds that a kind word fits; empty for other words."""
        return self.after.get(word) or self.before.get(word) or ()


@cache
def kind_words() -> KindWords:
    """The kind words of `kinds.toml`."""
    before: dict[str, tuple[str, ...]] = {}
    after: dict[str, tuple[str, ...]] = {}
    for entry in read_toml(resource("places", "kinds.toml"))["word"]:
        kinds = tuple(entry["kinds"])
        before.update(dict.fromkeys(entry["before"], kinds))
        after.update(dict.fromkeys(entry["after"], kinds))
    return KindWords(before, after)


@cache
def demonyms() -> dict[str, tuple[str, ...]]:
    """Adjective or people ("Syrian", "Syrians") -> ISO alpha-3 codes."""
    rows = read_tsv(resource("places", "demonyms.tsv"), ("adjective", "countries"))
    return {word: tuple(codes.split()) for word, codes in rows}


Line = tuple[tuple[float, float], ...]
"""Points (latitude, longitude) in WGS84 degrees."""


@cache
def border_lines() -> dict[tuple[str, str], tuple[Line, ...]]:
    """The land borders of neighbours (ISO alpha-3 codes, in order), to about 2 km, the longest stretch first."""
    rows = read_tsv(resource("places", "borders.tsv"), ("country", "other", "lines"))
    return {(a, b): tuple(_line(line) for line in lines.split(";")) for a, b, lines in rows}


def _line(text: str) -> Line:
    points = (point.partition(",") for point in text.split(" "))
    return tuple((float(lat), float(lon)) for lat, _, lon in points)


def border_line(place: str) -> tuple[Line, ...]:
    """The lines of a border by its place id ("casus:border/lbn-syr", also with "#side"); empty for other places."""
    name = place.partition("#")[0].removeprefix("casus:border/")
    if name == place.partition("#")[0]:
        return ()
    a, _, b = name.upper().partition("-")
    return border_lines().get((a, b), ())


NEVER: Final = -20.0
"""Odds of names that no context makes a place: those under `never` in `context.toml`."""


@cache
def place_odds() -> dict[str, float]:
    """Capitalised word -> log2 odds that it names a place, where corpora say so; words they do not show are missing."""
    rows = read_tsv(resource("places", "word_odds.tsv"), ("word", "log2_odds"))
    return {word: float(odds) for word, odds in rows} | dict.fromkeys(context_words("never"), NEVER)


@cache
def place_context() -> dict[str, Any]:
    """The words around place names of `context.toml`, by section."""
    return read_toml(resource("places", "context.toml"))


@cache
def context_words(section: str) -> frozenset[str]:
    """The list `words` of one section of `context.toml`."""
    return frozenset(place_context()[section]["words"])


@cache
def country_codes() -> dict[str, str]:
    """ISO alpha-2 -> alpha-3."""
    return dict(read_tsv(resource("places", "country_codes.tsv"), ("alpha2", "alpha3")))  # type: ignore[arg-type]

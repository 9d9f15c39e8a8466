"""How a name is read against its context: countries in play, fame, capital letters, country words before a noun."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from casus.protocols import ActorContext
from casus.resources.actor_tables import ActorRow, Lines, Words
from casus.resources.folding import key

_ANYWHERE: Final = frozenset({"state", "igo", "ngo", "media", "person", "company"})


def in_play(actor: ActorRow, context: ActorContext) -> tuple[float, str]:
    """How the countries in play weigh, and why: 1.0 at home, 0.88 where it operates, 0.95 for an actor of no country,
    0.8 elsewhere; always
    1.0 when the report names no country.
    """
    if not context.countries:
        return 1.0, ""
    playing = {country for country, weight in context.countries if weight > 0}
    if actor.country in playing:
        return 1.0, f"{actor.country} in play"
    elsewhere = sorted(playing & set(actor.operates.split()))
    if elsewhere:
        return 0.88, f"{elsewhere[0]} in play"
    return 0.95 if not actor.country or actor.kind in _ANYWHERE else 0.8, ""


def fame(actor: ActorRow, place: str) -> float:
    """Groups known from UCDP alone are little known: where their country is not in play, a better-known namesake is
    meant.
    """
    return 0.85 if actor.source == "ucdp-actor-22.1" and not place else 1.0


def same_case(name: str, shown: str) -> bool:
    """Whether the text shows the name as it is written, dots and marks aside; all in capitals counts for longer
    names.
    """
    plain = "".join(c for c in shown if c.isalnum())
    return plain == "".join(c for c in name if c.isalnum()) or (
        len(plain) > 4 and shown.isupper() and key(name) == key(shown)
    )


def country_and_rest(parts: str, known: Words) -> Iterator[tuple[str, str]]:
    """(country, noun) readings of a phrase: "syrian army", "syrias army", "army of syria"."""
    pieces = parts.split()
    for size in range(min(3, len(pieces) - 1), 0, -1):
        head, rest = " ".join(pieces[:size]), " ".join(pieces[size:])
        owner = head[:-1] if head.endswith("s") else head
        iso3 = known.adjectives.get(head) or known.country_names.get(head) or known.country_names.get(owner)
        if iso3:
            yield iso3, rest
    noun, of, land = parts.partition(" of ")
    iso3 = known.country_names.get(land.removeprefix("the ")) if of else None
    if iso3:
        yield iso3, noun


def first_words(names: Lines) -> tuple[frozenset[str], frozenset[str]]:
    """The first words of all names, and of those that may begin with a small letter ("al-Shabaab", "international
    community").
    """
    every, low = set(), set()
    for line in names:
        folded, _, rest = line.partition("\t")
        word = folded.partition(" ")[0]
        every.add(word)
        if not rest[:1].isupper():
            low.add(word)
    return frozenset(every), frozenset(low)

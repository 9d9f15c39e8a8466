"""
One shape for events of a project and coded events, so that they can be compared; and coded events in it.

Types go from coarse to fine, the family first: ("violence", "Battles", "Armed clash").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from casus.imports.columns import family
from casus.imports.naming import name_rules
from casus.imports.types import CodedEvent, CodedParty, CodedPlace, Deaths
from casus.resources.folding import key

Lookup = Callable[[str, date], frozenset[str]]
"""Ids of the registry of actors that a name may mean on a day."""


@dataclass(frozen=True, slots=True)
class Side:
    """One party. `keys` are ids of the registry, `words` those of the name that show something."""

    name: str
    keys: frozenset[str]
    words: frozenset[str]
    group: str
    country: str | None


@dataclass(frozen=True, slots=True)
class Happening:
    """An event to align: days (both included), place (None where not told), two sides, types, deaths."""

    id: str
    first: date
    last: date
    place: CodedPlace | None
    sides: tuple[tuple[Side, ...], tuple[Side, ...]]
    types: tuple[str, ...]
    deaths: Deaths

    @property
    def days(self) -> int:
        """How many days it may have been on."""
        return (self.last - self.first).days + 1


def nobody(_: str, __: date) -> frozenset[str]:
    """A registry without actors."""
    return frozenset()


def of_coded(event: CodedEvent, lookup: Lookup = nobody) -> Happening:
    """A coded event as a happening."""
    first, second = (tuple(_side(party, event.first, lookup) for party in side) for side in event.sides)
    return Happening(
        id=event.id,
        first=event.first,
        last=event.last,
        place=event.place if event.place.name or event.place.lat is not None or event.place.country else None,
        sides=(first, second),
        types=(family(event.types), *event.types),
        deaths=event.deaths,
    )


def _side(party: CodedParty, day: date, lookup: Lookup) -> Side:
    keys = lookup(bare(party.name), day) | ({f"ucdp:{party.ucdp_id}"} if party.ucdp_id else set())
    return Side(party.name, frozenset(keys), telling_words([party.name]), party.group, party.country)


def bare(name: str) -> str:
    """A name without what stands in brackets: years of a regime, a country."""
    return re.sub(r"\s*\([^()]*\)", "", name).strip()


def telling_words(names: Iterable[str]) -> frozenset[str]:
    """The words of names that not many names have; all where none is left."""
    empty = frozenset(name_rules()["words"]["empty"])
    found = frozenset(word for name in names for word in key(bare(name)).split())
    return found - empty or found

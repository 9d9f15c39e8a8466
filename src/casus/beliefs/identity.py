"""
When two reports mean the same party, place, day or number, and when they exclude each other.

A coarser value never excludes a finer one: "in the province" and "in the town", "this week" and "on Monday",
"gunmen" and a group's name agree until shown otherwise.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Final

from casus.beliefs.knowledge import Knowledge
from casus.model.geometry import distance_km
from casus.model.where import Place
from casus.store.fold import fold
from casus.store.rows import PartyRow, PlaceRow, SourceRow

_ARTICLE: Final = re.compile(r"^(?:the|an?) ")
_LEAD: Final = re.compile(r"^(?:The|An?) ")
NAMES: Final = 50_000
"""Names kept folded: the same ones come again and again, and folding is the slow part of comparing them."""

FARTHEST: Final = 100_000.0
"""Kilometres; farther apart than any two points on Earth."""

Numbers = tuple[int | None, int | None]


@lru_cache(NAMES)
def bare(name: str) -> str:
    """A name as names are compared: folded, without its article."""
    return _ARTICLE.sub("", fold(name))


def party_key(party: PartyRow | SourceRow) -> str:
    """What makes two mentions of a party one: registry id, place id, else the name."""
    if party.registry:
        return f"r:{party.registry}"
    if isinstance(party, PartyRow) and party.place:
        return f"g:{party.place.id}"
    return f"n:{bare(party.name)}"


def is_named(party: PartyRow | SourceRow, known: Knowledge) -> bool:
    """Whether a name can be recognised in another report: known to a registry, or written like a proper name."""
    if party.registry or (isinstance(party, PartyRow) and party.place):
        return True
    words = bare(party.name).split()
    if not words or party.kind in known.unnamed_kinds or words[0] in known.unnamed_words:
        return False
    return words[-1] not in known.unnamed_heads and any(char.isupper() for char in _LEAD.sub("", party.name))


def same_side(left: PartyRow | SourceRow, right: PartyRow | SourceRow, known: Knowledge) -> bool:
    """Whether two parties may be one: same name, part of each other's name, organs of one state, or one is unnamed."""
    return (
        party_key(left) == party_key(right)
        or not (is_named(left, known) and is_named(right, known))
        or of_one_state(left, right, known)
        or names_touch(left.name, right.name)
    )


def of_one_state(left: PartyRow | SourceRow, right: PartyRow | SourceRow, known: Knowledge) -> bool:
    """Whether both speak or act for the same state."""
    both = left.sector in known.state_sectors and right.sector in known.state_sectors
    return both and left.country is not None and left.country == right.country


def is_one(left: PartyRow | SourceRow, right: PartyRow | SourceRow, known: Knowledge) -> bool:
    """Whether two are surely one: by identity, or as organs of one state."""
    return party_key(left) == party_key(right) or of_one_state(left, right, known)


def may_be_one(left: PartyRow | SourceRow, right: PartyRow | SourceRow, known: Knowledge) -> bool:
    """Whether two can be one side: as `same_side`, but rebels without a name are no army."""
    if is_named(left, known) and is_named(right, known):
        return same_side(left, right, known)
    return not (left.sector and right.sector) or left.sector == right.sector


def names_touch(left: str, right: str) -> bool:
    """Whether one name occurs in the other as whole words."""
    short, long = sorted((bare(left), bare(right)), key=len)
    return bool(short) and re.search(rf"(?<!\w){re.escape(short)}(?!\w)", long) is not None


def place_key(row: PlaceRow) -> str:
    """What makes two places one: the gazetteer's id, else the words."""
    return row.place.id if row.place else f"n:{bare(row.quote.words)}"


def spot_key(row: PlaceRow) -> str:
    """The same place as the key of a party, as which a place can be held."""
    return f"g:{row.place.id}" if row.place else f"n:{bare(row.quote.words)}"


def places_agree(left: Place | None, right: Place | None) -> bool:
    """Whether one place may lie in the other: by country, by province, or by distance over both radii."""
    if left is None or right is None or left.id == right.id:
        return True
    if "country" in (left.kind, right.kind) and left.country and right.country:
        return left.country == right.country
    if _in_province(left, right) or _in_province(right, left):
        return True
    if left.lat is None or left.lon is None or right.lat is None or right.lon is None:
        return True
    return distance_km((left.lat, left.lon), (right.lat, right.lon)) <= left.radius_km + right.radius_km


def _in_province(inner: Place, outer: Place) -> bool:
    return outer.kind == "admin1" and inner.admin1 is not None and fold(inner.admin1) == fold(outer.name)


def size_km(place: Place | None) -> float:
    """How large a place is; one that is not located counts as larger than any."""
    return place.radius_km if place else FARTHEST


def days_agree(left: tuple[date | None, date | None], right: tuple[date | None, date | None]) -> bool:
    """Whether two intervals of days, open where None, share a day."""
    (left_from, left_to), (right_from, right_to) = left, right
    return not ((left_to and right_from and left_to < right_from) or (right_to and left_from and right_to < left_from))


def numbers_agree(left: Numbers, right: Numbers) -> bool:
    """Whether two ranges (low, high), open where None, share a number."""
    (left_low, left_high), (right_low, right_high) = left, right
    apart = (left_high is not None and right_low is not None and left_high < right_low) or (
        right_high is not None and left_low is not None and right_high < left_low
    )
    return not apart

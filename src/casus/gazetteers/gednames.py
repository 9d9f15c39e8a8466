"""
The names in the location texts of UCDP GED: "Qartah/Madhba'a village" is two names of a village.

UCDP writes kind words behind names and describes what has no name ("road between A and B"); descriptions are no names.
"""

from __future__ import annotations

import re
from typing import Final

_TAIL: Final = {
    "village": "village",
    "town": "town",
    "city": "city",
    "district": "district",
    "suburb": "district",
    "neighbourhood": "district",
    "neighborhood": "district",
    "area": "area",
    "camp": "camp",
    "hill": "mountain",
    "mountain": "mountain",
    "checkpoint": "other",
    "airport": "airport",
    "airbase": "airbase",
    "base": "airbase",
    "dam": "other",
    "field": "other",
    "oilfield": "other",
    "farm": "village",
    "farms": "village",
    "locality": "village",
    "hamlet": "village",
    "settlement": "village",
    "crossing": "crossing",
    "island": "island",
    "plain": "region",
}
_RELATIVE: Final = re.compile(
    r"\b(?:between|near|road|highway|border|outskirts|countryside|and|in|of|to|on|frontline|area|governorate|oblast|district"
    r"|province|region)\b|[–—]| - ",
    re.IGNORECASE,
)
_BRACKETS: Final = re.compile(r"\(([^)]*)\)?")


def ged_names(text: str) -> tuple[list[str], str] | None:
    """The names in a GED location and the kind of the gazetteer; None for descriptions and empty texts."""
    inside = [part for found in _BRACKETS.findall(text) for part in found.split("/")]
    plain = " ".join(_BRACKETS.sub(" ", text).split())
    first, _, last = plain.rpartition(" ")
    kind = _TAIL.get(last.lower(), "")
    stem = first if kind and first else plain
    if _RELATIVE.search(stem):
        return None
    names = [n.strip() for n in (*stem.split("/"), *inside) if len(n.strip()) > 1 and not _RELATIVE.search(n)]
    return (list(dict.fromkeys(names)), kind or "other") if names else None

"""The map between the fuller schema and the reading format, as data."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any, Final

from casus.resources.load import read_toml, resource

FILE: Final = "fuller_schema.toml"


@cache
def table(name: str) -> dict[str, Any]:
    """One section of the map. Raises ResourceError for a damaged file."""
    found: dict[str, Any] = read_toml(resource("schemes", FILE))[name]
    return found


def listed(name: str, key: str) -> frozenset[str]:
    """The words of one key of a section."""
    return frozenset(table(name)[key])


def place_kinds(feature: str) -> tuple[str, ...]:
    """The kinds of the gazetteer that a feature of the schema may have, by the longest words that it begins with."""
    known: dict[str, list[str]] = table("place_kinds")
    fitting = [words for words in known if feature.startswith(words)]
    return tuple(known[max(fitting, key=len)]) if fitting else ()


@cache
def mistakes() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Patterns of mistakes with the check that each asks for, in the order in which they are tried."""
    rows: list[dict[str, str]] = read_toml(resource("schemes", FILE))["mistakes"]
    return tuple((re.compile(row["pattern"]), row["check"]) for row in rows)


def actor_ids(value: Any) -> tuple[frozenset[str], ...]:
    """
    The actors that a field names, each with its alternatives: "A.SAA|A.GOS" is one of two.

    Remarks behind an id ("A.IS (implied)") are dropped; "unstated (…)" is nobody; "A.X -> A.Y" is either.
    """
    values: Iterable[str] = [value] if isinstance(value, str) else value or ()
    found = (frozenset(re.findall(r"\b[A-Z]\.[\w.]+", text)) for text in values)
    return tuple(ids for ids in found if ids)


def place_id(value: str) -> str:
    """The id of a place, without the remark behind it."""
    return value.split()[0]

"""ACLED sub-event types of acts, with event type, disorder type, and deaths that vague words stand for."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from casus.resources.load import read_toml, resource
from casus.schemes.facts import Facts, facts_of
from casus.schemes.rules import Code, decide
from casus.store.rows import ClaimRow, EventRow


def derive(told: Facts | ClaimRow | EventRow) -> Code:
    """The sub-event type of an act: "Air/drone strike"."""
    return decide("acled", told if isinstance(told, Facts) else facts_of(told))


def event_type(sub_event: str) -> str:
    """The event type of a sub-event type. Raises KeyError for what is none."""
    return _event_types()[sub_event]


def disorder_type(sub_event: str) -> str:
    """The disorder type of a sub-event type. Raises KeyError for what is none."""
    table: dict[str, str] = _tables()["disorder"]
    return table.get(sub_event) or table[event_type(sub_event)]


def rank(sub_event: str) -> int:
    """Place in ACLED's hierarchy, 0 the highest: within one context the highest event type is coded."""
    return HIERARCHY.index(event_type(sub_event))


HIERARCHY = (
    *("Battles", "Explosions/Remote violence", "Violence against civilians"),
    *("Riots", "Protests", "Strategic developments"),
)
"""Event types, the highest first."""


def vague_deaths(words: str) -> int | None:
    """The number a vague word stands for: 12 for "dozens of soldiers"; None for words that are not vague."""
    table: dict[str, int] = _tables()["vague"]
    return next((table[word] for word in re.findall(r"\w+", words.lower()) if word in table), None)


@lru_cache(maxsize=1)
def _tables() -> dict[str, Any]:
    return read_toml(resource("schemes", "acled_types.toml"))


@lru_cache(maxsize=1)
def _event_types() -> dict[str, str]:
    return {sub: event for event, subs in _tables()["events"].items() for sub in subs}

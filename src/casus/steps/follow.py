"""
Follow a report's acts through its sentences: which are one, which are not, and what each carries on.

"A campaign to drive the rebels out" is one act that is tried; "both have advanced from their respective sides" goes on
with two that were told before; two acts of the same parties against the same party on the same ground are one; what one
party asked for and the other agreed to is the content of the agreement; other parties make another deal. Words are data
(`resources/lexicon/en/follow.toml`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from casus.model.reading import Reading
from casus.steps._follow_acts import aims, answered, habits, partners, talks
from casus.steps._follow_same import carried, one_cast, other_deals
from casus.steps._follow_sources import told_by
from casus.steps._follow_states import coordinated, fighting, held_words, told_once

RULES: Final[tuple[Callable[[Reading], Reading], ...]] = (
    told_by,
    aims,
    talks,
    partners,
    habits,
    answered,
    other_deals,
    carried,
    one_cast,
    coordinated,
    fighting,
    held_words,
    told_once,
)
"""In this order: later rules see what earlier ones did."""


class Follow:
    """Join and part acts of one report, and complete those that go on with others."""

    name: Final = "follow"
    needs: Final = frozenset(
        {
            "document",
            "sentences",
            "tokens",
            "mentions",
            "times",
            "places",
            "frames",
            "qualifiers",
            "sourcings",
            "links",
            "actors",
            "coreferences",
            "sayings",
        }
    )
    gives: Final = frozenset({"frames", "qualifiers", "sourcings", "links", "sayings"})

    def __call__(self, reading: Reading) -> Reading:
        """Apply every rule, each seeing what those before it did."""
        for rule in RULES:
            reading = rule(reading)
        return reading

"""
What is compared when tellings are merged: one small frozen record for what one text says of one happening.

Everything is taken from the record alone, and the same rows give the same telling, so that judgements can be made
again. Days are proleptic ordinals (`date.toordinal`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

UNDATED: Final = 9_999_999
"""The day of a report whose publication day is unknown: such reports come last."""

EXACT_DAYS: Final = 2
"""A time of so many days or fewer is exact: two exact times that do not meet are of two happenings."""

LAND, REGION, SPOT = 0, 1, 2
"""How exact a place is: a country, a part of one, a town or something smaller."""


@dataclass(frozen=True, slots=True)
class Who:
    """A party. `keys`: registry id and folded name; `words`: content words of both; `named`: not just "soldiers"."""

    keys: tuple[str, ...]
    words: tuple[str, ...]
    sector: str
    country: str | None
    named: bool


@dataclass(frozen=True, slots=True)
class Where:
    """
    A place. `key` is the gazetteer's id or the folded words. Point in degrees, None where not settled; radius in km.

    `level` is LAND, REGION or SPOT.
    """

    key: str
    lat: float | None
    lon: float | None
    radius_km: float
    country: str | None
    level: int


@dataclass(frozen=True, slots=True)
class Telling:
    """
    What one text says of one happening: its claims taken together.

    `published` is the day of the earliest report with this text, `doc_id` that report, `position` the place of the
    first claim in it: these three order tellings. `triggers` are lemmas of the words that tell the act, `words` the
    content words around them, `near` those next to them, mostly what the act is about. `first` and `last` bound the
    narrowest time told. `open_ended`: it goes on, or is told as a habit. `expected`: it is still to come. `several`:
    the words speak of more than one act ("attacks"). `numbers`: role and best value.
    """

    telling_id: str
    published: int
    doc_id: str
    position: int
    types: tuple[str, ...]
    modes: tuple[str, ...]
    triggers: tuple[str, ...]
    words: tuple[str, ...]
    actors: tuple[Who, ...] = ()
    recipients: tuple[Who, ...] = ()
    places: tuple[Where, ...] = ()
    first: int | None = None
    last: int | None = None
    open_ended: bool = False
    expected: bool = False
    several: bool = False
    numbers: tuple[tuple[str, int], ...] = ()
    near: tuple[str, ...] = ()

    @property
    def order(self) -> tuple[int, str, int, str]:
        """Sorts tellings: the earliest names the event."""
        return (self.published, self.doc_id, self.position, self.telling_id)

"""
The shapes that plug into casus: steps, gazetteers, readers.

A plug-in is any object of the right shape; nothing here is to be inherited from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, runtime_checkable

from casus.model.actor import ActorCandidate
from casus.model.reading import Reading
from casus.model.where import PlaceCandidate


class Step(Protocol):
    """One stage of reading: a pure function that adds the `gives` fields of `Reading`, using the `needs` fields."""

    @property
    def name(self) -> str: ...

    @property
    def needs(self) -> frozenset[str]: ...

    @property
    def gives(self) -> frozenset[str]: ...

    def __call__(self, reading: Reading) -> Reading: ...


@runtime_checkable
class BatchStep(Protocol):
    """A step that reads many documents faster together than one by one, with the same results.

    `many` gives one reading for each it gets, in order; best each as soon as it is whole.
    """

    def many(self, readings: Sequence[Reading]) -> Iterable[Reading]: ...


@dataclass(frozen=True, slots=True)
class PlaceContext:
    """What a report says around a place name.

    `countries` are ISO alpha-3 codes in play with weights 0..1; `near` are (lat, lon) of places already settled;
    `inside` are names of containers said with it ("in Idlib province"); `kind` the kind word said with it ("river").
    """

    countries: tuple[tuple[str, float], ...] = ()
    near: tuple[tuple[float, float], ...] = ()
    inside: tuple[str, ...] = ()
    kind: str | None = None


class PlaceGazetteer(Protocol):
    """Knows the names of places."""

    def lookup(self, name: str, context: PlaceContext) -> tuple[PlaceCandidate, ...]:
        """What `name` may mean, best first, at most ten; empty for an unknown name."""

    def scan(self, text: str) -> Iterator[tuple[int, int]]:
        """Code point ranges of `text` that are names of known places, longest first match, left to right."""

    @property
    def digest(self) -> str:
        """SHA-256 of the data behind the answers, for the record of the run."""


@dataclass(frozen=True, slots=True)
class ActorContext:
    """What a report says around an actor's name: its date and the countries in play (ISO alpha-3, weight 0..1)."""

    day: date | None = None
    countries: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class ActorFacts:
    """What the registry knows of one actor, as far as a reading needs it."""

    registry: str
    name: str
    kind: str
    sector: str
    country: str | None


class ActorRegistry(Protocol):
    """Knows the names of actors and when they were valid."""

    def lookup(self, name: str, context: ActorContext) -> tuple[ActorCandidate, ...]:
        """Who `name` may be on that day in those countries, best first, at most ten; empty for an unknown name."""

    def scan(self, text: str) -> Iterator[tuple[int, int]]:
        """Code point ranges of `text` that are names of known actors, longest match, left to right."""

    def facts(self, registry: str, day: date | None = None) -> ActorFacts:
        """The facts of one actor, on `day` where they change with time. Raises KeyError for an id it does not hold."""

    @property
    def digest(self) -> str:
        """SHA-256 of the data behind the answers, for the record of the run."""


class ActorTies(Protocol):
    """Knows who stands on whose side."""

    def ties(self, registry: str, day: date | None) -> frozenset[str]:
        """The ids of those that an actor is part of, allied to or backed by on `day`, and whose office it holds."""

"""
Gather what claims say of one field into values, and see which of them exclude each other.

The same for every field: a `Told` is one claim's value; equal keys make one `Value`; a source that later gives another
value has revised its earlier one; what is left and cannot be true together, from different voices, is disputed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Generic, TypeVar

from casus.beliefs.origins import independent
from casus.beliefs.tellings import Telling, apart, revised, revises
from casus.beliefs.types import Backing, Contradiction, ContradictionKind, Value
from casus.store.rows import Quote

T = TypeVar("T")
Agree = Callable[[T, T], bool]


@dataclass(frozen=True, slots=True)
class Told(Generic[T]):
    """One claim's value of one field: what makes it one with others (`key`), how it is shown, where it stands."""

    telling: Telling
    key: str
    shown: str
    quote: Quote | None
    of: T
    is_part: bool = False


@dataclass(frozen=True, slots=True)
class Gathered(Generic[T]):
    """All values of one field: each with a claim's own value (`of`), and the keys of those that exclude each other."""

    values: tuple[tuple[Value, T], ...]
    pairs: tuple[tuple[str, str], ...]

    @property
    def disputed(self) -> frozenset[str]:
        """The keys of values that another value excludes."""
        return frozenset(key for pair in self.pairs for key in pair)

    def contradiction(self, kind: ContradictionKind, field: str) -> tuple[Contradiction, ...]:
        """The values that exclude each other as a row, if there are any."""
        values = tuple(value for value, _ in self.values if value.key in self.disputed)
        return (Contradiction(kind, field, values),) if values else ()


def gather(
    told: Sequence[Told[T]],
    agree: Agree[T] | None = None,
    *,
    replaces: Agree[T] | None = None,
    outdated: frozenset[int] = frozenset(),
) -> Gathered[T]:
    """
    The values that claims tell. `agree` says whether two can both be true (None: all can); `replaces` whether a later
    value of the same source leaves an earlier one standing (as `agree` unless given); `outdated` are positions of
    values that something else takes back.
    """
    if agree is None or len({one.key for one in told}) < 2:
        return Gathered(tuple(_values(told, outdated)), ())
    old = outdated | _revised(told, replaces or agree)
    current = [one for n, one in enumerate(told) if n not in old and not one.is_part]
    pairs = {
        (min(a.key, b.key), max(a.key, b.key))
        for a, b in combinations(current, 2)
        if a.key != b.key and not agree(a.of, b.of) and apart(a.telling, b.telling)
    }
    return Gathered(tuple(_values(told, old)), tuple(sorted(pairs)))


def _revised(told: Sequence[Told[T]], stays: Agree[T]) -> frozenset[int]:
    """The positions of values whose source later gives another."""
    by_speaker: dict[str, list[Told[T]]] = {}
    for one in told:
        for speaker in one.telling.speakers:
            by_speaker.setdefault(speaker, []).append(one)
    return frozenset(
        n
        for n, one in enumerate(told)
        if any(
            other.key != one.key and revises(other.telling, one.telling) and not stays(one.of, other.of)
            for speaker in one.telling.speakers
            for other in by_speaker[speaker]
        )
    )


def _values(told: Sequence[Told[T]], old: frozenset[int]) -> Iterable[tuple[Value, T]]:
    grouped: dict[tuple[str, bool], list[tuple[int, Told[T]]]] = {}
    for n, one in enumerate(told):
        grouped.setdefault((one.key, one.is_part), []).append((n, one))
    for (key, is_part), own in sorted(grouped.items(), key=lambda group: group[0]):
        backing = tuple(_backing(one, n in old) for n, one in own)
        shown = min(one.shown for _, one in own)
        yield Value(key, shown, backing, independent(backing), is_part=is_part), own[0][1].of


def _backing(one: Told[T], is_old: bool) -> Backing:
    backing = one.telling.backing(one.quote)
    return revised(backing) if is_old else backing


def stale(value: Value) -> bool:
    """Whether a value no longer stands, or is only part of another."""
    return value.is_revised or value.is_part


def latest(value: Value) -> int:
    """The last day it was given, as a number that grows with time."""
    return (value.last or date.min).toordinal()

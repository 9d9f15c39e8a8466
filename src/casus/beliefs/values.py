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
    agree: Agree[T],
    *,
    replaces: Agree[T] | None = None,
    outdated: frozenset[int] = frozenset(),
) -> Gathered[T]:
    """
    The values that claims tell. `agree` says whether two can both be true; `replaces` whether a later value of the
    same source leaves an earlier one standing (as `agree` unless given); `outdated` are positions of values that
    something else takes back.
    """
    stays = replaces or agree
    old = outdated | {
        n
        for n, one in enumerate(told)
        if any(revises(other.telling, one.telling) and not stays(one.of, other.of) for other in told)
    }
    current = [one for n, one in enumerate(told) if n not in old and not one.is_part]
    pairs = {
        (min(a.key, b.key), max(a.key, b.key))
        for a, b in combinations(current, 2)
        if not agree(a.of, b.of) and apart(a.telling, b.telling)
    }
    return Gathered(tuple(_values(told, old)), tuple(sorted(pairs)))


def _values(told: Sequence[Told[T]], old: frozenset[int]) -> Iterable[tuple[Value, T]]:
    keys = dict.fromkeys((one.key, one.is_part) for one in told)
    for key, is_part in sorted(keys):
        own = [(n, one) for n, one in enumerate(told) if (one.key, one.is_part) == (key, is_part)]
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

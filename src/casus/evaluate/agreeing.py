"""Agreement by field over the pairs that a project and a file of coded events have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from casus.evaluate.compared import Comparison, Pair
from casus.imports.likeness import settings
from casus.resources.folding import key

Test = Callable[[Pair], bool | None]
"""Whether a pair agrees; None where one side is silent."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """One line: of `of` pairs in which both tell a field, `agree` agree; `silent` are the others. `name` in words."""

    field: str
    name: str
    agree: int
    of: int
    silent: int

    @property
    def share(self) -> float | None:
        """The share that agrees; None where no pair tells it on both sides."""
        return self.agree / self.of if self.of else None


def agreement(comparison: Comparison) -> tuple[Agreement, ...]:
    """All lines, in a fixed order."""
    return tuple(_line(field, name, test, comparison.pairs) for field, name, test in tests())


def tests() -> Iterator[tuple[str, str, Test]]:
    """Field, name and test of each line."""
    yield "date", "the days meet", lambda pair: pair.likeness.days == 0
    yield "date", "the same day", same_day
    yield "place", "the same province", same_province
    for km in settings()["agreement"]["within_km"]:
        yield "place", f"within {km} km", _within(km)
    yield "type", "the same type", lambda pair: _types(pair, 2)
    yield "type", "the same subtype", lambda pair: _types(pair, 3)
    yield "actor1", "the same party", lambda pair: _side(pair, 0)
    yield "actor2", "the same party", lambda pair: _side(pair, 1)
    yield "deaths", "the ranges meet", ranges_meet
    yield "deaths", "the same number", same_number


def _line(field: str, name: str, test: Test, pairs: Sequence[Pair]) -> Agreement:
    found = [test(pair) for pair in pairs]
    told = [one for one in found if one is not None]
    return Agreement(field, name, sum(told), len(told), len(found) - len(told))


def median_km(comparison: Comparison) -> float | None:
    """The median distance of the pairs that have a point on both sides."""
    told = [pair.likeness.km for pair in comparison.pairs if pair.likeness.km is not None]
    return median(told) if told else None


DIFFERENCES: Final[tuple[tuple[str, str], ...]] = (
    ("date", "the days meet"),
    ("place", "within 25 km"),
    ("type", "the same type"),
    ("actor1", "the same party"),
    ("actor2", "the same party"),
    ("deaths", "the ranges meet"),
)
"""The line of each field that decides whether a pair is said to differ in it."""


def differences(pair: Pair) -> tuple[str, ...]:
    """The fields that a pair disagrees on."""
    decisive = {(field, name): test for field, name, test in tests()}
    return tuple(field for field, name in DIFFERENCES if decisive[field, name](pair) is False)


def same_day(pair: Pair) -> bool | None:
    """Whether both are exact to the day and the same; None where one is not exact."""
    ours, theirs = pair.ours.happening, pair.theirs
    if ours.days > 1 or theirs.first != theirs.last:
        return None
    return ours.first == theirs.first


def same_province(pair: Pair) -> bool | None:
    """Whether both name the same province; spelling aside."""
    place = pair.ours.happening.place
    ours, theirs = key(place.admin1) if place else "", key(pair.theirs.place.admin1)
    if not ours or not theirs:
        return None
    return ours == theirs or set(ours.split()) <= set(theirs.split()) or set(theirs.split()) <= set(ours.split())


def _within(km: float) -> Test:
    return lambda pair: None if pair.likeness.km is None else pair.likeness.km <= km


def _types(pair: Pair, levels: int) -> bool | None:
    """Whether the first so many levels are the same; None where either has fewer."""
    ours, theirs = pair.ours.happening.types, (pair.ours.happening.types[0], *pair.theirs.types)
    if len(theirs) < levels:
        return None
    return ours[:levels] == theirs[:levels] if len(ours) >= min(levels, 2) else False


def _side(pair: Pair, number: int) -> bool | None:
    value = pair.likeness.sides[number]
    return None if value is None else value >= settings()["agreement"]["side"]


def ranges_meet(pair: Pair) -> bool | None:
    """Whether the ranges of deaths have a number in common; None where one tells none."""
    value = pair.likeness.fields["deaths"]
    return None if value is None else value == 1.0


def same_number(pair: Pair) -> bool | None:
    """Whether both give the same number of dead; None where one gives none."""
    ours, theirs = pair.ours.happening.deaths.best, pair.theirs.deaths.best
    return None if ours is None or theirs is None else ours == theirs

"""What is right of a coding: its lines, what each misses, and how many of each kind are right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Miss:
    """One field that differs: what was expected and what was found."""

    field: str
    expected: str
    found: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a coding; right where it misses nothing. `words` are its evidence in the report."""

    kind: str
    id: str
    words: str
    misses: tuple[Miss, ...]

    @property
    def is_right(self) -> bool:
        """Whether every field is as expected."""
        return not self.misses


def counts(lines: Iterable[Line]) -> dict[str, tuple[int, int]]:
    """How many lines of each kind are right, of how many."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for line in lines:
        total[line.kind] += 1
        right[line.kind] += line.is_right
    return {kind: (right[kind], number) for kind, number in total.items()}


def differs(field: str, expected: object, found: object) -> tuple[Miss, ...]:
    """A miss where two values are not the same."""
    return () if expected == found else (Miss(field, shown(expected), shown(found)),)


def one_of(field: str, expected: Iterable[str], found: str | None) -> tuple[Miss, ...]:
    """A miss where a value is none of those accepted."""
    accepted = tuple(dict.fromkeys(expected))
    return () if found in accepted else (Miss(field, " or ".join(accepted), shown(found)),)


def shown(value: object) -> str:
    """A value as a person reads it."""
    if value is None or value == "":
        return "nothing"
    if isinstance(value, (set, frozenset, tuple, list)):
        return ", ".join(sorted(map(shown, value))) or "nothing"
    return str(value)

"""
Decide by a list of rules, the most reliable rule first.

A rule is a line of a table: when these features have these values, do that; it was right so many times out of so many
in the treebank it was found in. Of all rules that fit a situation the one with the highest reliability decides
(a decision list, Rivest 1987; for language Yarowsky 1994). Nothing is added up: one
rule can always be named as the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

from casus.resources.load import read_tsv

COLUMNS: Final = ("when", "then", "right", "seen")

Rule = tuple[float, str]
"""How reliable (0..1) and what to do."""


def reliability(right: int, seen: int) -> float:
    """The share of cases in which a rule is right, held back where few were seen."""
    return (right - 0.4) / (seen + 0.6)


@dataclass(frozen=True, slots=True)
class Decisions:
    """The rules by the features that they look at. `names` are the features in the order in which values are passed."""

    names: tuple[str, ...]
    groups: tuple[tuple[Callable[[Sequence[str]], Any], dict[Any, Rule]], ...]

    @classmethod
    def read(cls, path: Path, names: tuple[str, ...]) -> Decisions:
        """Read a table with the columns when ("a=x b=y"), then, right, seen. Raises ResourceError."""
        groups: dict[tuple[int, ...], dict[Any, Rule]] = {}
        place = {name: i for i, name in enumerate(names)}
        for when, then, right, seen in read_tsv(path, COLUMNS):
            pairs = [pair.split("=", 1) for pair in when.split(" ")]
            group = groups.setdefault(tuple(place[name] for name, _ in pairs), {})
            values = tuple(value for _, value in pairs)
            group[values if len(values) > 1 else values[0]] = (reliability(int(right), int(seen)), then)
        return cls(names, tuple((itemgetter(*key), group) for key, group in groups.items()))

    def choose(self, values: Sequence[str], allowed: Collection[str] | None, default: str) -> str:
        """What the most reliable fitting rule says, among `allowed` (None: anything); `default` when no rule fits."""
        top, choice = 0.0, default
        for get, group in self.groups:
            rule = group.get(get(values))
            if rule is not None and rule[0] > top and (allowed is None or rule[1] in allowed):
                top, choice = rule
        return choice

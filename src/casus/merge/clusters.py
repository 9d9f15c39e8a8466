"""
Join tellings into events: strongest judgements first, never across a person's "different".

The result depends on the set of tellings and judgements alone, not on their order. Groups join only if they cohere: a
telling that fits two happenings ties neither to the other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from casus.merge.telling import Telling

BEST: Final = 10
"""Judgements by machine that count per telling, the surest first: a happening told a thousand times needs no more."""

WITNESSES: Final = 6
"""Members of each group, the earliest first, that are compared before two groups join."""

Pair = tuple[str, str]
Order = tuple[int, str, int, str]


@dataclass(frozen=True, slots=True)
class Verdicts:
    """Judgements between some tellings, by pairs of ids in order: by machine with scores, and by people."""

    machine: Mapping[Pair, float] = field(default_factory=dict)
    joined: frozenset[Pair] = frozenset()
    cut: frozenset[Pair] = frozenset()


def groups(
    tellings: Iterable[Telling], verdicts: Verdicts, score: Callable[[str, str], float], *, cohesion: float
) -> list[tuple[str, ...]]:
    """
    The tellings of each happening, earliest first; the earliest group first.

    `score` gives the score of any two tellings by id, 0 where a rule keeps them apart.
    """
    order = {telling.telling_id: telling.order for telling in tellings}
    joining = _Joining(order, verdicts.cut)
    for a, b in sorted(pair for pair in verdicts.joined if pair[0] in order and pair[1] in order):
        joining.join(a, b)
    for a, b in _strongest(verdicts.machine, order):
        if joining.may_join(a, b) and joining.coheres(a, b, score, cohesion):
            joining.join(a, b)
    return joining.groups()


def _strongest(machine: Mapping[Pair, float], order: Mapping[str, Order]) -> Iterator[Pair]:
    """Pairs among the best of either telling, surest first; ties by the order of tellings."""
    known = {pair: score for pair, score in machine.items() if pair[0] in order and pair[1] in order}
    kept = kept_pairs(known)
    ranked = sorted(kept, key=lambda pair: (-known[pair], *sorted((order[pair[0]], order[pair[1]]))))
    return iter(ranked)


def kept_pairs(machine: Mapping[Pair, float]) -> set[Pair]:
    """The pairs that are among the `BEST` of one of their tellings."""
    of: defaultdict[str, list[tuple[float, str, Pair]]] = defaultdict(list)
    for pair, score in machine.items():
        of[pair[0]].append((-score, pair[1], pair))
        of[pair[1]].append((-score, pair[0], pair))
    return {pair for ranked in of.values() for *_, pair in (sorted(ranked)[:BEST] if len(ranked) > BEST else ranked)}


class _Joining:
    """Groups as they grow."""

    def __init__(self, order: Mapping[str, Order], cut: Iterable[Pair]) -> None:
        self._order = order
        self._root = {telling: telling for telling in order}
        self._members: dict[str, list[str]] = {telling: [telling] for telling in order}
        self._cut: defaultdict[str, set[str]] = defaultdict(set)
        for a, b in cut:
            self._cut[a].add(b)
            self._cut[b].add(a)

    def may_join(self, a: str, b: str) -> bool:
        """Whether they are apart and nobody said that any of their groups' tellings are of different happenings."""
        left, right = self._find(a), self._find(b)
        if left == right:
            return False
        small, large = sorted((self._members[left], self._members[right]), key=len)
        others = set(large)
        return not any(self._cut[member] & others for member in small if member in self._cut)

    def coheres(self, a: str, b: str, score: Callable[[str, str], float], cohesion: float) -> bool:
        """
        Whether the groups of two tellings fit each other on the whole, and wherever they meet in one report.

        A report that tells of both groups' happenings as two knows better than one that can be taken for either.
        """
        left, right = (self._members[self._find(x)][:WITNESSES] for x in (a, b))
        if len(left) == len(right) == 1:
            return True
        total = sum(score(x, y) for x in left for y in right)
        if total < cohesion * len(left) * len(right):
            return False
        return all(score(x, y) >= cohesion for x in left for y in right if self._report(x) == self._report(y))

    def _report(self, telling: str) -> str:
        return self._order[telling][1]

    def join(self, a: str, b: str) -> None:
        """Make one group of two, unless a person's cut is between them."""
        if not self.may_join(a, b):
            return
        left, right = self._find(a), self._find(b)
        if len(self._members[left]) < len(self._members[right]):
            left, right = right, left
        for member in self._members[right]:
            self._root[member] = left
        self._members[left] = sorted(self._members[left] + self._members.pop(right), key=self._order.__getitem__)

    def groups(self) -> list[tuple[str, ...]]:
        """All groups, earliest first."""
        found = (tuple(sorted(members, key=self._order.__getitem__)) for members in self._members.values())
        return sorted(found, key=lambda members: self._order[members[0]])

    def _find(self, telling: str) -> str:
        return self._root[telling]


def ordered(a: str, b: str) -> Pair:
    """A pair as judgements name it: the smaller id first."""
    return (a, b) if a < b else (b, a)


def naming(found: Iterable[Sequence[str]]) -> dict[str, str]:
    """Telling to event, for tellings that share theirs; the earliest telling names the event."""
    return {telling: members[0] for members in found if len(members) > 1 for telling in members}

"""Which tellings are compared, and what comes of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from casus.merge.blocks import keys
from casus.merge.clusters import Pair, kept_pairs, ordered
from casus.merge.features import Compared
from casus.merge.judging import Judgement, Weights, is_whole_of, judge
from casus.merge.telling import Telling

NOTEWORTHY: Final = 3
"""Judgements "unsure", and "different" by a rule in spite of the score, that are kept per telling."""

PARTLY: Final = 0.5
"""A part is linked to its summary from this share of the score on that makes a pair worth a look."""

SUMMARY: Final = "rule:summary"


@dataclass(frozen=True, slots=True)
class Part:
    """`whole` sums up several acts, `part` among them. Both are telling ids."""

    part: str
    whole: str
    judgement: Judgement


@dataclass(slots=True)
class Found:
    """What comparing gave: pairs judged the same, other judgements worth keeping, and parts of summaries."""

    same: dict[Pair, Judgement] = field(default_factory=dict)
    judged: dict[Pair, Judgement] = field(default_factory=dict)
    parts: list[Part] = field(default_factory=list)

    @property
    def ties(self) -> dict[Pair, float]:
        """The pairs judged the same that count, with their scores."""
        scores = {pair: judgement.score for pair, judgement in self.same.items()}
        return {pair: scores[pair] for pair in kept_pairs(scores)}


class Scores:
    """Judges pairs of some tellings, each once."""

    def __init__(self, tellings: Iterable[Telling], weights: Weights) -> None:
        self.weights = weights
        self._compared = {telling.telling_id: Compared.of(telling) for telling in tellings}
        self._known: dict[Pair, float] = {}

    def judge(self, a: str, b: str) -> Judgement:
        """What is thought of two of the tellings."""
        return judge(self._compared[a], self._compared[b], self.weights)

    def of(self, a: str, b: str) -> float:
        """The score of two tellings, 0 where a rule keeps them apart."""
        pair = ordered(a, b)
        if pair not in self._known:
            judgement = self.judge(*pair)
            self._known[pair] = 0.0 if is_ruled_out(judgement) else judgement.score
        return self._known[pair]

    def part(self, a: str, b: str, judgement: Judgement) -> Part:
        """The link between a summary and what it sums up."""
        x, y = self._compared[a], self._compared[b]
        return Part(b, a, judgement) if is_whole_of(x, y) else Part(a, b, judgement)


def is_ruled_out(judgement: Judgement) -> bool:
    """Whether a rule keeps the two apart, whatever the score."""
    return bool(judgement.reasons) and judgement.reasons[0][0].startswith("rule:")


def pair_all(tellings: Sequence[Telling], scores: Scores, *, skip: Collection[Pair] = ()) -> Found:
    """Compare all tellings that share a key; `skip` are pairs that people judge."""
    found = Found()
    _compare_all(_meetings(tellings), scores, skip, found)
    found.judged = noteworthy(found.judged)
    return found


def pair_with(candidates: Mapping[str, Iterable[Telling]], scores: Scores, *, skip: Collection[Pair] = ()) -> Found:
    """Compare each telling with its candidates."""
    found = Found()
    pairs = {ordered(telling, other.telling_id) for telling, some in candidates.items() for other in some}
    _compare_all(sorted(pairs), scores, skip, found)
    return found


def pair_every(tellings: Sequence[Telling], scores: Scores) -> Found:
    """Compare all with all, whether they share a key or not."""
    found = Found()
    ids = [telling.telling_id for telling in tellings]
    _compare_all((ordered(a, b) for at, a in enumerate(ids) for b in ids[at + 1 :]), scores, (), found)
    return found


def _compare_all(pairs: Iterable[Pair], scores: Scores, skip: Collection[Pair], found: Found) -> None:
    unsure = scores.weights.unsure
    for a, b in pairs:
        if (a, b) in skip:
            continue
        judgement = scores.judge(a, b)
        if judgement.verdict == "same":
            found.same[a, b] = judgement
        elif judgement.score >= unsure:
            found.judged[a, b] = judgement
        if judgement.score >= unsure * PARTLY and judgement.reasons and judgement.reasons[0][0] == SUMMARY:
            found.parts.append(scores.part(a, b, judgement))


def _meetings(tellings: Sequence[Telling]) -> Iterator[Pair]:
    """All pairs that share a key, each once; memory grows with the tellings, not with the pairs."""
    blocks: defaultdict[int, list[int]] = defaultdict(list)
    for number, telling in enumerate(tellings):
        meets = {other for key in keys(telling) for other in _joined(blocks[key], number)}
        for other in meets:
            yield ordered(tellings[other].telling_id, telling.telling_id)


def _joined(block: list[int], number: int) -> Sequence[int]:
    """Those that were in a block before `number`, which is put in."""
    before = tuple(block)
    block.append(number)
    return before


def noteworthy(judged: Mapping[Pair, Judgement]) -> dict[Pair, Judgement]:
    """The judgements with the highest scores of each telling: near misses that a person may want to look at."""
    of: defaultdict[str, list[tuple[float, Pair]]] = defaultdict(list)
    for pair, judgement in judged.items():
        for telling in pair:
            of[telling].append((-judgement.score, pair))
    kept = {pair for ranked in of.values() for _, pair in sorted(ranked)[:NOTEWORTHY]}
    return {pair: judged[pair] for pair in kept}

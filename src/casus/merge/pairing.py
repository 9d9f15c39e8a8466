"""Which tellings are compared, and what comes of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

from casus.merge.blocks import keys
from casus.merge.clusters import Pair, kept_pairs, ordered
from casus.merge.features import Compared, features
from casus.merge.judging import Judgement, Weights, is_out_of_question, is_whole_of, judge, log_odds, overruling
from casus.merge.telling import Telling

NOTEWORTHY: Final = 3
"""Judgements "unsure", and "different" by a rule in spite of the score, that are kept per telling."""

PARTLY: Final = 0.5
"""A part is linked to its summary from this share of the score on that makes a pair worth a look."""

SUMMARY: Final = "rule:summary"

RULED_OUT: Final = -1e9

TIE: Final = 0.05
"""Log odds by which two candidates may differ and both count as the best."""


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
    """Judges pairs of some tellings."""

    def __init__(self, tellings: Iterable[Telling], weights: Weights) -> None:
        self.weights = weights
        self._compared = {telling.telling_id: Compared.of(telling) for telling in tellings}
        self._known: dict[Pair, float] = {}

    def report(self, telling: str) -> str:
        """The report that a telling is from."""
        return self._compared[telling].telling.doc_id

    def features(self, a: str, b: str) -> dict[str, float]:
        """What speaks for and against two of the tellings being one."""
        return features(self._compared[a], self._compared[b])

    def is_out_of_question(self, a: str, b: str) -> bool:
        """Whether two tellings are not worth a judgement."""
        return is_out_of_question(self._compared[a], self._compared[b])

    def odds(self, pair: Pair, found: Mapping[str, float]) -> float:
        """Log odds of a pair as a match among others; below all others where a rule keeps the two apart."""
        x, y = self._compared[pair[0]], self._compared[pair[1]]
        return RULED_OUT if overruling(x, y) else log_odds(found, self.weights)

    def judge(self, a: str, b: str, found: Mapping[str, float] | None = None) -> Judgement:
        """What is thought of two of the tellings."""
        return judge(self._compared[a], self._compared[b], self.weights, found)

    def of(self, a: str, b: str) -> float:
        """The score of two tellings, 0 where a rule keeps them apart; as if each were the other's closest."""
        pair = ordered(a, b)
        if pair not in self._known:
            judgement = self.judge(*pair, {**self.features(*pair), "closest": 1.0})
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
    """Compare all tellings (in order) that share a key; `skip` are pairs that people judge."""
    found = Found()
    for pairs in _meetings(tellings):
        _compare(pairs, scores, skip, found)
    found.judged = noteworthy(found.judged)
    return found


def pair_with(candidates: Mapping[str, Iterable[Telling]], scores: Scores, *, skip: Collection[Pair] = ()) -> Found:
    """Compare each telling with its candidates. All tellings of a report must be there that one of its is."""
    found = Found()
    pairs = {ordered(telling, other.telling_id) for telling, some in candidates.items() for other in some}
    _compare(sorted(pairs), scores, skip, found)
    found.judged = noteworthy(found.judged)
    return found


def pair_every(tellings: Sequence[Telling], scores: Scores) -> Found:
    """Compare all with all, whether they share a key or not."""
    found = Found()
    ids = [telling.telling_id for telling in tellings]
    _compare([ordered(a, b) for at, a in enumerate(ids) for b in ids[at + 1 :]], scores, (), found)
    return found


def _compare(pairs: Sequence[Pair], scores: Scores, skip: Collection[Pair], found: Found) -> None:
    """Judge pairs; among them are all of any two reports that have one."""
    table = {pair: scores.features(*pair) for pair in pairs if not scores.is_out_of_question(*pair)}
    for pair, rest in standings(table, scores).items():
        table[pair].update(rest)
    for pair, told in table.items():
        if pair not in skip:
            _keep(pair, scores.judge(*pair, told), scores, found)


def _keep(pair: Pair, judgement: Judgement, scores: Scores, found: Found) -> None:
    unsure = scores.weights.unsure
    if judgement.verdict == "same":
        found.same[pair] = judgement
    elif judgement.score >= unsure:
        found.judged[pair] = judgement
    if judgement.score >= unsure * PARTLY and judgement.reasons and judgement.reasons[0][0] == SUMMARY:
        found.parts.append(scores.part(*pair, judgement))


def standings(table: Mapping[Pair, Mapping[str, float]], scores: Scores) -> dict[Pair, dict[str, float]]:
    """
    For each pair of tellings of two reports, whether they are each other's best match there, or have a better one.

    A report tells of a happening once, as far as its reader could see: so of several candidates one at most is right.
    """
    odds = {pair: scores.odds(pair, told) for pair, told in table.items()}
    best: dict[tuple[str, str], float] = {}
    for (a, b), value in odds.items():
        for side in ((a, scores.report(b)), (b, scores.report(a))):
            best[side] = max(best.get(side, value), value)
    found: dict[Pair, dict[str, float]] = {}
    for (a, b), value in odds.items():
        top = best[a, scores.report(b)], best[b, scores.report(a)]
        is_closest = value >= max(top) - TIE and value > RULED_OUT
        found[a, b] = {"closest": 1.0} if is_closest else {"rival_apart": 1.0}
    return found


def _meetings(tellings: Sequence[Telling]) -> Iterator[list[Pair]]:
    """
    All pairs that share a key, each once: those of one report with it and the reports before it together.

    Memory grows with the tellings, not with the pairs.
    """
    blocks: defaultdict[int, list[int]] = defaultdict(list)
    for _, group in groupby(enumerate(tellings), key=lambda numbered: numbered[1].doc_id):
        pairs: list[Pair] = []
        for number, telling in group:
            meets = {other for key in keys(telling) for other in _joined(blocks[key], number)}
            pairs += (ordered(tellings[other].telling_id, telling.telling_id) for other in sorted(meets))
        yield pairs


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

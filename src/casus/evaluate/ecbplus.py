"""
Measure merging on ECB+ (A. Cybulska and P. Vossen 2014): mentions of events in news, grouped across reports by hand.

Its mentions are given; casus sees each one's words, its sentence, and the people, places and times that are annotated
in that sentence, as text. Mentions are compared within their subtopic and grouped as tellings of a project are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from casus.evaluate.coreference import Score, b_cubed, ceaf_e, muc
from casus.evaluate.gold import read_records
from casus.merge.clusters import Verdicts, groups
from casus.merge.judging import Weights, shipped_weights
from casus.merge.pairing import Scores, pair_every
from casus.merge.telling import SPOT, Telling, Where, Who
from casus.merge.wording import content_words, is_plural, near_words, types_of
from casus.store.fold import fold

EVENTS: Final = ("ACT", "NEG")
Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CorefScores:
    """The three measures over all subtopics together."""

    mentions: int
    muc: Score
    b_cubed: Score
    ceaf_e: Score

    @property
    def conll(self) -> float:
        """Mean F1."""
        return (self.muc.f1 + self.b_cubed.f1 + self.ceaf_e.f1) / 3


@dataclass(frozen=True, slots=True)
class Subtopic:
    """Mentions of the reports on one affair, and which are one event by hand."""

    tellings: tuple[Telling, ...]
    gold: tuple[frozenset[str], ...]


def evaluate_ecbplus(path: Path, *, split: str, weights: Weights | None = None) -> CorefScores:
    """Score merging on one part of the data ("train" or "dev"). Raises FormatError."""
    return score(read_ecbplus(path, split=split), weights or shipped_weights())


def score(subtopics: Iterable[Subtopic], weights: Weights) -> CorefScores:
    """Group the mentions of each subtopic and score all groups together."""
    gold: list[frozenset[str]] = []
    found: list[tuple[str, ...]] = []
    for subtopic in subtopics:
        gold += subtopic.gold
        found += group(subtopic.tellings, weights)
    mentions = sum(map(len, gold))
    return CorefScores(mentions, muc(gold, found), b_cubed(gold, found), ceaf_e(gold, found))


def group(tellings: Sequence[Telling], weights: Weights) -> list[tuple[str, ...]]:
    """Group mentions as a project's tellings are, but compare all with all."""
    scores = Scores(tellings, weights)
    ties = pair_every(tellings, scores).ties
    return groups(tellings, Verdicts(ties), scores.of, cohesion=weights.cohesion)


def read_ecbplus(path: Path, *, split: str) -> tuple[Subtopic, ...]:
    """The subtopics of one part of the data, as `evaluation/ecbplus.jsonl` holds them. Raises FormatError."""
    documents: defaultdict[str, list[Json]] = defaultdict(list)
    for row in read_records(path):
        if row["split"] == split:
            documents[row["subtopic"]].append(row)
    return tuple(_subtopic(rows) for _, rows in sorted(documents.items()))


def _subtopic(rows: Sequence[Json]) -> Subtopic:
    tellings: list[Telling] = []
    chains: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        for chain, telling in _tellings(row):
            tellings.append(telling)
            chains[chain].add(telling.telling_id)
    return Subtopic(tuple(tellings), tuple(frozenset(chain) for chain in chains.values()))


def _tellings(row: Json) -> Iterator[tuple[str, Telling]]:
    bounds = _sentences(row["text"])
    for number, mention in enumerate(row["mentions"]):
        if mention["type"] in EVENTS:
            start, end = next((a, b) for a, b in bounds if a <= mention["start"] < b)
            near = [m for m in row["mentions"] if start <= m["start"] < end]
            sentence = row["text"][start:end]
            told = _telling(f"{row['id']}#{number}", mention, sentence, near)
            beside = near_words(sentence, mention["start"] - start, mention["end"] - start)
            yield mention["chain"], replace(told, near=beside)


def _sentences(text: str) -> list[tuple[int, int]]:
    bounds, at = [], 0
    for line in text.splitlines(keepends=True):
        bounds.append((at, at + len(line)))
        at += len(line)
    return bounds


def _telling(telling_id: str, mention: Json, sentence: str, near: Sequence[Json]) -> Telling:
    triggers = content_words(mention["src_text"]) or (fold(mention["src_text"]),)
    # Each mention counts as a report of its own: nobody has kept those of one report apart.
    plain = Telling(telling_id, 1, telling_id, mention["start"], (), (), triggers, content_words(sentence))
    types = dict.fromkeys(label for word in triggers if (label := types_of(word)))
    before = [m for m in near if m["start"] < mention["start"]]
    after = [m for m in near if m["start"] >= mention["end"]]
    return replace(
        plain,
        types=tuple(types)[:1],
        actors=tuple(_who(m) for m in before if m["type"] == "HUM")[-1:],
        recipients=tuple(_who(m) for m in after if m["type"] == "HUM")[:1],
        places=tuple(_where(m) for m in near if m["type"] == "LOC"),
        several=is_plural(mention["src_text"].split()[-1]),
    )


def _who(mention: Json) -> Who:
    words = mention["src_text"]
    named = any(map(str.isupper, words))
    return Who(("n:" + fold(words),), content_words(words), "", None, named)


def _where(mention: Json) -> Where:
    return Where("w:" + " ".join(content_words(mention["src_text"])), None, None, 0.0, None, SPOT)

"""
Learn how much each feature counts when two tellings are compared: src/casus/resources/merge/weights.toml.

From reports coded by hand (`coding/train.jsonl`): the engine reads each report, and its claims are parted into two
halves as if two reports told them, so that events told more than once are in both. Pairs of tellings of the two halves
are labelled by whether the coders gave them one event id; pairs of different reports, moved to one day so that days do
not give them away, as different. A logistic regression (ridge, with bounds) gives the weights. What such pairs cannot
teach, PRIOR sets by hand, and what they understate, FLOOR keeps up.

    python scripts/build_merge_weights.py ../shared/coding/train.jsonl
"""

from __future__ import annotations

import argparse
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any, Final

import numpy as np

from casus.engine import build_engine
from casus.evaluate.gold import document_of, read_gold
from casus.merge.blocks import keys
from casus.merge.clusters import Pair, ordered
from casus.merge.features import AGAINST, FEATURES
from casus.merge.judging import shipped_weights
from casus.merge.loading import load_tellings, note_latest
from casus.merge.pairing import Scores, standings
from casus.merge.telling import UNDATED, Telling
from casus.model.claim import EventClaim
from casus.model.reading import Reading
from casus.pipeline import Pipeline
from casus.project import run_facts
from casus.settings import Settings
from casus.store.connect import open_writer
from casus.store.writer import Writer

Json = Mapping[str, Any]
Labelled = tuple[dict[str, float], bool]

TARGET: Final = Path(__file__).parents[1] / "src/casus/resources/merge/weights.toml"
PRIOR: Final = {
    "topic_same": 1.5,
    "topic_differs": -1.0,
    "published_apart": -2.0,
    "told_apart": -3.0,
    "phase_differs": -0.3,
    "closest": 1.0,
    "rival_apart": -1.0,
}
"""
Set by hand. These pairs are of one day, never of one report, and in one report what is planned has not happened; and
half a report has few rivals; and halves cut through what an act is about.
"""

FLOOR: Final = {
    "wording": 2.0,
    "actor_same": 1.0,
    "recipient_same": 1.0,
    "place_same": 1.0,
    "place_within": 0.5,
    "day_same": 1.0,
    "time_overlaps": 0.5,
    "number_same": 1.0,
    "trigger_told": 0.3,
}
"""At least so much: what the halves of one report share anyway, and strangers moved to one day share too often."""

STRANGERS: Final = 1
"""Pairs of different reports that are learned from, for each pair inside a report."""

THRESHOLDS: Final = {"same": 0.4, "unsure": 0.25, "cohesion": 0.3}
"""Chosen by looking at both parts of ECB+ and at the linked clusters (see docs/merging.md)."""

DAY: Final = 735_000
RIDGE: Final = 1.0
STEPS: Final = 4000


def main() -> None:
    """Read, learn, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--first", type=int, default=None, help="only so many reports")
    parser.add_argument("--engine", default="default")
    asked = parser.parse_args()
    pipeline = build_engine(replace(Settings(), engine=asked.engine))
    pairs = labelled_pairs(read_gold(asked.gold, limit=asked.first), pipeline)
    bias, weights = learn(pairs)
    TARGET.write_text(page(bias, weights, pairs), encoding="utf-8")
    print(f"{len(pairs)} pairs, {sum(label for _, label in pairs)} of one event: {TARGET}")


def labelled_pairs(gold: Sequence[Json], pipeline: Pipeline) -> list[Labelled]:
    """Features of pairs of tellings that share a key, and whether they are of one event."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "train.db"
        events = write_project(path, gold, pipeline)
        tellings = read_tellings(path, events)
    scores = Scores(tellings, shipped_weights())
    inside, across = meetings(tellings)
    rows = [(scores.features(*pair), pair) for pair in (*inside, *across)]
    bias, weights = learn([(found, is_same(events, pair)) for found, pair in rows])
    scores.weights = replace(scores.weights, bias=bias, of=weights)
    table = {pair: found for found, pair in rows}
    for pair, rest in standings(table, scores).items():
        table[pair].update(rest)
    return [(found, is_same(events, pair)) for pair, found in table.items()]


def is_same(events: Mapping[str, tuple[str, str, int]], pair: Pair) -> bool:
    """Whether the coders gave both tellings one event id, in one report."""
    return events[pair[0]][:2] == events[pair[1]][:2]


def meetings(tellings: Sequence[Telling]) -> tuple[list[Pair], list[Pair]]:
    """Pairs that share a key: of the two halves of a report, and of different reports."""
    blocks: defaultdict[int, list[int]] = defaultdict(list)
    for number, telling in enumerate(tellings):
        for key in keys(telling):
            blocks[key].append(number)
    pairs = sorted({pair for block in blocks.values() for pair in combinations(block, 2)})
    inside: list[Pair] = []
    across: defaultdict[Pair, list[Pair]] = defaultdict(list)
    for a, b in pairs:
        (left, half), (right, other) = (tellings[n].doc_id.rsplit("/", 1) for n in (a, b))
        pair = ordered(tellings[a].telling_id, tellings[b].telling_id)
        if left != right:
            across[tellings[a].doc_id, tellings[b].doc_id].append(pair)
        elif half != other:
            inside.append(pair)
    # Whole reports are taken or left, so that it can be seen which match is the best between two.
    some = sorted(across.values())
    step = max(1, round(sum(map(len, some)) / (STRANGERS * len(inside))))
    return inside, [pair for pairs in some[::step] for pair in pairs]


def write_project(path: Path, gold: Sequence[Json], pipeline: Pipeline) -> dict[str, tuple[str, str, int]]:
    """Write the readings with claims grouped as coded; telling id to report, event id of its coders, and half."""
    with Writer(path, run_facts(pipeline)) as writer:
        for row in gold:
            writer.add(regrouped(pipeline.code(document_of(row)), row))
    sql = "SELECT event_id, doc_no, local FROM run_claim JOIN reading USING (reading_no) WHERE event_id IS NOT NULL"
    with closing(open_writer(path)) as connection:
        rows = connection.execute(sql).fetchall()
    return {telling: (str(doc), local[:-2], int(local[-1])) for telling, doc, local in rows}


def regrouped(reading: Reading, row: Json) -> Reading:
    """
    The claims that the coders have too, under the coders' event ids and the half of the report they are put into.

    Of an event told twice or more, each half gets some; of the others, every second one is in the second half.
    """
    of: defaultdict[str, list[EventClaim]] = defaultdict(list)
    for claim in reading.claims:
        event = next((c["event"] for c in row["claims"] if _meet(c["trigger"], claim)), None)
        if event is not None:
            of[event].append(claim)
    claims = [
        replace(claim, event=f"{event}/{(2 * number >= len(some)) if len(some) > 1 else at % 2:d}")
        for at, (event, some) in enumerate(of.items())
        for number, claim in enumerate(some)
    ]
    return replace(reading, claims=tuple(claims))


def _meet(trigger: Sequence[int], claim: EventClaim) -> bool:
    return trigger[0] < claim.trigger.end and claim.trigger.start < trigger[1]


def read_tellings(path: Path, events: Mapping[str, tuple[str, str, int]]) -> list[Telling]:
    """All tellings, each half of a report as a report of its own, and all reports of one day."""
    with closing(open_writer(path)) as connection:
        note_latest(connection)
        found = [moved(telling) for telling in load_tellings(connection, events)]
    parted = [replace(t, doc_id=f"{events[t.telling_id][0]}/{events[t.telling_id][2]}") for t in found]
    return sorted(parted, key=lambda telling: telling.order)


def moved(telling: Telling) -> Telling:
    """The telling as of a report of day `DAY`; without a time if its report has no day."""
    by = DAY - telling.published
    if telling.published == UNDATED or telling.first is None or telling.last is None:
        return replace(telling, published=DAY, first=None, last=None)
    return replace(telling, published=DAY, first=telling.first + by, last=telling.last + by)


def learn(pairs: Iterable[Labelled]) -> tuple[float, dict[str, float]]:
    """Bias and weights by projected gradient ascent on the penalised likelihood; deterministic."""
    names = [name for name in FEATURES if name not in PRIOR]
    rows = list(pairs)
    x = np.array([[found.get(name, 0.0) for name in names] for found, _ in rows])
    y = np.array([float(label) for _, label in rows])
    least = np.array([-np.inf if name.endswith(AGAINST) else FLOOR.get(name, 0.0) for name in names])
    most = np.array([0.0 if name.endswith(AGAINST) else np.inf for name in names])
    weights, bias, rate = np.zeros(len(names)), 0.0, 1.0
    for _ in range(STEPS):
        error = y - 1 / (1 + np.exp(-(x @ weights + bias)))
        weights += rate * (x.T @ error - RIDGE * weights) / len(y)
        bias += rate * float(error.mean())
        weights = np.clip(weights, least, most)
    return bias, {**{name: float(w) for name, w in zip(names, weights, strict=True)}, **PRIOR}


def page(bias: float, weights: Mapping[str, float], pairs: Sequence[Labelled]) -> str:
    """The file."""
    same = sum(label for _, label in pairs)
    lines = [
        "# How much each feature counts when two tellings are compared (docs/merging.md).",
        f"# Made by scripts/build_merge_weights.py from {len(pairs)} pairs, {same} of one event. Do not edit.",
        "",
        "[thresholds]",
        *(f"{name} = {value}" for name, value in THRESHOLDS.items()),
        "",
        "[weights]",
        f"bias = {bias:.2f}",
        *(f"{name} = {round(weights[name], 2) + 0.0:.2f}" for name in FEATURES),
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()

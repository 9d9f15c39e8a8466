"""
Learn how much each feature counts when two tellings are compared: src/casus/resources/merge/weights.toml.

From reports coded by hand (`coding/train.jsonl`): the engine reads each report, and where one event is told more than
once, its claims are split into two tellings, as if two reports told it. Pairs of tellings inside a report are labelled
by whether the coders gave them one event id. Pairs of different reports, moved to one day so that days say nothing of
where they come from, are labelled as different. A logistic regression (ridge, signs held to what each feature means)
gives the weights. What such pairs cannot teach, PRIOR sets by hand.

    python scripts/build_merge_weights.py ../shared/coding/train.jsonl
"""

from __future__ import annotations

import argparse
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any, Final

import numpy as np

from casus.engine import build_engine
from casus.evaluate.gold import document_of, read_gold
from casus.merge.blocks import keys
from casus.merge.features import FEATURES, Compared, features
from casus.merge.loading import load_tellings, note_latest
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
PRIOR: Final = {"published_apart": -2.0, "told_apart": -1.5, "phase_differs": -0.3}
"""Set by hand. Inside one report the first is always 0, the second always 1, and what is planned has not happened yet."""

STRANGERS: Final = 3
"""Pairs of different reports that are learned from, for each pair inside a report."""

AGAINST: Final = ("_differs", "_apart", "_swapped")
"""Endings of features that may only speak against; all others may only speak for."""

THRESHOLDS: Final = {"same": 0.5, "unsure": 0.3, "cohesion": 0.35}
"""Chosen on the train part of ECB+ (see docs/merging.md)."""

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
    pairs = list(labelled_pairs(read_gold(asked.gold, limit=asked.first), pipeline))
    bias, weights = learn(pairs)
    TARGET.write_text(page(bias, weights, pairs), encoding="utf-8")
    print(f"{len(pairs)} pairs, {sum(label for _, label in pairs)} of one event: {TARGET}")


def labelled_pairs(gold: Sequence[Json], pipeline: Pipeline) -> Iterator[Labelled]:
    """Features of pairs of tellings that share a key, and whether they are of one event."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "train.db"
        events = write_project(path, gold, pipeline)
        tellings = read_tellings(path)
    compared = [Compared.of(telling) for telling in tellings]
    inside, across = meetings(tellings)
    for a, b in inside:
        label = events[tellings[a].telling_id] == events[tellings[b].telling_id]
        yield features(compared[a], compared[b]), label
    step = max(1, len(across) // (STRANGERS * len(inside)))
    yield from ((features(compared[a], compared[b]), False) for a, b in across[::step])


def meetings(tellings: Sequence[Telling]) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Pairs that share a key, by number: inside reports, and of different ones."""
    blocks: defaultdict[int, list[int]] = defaultdict(list)
    for number, telling in enumerate(tellings):
        for key in keys(telling):
            blocks[key].append(number)
    pairs = sorted({pair for block in blocks.values() for pair in combinations(block, 2)})
    inside = [(a, b) for a, b in pairs if tellings[a].doc_id == tellings[b].doc_id]
    return inside, [(a, b) for a, b in pairs if tellings[a].doc_id != tellings[b].doc_id]


def write_project(path: Path, gold: Sequence[Json], pipeline: Pipeline) -> dict[str, str]:
    """Write the readings with claims grouped as coded; telling id to the event id of its report's coders."""
    events: dict[str, str] = {}
    with Writer(path, run_facts(pipeline)) as writer:
        for row in gold:
            reading = regrouped(pipeline.code(document_of(row)), row)
            writer.add(reading)
    connection = open_writer(path)
    for telling, local in connection.execute("SELECT event_id, local FROM run_claim WHERE event_id IS NOT NULL"):
        events[telling] = local.rpartition("/")[0]
    connection.close()
    return events


def regrouped(reading: Reading, row: Json) -> Reading:
    """The claims that the coders have too, under the coders' event ids; the later half of an event's under another."""
    of: defaultdict[str, list[EventClaim]] = defaultdict(list)
    for claim in reading.claims:
        event = next((c["event"] for c in row["claims"] if _meet(c["trigger"], claim)), None)
        if event is not None:
            of[event].append(claim)
    claims = [
        replace(claim, event=f"{event}/{int(2 * number >= len(some) > 1)}")
        for event, some in of.items()
        for number, claim in enumerate(some)
    ]
    return replace(reading, claims=tuple(claims))


def _meet(trigger: Sequence[int], claim: EventClaim) -> bool:
    return trigger[0] < claim.trigger.end and claim.trigger.start < trigger[1]


def read_tellings(path: Path) -> list[Telling]:
    """All tellings in order, moved so that every report came out on one day."""
    connection = open_writer(path)
    note_latest(connection)
    ids = [row[0] for row in connection.execute("SELECT DISTINCT event_id FROM run_claim WHERE event_id IS NOT NULL")]
    found = [moved(telling) for telling in load_tellings(connection, ids)]
    connection.close()
    return sorted(found, key=lambda telling: telling.order)


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
    signs = np.array([-1.0 if name.endswith(AGAINST) else 1.0 for name in names])
    weights, bias, rate = np.zeros(len(names)), 0.0, 1.0
    for _ in range(STEPS):
        error = y - 1 / (1 + np.exp(-(x @ weights + bias)))
        weights += rate * (x.T @ error - RIDGE * weights) / len(y)
        bias += rate * float(error.mean())
        weights = np.where(weights * signs < 0, 0.0, weights)
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
        *(f"{name} = {weights[name]:.2f}" for name in FEATURES),
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()

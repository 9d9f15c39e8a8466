"""
What actors, places and times cost beside the whole reading.

usage: python benchmarks/knowledge_share.py REPORTS.jsonl [ENGINE]

Prints processor time for 400 words of every step that settles names, days and numbers, and the share of actors, places
and times together in the time of the whole pipeline. Processor time, not the clock: other programs disturb it less.
"""

from __future__ import annotations

import json
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import Final

from casus.engine import build_engine
from casus.evaluate.gold import document_of
from casus.model.document import Document
from casus.model.reading import Reading
from casus.pipeline import BATCH, Pipeline, run_step
from casus.settings import Settings

KNOWLEDGE: Final = ("times", "places", "actors")
LIMIT: Final = 0.1
"""Share of the reading time below which the three steps must stay."""


def main(path: Path, engine: str) -> None:
    """Print the costs and the share."""
    pipeline = build_engine(Settings(engine=engine))
    documents = [document_of(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()][: 4 * BATCH]
    spent(pipeline, documents[:BATCH])  # tables and weights are read on first use
    costs = spent(pipeline, documents)
    words = sum(len(document.text.split()) for document in documents)
    for name in (*KNOWLEDGE, "quantities", "fit"):
        if name in costs:
            print(f"{name:12}{400_000 * costs[name] / words:8.2f} ms per 400 words")
    knowledge, whole = sum(costs[name] for name in KNOWLEDGE), sum(costs.values())
    print(f"{'together':12}{400_000 * knowledge / words:8.2f} ms of {400_000 * whole / words:.0f} ms", end=", ")
    print(f"{knowledge / whole:.1%} ({'below' if knowledge / whole < LIMIT else 'above'} {LIMIT:.0%})")


def spent(pipeline: Pipeline, documents: list[Document]) -> dict[str, float]:
    """Seconds of processor time by step, all threads together."""
    found = defaultdict[str, float](float)
    for start in range(0, len(documents), BATCH):
        readings = [Reading(document, notes=document.notes) for document in documents[start : start + BATCH]]
        for step in pipeline.steps:
            started = time.process_time()
            readings = list(run_step(step, readings))
            found[step.name] += time.process_time() - started
    return found


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "default")

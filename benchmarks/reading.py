"""
Where the time of reading goes, and how it grows.

usage: python benchmarks/reading.py REPORTS.jsonl [ENGINE] [LARGEST]

Prints, for one engine, the share of every step in the time of reading, then reports a second and peak memory for 1,
100, 1,000 and LARGEST (default 10,000) reports, repeated from the file. Shares and growth hold on any machine; the
absolute figures are those of the machine at that moment.
"""

from __future__ import annotations

import itertools
import json
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from casus.engine import build_engine
from casus.evaluate.gold import document_of
from casus.model.document import Document
from casus.model.reading import Reading
from casus.pipeline import BATCH, Pipeline, run_step
from casus.settings import Settings


def main(path: Path, engine: str, largest: int) -> None:
    """Print the shares of the steps and the growth."""
    started = time.perf_counter()
    pipeline = build_engine(Settings(engine=engine))
    print(f"engine {engine}: opened in {time.perf_counter() - started:.2f} s")
    documents = [document_of(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]
    pipeline.code(documents[0])  # tables and weights are read on first use
    shares(pipeline, documents[: 4 * BATCH])
    for count in (1, 100, 1000, largest):
        growth(pipeline, list(itertools.islice(itertools.cycle(documents), count)))


def shares(pipeline: Pipeline, documents: list[Document]) -> None:
    """The share of each step, summed over batches."""
    spent: Counter[str] = Counter()
    for group in batches(documents):
        readings = [Reading(document, notes=document.notes) for document in group]
        for step in pipeline.steps:
            started = time.perf_counter()
            readings = list(run_step(step, readings))
            spent[step.name] += time.perf_counter() - started
    total = sum(spent.values())
    words = sum(len(document.text.split()) for document in documents)
    print(f"{len(documents)} reports, {words} words, {words / total:,.0f} words/s")
    for name, seconds in spent.most_common():
        print(f"  {name:14}{seconds / total:7.1%}{1000 * seconds / words * 400:9.2f} ms per 400 words")


def batches(documents: list[Document]) -> Iterator[list[Document]]:
    """Documents in the groups that the pipeline reads together."""
    for start in range(0, len(documents), BATCH):
        yield documents[start : start + BATCH]


def growth(pipeline: Pipeline, documents: list[Document]) -> None:
    """Reports a second, processor time a report (steadier on a busy machine), peak memory."""
    started, worked = time.perf_counter(), time.process_time()
    claims = sum(len(reading.claims) for reading in pipeline.code_all(documents))
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    work = 1000 * (time.process_time() - worked) / len(documents)
    print(
        f"{len(documents):7} reports: {len(documents) / seconds:8.1f} reports/s, {work:6.1f} ms of processor each, "
        f"{claims} claims, peak {peak:,.0f} MB",
        flush=True,
    )


if __name__ == "__main__":
    main(
        Path(sys.argv[1]),
        sys.argv[2] if len(sys.argv) > 2 else "default",
        int(sys.argv[3]) if len(sys.argv) > 3 else 10_000,
    )

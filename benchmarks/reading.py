"""
Where the time of reading goes, and how it grows.

usage: python benchmarks/reading.py REPORTS.jsonl [ENGINE] [LARGEST]

Prints, for one engine, words and reports of 400 words a second, the share of the encoder's graph and of all trained
graphs, and that of every step (`analyse` runs the graphs and reads their scores) in the processor time of reading, then
reports a second and peak memory for 1, 100, 1,000 and LARGEST (default 10,000) reports, repeated from the file. Shares
and growth hold on any machine; the absolute figures are those of the machine at that moment, and on a busy one
processor time is the steadier.
"""

from __future__ import annotations

import itertools
import json
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from casus.engine import build_engine
from casus.evaluate.gold import document_of
from casus.model.document import Document
from casus.model.reading import Reading
from casus.pipeline import BATCH, Pipeline
from casus.protocols import BatchStep, Step
from casus.settings import Settings

ENCODER: Final = "model.onnx"
REPORT: Final = 400
"""Words of a usual report."""


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
    """Speed, and the share of each step, as they follow each other in the pipeline."""
    timed = tuple((BatchTimed if isinstance(step, BatchStep) else Timed)(step) for step in pipeline.steps)
    watched = Pipeline(pipeline.name, timed)
    started, worked = time.perf_counter(), time.process_time()
    with graphs() as graph_seconds:
        for _ in watched.code_all(documents):
            pass
    seconds, work = time.perf_counter() - started, time.process_time() - worked
    words = sum(len(document.text.split()) for document in documents)
    spent = {step.name: step.seconds for step in timed}
    # what no step spent in this thread was spent in those that run the graphs
    threads = [step.name for step in timed if isinstance(step, BatchTimed)]
    rest = work - sum(spent.values())
    spent |= {name: spent[name] + rest / len(threads) for name in threads}
    encoder = graph_seconds[ENCODER] / work
    inside = (
        f", {encoder:.1%} of it in the encoder, {graph_seconds.total() / work:.1%} in all graphs" if threads else ""
    )
    speed = words / seconds
    print(
        f"{len(documents)} reports, {words} words: {speed:,.0f} words/s, "
        f"{speed / REPORT:.1f} reports of {REPORT} words/s, "
        f"{1000 * work / words * REPORT:.1f} ms of processor for each{inside}"
    )
    for name, share in sorted(spent.items(), key=lambda entry: -entry[1]):
        print(f"  {name:14}{share / work:7.1%}{1000 * share / words * REPORT:9.2f} ms per {REPORT} words")


@contextmanager
def graphs() -> Iterator[Counter[str]]:
    """Processor seconds inside each trained graph, by its file name, while in use."""
    import onnxruntime

    spent: Counter[str] = Counter()
    run = onnxruntime.InferenceSession.run

    def timed(session: Any, *arguments: Any, **options: Any) -> Any:
        begun = time.thread_time()
        try:
            return run(session, *arguments, **options)
        finally:
            spent[Path(session._model_path).name] += time.thread_time() - begun

    onnxruntime.InferenceSession.run = timed
    try:
        yield spent
    finally:
        onnxruntime.InferenceSession.run = run


class Timed:
    """A step with the processor time that this thread spends in it."""

    def __init__(self, step: Step) -> None:
        self.step, self.name, self.needs, self.gives, self.seconds = step, step.name, step.needs, step.gives, 0.0

    def __call__(self, reading: Reading) -> Reading:
        """Let the step read, and look at the clock."""
        started = time.thread_time()
        try:
            return self.step(reading)
        finally:
            self.seconds += time.thread_time() - started


class BatchTimed(Timed):
    """The same of a step that reads many together."""

    def many(self, readings: Sequence[Reading]) -> Iterator[Reading]:
        """Let the step read them, one after the other as it hands them on."""
        assert isinstance(self.step, BatchStep)
        given = iter(self.step.many(readings))
        while True:
            started = time.thread_time()
            reading = next(given, None)
            self.seconds += time.thread_time() - started
            if reading is None:
                return
            yield reading


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

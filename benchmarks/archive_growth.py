"""
How the steps grow that need the whole archive: copies, meetings of tellings, comparing them, putting them into events.

usage: python benchmarks/archive_growth.py REPORTS.jsonl [SIZE…] [--steps copies|merging]

Needs no engine at full size: copies are found among made-up reports, each told by one to four outlets; tellings come
from the first reports of the file, read once by the rules engine (those without a date as of one day), moved to other
days until there are enough, twenty a day. Prints for each SIZE (default: 3000 10000 30000), smallest first, seconds of
processor time, peak memory and the exponent of growth from the one before: 1 is linear. A million takes an hour.
"""

from __future__ import annotations

import argparse
import math
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from itertools import islice
from pathlib import Path

import msgspec

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.archive import peak_of
from tests.archive.material import OTHER_WORDS, report

from casus.archive.copies import find_copies
from casus.archive.extras import arrow
from casus.archive.joining import join_all, judge_part
from casus.archive.layout import Layout, write_table
from casus.archive.meetings import find_meetings, parts
from casus.archive.signing import sign
from casus.archive.tellings import tellings_of, tellings_schema
from casus.archive.texts import KEPT, texts_schema
from casus.engine import build_engine
from casus.merge.blocks import keys
from casus.merge.telling import Telling
from casus.model.document import Document
from casus.model.ids import document_id
from casus.project import run_facts
from casus.readers import ReadOptions, read_paths
from casus.settings import Settings

SHARD = 2_000
A_DAY = 20
"""Tellings a day: the archive grows by going on for longer, not by telling more of each day."""

DECADE = 3_650

BASE = 60
"""Reports that tellings are made of."""

UNTOLD = date(2024, 5, 1)
"""Publication of those that tell none: an archive of undated reports would be another thing."""


def texts(layout: Layout, count: int) -> None:
    """Stage 1 by other means: `count` reports, a third of them copies of another."""
    pa, _ = arrow()
    for number, start in enumerate(range(0, count, SHARD)):
        rows = [row(n) for n in range(start, min(start + SHARD, count))]
        table = pa.Table.from_pylist([{"n": n, **one} for n, one in enumerate(rows)], schema=texts_schema())
        write_table(layout.part("texts", number), table, {"kept": len(rows)})


def row(number: int) -> dict[str, object]:
    """One report of an archive that tells each story one to four times."""
    dice = random.Random(number)
    story = number - dice.randint(1, 3) if number % 3 == 2 else number
    words = random.Random(story).choices(OTHER_WORDS, k=220)
    text = f"{report(story)['text']} {' '.join(words)}"
    day = date.fromordinal(date(2014, 1, 1).toordinal() + number % DECADE)
    doc_id = document_id(text, title=None, publisher=f"outlet {number % 50}", published=day)
    signature = sign(Document(doc_id, text))
    return {
        "outcome": KEPT,
        "doc_id": doc_id,
        "published": day,
        "text_digest": signature.text,
        "signature": signature.values,
        "bands": signature.bands,
        "numbers": signature.numbers,
        "corrects": signature.corrects,
    }


def tellings(layout: Layout, base: list[Telling], count: int) -> None:
    """Stage 4 by other means: tellings of `base` moved to other days of a decade."""
    pa, _ = arrow()
    for number, start in enumerate(range(0, count, SHARD)):
        rows = [
            told(base[n % len(base)], n // len(base), count // A_DAY) for n in range(start, min(start + SHARD, count))
        ]
        table = pa.Table.from_pylist(rows, schema=tellings_schema())
        write_table(layout.part("tellings", number), table, {"tellings": len(rows)})


def told(telling: Telling, turn: int, days: int) -> dict[str, object]:
    """A telling, moved by up to so many days."""
    shift = random.Random(f"{telling.doc_id} {turn}").randint(0, days)
    moved = replace(
        telling,
        telling_id=f"{telling.telling_id}-{turn}",
        doc_id=f"{telling.doc_id}-{turn}",
        published=telling.published + shift if telling.published < 9_000_000 else telling.published,
        first=telling.first + shift if telling.first else None,
        last=telling.last + shift if telling.last else None,
    )
    return {
        "telling_id": moved.telling_id,
        "published": moved.published,
        "doc_id": moved.doc_id,
        "position": moved.position,
        "keys": sorted(keys(moved)),
        "telling": msgspec.msgpack.encode(moved),
    }


def judged(layout: Layout) -> None:
    """Stage 6, one partition after the other."""
    for number in range(parts(layout)):
        table, counts = judge_part(layout, number)
        write_table(layout.part("judged", number), table, counts)


def measured(name: str, sizes: list[int], work: Callable[[int], Callable[[], object]]) -> None:
    """Time a step at all sizes, and say how it grows."""
    before = (0, 0.0)
    for size in sizes:
        step = work(size)
        forget_peak()
        started, clock = time.process_time(), time.perf_counter()
        step()
        spent = time.process_time() - started
        peak = peak_of(os.getpid())
        growth = f", power {math.log(spent / before[1]) / math.log(size / before[0]):.2f}" if before[0] else ""
        print(
            f"{name:8} {size:9,}: {spent:8.1f} s of processor time ({time.perf_counter() - clock:.1f} s), "
            f"{1000 * spent / size:7.3f} ms each, peak {peak} MB{growth}",
            flush=True,
        )
        before = (size, spent)


def forget_peak() -> None:
    """Let what this process holds now be its peak, where the system can do that."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")


def base_tellings(path: Path, work: Path) -> list[Telling]:
    """What the rules engine reads in a file, as tellings."""
    pipeline = build_engine(Settings(engine="rules"))
    documents: Iterator[Document] = (
        item for item in read_paths([str(path)], ReadOptions(published=UNTOLD)) if isinstance(item, Document)
    )
    return tellings_of(pipeline.code_all(islice(documents, BASE)), run_facts(pipeline), work / "base.casus")


def main(path: Path, sizes: list[int], steps: str | None) -> None:
    """Measure what is asked for."""
    work = Path(tempfile.mkdtemp(prefix="casus-bench-"))
    try:
        base = base_tellings(path, work)
        print(f"{len(base)} tellings to start from")

        def copying(size: int) -> Callable[[], object]:
            layout = Layout(work / f"copies{size}")
            texts(layout, size)
            return lambda: find_copies(layout, read_copies=False)

        def meeting(size: int) -> Callable[[], object]:
            layout = Layout(work / f"judged{size}")
            tellings(layout, base, size)
            return lambda: find_meetings(layout, copies=False)

        if steps != "merging":
            measured("copies", sizes, copying)
        if steps != "copies":
            measured("meetings", sizes, meeting)
            measured("judged", sizes, lambda size: lambda: judged(Layout(work / f"judged{size}")))
            measured("events", sizes, lambda size: lambda: join_all(Layout(work / f"judged{size}")))
    finally:
        shutil.rmtree(work)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("reports", type=Path)
    parser.add_argument("sizes", type=int, nargs="*", default=[3_000, 10_000, 30_000])
    parser.add_argument("--steps", choices=("copies", "merging"))
    asked = parser.parse_args()
    main(asked.reports, sorted(asked.sizes), asked.steps)

"""
How fast archives are read, how memory grows, and what comparing costs.

usage: python benchmarks/archive.py REPORTS.jsonl [--reports N] [--engine NAME] [--ray]

Repeats the reports of the file with small changes until there are N (default 400), drops included, and prints: the
whole pipeline with two local workers; the gate alone, on material it drops; peak memory of workers and driver at two
sizes; with --ray the same work on Ray, as a ratio of the local runner after start-up. Ratios, and figures per second of
processor time, hold on a busy machine too; the others are those of the moment. What grows with the size of the archive
is measured by archive_growth.py.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from itertools import cycle, islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from casus.archive.gate import shipped_gate
from casus.archive.job import Choices
from casus.archive.layout import Layout
from casus.archive.local import LocalRunner
from casus.archive.run import Runner, Step, prepare, read_archive
from casus.archive.work import Done, Task

WORKERS = 2


class Timed:
    """A runner that notes when each stage began to give results, and ended."""

    def __init__(self, inner: Runner) -> None:
        self.inner = inner
        self.first: dict[str, float] = {}
        self.last: dict[str, float] = {}
        self.begun: dict[str, float] = {}
        self.memory: dict[int, int] = {}
        self.work: dict[str, float] = {}

    def run(self, tasks: Iterable[Task]) -> Iterator[Done]:
        """Do tasks, noting times."""
        begun, before = time.perf_counter(), self._work()
        for done in self.inner.run(tasks):
            self.work[done.stage] = self._work() - before
            self.begun.setdefault(done.stage, begun)
            self.first.setdefault(done.stage, time.perf_counter())
            self.last[done.stage] = time.perf_counter()
            for pid in getattr(self.inner, "pids", ()):
                self.memory[pid] = max(self.memory.get(pid, 0), peak_of(pid))
            yield done

    def _work(self) -> float:
        return sum(map(work_of, getattr(self.inner, "pids", ())))

    def seconds(self, stage: str) -> float:
        """How long a stage took."""
        return self.last.get(stage, 0) - self.begun.get(stage, 0)

    def after_start(self, stage: str) -> float:
        """How long a stage took after its first result: without opening the engine."""
        return self.last.get(stage, 0) - self.first.get(stage, 0)


def work_of(pid: int) -> float:
    """Processor time of a process, in seconds: what it took however busy the machine is with other things."""
    try:
        words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


def peak_of(pid: int) -> int:
    """Peak memory of a process, in MB."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    line = next((line for line in status.splitlines() if line.startswith("VmHWM")), "VmHWM: 0 kB")
    return int(line.split()[1]) // 1024


def varied(rows: list[dict[str, object]], count: int) -> Iterator[dict[str, object]]:
    """Reports repeated, each with an opening of its own, so that they are no copies of each other for the engine."""
    for number, row in enumerate(islice(cycle(rows), count)):
        dice = random.Random(number)
        towns = " ".join(dice.choice(("Koravets", "Melnitsa", "Dravnik", "Tarvo", "Sennaya")) for _ in range(3))
        yield {**row, "id": f"b{number}", "title": f"{row.get('title') or 'Report'} {number} {towns}"}


def write(path: Path, rows: Iterable[Mapping[str, object]]) -> int:
    """A file of JSON Lines; its size in bytes."""
    with path.open("w", encoding="utf-8") as out:
        for row in rows:
            kept = {key: row.get(key) for key in ("id", "title", "text", "source")}
            out.write(json.dumps({**kept, "date": row.get("published") or row.get("date")}) + "\n")
    return path.stat().st_size


def run(folder: Path, source: Path, choices: Choices, runner: str) -> tuple[Timed, dict[str, int], Layout]:
    """Read a file into a folder; what was noted."""
    layout = Layout(folder)
    prepare([str(source)], layout, choices, resume=False)
    if runner == "ray":
        from casus.archive.cluster import RayRunner

        opened: LocalRunner | RayRunner = RayRunner(folder, WORKERS)
    else:
        opened = LocalRunner(folder, WORKERS)
    with opened as inner:
        timed = Timed(inner)
        counts = read_archive(layout, timed, note)
    return timed, dict(counts), layout


def note(step: Step) -> None:
    """Nothing: times are noted by the runner."""


def whole(rows: list[dict[str, object]], work: Path, count: int, engine: str) -> None:
    """Reports a second through everything, bytes a report, memory at two sizes."""
    for size in (max(60, count // 4), count):
        source = work / f"in{size}.jsonl"
        write(source, varied(rows, size))
        choices = Choices(engine=engine, copies=True, gate=True, shard_bytes=100_000)
        started = time.perf_counter()
        timed, counts, layout = run(work / f"out{size}", source, choices, "local")
        seconds = time.perf_counter() - started
        read = counts["readings.read"]
        stored = sum(path.stat().st_size for path in layout.root.rglob("*.parquet"))
        print(
            f"{size:6} reports, {read} read: {read / seconds:5.1f}/s with start-up and merging, "
            f"{read / timed.seconds('readings'):5.1f}/s in the engine, {read / timed.work['readings']:5.1f} per second "
            f"of processor time, {read / sum(timed.work.values()):5.1f} with all stages; "
            f"{stored / max(1, read):,.0f} bytes a report; "
            f"peak {max(timed.memory.values(), default=0)} MB a worker, "
            f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB the driver"
        )


def ray_share(rows: list[dict[str, object]], work: Path, count: int, engine: str) -> None:
    """Throughput of Ray as a share of the local runner's, after start-up, in one run."""
    source = work / "ray.jsonl"
    write(source, varied(rows, count))
    choices = Choices(engine=engine, copies=True, shard_bytes=25_000)
    seconds = {}
    for runner in ("local", "ray"):
        timed, _, _ = run(work / runner, source, choices, runner)
        seconds[runner] = timed.after_start("readings")
    print(f"ray reads at {seconds['local'] / seconds['ray']:.2f} of the local runner's speed, after start-up")


def gate_speed() -> None:
    """Texts a second through the gate that it drops, on one core; two cores do twice that."""
    from tests.archive.material import other

    gate = shipped_gate()
    texts = [" ".join(other(n + k)["text"] for k in range(6)) for n in range(500)]
    dropped = sum(gate.judge(text).dropped for text in texts)
    started = time.process_time()
    for text in texts:
        gate.judge(text)
    spent = time.process_time() - started
    speed = f"{len(texts) / spent:,.0f} texts of {len(texts[0])} characters a second and core"
    print(f"gate: {speed}, {dropped} of 500 dropped")


def gate_stage(work: Path, count: int) -> None:
    """Reports a second through stage 1, on material that the gate drops, with two workers."""
    from tests.archive.material import other

    rows = ({**other(n), "text": " ".join(other(n + k)["text"] for k in range(6))} for n in range(count))
    source = work / "dropped.jsonl"
    write(source, rows)
    layout = Layout(work / "dropped")
    prepare([str(source)], layout, Choices(engine="rules", shard_bytes=1_000_000), resume=False)
    with LocalRunner(layout.root, WORKERS) as inner:
        timed = Timed(inner)
        counts = read_archive(layout, timed, note)
    seconds = timed.after_start("texts")
    print(
        f"stage 1: {counts['texts.dropped']} dropped at {counts['texts.dropped'] / seconds:,.0f} reports/s by two "
        f"workers, {counts['texts.dropped'] / timed.work['texts']:,.0f} per second of processor time"
    )


def main() -> None:
    """Run what is asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("reports", type=Path)
    parser.add_argument("--reports", type=int, default=400, dest="count")
    parser.add_argument("--engine", default="default")
    parser.add_argument("--ray", action="store_true")
    asked = parser.parse_args()
    rows = [json.loads(line) for line in asked.reports.read_text("utf-8").splitlines()]
    work = Path(tempfile.mkdtemp(prefix="casus-bench-"))
    try:
        gate_speed()
        gate_stage(work, 20_000)
        whole(rows, work, asked.count, asked.engine)
        if asked.ray:
            ray_share(rows, work, asked.count, asked.engine)
    finally:
        shutil.rmtree(work)


if __name__ == "__main__":
    main()

"""
How much memory the reading of archives takes as they grow: the peak of every worker and of the driver.

usage: python benchmarks/archive_memory.py REPORTS.jsonl [SIZE…] [--engine NAME] [--read SHARE]

Makes up archives of SIZE documents (default: 1000 and 200000), each read by two local workers of a process of its own.
As in what is really published most is no news of war: of a hundred documents ten (`--read`) are passages of the reports
of the file with other names, new to casus; ten repeat such a passage in another outlet; the rest are texts of
`scripts/gate_texts.toml` put together anew, which the gate drops. Names are made up, no end of them, so that whatever
remembers words and names is filled. Prints the peaks and, with `--trace`, what both hold at each stage's end.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.archive import Timed, write

from casus.archive.job import Choices
from casus.archive.layout import Layout
from casus.archive.local import LocalRunner
from casus.archive.run import Step, prepare, read_archive

HERE = Path(__file__).resolve()
WORKERS = 2
REPEATED = 0.1
"""Documents that repeat another, of all."""

SENTENCES = 4
"""In a passage."""

OUTLETS = 50
RENAMED = 0.5
"""Names that a passage has exchanged, of those that begin with a capital within a sentence."""

_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}")
_SYLLABLES = tuple(first + vowel for first in "bdfgklmnprstvz" for vowel in ("a", "e", "i", "o", "u", "ai", "ou"))


def documents(reports: Path, size: int, share: float) -> Iterator[dict[str, object]]:
    """An archive of `size` documents, of which a share is read; the same for the same size."""
    told = [_SENTENCE.split(json.loads(line)["text"]) for line in reports.read_text("utf-8").splitlines()]
    texts = tomllib.loads((HERE.parents[1] / "scripts" / "gate_texts.toml").read_text("utf-8"))
    other = [_SENTENCE.split(text) for text in texts["train"]]
    for number in range(size):
        kind = random.Random(f"kind {number}").random()
        if kind < share:
            yield row(number, passage(told, number))
        elif kind < share + REPEATED:
            yield row(number, passage(told, original(number, share)))
        else:
            yield row(number, mixed(other, number))


def original(number: int, share: float) -> int:
    """A document before this one that is a passage of its own; this one where there is none."""
    found = (n for n in range(number - 1, -1, -1) if random.Random(f"kind {n}").random() < share)
    return next(found, number)


def row(number: int, text: str) -> dict[str, object]:
    """A document, with outlet and day."""
    day = f"{2014 + number // 28 % 10}-{1 + number // 280 % 12:02}-{1 + number % 28:02}"
    return {"id": f"m{number}", "title": None, "text": text, "source": f"Outlet {number % OUTLETS}", "date": day}


def passage(told: Sequence[Sequence[str]], number: int) -> str:
    """Some sentences of a report in a row, half of its names exchanged for names that nobody has."""
    dice = random.Random(number)
    report = dice.choice(told)
    start = dice.randrange(max(1, len(report) - SENTENCES))
    text = " ".join(report[start : start + SENTENCES])
    return _NAME.sub(lambda found: name(dice) if dice.random() < RENAMED else found[0], text)


def name(dice: random.Random) -> str:
    """A name made of syllables; there are some hundred million."""
    return "".join(dice.choices(_SYLLABLES, k=dice.randint(2, 4))).capitalize()


def mixed(other: Sequence[Sequence[str]], number: int) -> str:
    """Sentences of three texts that are not about conflict."""
    dice = random.Random(number)
    return " ".join(sentence for text in dice.sample(other, 3) for sentence in text)


def held(own: Timed) -> str:
    """What the driver and the workers have held at most so far."""
    workers = " and ".join(f"{peak}" for peak in sorted(own.memory.values()))
    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB the driver, {workers or 0} MB the workers"


def measure(source: Path, folder: Path, engine: str, *, trace: bool) -> None:
    """Read an archive and print what it took."""
    layout = Layout(folder)
    prepare([str(source)], layout, Choices(engine=engine), resume=False)
    started = time.perf_counter()
    with LocalRunner(folder, WORKERS) as inner:
        own = Timed(inner)
        before = ""

        def watch(step: Step) -> None:
            nonlocal before
            if trace and step.stage != before:
                print(f"  before {step.stage}: {held(own)} ({time.perf_counter() - started:.0f} s)", flush=True)
            before = step.stage

        counts = read_archive(layout, own, watch)
    copies = sum(number for name, number in counts.items() if name.startswith("copies."))
    dropped, read = counts["texts.dropped"], counts["readings.read"]
    found = counts["texts.kept"] + dropped + counts["texts.refused"]
    print(
        f"{found:,} documents, {dropped:,} dropped, {copies:,} copies, {read:,} read, "
        f"{counts['tellings.tellings']:,} tellings: peak {held(own)}; {time.perf_counter() - started:.0f} s",
        flush=True,
    )


def main() -> None:
    """Measure each size in a process of its own."""
    parser = argparse.ArgumentParser()
    parser.add_argument("reports", type=Path)
    parser.add_argument("sizes", type=int, nargs="*", default=[1_000, 200_000])
    parser.add_argument("--engine", default="default")
    parser.add_argument("--read", type=float, default=0.1, dest="share")
    parser.add_argument("--trace", action="store_true")
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.folder is not None:
        measure(asked.reports, asked.folder, asked.engine, trace=asked.trace)
        return
    for size in asked.sizes:
        work = Path(tempfile.mkdtemp(prefix="casus-bench-"))
        try:
            write(work / "in.jsonl", documents(asked.reports, size, asked.share))
            more = ["--engine", asked.engine, "--folder", str(work / "out"), *(["--trace"] if asked.trace else [])]
            subprocess.run([sys.executable, str(HERE), str(work / "in.jsonl"), *more], check=True)
        finally:
            shutil.rmtree(work)


if __name__ == "__main__":
    main()

"""
What the places step costs, next to reading a report's words: look-ups, scanning, and the whole step per 400 words.

    python benchmarks/places_speed.py REPORTS.jsonl [--limit 100]

REPORTS.jsonl holds reports with a `text`. Prints processor time and the ratio to the tokenizer in the same run.
"""

from __future__ import annotations

import argparse
import itertools
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from casus.gazetteers.places import open_places
from casus.model.document import Document
from casus.model.reading import Reading
from casus.steps.places import Places
from casus.steps.tokens import tokenize


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", type=Path)
    parser.add_argument("--limit", type=int, default=100)
    options = parser.parse_args()
    with options.reports.open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in itertools.islice(lines, options.limit)]
    words = sum(len(text.split()) for text in texts)
    characters = sum(map(len, texts))
    gazetteer = open_places()
    step = Places(gazetteer)
    readings = [Reading(Document(str(number), text)) for number, text in enumerate(texts)]
    tokens = seconds(lambda: [tokenize(text) for text in texts])
    scanning = seconds(lambda: [list(gazetteer.scan(text)) for text in texts])
    whole = seconds(lambda: [step(reading) for reading in readings])
    sys.stdout.write(
        f"{len(texts)} reports, {words:,} words\n"
        f"tokenizer {tokens / words * 400e3:.2f} ms per 400 words\n"
        f"scan      {scanning / words * 400e3:.2f} ms per 400 words (x{scanning / tokens:.2f}), "
        f"{characters / scanning / 1e6:.1f} M characters/s\n"
        f"places    {whole / words * 400e3:.2f} ms per 400 words (x{whole / tokens:.2f})\n"
    )


def seconds(work: Callable[[], object]) -> float:
    """Processor time of the best of three runs."""
    best = float("inf")
    for _ in range(3):
        begin = time.process_time()
        work()
        best = min(best, time.process_time() - begin)
    return best


if __name__ == "__main__":
    main()

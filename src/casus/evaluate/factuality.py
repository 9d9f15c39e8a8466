"""
Measure how sure words are against factuality sets: `python -m casus.evaluate.factuality FILE.jsonl [tuned]`.

Values lie between -3 (certainly not) and 3 (certainly); the mean absolute error is set against calling all events
certain. The sets mean different things by certain: UW's crowd gives what lies ahead a lower value, MEANTIME keeps time
and certainty apart and calls it certain. So FactBank's values stand for other numbers in each (`SCALES`).
"""

from __future__ import annotations

import json
import sys
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from casus.engine import build_engine
from casus.evaluate.sayings import order, syntax
from casus.model.document import Document
from casus.model.reading import Reading
from casus.settings import Settings
from casus.steps._factuality import Sureness, factuality_of
from casus.steps._tree import Tree

SCALES: Final = {
    "uw": {"CT+": 3.0, "PR+": 2.2, "PS+": 1.0, "U": 1.4, "PS-": -1.0, "PR-": -1.0, "CT-": -2.4, "ahead": 1.4},
    "meantime": {"CT+": 3.0, "PR+": 1.5, "PS+": 0.8, "U": 0.8, "PS-": -1.0, "PR-": -3.0, "CT-": -3.0, "ahead": 3.0},
}
"""What each value stands for; `ahead` for what is open only because it lies ahead."""
SAMPLE: Final = 1000
"""Sentences with events, in the order of the SHA-256 of their ids; the rules were made on the first half of them."""
CERTAIN: Final = 3.0


def number(value: Sureness, scale: str) -> float:
    """The value on a scale of -3 to 3."""
    ahead = value.ahead and value.certainty in {"U", "PR"} and not value.denied
    if ahead and (value.certainty == "U" or scale == "meantime"):
        return SCALES[scale]["ahead"]
    return SCALES[scale][value.factuality]


def measure(path: Path, *, tuned: bool = False, engine: str = "default") -> tuple[int, float, float]:
    """Events, mean absolute error of the all-certain baseline, and that of casus, on one half of the sample."""
    scale = "meantime" if "meantime" in path.name else "uw"
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    chosen = order(row for row in rows if row["events"])[:SAMPLE]
    half = chosen[: len(chosen) // 2] if tuned else chosen[len(chosen) // 2 :]
    readings = syntax(build_engine(Settings(engine=engine))).code_all(Document(row["id"], row["text"]) for row in half)
    pairs = [pair for row, reading in zip(half, readings, strict=True) for pair in compared(row, reading, scale)]
    baseline = sum(abs(CERTAIN - gold) for gold, _ in pairs) / len(pairs)
    return len(pairs), baseline, sum(abs(gold - told) for gold, told in pairs) / len(pairs)


def compared(row: dict[str, Any], reading: Reading, scale: str) -> Iterator[tuple[float, float]]:
    """The marked and the found value of each event of a sentence; an event's word is the token that it starts in."""
    tree = Tree.of(reading)
    starts = [token.span.start for token in reading.tokens]
    for event in row["events"]:
        at = max(bisect_right(starts, event["start"]) - 1, 0)
        yield event["factuality"], number(factuality_of(tree, at), scale)


def main(arguments: Sequence[str]) -> str:
    """The errors on one file; "tuned" as second argument measures the half that the rules were made on."""
    events, baseline, error = measure(Path(arguments[0]), tuned="tuned" in arguments[1:])
    return f"{events} events: all certain MAE {baseline:.3f}, casus MAE {error:.3f}"


if __name__ == "__main__":
    sys.stdout.write(main(sys.argv[1:]) + "\n")

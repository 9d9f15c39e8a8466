"""
How casus does on public sets of who says what and of factuality, on documents its rules were not made on.

usage: python benchmarks/public.py FOLDER

FOLDER holds polnear.jsonl, factuality_uw.jsonl and factuality_meantime.jsonl; one that is absent is passed over. How a
match counts is said in `casus.evaluate.sayings` and `casus.evaluate.factuality`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from casus.evaluate import factuality, sayings

MEASURES: tuple[tuple[str, Callable[[Sequence[str]], str]], ...] = (
    ("polnear.jsonl", sayings.main),
    ("factuality_uw.jsonl", factuality.main),
    ("factuality_meantime.jsonl", factuality.main),
)


def main(folder: Path) -> Iterator[str]:
    """One block per set."""
    for name, measure in MEASURES:
        if (folder / name).exists():
            yield f"{name}\n{measure([str(folder / name)])}\n"


if __name__ == "__main__":
    for block in main(Path(sys.argv[1])):
        sys.stdout.write(block + "\n")

"""
How casus does on public sets of who says what, of factuality and of types of acts, on what its rules were not made on.

usage: python benchmarks/public.py FOLDER [FILE ...]

FOLDER holds polnear.jsonl, factuality_uw.jsonl, factuality_meantime.jsonl, plv_relations_train.jsonl and
cameo_pentacode_st.jsonl; one that is absent is passed over. FILE names those to measure, all by default. How a match
counts is said in `casus.evaluate.sayings`, `casus.evaluate.factuality` and `casus.evaluate.plover`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from casus.evaluate import factuality, plover, sayings

MEASURES: tuple[tuple[str, Callable[[Sequence[str]], str]], ...] = (
    ("polnear.jsonl", sayings.main),
    ("factuality_uw.jsonl", factuality.main),
    ("factuality_meantime.jsonl", factuality.main),
    ("plv_relations_train.jsonl", plover.main),
    ("cameo_pentacode_st.jsonl", plover.main),
)


def main(folder: Path, wanted: Sequence[str] = ()) -> Iterator[str]:
    """One block per set that is there and wanted."""
    for name, measure in MEASURES:
        if (folder / name).exists() and (not wanted or name in wanted):
            yield f"{name}\n{measure([str(folder / name)])}\n"


if __name__ == "__main__":
    for block in main(Path(sys.argv[1]), sys.argv[2:]):
        sys.stdout.write(block + "\n")

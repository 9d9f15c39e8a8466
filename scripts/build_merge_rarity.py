"""
Count in how many reports each word occurs: src/casus/resources/merge/rarity.tsv.

Merging weighs words by how rare they are in news about conflict. Input are open reports, one JSON object with a `text`
a line. The file has lemmas and numbers of reports alone; what is in fewer than `LEAST` reports is left out, and weighs
most.

    python scripts/build_merge_rarity.py ../shared/coding/train.jsonl ../shared/coding/uncoded.jsonl
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from casus.merge.wording import content_words

TARGET: Final = Path(__file__).parents[1] / "src/casus/resources/merge/rarity.tsv"
LEAST: Final = 3


def main() -> None:
    """Read, count, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", type=Path, nargs="+")
    texts = sorted(set(read_texts(parser.parse_args().reports)))
    counts = Counter(word for text in texts for word in content_words(text))
    TARGET.write_text(page(counts, len(texts)), encoding="utf-8")
    print(f"{len(texts)} reports, {len(counts)} words: {TARGET}")


def read_texts(paths: Iterable[Path]) -> Iterator[str]:
    """The texts of all reports."""
    for path in paths:
        with path.open(encoding="utf-8") as lines:
            yield from (json.loads(line)["text"] for line in lines if line.strip())


def page(counts: Counter[str], reports: int) -> str:
    """The file: the number of all reports under the name "*", then the words, the most frequent first."""
    rows = sorted(((n, word) for word, n in counts.items() if n >= LEAST), key=lambda row: (-row[0], row[1]))
    lines = [
        "# In how many open reports on conflict a word occurs (scripts/build_merge_rarity.py). *: all reports.",
        "word\treports",
        f"*\t{reports}",
        *(f"{word}\t{n}" for n, word in rows),
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()

"""
Find the rules that tell what a name is.

    build_name_rules.py NER.jsonl … [--held-out]

Every marked name of the training splits is a situation. With `--held-out` a twentieth of the records is kept back,
and the rules are scored on it (give `--out`).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from build_lexicon import RESOURCES, write
from induce import induce

from casus.steps._decisions import COLUMNS, Decisions
from casus.steps._names import NAMES, features
from casus.steps.tokens import tokenize

TEMPLATES: Final = (
    "name prev", "name next", "name", "first last", "prev last next", "last size", "last look", "first size",
    "first look", "prev2 next", "prev next2", "prev2 size look", "prev next size look", "prev next", "next2 size",
    "prev2", "next2", "prev end", "prev look size", "next look size", "end size look", "end look", "last", "first",
    "prev", "next", "end", "look size", "look",
)  # fmt: skip
OTHER: Final = "MISC"
Situation = tuple[tuple[str, ...], str]


def situations(paths: Sequence[Path]) -> Iterator[list[Situation]]:
    """The names of each training record, as features and label."""
    for path in paths:
        for line in path.read_text(encoding="utf-8").strip().split("\n"):
            record = json.loads(line)
            if record["split"] == "train":
                yield list(_names(record["text"], record["spans"]))


def _names(text: str, spans: Sequence[dict[str, str | int]]) -> Iterator[Situation]:
    tokens = tokenize(text)
    words = [text[a:b] for a, b in tokens]
    for span in spans:
        inside = [i for i, (a, b) in enumerate(tokens) if a >= int(span["start"]) and b <= int(span["end"])]
        if inside and words[inside[0]][0].isupper():
            label = str(span["label"])
            known = label in ("PER", "ORG", "LOC", "NORP")
            yield features(words, inside[0], inside[-1] + 1), label if known else OTHER


def main() -> None:
    """Build the table, or score it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--held-out", action="store_true")
    parser.add_argument("--out", type=Path, default=RESOURCES / "syntax" / "en" / "name_rules.tsv")
    options = parser.parse_args()
    records = list(situations(options.files))
    kept = [r for i, r in enumerate(records) if i % 20] if options.held_out else records
    rows, answers = zip(*(s for record in kept for s in record), strict=True)
    rules = sorted(r.row() for r in induce(rows, answers, names=NAMES, templates=TEMPLATES, least=3))
    write(options.out, COLUMNS, rules)
    if options.held_out:
        decide = Decisions.read(options.out, NAMES)
        tests = [s for i, record in enumerate(records) if i % 20 == 0 for s in record]
        right = sum(decide.choose(row, None, "PER") == answer for row, answer in tests)
        parser.exit(message=f"{right} of {len(tests)} right ({right / len(tests):.3f})\n")


if __name__ == "__main__":
    main()

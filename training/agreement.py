"""How much likelier a degree of factuality is beside a status than anyway, counted in the coded training reports.

What is agreed or requested is uncommitted, what has started is certain: the coding guide has hardly any other pairs,
but two heads that score each word for itself may contradict each other. The reader weighs factuality by these factors.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from training.labels import HEADS

# Of .25, .5, .75 and 1 the dev reports like it best; more would outvote the words around the trigger.
WEIGHT: Final = 0.75
_SILVER: Final = Path(__file__).parent / "silver/readings.jsonl"
Factors = dict[str, dict[str, float]]


def factors(claims: Iterable[Mapping[str, Any]]) -> Factors:
    """By status and factuality (share of the pair / product of both shares) ** WEIGHT; each pair is seen once more."""
    seen = Counter((claim["status"], claim["factuality"]) for claim in claims)
    pairs = {(s, f): seen[s, f] + 1 for s in HEADS["status"] for f in HEADS["factuality"]}
    every = sum(pairs.values())
    statuses = {s: sum(pairs[s, f] for f in HEADS["factuality"]) for s in HEADS["status"]}
    degrees = {f: sum(pairs[s, f] for s in HEADS["status"]) for f in HEADS["factuality"]}
    return {
        s: {f: round((pairs[s, f] * every / (statuses[s] * degrees[f])) ** WEIGHT, 4) for f in degrees}
        for s in statuses
    }


def coded_claims(data: Path) -> list[dict[str, Any]]:
    """All claims of the reports that the weights are trained on."""
    texts = [path.read_text(encoding="utf-8") for path in (data / "coding/train.jsonl", _SILVER)]
    return [claim for text in texts for line in text.splitlines() for claim in json.loads(line)["claims"]]

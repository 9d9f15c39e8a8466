"""
Whether a report may be about conflict: a small trained classifier, fast enough for all there is.

A logistic regression over words and pairs of words, each counted once (`resources/archive/gate.tsv`, made by
`scripts/train_gate.py`). A text of which few words are known may be in another language: readers will say.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final

from casus.errors import ResourceError
from casus.resources.load import digest, read_tsv, resource

WORD: Final = re.compile(r"[a-z]+")
LONGEST: Final = 6_000
"""Characters looked at: what a report is about, it says at its beginning."""

KNOWN: Final = 0.4
"""Share of words that must be known for a text to be dropped."""

FILE: Final = ("archive", "gate.tsv")
COLUMNS: Final = ("word", "weight")
BIAS: Final = "(bias)"
BAR: Final = "(bar)"


@dataclass(frozen=True, slots=True)
class Verdict:
    """`score`: 0 to 1, how likely it is about conflict; `dropped`: below the bar; `words`: how many there are."""

    score: float
    dropped: bool
    words: int


class Gate:
    """Judges texts. `weights`: word or pair ("armed group") to weight; `bar`: the score from which on a text passes."""

    def __init__(self, weights: Mapping[str, float], *, bias: float, bar: float) -> None:
        self._weights = weights
        self._bias = bias
        self._bar = bar

    def judge(self, text: str) -> Verdict:
        """What to think of a text; the same for the same text."""
        words = WORD.findall(text[:LONGEST].lower())
        known = self._weights.keys() & set(words)
        pairs = self._weights.keys() & {f"{a} {b}" for a, b in pairwise(words)}
        total = sum(self._weights[word] for word in sorted(known)) + sum(self._weights[pair] for pair in sorted(pairs))
        # The more words, the more would add up: by the root of their number, long texts and short ones compare.
        score = 1 / (1 + math.exp(-max(-50.0, min(50.0, self._bias + total / math.sqrt(1 + len(known) + len(pairs))))))
        unknown = len(known) < KNOWN * len(set(words))
        return Verdict(round(score, 6), score < self._bar and not unknown and bool(words), len(words))


@cache
def shipped_gate() -> Gate:
    """The gate that ships with casus. Raises ResourceError."""
    path = resource(*FILE)
    try:
        weights = {word: float(weight) for word, weight in read_tsv(path, COLUMNS)}
        return Gate(weights, bias=weights.pop(BIAS), bar=weights.pop(BAR))
    except (KeyError, ValueError) as error:
        raise ResourceError(f"not as it should be ({error})", where=str(path), expected="words and weights") from error


def gate_digest() -> str:
    """SHA-256 of the weights."""
    return digest(resource(*FILE))

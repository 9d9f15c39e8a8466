"""Distances and surface features of pairs of words; shared by training and runtime, which must see the same numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

WORD_BUCKETS: Final = 17
SENTENCE_BUCKETS: Final = 7
# Upper ends of the buckets of an absolute distance; beyond the last all distances are alike.
_STEPS: Final = np.array([1, 2, 4, 8, 16, 32, 64, 128])

Numbers = NDArray[np.int64]
Floats = NDArray[np.float32]


def word_buckets(left: Numbers, right: Numbers) -> Numbers:
    """(A,), (B,) word numbers -> (A, B) bucket numbers of the signed distance; 8 is "the same word"."""
    difference = right[None, :] - left[:, None]
    size = np.searchsorted(_STEPS, np.abs(difference), side="right")
    buckets: Numbers = 8 + np.sign(difference) * size
    return buckets


def sentence_buckets(left: Numbers, right: Numbers) -> Numbers:
    """(A,), (B,) sentence numbers -> (A, B) bucket numbers of the difference, cut at three sentences."""
    buckets: Numbers = np.clip(right[None, :] - left[:, None], -3, 3) + 3
    return buckets


def mention_features(words: Sequence[str], spans: Sequence[tuple[int, int]]) -> Floats:
    """(M, M, 4): same words, same last word, last word of one inside the other, and touching spans."""
    lowered = [[w.lower() for w in words[a:b]] for a, b in spans]
    text = np.array([" ".join(w) for w in lowered], dtype=object)
    last = np.array([w[-1] for w in lowered], dtype=object)
    inside = np.array([[m[-1] in other for m in lowered] for other in lowered], dtype=bool).reshape(len(spans), -1)
    starts, ends = (np.array([s[n] for s in spans], dtype=np.int64) for n in (0, 1))
    touching = (starts[:, None] <= ends[None, :]) & (starts[None, :] <= ends[:, None])
    columns = (text[:, None] == text[None, :], last[:, None] == last[None, :], inside | inside.T, touching)
    return np.stack(columns, -1).astype(np.float32)


def trigger_features(words: Sequence[str], triggers: Sequence[int], labels: Sequence[int]) -> Floats:
    """(T, T, 2): same trigger word, same type."""
    text = np.array([words[t].lower() for t in triggers], dtype=object)
    kind = np.array(labels)
    return np.stack((text[:, None] == text[None, :], kind[:, None] == kind[None, :]), -1).astype(np.float32)

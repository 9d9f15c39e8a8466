"""The pair scorers of a model: triggers against words, children against heads, mentions among themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from casus.models.pairs import sentence_buckets, word_buckets

Floats = NDArray[np.floating[Any]]
Numbers = NDArray[np.int64]


class ArgumentScorer:
    """Label probabilities of every word for every trigger of a window, by a small graph of its own."""

    def __init__(self, session: Any, groups: Sequence[str]) -> None:
        self._session, self._groups = session, tuple(groups)

    def __call__(self, triggers: Floats, tokens: Floats, places: Numbers, sentences: Numbers) -> dict[str, Floats]:
        """`triggers` (P, D), `tokens` (W, D), word numbers `places` (P,), `sentences` (W,) -> (P, W, labels) each."""
        inputs = {
            "triggers": triggers,
            "tokens": tokens,
            "words": word_buckets(places, np.arange(len(tokens))),
            "sentences": sentence_buckets(sentences[places], sentences),
        }
        return dict(zip(self._groups, self._session.run(list(self._groups), inputs), strict=True))


class RelationScorer:
    """Dependency labels of (child, head) pairs."""

    def __init__(self, session: Any) -> None:
        self._session = session

    def __call__(self, children: Floats, heads: Floats) -> Numbers:
        """Two (N, D) arrays -> (N,) label numbers."""
        labels: Numbers = self._session.run(["labels"], {"children": children, "heads": heads})[0]
        return labels


class LinkScorer:
    """How likely two mentions or triggers belong together; 0 is "neither likely nor unlikely"."""

    def __init__(self, weights: Mapping[str, NDArray[Any]], kind: str) -> None:
        self._bilinear, self._words, self._features = (
            weights[f"{kind}/{n}"] for n in ("bilinear", "words", "features")
        )

    def __call__(self, left: Floats, right: Floats, places: Numbers, features: Floats) -> Floats:
        """`left`, `right` (N, D), `places` (N,) word numbers, `features` (N, N, F) -> (N, N)."""
        products = _with_one(left) @ self._bilinear @ _with_one(right).T
        scores: Floats = (
            products + self._words[word_buckets(places, places)] + features[..., : len(self._features)] @ self._features
        )
        return scores


def _with_one(x: Floats) -> Floats:
    return np.concatenate((x, np.ones((len(x), 1), x.dtype)), 1)

"""The pair scorers of a model: triggers against words, mentions against mentions, triggers against triggers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from casus.models.pairs import sentence_buckets, word_buckets
from casus.models.spans import softmax

Floats = NDArray[np.floating[Any]]
Numbers = NDArray[np.int64]
# Trigger and token vectors hold two parts: for the bilinear form, and for the hidden layer.
_PAIR: Final = 128


class ArgumentScorer:
    """Label probabilities of every word for every trigger of a window."""

    def __init__(self, weights: Mapping[str, NDArray[Any]], kind: str, groups: Mapping[str, Sequence[str]]) -> None:
        self._weights = {name.removeprefix(f"{kind}/"): w for name, w in weights.items() if name.startswith(f"{kind}/")}
        self._groups = {name: len(labels) for name, labels in groups.items()}
        labels, left, right = self._weights["bilinear"].shape
        self._bilinear = self._weights["bilinear"].transpose(1, 0, 2).reshape(left, labels * right)

    def __call__(self, triggers: Floats, tokens: Floats, places: Numbers, sentences: Numbers) -> dict[str, Floats]:
        """`triggers` (P, D), `tokens` (W, D), word numbers `places` (P,), `sentences` (W,) -> (P, W, labels) each."""
        words = word_buckets(places, np.arange(len(tokens)))
        apart = sentence_buckets(sentences[places], sentences)
        scores = self._products(triggers[:, :_PAIR], tokens[:, :_PAIR])
        scores = scores + self._weights["words"][words] + self._weights["sentences"][apart]
        # one trigger at a time: the hidden layer of all at once would not fit the cache
        for n, (row, far) in enumerate(zip(words, apart, strict=True)):
            hidden = tokens[:, _PAIR:] + triggers[n, _PAIR:]
            hidden += self._weights["words_hidden"][row] + self._weights["sentences_hidden"][far]
            scores[n] += np.maximum(hidden, 0.0) @ self._weights["output"]
        return self._split(scores)

    def _products(self, left: Floats, right: Floats) -> Floats:
        mapped = _with_one(left) @ self._bilinear
        size = right.shape[1] + 1
        scores: Floats = mapped.reshape(-1, size) @ _with_one(right).T
        return scores.reshape(len(left), -1, len(right)).transpose(0, 2, 1)

    def _split(self, scores: Floats) -> dict[str, Floats]:
        found, offset = {}, 0
        for name, size in self._groups.items():
            found[name] = softmax(scores[:, :, offset : offset + size])
            offset += size
        return found


class LinkScorer:
    """How likely two mentions or triggers belong together; 0 is "neither likely nor unlikely"."""

    def __init__(self, weights: Mapping[str, NDArray[Any]], kind: str) -> None:
        self._bilinear, self._words, self._features = (
            weights[f"{kind}/{n}"] for n in ("bilinear", "words", "features")
        )

    def __call__(self, left: Floats, right: Floats, places: Numbers, features: Floats) -> Floats:
        """`left`, `right` (N, D), `places` (N,) word numbers, `features` (N, N, F) -> (N, N)."""
        products = _with_one(left) @ self._bilinear @ _with_one(right).T
        scores: Floats = products + self._words[word_buckets(places, places)] + features @ self._features
        return scores


def _with_one(x: Floats) -> Floats:
    return np.concatenate((x, np.ones((len(x), 1), x.dtype)), 1)

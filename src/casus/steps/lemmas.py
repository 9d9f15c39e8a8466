"""Lemmas by table for tokens that an engine has tagged: "shelled" under VERB/VBD is "shell"."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from casus.model.reading import Reading
from casus.steps._words import lemma_of, load


class Lemmas:
    """Give every tagged token its lemma."""

    name: Final = "lemmas"
    needs: Final = frozenset({"tokens"})
    gives: Final = frozenset({"tokens"})

    def __call__(self, reading: Reading) -> Reading:
        """Look lemmas up under each token's tags; unknown forms lose their regular endings."""
        words = load()
        tokens = (replace(t, lemma=lemma_of(t.text, f"{t.upos}|{t.xpos}", words)) for t in reading.tokens)
        return replace(reading, tokens=tuple(tokens))

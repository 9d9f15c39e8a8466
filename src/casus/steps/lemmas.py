"""
Settle tags against the word table, and look lemmas up: "shelled" under VERB/VBD is "shell".

The encoder is busiest with the words that tell an act, and now and then gives one of them a tag that the word never
has ("refused" as a particle). Where the table has seen a form often enough to know its tags, others are not believed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from casus.model.reading import Reading
from casus.model.syntax import Token
from casus.steps._words import Word, lemma_of, load

SEEN: Final = 3
"""A form seen this often is taken to have no other word classes than those it was seen with."""


class Lemmas:
    """Give every tagged token a word class it can have, and its lemma."""

    name: Final = "lemmas"
    needs: Final = frozenset({"tokens"})
    gives: Final = frozenset({"tokens"})

    def __call__(self, reading: Reading) -> Reading:
        """Look tokens up under their tags; unknown forms keep their tags and lose their regular endings."""
        words = load()
        return replace(reading, tokens=tuple(_settled(token, words) for token in reading.tokens))


def _settled(token: Token, words: Mapping[str, Word]) -> Token:
    known = words.get(token.text.lower())
    tag = f"{token.upos}|{token.xpos}"
    if known is not None and token.upos != "PROPN" and sum(known.counts) >= SEEN:
        tag = _believed(tag, known)
    upos, xpos = tag.split("|")
    return replace(token, upos=upos, xpos=xpos, lemma=lemma_of(token.text, tag, words))


def _believed(tag: str, known: Word) -> str:
    """The tag itself if the form can have its word class, else the likeliest tag, one with the same XPOS first."""
    upos, xpos = tag.split("|")
    if any(seen.split("|")[0] == upos for seen in known.tags):
        return tag
    return next((seen for seen in known.tags if seen.split("|")[1] == xpos), known.tags[0])

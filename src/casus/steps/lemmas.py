"""
Settle tags against the word table, and look lemmas up: "shelled" under VERB/VBD is "shell".

The encoder is busiest with the words that tell an act, and now and then gives one of them a tag that the word never
has ("refused" as a particle). Where the table has seen a form often enough to know its tags, others are not believed.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Final

from casus.model.reading import Reading
from casus.model.syntax import Token
from casus.steps._words import Word, lemma_of, load

REMEMBERED: Final = 32_768
"""Forms under a tag whose lemmas are kept: reports repeat words, and each brings new ones without end."""
SEEN: Final = 3
"""A form seen this often is taken to have no other word classes than those it was seen with."""


class Lemmas:
    """Give every tagged token a word class it can have, and its lemma."""

    name: Final = "lemmas"
    needs: Final = frozenset({"tokens"})
    gives: Final = frozenset({"tokens"})

    def __call__(self, reading: Reading) -> Reading:
        """Look tokens up under their tags; unknown forms keep their tags and lose their regular endings."""
        return replace(reading, tokens=tuple([_settled(token) for token in reading.tokens]))


def _settled(token: Token) -> Token:
    upos, xpos, lemma = _looked_up(token.text, token.upos, token.xpos)
    return Token(token.span, token.text, lemma, upos, xpos, token.head, token.deprel)


@lru_cache(maxsize=REMEMBERED)
def _looked_up(form: str, upos: str, xpos: str) -> tuple[str, str, str]:
    """The tags that a form is believed to have, and its lemma under them."""
    words = load()
    known, tag = words.get(form.lower()), f"{upos}|{xpos}"
    if known is not None and upos != "PROPN" and sum(known.counts) >= SEEN:
        tag = _believed(tag, known)
    upos, xpos = tag.split("|")
    return upos, xpos, lemma_of(form, tag, words)


def _believed(tag: str, known: Word) -> str:
    """The tag itself if the form can have its word class, else the likeliest tag, one with the same XPOS first."""
    upos, xpos = tag.split("|")
    if any(seen.split("|")[0] == upos for seen in known.tags):
        return tag
    return next((seen for seen in known.tags if seen.split("|")[1] == xpos), known.tags[0])

"""
Cut sentences into tokens.

    "Rebel-held Kismar isn't calm."  ->  Rebel - held Kismar is n't calm .
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from casus.model.reading import Reading
from casus.model.span import Span
from casus.model.syntax import Sentence, Token
from casus.steps.tokens import tokenize


class Tokens:
    """Add the tokens of all sentences and tell each sentence which are its own.

    A sentence without any token (a lone joiner character) is dropped: nothing can be read from it.
    """

    name: Final = "tokens"
    needs: Final = frozenset({"document", "sentences"})
    gives: Final = frozenset({"sentences", "tokens"})

    def __call__(self, reading: Reading) -> Reading:
        """Add tokens in text order; `Sentence.first` and `Sentence.last` index them."""
        text = reading.document.text
        sentences: list[Sentence] = []
        tokens: list[Token] = []
        for sentence in reading.sentences:
            first = len(tokens)
            tokens += [Token(Span(a, b), text[a:b]) for a, b in tokenize(text, sentence.span.start, sentence.span.end)]
            if len(tokens) > first:
                sentences.append(Sentence(sentence.span, first, len(tokens)))
        return replace(reading, sentences=tuple(sentences), tokens=tuple(tokens))

"""
Cut prose parts into tokens, leaving sentences to an engine that finds them itself.

Captions, credits and other parts that no claim is read from get no tokens.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from casus.model.document import PROSE
from casus.model.reading import Reading
from casus.model.span import Span
from casus.model.syntax import Token
from casus.steps.tokens import tokenize


class PartTokens:
    """Add the bare tokens of every prose part, in text order."""

    name: Final = "part-tokens"
    needs: Final = frozenset({"document"})
    gives: Final = frozenset({"tokens"})

    def __call__(self, reading: Reading) -> Reading:
        """Add tokens; tags, lemmas and heads come later."""
        text = reading.document.text
        parts = (part.span for part in reading.document.parts if part.kind in PROSE)
        bounds = [pair for part in parts for pair in tokenize(text, part.start, part.end)]
        return replace(reading, tokens=tuple([Token(Span(a, b), text[a:b]) for a, b in bounds]))

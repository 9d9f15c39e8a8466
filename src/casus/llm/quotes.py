"""
Where the words that a model quotes stand in the text: the only way into a reading.

A quote counts when its words stand in the text as they are, whole words in the same
case. White space may be laid out otherwise, and curly quotation marks and dashes may be
straight: models type them so.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from casus.model.span import Span

PLAIN: Final = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u2010": "-", "\u2011": "-"})
"""One code point for one, so that offsets stay."""
MOST_CHARACTERS: Final = 2000
"""A quote longer than this is none; no sentence is longer."""


class Quotes:
    """Finds quotes in the sentences of one text."""

    def __init__(self, text: str, sentences: Sequence[Span]) -> None:
        self._text = text.translate(PLAIN)
        self._sentences = sentences

    def find(
        self, quote: object, sentence: object, *, among: range, near: Span | None = None, nth: object = 1
    ) -> Span | None:
        """The occurrence in the sentence (counted from 1) nearest to `near`, or the `nth` one.

        Models miscount sentences: words that stand only once in the sentences `among` (from 0) are found there
        whatever sentence is named. None where the words do not stand there, or stand in several other places.
        """
        pattern = _pattern(quote)
        if pattern is None:
            return None
        if isinstance(sentence, int) and sentence - 1 in among:
            found = self._all(pattern, sentence - 1)
            if found:
                return _nearest(found, near) if near else found[_index(nth, len(found))]
        elsewhere = [span for n in among for span in self._all(pattern, n)]
        return elsewhere[0] if len(elsewhere) == 1 else None

    def sentence_of(self, span: Span) -> int:
        """The index of the sentence that a found span stands in."""
        return bisect_right(self._sentences, span.start, key=_start) - 1

    def _all(self, pattern: re.Pattern[str], sentence: int) -> list[Span]:
        bounds = self._sentences[sentence]
        return [Span(*match.span()) for match in pattern.finditer(self._text, bounds.start, bounds.end)]


def _pattern(quote: object) -> re.Pattern[str] | None:
    if not isinstance(quote, str) or len(quote) > MOST_CHARACTERS or not any(map(str.isalnum, quote)):
        return None
    words = quote.translate(PLAIN).split()
    left = r"(?<!\w)" if re.match(r"\w", words[0]) else ""
    right = r"(?!\w)" if re.search(r"\w\Z", words[-1]) else ""
    return re.compile(left + r"\s+".join(map(re.escape, words)) + right)


def _nearest(spans: Sequence[Span], near: Span) -> Span:
    return min(spans, key=lambda s: (max(s.start - near.end, near.start - s.end, 0), s))


def _index(nth: object, length: int) -> int:
    return min(nth, length) - 1 if isinstance(nth, int) and nth > 0 else 0


def _start(span: Span) -> int:
    return span.start

"""
Find the numbers of people and things, with bounds and what happened to them.

    "killing at least 10 soldiers and wounding dozens"  ->  killed 10, 10, open; wounded 24, open, 99
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from casus.model.frame import QuantityMention
from casus.model.reading import Reading
from casus.model.span import Span
from casus.model.syntax import Sentence, Token
from casus.steps._quantity_roles import CLOSE, LONE, Fate, fate_of, is_close
from casus.steps._quantity_spans import Phrase, phrases, unit_of


class Quantities:
    """Give every counting phrase its bounds, unit and role; numbers inside time expressions count nothing."""

    name: Final = "quantities"
    needs: Final = frozenset({"document", "sentences", "tokens"})
    gives: Final = frozenset({"quantities"})

    def __call__(self, reading: Reading) -> Reading:
        """Add quantities in text order."""
        found = [mention for sentence in reading.sentences for mention in _of_sentence(reading, sentence)]
        return replace(reading, quantities=tuple(found))


def _of_sentence(reading: Reading, sentence: Sentence) -> Iterator[QuantityMention]:
    tokens = reading.tokens[sentence.first : sentence.last]
    times = [time.span for time in reading.times if sentence.span.overlaps(time.span)]
    previous: tuple[Phrase, str] | None = None
    for phrase in phrases(tokens):
        span = Span(tokens[phrase.first].span.start, tokens[phrase.last - 1].span.end)
        if any(time.overlaps(tokens[phrase.number].span) for time in times):
            continue
        fate = fate_of(tokens, phrase, previous, sentence.first)
        if _is_lone(tokens, phrase) and not _matters(tokens, phrase, fate.role):
            continue
        previous = (phrase, fate.role)
        yield _mention(tokens, phrase, fate, span)


def _matters(tokens: tuple[Token, ...], phrase: Phrase, role: str) -> bool:
    """Whether something happened to the one person that a phrase names."""
    if role in {"other", "force"}:
        return False
    return tokens[phrase.first].text.lower() not in CLOSE or is_close(tokens, phrase)


def _is_lone(tokens: tuple[Token, ...], phrase: Phrase) -> bool:
    """Whether a phrase counts one only by its article ("a soldier"), which matters where something happened to him."""
    return tokens[phrase.first].text.lower() in LONE and phrase.bounds == (1, 1, 1)


def _mention(tokens: tuple[Token, ...], phrase: Phrase, fate: Fate, span: Span) -> QuantityMention:
    low, best, high = phrase.bounds
    told = None if fate.at is None else tokens[fate.at].span
    return QuantityMention(span, fate.role, low, best, high, unit_of(tokens, phrase), told)

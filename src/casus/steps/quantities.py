"""
Find the numbers of people and things, with bounds and what happened to them.

    "killing at least 10 soldiers and wounding dozens"  ->  killed 10, 10, open; wounded 24, open, 99
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from casus.model.frame import QuantityMention
from casus.model.reading import Reading
from casus.model.syntax import Sentence, Token
from casus.steps._quantity_roles import CLOSE, LONE, fate_of, is_close
from casus.steps._quantity_scope import Counted, noun_of, parted, scope_of
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
    found: list[Counted] = []
    for phrase in phrases(tokens):
        if any(time.overlaps(tokens[phrase.number].span) for time in times):
            continue
        fate = fate_of(tokens, phrase, previous, sentence.first)
        if _is_lone(tokens, phrase) and not _matters(tokens, phrase, fate.role):
            continue
        previous = (phrase, fate.role)
        found.append(Counted(phrase, fate))
    if found:
        yield from _mentions(tokens, parted(tokens, found), sentence.first)


def _matters(tokens: tuple[Token, ...], phrase: Phrase, role: str) -> bool:
    """Whether something happened to the one person that a phrase names."""
    if role in {"other", "force"}:
        return False
    return tokens[phrase.first].text.lower() not in CLOSE or is_close(tokens, phrase)


def _is_lone(tokens: tuple[Token, ...], phrase: Phrase) -> bool:
    """Whether a phrase counts one only by its article ("a soldier"), which matters where something happened to him."""
    return tokens[phrase.first].text.lower() in LONE and phrase.bounds == (1, 1, 1)


def _mentions(tokens: tuple[Token, ...], found: Sequence[Counted], base: int) -> Iterator[QuantityMention]:
    low = tuple(token.text.lower() for token in tokens)
    spans = [tokens[one.phrase.first].span.join(tokens[one.phrase.last - 1].span) for one in found]
    for one, span in zip(found, spans, strict=True):
        low_end, best, high = one.phrase.bounds
        told = None if one.fate.at is None else tokens[one.fate.at].span
        scope = scope_of(tokens, low, one.phrase, base)
        cue = None if scope.is_total is None else tokens[scope.first].span.join(tokens[scope.last - 1].span)
        whole = None if one.whole is None else spans[one.whole]
        unit, noun = unit_of(tokens, one.phrase), noun_of(tokens, one.phrase)
        yield QuantityMention(span, one.fate.role, low_end, best, high, unit, told, noun, whole, scope.is_total, cue)

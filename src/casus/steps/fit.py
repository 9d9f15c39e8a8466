"""
Fit the spans of arguments to the phrases that are known.

A tagger that decides word by word may start a place at "'s side of the border"
or end a name before its last part. Where a place or time expression that the
house knows sticks out of such a span, the argument takes the known phrase; clitics and
punctuation at the edges go.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from casus.model.frame import Argument, Frame
from casus.model.reading import Reading
from casus.model.span import Span
from casus.model.syntax import Token

GROUNDS: Final = frozenset({"where", "from", "to", "via", "near"})
EDGES: Final = frozenset({"'s", "’s", "'", "’", ",", ".", ";", ":", "-", "--", "(", ")", '"', "“", "”", "and", "or"})


HYPHEN: Final = 1
"""Spans at most one character apart with no space between them are parts of one word."""


class Fit:
    """Give arguments whole phrases."""

    name: Final = "fit"
    needs: Final = frozenset({"document", "tokens", "frames", "places", "times"})
    gives: Final = frozenset({"frames"})

    def __call__(self, reading: Reading) -> Reading:
        """Fit every argument of every frame; an argument that held nothing but edges goes."""
        places = tuple(sorted(m.span for m in reading.places))
        times = tuple(sorted(m.span for m in reading.times))
        frames = tuple(_fitted(reading, frame, places, times) for frame in reading.frames)
        return replace(reading, frames=frames)


def _fitted(reading: Reading, frame: Frame, places: tuple[Span, ...], times: tuple[Span, ...]) -> Frame:
    joined = replace(frame, arguments=tuple(_joined(frame.arguments, reading.document.text)))
    return replace(frame, arguments=tuple(_unique(_arguments(joined, reading.tokens, places, times))))


def _joined(arguments: tuple[Argument, ...], text: str) -> Iterator[Argument]:
    """Pieces of one word, such as both sides of its hyphen, are one argument."""
    held: Argument | None = None
    for argument in sorted(arguments, key=lambda a: (a.role, a.span)):
        if held is not None and held.role == argument.role and _is_one_word(text, held.span, argument.span):
            held = replace(held, span=held.span.join(argument.span), score=max(held.score, argument.score))
            continue
        if held is not None:
            yield held
        held = argument
    if held is not None:
        yield held


def _is_one_word(text: str, left: Span, right: Span) -> bool:
    between = text[left.end : right.start]
    return right.start - left.end <= HYPHEN and not between.isspace()


def _arguments(
    frame: Frame, tokens: tuple[Token, ...], places: tuple[Span, ...], times: tuple[Span, ...]
) -> Iterator[Argument]:
    for argument in frame.arguments:
        known = times if argument.role == "time" else places if argument.role in GROUNDS else ()
        span = trimmed(_whole(argument.span, known), tokens)
        if span is not None:
            yield replace(argument, span=span)


def _unique(arguments: Iterator[Argument]) -> Iterator[Argument]:
    """One argument per role and span, the first."""
    seen: set[tuple[str, Span]] = set()
    for argument in arguments:
        if (argument.role, argument.span) not in seen:
            seen.add((argument.role, argument.span))
            yield argument


def _whole(span: Span, known: tuple[Span, ...]) -> Span:
    """The known phrase that shares most with the span, where it is not already all inside it."""
    first = max(bisect_left(known, Span(span.start, span.start)) - 1, 0)
    touching = []
    for phrase in known[first:]:
        if phrase.start >= span.end:
            break
        if phrase.overlaps(span):
            touching.append(phrase)
    if not touching or any(span.contains(phrase) for phrase in touching):
        return span
    return max(touching, key=lambda p: (min(p.end, span.end) - max(p.start, span.start), -p.start))


def trimmed(span: Span, tokens: tuple[Token, ...]) -> Span | None:
    """The span without clitics and punctuation at its ends; None when nothing is left."""
    first = bisect_left(tokens, span.start, key=lambda t: t.span.start)
    last = bisect_left(tokens, span.end, key=lambda t: t.span.start)
    inside = list(tokens[first:last])
    while inside and inside[0].text.lower() in EDGES:
        inside.pop(0)
    while inside and inside[-1].text.lower() in EDGES:
        inside.pop()
    return inside[0].span.join(inside[-1].span) if inside else None

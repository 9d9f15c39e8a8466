"""
Fit the spans of arguments to the phrases that are known.

A tagger that decides word by word may start a place at "'s side of the border"
or end a name before its last part. Where a place or time expression that the
house knows sticks out of such a span, the argument takes the known phrase;
clitics and punctuation at the edges go. A number takes the words that count and
the role that its own words show ("two are missing"); one that no known number
stands in is none.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from casus.model.frame import Argument, Frame, QuantityMention
from casus.model.reading import Reading
from casus.model.span import Span
from casus.model.syntax import Token
from casus.model.vocabulary import FATES, PLACE_ROLES, QUANTITY_ROLES
from casus.steps._overlaps import ENDS
from casus.steps._tally import may_tell

NO_PREPOSITION: Final = frozenset({*PLACE_ROLES, "actor", "recipient", "subject", "object"})
"""Roles of phrases that begin with their noun phrase; "at least ten" and "since May" begin with a preposition."""
BOUNDS: Final = frozenset({"least", "most", "all", "about", "around"})
"""Words after "at" or "up to" that make it the bound of a number."""
EDGES: Final = frozenset({"'s", "’s", "'", "’", ",", ".", ";", ":", "-", "--", "(", ")", '"', "“", "”", "and", "or"})


INSIDE: Final = frozenset({"det", "amod", "compound", "nummod", "flat"})
"""Dependents that stand before their noun inside its phrase."""


class Fit:
    """Give arguments whole phrases."""

    name: Final = "fit"
    needs: Final = frozenset({"document", "tokens", "frames", "places", "times", "quantities"})
    gives: Final = frozenset({"frames"})

    def __call__(self, reading: Reading) -> Reading:
        """Fit every argument of every frame; an argument that held nothing but edges goes."""
        places = tuple(sorted((m.span for m in reading.places), key=ENDS))
        times = tuple(sorted((m.span for m in reading.times), key=ENDS))
        frames = tuple(_fitted(reading, frame, places, times) for frame in reading.frames)
        return replace(reading, frames=frames)


def _fitted(reading: Reading, frame: Frame, places: tuple[Span, ...], times: tuple[Span, ...]) -> Frame:
    counted = _counted(frame.label, _joined(frame.arguments, reading), reading.quantities)
    return replace(frame, arguments=tuple(_unique(_arguments(counted, reading.tokens, places, times))))


def _counted(label: str, arguments: Iterable[Argument], known: tuple[QuantityMention, ...]) -> Iterator[Argument]:
    """Numbers by the words that count: quantity F1 on the dev reports .621 without, .657 with this."""
    for argument in arguments:
        if argument.role not in QUANTITY_ROLES:
            yield argument
            continue
        number = next((q for q in known if q.span.overlaps(argument.span)), None)
        if number is not None:
            yield replace(argument, role=_role(label, argument, number), span=number.span)


def _role(label: str, argument: Argument, number: QuantityMention) -> str:
    """
    What happened to those counted: by their own words, else as the engine has it.

    Those whom nothing says to be hurt are not, crowds are no force, and captives in an act of release are released. Of
    a twofold fate ("released two nurses kidnapped in May") each act has its own: the engine's, where only that fits.
    """
    if number.role == "captured" and number.told is None and label in RELEASES:
        return "released"
    is_twofold = number.told is None or frozenset({number.role, argument.role}) in TWOFOLD
    is_misfit = may_tell(label, argument.role) and not may_tell(label, number.role)
    if number.role in FATES and not (is_twofold and is_misfit):
        return number.role
    is_hurt = argument.role in HURT and number.role == "other"
    return "other" if is_hurt or (label == "PROTEST" and argument.role == "force") else argument.role


RELEASES: Final = frozenset({"RETREAT", "CONCEDE", "AID", "DISPLACE"})
TWOFOLD: Final = frozenset(map(frozenset, (("captured", "released"), ("wounded", "evacuated"), ("force", "killed"))))
"""Fates that may befall the same people one after the other."""
HURT: Final = frozenset({"killed", "wounded"})


def _joined(arguments: tuple[Argument, ...], reading: Reading) -> Iterator[Argument]:
    """Pieces of one word or one noun phrase ("an", "army", "post") are one argument."""
    held: Argument | None = None
    for argument in sorted(arguments, key=lambda a: (a.role, a.span.start, a.span.end)):
        if held is not None and held.role == argument.role and _belong(reading, held.span, argument.span):
            held = replace(held, span=held.span.join(argument.span), score=max(held.score, argument.score))
            continue
        if held is not None:
            yield held
        held = argument
    if held is not None:
        yield held


def _belong(reading: Reading, left: Span, right: Span) -> bool:
    """Whether two spans touch and are parts of one word, or the right one governs the left one inside a noun phrase."""
    between = reading.document.text[left.end : right.start]
    if right.start - left.end > 1:
        return False
    if not between.isspace():
        return True
    last, first, end = (bisect_left(reading.tokens, at, key=_start) for at in (left.end, right.start, right.end))
    tail = reading.tokens[last - 1] if last else None
    if tail is None or tail.deprel.split(":")[0] not in INSIDE:
        return False
    return first <= tail.head < end or tail.head == reading.tokens[end - 1].head


def _start(token: Token) -> int:
    return token.span.start


def _arguments(
    arguments: Iterable[Argument], tokens: tuple[Token, ...], places: tuple[Span, ...], times: tuple[Span, ...]
) -> Iterator[Argument]:
    for argument in arguments:
        known = times if argument.role == "time" else places if argument.role in PLACE_ROLES else ()
        span = trimmed(_whole(argument.span, known), tokens, prepositions=argument.role in NO_PREPOSITION)
        if span is not None:
            yield argument if span == argument.span else replace(argument, span=span)


def _unique(arguments: Iterator[Argument]) -> Iterator[Argument]:
    """One argument per role and span, the first."""
    seen: set[tuple[str, int, int]] = set()
    for argument in arguments:
        known = argument.role, argument.span.start, argument.span.end
        if known not in seen:
            seen.add(known)
            yield argument


def _whole(span: Span, known: tuple[Span, ...]) -> Span:
    """The known phrase that shares most with the span, where it is not already all inside it."""
    if not known:
        return span
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


def trimmed(span: Span, tokens: tuple[Token, ...], *, prepositions: bool) -> Span | None:
    """The span without clitics and punctuation at its ends, and without leading prepositions where these are no part.

    None when nothing is left.
    """
    first = bisect_left(tokens, span.start, key=_start)
    last = bisect_left(tokens, span.end, first, min(first + len(span), len(tokens)), key=_start)
    if 0 < first < last and _opens_a_bound(tokens[first - 1], tokens[first]):
        first -= 1
    inside = list(tokens[first:last])
    while inside and _is_edge(inside[0], prepositions=prepositions and not _bounds_a_number(inside)):
        inside.pop(0)
    while inside and _is_edge(inside[-1], prepositions=prepositions):
        inside.pop()
    return inside[0].span.join(inside[-1].span) if inside else None


def _opens_a_bound(before: Token, first: Token) -> bool:
    """Whether a span that begins with "least five people" was cut behind its "at"."""
    return before.text.lower() == "at" and first.text.lower() in ("least", "most")


def _bounds_a_number(tokens: list[Token]) -> bool:
    """Whether the first words are no preposition but the bound of a number: "at least five people"."""
    return len(tokens) > 1 and tokens[1].text.lower() in BOUNDS


def _is_edge(token: Token, *, prepositions: bool) -> bool:
    return token.text.lower() in EDGES or (prepositions and token.upos == "ADP")

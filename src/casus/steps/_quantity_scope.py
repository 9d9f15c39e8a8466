"""
What a number stands for beside the act that tells it: whom it counts, what it is part of, whether it is a sum so far.

    "The toll rose to 12, including two nurses"  ->  12, a sum so far; two nurses, part of the 12
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from casus.model.span import Span
from casus.model.syntax import Token
from casus.steps._lexicon import table, words
from casus.steps._numbers import FILE
from casus.steps._quantity_roles import Fate, cues
from casus.steps._quantity_spans import Phrase, unit_of

INSIDE: Final = (("including",), ("among", "them"), ("among", "whom"), ("of", "whom"), ("of", "them"))
"""Words right before a number that make it a part of the one before."""
OWNERS: Final = frozenset({"of", "the", "its", "their", "his", "her", "our", "those", "these", "more", "other", "new"})
"""Words between a number and its noun that say nothing of who is counted."""
JOINTS: Final = frozenset({"and", ",", "as", "well"})
NOBODY: Final = frozenset({"other", "they", "more", "them", "us", "one", "casualty", "victim"})
"""Nouns that stand for people without telling who they are."""
UP: Final = 4
"""How many governors above a number its "since" may hang on."""
STOPS: Final = frozenset({",", ";", ".", "and", "but"})
AROUND: Final = 8
"""How many words before a number "bringing the toll" may stand."""


@dataclass(frozen=True, slots=True)
class Scope:
    """`is_total` of a number and the words that show it, as token numbers in the sentence."""

    is_total: bool | None = None
    first: int = 0
    last: int = 0


UNSAID: Final = Scope()


@dataclass(frozen=True, slots=True)
class Counted:
    """A phrase, what happened to those counted, and which phrase of the sentence it is a part of."""

    phrase: Phrase
    fate: Fate
    whole: int | None = None


def noun_of(tokens: tuple[Token, ...], phrase: Phrase) -> Span | None:
    """The noun that says who is counted, with what describes it; None where none does ("killed 14", "12 dead")."""
    at = phrase.noun
    while 0 <= at < phrase.head and tokens[at].text.lower() in OWNERS:
        at += 1
    unit = unit_of(tokens, phrase)
    if at < 0 or at > phrase.head or not unit or unit in NOBODY or unit in _telling() or unit in cues().things:
        return None
    return tokens[at].span.join(tokens[phrase.head].span)


@cache
def _telling() -> frozenset[str]:
    """Counted nouns that tell what happened, not to whom: "ten deaths", "12 wounded"."""
    return frozenset(cues().units) - cues().combatants - _named_by()


def _named_by() -> frozenset[str]:
    return frozenset(table(FILE)["scope"]["people"])


def parted(tokens: tuple[Token, ...], found: Sequence[Counted]) -> tuple[Counted, ...]:
    """
    The numbers of one sentence, each with that which it is a part of.

    A number that "and" joins to a part is one too, unless a comma closes the row: "12 people, including two children,
    and five soldiers".
    """
    if len(found) < 2:
        return tuple(found)
    low = tuple(token.text.lower() for token in tokens)
    done: list[Counted] = []
    for one in found:
        done.append(replace(one, whole=_whole(low, one.phrase, done)))
    return tuple(done)


def _whole(low: tuple[str, ...], phrase: Phrase, before: Sequence[Counted]) -> int | None:
    if not before:
        return None
    last = before[-1]
    if _opens_part(low, phrase):
        at: int | None = len(before) - 1 if last.whole is None else last.whole
    else:
        between = low[last.phrase.last : phrase.first]
        at = last.whole if between and set(between) <= JOINTS and between != (",", "and") else None
    return at if at is not None and _fits(phrase, before[at].phrase) else None


def _opens_part(low: tuple[str, ...], phrase: Phrase) -> bool:
    """As in "including two children", "among them a nurse", "three of them civilians"."""
    ahead = any(low[max(phrase.first - len(row), 0) : phrase.first] == row for row in INSIDE)
    return ahead or low[phrase.last - 2 : phrase.last] in INSIDE or low[phrase.last : phrase.last + 2] in INSIDE


def _fits(part: Phrase, whole: Phrase) -> bool:
    """Whether a number is no larger than the one that it would be part of."""
    most, least = whole.bounds[2] or whole.bounds[1], part.bounds[0] or part.bounds[1]
    return most is None or least is None or least <= most


def scope_of(tokens: tuple[Token, ...], low: tuple[str, ...], phrase: Phrase, base: int) -> Scope:
    """
    Whether the words around a number make it a sum of all so far, or a figure on top of earlier ones.

    `base` is the index of the sentence's first token in the whole reading (heads count from there).
    """
    return next(_scopes(tokens, low, phrase, base), UNSAID)


def _scopes(tokens: tuple[Token, ...], low: tuple[str, ...], phrase: Phrase, base: int) -> Iterator[Scope]:
    yield from _fresh(low, phrase)
    yield from _sum_before(low, phrase)
    yield from _so_far(low, phrase)
    yield from _since(tokens, low, phrase, base)


def _fresh(low: tuple[str, ...], phrase: Phrase) -> Iterator[Scope]:
    """As in "another five soldiers", "five more"; "more than five" is a bound."""
    for i in range(phrase.first, min(phrase.last + 1, len(low))):
        beside = i <= phrase.number or phrase.noun <= i <= phrase.noun + 1 or i == phrase.last
        if beside and low[i] in words(FILE, "fresh") and low[i + 1 : i + 2] != ("than",):
            yield Scope(False, i, i + 1)


def _sum_before(low: tuple[str, ...], phrase: Phrase) -> Iterator[Scope]:
    """As in "the toll rose to 40", "bringing the number of dead to 12"."""
    floor = max(phrase.first - AROUND, 0)
    known = (i for i in range(phrase.first - 1, floor - 1, -1) if low[i] in words(FILE, "sums"))
    noun = next(known, None)
    if noun is None:
        return
    verbs = [i for i in range(floor, phrase.first) if low[i] in words(FILE, "moves")]
    near = [i for i in verbs if i > noun or low[phrase.first - 1] in {"to", "at"}]
    if near and not STOPS & set(low[min(near[0], noun) : phrase.first]):
        yield Scope(True, min(near[0], noun), max(near[0], noun) + 1)


def _so_far(low: tuple[str, ...], phrase: Phrase) -> Iterator[Scope]:
    """As in "12 people have been killed so far"."""
    for row in map(str.split, table(FILE)["scope"]["so_far"]):
        for i in range(max(phrase.first - AROUND, 0), min(phrase.last + AROUND, len(low))):
            if low[i : i + len(row)] == tuple(row):
                yield Scope(True, i, i + len(row))


def _since(tokens: tuple[Token, ...], low: tuple[str, ...], phrase: Phrase, base: int) -> Iterator[Scope]:
    """As in "more than 300 have been killed since January", "since fighting began": "since" hangs above the number."""
    if "since" not in low:
        return
    at, above = phrase.head, set[int]()
    while 0 <= at < len(tokens) and len(above) <= UP:
        above.add(at)
        at = tokens[at].head - base
    for i, word in enumerate(low):
        over = tokens[i].head - base
        if word == "since" and 0 <= over < len(tokens) and tokens[over].head - base in above - {phrase.head}:
            yield Scope(True, i, max(over, i) + 1)

"""
Find the words that denote an act, and which act.

Triggers are lemma phrases ("open fire", "attack") with a coarse part of speech
and the share of their uses that are acts, counted on hand-coded reports. What
stands around a phrase then decides whether it is an act here (`_gate`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from casus.model.span import Span
from casus.resources.load import read_tsv, resource
from casus.steps._gate import NONE, features, rules
from casus.steps._tree import Tree

COLUMNS: Final = ("phrase", "pos", "type", "mode", "share")
MIN_SHARE: Final = 0.05
"""Phrases that are acts more seldom than this are not looked at."""

STRONG: Final = 0.55
"""Phrases that are acts more often than this make a word beside them a result: "an attack that killed three"."""
NEAR: Final = 12
"""How many words around a phrase are looked at for such acts."""

REACH: Final = 3
"""How many tokens may stand between a verb and its particle ("blew himself up")."""


@dataclass(frozen=True, slots=True)
class Sense:
    """What a trigger phrase means.

    `lemmas` in order, coarse part of speech, event type, mode, and the share of its uses that are acts.
    """

    lemmas: tuple[str, ...]
    pos: str
    label: str
    mode: str | None
    share: float


@dataclass(frozen=True, slots=True)
class Trigger:
    """A trigger in a text: its words, its head token, its sense, and its range of tokens (`last` excluded)."""

    span: Span
    head: int
    sense: Sense
    first: int
    last: int


Senses = Mapping[str, tuple[Sense, ...]]
"""Senses by first lemma, longest phrases first, then those that are acts most often."""


@cache
def senses() -> Senses:
    """The lexicon that ships with casus. Raises ResourceError."""
    rows = read_tsv(resource("lexicon", "en", "triggers.tsv"), COLUMNS)
    return by_lemma(Sense(tuple(p.split(" ")), pos, label, mode or None, float(n)) for p, pos, label, mode, n in rows)


def by_lemma(found: Iterable[Sense]) -> Senses:
    """Senses in the order in which they are tried."""
    table: dict[str, list[Sense]] = {}
    for sense in found:
        if sense.share >= MIN_SHARE:
            table.setdefault(sense.lemmas[0], []).append(sense)
    return {first: tuple(sorted(own, key=lambda s: (-len(s.lemmas), -s.share))) for first, own in table.items()}


def find_triggers(tree: Tree) -> tuple[Trigger, ...]:
    """All triggers of a text, left to right; a word belongs to one trigger at most."""
    found = weighed(tree, tuple(candidates(tree, senses())))
    return tuple(trigger for trigger, values in found if rules().choose(values, None, NONE) != NONE)


def weighed(tree: Tree, found: Sequence[Trigger]) -> Iterator[tuple[Trigger, tuple[str, ...]]]:
    """Phrases with what decides whether they are acts (`_gate.NAMES`)."""
    strong = [t.head for t in found if t.sense.share >= STRONG]
    for trigger in found:
        near = strong[bisect_left(strong, trigger.first - NEAR) : bisect_left(strong, trigger.last + NEAR)]
        sides = ("<" * any(h < trigger.first for h in near), ">" * any(h >= trigger.last for h in near))
        sense = trigger.sense
        words = (" ".join(sense.lemmas), sense.share, sense.label)
        yield trigger, features(tree, (trigger.head, trigger.first, trigger.last), words, "".join(sides) or NONE)


def candidates(tree: Tree, table: Senses) -> Iterator[Trigger]:
    """All phrases of the lexicon in a text, whether they are acts there or not."""
    taken = 0
    for i in range(len(tree.tokens)):
        match = next(_matches(tree, i, table), None) if i >= taken else None
        if match is not None:
            yield match
            taken = match.last


def _matches(tree: Tree, i: int, table: Senses) -> Iterator[Trigger]:
    for sense in table.get(tree.lemma(i), ()):
        last = _last(tree, i, sense) if coarse(tree.tokens[i].upos) == sense.pos else None
        if last is not None:
            head = last if sense.pos == "N" else i
            yield Trigger(tree.tokens[i].span.join(tree.tokens[last].span), head, sense, i, last + 1)


def _last(tree: Tree, i: int, sense: Sense) -> int | None:
    """The index of the last token of the phrase that starts at `i`, or None; verb particles may stand apart."""
    at = i
    for lemma in sense.lemmas[1:]:
        limit = at + (REACH if sense.pos == "V" else 1)
        at = next((k for k in range(at + 1, min(limit + 1, len(tree.tokens))) if tree.lemma(k) == lemma), -1)
        if at < 0:
            return None
    return at if at == i or not any(tree.tokens[k].upos == "VERB" for k in _gaps(tree, i, at, sense)) else None


def _gaps(tree: Tree, first: int, last: int, sense: Sense) -> Iterator[int]:
    """The tokens inside a phrase that are none of its words: no verb may stand there ("*had* fled *to*")."""
    return (k for k in range(first, last) if tree.lemma(k) not in sense.lemmas)


def coarse(upos: str) -> str:
    """V for verbs, N for nouns and names, A for the rest."""
    return {"VERB": "V", "AUX": "V", "NOUN": "N", "PROPN": "N"}.get(upos, "A")

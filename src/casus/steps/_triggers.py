"""
Find the words that denote an act, and which act.

Triggers are lemma phrases ("open fire", "attack") with a coarse part of speech
and the share of their uses that are acts, counted on hand-coded reports.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from casus.model.span import Span
from casus.resources.load import read_tsv, resource
from casus.steps._tree import Tree

COLUMNS: Final = ("phrase", "pos", "type", "mode", "share")
MIN_SHARE: Final = 0.45
"""A phrase is a trigger when at least this share of its uses in the coded reports is one."""

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
    """A trigger in a text: its words, its head token, and its sense."""

    span: Span
    head: int
    sense: Sense


@cache
def senses() -> dict[str, tuple[Sense, ...]]:
    """The lexicon by first lemma, longest phrases first."""
    table: dict[str, list[Sense]] = {}
    for phrase, pos, label, mode, share in read_tsv(resource("lexicon", "en", "triggers.tsv"), COLUMNS):
        sense = Sense(tuple(phrase.split(" ")), pos, label, mode or None, float(share))
        if sense.share >= MIN_SHARE:
            table.setdefault(sense.lemmas[0], []).append(sense)
    return {first: tuple(sorted(found, key=lambda s: (-len(s.lemmas), -s.share))) for first, found in table.items()}


def find_triggers(tree: Tree) -> tuple[Trigger, ...]:
    """All triggers of a text, left to right; a word belongs to one trigger at most."""
    found, taken = [], -1
    for i in range(len(tree.tokens)):
        match = next(_matches(tree, i), None) if i > taken else None
        if match is not None:
            found.append(match[0])
            taken = match[1]
    return tuple(found)


def _matches(tree: Tree, i: int) -> Iterator[tuple[Trigger, int]]:
    for sense in senses().get(tree.lemma(i), ()):
        last = _last(tree, i, sense)
        if last is not None and coarse(tree.tokens[i].upos) == sense.pos:
            head = last if sense.pos == "N" else i
            yield Trigger(tree.tokens[i].span.join(tree.tokens[last].span), head, sense), last


def _last(tree: Tree, i: int, sense: Sense) -> int | None:
    """The index of the last token of the phrase that starts at `i`, or None; verb particles may stand apart."""
    at = i
    for lemma in sense.lemmas[1:]:
        limit = at + (REACH if sense.pos == "V" else 1)
        window = range(at + 1, min(limit + 1, len(tree.tokens)))
        at = next((k for k in window if tree.lemma(k) == lemma), -1)
        if at < 0:
            return None
    return at


def coarse(upos: str) -> str:
    """V for verbs, N for nouns and names, A for the rest."""
    return {"VERB": "V", "AUX": "V", "NOUN": "N", "PROPN": "N"}.get(upos, "A")

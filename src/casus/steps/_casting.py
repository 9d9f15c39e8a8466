"""
Who plays which part in an act: parties, places and times of each trigger of a sentence.

Every phrase of the sentence is looked at from every trigger (`_bearings`), and the most reliable fitting rule of
`resources/lexicon/en/*_rules.tsv` says what it is to the act: actor, recipient, place, time, number, or nothing.
"Rebels shelled the port on Monday, the army said" makes Rebels the actor of *shelled*, and the army nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from casus.model.frame import Argument
from casus.model.reading import Reading
from casus.model.span import Span
from casus.model.syntax import Sentence
from casus.resources.load import resource
from casus.steps._arguments import parties
from casus.steps._bearings import NAMES, Anchor, Phrase, anchor, bearings
from casus.steps._decisions import Decisions
from casus.steps._gate import NONE
from casus.steps._tree import Tree
from casus.steps._triggers import Trigger


@dataclass(frozen=True, slots=True)
class Case:
    """One phrase seen from one trigger. `trigger` and `phrase` index the scene's."""

    trigger: int
    phrase: int
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class View:
    """A sentence as seen from one trigger: where it stands, and the parts that grammar alone gives to phrases."""

    anchor: Anchor
    hands: dict[Span, str]

    @classmethod
    def of(cls, tree: Tree, trigger: Trigger) -> View:
        """Look around from a trigger."""
        found = parties(tree, trigger.head, trigger.sense.label, trigger.sense.mode)
        return cls(anchor(tree, trigger), {argument.span: argument.role for argument in found})


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence: its triggers and the phrases of one kind that may play a part in them."""

    tree: Tree
    views: tuple[View, ...]
    spans: tuple[Span, ...]
    phrases: tuple[Phrase, ...]
    between: tuple[int, ...]

    def cases(self) -> Iterator[Case]:
        """Every phrase from every trigger, except phrases that are the trigger."""
        heads = [view.anchor.head for view in self.views]
        places = [bisect_left(self.between, phrase.head) for phrase in self.phrases]
        for n, view in enumerate(self.views):
            place = bisect_left(self.between, view.anchor.head)
            for k, phrase in enumerate(self.phrases):
                if not view.anchor.first <= phrase.head < view.anchor.last:
                    hand, own = view.hands.get(self.spans[k], NONE), nearness(heads, n, phrase.head)
                    gap = abs(places[k] - place)
                    yield Case(n, k, bearings(self.tree, view.anchor, phrase, hand=hand, own=own, gap=gap))


def nearness(heads: Sequence[int], own: int, at: int) -> str:
    """Whether a trigger is the only one (1), the nearest (n), behind another one (b), or farther than another (f)."""
    if len(heads) == 1:
        return "1"
    here = heads[own]
    low, high = min(here, at), max(here, at)
    if any(low < h < high for h in heads):
        return "b"
    return "n" if high - low == min(abs(h - at) for h in heads) else "f"


def party_scene(reading: Reading, tree: Tree, sentence: Sentence, views: tuple[View, ...]) -> Scene:
    """The mentions of a sentence."""
    first = bisect_left(reading.mentions, sentence.span.start, key=lambda m: m.span.start)
    last = bisect_left(reading.mentions, sentence.span.end, key=lambda m: m.span.start)
    own = reading.mentions[first:last]
    also = _also(reading, sentence.span, [m.span for m in own])
    phrases = tuple(Phrase(m.head, *tree.range(m.span), m.label, also.get(m.span, NONE)) for m in own)
    return Scene(tree, views, tuple(m.span for m in own), phrases, tuple(sorted(m.head for m in own)))


def _also(reading: Reading, sentence: Span, spans: Sequence[Span]) -> dict[Span, str]:
    """What else each phrase is: "T" a time, "P" a place, a number's role, "N" part of the phrase before it."""
    times = [t.span for t in reading.times if sentence.contains(t.span)]
    places = [p.span for p in reading.places if sentence.contains(p.span) and not p.metonym]
    numbers = [q for q in reading.quantities if sentence.contains(q.span)]
    found, outer = {}, Span(0, 0)
    for span in spans:
        inner = outer.contains(span)
        outer = outer if inner else span
        number = next((q.role for q in numbers if q.span.overlaps(span)), "")
        kind = "T" if any(t.overlaps(span) for t in times) else "P" if any(p.overlaps(span) for p in places) else ""
        found[span] = f"{kind}{number}{'N' if inner else ''}" or NONE
    return found


@cache
def rules(kind: str) -> Decisions:
    """The rules of one kind that ship with casus. Raises ResourceError."""
    return Decisions.read(resource("lexicon", "en", f"{kind}_rules.tsv"), NAMES)


def place_scene(reading: Reading, tree: Tree, sentence: Sentence, views: tuple[View, ...]) -> Scene:
    """The place names of a sentence."""
    own = [(p.span, "metonym" if p.metonym else "place") for p in reading.places if sentence.span.contains(p.span)]
    return _scene(tree, views, own)


def time_scene(reading: Reading, tree: Tree, sentence: Sentence, views: tuple[View, ...]) -> Scene:
    """The times of a sentence; durations and frequencies are no dates."""
    own = [(t.span, t.timex) for t in reading.times if sentence.span.contains(t.span) and t.timex in {"DATE", "TIME"}]
    return _scene(tree, views, own)


def number_scene(reading: Reading, tree: Tree, sentence: Sentence, views: tuple[View, ...]) -> Scene:
    """The numbers of people of a sentence."""
    own = [(q.span, q.role) for q in reading.quantities if sentence.span.contains(q.span)]
    return _scene(tree, views, own)


def _scene(tree: Tree, views: tuple[View, ...], own: Sequence[tuple[Span, str]]) -> Scene:
    many = str(min(len(own), 3))
    phrases = tuple(Phrase(tree.head_in(span), *tree.range(span), what, many) for span, what in own)
    between = tuple(sorted(p.head for p in phrases))
    return Scene(tree, views, tuple(span for span, _ in own), phrases, between)


SCENES: Final = {"party": party_scene, "place": place_scene, "time": time_scene, "number": number_scene}
"""The phrases that one table of rules is about: what a mention, a place, a time, a number of people is to an act."""


def cast(
    reading: Reading, tree: Tree, sentence: Sentence, triggers: Sequence[Trigger]
) -> tuple[tuple[Argument, ...], ...]:
    """The arguments of each trigger of a sentence."""
    found: list[list[Argument]] = [[] for _ in triggers]
    views = tuple(View.of(tree, trigger) for trigger in triggers)
    for kind, scene_of in SCENES.items():
        scene, decide = scene_of(reading, tree, sentence, views), rules(kind)
        for case in scene.cases():
            part = decide.choose(case.values, None, NONE)
            if part != NONE:
                found[case.trigger].append(Argument(part, scene.spans[case.phrase]))
    return tuple(map(tuple, found))

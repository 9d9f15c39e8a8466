"""
Chains of sources: who says what somebody else says.

    "Radio quoted the mayor as saying that villagers told soldiers the bridge was mined"
    ->  villagers, soldiers (who heard it), the mayor, radio

Each saying stands inside the one around it. Whoever is told inside another's saying passes it on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from casus.model.frame import Saying, Sourcing
from casus.model.span import Span
from casus.steps._cues import words
from casus.steps._tree import NOUNS, Tree

NESTING: Final = frozenset({"speech:clause", "object:clause", "object:object"})
"""Rules of sayings whose content may hold another saying."""


def nest(tree: Tree, sayings: Iterable[Saying], trigger: Span) -> tuple[Saying, ...]:
    """The sayings around an act, innermost first, each inside the next; fewer than two make no chain."""
    around = (s for s in sayings if s.covers(trigger) and (s.rule in NESTING or is_quoted(tree, s)))
    chain: list[Saying] = []
    for saying in sorted(around, key=lambda s: (sum(map(len, s.contents)), -s.at)):
        if not chain or saying.covers(chain[-1].cue) or _quotes(tree, saying, chain[-1]):
            chain.append(saying)
    return tuple(chain) if len(chain) > 1 else ()


def _quotes(tree: Tree, outer: Saying, inner: Saying) -> bool:
    """Whether one quotes the other: "*quoted* the mayor as *saying*"."""
    return outer.at < inner.at and tree.lemma(outer.at) in words("quoting") and is_quoted(tree, inner)


def is_quoted(tree: Tree, saying: Saying) -> bool:
    """Whether somebody quotes whoever says it: "as *saying*"."""
    return tree.tokens[saying.at - 1].text.lower() == "as"


def links(
    tree: Tree, chain: Sequence[Saying], frame: int, stance: Callable[[Saying], str], phrases: frozenset[Span]
) -> Iterator[Sourcing]:
    """The sources that a chain of sayings names, innermost first, with those who were told inside another's saying."""
    for saying in chain:
        yield Sourcing(frame, 0, saying.source, saying.cue, stance(saying), "saying:chain")
        if saying is not chain[-1]:
            for heard in _hearers(tree, saying, phrases):
                yield Sourcing(frame, 0, heard, saying.cue, "asserts", "saying:heard")


def _hearers(tree: Tree, saying: Saying, phrases: frozenset[Span]) -> Iterator[Span]:
    for child in tree.children(saying.at, "iobj", "obj"):
        phrase = tree.phrase(child)
        if child > saying.at and tree.tokens[child].upos in NOUNS - {"PRON"} and phrase in phrases:
            yield phrase


def joined(known: Iterable[Sourcing], told: Iterable[Sourcing]) -> tuple[Sourcing, ...]:
    """A chain with what an engine knows of its links kept; sources that are no link of it stay, before the others."""
    before, chain = list(known), []
    for link in told:
        same = next((s for s in before if s.source.overlaps(link.source)), None)
        if same is not None:
            before.remove(same)
        chain.append(link if same is None else replace(same, cue=same.cue or link.cue))
    return (*before, *chain)

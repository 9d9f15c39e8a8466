"""
Whether a source is a party to what it tells of.

It is where it takes part in the claim, is part of a party or commands or backs one, by the registry or by the report's
own states, or serves the same state; and where it speaks for somebody ("a *Hezbollah* spokesman") of whom that holds.
Aid organisations, media and residents are not. Of all others nothing is said: that no tie is known proves none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from casus.model.actor import Actor
from casus.model.claim import StateClaim
from casus.model.span import Span
from casus.protocols import ActorTies
from casus.steps import _lexicon
from casus.steps._cues import words
from casus.steps._tree import Tree

STEPS: Final = 2
"""How many links of the registry lead from one actor to another on its side."""


@dataclass(frozen=True, slots=True)
class Sides:
    """The actors of a report and what ties them."""

    actors: dict[str, Actor]
    tied: frozenset[tuple[str, str]]
    registry: ActorTies
    day: date | None
    tree: Tree

    def is_party(self, source: Actor | None, span: Span | None, parties: Iterable[Actor]) -> bool | None:
        """Whether a source (who, in which words) is one of the parties of a claim or on the side of one."""
        voices = [*([source] if source else []), *(self._spoken_for(span) if span else ())]
        told = list(parties)
        if any(self._together(voice, party) for voice in voices for party in told):
            return True
        if source is None or not told:
            return None
        return False if self._is_outside(source, told) else None

    def _spoken_for(self, span: Span) -> Iterable[Actor]:
        """Whom the words for a source name beside it, where it is one who speaks for others."""
        if self.tree.lemma(self.tree.head_in(span)) not in words("spokes"):
            return ()
        return [actor for actor in self.actors.values() if any(span.contains(m) for m in actor.mentions)]

    def _together(self, one: Actor, other: Actor) -> bool:
        if one.id == other.id or (one.registry is not None and one.registry == other.registry):
            return True
        if (one.id, other.id) in self.tied or (other.id, one.id) in self.tied:
            return True
        return self._of_one_state(one, other) or self._linked(one, other) or self._linked(other, one)

    def _of_one_state(self, one: Actor, other: Actor) -> bool:
        state = words("state_sectors")
        both = one.sector in state and other.sector in state
        return both and one.country is not None and one.country == other.country

    def _linked(self, one: Actor, other: Actor) -> bool:
        if one.registry is None or other.registry is None:
            return False
        reached = {one.registry}
        for _ in range(STEPS):
            reached |= {far for near in reached for far in self.registry.ties(near, self.day)}
        return other.registry in reached

    def _is_outside(self, source: Actor, parties: Iterable[Actor]) -> bool:
        """Whether its kind stands outside conflicts, and none of the parties is of the same kind."""
        same = {actor.kind for actor in parties}
        if source.kind in words("bystanders"):
            return not same & (words("bystanders") | {"other", "anonymous_person", ""})
        return source.kind in words("outside_kinds")


def tied(states: Iterable[StateClaim]) -> frozenset[tuple[str, str]]:
    """Pairs of actors (local ids) that a report tells to be on one side."""
    relations = frozenset(_lexicon.table("voices.toml")["sides"]["relations"])
    return frozenset(
        (subject.actor, other.actor)
        for state in states
        if state.relation in relations and state.factuality == "CT+"
        for subject in state.subjects
        for other in state.objects
        if subject.actor and other.actor
    )

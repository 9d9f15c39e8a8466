"""
The chain behind each claim: what each source is, how it is named and speaks, whether it is a party, who passes it on.

    Rebels shelled the port, a spokesman for the army told Reuters on Tuesday.
    a spokesman (speaker, office, party, indirect) <- Reuters (wire) <- the publisher of the report
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from casus.model.actor import Actor
from casus.model.claim import Attribution, Carrier, EventClaim, Party, StateClaim
from casus.model.reading import Reading
from casus.model.span import Span
from casus.protocols import ActorTies
from casus.steps._allegiance import Sides, tied
from casus.steps._cues import hearsay, words
from casus.steps._naming import ANONYMOUS, NAMED, is_withheld, naming
from casus.steps._outlets import once, outer, outlet_of, part_of, told
from casus.steps._parties import Parties
from casus.steps._quotes import quotations
from casus.steps._reports import stances
from casus.steps._tree import Tree

SHORT: Final = 3
"""A quotation of fewer words is a word in quotation marks, and no speech."""

C = TypeVar("C", EventClaim, StateClaim)


class Voices:
    """Say of each source of a claim who speaks, and who passes the claim on."""

    name: Final = "voices"
    needs: Final = frozenset({"document", "sentences", "tokens", "mentions", "actors", "claims", "states"})
    gives: Final = frozenset({"claims", "states"})

    def __init__(self, registry: ActorTies) -> None:
        self._registry = registry

    def __call__(self, reading: Reading) -> Reading:
        """The same reading with every chain told."""
        listener = _Listener.over(reading, self._registry)
        return replace(
            reading,
            claims=tuple(listener.heard(claim, _acting(claim)) for claim in reading.claims),
            states=tuple(listener.heard(state, (*state.subjects, *state.objects)) for state in reading.states),
        )


def _acting(claim: EventClaim) -> tuple[Party, ...]:
    return claim.parties("actor", "recipient")


@dataclass(frozen=True, slots=True)
class _Listener:
    reading: Reading
    tree: Tree
    starts: tuple[int, ...]
    quotes: tuple[Span, ...]
    parties: Parties
    sides: Sides
    outer: tuple[Carrier, ...]

    @classmethod
    def over(cls, reading: Reading, registry: ActorTies) -> _Listener:
        tree, actors = Tree.of(reading), {actor.id: actor for actor in reading.actors}
        return cls(
            reading,
            tree,
            tuple(s.span.start for s in reading.sentences),
            tuple(q for q in quotations(reading.document.text) if len(q.of(reading.document.text).split()) >= SHORT),
            Parties(reading.actors),
            Sides(actors, tied(reading.states), registry, reading.document.published, tree),
            tuple(outer(reading.document)),
        )

    def heard(self, claim: C, parties: Iterable[Party]) -> C:
        """A claim with its chain."""
        taking_part = tuple(a for p in parties if p.actor and (a := self.sides.actors.get(p.actor)))
        chain: tuple[Attribution, ...] = tuple(self._link(a, claim.trigger, taking_part) for a in claim.attribution)
        names = [self._name(link) for link in chain if link.part in {"wire", "outlet"}]
        carriers = tuple(once((*self._told(chain), *self.outer), names))
        return replace(claim, attribution=chain, carriers=carriers)

    def _link(self, link: Attribution, trigger: Span, parties: tuple[Actor, ...]) -> Attribution:
        span, actor = link.source.span, self.sides.actors.get(link.source.actor or "")
        speech = self._speech(link, trigger)
        if span is None or self._is_hearsay(link, span):
            return replace(link, speech=speech)
        return replace(
            link,
            part=self._part(span, actor),
            naming=self._naming(span, actor),
            is_party=self.sides.is_party(actor, span, parties),
            speech=speech,
        )

    def _is_hearsay(self, link: Attribution, span: Span) -> bool:
        """Whether a word of saying stands for the source: "reportedly", "is blamed"."""
        head = self.tree.head_in(span)
        verbal = self.tree.tokens[head].upos == "VERB" and self.tree.lemma(head) in stances()
        return span == link.cue or verbal or self.tree.tokens[head].text.lower() in hearsay()

    def _part(self, span: Span, actor: Actor | None) -> str:
        known = outlet_of(span.of(self.reading.document.text)) or (outlet_of(actor.name) if actor else None)
        if known:
            return part_of(known)
        noun = self.tree.lemma(self.tree.head_in(span)) in words("outlets")
        return "outlet" if noun or (actor is not None and actor.kind == "media") else "speaker"

    def _naming(self, span: Span, actor: Actor | None) -> str:
        text = self.reading.document.text
        found = naming(self.tree, span, actor, text)
        if found in {NAMED, ANONYMOUS}:
            return found
        at = bisect_right(self.starts, span.start) - 1
        return ANONYMOUS if at >= 0 and is_withheld(self.tree, self.reading.sentences, at, span, text) else found

    def _speech(self, link: Attribution, trigger: Span) -> str:
        """Direct inside a quotation that does not hold the cue as well: what is told in a quotation is indirect."""
        quote = next((q for q in self.quotes if q.contains(trigger)), None)
        inside = quote is not None and (link.cue is None or not quote.contains(link.cue))
        return "direct" if inside else "indirect"

    def _told(self, chain: tuple[Attribution, ...]) -> Iterator[Carrier]:
        """The outlets that the sources spoke to."""
        for link in chain:
            if link.cue is not None:
                head = self.tree.head_in(link.cue)
                carrier = told(self.tree, head, self.parties, self.reading.document.text)
                if carrier is not None and not (link.source.span and carrier.span and carrier.span == link.source.span):
                    yield carrier

    def _name(self, link: Attribution) -> str:
        actor = self.sides.actors.get(link.source.actor or "")
        return actor.name if actor else link.source.span.of(self.reading.document.text) if link.source.span else ""

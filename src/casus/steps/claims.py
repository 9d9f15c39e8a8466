"""
Join frames, qualifiers, sources, actors, places, times and numbers into claims.

"The army said on Monday it had retaken Tarsin" carries a frame (retaken), a
qualifier (completed, CT+), a source (the army) and a place (Tarsin): one claim.
This is the only place where certainty is computed and where ids are made.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from casus.model.actor import Actor
from casus.model.claim import (
    Attribution,
    EventClaim,
    Party,
    PlaceRole,
    Quantity,
    Role,
    StateClaim,
    TimeRole,
)
from casus.model.document import Note
from casus.model.frame import Argument, Frame, FrameKind, LinkKind, Qualifier, QuantityMention, Sourcing
from casus.model.ids import content_id
from casus.model.reading import Reading
from casus.model.span import Span
from casus.model.vocabulary import PARTY_ROLES, PLACE_ROLES, QUANTITY_ROLES, TERRITORIAL
from casus.model.when import TimeMention, When
from casus.model.where import PlaceMention
from casus.steps._dates_shared import with_shared_days
from casus.steps._numbers import parse_quantity
from casus.steps._overlaps import Overlaps
from casus.steps._parties import Parties

DEFAULT: Final = Qualifier(frame=-1, status="completed", factuality="CT+", rule="default")


T = TypeVar("T")


class Claims:
    """Make claims and states out of everything the earlier steps found."""

    name: Final = "claims"
    needs: Final = frozenset(
        {
            "document",
            "sentences",
            "frames",
            "qualifiers",
            "sourcings",
            "actors",
            "places",
            "times",
            "quantities",
            "links",
        }
    )
    gives: Final = frozenset({"claims", "states", "notes"})

    def __call__(self, reading: Reading) -> Reading:
        """Add one claim per event frame and one state per state frame."""
        join = _Join.over(reading)
        events = [i for i, frame in enumerate(reading.frames) if frame.kind is FrameKind.EVENT]
        states = [i for i, frame in enumerate(reading.frames) if frame.kind is FrameKind.STATE]
        claims = with_shared_days(_unique(join.event_claim(i) for i in events))
        held = _unique(join.state_claim(i) for i in states if join.is_whole(i))
        notes = tuple(note for i in states if not join.is_whole(i) for note in (_half_state(reading.frames[i]),))
        return replace(reading, claims=claims, states=held, notes=reading.notes + notes)


@dataclass(frozen=True, slots=True)
class _Join:
    """The reading with what is needed to look things up in it."""

    reading: Reading
    starts: tuple[int, ...]
    qualifiers: dict[int, Qualifier]
    sourcings: dict[int, tuple[Sourcing, ...]]
    events: dict[int, str]
    content: dict[int, int]
    parties: Parties
    places: Overlaps[PlaceMention]
    times: Overlaps[TimeMention]
    numbers: Overlaps[QuantityMention]

    @classmethod
    def over(cls, reading: Reading) -> _Join:
        return cls(
            reading=reading,
            starts=tuple(s.span.start for s in reading.sentences),
            qualifiers={q.frame: q for q in reading.qualifiers},
            sourcings=_by_frame(reading.sourcings),
            events=event_names(reading),
            content={link.left: link.right for link in reading.links if link.kind is LinkKind.CONTENT},
            parties=Parties(reading.actors),
            places=Overlaps((place.span, place) for place in reading.places),
            times=Overlaps((time.span, time) for time in reading.times),
            numbers=Overlaps((number.span, number) for number in reading.quantities),
        )

    def event_claim(self, index: int) -> EventClaim:
        """The claim that one event frame makes."""
        frame, qualifier = self.reading.frames[index], self.qualifiers.get(index, DEFAULT)
        claim = EventClaim(
            claim_id="",
            event=self.events[index],
            sentence=self._sentence(frame.trigger),
            trigger=frame.trigger,
            type=frame.label,
            mode=frame.mode,
            status=qualifier.status,
            factuality=qualifier.factuality,
            roles=_once(Role(a.role, self._party(a)) for a in frame.arguments if a.role in PARTY_ROLES),
            places=tuple(self._place(a) for a in frame.arguments if a.role in PLACE_ROLES),
            time=self._time(frame),
            quantities=tuple(q for a in frame.arguments if a.role in QUANTITY_ROLES for q in self._quantity(a)),
            instrument=next(iter(frame.spans("instrument")), None),
            attribution=self._attribution(index),
            content_of=self.events.get(self.content.get(index, -1)),
            certainty=round(frame.score, 3),
            cues=qualifier.cues,
            rules=_rules(frame, qualifier, self.sourcings.get(index, ())),
        )
        return replace(claim, claim_id=content_id("c", self.reading.document.doc_id, *_event_identity(claim)))

    def state_claim(self, index: int) -> StateClaim:
        """The claim that one state frame makes."""
        frame, qualifier = self.reading.frames[index], self.qualifiers.get(index, DEFAULT)
        claim = StateClaim(
            claim_id="",
            sentence=self._sentence(frame.trigger),
            trigger=frame.trigger,
            relation=frame.label,
            subjects=tuple(self._party(a) for a in frame.arguments if a.role == "subject"),
            objects=tuple(self._object(frame, a) for a in frame.arguments if a.role == "object"),
            extent=frame.extent,
            factuality=qualifier.factuality,
            time=self._time(frame),
            attribution=self._attribution(index),
            certainty=round(frame.score, 3),
            cues=qualifier.cues,
            rules=_rules(frame, qualifier, self.sourcings.get(index, ())),
        )
        return replace(claim, claim_id=content_id("s", self.reading.document.doc_id, *_state_identity(claim)))

    def is_whole(self, index: int) -> bool:
        """A relation needs both its ends; one without is noted, not guessed."""
        roles = {argument.role for argument in self.reading.frames[index].arguments}
        return {"subject", "object"} <= roles

    def _sentence(self, span: Span) -> int:
        return max(bisect_right(self.starts, span.start) - 1, 0)

    def _party(self, argument: Argument) -> Party:
        actor = self.parties.actor_of(argument.span)
        elsewhere = argument.inferred and actor is not None
        return Party(actor.id if actor else None, None if elsewhere else argument.span)

    def _object(self, frame: Frame, argument: Argument) -> Party:
        """A territory for relations to places, else an actor; "Syria" as ally is the state, as ground the place."""
        place = _first_overlapping(argument.span, self.places)
        if frame.label in TERRITORIAL and (place is not None or not self._names_actor(argument.span)):
            return Party(None, argument.span, place.place if place else None, is_place=True)
        return self._party(argument)

    def _names_actor(self, span: Span) -> bool:
        return self.parties.actor_of(span) is not None

    def _place(self, argument: Argument) -> PlaceRole:
        mention = _first_overlapping(argument.span, self.places)
        return PlaceRole(argument.role, argument.span, mention.place if mention else None)

    def _time(self, frame: Frame) -> TimeRole | None:
        return self._told(next(iter(frame.spans("time")), None))

    def _told(self, span: Span | None) -> TimeRole | None:
        """A time as told."""
        mention = _first_overlapping(span, self.times) if span else None
        return TimeRole(span, self._opened(span, mention) if mention else None) if span else None

    def _opened(self, span: Span, told: TimeMention) -> When | None:
        """The days of a time, up to publication where "since" and something that began then stand before it."""
        before = self.reading.document.text[span.start : told.span.start].lower().split()
        published, when = self.reading.document.published, told.when
        if before[:1] != ["since"] or len(before) < 2 or when is None or published is None:
            return when
        return when if when.latest is None or when.latest >= published else replace(when, latest=published)

    def _quantity(self, argument: Argument) -> Iterable[Quantity]:
        """The number in the words themselves; where they carry none the span is no quantity."""
        values = parse_quantity(argument.span.of(self.reading.document.text))
        if values is not None:
            yield self._scoped(Quantity(argument.role, argument.span, *values))

    def _scoped(self, number: Quantity) -> Quantity:
        """The number with what its counting words say beside it."""
        inside = self.numbers.over(number.span)
        if len(inside) != 1:
            return number  # no known number, or a sum of several
        told = inside[0][1]
        actor = self.parties.actor_of(told.noun) if told.noun else None
        whom = Party(actor.id if actor else None, told.noun) if told.noun else None
        return replace(
            number, unit=told.unit, whom=whom, part_of=told.part_of, is_total=told.is_total, total_cue=told.total_cue
        )

    def _attribution(self, index: int) -> tuple[Attribution, ...]:
        chain = sorted(self.sourcings.get(index, ()), key=lambda s: s.order)
        return tuple(Attribution(self._source(s.source), s.cue, s.stance, said=self._told(s.said)) for s in chain)

    def _source(self, span: Span) -> Party:
        actor: Actor | None = self.parties.actor_of(span)
        return Party(actor.id if actor else None, span)


def event_names(reading: Reading) -> dict[int, str]:
    """Local event ids by frame: frames joined by SAME links share one, numbered in text order."""
    parent = {i: i for i, frame in enumerate(reading.frames) if frame.kind is FrameKind.EVENT}

    def root(i: int) -> int:
        while parent[i] != i:
            i = parent[i]
        return i

    for link in reading.links:
        if link.kind is LinkKind.SAME and link.left in parent and link.right in parent:
            low, high = sorted((root(link.left), root(link.right)))
            parent[high] = low
    order = sorted({root(i) for i in parent}, key=lambda i: (reading.frames[i].trigger, i))
    names = {i: f"e{n}" for n, i in enumerate(order, start=1)}
    return {i: names[root(i)] for i in parent}


def _by_frame(sourcings: tuple[Sourcing, ...]) -> dict[int, tuple[Sourcing, ...]]:
    grouped: dict[int, list[Sourcing]] = {}
    for sourcing in sourcings:
        grouped.setdefault(sourcing.frame, []).append(sourcing)
    return {frame: tuple(chain) for frame, chain in grouped.items()}


def _once(roles: Iterable[Role]) -> tuple[Role, ...]:
    """Each actor once in each role: "their ally, the Guard" is one party, though two phrases name it."""
    kept: dict[tuple[str, str | Span | None], Role] = {}
    for role in roles:
        kept.setdefault((role.role, role.party.actor or role.party.span), role)
    return tuple(kept.values())


def _first_overlapping(span: Span, known: Overlaps[T]) -> T | None:
    """What shares most code points with the span, the shorter of two that share as many."""
    found = max(known.over(span), key=lambda item: (_shared(item[0], span), -len(item[0])), default=None)
    return found[1] if found else None


def _shared(a: Span, b: Span) -> int:
    return min(a.end, b.end) - max(a.start, b.start)


def _rules(frame: Frame, qualifier: Qualifier, chain: tuple[Sourcing, ...]) -> tuple[str, ...]:
    return tuple(rule for rule in (frame.rule, qualifier.rule, *(s.rule for s in chain)) if rule)


def _plain(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None


def _event_identity(claim: EventClaim) -> tuple[object, ...]:
    roles = sorted([r.role, *(_plain(r.party.span) or [-1, -1])] for r in claim.roles)
    said = [[a.stance, *(_plain(a.source.span) or [-1, -1])] for a in claim.attribution]
    return (_plain(claim.trigger), claim.type, claim.mode, claim.status, claim.factuality, roles, said)


def _state_identity(claim: StateClaim) -> tuple[object, ...]:
    ends = [_plain(p.span) for p in (*claim.subjects, *claim.objects)]
    said = [[a.stance, *(_plain(a.source.span) or [-1, -1])] for a in claim.attribution]
    return (_plain(claim.trigger), claim.relation, claim.extent, claim.factuality, ends, said)


C = TypeVar("C", EventClaim, StateClaim)


def _unique(claims: Iterable[C]) -> tuple[C, ...]:
    """Text order, each id once."""
    kept = {claim.claim_id: claim for claim in claims}
    return tuple(sorted(kept.values(), key=lambda c: (c.trigger, c.claim_id)))


def _half_state(frame: Frame) -> Note:
    return Note("state-with-one-end", f"{frame.label}: only one party of this relation is named", frame.trigger)

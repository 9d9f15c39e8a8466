"""A coding beside a reading: who of the one is who of the other, and which claim tells which line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final, TypeVar

from casus.evaluate.whole import terms
from casus.evaluate.whole.coding import Coding, span_of
from casus.model.claim import EventClaim, Party, PlaceRole, StateClaim
from casus.model.reading import Reading
from casus.model.span import Span
from casus.store.rows import EventRow

Json = Mapping[str, Any]
LEAST: Final = 0.2
"""Words of a reading mean those of a coding that share this much of both, or that hold them."""

T = TypeVar("T")


@dataclass(frozen=True)
class Scene:
    """
    A coding and what was read. `events` are the happenings of a project of this one report, `exported` the rows of
    exports by format; both empty where no project was made.
    """

    coding: Coding
    reading: Reading
    events: tuple[EventRow, ...] = ()
    exported: Mapping[str, tuple[Mapping[str, str], ...]] = field(default_factory=dict)

    @cached_property
    def votes(self) -> dict[str, Counter[str]]:
        """For each local actor, which coded actors its mentions mean; words that may mean one of two tell nothing."""
        told = {actor.id: [self.actor_mention(span) for span in actor.mentions] for actor in self.reading.actors}
        return {
            local: Counter(row["actor"] for row in rows if row is not None and not row.get("alternatives"))
            for local, rows in told.items()
        }

    @cached_property
    def identities(self) -> dict[str, str]:
        """For each coded actor, the local one that has most of its mentions."""
        tallied = [(count, local, coded) for local, votes in self.votes.items() for coded, count in votes.items()]
        found: dict[str, str] = {}
        for _, local, coded in sorted(tallied, key=lambda row: (-row[0], row[1])):
            if self.votes[local].most_common(1)[0][0] == coded:
                found.setdefault(coded, local)
        return found

    @cached_property
    def local_actors(self) -> dict[str, str]:
        """For each local actor that is the one of a coded actor, that actor."""
        return {local: coded for coded, local in self.identities.items()}

    def actor_mention(self, span: Span) -> Json | None:
        """The coded mention of an actor that words are."""
        single = [row for row in self.coding.rows["actor_mentions"] if "+" not in row["actor"]]
        return best(span, ((span_of(row), row) for row in single))

    def coded_actor(self, span: Span) -> str | None:
        """The coded actor that words name."""
        row = self.actor_mention(span)
        return str(row["actor"]) if row else None

    def coded_place(self, span: Span) -> str | None:
        """The coded place that words name."""
        row = best(span, ((span_of(row), row) for row in self.coding.rows["place_mentions"]))
        return str(row["place"]) if row else None

    def party(self, party: Party) -> str:
        """The coded actor that a party is; its words or name where it is none, or not the one actor."""
        coded = self.local_actors.get(party.actor or "")
        told = self.actor_mention(party.span) if party.span is not None else None
        if coded and told is not None and coded in told.get("alternatives", ()):
            return str(told["actor"])  # the words may mean either, and the coding chose the other
        if coded:
            return coded
        if party.actor is None and party.span is not None:
            return self.coded_actor(party.span) or self.quote(party.span)
        name = next((a.name for a in self.reading.actors if a.id == party.actor), "")
        return name or (self.quote(party.span) if party.span else "?")

    def place(self, role: PlaceRole) -> str:
        """The coded place that a place of a claim is."""
        return self.coded_place(role.span) or self.quote(role.span)

    def quote(self, span: Span) -> str:
        """Words of the report."""
        return self.reading.document.quote(span)

    def words(self, row: Json) -> str:
        """The evidence of a coded line."""
        pieces = row.get("evidence") or [row]
        return " … ".join(piece["text"] for piece in pieces if piece.get("text"))

    def in_evidence(self, row: Json, span: Span) -> bool:
        """Whether words stand in the evidence of a coded line."""
        return any(span_of(piece).contains(span) for piece in row.get("evidence", ()))

    @property
    def told(self) -> tuple[EventClaim | StateClaim, ...]:
        """All that is told, acts before relations."""
        return (*self.reading.claims, *self.reading.states)

    @cached_property
    def claims(self) -> dict[str, EventClaim]:
        """For each coded act, the claim that tells it."""
        found = ((row["id"], self._claim(row)) for row in self.coding.rows["claims"] if row["kind"] in ACTS)
        return {id_: claim for id_, claim in found if claim is not None}

    def _claim(self, row: Json) -> EventClaim | None:
        """Of the claims on the words of the act, the one of most of its parties and of its type."""
        span = span_of(row["trigger"])
        on = [c for c in self.reading.claims if c.trigger.overlaps(span)]
        return max(on, key=lambda claim: self._likeness(row, claim), default=None)

    def _likeness(self, row: Json, claim: EventClaim) -> tuple[int, bool]:
        wanted = frozenset[str]().union(*terms.actor_ids(row["actor"]), *terms.actor_ids(row.get("recipient")))
        told = {self.party(role.party) for role in claim.roles}
        return len(wanted & told), row["plover"] is not None and claim.type == row["plover"][0]

    def speech_of(self, claim: EventClaim) -> tuple[EventClaim, ...]:
        """The speech acts whose content a claim is."""
        return tuple(c for c in self.reading.claims if claim.content_of and c.event == claim.content_of)

    def contents_of(self, claim: EventClaim) -> tuple[EventClaim, ...]:
        """What a speech act is about, as told in its sentence, or in any where that sentence tells nothing of it."""
        all_ = tuple(c for c in self.reading.claims if c.content_of == claim.event)
        return tuple(c for c in all_ if c.sentence == claim.sentence) or all_

    def happening(self, claim: EventClaim) -> str:
        """The happening that a claim tells of: that of the project, or the report's own where none was made."""
        held = (e.event_id for e in self.events if any(c.claim_id == claim.claim_id for c in e.claims))
        return next(held, claim.event)

    def states_on(self, row: Json, relation: str) -> tuple[StateClaim, ...]:
        """The relations of that name, those told by the words of a coded line first."""
        named = [s for s in self.reading.states if s.relation == relation]
        return tuple(sorted(named, key=lambda s: not any(span_of(e).overlaps(s.trigger) for e in row["evidence"])))


ACTS: Final = frozenset({"event", "event_phase", "denial"})
"""Kinds of coded lines that are acts."""


def best(span: Span, named: Iterable[tuple[Span, T]]) -> T | None:
    """What shares most with a span, in code points over those of both."""
    rated = ((likeness(span, other), -len(other), n, item) for n, (other, item) in enumerate(named))
    found = max((row for row in rated if row[0] >= LEAST), default=None)
    return found[3] if found else None


def likeness(one: Span, other: Span) -> float:
    """0..1: how much of two spans both have."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared / (len(one) + len(other) - shared) if shared > 0 else 0.0

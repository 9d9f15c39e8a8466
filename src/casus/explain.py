"""Why a claim says what it says: for each value the words, what made it, how sure it was, and what else was weighed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from casus.errors import NotFoundError
from casus.model.claim import Attribution, EventClaim, Party, PlaceRole, StateClaim, TimeRole
from casus.model.frame import Considered, Frame, FrameKind
from casus.model.reading import Reading
from casus.model.span import Span


@dataclass(frozen=True, slots=True)
class Reason:
    """
    One value of a claim. `by` is the rule or head that made it ("model", "weekday.past", "geonames …").

    `score` (0..1) is what that put on the value, None where it does not weigh. `others` are what came next, likeliest
    first, each with its own score; `words` are quoted from the report, "" where nothing in it says so.
    """

    field: str
    value: str
    words: str
    by: str
    score: float | None = None
    others: tuple[tuple[str, float], ...] = ()


def explain(reading: Reading, claim_id: str) -> tuple[Reason, ...]:
    """Every value of one claim of a reading, in the order a person asks. Raises NotFoundError."""
    for claim in reading.claims:
        if claim.claim_id == claim_id:
            return tuple(_event(_Told(reading, claim, _frame(reading, claim.trigger, FrameKind.EVENT)), claim))
    for state in reading.states:
        if state.claim_id == claim_id:
            return tuple(_state(_Told(reading, state, _frame(reading, state.trigger, FrameKind.STATE)), state))
    raise NotFoundError(f"no claim {claim_id!r} in the latest reading of its report")


def _frame(reading: Reading, trigger: Span, kind: FrameKind) -> int | None:
    found = (n for n, f in enumerate(reading.frames) if f.kind is kind and f.trigger == trigger)
    return next(found, None)


@dataclass(frozen=True, slots=True)
class _Told:
    """A claim beside the frame it was made of."""

    reading: Reading
    claim: EventClaim | StateClaim
    number: int | None

    @property
    def frame(self) -> Frame | None:
        return None if self.number is None else self.reading.frames[self.number]

    def weighed(self, field: str) -> list[Considered]:
        found = [c for c in self.frame.considered if c.field == field] if self.frame else []
        return sorted(found, key=lambda c: -c.score)

    def words(self, span: Span | None) -> str:
        return " ".join(self.reading.document.quote(span).split()) if span else ""

    def label(self, field: str, value: str, *, by: str, cues: Iterable[Span] = ()) -> Reason:
        """A value chosen among labels. Where a rule overruled the likeliest label, the label is what came next."""
        weighed = self.weighed(field)
        score = next((c.score for c in weighed if c.value == value), None)
        others = tuple((c.value, c.score) for c in weighed if c.value != value)
        words = "; ".join(self.words(cue) for cue in cues)
        return Reason(field, value, words, by, score, others)

    def party(self, field: str, party: Party) -> Reason:
        """Who plays a role, and which known actor that is."""
        weighed = self.weighed(field)
        near = next((c for c in weighed if c.span and party.span and c.span.overlaps(party.span)), None)
        others = tuple((self.words(c.span), c.score) for c in weighed if c is not near)
        by = self.frame.rule if self.frame and self.frame.rule else "rule"
        name, why = self._identity(party)
        return Reason(field, name, self.words(party.span), by + why, near.score if near else None, others)

    def cited(self, attribution: Attribution) -> str:
        """The rule that found a source, "" where none is known."""
        own = (s for s in self.reading.sourcings if s.frame == self.number and s.source == attribution.source.span)
        return next((sourcing.rule for sourcing in own), "")

    def _identity(self, party: Party) -> tuple[str, str]:
        actor = next((a for a in self.reading.actors if a.id == party.actor), None)
        if actor is None:
            return (party.place.name if party.place else self.words(party.span)), ""
        known = next((c for c in actor.candidates if c.registry == actor.registry), None)
        return actor.name, f"; {actor.registry}: {known.reason}" if known and known.reason else ""


def _event(told: _Told, claim: EventClaim) -> Iterator[Reason]:
    yield told.label("type", claim.type, by=_rule(told), cues=[claim.trigger])
    yield told.label("mode", claim.mode or "none", by=_rule(told))
    for role in claim.roles:
        yield told.party(role.role, role.party)
    for place in claim.places:
        yield _place(told, place)
    if claim.time:
        yield _time(told, claim.time)
    for quantity in claim.quantities:
        ends = " / ".join("open" if n is None else f"{n:,}" for n in (quantity.low, quantity.best, quantity.high))
        yield Reason(quantity.role, ends, told.words(quantity.span), "number words", _argument(told, quantity.span))
    if claim.instrument:
        yield Reason("instrument", told.words(claim.instrument), told.words(claim.instrument), _rule(told))
    yield told.label("status", claim.status, by=_qualified(told), cues=claim.cues)
    yield from _held(told, claim)


def _state(told: _Told, state: StateClaim) -> Iterator[Reason]:
    yield told.label("type", state.relation, by=_rule(told), cues=[state.trigger])
    for side, parties in (("subject", state.subjects), ("object", state.objects)):
        for party in parties:
            yield told.party(side, party)
    if state.extent:
        yield told.label("extent", state.extent, by=_rule(told))
    if state.time:
        yield _time(told, state.time)
    yield from _held(told, state)


def _held(told: _Told, claim: EventClaim | StateClaim) -> Iterator[Reason]:
    """What events and states share: how certain, and according to whom."""
    yield told.label("factuality", claim.factuality, by=_qualified(told), cues=claim.cues)
    for attribution in claim.attribution:
        yield from _source(told, attribution)
    for carrier in claim.carriers:
        by = "words of the report" if carrier.span else "data of the report"
        yield Reason(carrier.part, carrier.name, told.words(carrier.span), by)
    yield Reason("certainty", f"{claim.certainty:.2f}", "", "how sure the engine is that the words tell an act at all")


def _rule(told: _Told) -> str:
    return (told.frame.rule if told.frame else "") or ", ".join(dict.fromkeys(told.claim.rules)) or "rule"


def _qualified(told: _Told) -> str:
    found = (q.rule for q in told.reading.qualifiers if q.frame == told.number)
    return next(found, "") or "default"


def _argument(told: _Told, span: Span) -> float | None:
    found = (a.score for a in told.frame.arguments if a.span.overlaps(span)) if told.frame else iter(())
    score = next(found, None)
    return None if score is None else round(score, 3)


def _place(told: _Told, role: PlaceRole) -> Reason:
    mention = next((m for m in told.reading.places if role.span.overlaps(m.span) and m.place == role.place), None)
    if role.place is None or mention is None:
        return Reason(role.role, "not settled", told.words(role.span), "no known place", _argument(told, role.span))
    others = tuple(
        (f"{c.place.name} ({', '.join(filter(None, (c.place.admin1, c.place.country)))})", round(c.score, 3))
        for c in mention.candidates
        if c.place.id != role.place.id.partition("#")[0]
    )
    value = f"{role.place.name} ({role.place.kind}, precision {role.place.precision}, {role.place.radius_km:g} km)"
    return Reason(role.role, value, told.words(role.span), mention.reason, _argument(told, role.span), others[:3])


def _time(told: _Told, time: TimeRole) -> Reason:
    mention = next((m for m in told.reading.times if time.span and time.span.overlaps(m.span)), None)
    days = f"{time.when.earliest or '…'} to {time.when.latest or '…'}" if time.when else "not settled"
    if time.when and time.when.earliest == time.when.latest:
        days = str(time.when.earliest)
    if time.span is None:
        return Reason("time", days, "", "another telling of the same happening")
    known = mention.reason if mention else "no known expression"
    return Reason("time", days, told.words(time.span), known, _argument(told, time.span))


def _source(told: _Told, attribution: Attribution) -> Iterator[Reason]:
    """A source with its stance, and what is known of it; when it spoke is told apart."""
    who = told.party("source", attribution.source)
    cue = told.words(attribution.cue)
    said = f"{who.value} {attribution.stance}" + (f" (“{cue}”)" if cue else " (carried on from before)")
    side = {None: "", True: "party to it", False: "no party to it"}[attribution.is_party]
    speech = f"{attribution.speech} speech" if attribution.speech else ""
    known = ", ".join(fact for fact in (said, attribution.part, attribution.naming, side, speech) if fact)
    yield Reason("source", known, who.words, told.cited(attribution) or who.by, who.score, who.others)
    if attribution.said:
        yield replace(_time(told, attribution.said), field="said", score=None)

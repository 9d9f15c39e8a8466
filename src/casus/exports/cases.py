"""
What all formats of event data start from: events that reports say have happened, each with one act, time and place.

An event is left out where no claim says as certain that it happened, where all deny it, or where only habits are told.
One that some deny stays and is marked as disputed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from casus.beliefs.fields import HAPPENED, PARTLY, occurrence
from casus.beliefs.knowledge import knowledge
from casus.beliefs.types import EventBelief, Realisation
from casus.exports.record import Content
from casus.exports.tally import Tally
from casus.model.reading import Reading
from casus.model.where import Place
from casus.schemes.facts import Facts, words_of
from casus.store.rows import EVERYTHING, ClaimRow, EventRow, PartyRow, PlaceRow, Quote

SPEECH: Final = frozenset(("AGREE", "SUPPORT", "CONSULT", "REQUEST", "REJECT", "CONCEDE", "THREATEN", "ACCUSE"))
"""Acts whose place may be told with what they are about."""

REASONS: Final = {
    Realisation.DID_NOT_HAPPEN: "denied",
    Realisation.EXPECTED: "not realised",
    Realisation.LAPSED: "not realised",
    Realisation.UNCLEAR: "not told as certain",
}
"""Why an event is left out, by what became of it."""


@dataclass(frozen=True, slots=True)
class Case:
    """
    An event that goes into event data. `claims` are those that say it happened, the one that says most first.

    `place` may be that of what the act is about (`place_basis` "content" instead of "told").
    """

    belief: EventBelief
    claims: tuple[ClaimRow, ...]
    facts: Facts
    actors: tuple[PartyRow, ...]
    recipients: tuple[PartyRow, ...]
    place: Place | None
    place_words: str
    place_basis: str

    @property
    def id(self) -> str:
        """The event's id."""
        return self.belief.event.event_id

    @property
    def main(self) -> ClaimRow:
        """The claim that says most of those that say it happened."""
        return self.claims[0]

    @property
    def label(self) -> str:
        """Type and mode, and the words: what a person recognises it by."""
        return f"{self.facts.label.rstrip('.')} “{self.main.trigger.words}”"

    @property
    def is_disputed(self) -> bool:
        """Whether some deny that it happened."""
        return self.belief.realisation is Realisation.DISPUTED


class Around:
    """Where what a speech act is about takes place, told in the same sentence.

    Without a filter the events themselves say it; with one, the readings of the reports, for a promise keeps its place
    where its content is left out.
    """

    def __init__(self, content: Content) -> None:
        self._content = content
        self._is_whole = content.wanted == EVERYTHING
        self._told: dict[tuple[str, int], list[EventRow]] = {}
        self._reading: Reading | None = None
        for event in content.events if self._is_whole else ():
            for key in {sentence_key(claim) for claim in event.claims if claim.content_of}:
                self._told.setdefault(key, []).append(event)

    def places(self, claims: Iterable[ClaimRow]) -> Iterator[PlaceRow]:
        """Settled places of the acts that stand in the sentences of `claims` as content of what is said there."""
        for doc_id, start in dict.fromkeys(map(sentence_key, claims)):
            if self._is_whole:
                events = self._told.get((doc_id, start), ())
                yield from (row for event in events for claim in event.claims for row in claim.places if row.place)
            else:
                yield from _content_places(self._read(doc_id), start)

    def _read(self, doc_id: str) -> Reading:
        if self._reading is None or self._reading.document.doc_id != doc_id:
            self._reading = self._content.record.reading(doc_id)  # the last one is enough: events come by report
        return self._reading


def _content_places(reading: Reading, start: int) -> Iterator[PlaceRow]:
    """The same from one reading; `start` is where the sentence begins."""
    sentences = {n for n, sentence in enumerate(reading.sentences) if sentence.span.start == start}
    events = {claim.event for claim in reading.claims if claim.content_of and claim.sentence in sentences}
    for claim in reading.claims:
        for row in claim.places if claim.event in events else ():
            if row.place:
                words = reading.document.quote(row.span)
                yield PlaceRow(row.role, Quote(row.span.start, row.span.end, words), row.place)


def sentence_key(claim: ClaimRow) -> tuple[str, int]:
    """The report and the sentence that a claim stands in."""
    return claim.report.doc_id, claim.sentence.start


def cases(content: Content, tally: Tally) -> Iterator[Case]:
    """The events that event data holds; the others are noted as dropped."""
    around = Around(content)
    for belief in content.beliefs():
        found = case(belief, around)
        if isinstance(found, Case):
            yield found
        else:
            event = belief.event
            tally.drop(event.event_id, f"{event.label} “{event.main.trigger.words}”", *found)


def single_cases(content: Content, tally: Tally, sums: list[Case] | None = None) -> Iterator[Case]:
    """
    The events of formats that count: one that sums up others of them is dropped, or its dead would count twice, and put
    into `sums`.
    """
    for found in cases(content, tally):
        parts = content.sums.get(found.id)
        if parts:
            tally.drop(found.id, found.label, "sum of others", ", ".join(parts))
            if sums is not None:
                sums.append(found)
        else:
            yield found


def case(belief: EventBelief, around: Around) -> Case | tuple[str, str]:
    """The case of an event, or reason and detail of why there is none."""
    event = belief.event
    if belief.realisation in REASONS:
        return REASONS[belief.realisation], _standing(event)
    known = knowledge()
    claims = [claim for claim in event.claims if occurrence(claim, known) in (HAPPENED, PARTLY)]
    single = [claim for claim in claims if claim.status != "habitual"]
    if not single:
        return ("habitual", "a habit is no single act") if claims else ("not told as certain", _standing(event))
    ordered = tuple(sorted(single, key=lambda claim: (claim is not event.main, -_filled(claim))))
    return _case(belief, ordered, around)


def _case(belief: EventBelief, claims: tuple[ClaimRow, ...], around: Around) -> Case:
    place, words, basis = _place(belief, claims, around)
    actors, recipients = _parties(belief, claims, "actor"), _parties(belief, claims, "recipient")
    kind, mode = _act(belief, claims)
    facts = Facts(
        type=kind,
        mode=mode,
        status=claims[0].status,
        words=words_of(claims),
        actors=actors,
        recipients=recipients,
        numbers=frozenset(quantity.role for claim in claims for quantity in claim.quantities),
        country=place.country if place else None,
    )
    return Case(belief, claims, facts, actors, recipients, place, words, basis)


def _act(belief: EventBelief, claims: Sequence[ClaimRow]) -> tuple[str, str | None]:
    """Type and mode that are believed, if a claim that says it happened tells them; else those of the fullest claim."""
    field = belief.field("type")
    keys = [value.key for value in field.values] if field else []
    told = {claim.label: claim for claim in claims}
    claim = next((told[key] for key in keys if key in told), claims[0])
    mode = claim.mode or next((other.mode for other in claims if other.type == claim.type and other.mode), None)
    return claim.type, mode


def _parties(belief: EventBelief, claims: Sequence[ClaimRow], role: str) -> tuple[PartyRow, ...]:
    """
    Those whom the fullest claim names together, in its order, and whom else reports agree on.

    Where reports name different ones and only some can be right, those that are believed.
    """
    believed = belief.actors if role == "actor" else belief.recipients
    field = belief.field(role)
    told = claims[0].who(role)
    if field and field.is_disputed and believed:
        keys = {name_key(party) for party in believed}
        told = tuple(party for party in told if name_key(party) in keys)
    return tuple({name_key(party): party for party in (*told, *believed)}.values())


def name_key(party: PartyRow) -> str:
    """What makes two mentions one party."""
    return party.registry or party.name.casefold()


def _place(belief: EventBelief, claims: Sequence[ClaimRow], around: Around) -> tuple[Place | None, str, str]:
    """The place, the words for it, and whether it is "told" of the act or of its "content".

    Where something moves, the place it starts from, unless it is told where it happened.
    """
    rows = [row for claim in claims for row in claim.places]
    settled = [row for row in rows if row.place]
    if settled:
        best = belief.place.id if belief.place else ""
        chosen = min(settled, key=lambda row: (_role_rank(row), row.place is None or row.place.id != best))
        return chosen.place, chosen.quote.words, "told"
    if not rows and claims[0].type in SPEECH:
        contents = around.places(claims)
        if found := min(
            contents, key=lambda row: (not (row.place and row.place.country), _role_rank(row)), default=None
        ):
            return found.place, found.quote.words, "content"
    return None, rows[0].quote.words if rows else "", "told"


def _role_rank(row: PlaceRow) -> int:
    """Where it happened before where it starts, and that before where it leads."""
    return ROLES.get(row.role, len(ROLES))


ROLES: Final = {"where": 0, "near": 0, "from": 1, "via": 2, "to": 3}


def _filled(claim: ClaimRow) -> int:
    filled = (claim.who("actor"), claim.who("recipient"), claim.places, claim.time, claim.mode, claim.quantities)
    return sum(map(bool, filled))


def _standing(event: EventRow) -> str:
    """Status and factuality of the claims, for the list of what was dropped."""
    found = dict.fromkeys(f"{claim.status} {claim.factuality}" for claim in event.claims)
    return ", ".join(found)

"""What supports a relation that holds: statements that it does, and happenings that imply it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import product

from casus.beliefs.fields import HAPPENED, claim_of, finest_place, occurrence
from casus.beliefs.identity import bare, party_key
from casus.beliefs.knowledge import Knowledge, StateKnowledge
from casus.beliefs.tellings import Telling, heard, ordered, tellings
from casus.store.rows import ClaimRow, EventRow, PartyRow, PlaceRow, StateRow

Key = tuple[str, str, str]
"""Relation, subject and object as they are told apart."""


@dataclass(frozen=True, slots=True)
class Support:
    """
    One claim that a relation holds or not, from `first` to `last` (the days told, else that of the report).

    Unknown days are the first of all days. `since` and `until` are the days told, None where none is.
    """

    key: Key
    subject: PartyRow
    object: PartyRow
    telling: Telling
    holds: bool
    first: date
    last: date
    since: date | None = None
    until: date | None = None
    extent: str | None = None

    @property
    def is_inferred(self) -> bool:
        """Whether a happening implies it and nobody says it."""
        return isinstance(self.telling.claim, ClaimRow)

    @property
    def rank(self) -> tuple[date, date, str, str, bool]:
        """The order in time, the same however rows came."""
        return self.first, self.last, self.telling.claim.report.doc_id, self.telling.claim.claim_id, self.holds


def supports(states: Iterable[StateRow], known: Knowledge, knows: StateKnowledge) -> Iterator[Support]:
    """One support for each pair of sides that a statement names. What is only asked, planned or supposed gives none."""
    rows = ordered(row for row in states if row.factuality != "U")
    for telling, row in zip(tellings(rows, (), known), rows, strict=True):
        told = tellings((row,), (*row.subjects, *row.objects), known)[0]
        for left, right in _pairs(row, knows):
            yield _support(_with_class(telling, told), row, left, right)


def _with_class(telling: Telling, told: Telling) -> Telling:
    """The telling with its publisher seen among all reports, and its source seen as a party to this relation."""
    return replace(telling, source_class=told.source_class)


def _pairs(row: StateRow, knows: StateKnowledge) -> Iterator[tuple[PartyRow, PartyRow]]:
    symmetric = row.relation in knows.symmetric
    objects = row.objects or (row.subjects[1:] if symmetric else ())
    for left, right in product(row.subjects, objects):
        if party_key(left) == party_key(right) or not (_is_side(left, row, knows) and _is_side(right, row, knows)):
            continue
        yield (right, left) if symmetric and party_key(right) < party_key(left) else (left, right)


def _is_side(party: PartyRow, row: StateRow, knows: StateKnowledge) -> bool:
    """Whether a party can be a side: somebody, or a place where the relation is about places."""
    if bare(party.name) in knows.nobody:
        return False
    if party.is_place and row.relation in knows.between:
        return party.place is not None and party.place.kind == "country"
    return party.is_place or party.kind is not None or any(char.isupper() for char in party.name)


def _support(telling: Telling, row: StateRow, subject: PartyRow, object_: PartyRow) -> Support:
    since, until = (row.time.earliest, row.time.latest) if row.time else (None, None)
    day = telling.day
    # A time told without an end still holds on the day of the report; a state told for a past time ends with it.
    last = until if until and (day == date.min or until < day) else max(day, since or day)
    return Support(
        key=(row.relation, party_key(subject), party_key(object_)),
        subject=subject,
        object=object_,
        telling=telling,
        holds=not row.is_denied,
        first=min(since or last, last),
        last=last,
        since=since,
        until=until if until and until < day else None,
        extent=row.extent,
    )


@dataclass(frozen=True, slots=True)
class Deed:
    """A happening as one claim tells it, on the day it is known for. `is_sure`: told as done and denied by nobody."""

    telling: Telling
    day: date
    place: PlaceRow | None
    is_sure: bool

    @property
    def claim(self) -> ClaimRow:
        """The event claim."""
        return claim_of(self.telling)


def deeds(events: Iterable[EventRow], known: Knowledge, knows: StateKnowledge) -> tuple[Deed, ...]:
    """The happenings that can begin or end a relation, each claim of them, by day."""
    types = {(ending.type, ending.mode) for ending in (*knows.ends, *knows.begins)}
    found = (deed for event in events if _types(event) & types for deed in _deeds(event, known))
    return tuple(sorted(found, key=lambda deed: (deed.day, deed.claim.report.doc_id, deed.claim.claim_id)))


def _types(event: EventRow) -> set[tuple[str, str | None]]:
    return {pair for claim in event.claims for pair in ((claim.type, claim.mode), (claim.type, None))}


def _deeds(event: EventRow, known: Knowledge) -> Iterator[Deed]:
    claims = heard(ordered(event.claims))
    about = tuple(party for claim in claims for party in claim.parties)
    is_denied = any(claim.is_denied for claim in claims)
    places = [row for claim in claims if (row := finest_place(claim))]
    settled = next((row for row in places if row.place), places[0] if places else None)
    for telling in tellings(claims, about, known):
        done = occurrence(claim_of(telling), known) == HAPPENED
        if done or claim_of(telling).is_denied:
            place = finest_place(claim_of(telling)) or settled
            yield Deed(telling, _day(event, claims), place, done and not is_denied)


def _day(event: EventRow, claims: Sequence[ClaimRow]) -> date:
    """The last day it may have happened, as told most narrowly; else the day it was first reported."""
    told = event.latest or event.earliest
    published = [claim.report.published for claim in claims if claim.report.published]
    return told or min(published, default=date.min)


def implied(found: Iterable[Deed], knows: StateKnowledge) -> Iterator[Support]:
    """What happenings begin: whoever took a place holds it, as far as the telling goes; a denial says the contrary."""
    for deed in found:
        for ending in knows.begins:
            if (deed.claim.type, deed.claim.mode) == (ending.type, ending.mode) and deed.place:
                yield from _implied(deed, ending.relation, deed.place, knows)


def _implied(deed: Deed, relation: str, at: PlaceRow, knows: StateKnowledge) -> Iterator[Support]:
    place = PartyRow("object", at.name, at.quote, is_place=True, place=at.place)
    for actor in deed.claim.who("actor"):
        if bare(actor.name) in knows.nobody or party_key(actor) == party_key(place):
            continue
        yield Support(
            key=(relation, party_key(actor), party_key(place)),
            subject=actor,
            object=place,
            telling=deed.telling,
            holds=not deed.claim.is_denied,
            first=deed.day,
            last=deed.day,
            since=deed.day if deed.day != date.min else None,
        )

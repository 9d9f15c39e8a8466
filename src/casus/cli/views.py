"""What is shown of a claim or state: names with the words they were read from, ready for any layout."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from casus.cli import words
from casus.cli.words import Mark
from casus.model.claim import Attribution, EventClaim, Party, PlaceRole, Quantity, StateClaim, TimeRole
from casus.model.reading import Reading
from casus.model.span import Span


@dataclass(frozen=True, slots=True)
class Said:
    """What casus understands (`value`, may be empty) and the words it was read from (`words`, may be empty)."""

    value: str = ""
    words: str = ""
    lead: str = ""
    """A small word before it: "from", "near", "denies"."""
    tail: str = ""
    """A remark after it: "not located"."""

    def pieces(self) -> tuple[tuple[str, str], ...]:
        """Its parts in reading order, each with the style it has on screen."""
        quote = words.quoted(self.words) if self.words else ""
        tail = f"({self.tail})" if self.tail else ""
        parts = ((self.lead, "dim"), (self.value, ""), (quote, "italic"), (tail, "dim"))
        return tuple((part, style) for part, style in parts if part)

    def plain(self) -> str:
        """One string: `lead value “words” (tail)`."""
        return " ".join(part for part, _ in self.pieces())


@dataclass(frozen=True, slots=True)
class View:
    """One claim or state as every layout shows it. `number` is the 0-based number of its sentence."""

    number: int
    mark: Mark
    trigger: Span
    act: Said
    standing: str
    who: tuple[Said, ...] = ()
    whom: tuple[Said, ...] = ()
    others: tuple[Said, ...] = ()
    where: tuple[Said, ...] = ()
    when: tuple[Said, ...] = ()
    source: tuple[Said, ...] = ()
    numbers: tuple[Said, ...] = ()
    instrument: tuple[Said, ...] = ()


def event_views(reading: Reading) -> tuple[View, ...]:
    """The event claims of a reading in text order."""
    disputed = words.disputed_events(reading.claims)
    look = Look(reading)
    return tuple(look.event(claim, disputed=disputed) for claim in reading.claims)


def state_views(reading: Reading) -> tuple[View, ...]:
    """The state claims of a reading in text order."""
    look = Look(reading)
    return tuple(look.state(state) for state in reading.states)


class Look:
    """Turns claims of one reading into views; holds the names of its actors."""

    def __init__(self, reading: Reading) -> None:
        self._text = reading.document.text
        self._names = {actor.id: actor.name for actor in reading.actors}

    def event(self, claim: EventClaim, *, disputed: frozenset[str] = frozenset()) -> View:
        """The view of one event claim."""
        kind = f"{claim.type}.{claim.mode}" if claim.mode else claim.type
        return View(
            number=claim.sentence,
            trigger=claim.trigger,
            mark=words.mark(claim, disputed=disputed),
            act=Said(kind, self._quote(claim.trigger)),
            standing=_with_certainty(words.standing(claim, disputed=claim.event in disputed), claim.certainty),
            who=self._parties(claim.parties("actor")),
            whom=self._parties(claim.parties("recipient")),
            others=tuple(self._others(claim)),
            where=tuple(self._place(place) for place in claim.places),
            when=self._time(claim.time),
            source=self._sources(claim.attribution),
            numbers=tuple(self._number(quantity) for quantity in claim.quantities),
            instrument=(Said("", self._quote(claim.instrument)),) if claim.instrument else (),
        )

    def state(self, state: StateClaim) -> View:
        """The view of one state claim."""
        relation = state.relation.replace("_", " ")
        extent = state.extent.replace("_", " ") if state.extent and state.extent != "unspecified" else ""
        return View(
            number=state.sentence,
            trigger=state.trigger,
            mark=words.state_mark(state),
            act=Said(f"{relation} ({extent})" if extent else relation, self._quote(state.trigger)),
            standing=_with_certainty(words.state_standing(state), state.certainty),
            who=self._parties(state.subjects),
            whom=self._parties(state.objects),
            when=self._time(state.time),
            source=self._sources(state.attribution),
        )

    def _quote(self, span: Span | None) -> str:
        return words.clean(span.of(self._text)) if span else ""

    def _parties(self, parties: tuple[Party, ...]) -> tuple[Said, ...]:
        return tuple(self._party(party) for party in parties)

    def _party(self, party: Party, lead: str = "") -> Said:
        name = self._names.get(party.actor, "") if party.actor else party.place.name if party.place else ""
        return _said(name, self._quote(party.span), lead)

    def _others(self, claim: EventClaim) -> Iterator[Said]:
        for role in claim.roles:
            if role.role not in ("actor", "recipient"):
                yield self._party(role.party, role.role)

    def _place(self, role: PlaceRole) -> Said:
        lead = "" if role.role == "where" else role.role
        if role.place is None:
            return Said("", self._quote(role.span), lead, "not located")
        name = f"{role.place.name}, {role.place.country}" if role.place.country else role.place.name
        return Said(name, self._quote(role.span), lead)

    def _time(self, time: TimeRole | None) -> tuple[Said, ...]:
        if time is None:
            return ()
        day = words.interval(time.when)
        return (Said(day, self._quote(time.span), tail="" if day else "no date"),)

    def _sources(self, chain: tuple[Attribution, ...]) -> tuple[Said, ...]:
        return tuple(self._source(link) for link in chain)

    def _source(self, link: Attribution) -> Said:
        party = self._party(link.source)
        cue = self._quote(link.cue)
        heard = f"{party.words}” … “{cue}" if party.words and cue else party.words or cue
        return Said(party.value, heard, "" if link.stance == "asserts" else link.stance)

    def _number(self, quantity: Quantity) -> Said:
        return Said(_range(quantity), self._quote(quantity.span), quantity.role)


def _said(name: str, quote: str, lead: str = "") -> Said:
    return Said("" if quote and words.alike(name, quote) else name, quote, lead)


def _with_certainty(standing: str, certainty: float) -> str:
    number = words.certainty(certainty)
    return f"{standing} ({number})" if number else standing


def _range(quantity: Quantity) -> str:
    """A number as "6", "10 or more", "at most 5", "24 to 99"."""
    low, high = quantity.low, quantity.high
    if low is not None and low == high:
        return str(low)
    if low is not None and high is not None:
        return f"{low} to {high}"
    return f"{low} or more" if low is not None else f"at most {high}" if high is not None else ""

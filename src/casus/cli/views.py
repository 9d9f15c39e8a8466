"""What is shown of a claim or state: names with the words they were read from, ready for any layout."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from casus.cli import words
from casus.cli.decided import standing
from casus.cli.words import Mark
from casus.store.rows import ClaimRow, PartyRow, PlaceRow, QuantityRow, Quote, SourceRow, StateRow, TimeRow


@dataclass(frozen=True, slots=True)
class Said:
    """What casus understands (`value`, may be empty) and the words it was read from (`words`, may be empty).

    `lead` is a small word before it ("from", "near", "denies"), `tail` a remark after it ("not located").
    """

    value: str = ""
    words: str = ""
    lead: str = ""
    tail: str = ""

    def pieces(self) -> tuple[tuple[str, str], ...]:
        """Its parts in reading order, each with the style it has on screen."""
        quote = words.quoted(self.words) if self.words else ""
        tail = f"({self.tail})" if self.tail else ""
        parts = ((self.lead, "dim"), (self.value, ""), (quote, "italic"), (tail, "dim"))
        return tuple((part, style) for part, style in parts if part)


@dataclass(frozen=True, slots=True)
class View:
    """One claim or state as every layout shows it, with the sentence it stands in."""

    claim_id: str
    mark: Mark
    sentence: Quote
    trigger: Quote
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


def claim_views(claims: Iterable[ClaimRow]) -> tuple[View, ...]:
    """Event claims; those told both ways among them are marked as disputed."""
    listed = tuple(claims)
    disputed = words.disputed_events(listed)
    return tuple(claim_view(claim, disputed=claim.event_id in disputed) for claim in listed)


def claim_view(claim: ClaimRow, *, disputed: bool = False) -> View:
    """One event claim."""
    return View(
        claim_id=claim.claim_id,
        mark=words.mark(claim, disputed=disputed),
        sentence=claim.sentence,
        trigger=claim.trigger,
        act=Said(claim.label, claim.trigger.words),
        standing=standing(claim, words.sure(words.standing(claim, disputed=disputed), claim.certainty)),
        who=tuple(map(_party, claim.who("actor"))),
        whom=tuple(map(_party, claim.who("recipient"))),
        others=tuple(_party(p, p.role) for p in claim.parties if p.role not in ("actor", "recipient")),
        where=tuple(map(_place, claim.places)),
        when=_time(claim.time),
        source=_chain(claim),
        numbers=tuple(map(_number, claim.quantities)),
        instrument=(Said(words=claim.instrument.words),) if claim.instrument else (),
    )


def state_view(state: StateRow) -> View:
    """One state."""
    relation = state.relation.replace("_", " ")
    extent = state.extent.replace("_", " ") if state.extent and state.extent != "unspecified" else ""
    return View(
        claim_id=state.claim_id,
        mark=words.state_mark(state),
        sentence=state.sentence,
        trigger=state.trigger,
        act=Said(f"{relation} ({extent})" if extent else relation, state.trigger.words),
        standing=standing(state, words.sure(words.state_standing(state), state.certainty)),
        who=tuple(map(_party, state.subjects)),
        whom=tuple(map(_party, state.objects)),
        when=_time(state.time),
        source=_chain(state),
    )


def _named(name: str, quote: Quote | None, lead: str = "", tail: str = "") -> Said:
    """A name and the words for it; the name is left out where the words say the same."""
    heard = words.clean(quote.words) if quote else ""
    return Said("" if heard and words.alike(name, heard) else words.clean(name), heard, lead, tail)


def _party(party: PartyRow, lead: str = "") -> Said:
    unlocated = party.is_place and party.place is None and party.actor is None
    return _named(party.name, party.quote, lead, "not located" if unlocated else "")


def _place(place: PlaceRow) -> Said:
    lead = "" if place.role == "where" else place.role
    if place.place is None:
        return Said("", words.clean(place.quote.words), lead, "not located")
    country = f", {place.place.country}" if place.place.country else ""
    return Said(f"{place.place.name}{country}", words.clean(place.quote.words), lead)


def _time(time: TimeRow | None) -> tuple[Said, ...]:
    if time is None:
        return ()
    days = words.interval(time.earliest, time.latest)
    return (Said(days, words.clean(time.quote.words) if time.quote else "", tail="" if days else "no date"),)


def _chain(row: ClaimRow | StateRow) -> tuple[Said, ...]:
    """Who says so, innermost first; "via" leads those who pass on what another says. The publisher heads the report."""
    sources = (_source(source, "via" if n else "") for n, source in enumerate(row.sources))
    carriers = (one for one in row.carriers if one.part != "publisher")
    return (*sources, *(_named(one.name, one.quote, "via") for one in carriers))


def _source(source: SourceRow, lead: str) -> Said:
    stance = "" if source.stance == "asserts" else source.stance
    said = _named(source.name, source.quote, f"{lead} {stance}".strip())
    cue = words.clean(source.cue.words) if source.cue else ""
    heard = f"{said.words}” … “{cue}" if said.words and cue else said.words or cue
    return Said(said.value, heard, said.lead, words.voice(source))


def _number(quantity: QuantityRow) -> Said:
    told = words.clean(quantity.quote.words)
    return Said(_range(quantity.low, quantity.high), told, quantity.role, "; ".join(_scope(quantity, told)))


def _scope(quantity: QuantityRow, told: str) -> Iterator[str]:
    """Whom a number counts, where its own words do not say it, what it is part of, and whether it is a sum so far."""
    if quantity.whom and quantity.whom.actor and not words.alike(quantity.whom.name, told):
        yield words.clean(quantity.whom.name)
    if quantity.part_of:
        yield f"part of {words.quoted(words.clean(quantity.part_of.words))}"
    if quantity.is_total is not None:
        cue = f" {words.quoted(words.clean(quantity.total_cue.words))}" if quantity.total_cue else ""
        yield f"{'all so far' if quantity.is_total else 'on top'}{cue}"


def _range(low: int | None, high: int | None) -> str:
    """A number as "6", "10 or more", "at most 5", "24 to 99"."""
    if low is not None and high is not None:
        return str(low) if low == high else f"{low} to {high}"
    return f"{low} or more" if low is not None else f"at most {high}" if high is not None else ""

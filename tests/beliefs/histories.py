"""Builds small histories of an invented war: reports, claims and states as a query of a project gives them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from casus.model.ids import content_id
from casus.model.when import TimePrecision
from casus.model.where import Place
from casus.store.merged import event_row
from casus.store.rows import (
    ClaimRow,
    EventRow,
    PartyRow,
    PlaceRow,
    QuantityRow,
    Quote,
    ReportRow,
    SourceRow,
    StateRow,
    TimeRow,
)

OSTREN: Final = Place("t:ostren", "Ostren", -30.0, -20.0, "XTV", "Sel", "town", 1, 4.0)
VALE: Final = Place("t:vale", "Vale", -31.5, -22.0, "XTV", "Sel", "town", 1, 4.0)
BRIDGE: Final = Place("t:bridge", "Ostren bridge", -30.01, -20.01, "XTV", "Sel", "other", 1, 0.5)
SEL: Final = Place("t:sel", "Sel", -30.7, -21.0, "XTV", "Sel", "admin1", 4, 120.0)
LAND: Final = Place("t:land", "Tarvenia", -31.0, -21.5, "XTV", None, "country", 6, 400.0)

ARMY: Final = PartyRow("actor", "Tarvenian army", None, "a1", "x.army", "armed_forces", "MIL", "XTV")
FRONT: Final = PartyRow("actor", "Highland Front", None, "a2", "x.front", "rebel_group", "REB", "XTV")
GUARD: Final = PartyRow("actor", "River Guard", None, "a3", "x.guard", "militia", "UAF", "XTV")
GUNMEN: Final = PartyRow("actor", "gunmen", None, "a4", None, "anonymous_person", "UAF", None)


def day(number: int) -> date:
    """A day of the invented May."""
    return date(2031, 5, number)


def quote(words: str, start: int = 0) -> Quote:
    """Words as they stand somewhere in a report."""
    return Quote(start, start + len(words), words)


def paper(name: str | None, published: int | None, *, number: int = 0, copy_of: str | None = None) -> ReportRow:
    """A report by a publisher, on a day of May."""
    doc_id = content_id("d", name, published, number)
    when = day(published) if published else None
    return ReportRow(doc_id, f"{name} {published}", name, when, "given", None, (f"{name}.txt",), (), copy_of)


def source(name: str, *, stance: str = "asserts", of: PartyRow | None = None, kind: str | None = None) -> SourceRow:
    """Someone quoted; `of` a party speaks as that party."""
    words = quote(name)
    if of:
        return SourceRow(of.name, words, None, stance, of.registry, of.kind, of.sector, of.country)
    return SourceRow(name, words, None, stance, None, kind, None, None)


@dataclass
class Act:
    """Builds claims of one act, each differing from it as said."""

    type: str = "ASSAULT"
    mode: str | None = None
    actors: tuple[PartyRow, ...] = (FRONT,)
    recipients: tuple[PartyRow, ...] = (ARMY,)
    place: Place | None = OSTREN
    event_id: str = "e-0000000000000001"
    made: list[ClaimRow] = field(default_factory=list)

    def told(
        self,
        report: ReportRow,
        words: str,
        *,
        by: SourceRow | None = None,
        when: tuple[int, int] | None = None,
        killed: tuple[int | None, int | None] | None = None,
        status: str = "completed",
        factuality: str = "CT+",
        **other: object,
    ) -> ClaimRow:
        """One more claim, kept in `made`. `killed` is (low, high); `other` are fields of ClaimRow."""
        start = 100 * len(self.made)
        place = self.place
        claim = ClaimRow(
            claim_id=content_id("c", report.doc_id, words, start),
            event_id=self.event_id,
            run_id="r-1",
            report=report,
            type=self.type,
            mode=self.mode,
            status=status,
            factuality=factuality,
            certainty=1.0,
            trigger=quote(words.split()[0], start),
            sentence=quote(words, start),
            parties=(*self.actors, *(_as(party, "recipient") for party in self.recipients)),
            places=(PlaceRow("where", quote(place.name), place),) if place else (),
            time=TimeRow(quote("then"), day(when[0]), day(when[1]), TimePrecision.DAY) if when else None,
            quantities=(_killed(killed),) if killed else (),
            instrument=None,
            sources=(by,) if by else (),
            cues=(),
            content_of=None,
            rules=(),
        )
        made = _changed(claim, other)
        self.made.append(made)
        return made

    def event(self) -> EventRow:
        """The event of all claims so far."""
        return event_row(self.event_id, self.made)


def _changed(claim: ClaimRow, other: dict[str, object]) -> ClaimRow:
    return replace(claim, **other)  # type: ignore[arg-type]


def _as(party: PartyRow, role: str) -> PartyRow:
    return replace(party, role=role)


def _killed(ends: tuple[int | None, int | None]) -> QuantityRow:
    return number("killed", *ends)


def number(role: str, low: int | None, high: int | None) -> QuantityRow:
    """A count of people."""
    return QuantityRow(role, quote(f"{low} to {high}"), low, low if low == high else None, high)


def place_party(place: Place) -> PartyRow:
    """A place as the object of a state."""
    return PartyRow("object", place.name, quote(place.name), is_place=True, place=place)


def holds(
    report: ReportRow,
    subject: PartyRow,
    held: PartyRow | Place,
    words: str,
    *,
    relation: str = "controls",
    factuality: str = "CT+",
    by: SourceRow | None = None,
    extent: str | None = None,
    when: tuple[date | None, date | None] | None = None,
) -> StateRow:
    """A state as one report tells it."""
    target = place_party(held) if isinstance(held, Place) else _as(held, "object")
    return StateRow(
        claim_id=content_id("s", report.doc_id, words, subject.name),
        run_id="r-1",
        report=report,
        relation=relation,
        extent=extent,
        factuality=factuality,
        certainty=1.0,
        trigger=quote(words.split()[0]),
        sentence=quote(words),
        subjects=(_as(subject, "subject"),),
        objects=(target,),
        time=TimeRow(quote("then"), when[0], when[1], TimePrecision.DAY) if when else None,
        sources=(by,) if by else (),
        cues=(),
        rules=(),
    )


def shuffled(event: EventRow, claims: Iterable[ClaimRow]) -> EventRow:
    """The same event with its claims in another order."""
    return event_row(event.event_id, tuple(claims))

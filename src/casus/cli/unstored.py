"""Claims of a reading that no project holds, in the same rows that a project gives, so that one layout shows both."""

from __future__ import annotations

from casus.model.claim import Attribution, Carrier, EventClaim, Party, Quantity, StateClaim, TimeRole
from casus.model.document import Document
from casus.model.reading import Reading
from casus.model.span import Span
from casus.store import rows


def claim_rows(reading: Reading) -> tuple[rows.ClaimRow, ...]:
    """The event claims of a reading in text order. `event_id` is local to the report ("e1"), `run_id` empty."""
    make = _Rows(reading)
    return tuple(map(make.claim, reading.claims))


def state_rows(reading: Reading) -> tuple[rows.StateRow, ...]:
    """The state claims of a reading in text order."""
    make = _Rows(reading)
    return tuple(map(make.state, reading.states))


def report_row(document: Document) -> rows.ReportRow:
    """What is known of where a report came from."""
    return rows.ReportRow(
        doc_id=document.doc_id,
        title=document.title,
        publisher=document.publisher,
        published=document.published,
        published_basis=document.published_basis,
        url=document.url,
        origins=(document.origin,) if document.origin else (),
        given_ids=(document.given_id,) if document.given_id else (),
    )


class _Rows:
    """Makes the rows of one reading."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._report = report_row(reading.document)
        self._actors = {actor.id: actor for actor in reading.actors}

    def claim(self, claim: EventClaim) -> rows.ClaimRow:
        return rows.ClaimRow(
            claim_id=claim.claim_id,
            event_id=claim.event,
            run_id="",
            report=self._report,
            type=claim.type,
            mode=claim.mode,
            status=claim.status,
            factuality=claim.factuality,
            certainty=claim.certainty,
            trigger=self._cite(claim.trigger),
            sentence=self._sentence(claim),
            parties=tuple(self._party(role.role, role.party) for role in claim.roles),
            places=tuple(rows.PlaceRow(p.role, self._cite(p.span), p.place) for p in claim.places),
            time=self._time(claim.time),
            quantities=tuple(map(self._number, claim.quantities)),
            instrument=self._quote(claim.instrument),
            sources=tuple(map(self._source, claim.attribution)),
            cues=tuple(map(self._cite, claim.cues)),
            content_of=claim.content_of,
            rules=claim.rules,
            carriers=tuple(map(self._carrier, claim.carriers)),
        )

    def state(self, state: StateClaim) -> rows.StateRow:
        return rows.StateRow(
            claim_id=state.claim_id,
            run_id="",
            report=self._report,
            relation=state.relation,
            extent=state.extent,
            factuality=state.factuality,
            certainty=state.certainty,
            trigger=self._cite(state.trigger),
            sentence=self._sentence(state),
            subjects=tuple(self._party("subject", party) for party in state.subjects),
            objects=tuple(self._party("object", party) for party in state.objects),
            time=self._time(state.time),
            sources=tuple(map(self._source, state.attribution)),
            cues=tuple(map(self._cite, state.cues)),
            rules=state.rules,
            carriers=tuple(map(self._carrier, state.carriers)),
        )

    def _number(self, one: Quantity) -> rows.QuantityRow:
        whom = self._party("counted", one.whom) if one.whom else None
        told = (one.unit, whom, self._quote(one.part_of), one.is_total, self._quote(one.total_cue))
        return rows.QuantityRow(one.role, self._cite(one.span), one.low, one.best, one.high, *told)

    def _cite(self, span: Span) -> rows.Quote:
        return rows.Quote(span.start, span.end, self._reading.document.quote(span))

    def _quote(self, span: Span | None) -> rows.Quote | None:
        return self._cite(span) if span else None

    def _sentence(self, claim: EventClaim | StateClaim) -> rows.Quote:
        return self._cite(self._reading.sentences[claim.sentence].span)

    def _party(self, role: str, party: Party) -> rows.PartyRow:
        actor, quote = self._actors.get(party.actor or ""), self._quote(party.span)
        name = actor.name if actor else party.place.name if party.place else quote.words if quote else ""
        return rows.PartyRow(
            role=role,
            name=name,
            quote=quote,
            actor=party.actor,
            registry=actor.registry if actor else None,
            kind=actor.kind if actor else None,
            sector=actor.sector if actor else None,
            country=actor.country if actor else None,
            is_place=party.is_place,
            place=party.place,
        )

    def _time(self, time: TimeRole | None) -> rows.TimeRow | None:
        if time is None:
            return None
        when = time.when
        quote = self._quote(time.span)
        if when is None:
            return rows.TimeRow(quote, None, None, None)
        return rows.TimeRow(quote, when.earliest, when.latest, when.precision)

    def _source(self, link: Attribution) -> rows.SourceRow:
        party = self._party("source", link.source)
        cue = self._quote(link.cue)
        return rows.SourceRow(
            *(party.name, party.quote, cue, link.stance, party.registry, party.kind, party.sector, party.country),
            *(link.part, link.naming, link.is_party, link.speech, self._time(link.said)),
        )

    def _carrier(self, carrier: Carrier) -> rows.CarrierRow:
        return rows.CarrierRow(carrier.part, carrier.name, self._quote(carrier.span))

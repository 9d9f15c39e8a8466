"""Turn one reading into rows: sentences, actors, notes, and every claim with the words that prove each value."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable
from typing import Final

from casus.model.claim import Attribution, Carrier, EventClaim, Party, PlaceRole, Quantity, StateClaim, TimeRole
from casus.model.ids import content_id
from casus.model.reading import Reading
from casus.model.span import Span
from casus.model.where import Place
from casus.store.facts import canonical
from casus.store.fold import fold
from casus.store.happenings import days_compared, event_ids, text_digest

Row = tuple[str | int | float | None, ...]

_FINDING: Final = (
    "INSERT INTO run_claim (reading_no, claim_no, nth, position, sentence, factuality, certainty, rules, time_words, "
    "earliest, latest, precision, day_from, day_to, event_id, local, mode, status, content_of, extent) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def write_findings(connection: sqlite3.Connection, reading: Reading, *, doc_no: int, reading_no: int) -> None:
    """Write all of a reading that can be asked for. Raises sqlite3.IntegrityError for spans outside the text."""
    _FindingWriter(connection, reading, doc_no, reading_no).write()


class _FindingWriter:
    """Writes the rows of one reading, each piece of evidence and each place once."""

    def __init__(self, connection: sqlite3.Connection, reading: Reading, doc_no: int, reading_no: int) -> None:
        self._connection = connection
        self._reading = reading
        self._doc_no = doc_no
        self._reading_no = reading_no
        self._evidence: dict[Span, int] = {}
        self._actors: dict[str, int] = {}
        self._names = {actor.id: actor.name for actor in reading.actors}
        self._nth: Counter[str] = Counter()

    def write(self) -> None:
        """Write everything, in the order in which rows refer to each other."""
        self._write_sentences()
        self._write_actors()
        events = event_ids(text_digest(self._reading.document.text), self._reading.claims)
        for position, claim in enumerate(self._reading.claims):
            self._write_event(claim, position, events[claim.event])
        for position, state in enumerate(self._reading.states):
            self._write_state(state, position)
        self._write_notes()

    def _write_sentences(self) -> None:
        spans = (sentence.span for sentence in self._reading.sentences)
        self._many("sentence", 4, ((self._reading_no, n, span.start, span.end) for n, span in enumerate(spans)))

    def _write_actors(self) -> None:
        for actor in self._reading.actors:
            names = (actor.id, actor.name, fold(actor.name))
            row = (self._reading_no, *names, actor.kind, actor.sector, actor.country, actor.registry)
            number = self._insert(
                "INSERT INTO actor (reading_no, local_id, name, folded, kind, sector, country, registry) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                row,
            )
            self._actors[actor.id] = number
            self._many("actor_mention", 3, ((number, n, self._cite(span)) for n, span in enumerate(actor.mentions)))

    def _write_notes(self) -> None:
        rows = (
            (self._reading_no, n, note.code, note.message, self._cite(note.span))
            for n, note in enumerate(self._reading.notes)
        )
        self._many("note", 5, rows)

    def _write_event(self, claim: EventClaim, position: int, event_id: str) -> None:
        specific = (event_id, claim.event, claim.mode, claim.status, claim.content_of, None)
        finding = self._write_finding(claim, "event", claim.type, (position, *specific))
        self._write_parties(finding, [(role.role, role.party) for role in claim.roles])
        self._write_places(finding, claim.places)
        self._write_quantities(finding, claim.quantities)
        self._write_attribution(finding, claim.attribution, claim.carriers)
        instrument = [("instrument", claim.instrument)] if claim.instrument else []
        self._write_words(finding, [*instrument, *(("cue", cue) for cue in claim.cues)])
        self._index(finding, claim, [place.place for place in claim.places])

    def _write_state(self, state: StateClaim, position: int) -> None:
        specific = (None, None, None, None, None, state.extent)
        finding = self._write_finding(state, "state", state.relation, (position, *specific))
        parties = [*(("subject", party) for party in state.subjects), *(("object", party) for party in state.objects)]
        self._write_parties(finding, parties)
        self._write_attribution(finding, state.attribution, state.carriers)
        self._write_words(finding, [("cue", cue) for cue in state.cues])
        self._index(finding, state, [party.place for _, party in parties])

    def _write_finding(self, claim: EventClaim | StateClaim, kind: str, label: str, specific: Row) -> int:
        """The claim, if no run found it before, and what this run says of it; `specific` starts with the position."""
        identity = (claim.claim_id, self._doc_no, kind, label, self._cite(claim.trigger))
        self._connection.execute(
            "INSERT INTO claim (claim_id, doc_no, kind, type, trigger) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            identity,
        )
        number = self._number("SELECT claim_no FROM claim WHERE claim_id = ?", claim.claim_id)
        nth = self._nth[claim.claim_id]
        self._nth[claim.claim_id] += 1
        position, *rest = specific
        return self._insert(
            _FINDING,
            (
                *(self._reading_no, number, nth, position),
                *(claim.sentence, claim.factuality, claim.certainty, canonical(list(claim.rules))),
                *self._time(claim.time),
                *rest,
            ),
        )

    def _time(self, time: TimeRole | None) -> Row:
        return (*self._told(time), *days_compared(time, self._reading.document.published))

    def _told(self, time: TimeRole | None) -> Row:
        """A time as told: its words, first and last day, and precision."""
        when = time.when if time else None
        return (
            self._cite(time.span) if time else None,
            when.earliest.isoformat() if when and when.earliest else None,
            when.latest.isoformat() if when and when.latest else None,
            when.precision.value if when else None,
        )

    def _write_parties(self, finding: int, parties: Iterable[tuple[str, Party]]) -> None:
        rows = (
            (finding, n, role, self._actor(who), self._cite(who.span), int(who.is_place), self._place(who.place))
            for n, (role, who) in enumerate(parties)
        )
        self._many("claim_role", 7, rows)

    def _write_places(self, finding: int, places: Iterable[PlaceRole]) -> None:
        rows = ((finding, n, p.role, self._cite(p.span), self._place(p.place)) for n, p in enumerate(places))
        self._many("claim_place", 5, rows)

    def _write_quantities(self, finding: int, quantities: Iterable[Quantity]) -> None:
        rows = ((finding, n, *self._number_row(quantity)) for n, quantity in enumerate(quantities))
        self._many("claim_quantity", 13, rows)

    def _number_row(self, one: Quantity) -> Row:
        bounds = (one.role, self._cite(one.span), one.low, one.best, one.high)
        whom = one.whom or Party(None, None)
        counted = (one.unit, self._actor(whom), self._cite(whom.span))
        is_total = None if one.is_total is None else int(one.is_total)
        return (*bounds, *counted, self._cite(one.part_of), is_total, self._cite(one.total_cue))

    def _write_attribution(self, finding: int, chain: Iterable[Attribution], carriers: Iterable[Carrier]) -> None:
        links = ((finding, n, *self._link(link)) for n, link in enumerate(chain))
        self._many("claim_attribution", 14, links)
        passed_on = ((finding, n, one.part, one.name, self._cite(one.span)) for n, one in enumerate(carriers))
        self._many("claim_carrier", 5, passed_on)

    def _link(self, link: Attribution) -> Row:
        who = (self._actor(link.source), self._cite(link.source.span), self._cite(link.cue), link.stance)
        is_party = None if link.is_party is None else int(link.is_party)
        return (*who, link.part, link.naming, is_party, link.speech, *self._told(link.said))

    def _write_words(self, finding: int, words: Iterable[tuple[str, Span]]) -> None:
        self._many("claim_words", 4, ((finding, n, part, self._cite(span)) for n, (part, span) in enumerate(words)))

    def _index(self, finding: int, claim: EventClaim | StateClaim, places: Iterable[Place | None]) -> None:
        """Make a finding searchable by its sentence and by the canonical names behind its words."""
        sentences, text = self._reading.sentences, self._reading.document.text
        around = sentences[claim.sentence].span if claim.sentence < len(sentences) else claim.trigger
        parties = _parties(claim)
        names = [self._names[party.actor] for party in parties if party.actor]
        words = [around.of(text), *dict.fromkeys(names), *dict.fromkeys(place.name for place in places if place)]
        self._insert("INSERT INTO claim_search (rowid, words) VALUES (?, ?)", (finding, "\n".join(words)))

    def _actor(self, party: Party) -> int | None:
        return None if party.actor is None else self._actors[party.actor]

    def _cite(self, span: Span | None) -> int | None:
        """The number of the evidence for these words of the document."""
        if span is None:
            return None
        if span not in self._evidence:
            row = (self._doc_no, span.start, span.end, self._reading.document.quote(span))
            self._connection.execute(
                "INSERT INTO evidence (doc_no, start, end, quote) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", row
            )
            self._evidence[span] = self._number(
                "SELECT evidence_no FROM evidence WHERE doc_no = ? AND start = ? AND end = ?", *row[:3]
            )
        return self._evidence[span]

    def _place(self, place: Place | None) -> int | None:
        if place is None:
            return None
        point = (place.lat, place.lon, place.country, place.admin1)
        facts = (place.id, place.name, *point, place.kind, place.precision, place.radius_km)
        facts_id = content_id("p", *facts)
        self._connection.execute(
            "INSERT INTO place (facts_id, folded, place_id, name, lat, lon, country, admin1, kind, precision, "
            "radius_km) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (facts_id, fold(place.name), *facts),
        )
        return self._number("SELECT place_no FROM place WHERE facts_id = ?", facts_id)

    def _number(self, query: str, *values: str | int | float | None) -> int:
        (number,) = self._connection.execute(query, values).fetchone()
        return int(number)

    def _insert(self, statement: str, row: Row) -> int:
        return int(self._connection.execute(statement, row).lastrowid or 0)

    def _many(self, table: str, width: int, rows: Iterable[Row]) -> None:
        # Listed first: making a row may itself insert evidence, which must not happen inside one executemany.
        self._connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * width)})", list(rows))


def _parties(claim: EventClaim | StateClaim) -> list[Party]:
    """Everyone a finding names: who takes part, and who says so."""
    if isinstance(claim, EventClaim):
        taking_part = [role.party for role in claim.roles]
    else:
        taking_part = [*claim.subjects, *claim.objects]
    return [*taking_part, *(link.source for link in claim.attribution)]

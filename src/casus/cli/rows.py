"""
Flat rows for machines: one row per claim or state, the same columns in JSON Lines and CSV.

Columns that can hold several things are lists in JSON Lines; in CSV they are joined by "; ".
The columns are documented in docs/commands.md; a test keeps both alike.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Final

from casus.model.claim import Attribution, EventClaim, Party, PlaceRole, Quantity, StateClaim, TimeRole
from casus.model.ids import Plain
from casus.model.reading import Reading
from casus.model.span import Span

Row = dict[str, Plain]

COLUMNS: Final = (
    *("document", "given_id", "title", "publisher", "published", "origin", "url"),
    *("kind", "claim", "event", "sentence", "quote", "trigger", "trigger_start", "trigger_end"),
    *("type", "mode", "extent", "status", "factuality", "certainty"),
    *("actor", "actor_id", "actor_words", "recipient", "recipient_id", "recipient_words", "other_roles"),
    *("place", "place_id", "place_words", "country", "lat", "lon"),
    *("earliest", "latest", "time_precision", "time_words"),
    *("numbers", "instrument", "source", "source_words", "source_cue", "stance", "content_of"),
)


def rows(reading: Reading) -> Iterator[Row]:
    """The rows of one reading: its event claims, then its states, each in text order."""
    flat = _Flat(reading)
    yield from map(flat.event, reading.claims)
    yield from map(flat.state, reading.states)


def json_line(row: Row) -> str:
    """One row as a line of JSON."""
    return json.dumps(row, ensure_ascii=False) + "\n"


def csv_header() -> str:
    """The first line of the CSV."""
    return _csv(COLUMNS)


def csv_line(row: Row) -> str:
    """One row as a line of CSV."""
    return _csv(_cell(row[column]) for column in COLUMNS)


def _csv(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(list(cells))
    return line.getvalue()


def _cell(value: Plain) -> str:
    if value is None:
        return ""
    if isinstance(value, (list, tuple)):
        return "; ".join("" if item is None else str(item) for item in value)
    return str(value)


class _Flat:
    """Makes the rows of one reading."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._actors = {actor.id: actor for actor in reading.actors}

    def event(self, claim: EventClaim) -> Row:
        who, whom = claim.parties("actor"), claim.parties("recipient")
        others = tuple(role for role in claim.roles if role.role not in ("actor", "recipient"))
        return self._row(
            {
                **self._head("event", claim),
                "event": claim.event,
                "type": claim.type,
                "mode": claim.mode,
                "status": claim.status,
                **self._parties("actor", who),
                **self._parties("recipient", whom),
                "other_roles": [f"{role.role}: {self._name(role.party)}" for role in others],
                **self._places(claim.places),
                "numbers": [self._number(quantity) for quantity in claim.quantities],
                "instrument": self._quote(claim.instrument),
                "content_of": claim.content_of,
            }
        )

    def state(self, state: StateClaim) -> Row:
        places = [PlaceRole("where", p.span or state.trigger, p.place) for p in state.objects if p.is_place]
        return self._row(
            {
                **self._head("state", state),
                "type": state.relation,
                "extent": state.extent,
                **self._parties("actor", state.subjects),
                **self._parties("recipient", state.objects),
                **self._places(places),
            }
        )

    def _row(self, values: Row) -> Row:
        return {column: values.get(column) for column in COLUMNS}

    def _head(self, kind: str, claim: EventClaim | StateClaim) -> Row:
        document = self._reading.document
        return {
            "document": document.doc_id,
            "given_id": document.given_id,
            "title": document.title,
            "publisher": document.publisher,
            "origin": document.origin,
            "url": document.url,
            "published": document.published.isoformat() if document.published else None,
            "kind": kind,
            "claim": claim.claim_id,
            "sentence": claim.sentence,
            "quote": self._quote(self._reading.sentences[claim.sentence].span),
            "trigger": self._quote(claim.trigger),
            "trigger_start": claim.trigger.start,
            "trigger_end": claim.trigger.end,
            "factuality": claim.factuality,
            "certainty": round(claim.certainty, 3),
            **self._time(claim.time),
            **self._sources(claim.attribution),
        }

    def _quote(self, span: Span | None) -> str | None:
        return self._reading.document.quote(span) if span else None

    def _name(self, party: Party) -> str | None:
        actor = self._actors.get(party.actor or "")
        return actor.name if actor else party.place.name if party.place else self._quote(party.span)

    def _parties(self, role: str, parties: Iterable[Party]) -> Row:
        listed = list(parties)
        actors = [self._actors.get(party.actor or "") for party in listed]
        return {
            role: [self._name(party) for party in listed],
            f"{role}_id": [actor.registry if actor else None for actor in actors],
            f"{role}_words": [self._quote(party.span) for party in listed],
        }

    def _places(self, roles: Iterable[PlaceRole]) -> Row:
        """Names, ids and words of all places; country and coordinates of the first that is located."""
        listed = list(roles)
        located = next((role.place for role in listed if role.place), None)
        return {
            "place": [role.place.name if role.place else None for role in listed],
            "place_id": [role.place.id if role.place else None for role in listed],
            "place_words": [f"{role.role}: {self._quote(role.span)}" for role in listed],
            "country": located.country if located else None,
            "lat": located.lat if located else None,
            "lon": located.lon if located else None,
        }

    def _time(self, time: TimeRole | None) -> Row:
        when = time.when if time else None
        return {
            "earliest": when.earliest.isoformat() if when and when.earliest else None,
            "latest": when.latest.isoformat() if when and when.latest else None,
            "time_precision": when.precision.value if when else None,
            "time_words": self._quote(time.span) if time else None,
        }

    def _number(self, quantity: Quantity) -> str:
        ends = "..".join("" if end is None else str(end) for end in (quantity.low, quantity.high))
        return f"{quantity.role} {ends}: {self._quote(quantity.span)}"

    def _sources(self, chain: Iterable[Attribution]) -> Row:
        listed = list(chain)
        return {
            "source": [self._name(link.source) for link in listed],
            "source_words": [self._quote(link.source.span) for link in listed],
            "source_cue": [self._quote(link.cue) for link in listed],
            "stance": [link.stance for link in listed],
        }


def reading_line(reading: Reading) -> str:
    """A reading in the reading format, on one line."""
    from casus.codec import encode_reading

    return encode_reading(reading).decode().rstrip("\n") + "\n"

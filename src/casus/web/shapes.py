"""Rows of a project as the JSON of docs/api.md: claims, states, reports, places, quotes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from casus.model.where import Place
from casus.store.rows import (
    CarrierRow,
    ClaimRow,
    PartyRow,
    PlaceRow,
    QuantityRow,
    Quote,
    ReportRow,
    SourceRow,
    StateRow,
    TimeRow,
)
from casus.web import words

Json = dict[str, Any]


def day(when: date | None) -> str | None:
    """A day as text."""
    return when.isoformat() if when else None


def quote(found: Quote | None) -> Json | None:
    """Words of a document with their place in it."""
    return {"start": found.start, "end": found.end, "words": found.words} if found else None


def place(found: Place | None) -> Json | None:
    """A place, with how it may be drawn."""
    if found is None:
        return None
    return {
        "id": found.id or None,
        "name": words.clean(found.name),
        "lat": found.lat,
        "lon": found.lon,
        "country": found.country,
        "admin1": found.admin1,
        "kind": found.kind,
        "precision": found.precision,
        "radius_km": found.radius_km,
        "shape": words.shape(found),
        "shown": words.place(found),
    }


def party(who: PartyRow) -> Json:
    """Someone as one line of a list names them."""
    return {
        "name": words.clean(who.name),
        "key": who.registry,
        "kind": who.kind,
        "sector": who.sector,
        "country": who.country,
    }


def state_party(who: PartyRow) -> Json:
    """A party of a state, which may be a place."""
    return {**party(who), "is_place": who.is_place}


def claim(row: ClaimRow, *, event: str, review: str = "open", edited: Sequence[str] = ()) -> Json:
    """One act as one passage tells it. `event` is the merged event it belongs to."""
    return {
        "id": row.claim_id,
        "event": event,
        "telling": row.event_id,
        **_head(row),
        "type": row.type,
        "mode": row.mode,
        "label": row.label,
        "status": row.status,
        "parties": [_told_party(who) for who in row.parties],
        "places": [_told_place(where) for where in row.places],
        "quantities": [_quantity(one) for one in row.quantities],
        "instrument": quote(row.instrument),
        "review": review,
        "edited": list(edited),
    }


def state(row: StateRow, *, review: str = "open", edited: Sequence[str] = ()) -> Json:
    """One relation as one passage tells it."""
    return {
        "id": row.claim_id,
        **_head(row),
        "relation": row.relation,
        "extent": row.extent,
        "subjects": [_told_party(who) for who in row.subjects],
        "objects": [_told_party(who) for who in row.objects],
        "review": review,
        "edited": list(edited),
    }


def report(row: ReportRow) -> Json:
    """Where a report came from."""
    return {
        "id": row.doc_id,
        "title": row.title,
        "publisher": row.publisher,
        "published": day(row.published),
        "url": words.web_address(row.url),
        "copy_of": row.copy_of,
    }


def shown_time(time: TimeRow) -> str:
    """The days of a time in words, "" where it is not settled."""
    return words.days(time.earliest, time.latest, time.precision)


def _head(row: ClaimRow | StateRow) -> Json:
    return {
        "report": row.report.doc_id,
        "publisher": row.report.publisher,
        "published": day(row.report.published),
        "factuality": row.factuality,
        "denied": row.is_denied,
        "certainty": round(row.certainty, 3),
        "trigger": quote(row.trigger),
        "sentence": quote(row.sentence),
        "time": _time(row.time),
        "sources": [_source(one) for one in row.sources],
        "carriers": [_carrier(one) for one in row.carriers],
        "cues": [quote(cue) for cue in row.cues],
        "rules": list(row.rules),
    }


def _told_party(who: PartyRow) -> Json:
    told: Json = {
        **state_party(who),
        "role": who.role,
        "quote": quote(who.quote),
        "inferred": None if who.quote else "context",
    }
    if who.is_place:
        told["place"] = place(who.place)
    return told


def _told_place(where: PlaceRow) -> Json:
    return {
        "role": where.role,
        "name": words.clean(where.name),
        "quote": quote(where.quote),
        "place": place(where.place),
    }


def _time(time: TimeRow | None) -> Json | None:
    if time is None:
        return None
    return {
        "quote": quote(time.quote),
        "earliest": day(time.earliest),
        "latest": day(time.latest),
        "precision": time.precision.value if time.precision else None,
        "shown": shown_time(time) or (words.clean(time.quote.words) if time.quote else ""),
    }


def _quantity(one: QuantityRow) -> Json:
    return {
        "role": one.role,
        "low": one.low,
        "best": one.best,
        "high": one.high,
        "shown": words.number(one.low, one.best, one.high),
        "quote": quote(one.quote),
    }


def _source(one: SourceRow) -> Json:
    return {
        "name": words.clean(one.name),
        "key": one.registry,
        "stance": one.stance,
        "quote": quote(one.quote),
        "cue": quote(one.cue),
        "part": one.part or None,
        "naming": one.naming or None,
        "is_party": one.is_party,
        "speech": one.speech or None,
        "said": _time(one.said),
    }


def _carrier(one: CarrierRow) -> Json:
    """Who passes a claim on."""
    return {"part": one.part, "name": words.clean(one.name), "quote": quote(one.quote)}


def without_blanks(values: Mapping[str, Any]) -> Json:
    """Only what has a value."""
    return {key: value for key, value in values.items() if value is not None}

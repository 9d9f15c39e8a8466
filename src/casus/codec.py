"""
The one place where readings become bytes, and bytes readings.

Two forms: the reading format (what `casus code --format reading` prints, and what gold data and the scorer speak), and
a compact record of a whole `Reading` for the store, with the version of its layout in front.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

import msgspec

from casus.errors import StoreError
from casus.model.actor import Actor
from casus.model.claim import Attribution, Carrier, EventClaim, Party, PlaceRole, Quantity, Role, StateClaim, TimeRole
from casus.model.document import Note, Part
from casus.model.reading import Reading
from casus.model.span import Span
from casus.model.where import Place

SCHEMA: Final = 1
"""Version of the layout of `dump_reading`: to be raised when a field of `Reading` changes its meaning or goes."""

Json = dict[str, Any]
PLACE_KEYS: Final = ("id", "name", "lat", "lon", "country", "admin1", "kind", "precision", "radius_km")


def encode_reading(reading: Reading) -> bytes:
    """One line of the reading format, without a line end."""
    return msgspec.json.encode(to_reading_dict(reading))


def to_reading_dict(reading: Reading) -> Json:
    """The reading format. Besides its keys: publisher, basis of the date, parts, and id and certainty of each claim."""
    document = reading.document
    return {
        "id": document.given_id or document.doc_id,
        "doc_id": document.doc_id,
        "published": _day(document.published),
        "published_basis": document.published_basis.value,
        "title": document.title,
        "publisher": document.publisher,
        "byline": document.byline,
        "dateline": document.dateline,
        "url": document.url,
        "language": document.language,
        "digest": document.digest,
        "origin": document.origin,
        "text": document.text,
        "parts": [_part(part) for part in document.parts],
        "sentences": [_span(sentence.span) for sentence in reading.sentences],
        "actors": [_actor(actor) for actor in reading.actors],
        "claims": [_claim(claim) for claim in reading.claims],
        "states": [_state(state) for state in reading.states],
        "notes": [_note(note) for note in reading.notes],
    }


def dump_reading(reading: Reading) -> bytes:
    """The whole reading as bytes: JSON, an array of the layout's version and the reading."""
    return msgspec.json.encode((SCHEMA, reading))


def load_reading(data: bytes) -> Reading:
    """The reading that `dump_reading` made bytes of. Raises `StoreError` for another layout or damaged bytes."""
    try:
        version, rest = msgspec.json.decode(data, type=tuple[int, msgspec.Raw])
        if version == SCHEMA:
            return msgspec.json.decode(rest, type=Reading)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise StoreError(
            f"damaged record of a reading ({error})",
            expected=f"a record of layout {SCHEMA}",
            remedy="read the report again",
        ) from error
    raise StoreError(
        f"a reading recorded in layout {version}",
        expected=f"layout {SCHEMA}",
        remedy="use the version of casus that wrote it, or read the report again",
    )


def _span(span: Span) -> list[int]:
    return [span.start, span.end]


def _span_or_none(span: Span | None) -> list[int] | None:
    return None if span is None else _span(span)


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _part(part: Part) -> Json:
    return {"kind": part.kind.value, "span": _span(part.span)}


def _note(note: Note) -> Json:
    return {"code": note.code, "span": _span_or_none(note.span), "message": note.message}


def _actor(actor: Actor) -> Json:
    return {
        "id": actor.id,
        "name": actor.name,
        "registry": actor.registry,
        "kind": actor.kind,
        "sector": actor.sector,
        "country": actor.country,
        "mentions": [_span(mention) for mention in actor.mentions],
    }


def _claim(claim: EventClaim) -> Json:
    return {
        "claim_id": claim.claim_id,
        "event": claim.event,
        "sentence": claim.sentence,
        "trigger": _span(claim.trigger),
        "type": claim.type,
        "mode": claim.mode,
        "status": claim.status,
        "factuality": claim.factuality,
        "roles": [_role(role) for role in claim.roles],
        "places": [_place_role(place) for place in claim.places],
        "time": _time(claim.time),
        "quantities": [_quantity(quantity) for quantity in claim.quantities],
        "instrument": _span_or_none(claim.instrument),
        "attribution": _attributions(claim.attribution),
        "carriers": _carriers(claim.carriers),
        "content_of": claim.content_of,
        "certainty": claim.certainty,
    }


def _state(state: StateClaim) -> Json:
    return {
        "claim_id": state.claim_id,
        "sentence": state.sentence,
        "relation": state.relation,
        "trigger": _span(state.trigger),
        "subjects": [_party(party) for party in state.subjects],
        "objects": [_party(party) for party in state.objects],
        "extent": state.extent,
        "factuality": state.factuality,
        "time": _time(state.time),
        "attribution": _attributions(state.attribution),
        "carriers": _carriers(state.carriers),
        "certainty": state.certainty,
    }


def _party(party: Party) -> Json:
    """A party of a state. A place says so with `place`: true, as gold data has it; its identity is under `resolved`."""
    if not party.is_place:
        return {"actor": party.actor, "span": _span_or_none(party.span)}
    return {"place": True, "span": _span_or_none(party.span), "resolved": _place(party.place)}


def _role(role: Role) -> Json:
    return {"role": role.role, "actor": role.party.actor, "span": _span_or_none(role.party.span)}


def _place_role(place: PlaceRole) -> Json:
    return {"role": place.role, "span": _span(place.span), "place": _place(place.place)}


def _place(place: Place | None) -> Json | None:
    return None if place is None else {name: getattr(place, name) for name in PLACE_KEYS}


def _time(time: TimeRole | None) -> Json | None:
    if time is None:
        return None
    when = time.when
    return {
        "span": _span_or_none(time.span),
        "earliest": _day(when.earliest) if when else None,
        "latest": _day(when.latest) if when else None,
        "precision": when.precision.value if when else None,
    }


def _quantity(quantity: Quantity) -> Json:
    return {
        "role": quantity.role,
        "span": _span(quantity.span),
        "low": quantity.low,
        "best": quantity.best,
        "high": quantity.high,
        "unit": quantity.unit or None,
        "whom": None if quantity.whom is None else _party(quantity.whom),
        "part_of": _span_or_none(quantity.part_of),
        "total": quantity.is_total,
        "total_cue": _span_or_none(quantity.total_cue),
    }


def _attributions(chain: Sequence[Attribution]) -> list[Json]:
    return [
        {
            "source": {"actor": link.source.actor, "span": _span_or_none(link.source.span)},
            "cue": _span_or_none(link.cue),
            "stance": link.stance,
            "part": link.part or None,
            "naming": link.naming or None,
            "party": link.is_party,
            "speech": link.speech or None,
            "said": _time(link.said),
        }
        for link in chain
    ]


def _carriers(chain: Sequence[Carrier]) -> list[Json]:
    return [{"part": one.part, "name": one.name, "span": _span_or_none(one.span)} for one in chain]

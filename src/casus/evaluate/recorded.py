"""Make a reading of a hand-coded report, so that what people found can be put into a project like what engines find."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from casus.evaluate.gold import document_of
from casus.model.actor import Actor
from casus.model.claim import Attribution, EventClaim, Party, PlaceRole, Quantity, Role, TimeRole
from casus.model.ids import content_id
from casus.model.reading import Reading
from casus.model.span import Span
from casus.model.syntax import Sentence
from casus.model.when import TimePrecision, When
from casus.model.where import Place

Json = Mapping[str, Any]


def reading_of(row: Json) -> Reading:
    """The events of a coded report as a reading; its states and attributions to unnamed sources are left out."""
    document = document_of(row)
    sentences = tuple(Sentence(Span(*span)) for span in row["sentences"])
    actors = {actor["id"]: _actor(actor) for actor in row.get("actors", ())}
    claims = (_claim(claim, document.doc_id, sentences, actors) for claim in row["claims"])
    return Reading(document, sentences=sentences, actors=tuple(actors.values()), claims=tuple(claims))


def _actor(actor: Json) -> Actor:
    spans = tuple(Span(*span) for span in actor.get("mentions", ()))
    facts = (actor["name"], actor["kind"], actor["sector"], actor.get("country"))
    return Actor(actor["id"], *facts, spans, actor.get("registry"))


def _claim(claim: Json, doc_id: str, sentences: Sequence[Sentence], actors: Mapping[str, Actor]) -> EventClaim:
    trigger = Span(*claim["trigger"])
    return EventClaim(
        claim_id=content_id("c", doc_id, trigger.start, trigger.end, claim["type"], claim["event"]),
        event=claim["event"],
        sentence=_sentence(sentences, trigger),
        trigger=trigger,
        type=claim["type"],
        mode=claim.get("mode"),
        status=claim["status"],
        factuality=claim["factuality"],
        roles=tuple(Role(role["role"], _party(role, actors)) for role in claim["roles"]),
        places=tuple(_place(place) for place in claim["places"] if place.get("span")),
        time=_time(claim.get("time")),
        quantities=tuple(_quantity(quantity) for quantity in claim["quantities"] if quantity.get("span")),
        attribution=tuple(_attribution(link, actors) for link in claim["attribution"]),
    )


def _sentence(sentences: Sequence[Sentence], trigger: Span) -> int:
    return next((n for n, s in enumerate(sentences) if s.span.start <= trigger.start < s.span.end), 0)


def _party(role: Json, actors: Mapping[str, Actor]) -> Party:
    local = role.get("actor")
    return Party(local if local in actors else None, _span(role.get("span")))


def _place(place: Json) -> PlaceRole:
    known = place.get("place")
    return PlaceRole(place["role"], Span(*place["span"]), Place(**known) if known else None)


def _time(time: Json | None) -> TimeRole | None:
    if time is None:
        return None
    bounds = _day(time.get("earliest")), _day(time.get("latest"))
    precision = TimePrecision(time.get("precision") or ("day" if bounds[0] == bounds[1] else "unknown"))
    return TimeRole(_span(time.get("span")), When(*bounds, precision) if any(bounds) else None)


def _quantity(quantity: Json) -> Quantity:
    values = (quantity.get("low"), quantity.get("best"), quantity.get("high"))
    return Quantity(quantity["role"], Span(*quantity["span"]), *values)


def _attribution(link: Json, actors: Mapping[str, Actor]) -> Attribution:
    return Attribution(
        _party(link.get("source") or {}, actors), _span(link.get("cue")), link.get("stance") or "asserts"
    )


def _span(span: Sequence[int] | None) -> Span | None:
    return Span(*span) if span else None


def _day(day: str | None) -> date | None:
    return date.fromisoformat(day) if day else None

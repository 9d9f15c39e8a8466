"""
An event as one line of the list: what is shown of it (JSON, made once) and what filters, maps and sums compare.

Both are made when an event is new or has changed and kept in the record, so that a request reads no claims.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import msgspec

from casus.beliefs.types import EventBelief, Field
from casus.model.where import Place
from casus.store.fold import fold
from casus.store.rows import ClaimRow, PartyRow
from casus.web import shapes, words
from casus.web.shapes import Json

LAYOUT: Final = 2
"""To be raised when what a card holds changes: older cards are then made anew."""

ALWAYS: Final = (1, 3_652_059)
"""First and last day that there is, as day numbers: the ends of an open interval."""

UNCERTAIN_BELOW: Final = 0.5
"""Certainty of the engine (of its surest claim) below which a person should look."""

UNSURE_WORDS: Final = frozenset({"single source", "disputed", "denied"})

TIES: Final = {
    "ASSAULT": "fights",
    "COERCE": "fights",
    "AID": "supports",
    "SUPPORT": "supports",
    "COOPERATE": "allied",
    "CONSULT": "talks",
    "AGREE": "talks",
    "ACCUSE": "opposes",
    "REJECT": "opposes",
    "THREATEN": "opposes",
    "SANCTION": "opposes",
}
"""The kind of tie between two parties that an act shows."""


class Keys(msgspec.Struct, frozen=True, array_like=True):
    """What is compared. Days are day numbers; `first` and `last` are 0 where not even a publication day is known."""

    type: str
    mode: str | None
    first: int
    last: int
    is_dated: bool
    lat: float | None
    lon: float | None
    spot: tuple[str, str, str, float, int, float | None, float | None]  # see `_spot`
    parties: tuple[tuple[str, str, str, str], ...]  # folded name, shown name, registry id, sector
    places: tuple[tuple[str, str, str, str, str], ...]  # folded name, shown name, id, folded province, country
    publishers: tuple[str, ...]
    sources: tuple[tuple[str, str], ...]  # folded name, registry id
    ties: tuple[tuple[str, str, str], ...]  # one party, the other, kind
    documents: tuple[str, ...]
    tellings: tuple[str, ...]
    findings: tuple[int, ...]
    claims: int
    independent: int
    index: float
    certainty: str
    realisation: str
    is_disputed: bool
    is_uncertain: bool
    review: str
    reading: int
    changed: int
    last_report: int


@dataclass(frozen=True, slots=True)
class Card:
    """One event: `signature` names the state of the record that it was made from."""

    event_id: str
    signature: str
    keys: Keys
    shown: bytes


@dataclass(frozen=True, slots=True)
class Standing:
    """What the record says of an event beside its claims: `review` state, version, numbers of its findings, and of its
    latest reading and decision.
    """

    version: str
    review: str = "open"
    reading: int = 0
    changed: int = 0
    findings: tuple[int, ...] = ()


def card(belief: EventBelief, standing: Standing) -> Card:
    """The card of an event."""
    keys = _keys(belief, standing)
    return Card(belief.event.event_id, standing.version, keys, msgspec.json.encode(shown(belief, standing)))


def shown(belief: EventBelief, standing: Standing) -> Json:
    """The line of the list, as docs/api.md has it; what depends on the last look ("new") is filled in when sent."""
    event = belief.event
    kind, mode = label(belief)
    actors, recipients = list(map(shapes.party, belief.actors)), list(map(shapes.party, belief.recipients))
    where = words.clean(belief.place.name) if belief.place else ""
    doing = words.action(kind, mode, status=event.main.status, is_denied=_is_denied(belief), where=where)
    doing = doing if recipients else words.to_nobody(doing)
    return {
        "id": event.event_id,
        "version": standing.version,
        "type": kind,
        "mode": mode,
        "label": f"{kind}.{mode}" if mode else kind,
        "action": doing,
        "line": words.line([a["name"] for a in actors], doing, [r["name"] for r in recipients]),
        "date": shown_date(belief),
        "actors": actors,
        "recipients": recipients,
        "place": shapes.place(belief.place),
        "numbers": list(_numbers(belief.fields)),
        "reports": len(event.reports),
        "claims": len(event.claims),
        "sources": belief.independent_sources,
        "realisation": belief.realisation.value,
        "certainty": belief.belief.words,
        "index": round(belief.belief.index, 3),
        "disputed": is_disputed(belief),
        "contradictions": [found.kind.value for found in belief.contradictions],
        "review": standing.review,
        "first_report": shapes.day(belief.first_report),
        "last_report": shapes.day(belief.last_report),
    }


def label(belief: EventBelief) -> tuple[str, str | None]:
    """Type and mode that are believed."""
    best = (field.best if (field := belief.field("type")) else None) or None
    if best is None:
        return belief.event.main.type, belief.event.main.mode
    kind, _, mode = best.key.partition(".")
    return kind, mode or None


def shown_date(belief: EventBelief) -> Json:
    """The day of an event and what it rests on."""
    when, published = belief.when, belief.first_report
    if when is not None and (when.earliest or when.latest):
        phrase = words.days(when.earliest, when.latest, when.precision)
        return _date(when.earliest, when.latest, when.precision.value, "told", phrase)
    if published:
        return _date(published, published, "day", "published", f"reported {words.day(published)}")
    return _date(None, None, "unknown", "none", "undated")


def is_disputed(belief: EventBelief) -> bool:
    """Whether reports contradict each other about an event."""
    return bool(belief.contradictions) or belief.belief.words == "disputed"


def _date(first: date | None, last: date | None, precision: str, basis: str, phrase: str) -> Json:
    return {
        "earliest": shapes.day(first),
        "latest": shapes.day(last),
        "precision": precision,
        "basis": basis,
        "shown": phrase,
    }


def _is_denied(belief: EventBelief) -> bool:
    return belief.realisation.value == "did_not_happen"


def _numbers(fields: Iterable[Field]) -> Iterator[Json]:
    for field in fields:
        best = field.best
        if best is None or (best.low, best.best, best.high) == (None, None, None):
            continue
        phrase = words.number(best.low, best.best, best.high)
        yield {
            "role": field.name,
            "low": best.low,
            "best": best.best,
            "high": best.high,
            "shown": f"{phrase} {field.name}".strip(),
        }


def _keys(belief: EventBelief, standing: Standing) -> Keys:
    event, (kind, mode) = belief.event, label(belief)
    first, last, is_dated = _interval(belief)
    parties = _parties(belief)
    return Keys(
        type=kind,
        mode=mode,
        first=first,
        last=last,
        is_dated=is_dated,
        lat=belief.place.lat if belief.place else None,
        lon=belief.place.lon if belief.place else None,
        spot=_spot(belief.place),
        parties=parties,
        places=_places(belief),
        publishers=event.publishers,
        sources=tuple(dict.fromkeys(_sources(event.claims))),
        ties=tuple(_ties(belief, kind)),
        documents=tuple(dict.fromkeys(claim.report.doc_id for claim in event.claims)),
        tellings=tuple(dict.fromkeys(claim.telling_id or claim.event_id for claim in event.claims)),
        findings=standing.findings,
        claims=len(event.claims),
        independent=belief.independent_sources,
        index=belief.belief.index,
        certainty=belief.belief.words,
        realisation=belief.realisation.value,
        is_disputed=is_disputed(belief),
        is_uncertain=max(claim.certainty for claim in event.claims) < UNCERTAIN_BELOW,
        review=standing.review,
        reading=standing.reading,
        changed=standing.changed,
        last_report=belief.last_report.toordinal() if belief.last_report else 0,
    )


def _interval(belief: EventBelief) -> tuple[int, int, bool]:
    """First and last day number, and whether they are told."""
    when = belief.when
    if when is not None and (when.earliest or when.latest):
        first = when.earliest.toordinal() if when.earliest else ALWAYS[0]
        return first, when.latest.toordinal() if when.latest else ALWAYS[1], True
    published = belief.first_report.toordinal() if belief.first_report else 0
    return published, published, False


def _spot(place: Place | None) -> tuple[str, str, str, float, int, float | None, float | None]:
    """What is one mark on the map: place id, name, shape, radius in km, precision, latitude, longitude."""
    if place is None:
        return "", "", "none", 0.0, 0, None, None
    name = words.clean(place.name)
    return place.id, name, words.shape(place), place.radius_km, place.precision, place.lat, place.lon


def _parties(belief: EventBelief) -> tuple[tuple[str, str, str, str], ...]:
    """Everyone who takes part by any claim, under the names they have and the words that name them."""
    found: dict[tuple[str, str, str, str], None] = {}
    told = (who for claim in belief.event.claims for who in claim.parties)
    for who in (*belief.actors, *belief.recipients, *told):
        if who.is_place:
            continue
        for name in dict.fromkeys((who.name, who.quote.words if who.quote else who.name)):
            found[(fold(name), words.clean(who.name), who.registry or "", who.sector or "")] = None
    return tuple(found)


def _places(belief: EventBelief) -> tuple[tuple[str, str, str, str, str], ...]:
    found: dict[tuple[str, str, str, str, str], None] = {}
    for place in (belief.place, *(where.place for claim in belief.event.claims for where in claim.places)):
        if place is not None:
            found[_place_keys(place)] = None
    for where in (where for claim in belief.event.claims for where in claim.places if where.place is None):
        found[(fold(where.name), words.clean(where.name), "", "", "")] = None
    return tuple(found)


def _place_keys(place: Place) -> tuple[str, str, str, str, str]:
    return fold(place.name), words.clean(place.name), place.id, fold(place.admin1 or ""), place.country or ""


def _sources(claims: Sequence[ClaimRow]) -> Iterator[tuple[str, str]]:
    for claim in claims:
        for source in claim.sources:
            yield fold(source.name), source.registry or ""


def _ties(belief: EventBelief, kind: str) -> Iterator[tuple[str, str, str]]:
    """The ties that an act shows; those of parties that only act together are between them."""
    if (tie := TIES.get(kind)) is None or _is_denied(belief):
        return
    actors, recipients = list(map(node, belief.actors)), list(map(node, belief.recipients))
    pairs = [(a, b) for a in actors for b in recipients if a != b]
    if not recipients and tie in ("talks", "allied"):
        pairs = [(a, b) for n, a in enumerate(actors) for b in actors[n + 1 :]]
    is_mutual = tie in ("fights", "allied", "talks")
    yield from dict.fromkeys((min(a, b), max(a, b), tie) if is_mutual else (a, b, tie) for a, b in pairs)


def node(who: PartyRow) -> str:
    """The id of an actor in the network: that of the registry, else "name:" and the name."""
    return who.registry or f"name:{words.clean(who.name)}"

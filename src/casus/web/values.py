"""The value of a claim's field in the form in which it is corrected (docs/api.md, Decisions)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from casus.store.rows import ClaimRow, PartyRow, Quote, SourceRow, StateRow
from casus.web import shapes
from casus.web.shapes import Json


def current_value(row: ClaimRow | StateRow, field: str) -> Any:
    """What a claim says in a field; None or an empty list where it says nothing."""
    if isinstance(row, StateRow):
        return _of_state(row, field)
    match field:
        case "type":
            return {"type": row.type, "mode": row.mode}
        case "status" | "factuality":
            return getattr(row, field)
        case "place":
            where = next((one for one in row.places if one.role == "where"), next(iter(row.places), None))
            return {"place": shapes.place(where.place) if where else None, "role": where.role if where else "where"}
        case "time":
            return _time(row)
        case "source":
            return [_source(one) for one in row.sources]
        case "actor" | "recipient" | "mediator" | "beneficiary":
            return _parties(row.who(field))
        case _:
            found = next((one for one in row.quantities if one.role == field), None)
            return {"low": found.low, "best": found.best, "high": found.high} if found else None


def _of_state(row: StateRow, field: str) -> Any:
    match field:
        case "type":
            return {"type": row.relation}
        case "factuality" | "extent":
            return getattr(row, field)
        case "subject":
            return _parties(row.subjects)
        case "object":
            return _parties(row.objects)
        case "source":
            return [_source(one) for one in row.sources]
        case _:
            return _time(row)


def _time(row: ClaimRow | StateRow) -> Json | None:
    time = row.time
    if time is None or not (time.earliest or time.latest):
        return None
    return {
        "earliest": shapes.day(time.earliest),
        "latest": shapes.day(time.latest),
        "precision": time.precision.value if time.precision else "unknown",
    }


def _parties(parties: Iterable[PartyRow]) -> list[Json]:
    return [{**shapes.state_party(who), "place": shapes.place(who.place), **_span(who.quote)} for who in parties]


def _source(one: SourceRow) -> Json:
    return {"name": one.name, "key": one.registry, "stance": one.stance, **_span(one.quote)}


def _span(quote: Quote | None) -> Json:
    return {"start": quote.start if quote else None, "end": quote.end if quote else None}

"""Claims and states as flat entries that a query can use without knowing how casus keeps readings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from casus.archive.extras import arrow
from casus.model.claim import Attribution, EventClaim, Party, PlaceRole, StateClaim, TimeRole
from casus.model.reading import Reading
from casus.model.span import Span
from casus.model.where import Place
from casus.store.happenings import days_compared, event_ids, text_digest

Entry = dict[str, Any]


def _shared() -> list[tuple[str, Any]]:
    pa, _ = arrow()
    place = pa.struct(
        [
            ("role", pa.string()),
            ("name", pa.string()),
            ("id", pa.string()),
            ("country", pa.string()),
            ("admin1", pa.string()),
            ("lat", pa.float64()),
            ("lon", pa.float64()),
            ("radius_km", pa.float64()),
        ]
    )
    return [
        ("claim_id", pa.string()),
        ("type", pa.string()),
        ("factuality", pa.string()),
        ("denied", pa.bool_()),
        ("certainty", pa.float64()),
        ("sentence", pa.string()),
        ("words", pa.string()),
        ("day_from", pa.string()),
        ("day_to", pa.string()),
        ("time_words", pa.string()),
        ("places", pa.list_(place)),
        ("sources", pa.list_(pa.string())),
    ]


def claim_type() -> Any:
    """
    One act as one passage tells it. `telling_id` names what this text says of one happening; `words` tell the act;
    `day_from` and `day_to` (ISO) are the time told, or the day of publication; names are known ones, else the words.
    """
    pa, _ = arrow()
    number = pa.struct([("role", pa.string()), ("low", pa.int64()), ("best", pa.int64()), ("high", pa.int64())])
    more = [
        ("telling_id", pa.string()),
        ("mode", pa.string()),
        ("status", pa.string()),
        ("actors", pa.list_(pa.string())),
        ("recipients", pa.list_(pa.string())),
        ("parties", pa.list_(pa.string())),
        ("numbers", pa.list_(number)),
    ]
    return pa.struct([*_shared(), *more])


def state_type() -> Any:
    """A relation that holds, as one passage tells it: `type` is the relation."""
    pa, _ = arrow()
    names = pa.list_(pa.string())
    return pa.struct([*_shared(), ("extent", pa.string()), ("subjects", names), ("objects", names), ("parties", names)])


def claim_rows(reading: Reading) -> list[Entry]:
    """The entries of a reading's claims, in its order."""
    ids = event_ids(text_digest(reading.document.text), reading.claims)
    names = _Names(reading)
    return [_claim(claim, ids[claim.event], names) for claim in reading.claims]


def state_rows(reading: Reading) -> list[Entry]:
    """The entries of a reading's states, in its order."""
    names = _Names(reading)
    return [_state(state, names) for state in reading.states]


class _Names:
    """Words and names of one reading."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self._known = {actor.id: actor for actor in reading.actors}

    def words(self, span: Span | None) -> str | None:
        return self.reading.document.quote(span) if span is not None else None

    def sentence(self, number: int, otherwise: Span) -> str:
        some = self.reading.sentences
        return self.reading.document.quote(some[number].span if number < len(some) else otherwise)

    def party(self, party: Party) -> str:
        actor = self._known.get(party.actor or "")
        if actor is not None:
            return actor.name
        return party.place.name if party.place else self.words(party.span) or ""

    def parties(self, some: Iterable[Party]) -> list[str]:
        """Names, each once, and the registry ids behind them."""
        return list(dict.fromkeys(name for party in some if (name := self.party(party))))

    def ids(self, some: Iterable[Party]) -> list[str]:
        found = (self._known.get(party.actor or "") for party in some)
        return list(dict.fromkeys(actor.registry for actor in found if actor is not None and actor.registry))


def _claim(claim: EventClaim, telling_id: str, names: _Names) -> Entry:
    actors = [role.party for role in claim.roles if role.role == "actor"]
    others = [role.party for role in claim.roles if role.role != "actor"]
    return {
        **_common(claim, names, claim.attribution),
        "type": claim.type,
        "telling_id": telling_id,
        "mode": claim.mode,
        "status": claim.status,
        "actors": names.parties(actors),
        "recipients": names.parties(others),
        "parties": names.parties([*actors, *others]) + names.ids([*actors, *others]),
        "places": [_place(role, names) for role in claim.places],
        "numbers": [{"role": q.role, "low": q.low, "best": q.best, "high": q.high} for q in claim.quantities],
    }


def _state(state: StateClaim, names: _Names) -> Entry:
    people = [party for party in (*state.subjects, *state.objects) if not party.is_place]
    places = [party for party in (*state.subjects, *state.objects) if party.is_place]
    return {
        **_common(state, names, state.attribution),
        "type": state.relation,
        "extent": state.extent,
        "subjects": names.parties(state.subjects),
        "objects": names.parties(state.objects),
        "parties": names.parties(people) + names.ids(people),
        "places": [_point("party", party.place, names.words(party.span)) for party in places],
    }


def _common(claim: EventClaim | StateClaim, names: _Names, chain: tuple[Attribution, ...]) -> Entry:
    first, last = days_compared(claim.time, names.reading.document.published)
    return {
        "claim_id": claim.claim_id,
        "factuality": claim.factuality,
        "denied": claim.factuality.endswith("-") or any(link.stance == "denies" for link in chain),
        "certainty": claim.certainty,
        "sentence": names.sentence(claim.sentence, claim.trigger),
        "words": names.words(claim.trigger),
        "day_from": first,
        "day_to": last,
        "time_words": _time_words(claim.time, names),
        "sources": names.parties(link.source for link in chain),
    }


def _time_words(time: TimeRole | None, names: _Names) -> str | None:
    return names.words(time.span) if time is not None else None


def _place(role: PlaceRole, names: _Names) -> Entry:
    return _point(role.role, role.place, names.words(role.span))


def _point(role: str, place: Place | None, words: str | None) -> Entry:
    if place is None:
        return {"role": role, "name": words}
    return {
        "role": role,
        "name": place.name,
        "id": place.id,
        "country": place.country,
        "admin1": place.admin1,
        "lat": place.lat,
        "lon": place.lon,
        "radius_km": place.radius_km,
    }

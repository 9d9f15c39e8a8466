"""States: relations that hold, with their ends, extent, polarity and time, in whatever form a reading shows them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from casus.evaluate import phenomena
from casus.evaluate.whole import grounds, sources, terms
from casus.evaluate.whole.coding import span_of
from casus.evaluate.whole.deeds import party_misses
from casus.evaluate.whole.judged import Line, Miss, differs, one_of
from casus.evaluate.whole.scene import Scene
from casus.model.claim import Party, StateClaim
from casus.schemes.countries import country

Json = Mapping[str, Any]


def lines(scene: Scene) -> Iterator[Line]:
    """One line per relation."""
    for row in scene.coding.rows["states"]:
        yield Line("states", row["id"], scene.words(row), tuple(misses(scene, row)))


def misses(scene: Scene, row: Json) -> Iterator[Miss]:
    """What a coded relation misses."""
    way, _, name = str(terms.table("relations")[row["relation"]]).partition(":")
    if way == "state":
        yield from _best(scene, row, name)
    elif way == "nowhere":
        yield Miss(row["relation"], f"{row['subject']} {row['object']}", "readings have no such relation")
    else:
        yield from WAYS[way](scene, row)


def _best(scene: Scene, row: Json, relation: str) -> tuple[Miss, ...]:
    """Of the relations of that name, the one that misses least; on the same words first."""
    found = (tuple(_state(scene, row, state)) for state in scene.states_on(row, relation))
    return min(found, key=len, default=(Miss("relation", relation, "nothing"),))


def _state(scene: Scene, row: Json, state: StateClaim) -> Iterator[Miss]:
    ends = (("subject", row["subject"], state.subjects), ("object", row["object"], state.objects))
    if row.get("symmetric"):
        wanted = (*_ends(row["subject"]), *_ends(row["object"]))
        yield from party_misses("ends", wanted, [_end(scene, p) for p in (*state.subjects, *state.objects)])
    else:
        for role, value, parties in ends:
            yield from party_misses(role, _within(scene, value), [_end(scene, p) for p in parties])
    if row.get("extent"):
        yield from one_of("extent", terms.table("extents")[row["extent"]], state.extent)
    denied = row.get("polarity") == "-"
    accepted = ("CT-",) if denied else phenomena.factualities({"factuality": row["factuality"]})
    yield from one_of("factuality", accepted, state.factuality)
    yield from _when(row, state)
    yield from _source(scene, row, state)


def _ends(value: Any) -> tuple[frozenset[str], ...]:
    """
    The coded ends of a relation: actors, each with its alternatives, or places.

    "A.X -> A.Y" is X, who stands for Y; a conflict is the country whose war it is.
    """
    values = [value] if isinstance(value, str) else value
    return tuple(frozenset(re.findall(r"\b[AP]\.\w+", text)) for text in values)


def _within(scene: Scene, value: Any) -> tuple[frozenset[str], ...]:
    """An unnamed part of a place is held as that place, with the extent that says so."""
    found = _ends(value)
    if isinstance(value, str) and value.startswith("conflict:"):
        countries = {row["id"] for row in scene.coding.rows["places"] if row["feature"].startswith("PCLI")}
        return (frozenset(countries),)
    places = scene.coding.by_id("places")
    parts = frozenset().union(*found) & places.keys()
    return tuple(ids | {places[id_].get("part_of", id_) for id_ in ids & parts} for ids in found)


def _end(scene: Scene, party: Party) -> str:
    """The coded actor or place at an end."""
    if party.is_place and party.span is not None:
        return scene.coded_place(party.span) or scene.quote(party.span)
    return scene.party(party)


def _when(row: Json, state: StateClaim) -> Iterator[Miss]:
    """What ended must show until when; what holds now has no time; other times are those of the relation's words."""
    when = state.time.when if state.time else None
    if str(row["time"]).startswith("before ") and (when is None or when.latest is None):
        yield Miss("time", str(row["time"]), "open")


def _source(scene: Scene, row: Json, state: StateClaim) -> Iterator[Miss]:
    if row.get("attribution"):
        yield from sources.of_claim(scene, row, state)


def _country(scene: Scene, row: Json) -> Iterator[Miss]:
    place = scene.coding.by_id("places")[row["object"]]
    actor = next((a for a in scene.reading.actors if a.id == scene.identities.get(row["subject"])), None)
    yield from one_of("country", place["country"], country(actor.country).iso2 if actor else None)


def _office(scene: Scene, row: Json) -> Iterator[Miss]:
    """The words name title and person, and the person is known to the registry by it."""
    actor = next((a for a in scene.reading.actors if a.id == scene.identities.get(row["subject"])), None)
    known = actor is not None and actor.registry is not None and actor.kind == "person"
    named = known and actor is not None and any(_meets(row, m.start, m.end) for m in actor.mentions)
    yield from differs("office", "the person, by name and title", "so" if named else None) if not named else ()


def _meets(row: Json, start: int, end: int) -> bool:
    return any(span_of(e).start < end and start < span_of(e).end for e in row["evidence"])


def _duration(scene: Scene, row: Json) -> Iterator[Miss]:
    """The war's claim tells how long it has gone on."""
    for claim in scene.reading.claims:
        if scene.in_evidence(row, claim.trigger) and claim.time is not None and claim.time.span is not None:
            told = next((t for t in scene.reading.times if t.span.overlaps(claim.time.span)), None)
            yield from differs("value", row["value"], told.value if told else None)
            return
    yield Miss("duration", row["value"], "nothing")


def _spillover(scene: Scene, row: Json) -> Iterator[Miss]:
    """The war's claim tells where and when it spilled over."""
    claims = [c for c in scene.reading.claims if scene.in_evidence(row, c.trigger)]
    if not claims:
        yield Miss("claim", row["relation"], "nothing")
        return
    yield from one_of("place", {row["object"]}, _first(row["object"], [scene.place(p) for p in claims[0].places]))
    when = claims[0].time.when if claims[0].time else None
    wanted = scene.coding.by_id("times")[row["time"]]
    yield from differs("time", wanted["earliest"], str(when.earliest) if when else None)


def _first(wanted: str, found: list[str]) -> str:
    return wanted if wanted in found else ", ".join(found)


def _admin(scene: Scene, row: Json) -> Iterator[Miss]:
    """The gazetteer has the town in the province of that name."""
    ends = []
    for side in ("subject", "object"):
        told = (m for m in scene.coding.rows["place_mentions"] if m["place"] == row[side])
        mentions = (grounds.mention(scene, m) for m in told)
        ends.append(next((m.place for m in mentions if m is not None and m.place is not None), None))
    town, province = ends
    yield from differs("province", province.name if province else "?", town.admin1 if town else None)


WAYS: Final[dict[str, Callable[[Scene, Json], Iterator[Miss]]]] = {
    "country": _country,
    "office": _office,
    "duration": _duration,
    "spillover": _spillover,
    "admin": _admin,
}
"""How facts show that are no relations of the reading format."""

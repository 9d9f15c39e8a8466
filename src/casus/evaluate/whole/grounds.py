"""Places: identity, country, kind and precision."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from casus.evaluate.whole import terms
from casus.evaluate.whole.coding import span_of
from casus.evaluate.whole.judged import Line, Miss, differs, one_of
from casus.evaluate.whole.scene import Scene, best
from casus.model.where import Place, PlaceMention
from casus.schemes.countries import country

Json = Mapping[str, Any]


def lines(scene: Scene) -> Iterator[Line]:
    """One line per place."""
    for row in scene.coding.rows["places"]:
        yield Line("places", row["id"], row["name"], tuple(_misses(scene, row)))


def _misses(scene: Scene, row: Json) -> Iterator[Miss]:
    if row.get("metonym_of"):
        yield from _metonym(scene, row)
    elif row["feature"].startswith("sub-city area"):
        yield from _extent(scene, row)
    else:
        yield from _place(scene, row)


def _place(scene: Scene, row: Json) -> Iterator[Miss]:
    """Every mention is found, all mean one place, and that is the right one."""
    passing = terms.listed("passing_places", "roles")
    told = [m for m in scene.coding.rows["place_mentions"] if row["id"] in m["place"].split("+")]
    wanted = [m for m in told if m["role"] not in passing]
    found = {m["text"]: mention(scene, m) for m in wanted}
    if not any(found.values()):
        yield Miss("place", row["name"], "nothing")
        return
    for text in (text for text, place in found.items() if place is None):
        yield Miss("mention", text, "nothing")
    if row.get("resolution") == "unresolved":
        yield from (Miss("place", "unresolved", p.place.name) for p in found.values() if p is not None and p.place)
        return
    places = [p.place for p in found.values() if p is not None]
    for place in dict.fromkeys(places):
        yield from _facts(row, place)
    ids = {place.id.partition("#near")[0] for place in places if place is not None}
    if len(ids) > 1:
        yield Miss("one place", row["name"], ", ".join(sorted(ids)))


def _facts(row: Json, place: Place | None) -> Iterator[Miss]:
    if place is None:
        yield Miss("place", row["name"], "unresolved")
        return
    iso2 = country(place.country).iso2
    if iso2 or len(row["country"]) == 1:
        yield from one_of("country", row["country"], iso2 or "nothing")
    yield from one_of("kind", terms.place_kinds(row["feature"]), place.kind)
    if row.get("ucdp_where_prec"):
        yield from differs("precision", row["ucdp_where_prec"], place.precision)
    if row.get("geonameid") and place.id.startswith("gn:"):
        yield from differs("id", f"gn:{row['geonameid']}", place.id.partition("#")[0])


def mention(scene: Scene, row: Json) -> PlaceMention | None:
    """The place mention that means words of the coding."""
    span = span_of(row)
    inside = [m for m in scene.reading.places if m.span.overlaps(span)]
    return best(span, ((m.span, m) for m in inside))


def _metonym(scene: Scene, row: Json) -> Iterator[Miss]:
    """A government called by its capital is seen as one, and nothing happens there."""
    for told in (m for m in scene.coding.rows["place_mentions"] if m["place"] == row["id"]):
        found = mention(scene, told)
        yield from differs("metonym", "a government", "a government" if found and found.metonym else "a place")
        for claim in scene.reading.claims:
            if any(p.span.overlaps(span_of(told)) for p in claim.places):
                yield Miss("scene of", "nothing", scene.quote(claim.trigger))


def _extent(scene: Scene, row: Json) -> Iterator[Miss]:
    """An unnamed part is told by the extent of what holds the whole."""
    parts = [s for s in scene.reading.states if s.extent == "pocket"]
    held = {scene.coded_place(p.span) for s in parts for p in s.objects if p.span is not None}
    if row["part_of"] not in held:
        yield Miss("pocket in", row["part_of"], ", ".join(sorted(filter(None, held))) or "nothing")

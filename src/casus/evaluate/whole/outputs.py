"""Exports: the rows that other formats must get of the report, and what they must not get."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from casus.evaluate.whole.judged import Line, Miss, differs, one_of
from casus.evaluate.whole.scene import Scene
from casus.gazetteers.actors import Registry
from casus.protocols import ActorContext

Json = Mapping[str, Any]
Row = Mapping[str, str]
ACTORS: Final = ("actor1", "assoc_actor_1", "actor2", "assoc_actor_2")
PLAIN: Final = ("event_date", "time_precision", "sub_event_type", "inter1", "inter2", "country", "geo_precision")
FORMATS: Final = ("acled", "ucdp", "polecat")
CODED: Final = re.compile(r"(?P<ids>C\d+(?:[/+]C\d+)*) \((?P<type>\w+)[ ,)](?:(?P<mode>[a-z]+)\))?")


def lines(scene: Scene, registry: Registry) -> Iterator[Line]:
    """One line per expected row, and one per thing that no row may tell."""
    expected = scene.coding.exports
    for n, row in enumerate(expected.get("acled_like_rows", ()), start=1):
        words = f"{row['event_date']} {row['sub_event_type']} {row['actor1']}"
        yield Line("exports", f"ACLED {n}", words, _acled(scene, registry, row))
    if "ucdp_ged_like_rows" in expected:
        wanted, found = len(expected["ucdp_ged_like_rows"]), len(scene.exported.get("ucdp", ()))
        yield Line("exports", "GED", "rows", differs("rows", wanted, found))
    for match in CODED.finditer(expected.get("polecat_like_rows", "")):
        yield Line("exports", f"POLECAT {match['ids']}", match[0], tuple(_polecat(scene, match)))
    for told in expected.get("not_exported", ()):
        if re.match(r"C\d+", told):
            yield Line("exports", f"no {told.split()[0]}", told, tuple(_left_out(scene, told.split()[0])))


def _acled(scene: Scene, registry: Registry, row: Json) -> tuple[Miss, ...]:
    """The row that misses least of those of that sub-event type."""
    told = (r for r in scene.exported.get("acled", ()) if r["sub_event_type"] == row["sub_event_type"])
    found = (tuple(_cells(scene, registry, row, other)) for other in told)
    return min(found, key=len, default=(Miss("row", row["sub_event_type"], "nothing"),))


def _cells(scene: Scene, registry: Registry, row: Json, found: Row) -> Iterator[Miss]:
    for column in PLAIN:
        if column in row:
            yield from differs(column, str(row[column]), found[column])
    yield from differs("fatalities", str(row["fatalities"]), found["fatalities"] or "0")
    for column in ACTORS:
        if row.get(column) == found[column]:
            continue
        wanted = _coded(scene, row.get(column, ""))
        yield from differs(column, wanted, _named(scene, registry, found[column]))
    if row.get("location"):
        yield from _location(scene, row["location"], found["location"])


def _coded(scene: Scene, name: str) -> str:
    """The coded actor that ACLED calls so; the name itself where none is."""
    keys = ("acled_name", "acled_name_at_event", "assoc")
    found = (a["id"] for a in scene.coding.rows["actors"] if name and name in {a.get(key) for key in keys})
    return next(found, name)


def _named(scene: Scene, registry: Registry, cell: str) -> str:
    """The coded actors that a cell names, by their names in the reading or in the registry."""
    return "; ".join(filter(None, (_who(scene, registry, part.strip()) for part in cell.split(";"))))


def _who(scene: Scene, registry: Registry, name: str) -> str:
    bare = re.sub(r" \(.*?\)$", "", name)
    for actor in scene.reading.actors:
        same = actor.name in (name, bare) or (actor.registry and actor.registry in _ids(registry, bare))
        if same and actor.id in scene.local_actors:
            return scene.local_actors[actor.id]
    return _coded(scene, name)


def _ids(registry: Registry, name: str) -> set[str]:
    return {hit.registry for hit in registry.lookup(name, ActorContext())[:1]} if name else set()


def _location(scene: Scene, wanted: str, found: str) -> Iterator[Miss]:
    """A place by its own name, or the one that ACLED falls back on for it; either names the coded place."""
    ids = [
        row["id"]
        for row in scene.coding.rows["places"]
        if row["name"] == found or found in str(row.get("acled_location_fallback", "")).split(" (")[0:1]
    ]
    ids += [
        coded
        for p in scene.reading.places
        if p.place and p.place.name == found and (coded := scene.coded_place(p.span))
    ]
    names = _place_names(scene, wanted)
    if not set(ids) & names:
        yield Miss("location", wanted, found)


def _place_names(scene: Scene, wanted: str) -> set[str]:
    """The coded places that words of a location name."""
    first = re.split(r"[(:,]", wanted)[0].strip()
    return {
        row["id"]
        for row in scene.coding.rows["places"]
        if first and (first in row["name"] or first in str(row.get("acled_location_fallback", "")))
    }


def _polecat(scene: Scene, match: re.Match[str]) -> Iterator[Miss]:
    """Of the claims' happening there is a row of that type and mode."""
    ids = re.split(r"[/+]", match["ids"])
    happenings = {scene.happening(scene.claims[id_]) for id_ in ids if id_ in scene.claims}
    rows = [row for row in scene.exported.get("polecat", ()) if row["Event ID"] in happenings]
    types = {f"{row['Event Type']} {row['Event Mode']}".strip() for row in rows}
    wanted = f"{match['type']} {match['mode'] or ''}".strip()
    if len(rows) > len(happenings) or not rows:
        yield Miss("rows", wanted, ", ".join(sorted(types)) or "nothing")
    elif match["mode"]:
        yield from one_of("type", (wanted,), next(iter(types)))
    else:
        yield from one_of("type", (wanted,), next(iter(types)).split()[0])


def _left_out(scene: Scene, id_: str) -> Iterator[Miss]:
    claim = scene.claims.get(id_)
    if claim is None:
        return
    for name in FORMATS:
        rows = scene.exported.get(name, ())
        if any(scene.happening(claim) in row.values() for row in rows):
            yield Miss(name, "no row", scene.quote(claim.trigger))

"""Actors and their mentions: who is who, with id, kind, sector and country."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

from casus.evaluate.whole import terms
from casus.evaluate.whole.coding import span_of
from casus.evaluate.whole.judged import Line, Miss, differs, one_of
from casus.evaluate.whole.scene import Scene, likeness
from casus.gazetteers.actors import Registry
from casus.model.actor import Actor
from casus.model.span import Span
from casus.protocols import ActorContext

Json = Mapping[str, Any]


def lines(scene: Scene, registry: Registry) -> Iterator[Line]:
    """One line per actor, then one per mention in prose."""
    for row in scene.coding.rows["actors"]:
        yield Line("actors", row["id"], row["canonical"], tuple(_misses(scene, registry, row)))
    for row in scene.coding.rows["actor_mentions"]:
        if scene.coding.is_read(row["seg"]) and "+" not in row["actor"]:
            yield Line("mentions", row["actor"], row["text"], tuple(_mention_misses(scene, row)))


def _misses(scene: Scene, registry: Registry, row: Json) -> Iterator[Miss]:
    if row["type"] in terms.listed("unseen", "types"):
        yield from _unseen(scene, row)
        return
    actor = next((a for a in scene.reading.actors if a.id == scene.identities.get(row["id"])), None)
    if actor is None:
        yield Miss("actor", row["canonical"], "nothing")
        return
    yield from _wholeness(scene, row, actor)
    known = registered(registry, row, scene.coding.published)
    yield from one_of("registry id", sorted(known) or ("nothing",), actor.registry or "nothing")
    yield from one_of("kind", terms.table("actor_kinds").get(row["type"], ()), actor.kind)
    if row.get("plover_sector"):
        yield from one_of("sector", _sectors(row), actor.sector)
    if row.get("plover_country"):
        yield from differs("country", country(registry, row["plover_country"]), actor.country)


def _unseen(scene: Scene, row: Json) -> Iterator[Miss]:
    """Whoever is only shown takes no part in anything."""
    mentions = [span_of(m) for m in scene.coding.rows["actor_mentions"] if m["actor"] == row["id"]]
    parties = [role.party for claim in scene.reading.claims for role in claim.roles]
    parties += [p for state in scene.reading.states for p in (*state.subjects, *state.objects)]
    for party in parties:
        if party.span is not None and any(likeness(party.span, m) >= 0.5 for m in mentions):
            yield Miss("party", "nowhere", scene.quote(party.span))


def _wholeness(scene: Scene, row: Json, actor: Actor) -> Iterator[Miss]:
    """All its mentions are those of one actor, and that one has no other's."""
    others = {local for local, votes in scene.votes.items() if local != actor.id and votes[row["id"]]}
    for local in sorted(others):
        yield Miss("one actor", row["id"], f"also {next(a.name for a in scene.reading.actors if a.id == local)}")
    for coded in sorted(scene.votes[actor.id].keys() - {row["id"]}):
        yield Miss("no other", row["id"], f"also {coded}")


def _mention_misses(scene: Scene, row: Json) -> Iterator[Miss]:
    """A mention is found with its actor, by itself or as the words of a longer one."""
    own = scene.identities.get(row["actor"])
    holders = {
        actor.id: actor.name
        for actor in scene.reading.actors
        for span in actor.mentions
        if likeness(span, span_of(row)) >= 0.5 or _one_in_the_other(scene, row, span)
    }
    either = {scene.identities.get(id_) for id_ in (row["actor"], *row.get("alternatives", ()))} - {None}
    if own is None or not either & holders.keys():
        yield Miss("mention of", row["actor"], ", ".join(sorted(holders.values())) or "nothing")


def _one_in_the_other(scene: Scene, row: Json, span: Span) -> bool:
    """Whether words are a part of the coded ones, or hold them, and mean the same actor."""
    nested = span_of(row).contains(span) or span.contains(span_of(row))
    return nested and scene.coded_actor(span) == row["actor"]


def registered(registry: Registry, row: Json, day: date) -> frozenset[str]:
    """The ids that the registry has for the names of a coded actor; none for one that has no name."""
    home = country(registry, row.get("plover_country", ""))
    context = ActorContext(day, ((home, 1.0),) if home else ())
    if row["type"] == "coalition":
        return frozenset()  # named by description; its members in brackets have ids, it has none
    names = [re.sub(r"\(.*?\)", "", row["canonical"]).strip(), *_between_brackets(row["canonical"])]
    found: set[str] = set()
    for name in names:
        hits = registry.lookup(name, context)
        if hits:
            found.add(hits[0].registry)
    return frozenset(found)


def country(registry: Registry, name: str) -> str | None:
    """ISO alpha-3 of a country by its name; None for what is none ("International: …")."""
    hits = registry.lookup(name, ActorContext()) if name else ()
    states = (registry.facts(hit.registry) for hit in hits)
    return next((facts.country for facts in states if facts.kind == "state"), None)


@cache
def _between_brackets(name: str) -> tuple[str, ...]:
    """The other names in brackets: "Islamic State (ISIL/ISIS/Daesh)". Years and remarks are none."""
    inside = re.findall(r"\((.*?)\)", name)
    return tuple(n.strip() for part in inside for n in re.split(r"[/;,]", part) if re.match(r"\s*[A-Z]", n))


def _sectors(row: Json) -> frozenset[str]:
    """Either of "REB|PTY (armed party)"; a country that is none ("International: IMG") is a sector too."""
    told = f"{re.sub(r'[(].*?[)]', '', row['plover_sector'])} {row.get('plover_country', '')}"
    return frozenset(re.findall(r"\b[A-Z]{3}\b", told))

"""All that the registry says of one actor, fact by fact, each with its days and its source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from casus.gazetteers.actors import Link, Registry, in_force
from casus.resources.actor_tables import ActorRow

OUTWARD: Final = {
    "part_of": "part of",
    "affiliate_of": "affiliate of",
    "allied_with": "allied with",
    "successor_of": "successor of",
    "splinter_of": "split from",
    "supported_by": "supported by",
}
INWARD: Final = {
    "part_of": "includes",
    "affiliate_of": "has affiliate",
    "allied_with": "allied with",
    "successor_of": "succeeded by",
    "splinter_of": "left by",
    "supported_by": "supports",
}
"""A link as its other end has it."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One dated fact. `label` says what it is, `value` is a name or a code, `other` the id of another actor in it.

    `start` and `end` are days as precise as they are known, "" where open; `holds` says whether the fact holds on the
    day asked for, None where none was asked for or the fact has no days. `leads` says that the label is read before
    the value ("part of Syria"). `key` and `extra` are for machines.
    """

    label: str
    value: str
    start: str
    end: str
    source: str
    verified: bool
    holds: bool | None
    other: str = ""
    leads: bool = False
    key: str = ""
    extra: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Profile:
    """One actor. `name` and `sector` are those of the day `at`, where one was asked for."""

    row: ActorRow
    at: date | None
    name: str
    sector: str
    names: tuple[Fact, ...]
    sectors: tuple[Fact, ...]
    links: tuple[Fact, ...]
    linked_from: tuple[Fact, ...]
    leaders: tuple[Fact, ...]
    offices: tuple[Fact, ...]


def profile(registry: Registry, actor: str, at: date | None = None) -> Profile:
    """What the registry says of an actor. Raises KeyError for an id that it does not hold."""
    facts, row = registry.facts(actor, at), registry.row(actor)
    return Profile(
        row=row,
        at=at,
        name=facts.name,
        sector=facts.sector,
        names=tuple(_names(registry, actor, at)),
        sectors=tuple(_sectors(registry, actor, at)),
        links=tuple(_links(registry, actor, at)),
        linked_from=tuple(_linked_from(registry, actor, at)),
        leaders=tuple(_leaders(registry, actor, at)),
        offices=tuple(_offices(registry, actor, at)),
    )


def _names(registry: Registry, actor: str, at: date | None) -> Iterator[Fact]:
    for name in registry.names(actor):
        yield Fact(
            label="main name" if name.type == "canonical" else name.type,
            value=name.text,
            start=name.start,
            end=name.end,
            source=name.source,
            verified=name.verified == "yes",
            holds=in_force(at, name.start, name.end),
            key=name.type,
            extra=(("match", name.match),),
        )


def _sectors(registry: Registry, actor: str, at: date | None) -> Iterator[Fact]:
    """Sectors through time; their table records no source, so they count as not verified."""
    for sector in registry.sectors(actor):
        holds = in_force(at, sector.start, sector.end)
        yield Fact("sector", sector.sector, sector.start, sector.end, "", verified=False, holds=holds, key="sector")


def _links(registry: Registry, actor: str, at: date | None) -> Iterator[Fact]:
    for link in sorted(registry.links(actor), key=lambda one: (one.relation, one.start, one.target)):
        yield _linked(registry, OUTWARD, link, link.target, at)


def _linked_from(registry: Registry, actor: str, at: date | None) -> Iterator[Fact]:
    for other, link in sorted(registry.linked_from(actor), key=lambda one: (one[1].relation, one[1].start, one[0])):
        yield _linked(registry, INWARD, link, other, at)


def _linked(registry: Registry, labels: Mapping[str, str], link: Link, other: str, at: date | None) -> Fact:
    """One link as seen from the side that `labels` are for; `other` is the actor at its far end."""
    return Fact(
        label=labels.get(link.relation, link.relation),
        value=_name(registry, other, at),
        start=link.start,
        end=link.end,
        source=link.source,
        verified=link.verified,
        holds=in_force(at, link.start, link.end),
        other=other,
        leads=True,
        key=link.relation,
    )


def _leaders(registry: Registry, actor: str, at: date | None) -> Iterator[Fact]:
    for office in registry.leaders(actor):
        yield Fact(
            label=office.role,
            value=_name(registry, office.holder, at),
            start=office.start,
            end=office.end,
            source=office.source,
            verified=office.verified,
            holds=in_force(at, office.start, office.end),
            other=office.holder,
            key=office.role,
        )


def _offices(registry: Registry, actor: str, at: date | None) -> Iterator[Fact]:
    for office in sorted(registry.offices(actor), key=lambda one: (one.start, one.actor)):
        yield Fact(
            label=f"{office.role},",
            value=_name(registry, office.actor, at),
            start=office.start,
            end=office.end,
            source=office.source,
            verified=office.verified,
            holds=in_force(at, office.start, office.end),
            other=office.actor,
            leads=True,
            key=office.role,
        )


def _name(registry: Registry, actor: str, at: date | None) -> str:
    try:
        return registry.name_on(actor, at)
    except KeyError:
        return actor


def as_json(found: Profile) -> dict[str, object]:
    """One actor as plain values; every fact has its days, its sources and whether it was verified."""
    row = found.row
    return {
        "id": row.id,
        "name": found.name,
        "kind": row.kind,
        "sector": found.sector,
        "country": row.country or None,
        "operates": row.operates.split(),
        "from": row.start or None,
        "to": row.end or None,
        "ucdp": row.ucdp.split(),
        "at": found.at.isoformat() if found.at else None,
        "source": row.source.split(),
        "verified": row.verified == "yes",
        "names": _plain(found.names, "type", "name"),
        "sectors": _plain(found.sectors, "", "sector"),
        "links": _plain(found.links, "relation", "name"),
        "linked_from": _plain(found.linked_from, "relation", "name"),
        "leaders": _plain(found.leaders, "role", "name"),
        "offices": _plain(found.offices, "role", "name"),
    }


def _plain(facts: Iterable[Fact], key: str, value: str) -> list[dict[str, object]]:
    """Facts as plain values, their key and value under these names."""
    return [
        ({key: fact.key} if key else {})
        | {value: fact.value}
        | ({"actor": fact.other} if fact.other else {})
        | {"from": fact.start or None, "to": fact.end or None, "holds": fact.holds}
        | dict(fact.extra)
        | {"source": fact.source.split(), "verified": fact.verified}
        for fact in facts
    ]

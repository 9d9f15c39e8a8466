"""
Compile the actor registry: scripts/build_actors.py INPUT_FOLDER

INPUT_FOLDER holds actors.jsonl, PLOVER_agents.txt and Phoenix.agents.txt (origin and licence: SOURCES.md). The tables
made by hand are
in scripts/actors/. The result is written to src/casus/resources/actors/ as tab-separated files that people can review.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from actors.agents import agents
from actors.clean import is_description, is_generic
from actors.countries import Country, _lines, countries
from actors.people import people
from actors.rows import REVIEWED, Draft, Fact, Name, Registry
from actors.sources import apply_reviewed, force, group, own_organisations, read_input, states

from casus.resources.folding import key

OUT = Path(__file__).parents[1] / "src" / "casus" / "resources" / "actors"
SUCCESSION = {"merged_into": "successor_of"}


def main(folder: Path) -> None:
    """Read everything, join it, write the tables."""
    inputs = read_input(folder / "actors.jsonl")
    lands = countries(a for a in inputs if a["kind"] == "state")
    registry = {draft.id: draft for draft in states(lands)}
    _add_groups(inputs, registry)
    _add_forces(inputs, registry, lands)
    _add_own(registry)
    apply_reviewed(registry)
    _drop_contested(registry)
    _merge_organs(registry)
    _drop_shadows(registry, lands)
    registry.update({person.id: person for person in people(inputs, registry)})
    _add_links(registry)
    _write_all(registry, lands)
    _write("agents.tsv", ("phrase", "sector", "source"), agents(folder))


def _add_groups(inputs: list[dict[str, Any]], registry: Registry) -> None:
    skipped = ("state", "state_organ", "generic_role")
    for actor in inputs:
        if actor["kind"] in skipped and not actor["id"].startswith("ucdp"):
            continue
        if actor["kind"] == "state_force" and actor["id"][0].isupper():
            continue
        draft = group(actor)
        registry[draft.id] = draft


def _add_forces(inputs: list[dict[str, Any]], registry: Registry, lands: dict[str, Country]) -> None:
    words = frozenset(w for land in lands.values() for n in (*land.names, *land.adjectives) for w in key(n).split()) - {
        "armed",
        "forces",
    }
    for actor in inputs:
        if actor["kind"] == "state_force" and actor["id"][0].isupper():
            draft = force(actor, registry, words)
            if draft is not None:
                registry[draft.id] = draft


def _add_own(registry: Registry) -> None:
    """Organisations made by hand take the place of forces of the same name and country, and give their names to known
    ids.
    """
    for own in own_organisations():
        keys = {key(name.text) for name in own.names}
        for known in list(registry.values()):
            same = _is_same(known, own, keys)
            if (
                not same
                or known.id == own.id
                or known.kind in ("state", "person")
                or known.id.endswith((".MIL", ".GOV", ".LEG"))
            ):
                continue
            if known.id.startswith(("org.", "ag.")):
                known.names = [n for n in known.names if key(n.text) not in keys]
            else:
                own.ucdp += known.ucdp
                for name in known.names:
                    own.add_name(name)
                del registry[known.id]
        if own.id in registry:
            own.links, own.ucdp, own.start = registry[own.id].links, registry[own.id].ucdp, registry[own.id].start
            for name in registry[own.id].names:
                own.add_name(name)
        registry[own.id] = own


def _drop_contested(registry: Registry) -> None:
    """An unverified name of one actor that was verified as the name of another is dropped ("al-Nusrah Front" listed
    under its successor).
    """
    owners = {key(n.text): d.id for d in registry.values() for n in d.names if n.source == REVIEWED}
    for draft in registry.values():
        draft.names = [
            n
            for n in draft.names
            if n.verified or n.match == "country" or owners.get(key(n.text), draft.id) == draft.id
        ]


def _is_same(known: Draft, own: Draft, keys: set[str]) -> bool:
    """Whether a known actor is the one made by hand: a shared name, and the same country or a name too long to be
    shared by chance.
    """
    shared = {key(name.text) for name in known.names} & keys
    far = known.id.startswith("ucdp.") and any(len(name.split()) > 2 for name in shared)
    return bool(shared) and (known.country == own.country or far)


def _merge_organs(registry: Registry) -> None:
    for line in _lines("merged.tsv"):
        old, organ, name = [*line.split("\t"), ""][:3]
        draft = registry.pop(old, None)
        if draft is None:
            continue
        target = registry[organ]
        for known in draft.names:
            if organ == "SYR.MIL":
                known.start = known.end = ""  # an army outlives its government; its names do not change with it
            target.add_name(known)
        if name:
            target.name = name
            target.add_name(Name(name, "name", source="own"))
        target.links += [link for link in draft.links if link.target != organ]
        for actor in registry.values():
            for link in actor.links:
                link.target = organ if link.target == old else link.target


def _drop_shadows(registry: Registry, lands: dict[str, Country]) -> None:
    """Names of groups that are really names of countries or generic names of forces are not names."""
    taken = {key(n) for land in lands.values() for n in (*land.names, *land.adjectives, *land.people)}
    for draft in registry.values():
        if draft.kind != "state":
            draft.names = [
                n
                for n in draft.names
                if key(n.text) not in taken and not is_generic(n.text) and not is_description(n, taken)
            ]


def _add_links(registry: Registry) -> None:
    for draft in list(registry.values()):
        for link in list(draft.links):
            if link.relation in SUCCESSION:
                draft.links.remove(link)
                if link.target in registry:
                    registry[link.target].links.append(
                        Fact("successor_of", draft.id, link.start, link.end, link.source, link.verified)
                    )
    for line in _lines("links.tsv"):
        actor, relation, target, start, end, _ = line.split("\t")
        draft = registry[actor]
        draft.links = [k for k in draft.links if not (k.relation == relation and k.target == target)]
        draft.links.append(Fact(relation, target, start, end, REVIEWED, verified=True))


def _write_all(registry: Registry, lands: dict[str, Country]) -> None:
    drafts = [registry[i] for i in sorted(registry) if registry[i].names or registry[i].kind in ("state",)]
    kept = {draft.id for draft in drafts}
    head = ("id", "name", "kind", "sector", "country", "operates", "from", "to", "ucdp", "source", "verified")
    _write("actors.tsv", head, (_actor(d) for d in drafts))
    columns = ("key", "name", "id", "type", "from", "to", "match", "source", "verified")
    names = (
        (key(n.text), n.text, d.id, n.kind, n.start, n.end, n.match, n.source, _yes(n.verified))
        for d in drafts
        for n in d.names
    )
    _write("names.tsv", columns, names)
    links = ((d.id, *_fact(f)) for d in drafts for f in d.links if f.target in kept)
    _write("links.tsv", ("id", "relation", "target", "from", "to", "source", "verified"), links)
    _write(
        "offices.tsv",
        ("id", "role", "office", "from", "to", "source", "verified"),
        ((d.id, *_fact(f)) for d in drafts for f in d.offices),
    )
    _write(
        "sectors.tsv",
        ("id", "sector", "from", "to"),
        ((d.id, f.relation, f.start, f.end) for d in drafts for f in d.sectors),
    )
    rows = (
        (c.iso3, *("|".join(words) for words in (c.names, c.adjectives, c.people, c.metonyms))) for c in lands.values()
    )
    _write("countries.tsv", ("iso3", "names", "adjectives", "people", "metonyms"), rows)


def _actor(d: Draft) -> tuple[str, ...]:
    ucdp = " ".join(str(i) for i in sorted(set(d.ucdp)))
    return (
        d.id,
        d.name,
        d.kind,
        d.sector,
        d.country,
        " ".join(d.operates),
        d.start,
        d.end,
        ucdp,
        d.source,
        _yes(d.verified),
    )


def _fact(f: Fact) -> tuple[str, ...]:
    return (f.relation, f.target, f.start, f.end, f.source, _yes(f.verified))


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _write(name: str, head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    OUT.mkdir(exist_ok=True)
    with (OUT / name).open("w", encoding="utf-8") as out:
        lines = ["\t".join(" ".join(cell.split()) for cell in row) for row in rows]
        out.writelines(
            line + "\n" for line in ("\t".join(head), *(lines if name == "countries.tsv" else sorted(lines)))
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]))

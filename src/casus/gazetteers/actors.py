"""
The actor registry: who a name means, on a day, in a country.

"Nusra Front" in 2014 is one group, "HTS" exists from 2017 on, and "ISI" is the Islamic State of Iraq until 2013 or
Pakistan's
intelligence service wherever the report speaks of Pakistan. A name before its first day is no candidate; after its
last day it is a
weaker one, since reports keep using old names.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final

from casus.gazetteers._actor_dates import when
from casus.gazetteers._actor_facts import Link as Link
from casus.gazetteers._actor_facts import Office, link, name_lines, office
from casus.gazetteers._actor_overrides import Override, read_overrides
from casus.gazetteers._actor_scan import Word, runs, text_words
from casus.gazetteers._actor_weigh import country_and_rest, fame, first_words, in_play, same_case
from casus.model.actor import ActorCandidate
from casus.protocols import ActorContext, ActorFacts
from casus.resources.actor_tables import (
    ActorRow,
    FactRow,
    Lines,
    NameRow,
    SectorRow,
    table,
    tables_digest,
    words,
)
from casus.resources.folding import key

MOST: Final = 10
TIES: Final = frozenset({"part_of", "affiliate_of", "allied_with", "supported_by", "successor_of"})
"""Links by which two actors stand on one side. A splinter left it."""
REMEMBERED: Final = 8192
"""Names whose rows are kept in memory: reports repeat names, and each brings new ones without end."""

_TYPE: Final = {"canonical": 0.95, "name": 0.95, "former": 0.85, "short": 0.85, "surname": 0.7, "bare": 0.75}
_CLASS_WORDS: Final = frozenset(
    [
        "group",
        "groups",
        "militants",
        "fighters",
        "rebels",
        "insurgents",
        "forces",
        "movement",
        "terrorists",
        "guerrillas",
        "militia",
        "party",
        "organization",
        "organisation",
        "gunmen",
        "supporters",
        "militiamen",
        "members",
        "network",
        "jihadists",
        "separatists",
        "extremists",
        "troops",
        "loyalists",
        "leaders",
        "officials",
        "commander",
    ]
)
"""Nouns that reports put after a name without changing who is meant ("Boko Haram militants")."""


class Registry:
    """The actors that ship with casus, with a project's own on top."""

    def __init__(self, overrides: tuple[Override, ...] = ()) -> None:
        self._names = Lines(table("names"), name_lines(overrides))
        self._actors = Lines(table("actors"))
        self._links = Lines(table("links"))
        self._offices = Lines(table("offices"))
        self._sectors = Lines(table("sectors"))
        self._own = {override.id: override for override in overrides}
        self._words = words()
        self._firsts, self._low_firsts = first_words(self._names)
        self._rows_of = lru_cache(maxsize=REMEMBERED)(self._read_rows)
        self._goes_on = lru_cache(maxsize=REMEMBERED)(self._names.goes_on)
        self._names_of = lru_cache(maxsize=REMEMBERED)(self._read_names)
        self._facts_of = lru_cache(maxsize=REMEMBERED)(self._read_facts)
        self._rows_by_id: dict[str, ActorRow] = {}

    # -- the protocol

    def lookup(self, name: str, context: ActorContext) -> tuple[ActorCandidate, ...]:
        """Who `name` may be, best first, at most ten; empty for an unknown name."""
        folded = key(name)
        if not folded:
            return ()
        found = (
            self._by_name(folded, name, context)
            or self._by_core(folded, name, context)
            or self._by_country(folded, context)
        )
        best: dict[str, ActorCandidate] = {}
        for candidate in found:
            known = best.get(candidate.registry)
            if known is None or candidate.score > known.score:
                best[candidate.registry] = candidate
        return tuple(sorted(best.values(), key=lambda c: (-c.score, c.registry))[:MOST])

    def scan(self, text: str) -> Iterator[tuple[int, int]]:
        """Spans of names in `text`, longest match, left to right."""
        found = text_words(text)
        index = 0
        while index < len(found):
            start, _, word, _ = found[index]
            initial = text[start]
            firsts = self._firsts if initial.isupper() or initial.isdigit() else self._low_firsts
            last = self._longest(text, found, index) if word in firsts or self._joins(found, index) else None
            if last is None:
                index += 1
                continue
            yield found[index].start, found[last].end
            index = last + 1

    def facts(self, registry: str, day: date | None = None) -> ActorFacts:
        """The facts of one actor, on `day` where they change with time. Raises KeyError for an id it does not hold."""
        return self._facts_of(registry, day)

    def _read_facts(self, registry: str, day: date | None) -> ActorFacts:
        row = self._actor(registry)
        return ActorFacts(registry, self.name_on(registry, day), row.kind, self._sector(row, day), row.country or None)

    def ties(self, registry: str, day: date | None) -> frozenset[str]:
        """The ids of those that an actor is part of, allied to or backed by on `day`, and whose office it holds."""
        links = (link for link in self.links(registry) if link.relation in TIES)
        tied = (link.target for link in links if when(day, link.start, link.end) == "in")
        held = (o.actor for o in self.offices(registry) if when(day, o.start, o.end) == "in")
        return frozenset((*tied, *held))

    @property
    def digest(self) -> str:
        """SHA-256 of the tables and of the project's own actors."""
        if not self._own:
            return tables_digest()
        return hashlib.sha256(repr((tables_digest(), sorted(self._own.items()))).encode()).hexdigest()

    # -- for people

    def search(self, text: str, *, limit: int = 20) -> tuple[ActorFacts, ...]:
        """Actors for `casus actors TEXT`: an id or a name first, then names whose words begin as those of `text` do."""
        ids = [row.id for row in map(NameRow._make, self._names.of(key(text)))]
        ids += [i for i in (text.strip(), *(c.registry for c in self.lookup(text, ActorContext()))) if self._holds(i)]
        wanted = key(text).split()
        if wanted:
            ids += [line.split("\t")[2] for line in self._names if _begun(wanted, line[: line.index("\t")])]
        return tuple(self.facts(i) for i in list(dict.fromkeys(ids))[:limit])

    def names(self, registry: str) -> tuple[NameRow, ...]:
        """All names of one actor, by first day."""
        return self._names_of(registry)

    def _read_names(self, registry: str) -> tuple[NameRow, ...]:
        rows = (NameRow._make(line.split("\t")) for line in self._names if f"\t{registry}\t" in line)
        return tuple(sorted((row for row in rows if row.id == registry), key=lambda row: (row.start, row.text)))

    def links(self, registry: str) -> tuple[Link, ...]:
        """The links of one actor to others."""
        return tuple(link(FactRow._make(cells)) for cells in self._links.of(registry))

    def linked_from(self, registry: str) -> tuple[tuple[str, Link], ...]:
        """The actors that link to this one, with the link."""
        rows = (FactRow._make(line.split("\t")) for line in self._links if f"\t{registry}\t" in line)
        return tuple((row.id, link(row)) for row in rows if row.target == registry)

    def leaders(self, registry: str) -> tuple[Office, ...]:
        """Who led this actor, by first day."""
        rows = (FactRow._make(line.split("\t")) for line in self._offices if f"\t{registry}\t" in line)
        return tuple(sorted((office(row) for row in rows if row.target == registry), key=lambda o: (o.start, o.holder)))

    def offices(self, registry: str) -> tuple[Office, ...]:
        """The offices of a person."""
        return tuple(office(FactRow._make(cells)) for cells in self._offices.of(registry))

    def sectors(self, registry: str) -> tuple[SectorRow, ...]:
        """The sectors of an actor whose sector changed, by first day; empty for the others."""
        return tuple(sorted(map(SectorRow._make, self._sectors.of(registry)), key=lambda row: row.start))

    def row(self, registry: str) -> ActorRow:
        """Everything the table of actors says of one actor. Raises KeyError for an id it does not hold."""
        return self._actor(registry)

    def name_on(self, registry: str, day: date | None) -> str:
        """The name to show for an actor on a day: the first listed one in use then, else the canonical one."""
        row = self._actor(registry)
        if day is None or row.kind in ("person", "state"):
            return row.name
        for name in self._rows_of(key(row.name)):
            if name.id == registry and when(day, name.start, name.end) == "in":
                return row.name
        dated = [
            n for n in self.names(registry) if n.type == "canonical" and n.start and when(day, n.start, n.end) == "in"
        ]
        return dated[-1].text if dated else row.name

    # -- how names are found

    def _by_name(self, folded: str, name: str, context: ActorContext) -> list[ActorCandidate]:
        rows = self._rows_of(folded) or self._rows_of(folded.removeprefix("the "))
        if not rows and self._holds(name.strip()):
            return [ActorCandidate(name.strip(), self._actor(name.strip()).name, 1.0, "registry id")]
        shown = name.strip().removeprefix("the ").removeprefix("The ")
        return [c for c in (self._candidate(row, shown, context) for row in rows) if c is not None]

    def _by_core(self, folded: str, name: str, context: ActorContext) -> list[ActorCandidate]:
        """Without a class word at the end: "Boko Haram militants"."""
        core, _, last = folded.rpartition(" ")
        if last not in _CLASS_WORDS or not core:
            return []
        shown = name.strip().rsplit(None, 1)[0]
        found = self._by_name(core, shown, context)
        kept = [c for c in found if self._actor(c.registry).kind not in ("state", "person", "media")]
        return [
            ActorCandidate(c.registry, c.name, round(c.score * 0.95, 3), f"{c.reason}; class word {last!r} left out")
            for c in kept
        ]

    def _by_country(self, folded: str, context: ActorContext) -> list[ActorCandidate]:
        """Country words: "Syrian army", "army of Syria", "Damascus" for its state."""
        parts = folded.removeprefix("the ")
        iso3 = self._words.metonyms.get(parts)
        if iso3:
            return [ActorCandidate(iso3, self._show(iso3, context.day), 0.6, "capital for its government")]
        for iso3, rest in country_and_rest(parts, self._words):
            role = self._words.roles.get(rest)
            organ = f"{iso3}.{role.organ}" if role and role.organ and role.number != "one" else ""
            if organ and self._holds(organ):
                return [ActorCandidate(organ, self._show(organ, context.day), 0.9, "country and noun")]
        return []

    def _candidate(self, row: NameRow, shown: str, context: ActorContext) -> ActorCandidate | None:
        if row.match in ("case", "country", "surname") and not same_case(row.text, shown):
            return None
        position = when(context.day, row.start, row.end)
        office = self._in_office(row.id, context) if row.match == "surname" else 1.0
        if position == "before" or not office:
            return None
        actor = self._actor(row.id)
        weight, place = in_play(actor, context)
        if row.match == "country" and not place:
            return (
                None
                if context.countries
                else ActorCandidate(row.id, actor.name, 0.45, "name shared by countries; no country in play")
            )
        score = (
            _TYPE.get(row.type, 0.9)
            * (0.97 + 0.03 * (row.verified == "yes"))
            * (0.75 if position == "after" else 1.0)
            * weight
            * office
            * fame(actor, place)
        )
        reasons = [
            f"name {row.text!r}",
            *([f"in use until {row.end}"] if position == "after" else []),
            *([place] if place else []),
        ]
        return ActorCandidate(row.id, self._show(row.id, context.day), round(min(score, 1.0), 3), "; ".join(reasons))

    def _in_office(self, person: str, context: ActorContext) -> float:
        """How much a surname alone counts: fully while its bearer is in office, less after it; before it, or where the
        report has no date, only when the bearer's country is in play.
        """
        actor = self._actor(person)
        playing = any(country == actor.country and weight >= 0.2 for country, weight in context.countries)
        terms = {when(context.day, o.start, o.end) for o in self.offices(person) if o.start} if context.day else set()
        if not playing and (not terms or actor.source != "own"):
            return 0.0
        return 1.0 if "in" in terms or not terms else 0.85 * ("after" in terms or playing)

    def _joins(self, found: list[Word], index: int) -> bool:
        """Whether the word and its possessive "s" together begin a name ("People's Protection Units")."""
        after = index + 1
        return after < len(found) and found[after].joined and found[index].key + "s" in self._firsts

    def _longest(self, text: str, found: list[Word], first: int) -> int | None:
        best = None
        for last, folded in runs(text, found, first):
            joined_next = last + 1 < len(found) and found[last + 1].joined
            rows = self._rows_of(folded if folded.isascii() else key(folded))
            if rows and self._written(rows, text[found[first].start : found[last].end]):
                best = last
            if not joined_next and not self._goes_on(folded):
                break
        return best

    def _written(self, rows: list[NameRow], shown: str) -> bool:
        """Whether the text writes a name as one of its rows asks for."""
        capital = any(c.isupper() for c in shown)
        for row in rows:
            if (
                row.match == "lower"
                or (row.match == "fold" and capital)
                or (row.match not in ("fold", "lower") and same_case(row.text, shown))
            ):
                return True
        return False

    def _read_rows(self, folded: str) -> list[NameRow]:
        return [NameRow._make(cells) for cells in self._names.of(folded)] if folded else []

    def _show(self, registry: str, day: date | None) -> str:
        return self.name_on(registry, day)

    def _holds(self, registry: str) -> bool:
        return registry in self._own or bool(registry and self._actors.of(registry))

    def _actor(self, registry: str) -> ActorRow:
        row = self._rows_by_id.get(registry)
        if row is None:
            row = self._rows_by_id[registry] = self._read(registry)
        return row

    def _read(self, registry: str) -> ActorRow:
        rows = self._actors.of(registry)
        own = self._own.get(registry)
        if not rows and own is None:
            raise KeyError(registry)
        row = (
            ActorRow._make(rows[0])
            if rows
            else ActorRow(registry, registry, "other", "UNK", "", "", "", "", "", "project", "yes")
        )
        if own is None:
            return row
        given = {field: value for field in ("name", "kind", "sector", "country") if (value := getattr(own, field))}
        return row._replace(**given)

    def _sector(self, row: ActorRow, day: date | None) -> str:
        """The sector on that day: a ruler before and after office is no government; a movement may come to rule."""
        if day is None:
            return row.sector
        for cells in self._sectors.of(row.id):
            dated = SectorRow._make(cells)
            if when(day, dated.start, dated.end) == "in":
                return dated.sector
        if row.kind != "person" or row.sector != "GOV":
            return row.sector
        terms = {when(day, o.start, o.end) for o in self.offices(row.id)}
        return "ELI" if "after" in terms and "in" not in terms else row.sector


def in_force(day: date | None, start: str, end: str) -> bool | None:
    """Whether what is dated so holds on that day; None without a day or where it has no dates."""
    return when(day, start, end) == "in" if day and (start or end) else None


def _begun(wanted: list[str], name: str) -> bool:
    """Whether each of the folded words begins a word of the folded name."""
    return all(f" {word}" in f" {name}" for word in wanted)


def open_actors(overrides: Path | None = None) -> Registry:
    """The registry, with a project's own actors on top. Raises `InputError` with file and line for a file that cannot
    be used.
    """
    return Registry(read_overrides(overrides) if overrides else ())

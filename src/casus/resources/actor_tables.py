"""
The actor tables as they ship, opened fast: rows stay text until someone asks for them.

`names.tsv` is looked up by key, the other tables by actor id. `Words` holds what is known of countries and of nouns
that name
actors by what they are; the registry and the actor step share it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from casus.resources.folding import key
from casus.resources.load import digest, read_toml, resource

TABLES: Final = ("names", "actors", "links", "offices", "sectors", "countries", "agents")


class NameRow(NamedTuple):
    """One name of one actor; days are "YYYY", "YYYY-MM", "YYYY-MM-DD" or "" where open; `match` is fold, case,
    country, surname or lower.
    """

    key: str
    text: str
    id: str
    type: str
    start: str
    end: str
    match: str
    source: str
    verified: str


class ActorRow(NamedTuple):
    """One actor; `operates` and `ucdp` are joined by blanks."""

    id: str
    name: str
    kind: str
    sector: str
    country: str
    operates: str
    start: str
    end: str
    ucdp: str
    source: str
    verified: str


class FactRow(NamedTuple):
    """A dated fact of an actor: a link (relation, target) or an office (role, the actor it belongs to)."""

    id: str
    relation: str
    target: str
    start: str
    end: str
    source: str
    verified: str


class SectorRow(NamedTuple):
    """The sector of an actor between two days."""

    id: str
    sector: str
    start: str
    end: str


def table(name: str) -> Path:
    """The path of one table."""
    return resource("actors", f"{name}.tsv")


class Lines:
    """The lines of a table in the order of their first cell, found by bisection; opening costs one split."""

    def __init__(self, path: Path, extra: Iterable[str] = ()) -> None:
        self._lines = path.read_text(encoding="utf-8").rstrip("\n").split("\n")[1:]
        added = list(extra)
        if added:
            self._lines = sorted((*self._lines, *added))

    def __iter__(self) -> Iterator[str]:
        """The lines as text."""
        return iter(self._lines)

    def of(self, first: str) -> list[list[str]]:
        """The cells of all lines whose first cell is `first`."""
        start = first + "\t"
        found = []
        for index in range(bisect_left(self._lines, start), len(self._lines)):
            if not self._lines[index].startswith(start):
                break
            found.append(self._lines[index].split("\t"))
        return found

    def goes_on(self, prefix: str) -> bool:
        """Whether a longer first cell begins with `prefix` and a blank."""
        index = bisect_left(self._lines, prefix + " ")
        return index < len(self._lines) and self._lines[index].startswith(prefix + " ")


def tables_digest() -> str:
    """SHA-256 over all tables and the nouns."""
    return digest(
        *(table(name) for name in TABLES), resource("actors", "roles.toml"), resource("actors", "phrases.toml")
    )


class Role(NamedTuple):
    """A noun that names actors by what they are.

    `number` is "one" (a person), "many" or "body"; `kind` and `sector` as in the reading format, `many_kind` the kind
    of the plural;
    `organ` the suffix of the state organ that "COUNTRY noun" names, "" for none; `borrows`: the sector comes from the
    word before.
    """

    kind: str
    sector: str
    number: str
    organ: str = ""
    borrows: bool = False


@dataclass(frozen=True, slots=True)
class Country:
    """The words for a country: names, adjectives, its people, and metonyms of its government; the first of each is
    the usual one.
    """

    iso3: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    metonyms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """Country words and nouns by key.

    `country_forms` has all four tables of country words in one ("syrian" -> {"adjective": "SYR"}), `country_firsts`
    their first words;
    `longest` is the number of words of the longest noun phrase, `role_ends` the last words of all. `lists` are the
    word lists of `phrases.toml`, `definite` its nouns that take up a named actor.
    """

    countries: dict[str, Country]
    country_names: dict[str, str]
    adjectives: dict[str, str]
    people: dict[str, str]
    metonyms: dict[str, str]
    roles: dict[str, Role]
    modifiers: dict[str, str]
    inside: frozenset[str]
    titles: frozenset[str]
    female: frozenset[str]
    male: frozenset[str]
    past: frozenset[str]
    abroad: frozenset[str]
    longest: int
    role_ends: frozenset[str]
    country_forms: dict[str, dict[str, str]]
    country_firsts: frozenset[str]
    lists: dict[str, frozenset[str]]
    definite: dict[str, frozenset[str]]


@cache
def words() -> Words:
    """All country words and nouns; read once."""
    lands = {c.iso3: c for c in map(_country, _lines("countries"))}
    roles, rules = _roles(), read_toml(resource("actors", "roles.toml"))
    phrases = read_toml(resource("actors", "phrases.toml"))
    titles = rules["titles"]
    names = {key(n): c.iso3 for c in lands.values() for n in c.names}
    adjectives = {key(n): c.iso3 for c in reversed(lands.values()) for n in c.adjectives}
    metonyms = {key(n): c.iso3 for c in lands.values() for n in c.metonyms}
    forms = _forms({"country": names, "adjective": adjectives, "people": _people(lands), "metonym": metonyms})
    return Words(
        countries=lands,
        country_names=names,
        adjectives=adjectives,
        people=_people(lands),
        metonyms=metonyms,
        roles=roles,
        modifiers={key(w): sector for sector, group in rules["modifiers"].items() for w in group},
        inside=_set(rules["inside"]["words"]),
        titles=_set(titles["words"]),
        female=_set(titles["female"]),
        male=_set(titles["male"]),
        past=_set(rules["past"]["words"]),
        abroad=_set(rules["abroad"]["words"]),
        longest=max(len(phrase.split()) for phrase in roles),
        role_ends=frozenset(phrase.rpartition(" ")[2] for phrase in roles),
        country_forms=forms,
        country_firsts=frozenset(phrase.partition(" ")[0] for phrase in forms),
        lists={name: _set(rule["words"]) for name, rule in phrases.items() if "words" in rule},
        definite={noun: frozenset(kinds.split()) for noun, kinds in phrases["definite"].items()},
    )


def _set(text: str) -> frozenset[str]:
    return frozenset(key(word) for word in text.split())


def _forms(tables: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for form, table_ in tables.items():
        for phrase, iso3 in table_.items():
            found.setdefault(phrase, {})[form] = iso3
    return found


def _lines(name: str) -> list[list[str]]:
    text = table(name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.split("\n")[1:] if line]


def _country(cells: list[str]) -> Country:
    return Country(cells[0], *(tuple(filter(None, cell.split("|"))) for cell in cells[1:]))


def _people(lands: dict[str, Country]) -> dict[str, str]:
    """The names of peoples ("Syrians") by key."""
    found: dict[str, str] = {}
    for land in reversed(lands.values()):
        for plural in land.people:
            found[key(plural)] = land.iso3
    return found


_KINDS: Final = {
    **dict.fromkeys(("LEG", "GOV", "JUD", "SPY", "PRE"), "government"),
    **dict.fromkeys(("REB", "UAF"), "rebel_group"),
    "MIL": "armed_forces",
    "COP": "police",
    "PRM": "militia",
    "CVL": "civilians",
    "JRN": "media",
    "BUS": "company",
    "PTY": "party",
    "NGO": "ngo",
    "IGO": "igo",
}
_CIVIL: Final = frozenset({"REF", "REL", "MED", "EDU", "AGR", "LAB", "SOC"})


def _roles() -> dict[str, Role]:
    """The nouns of `roles.toml`, then those of the agent dictionaries that it does not know."""
    found: dict[str, Role] = {}
    pairs: dict[str, tuple[Role, Role]] = {}
    for group in read_toml(resource("actors", "roles.toml"))["group"]:
        for phrase, role in _group(group):
            found.setdefault(key(phrase), role)
    for phrase, sectors, _ in _lines("agents"):
        sector = sectors.split()[0]
        kind = "civilians" if sector in _CIVIL else _KINDS.get(sector, "other")
        one, many = pairs.setdefault(sector, (Role(kind, sector, "one"), Role(kind, sector, "many")))
        found.setdefault(phrase, one)
        found.setdefault(_plural(phrase), many)
    return found


def _group(group: dict[str, object]) -> list[tuple[str, Role]]:
    kind, sector = str(group["kind"]), str(group["sector"])
    many_kind = str(group.get("many_kind", kind))
    rest = (str(group.get("organ", "")), bool(group.get("borrows", False)))
    one, many, body = (list(map(str, group.get(k, ()))) for k in ("one", "many", "body"))  # type: ignore[call-overload]
    found = [(phrase, Role(many_kind, sector, "many", *rest)) for phrase in many]
    found += [(phrase, Role(kind, sector, "body", *rest)) for phrase in body]
    found += [(phrase, Role(kind, sector, "one", *rest)) for phrase in one]
    found += [(_plural(phrase), Role(many_kind, sector, "many", *rest)) for phrase in (*one, *body)]
    return found


def _plural(phrase: str) -> str:
    """The regular plural of the last word."""
    if phrase.endswith("y") and phrase[-2:-1] not in "aeiou":
        return phrase[:-1] + "ies"
    if phrase.endswith("man"):
        return phrase[:-2] + "en"
    return phrase + ("es" if phrase.endswith(("s", "x", "ch", "sh")) else "s")

"""
People: leaders named by the inputs and office holders added by hand, as actors of their own.

The same person comes in several spellings ("Juan Manuel Santos Calderon", "Juan Manuel Santos"): two names of holders
of one office
are one person when all words of the shorter are in the longer, or when their days in office start within 45 days of
each other and
their last names agree.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Final

from actors.countries import _lines
from actors.rows import OWN, Draft, Fact, Name, Registry
from actors.sources import source_of
from casus.resources.folding import key

FAMILY_FIRST: Final = frozenset({"CHN", "TWN", "PRK", "KOR", "VNM", "KHM"})
_PARTICLES: Final = frozenset(
    {"al", "el", "bin", "ibn", "abu", "de", "la", "le", "von", "van", "der", "ben", "ag", "da", "dos", "del"}
)


def people(inputs: list[dict[str, Any]], registry: Registry) -> Iterator[Draft]:
    """All people of the registry; the hand-made ones first, so that their spelling is the canonical one."""
    found: dict[str, list[Draft]] = defaultdict(list)
    by_name: dict[str, Draft] = {}
    for names, office, sector, country in _holders(inputs, registry):
        namesake = by_name.get(key(names[0])) if " " in names[0].strip() else None
        person = (
            _known(found[country], names, office)
            or namesake
            or Draft("", names[0], "person", sector, country, source=office.source)
        )
        if not person.id:
            found[country].append(person)
            person.id = _id(names[0], found[country])
        for name in names:
            person.add_name(Name(name, "name", source=office.source))
            by_name.setdefault(key(name), person)
        if not any(_same_office(office, known) for known in person.offices):
            person.offices.append(office)
    for person in (p for group in found.values() for p in group):
        _tidy(person)
        yield person


def _holders(inputs: list[dict[str, Any]], registry: Registry) -> Iterator[tuple[list[str], Fact, str, str]]:
    for line in _lines("people.tsv"):
        names, sector, country, role, start, end = [*line.split("\t"), "", ""][:6]
        yield names.split("|"), Fact(role, _organ(sector, country, registry), start, end, OWN), sector, country
    for actor in inputs:
        owner = registry.get(actor["id"])
        if owner is None:
            continue
        for leader in actor["leaders"]:
            role = re.sub(r"^head of (state|government): ", "", leader["role"])
            office = Fact(role, owner.id, leader["from"] or "", _end(leader), source_of(leader["src"]))
            yield [leader["name"]], office, owner.sector if owner.sector != "PRE" else "GOV", owner.country


def _same_office(left: Fact, right: Fact) -> bool:
    """Whether two sources tell of one term in office; the first told, which is the hand-made one, is kept."""
    return left.target == right.target and left.start[:4] == right.start[:4] and left.start[:4] != ""


def _end(leader: dict[str, Any]) -> str:
    """The last day in office; the upper bound of the snapshots where that is all there is."""
    bounds = leader.get("to_bounds") or [None, None]
    return leader["to"] or (bounds[1] or "" if not leader.get("current_at_last_snapshot") else "")


def _organ(sector: str, country: str, registry: Registry) -> str:
    organ = f"{country}.{sector if sector in ('MIL', 'COP', 'LEG', 'JUD', 'SPY') else 'GOV'}"
    return organ if sector in ("GOV", "MIL", "COP", "LEG", "JUD", "SPY") and organ in registry else ""


def _known(group: list[Draft], names: list[str], office: Fact) -> Draft | None:
    words = [set(key(name).split()) for name in names]
    for person in group:
        for known in person.names:
            have = set(key(known.text).split())
            if any((have <= new or new <= have) and len(have & new) > 1 for new in words):
                return person
            if any(
                _same_term(person, office) and key(known.text).split()[-1:] == key(name).split()[-1:] for name in names
            ):
                return person
    return None


def _same_term(person: Draft, office: Fact) -> bool:
    return any(o.start[:7] == office.start[:7] and len(o.start) > 6 for o in person.offices)


def _id(name: str, group: list[Draft]) -> str:
    plain = "per." + key(name).replace(" ", "-")
    taken = sum(p.id == plain or p.id.startswith(plain + "-") for p in group)
    return f"{plain}-{taken + 1}" if taken else plain


def _tidy(person: Draft) -> None:
    """Short forms: first and last name, and the surname alone (which needs its day or its country to count)."""
    common = set(" ".join(_lines("common_surnames.txt")).split())
    for name in list(person.names):
        words = name.text.split()
        if (
            len(words) == 3
            and not _PARTICLES & set(key(name.text).split())
            and person.country not in FAMILY_FIRST
            and "." not in name.text
        ):
            person.add_name(Name(f"{words[0]} {words[-1]}", "short", source=name.source))
    surname = _surname(person)
    if len(surname) > 3 and key(surname) not in common and key(surname).split()[-1] not in common:
        person.add_name(Name(surname, "surname", match="surname", source=person.source))
        bare = re.sub(r"^(al|el|El|Al|ad|as|ash)-", "", surname)
        if bare != surname and key(bare) not in common:
            person.add_name(Name(bare, "surname", match="surname", source=person.source))


def _surname(person: Draft) -> str:
    words = person.names[0].text.split()
    if len(words) < 2 or re.search(r"\b(Abu|Mullah|King|Pope|Crown|II|Jr)\b", person.names[0].text):
        return ""
    if person.country in FAMILY_FIRST:
        return words[0]
    return words[-1]

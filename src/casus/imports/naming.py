"""Who and where a name or code in a file means: groups of actors, countries in several systems of codes."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any, Final

from casus.imports.types import CodedParty
from casus.resources.actor_tables import words
from casus.resources.folding import key
from casus.resources.load import read_toml, read_tsv, resource
from casus.schemes.countries import COLUMNS
from casus.schemes.parties import INTER, group
from casus.store.rows import PartyRow

_SEPARATOR: Final = re.compile(r"\s*;\s*")


@cache
def name_rules() -> dict[str, Any]:
    """`resources/schemes/coded_actors.toml`. Raises ResourceError."""
    return read_toml(resource("schemes", "coded_actors.toml"))


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(rule["pattern"]), rule["group"]) for rule in name_rules()["name"])


@cache
def _codes(system: str) -> dict[str, str]:
    """Code in a system ("numeric", "fips", "gw", "iso3") to ISO alpha-3."""
    at = COLUMNS.index(system)
    rows = read_tsv(resource("schemes", "countries.tsv"), COLUMNS)
    return {row[at].lstrip("0"): row[0] for row in rows if row[at]}


def country_of_code(system: str, code: str) -> str | None:
    """ISO alpha-3 of a country's code in a system; None for what is none."""
    return _codes(system).get(code.strip().lstrip("0"))


@lru_cache(maxsize=4096)
def country_of_name(name: str) -> str | None:
    """ISO alpha-3 of a country's name as files write it ("Yemen (North Yemen)"); None for what is none."""
    known = words().country_names
    return known.get(key(name)) or known.get(key(name.partition("(")[0]))


def party(name: str, told_group: str = "", country: str | None = None, ucdp_id: str = "") -> CodedParty:
    """A party by its name; group and country by the rules where the file does not tell them."""
    for pattern, found in _patterns():
        if match := pattern.fullmatch(name):
            land = match.groupdict().get("country")
            return CodedParty(name, told_group or found, country or (country_of_name(land) if land else None), ucdp_id)
    return CodedParty(name, told_group, country, ucdp_id)


def parties(text: str, told_group: str = "", ucdp_id: str = "") -> tuple[CodedParty, ...]:
    """All names in a cell ("A; B"); group and id are those of the first."""
    names = [name for name in _SEPARATOR.split(text) if name]
    return tuple(
        party(name, told_group if number == 0 else "", ucdp_id=ucdp_id if number == 0 else "")
        for number, name in enumerate(names)
    )


def inter(text: str) -> str | None:
    """The group of an `inter` cell, label or legacy number; "" for an empty cell or 0, None for what is none."""
    if text in ("", "0"):
        return ""
    if text in INTER:
        return text
    return INTER[int(text) - 1] if re.fullmatch("[1-8]", text) else None


def sector_group(sector: str, country: str | None) -> str:
    """The group of a PLOVER sector."""
    return group(PartyRow("", "", None, sector=sector, country=country), "", role="", country=country)

"""
The eight kinds of actors that ACLED tells apart, decided from what the record says of an actor.

The table is in `resources/schemes/parties.toml`. "" is an actor about whom too little is known.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

from casus.resources.load import read_toml, resource
from casus.store.rows import PartyRow

CIVILIANS: Final = "Civilians"
STATE: Final = "State forces"
EXTERNAL: Final = "External/Other forces"
INTER: Final = (
    *(STATE, "Rebel group", "Political militia", "Identity militia"),
    *("Rioters", "Protesters", CIVILIANS, EXTERNAL),
)
"""In the order of ACLED's legacy numbers 1 to 8."""


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    return read_toml(resource("schemes", "parties.toml"))


def group(party: PartyRow, act: str, *, role: str, country: str | None) -> str:
    """
    The group of a party in an act ("PROTEST.riot"); `country` (ISO alpha-3) is where it happens.

    State forces abroad and international ones are External/Other forces; who protests is a protester or rioter; a
    person without arms who is attacked is a civilian, whatever the office.
    """
    table = _table()
    kind, sector = party.kind or "", party.sector or ""
    if role == "actor" and act.startswith("PROTEST") and sector not in table["armed_sectors"]:
        return "Rioters" if act == "PROTEST.riot" else "Protesters"
    if role == "recipient" and act.startswith("ASSAULT") and _is_unarmed_person(kind, sector):
        return CIVILIANS
    if sector in table["international_sectors"]:
        return EXTERNAL
    found = str(table["armed_groups"].get(sector, "")) if kind in table["armed_kinds"] else ""
    found = found or str(table["kind"].get(kind) or table["sector"].get(sector, ""))
    return EXTERNAL if found == STATE and _is_abroad(party, country) else found


def _is_unarmed_person(kind: str, sector: str) -> bool:
    return kind in _table()["persons"] and sector not in _table()["armed_sectors"]


def _is_abroad(party: PartyRow, country: str | None) -> bool:
    return bool(party.country and country and party.country != country)


def interaction(first: str, second: str | None) -> str:
    """
    ACLED's label for two groups, the one with the lower legacy number first: "State forces-Rebel group".

    `second` None is nobody: "Rebel group only". "" where a group is not known.
    """
    if second is None:
        return f"{first} only" if first else ""
    return "-".join(sorted((first, second), key=INTER.index)) if first and second else ""

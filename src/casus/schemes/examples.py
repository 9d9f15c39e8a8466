"""
Examples of rules, written in one line:

    armed_forces SYR + militia > rebel_group : ASSAULT.aerial; words=air strike; number=killed; status=completed; in=SYR

who acts (a kind, then perhaps country and sector), to whom, the act, and what else is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from casus.model.vocabulary import SECTORS
from casus.schemes.facts import Facts
from casus.store.rows import PartyRow

SECTOR_OF: Final = {
    "state": "GOV",
    "government": "GOV",
    "armed_forces": "MIL",
    "police": "COP",
    "rebel_group": "REB",
    "militia": "PRM",
    "party": "PTY",
    "igo": "IGO",
    "ngo": "NGO",
    "media": "JRN",
    "civilians": "CVL",
    "crowd": "CVL",
}
"""The sector that a party of an example has unless it names one."""


def facts_from(text: str) -> Facts:
    """The facts of an example. Raises ValueError for one that cannot be read."""
    match = re.fullmatch(r"(?P<who>[^>:]*)(?:>(?P<whom>[^:]*))?:(?P<act>[^;]*)(?P<rest>(?:;.*)?)", text)
    if match is None:
        raise ValueError(f"{text!r} is no example: write WHO > WHOM : TYPE.mode; words=…")
    kind, _, mode = match["act"].strip().partition(".")
    more = dict(part.strip().split("=", 1) for part in match["rest"].split(";") if part.strip())
    return Facts(
        type=kind,
        mode=mode or None,
        status=more.get("status", "completed"),
        words=more.get("words", ""),
        actors=tuple(_parties(match["who"], "actor")),
        recipients=tuple(_parties(match["whom"] or "", "recipient")),
        numbers=frozenset(more["number"].split(",")) if "number" in more else frozenset(),
        country=more.get("in"),
    )


def _parties(text: str, role: str) -> Iterator[PartyRow]:
    for part in filter(None, map(str.strip, text.split("+"))):
        kind, *rest = part.split()
        country = next((word for word in rest if word not in SECTORS), None)
        sector = next((word for word in rest if word in SECTORS), SECTOR_OF.get(kind, "UNK"))
        yield PartyRow(role, kind, None, kind=kind, sector=sector, country=country)

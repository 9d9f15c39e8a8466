"""
The words that claims choose from: closed lists, each in the order in which people are shown it.

The coding guide defines them; the reading format, the database, the command line and the page all take them from here.
"""

from __future__ import annotations

from typing import Final

from casus.errors import InputError

TYPES: Final = (
    *("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT"),
    *("THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "DISPLACE"),
)
"""Types of acts: PLOVER's, and DISPLACE."""

SPEECH: Final = frozenset({"REQUEST", "THREATEN", "AGREE", "REJECT", "CONCEDE", "ACCUSE"})
"""Acts of speech, whose content says what they were about."""

RELATIONS: Final = (
    *("controls", "contests", "besieges", "present_in", "allied_with", "supports", "fights", "coordinates_with"),
    *("part_of", "ceasefire_with", "commands"),
)
"""Relations that states tell."""

TERRITORIAL: Final = frozenset({"controls", "contests", "besieges", "present_in"})
"""Relations of somebody to a place."""

EXTENTS: Final = ("all", "almost_all", "most", "half", "parts", "pocket", "site", "unspecified")
"""How much of a place a territorial relation is about."""

STATUSES: Final = (
    *("completed", "started", "ongoing", "attempted", "failed", "prevented", "agreed", "requested", "demanded"),
    *("offered", "threatened", "planned", "announced", "ordered", "habitual", "hypothetical", "none"),
)
"""How far an act has come."""

UNREALISED: Final = frozenset(
    {"agreed", "requested", "demanded", "offered", "threatened", "planned", "announced", "ordered", "hypothetical"}
)
"""The statuses of acts that a passage does not tell as done."""

FACTUALITIES: Final = ("CT+", "CT-", "PR+", "PR-", "PS+", "PS-", "U")
"""Certain, probable or possible, and whether that something is (+) or is not (-); U is open."""

STANCES: Final = ("asserts", "claims", "alleges", "denies")
"""How a source stands to what it says."""

ACTOR_KINDS: Final = (
    *("state", "government", "armed_forces", "police", "rebel_group", "militia", "party", "organisation", "igo", "ngo"),
    *("media", "company", "person", "anonymous_person", "civilians", "crowd", "other"),
)
"""What an actor is."""

SECTORS: Final = (
    *("GOV", "MIL", "COP", "SPY", "JUD", "LEG", "PTY", "PRM", "REB", "UAF", "UNK", "OPP", "CVL", "REF", "REL", "MED"),
    *("JRN", "BUS", "CRM", "EDU", "LAB", "ELI", "SOC", "AGR", "IGO", "NGO", "UNO", "EUR", "IMG", "ISM", "MNC"),
)
"""PLOVER's codes of what an actor belongs to; MED is health, JRN the press, IMG a transnational armed group."""

PARTY_ROLES: Final = ("actor", "recipient", "mediator", "beneficiary")
"""What someone is in an act."""

PLACE_ROLES: Final = ("where", "from", "to", "via", "near")
"""What a place is in an act."""

FATES: Final = ("killed", "wounded", "captured", "missing", "displaced", "evacuated", "released")
"""What becomes of people who are counted."""

PEOPLE_ROLES: Final = (*FATES, "force")
"""Roles of numbers of people."""

QUANTITY_ROLES: Final = (*PEOPLE_ROLES, "other")
"""Roles of all numbers."""


def type_named(text: str) -> str:
    """
    A type, a type with its mode, or a relation, as claims write it: "assault.Aerial" is "ASSAULT.aerial".

    "supports" is the relation, "SUPPORT" the type. Raises InputError that lists what there is.
    """
    base, dot, mode = text.strip().partition(".")
    known = {name.casefold(): name for name in (*TYPES, *RELATIONS)}
    if base.casefold() not in known:
        raise InputError(f"{text!r} is no type", expected=f"one of {', '.join(TYPES)}, or {', '.join(RELATIONS)}")
    return known[base.casefold()] + dot + mode.casefold()
